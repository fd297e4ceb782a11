"""Makes what an admin wants of one person so, and writes it down; nobody shuts every admin out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from learning.auditing import entry_by
from learning.people import Actor, Grant
from learning.ports import Records
from learning.records import RosterEntry
from learning.roster import Change, Wish
from learning.usecases import dialogues, enrol, roster
from learning.usecases.attention import look_again
from learning.usecases.roster import PersonLink
from learning.usecases.roster_wishes import Refused, understood
from learning.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The change is made; `link` is the fresh link where that was the change."""

    wish: Wish
    link: PersonLink | None = None


def carry_out(
    records: Records,
    world: World,
    actor: Actor,
    person_id: int,
    change: Change,
    value: str,
    *,
    now: datetime,
) -> Done | Refused:
    """Makes a change and writes it down; what shuts every admin out is refused.

    What is so already is told as made: whoever taps twice reads the same twice.
    """
    wish = understood(records, world, actor, person_id, change, value, now=now)
    if isinstance(wish, Refused):
        return wish
    if wish.is_so:
        return Done(wish=wish)
    dialogues.end(records, actor.person)
    return MADE[change](records, world, actor, wish, now)


def _move(records: Records, world: World, actor: Actor, wish: Wish, now: datetime) -> Done:
    person, unit = wish.person, wish.unit
    assert unit is not None
    entry = RosterEntry(
        employee_number=person.employee_number,
        name=person.name,
        unit=unit.path,
        time_zone=unit.time_zone,
        language=person.language,
        employment_type=person.employment_type.value,
        roles=tuple(role.value for role in wish.roles),
        starts_on=person.starts_on,
        email=person.email,
    )
    records.roster.change_person(person.id, entry, unit)
    records.roster.set_grants(person.id, entry.roles, unit, person.local_date(now))
    look_again(records, world, person.id, now=now)
    detail = f"{person.unit} → {unit.path}"
    records.journal.audit(entry_by(actor, "person_moved", now=now, person_id=wish.person.id, detail=detail))
    return Done(wish=wish)


def _give_role(records: Records, world: World, actor: Actor, wish: Wish, now: datetime) -> Done:
    given = Grant(
        role=wish.roles[0],
        unit=wish.person.unit,
        starts_on=wish.person.local_date(now),
        ends_on=wish.until,
    )
    roster.grant(records, wish.person.employee_number, given, **_by(actor), now=now)
    return Done(wish=wish)


def _take_role(records: Records, world: World, actor: Actor, wish: Wish, now: datetime) -> Done:
    records.roster.take_role(wish.person.id, wish.roles[0])
    detail = wish.roles[0].value
    records.journal.audit(entry_by(actor, "role_taken", now=now, person_id=wish.person.id, detail=detail))
    return Done(wish=wish)


def _set_zone(records: Records, world: World, actor: Actor, wish: Wish, now: datetime) -> Done:
    enrol.choose_time_zone(records, world, wish.person.id, wish.zone, now=now)
    detail = wish.zone
    records.journal.audit(entry_by(actor, "zone_set", now=now, person_id=wish.person.id, detail=detail))
    return Done(wish=wish)


def _take_leave(records: Records, world: World, actor: Actor, wish: Wish, now: datetime) -> Done:
    assert wish.leave is not None
    roster.take_leave(records, world, wish.person.employee_number, wish.leave, **_by(actor), now=now)
    return Done(wish=wish)


def _end_leave(records: Records, world: World, actor: Actor, wish: Wish, now: datetime) -> Done:
    assert wish.leave is not None
    records.roster.end_leave(wish.person.id, wish.leave, wish.person.local_date(now))
    look_again(records, world, wish.person.id, now=now)
    detail = f"{wish.leave.starts_on}–{wish.leave.ends_on}"
    records.journal.audit(entry_by(actor, "leave_ended", now=now, person_id=wish.person.id, detail=detail))
    return Done(wish=wish)


def _release(records: Records, world: World, actor: Actor, wish: Wish, now: datetime) -> Done:
    roster.release(records, wish.person.employee_number, **_by(actor), now=now)
    return Done(wish=wish)


def _make_link(records: Records, world: World, actor: Actor, wish: Wish, now: datetime) -> Done:
    (link,) = roster.fresh_links(
        records, [wish.person], link_days=world.policy.link_days, **_by(actor), now=now
    )
    return Done(wish=wish, link=link)


def _deactivate(records: Records, world: World, actor: Actor, wish: Wish, now: datetime) -> Done:
    roster.deactivate(records, wish.person.employee_number, **_by(actor), now=now)
    return Done(wish=wish)


class _Who(TypedDict):
    actor: str
    actor_id: int


def _by(actor: Actor) -> _Who:
    return {"actor": actor.person.name, "actor_id": actor.person.id}


Make = Callable[[Records, World, Actor, Wish, datetime], Done]

MADE: dict[Change, Make] = {
    Change.UNIT: _move,
    Change.GIVE_ROLE: _give_role,
    Change.TAKE_ROLE: _take_role,
    Change.ZONE: _set_zone,
    Change.LEAVE: _take_leave,
    Change.END_LEAVE: _end_leave,
    Change.RELEASE: _release,
    Change.LINK: _make_link,
    Change.DEACTIVATE: _deactivate,
}
