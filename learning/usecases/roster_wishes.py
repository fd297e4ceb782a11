"""What an admin wants to change about one person: understood, and refused where it is not possible."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import available_timezones

from learning.people import Actor, Person, Role
from learning.ports import Records
from learning.roster import Change, Wish
from learning.rules.breaks import Leave
from learning.rules.written_spans import SpanWrong, checked_span
from learning.usecases.roster_in_chat import changeable
from learning.world import World

FARTHEST = timedelta(days=730)
"""How far ahead a role may end."""


class Refused(StrEnum):
    """Why a person is not changed so."""

    GONE = "gone"
    LAST_ADMIN = "last_admin"
    SO_ALREADY = "so_already"
    HAS_ACCOUNT = "has_account"


def wish_of(
    records: Records,
    world: World,
    actor: Actor,
    person_id: int,
    change: Change,
    value: str,
    *,
    now: datetime,
) -> Wish | Refused:
    """What a change would mean, before it is made; or why it is not possible."""
    person = changeable(records, actor, person_id)
    if person is None:
        return Refused.GONE
    wish = Wish(person=person, change=change, value=value)
    return UNDERSTOOD[change](records, world, wish, now)


def _others_are_admins(records: Records, world: World, person: Person, now: datetime) -> bool:
    """Whether somebody else, who can be written to, looks after Sela; or this person does not."""
    holders = {
        person_id
        for person_id, _ in records.people.holders(Role.ADMIN, now.astimezone(world.policy.zone).date())
    }
    return person.id not in holders or len(holders) > 1


def _to_unit(records: Records, world: World, wish: Wish, now: datetime) -> Wish | Refused:
    unit = next((unit for unit in records.roster.units() if str(unit.id) == wish.value), None)
    if unit is None:
        return Refused.GONE
    if unit.id == wish.person.unit_id:
        return Refused.SO_ALREADY
    return replace(wish, unit=unit, roles=_from_file(records, wish.person))


def _from_file(records: Records, person: Person) -> tuple[Role, ...]:
    """The roles that a roster file gave a person over their unit: they go with them to another."""
    return tuple(dict.fromkeys(one.grant.role for one in records.roster.held(person.id) if one.is_from_file))


def _to_role(records: Records, world: World, wish: Wish, now: datetime) -> Wish | Refused:
    name, _, day = wish.value.partition(".")
    until = day_in(day) if day else None
    if name not in set(Role) - {Role.EMPLOYEE} or (day and until is None):
        return Refused.GONE
    today = wish.person.local_date(now)
    if until is not None and not today <= until <= today + FARTHEST:
        return Refused.GONE
    held = [one.grant for one in records.roster.held(wish.person.id) if one.grant.role == name]
    if any(grant.in_force(today) for grant in held):
        return Refused.SO_ALREADY
    return replace(wish, roles=(Role(name),), until=until)


def _from_role(records: Records, world: World, wish: Wish, now: datetime) -> Wish | Refused:
    held = {one.grant.role for one in records.roster.held(wish.person.id)}
    if wish.value not in held:
        return Refused.SO_ALREADY if wish.value in set(Role) else Refused.GONE
    role = Role(wish.value)
    if role is Role.ADMIN and not _others_are_admins(records, world, wish.person, now):
        return Refused.LAST_ADMIN
    return replace(wish, roles=(role,))


def _to_zone(records: Records, world: World, wish: Wish, now: datetime) -> Wish | Refused:
    if wish.value not in available_timezones():
        return Refused.GONE
    return Refused.SO_ALREADY if wish.value == wish.person.time_zone else replace(wish, zone=wish.value)


def _to_leave(records: Records, world: World, wish: Wish, now: datetime) -> Wish | Refused:
    leave = _span(wish.value)
    today = wish.person.local_date(now)
    if leave is None or leave.ends_on is None:
        return Refused.GONE
    if isinstance(checked_span(leave.starts_on, leave.ends_on, today), SpanWrong):
        return Refused.GONE
    if leave in records.roster.leaves(wish.person.id, today):
        return Refused.SO_ALREADY
    return replace(wish, leave=leave)


def _from_leave(records: Records, world: World, wish: Wish, now: datetime) -> Wish | Refused:
    leave = _span(wish.value)
    lasting = records.roster.leaves(wish.person.id, wish.person.local_date(now))
    return replace(wish, leave=leave) if leave is not None and leave in lasting else Refused.SO_ALREADY


def _to_release(records: Records, world: World, wish: Wish, now: datetime) -> Wish | Refused:
    if wish.person.telegram_id is None:
        return Refused.SO_ALREADY
    return wish if _others_are_admins(records, world, wish.person, now) else Refused.LAST_ADMIN


def _to_link(records: Records, world: World, wish: Wish, now: datetime) -> Wish | Refused:
    if wish.person.telegram_id is not None:
        return Refused.HAS_ACCOUNT
    asked = int(wish.value) if wish.value.isdecimal() and len(wish.value) <= 12 else 0
    asked_at = datetime.fromtimestamp(min(asked, int(now.timestamp())), UTC)
    if asked and records.team.links_made_since([wish.person.id], asked_at):
        return Refused.SO_ALREADY
    return replace(wish, asked_at=asked_at)


def _to_leaving(records: Records, world: World, wish: Wish, now: datetime) -> Wish | Refused:
    return wish if _others_are_admins(records, world, wish.person, now) else Refused.LAST_ADMIN


def _span(value: str) -> Leave | None:
    """The days in a button, as YYYYMMDD.YYYYMMDD; None where a button was made up by hand."""
    first, last = (day_in(part) for part in (value.partition(".")[0], value.partition(".")[2]))
    return None if first is None or last is None else Leave(starts_on=first, ends_on=last)


def day_in(value: str) -> date | None:
    """The date in a button, as YYYYMMDD; None for anything else."""
    try:
        return (
            date(int(value[:4]), int(value[4:6]), int(value[6:])) if len(value) == len("20261231") else None
        )
    except ValueError:
        return None


Understand = Callable[[Records, World, Wish, datetime], Wish | Refused]

UNDERSTOOD: dict[Change, Understand] = {
    Change.UNIT: _to_unit,
    Change.GIVE_ROLE: _to_role,
    Change.TAKE_ROLE: _from_role,
    Change.ZONE: _to_zone,
    Change.LEAVE: _to_leave,
    Change.END_LEAVE: _from_leave,
    Change.RELEASE: _to_release,
    Change.LINK: _to_link,
    Change.DEACTIVATE: _to_leaving,
}
