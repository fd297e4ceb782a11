"""What receivers do with a broadcast."""

from bot.buttons.broadcast import AnswerQuiz, OpenBroadcast, SnoozeBroadcast
from bot.buttons.knowledge import OpenItem
from bot.handlers import knowledge
from bot.turn import Turn
from bot.views import broadcast_card as views
from bot.views import study as study_views
from learning.broadcasts import ContentKind
from learning.usecases import receiving, study
from learning.usecases.receiving import Received


async def open_copy(turn: Turn, press: OpenBroadcast) -> None:
    """Begins the lesson, opens the item, or takes note that the text was read."""
    outcome = await turn.store.write(
        receiving.open_copy, turn.world, turn.person, press.broadcast, now=turn.now
    )
    if not isinstance(outcome, Received):
        await turn.send(views.gone(turn.texts))
    elif outcome.lesson_key:
        step = await turn.store.write(
            study.begin_lesson, turn.world, turn.person, outcome.lesson_key, now=turn.now
        )
        await turn.send(study_views.step(step, turn.texts))
    elif outcome.broadcast.content.kind is ContentKind.ITEM:
        await knowledge.open_item(turn, OpenItem(int(outcome.broadcast.content.key), 0))
    else:
        await _show(turn, outcome)


async def answer_quiz(turn: Turn, press: AnswerQuiz) -> None:
    """Keeps the first answer, and says whether it is right."""
    outcome = await turn.store.write(
        receiving.answer_quiz, turn.world, turn.person, press.broadcast, press.choice, now=turn.now
    )
    if outcome is None:
        await turn.send(views.gone(turn.texts))
    else:
        await _show(turn, outcome)


async def snooze(turn: Turn, press: SnoozeBroadcast) -> None:
    """Takes the message away until the next break; it comes back once."""
    outcome = await turn.store.write(receiving.snooze, turn.world, turn.person, press.broadcast, now=turn.now)
    if outcome is None:
        await turn.send(views.gone(turn.texts))
        return
    if outcome.returns_at is not None:
        await turn.take_away()
    await turn.send(views.put_off(outcome, turn.person, turn.texts))


async def _show(turn: Turn, outcome: Received) -> None:
    await turn.show(views.card(outcome.broadcast, outcome.shown, turn.texts, reaction=outcome.reaction))
