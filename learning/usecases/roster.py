"""The roster: what a file would change, changing it, and links, releases and departures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from learning.broadcasts import Unreached
from learning.people import Grant, Person, PersonState, Role, Unit
from learning.ports import Records
from learning.records import AuditEntry, LeaveKind, RosterEntry, RosterFact
from learning.rules.breaks import Leave
from learning.rules.roster_facts import settled
from learning.usecases.attention import look_again, look_again_at_all
from learning.usecases.enrol import issue_link
from learning.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterChange:
    """What a roster file did, or would do: employee numbers by what happens to them."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: int
    new_units: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLink:
    """A fresh activation token for one person."""

    person: Person
    token: str


def import_roster(
    records: Records,
    world: World,
    entries: Iterable[RosterEntry],
    *,
    actor: str,
    actor_id: int | None = None,
    now: datetime,
) -> RosterChange:
    """Brings the roster up to date with these entries, and says what changed; all or nothing.

    Who has no time zone gets that of their unit; a new unit without one gets the organisation's.
    """
    added, changed, unchanged = [], [], 0
    units = _Units(records=records)
    today = now.astimezone(world.policy.zone).date()
    for listed in entries:
        person = records.people.by_number(listed.employee_number)
        known = settled(listed, person, _roles_from_file(records, listed, person))
        unit = units.at(known.unit, known.time_zone or world.policy.time_zone)
        entry = replace(known, time_zone=known.time_zone or unit.time_zone)
        if person is None:
            person_id = records.roster.add_person(entry, unit, now)
            if entry.roles:
                records.roster.set_grants(person_id, entry.roles, unit, today)
            added.append(entry.employee_number)
            continue
        moved = records.roster.change_person(person.id, entry, unit)
        granted = records.roster.set_grants(person.id, entry.roles, unit, today)
        if moved or granted:
            changed.append(entry.employee_number)
            if person.state is PersonState.ACTIVE:
                look_again(records, world, person.id, now=now)
        else:
            unchanged += 1
    records.journal.audit(
        AuditEntry(
            at=now,
            actor=actor,
            actor_id=actor_id,
            action="roster_imported",
            detail=f"{len(added)}+{len(changed)}",
        )
    )
    return RosterChange(
        added=tuple(added),
        changed=tuple(changed),
        unchanged=unchanged,
        new_units=tuple(units.added),
    )


def _roles_from_file(records: Records, listed: RosterEntry, person: Person | None) -> tuple[Role, ...]:
    """The roles that a file gave a person; looked up only where this one leaves them as they are."""
    if person is None or RosterFact.ROLES not in listed.kept:
        return ()
    held = records.roster.held(person.id)
    return tuple(dict.fromkeys(one.grant.role for one in held if one.is_from_file))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Units:
    """The units that a file names, each looked up once."""

    records: Records
    known: dict[str, Unit] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)

    def at(self, path: str, time_zone: str) -> Unit:
        """The unit at this path, added where there is none: one above exists as soon as one below does."""
        if path in self.known:
            return self.known[path]
        above, _, _ = path.rpartition("/")
        if above:
            self.at(above, time_zone)
        unit = self.records.roster.unit(path)
        if unit is None:
            unit = self.records.roster.add_unit(path, time_zone)
            self.added.append(path)
        self.known[path] = unit
        return unit


def links_for(
    records: Records, unit: str | None, *, link_days: int, actor: str, now: datetime
) -> list[PersonLink]:
    """Fresh links for everyone of a unit (or the whole roster) who is not bound to an account yet."""
    waiting = [person for person in records.people.everyone(unit) if person.telegram_id is None]
    return fresh_links(records, waiting, link_days=link_days, actor=actor, now=now)


def fresh_links(
    records: Records,
    people: Iterable[Person],
    *,
    link_days: int,
    actor: str,
    actor_id: int | None = None,
    now: datetime,
) -> list[PersonLink]:
    """A fresh link for each of these people, written to the audit log; earlier unused ones stop working."""
    links = []
    for person in people:
        token = issue_link(records, person.id, link_days=link_days, now=now)
        links.append(PersonLink(person=person, token=token))
        records.journal.audit(
            AuditEntry(at=now, actor=actor, actor_id=actor_id, action="link_issued", person_id=person.id)
        )
    return links


