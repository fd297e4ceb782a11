"""The roster in chat: somebody is found, looked at, and changed after a confirmation."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, timedelta

import structlog
from telegram.error import TelegramError

from bot.buttons.roster import AskPerson, ChangePerson, ShowPerson, ShowRoles, ShowRoster, ShowZones
from bot.commands import publish_own_menu
from bot.handlers import contributing
from bot.link_sheet import link_of, link_sheet
from bot.screens import Screen
from bot.texts import Texts
from bot.turn import Turn
from bot.views import roster as views
from bot.views import roster_changes as change_views
from learning.notices import Dialogue
from learning.people import Person
from learning.roster import Change, RosterProfile
from learning.rules.breaks import Leave
from learning.rules.written_dates import written_date
from learning.rules.written_spans import written_span
from learning.usecases import enrol, roster_changes, roster_in_chat, roster_wishes
from learning.usecases.roster import PersonLink
from learning.usecases.roster_in_chat import Asked
from learning.usecases.roster_wishes import FARTHEST, Refused

log = structlog.get_logger()

_printing = asyncio.Semaphore(1)


async def show(turn: Turn, words: ShowRoster | str) -> None:
    """The roster; with words after the command, the people they name."""
    await turn.store.write(roster_in_chat.begin, turn.actor, now=turn.now)
    if isinstance(words, str) and words:
        await _find(turn, words)
        return
    size = await turn.store.read(roster_in_chat.size, turn.actor)
    await turn.show(views.home(size, turn.texts) if size else views.gone(turn.texts))


async def show_person(turn: Turn, press: ShowPerson) -> None:
    """One person, with what can be changed."""
    await turn.store.write(roster_in_chat.stop, turn.person)
    await _show(turn, press.person, views.person)


async def show_roles(turn: Turn, press: ShowRoles) -> None:
    """The roles of a person."""
    await _show(turn, press.person, views.roles)


async def show_zones(turn: Turn, press: ShowZones) -> None:
    """The time zones for a person."""
    await _show(turn, press.person, views.zones)


async def ask(turn: Turn, press: AskPerson) -> None:
    """Takes the next message as a unit or dates."""
    if press.asked is Asked.PERSON:
        await show(turn, "")
        return
    one = await turn.store.write(
        roster_in_chat.ask, turn.actor, press.person, press.asked, role=press.role, now=turn.now
    )
    if one is None:
        await turn.show(views.gone(turn.texts))
    else:
        await turn.show(views.ask(one, press.asked, press.role, one.local_date(turn.now), turn.texts))


async def take(turn: Turn, dialogue: Dialogue) -> None:
    """Takes a written message as a name, a unit or dates; a file is not one of them."""
    if turn.document is not None:
        await contributing.document_came(turn, "")
        return
    asked = Asked(str(dialogue.payload["asked"]))
    if asked is Asked.PERSON:
        await _find(turn, turn.text)
        return
    shown = await turn.store.read(
        roster_in_chat.profile, turn.world, turn.actor, int(dialogue.payload["whom"]), now=turn.now
    )
    if shown is None:
        await turn.show(views.gone(turn.texts))
        return
    await _TAKING[asked](turn, shown.person, str(dialogue.payload.get("role", "")))


async def change(turn: Turn, press: ChangePerson) -> None:
    """Says what a change means, or makes it."""
    if not press.sure:
        await _ask_sure(turn, press.person, press.change, press.value)
        return
    outcome = await turn.store.write(
        roster_changes.carry_out,
        turn.world,
        turn.actor,
        press.person,
        press.change,
        press.value,
        now=turn.now,
    )
    if isinstance(outcome, Refused):
        await _refuse(turn, press.person, outcome)
    elif outcome.link is not None:
        await _send_link(turn, outcome, outcome.link)
    else:
        await turn.show(change_views.done(outcome, turn.texts))
        await _publish_menu(turn, outcome.wish.person)


async def _publish_menu(turn: Turn, one: Person) -> None:
    """Lets somebody's menu show what they may do from now on; it is a courtesy, no right depends on it."""
    if one.telegram_id is None:
        return
    actor = await turn.store.read(enrol.who_is, one.telegram_id, now=turn.now)
    if actor is None:
        return
    try:
        await publish_own_menu(turn.courier, one.telegram_id, actor.person.language, actor.roles)
    except TelegramError as error:
        log.info("menu_not_published", error=type(error).__name__)


