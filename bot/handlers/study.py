"""Learning: nudges, cards, questions, and a mistake reported."""

from bot.buttons.study import (
    AskMinutes,
    AskMistake,
    Draft,
    Give,
    GoOn,
    Learn,
    OpenCard,
    OpenNudge,
    PutOffNudge,
    TellMistake,
)
from bot.turn import Turn
from bot.views import nudges as nudge_views
from bot.views import study as views
from learning.usecases import mistakes, put_off, study


async def learn(turn: Turn, words: str) -> None:
    """What is next, fitted to the minutes if they are given: `/learn 3`."""
    digits = "".join(letter for letter in words.split(" ")[0] if letter.isdecimal())[:3]
    outcome = await turn.store.write(
        study.learn, turn.world, turn.person, minutes=int(digits or 0), now=turn.now
    )
    await turn.show(views.step(outcome, turn.texts))


async def learn_by_button(turn: Turn, press: Learn) -> None:
    """The same from a button."""
    outcome = await turn.store.write(
        study.learn, turn.world, turn.person, minutes=press.minutes, now=turn.now
    )
    await turn.show(views.step(outcome, turn.texts))


async def ask_minutes(turn: Turn, press: AskMinutes) -> None:
    """Asks how much time there is."""
    await turn.show(views.how_many_minutes(turn.texts))


async def open_nudge(turn: Turn, press: OpenNudge) -> None:
    """Begins what a nudge brought."""
    outcome = await turn.store.write(study.open_nudge, turn.world, turn.person, press.nudge, now=turn.now)
    screen = views.step(outcome, turn.texts)
    await turn.show(screen)
    if screen.files:
        await turn.take_away()


async def put_off_nudge(turn: Turn, press: PutOffNudge) -> None:
    """Brings a nudge back later, or not at all."""
    outcome = await turn.store.write(
        put_off.put_off, turn.world, turn.person.id, press.nudge, later=press.later, now=turn.now
    )
    await turn.show(nudge_views.put_off(outcome, turn.person, turn.texts))


async def open_card(turn: Turn, press: OpenCard) -> None:
    """Opens a card of the lesson's text."""
    outcome = await turn.store.write(
        study.open_card, turn.world, turn.person, press.attempt, press.number, now=turn.now
    )
    await turn.show(views.step(outcome, turn.texts))


async def go_on(turn: Turn, press: GoOn) -> None:
    """Shows where the attempt stands."""
    outcome = await turn.store.write(study.go_on, turn.world, turn.person, press.attempt, now=turn.now)
    await turn.show(views.step(outcome, turn.texts))


async def draft(turn: Turn, press: Draft) -> None:
    """Shows an answer as far as it is put together."""
    outcome = await turn.store.write(
        study.draft, turn.world, turn.person, press.attempt, press.question, press.given, now=turn.now
    )
    await turn.show(views.step(outcome, turn.texts))


async def give(turn: Turn, press: Give) -> None:
    """Grades an answer."""
    outcome = await turn.store.write(
        study.answer, turn.world, turn.person, press.attempt, press.question, press.given, now=turn.now
    )
    await turn.show(views.step(outcome, turn.texts))


async def written_answer(turn: Turn) -> bool:
    """Takes a written message as the answer to an open question of numbers or words; whether it was one."""
    outcome = await turn.store.write(study.answer_in_words, turn.world, turn.person, turn.text, now=turn.now)
    if outcome is None:
        return False
    await turn.show(views.step(outcome, turn.texts))
    return True


async def ask_mistake(turn: Turn, press: AskMistake) -> None:
    """Asks what is wrong."""
    await turn.show(views.mistake_question(press.attempt, press.question, turn.texts))


async def tell_mistake(turn: Turn, press: TellMistake) -> None:
    """Keeps the report."""
    if press.reason not in views.MISTAKE_REASONS:
        await turn.show(views.gone(turn.texts))
        return
    kept = await turn.store.write(
        mistakes.report,
        turn.world,
        turn.person,
        press.attempt,
        press.question - 1 if press.question else None,
        press.reason,
        now=turn.now,
    )
    await turn.show(views.mistake_told(press.attempt, turn.texts) if kept else views.gone(turn.texts))
