"""Courses that a supervisor gives to one person until a date, in chat."""

from datetime import date

from bot.buttons.notes import AskUntil, AssignUntil, ChooseAssigned, TakeBackAssignment, TypeUntil
from bot.callbacks import date_from
from bot.turn import Turn
from bot.views import assigning as views
from bot.views import general
from learning.notices import Dialogue
from learning.rules.written_dates import NoDay, written_day
from learning.usecases import assigning, dialogues


async def choose(turn: Turn, press: ChooseAssigned) -> None:
    """A page of courses to give to a person; nothing is being written any more."""
    found = await turn.store.read(assigning.choices, turn.world, turn.actor, press.person, now=turn.now)
    if found is None:
        await turn.show(general.stale(turn.texts))
    else:
        await turn.store.write(dialogues.end, turn.person)
        await turn.show(views.choose(found, press.page, turn.texts))


async def ask_until(turn: Turn, press: AskUntil) -> None:
    """Asks until when; a date may be tapped or written."""
    found = await turn.store.write(
        assigning.ask_date, turn.world, turn.actor, press.person, press.course, now=turn.now
    )
    await _show_plan(turn, found)


async def type_until(turn: Turn, press: TypeUntil) -> None:
    """Asks for a date in words."""
    found = await turn.store.write(
        assigning.ask_date, turn.world, turn.actor, press.person, press.course, now=turn.now
    )
    await turn.show(views.type_date(found, turn.texts) if found else general.stale(turn.texts))


async def take_date(turn: Turn, dialogue: Dialogue) -> None:
    """Takes a written date."""
    due_on = written_day(turn.text, turn.person.local_date(turn.now))
    if isinstance(due_on, NoDay):
        await turn.show(views.no_date(due_on, turn.texts))
        return
    await _show(turn, int(dialogue.payload["to"]), str(dialogue.payload["course"]), due_on)


async def assign(turn: Turn, press: AssignUntil) -> None:
    """Shows what will be until this date, or makes it so."""
    due_on = date_from(press.due)
    if due_on is None:
        await turn.show(general.stale(turn.texts))
    elif not press.sure:
        await _show(turn, press.person, press.course, due_on)
    else:
        outcome = await turn.store.write(
            assigning.assign, turn.world, turn.actor, press.person, press.course, due_on, now=turn.now
        )
        if isinstance(outcome, assigning.Given):
            await turn.show(views.given(outcome, turn.texts))
        else:
            await _show_plan(turn, outcome)


async def take_back(turn: Turn, press: TakeBackAssignment) -> None:
    """Takes a course back."""
    outcome = await turn.store.write(
        assigning.take_back, turn.world, turn.actor, press.person, press.course, now=turn.now
    )
    await turn.show(views.taken_back(outcome, turn.texts) if outcome else general.stale(turn.texts))


async def _show(turn: Turn, person_id: int, course: str, due_on: date) -> None:
    found = await turn.store.read(
        assigning.plan, turn.world, turn.actor, person_id, course, due_on=due_on, now=turn.now
    )
    await _show_plan(turn, found)


async def _show_plan(turn: Turn, found: assigning.Plan | assigning.WrongDate | None) -> None:
    if found is None:
        await turn.show(general.stale(turn.texts))
    elif isinstance(found, assigning.WrongDate):
        await turn.show(views.wrong_date(found, turn.texts))
    elif found.due_on is None:
        await turn.show(views.ask_until(found, turn.texts))
    else:
        await turn.show(views.ask_sure(found, turn.texts))
