"""Rating a course in chat: stars under the last screen, a sentence, and what admins read."""

from bot.buttons.rating import AskSentence, Rate, ShowSentences
from bot.turn import Turn
from bot.views import general as general_views
from bot.views import rating as views
from learning.notices import Dialogue
from learning.rules.periods import named_period
from learning.usecases import rating
from learning.usecases.rating import Unrated


async def rate(turn: Turn, press: Rate) -> None:
    """Keeps the stars and marks them under the screen, which stays as it is."""
    outcome = await turn.store.write(
        rating.rate, turn.world, turn.person, press.attempt, press.stars, now=turn.now
    )
    if isinstance(outcome, Unrated):
        await turn.send(views.unrated(outcome, turn.texts))
        return
    await turn.acknowledge(views.thanks(outcome, turn.texts))
    await turn.swap_keys((Rate, AskSentence), views.keys(outcome, turn.texts))


async def ask_sentence(turn: Turn, press: AskSentence) -> None:
    """Takes the next message as a sentence about the course."""
    outcome = await turn.store.write(
        rating.ask_sentence, turn.world, turn.person, press.attempt, now=turn.now
    )
    if isinstance(outcome, Unrated):
        await turn.send(views.unrated(outcome, turn.texts))
    else:
        await turn.send(views.ask_sentence(outcome, turn.texts))


async def take_sentence(turn: Turn, dialogue: Dialogue) -> None:
    """Keeps the sentence that was written."""
    outcome = await turn.store.write(
        rating.take_sentence, turn.world, turn.person, dialogue, turn.text, now=turn.now
    )
    if isinstance(outcome, Unrated):
        await turn.show(views.unrated(outcome, turn.texts))
    else:
        await turn.show(views.sentence_kept(outcome, turn.texts))


async def show_sentences(turn: Turn, press: ShowSentences) -> None:
    """How a course was rated and what was written, for admins."""
    shown = await turn.store.read(rating.sentences, turn.world, turn.actor, press.course, press.page)
    if shown is None:
        await turn.show(general_views.stale(turn.texts))
    else:
        period = named_period(press.period)
        await turn.show(views.sentences(shown, turn.world.policy.rating_bands, period, turn.texts))
