"""The team of a supervisor in chat: figures, units, people, the picture, and fresh links."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from bot.buttons.team import (
    WHOLE_TEAM,
    AskMemberLink,
    AskTeamLinks,
    ChooseTeamUnit,
    MakeMemberLink,
    MakeTeamLinks,
    ShowMember,
    ShowMembers,
    ShowTeam,
    ShowTeamPicture,
)
from bot.link_sheet import link_of, link_sheet
from bot.team_chart import team_picture
from bot.turn import Turn
from bot.views import due_courses as due_views
from bot.views import general as general_views
from bot.views import team as views
from bot.views import team_member as member_views
from bot.views.notes import person_keys
from learning.team import Group
from learning.usecases import due_courses, team, team_links
from learning.usecases.roster import PersonLink

_drawing = asyncio.Semaphore(1)


async def show(turn: Turn, press: ShowTeam | str) -> None:
    """The team at a glance, or one unit of it."""
    unit_id = press.unit if isinstance(press, ShowTeam) else WHOLE_TEAM
    known, unit = await _unit(turn, unit_id)
    if not known:
        await _refuse(turn)
        return
    shown = await turn.store.read(team.overview, turn.world, turn.actor, unit=unit, now=turn.now)
    await turn.show(views.home(shown, unit_id, turn.texts))


async def choose_unit(turn: Turn, press: ChooseTeamUnit) -> None:
    """A page of the units the person leads."""
    found = await turn.store.read(team.units, turn.world, turn.actor, now=turn.now)
    await turn.show(views.units(found, press.page, turn.texts))


async def show_members(turn: Turn, press: ShowMembers) -> None:
    """A page of people, or of the courses they have until a date."""
    known, unit = await _unit(turn, press.unit)
    if not known:
        await _refuse(turn)
        return
    if press.group is Group.DUE:
        due = await turn.store.read(
            due_courses.page_of, turn.world, turn.actor, press.page, unit=unit, now=turn.now
        )
        await turn.show(due_views.due(due, press.unit, turn.texts))
        return
    shown = await turn.store.read(
        team.page_of,
        turn.world,
        turn.actor,
        press.group,
        press.order,
        press.page,
        unit=unit,
        now=turn.now,
    )
    await turn.show(views.members(shown, press.unit, _today(turn).year, turn.texts))


async def show_member(turn: Turn, press: ShowMember) -> None:
    """One person of the team, with what can be done for them."""
    shown = await turn.store.read(team.profile, turn.world, turn.actor, press.person, now=turn.now)
    if shown is None:
        await _refuse(turn)
        return
    is_active = shown.member.figures.active_since is not None
    actions = person_keys(shown.person.id, turn.texts) if is_active else ()
    await turn.show(member_views.member(shown, press, turn.texts, actions=actions))


async def show_picture(turn: Turn, press: ShowTeamPicture) -> None:
    """The team as a picture, and the same in words."""
    known, unit = await _unit(turn, press.unit)
    if not known:
        await _refuse(turn)
        return
    chart = await turn.store.read(team.chart, turn.world, turn.actor, unit=unit, now=turn.now)
    await turn.acknowledge()
    async with _drawing:
        content = await asyncio.to_thread(team_picture, chart, turn.texts)
    await turn.show(views.picture(chart, content, press.unit, turn.texts))


async def ask_links(turn: Turn, press: AskTeamLinks) -> None:
    """Says what fresh links do, before any is made."""
    known, unit = await _unit(turn, press.unit)
    if not known:
        await _refuse(turn)
        return
    people = len(await turn.store.read(team_links.waiting_for_links, turn.actor, unit=unit))
    if not people:
        await turn.show(member_views.no_links_needed(press.unit, turn.texts))
    elif people > team_links.MOST_ON_A_SHEET:
        most = team_links.MOST_ON_A_SHEET
        await turn.show(member_views.too_many_links(people, most, press.unit, turn.texts))
    else:
        await turn.show(member_views.ask_links(press.unit, unit, people, turn.now, turn.texts))


async def make_links(turn: Turn, press: MakeTeamLinks) -> None:
    """Makes the links, once, and sends the sheet."""
    known, unit = await _unit(turn, press.unit)
    if not known:
        await _refuse(turn)
        return
    made = await turn.store.write(
        team_links.make, turn.world, turn.actor, unit=unit, asked_at=_asked(press.asked, turn), now=turn.now
    )
    if not made.links:
        again = member_views.made_already(AskTeamLinks(press.unit), press.unit, turn.texts)
        none_left = member_views.no_links_needed(press.unit, turn.texts)
        await turn.show(again if made.already else none_left)
        return
    await turn.acknowledge()
    content = await _sheet(turn, made.links)
    cards, until = len(made.links), _expires_on(turn)
    await turn.send(member_views.sheet(content, cards, until, press.unit, turn.texts))
    await turn.take_away()


async def ask_link(turn: Turn, press: AskMemberLink) -> None:
    """Says what a fresh link for one person does, before it is made."""
    person = await turn.store.read(team.led_person, turn.actor, press.person)
    if person is None or person.telegram_id is not None:
        await _refuse(turn)
        return
    await turn.show(member_views.ask_link(person, turn.now, turn.texts))


async def make_link(turn: Turn, press: MakeMemberLink) -> None:
    """Makes a link for one person, once."""
    asked_at = _asked(press.asked, turn)
    made = await turn.store.write(
        team_links.make_one, turn.world, turn.actor, press.person, asked_at=asked_at, now=turn.now
    )
    if made is None:
        await _refuse(turn)
    elif not made.links:
        again = AskMemberLink(press.person)
        await turn.show(member_views.made_already(again, WHOLE_TEAM, turn.texts))
    else:
        fresh = made.links[0]
        address = link_of(turn.courier.bot.username, fresh.token)
        await turn.show(member_views.link(fresh.person, address, _expires_on(turn), turn.texts))


async def _sheet(turn: Turn, links: Sequence[PersonLink]) -> bytes:
    """The page to print; a code takes ten milliseconds to draw, so this happens beside the conversation."""
    pieces = link_sheet(
        links,
        turn.courier.bot.username,
        turn.world.policy.organisation,
        turn.person.language,
        _expires_on(turn),
    )
    async with _drawing:
        return "".join(await asyncio.to_thread(list, pieces)).encode()


async def _unit(turn: Turn, unit_id: int) -> tuple[bool, str | None]:
    """Whether the person may see what a button stands for, and the path of its unit, None for all."""
    if unit_id == WHOLE_TEAM:
        return True, None
    unit = await turn.store.read(team.unit_of, turn.actor, unit_id)
    return unit is not None, unit


async def _refuse(turn: Turn) -> None:
    """What the button stands for is not, or no longer, the person's to see."""
    await turn.show(general_views.stale(turn.texts))


def _asked(seconds: int, turn: Turn) -> datetime:
    """When a question was asked; a button made up by hand asks now."""
    return datetime.fromtimestamp(min(seconds, int(turn.now.timestamp())), UTC)


def _expires_on(turn: Turn) -> date:
    later = turn.now + timedelta(days=turn.world.policy.link_days)
    return later.astimezone(turn.world.policy.zone).date()


def _today(turn: Turn) -> date:
    return turn.now.astimezone(turn.world.policy.zone).date()