async def _find(turn: Turn, words: str) -> None:
    found = await turn.store.read(roster_in_chat.find, turn.actor, words)
    if found is None:
        await turn.show(views.gone(turn.texts))
    elif len(found.people) == 1:
        await show_person(turn, ShowPerson(found.people[0].id))
    else:
        await turn.show(views.found(found, turn.texts))


async def _take_unit(turn: Turn, one: Person, _: str) -> None:
    named = await turn.store.read(roster_in_chat.units_named, turn.actor, turn.text)
    await turn.show(views.units(one, named, turn.text, turn.texts))


async def _take_leave(turn: Turn, one: Person, _: str) -> None:
    span = written_span(turn.text, one.local_date(turn.now))
    if isinstance(span, Leave):
        await _ask_sure(turn, one.id, Change.LEAVE, views.span_value(span))
    else:
        await turn.show(views.wrong_span(one, span, turn.texts))


async def _take_until(turn: Turn, one: Person, role: str) -> None:
    today = one.local_date(turn.now)
    until = written_date(turn.text, today - timedelta(days=1))
    if until is None or not today <= until <= today + FARTHEST:
        await turn.show(views.wrong_until(one, until, turn.texts))
    else:
        await _ask_sure(turn, one.id, Change.GIVE_ROLE, f"{role}.{until:%Y%m%d}")


_TAKING: dict[Asked, Callable[[Turn, Person, str], Awaitable[None]]] = {
    Asked.UNIT: _take_unit,
    Asked.LEAVE: _take_leave,
    Asked.UNTIL: _take_until,
}


async def _ask_sure(turn: Turn, person_id: int, wanted: Change, value: str) -> None:
    wish = await turn.store.read(
        roster_wishes.wish_of, turn.world, turn.actor, person_id, wanted, value, now=turn.now
    )
    if isinstance(wish, Refused):
        await _refuse(turn, person_id, wish)
    else:
        await turn.show(change_views.ask_sure(wish, int(turn.now.timestamp()), turn.texts))


async def _refuse(turn: Turn, person_id: int, why: Refused) -> None:
    shown = await turn.store.read(roster_in_chat.profile, turn.world, turn.actor, person_id, now=turn.now)
    await turn.show(change_views.refused(shown.person if shown else None, why, turn.texts))


async def _show(turn: Turn, person_id: int, view: Callable[[RosterProfile, Texts], Screen]) -> None:
    shown = await turn.store.read(roster_in_chat.profile, turn.world, turn.actor, person_id, now=turn.now)
    await turn.show(view(shown, turn.texts) if shown else views.gone(turn.texts))


async def _send_link(turn: Turn, made: roster_changes.Done, link: PersonLink) -> None:
    """The card comes as a file; drawing its code takes time, so this happens beside the conversation."""
    await turn.acknowledge()
    username, policy = turn.courier.bot.username, turn.world.policy
    until = _expires_on(turn)
    pieces = link_sheet([link], username, policy.organisation, turn.person.language, until)
    async with _printing:
        sheet = "".join(await asyncio.to_thread(list, pieces)).encode()
    address = link_of(username, link.token)
    await turn.send(change_views.link(made, address, sheet, until, turn.texts))
    await turn.take_away()


def _expires_on(turn: Turn) -> date:
    later = turn.now + timedelta(days=turn.world.policy.link_days)
    return later.astimezone(turn.world.policy.zone).date()
