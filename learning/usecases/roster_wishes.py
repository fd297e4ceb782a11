"""What an admin wants to change about one person: understood, and refused where it is not possible."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import available_timezones

from learning.people import Actor, Person, Role
from learning.ports import Records
from learning.roster import Change, Wish
from learning.rules.access import Action, may
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
    wish = understood(records, world, actor, person_id, change, value, now=now)
    return Refused.SO_ALREADY if isinstance(wish, Wish) and wish.is_so else wish


def understood(
    records: Records,
    world: World,
    actor: Actor,
    person_id: int,
    change: Change,
    value: str,
    *,
    now: datetime,
) -> Wish | Refused:
    """The same, where what is so already is a wish as well: a second tap asks for what the first one made."""
    person = changeable(records, actor, person_id)
    if person is None:
        return _gone(records, actor, person_id, change)
    wish = Wish(person=person, change=change, value=value)
    return UNDERSTOOD[change](records, world, wish, now)


def _gone(records: Records, actor: Actor, person_id: int, change: Change) -> Wish | Refused:
    """Whose access has ended already, by the change that ends it."""
    person = records.people.get(person_id)
    if not may(actor, Action.MANAGE_ROSTER) or person is None or not person.employee_number:
        return Refused.GONE
    if change is not Change.DEACTIVATE:
        return Refused.GONE
    return Wish(person=person, change=change, value="", is_so=True)


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
    is_so = unit.id == wish.person.unit_id
    return replace(wish, unit=unit, roles=_from_file(records, wish.person), is_so=is_so)


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
    ends = [grant.ends_on for grant in held if grant.in_force(today)]
    if ends and until not in ends:
        return Refused.SO_ALREADY
    return replace(wish, roles=(Role(name),), until=until, is_so=bool(ends))


def _from_role(records: Records, world: World, wish: Wish, now: datetime) -> Wish | Refused:
    if wish.value not in set(Role) - {Role.EMPLOYEE}:
        return Refused.GONE
    role = Role(wish.value)
    grants = tuple(one.grant for one in records.roster.held(wish.person.id) if one.grant.role is role)
    if not grants:
        return replace(wish, roles=(role,), is_so=True)
    if role is Role.ADMIN and not _others_are_admins(records, world, wish.person, now):
        return Refused.LAST_ADMIN
    return replace(wish, roles=(role,), grants=grants)


def _to_zone(records: Records, world: World, wish: Wish, now: datetime) -> Wish | Refused:
    if wish.value not in available_timezones():
        return Refused.GONE
    return replace(wish, zone=wish.value, is_so=wish.value == wish.person.time_zone)


def _to_leave(records: Records, world: World, wish: Wish, now: datetime) -> Wish | Refused:
    leave = _span(wish.value)
    today = wish.person.local_date(now)
    if leave is None or leave.ends_on is None:
        return Refused.GONE
    if isinstance(checked_span(leave.starts_on, leave.ends_on, today), SpanWrong):
        return Refused.GONE
    return replace(wish, leave=leave, is_so=leave in records.roster.leaves(wish.person.id, today))


def _from_leave(records: Records, world: World, wish: Wish, now: datetime) -> Wish | Refused:
    leave = _span(wish.value)
    if leave is None or leave.ends_on is None:
        return Refused.GONE
    lasting = records.roster.leaves(wish.person.id, wish.person.local_date(now))
    return replace(wish, leave=leave, is_so=leave not in lasting)


def _to_release(records: Records, world: World, wish: Wish, now: datetime) -> Wish | Refused:
    if wish.person.telegram_id is None:
        return replace(wish, is_so=True)
    return wish if _others_are_admins(records, world, wish.person, now) else Refused.LAST_ADMIN


def _to_link(records: Records, world: World, wish: Wish, now: datetime) -> Wish | Refused:
    if wish.person.telegram_id is not None:
        return Refused.HAS_ACCOUNT
    asked = int(wish.value) if wish.value.isdecimal() and len(wish.value) <= 12 else 0
    asked_at = datetime.fromtimestamp(min(asked, int(now.timestamp())), UTC)
    is_so = bool(asked and records.team.links_made_since([wish.person.id], asked_at))
    return replace(wish, asked_at=asked_at, is_so=is_so)


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