def release(
    records: Records, employee_number: str, *, actor: str, actor_id: int | None = None, now: datetime
) -> Person | None:
    """Unbinds a person's account so that a new link can be used; the person before, None for nobody."""
    person = records.people.by_number(employee_number)
    if person is None or person.state is PersonState.LEFT:
        return None
    records.outbox.cancel_queued(person.id, now, "released")
    records.reception.lose(person.id, now, Unreached.NOT_ACTIVATED)
    records.nudges.expire_unsent()
    records.links.revoke_open(person.id, now)
    records.people.unbind(person.id)
    records.journal.audit(
        AuditEntry(at=now, actor=actor, actor_id=actor_id, action="released", person_id=person.id)
    )
    return person


def deactivate(
    records: Records, employee_number: str, *, actor: str, actor_id: int | None = None, now: datetime
) -> Person | None:
    """Ends a person's access at once; the person before, None for nobody. Their hours stay."""
    person = records.people.by_number(employee_number)
    if person is None or person.state is PersonState.LEFT:
        return None
    records.outbox.cancel_queued(person.id, now, "left")
    records.reception.cancel_for(person.id, now, "left")
    records.nudges.expire_unsent()
    records.people.leave_organisation(person.id, person.local_date(now))
    records.journal.audit(
        AuditEntry(at=now, actor=actor, actor_id=actor_id, action="deactivated", person_id=person.id)
    )
    return person


def grant(
    records: Records,
    employee_number: str,
    given: Grant,
    *,
    actor: str,
    actor_id: int | None = None,
    now: datetime,
) -> Person | None:
    """Gives a role for a time, as to an acting head; the person, None for nobody."""
    person = records.people.by_number(employee_number)
    if person is None or person.state is PersonState.LEFT:
        return None
    records.roster.add_grant(person.id, given)
    detail = f"{given.role} {given.unit or ''} {given.starts_on}–{given.ends_on or ''}"
    records.journal.audit(
        AuditEntry(
            at=now, actor=actor, actor_id=actor_id, action="granted", person_id=person.id, detail=detail
        )
    )
    return person


def take_leave(
    records: Records,
    world: World,
    employee_number: str,
    leave: Leave,
    *,
    actor: str,
    actor_id: int | None = None,
    now: datetime,
) -> Person | None:
    """Records leave, during which nothing is brought; the person, None for nobody."""
    person = records.people.by_number(employee_number)
    if person is None or person.state is PersonState.LEFT:
        return None
    records.people.add_leave(person.id, leave, LeaveKind.LEAVE)
    look_again(records, world, person.id, now=now)
    records.journal.audit(
        AuditEntry(at=now, actor=actor, actor_id=actor_id, action="leave_recorded", person_id=person.id)
    )
    return person


def shape_unit(
    records: Records,
    world: World,
    path: str,
    *,
    working_days: frozenset[int] | None,
    works_on_holidays: bool | None,
    windows: Mapping[str, Mapping[str, object]],
    time_zone: str | None = None,
    actor: str,
    now: datetime,
) -> bool:
    """Sets a unit's working days and break windows, also for shifts; False where there is no such unit.

    Its time zone is for people whom the roster file lists without one; a person's own clock stays.
    """
    unit = records.roster.unit(path)
    if unit is None:
        return False
    holidays = unit.works_on_holidays if works_on_holidays is None else works_on_holidays
    records.roster.set_unit_days(path, working_days or unit.working_days, works_on_holidays=holidays)
    if time_zone is not None:
        records.roster.set_unit_time_zone(path, time_zone)
    if windows:
        records.roster.set_unit_windows(path, {**records.roster.unit_windows(path), **windows})
    look_again_at_all(records, world, records.roster.people_of(unit.id), now=now)
    records.journal.audit(AuditEntry(at=now, actor=actor, action="unit_shaped", detail=path))
    return True
