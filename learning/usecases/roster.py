"""The roster: what a file would change, changing it, and links, releases and departures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from learning.people import Person, PersonState
from learning.ports import Records
from learning.records import AuditEntry, RosterEntry
from learning.usecases.attention import look_again
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
    records: Records, world: World, entries: Sequence[RosterEntry], *, actor: str, now: datetime
) -> RosterChange:
    """Brings the roster up to date with these entries, and says what changed; all or nothing."""
    added, changed, new_units = [], [], []
    today = now.astimezone(world.policy.zone).date()
    for entry in entries:
        unit = records.roster.unit(entry.unit)
        if unit is None:
            unit = records.roster.add_unit(entry.unit, entry.time_zone)
            new_units.append(entry.unit)
        person = records.people.by_number(entry.employee_number)
        if person is None:
            person_id = records.roster.add_person(entry, unit, now)
            records.roster.set_grants(person_id, entry.roles, unit, today)
            added.append(entry.employee_number)
            continue
        moved = records.roster.change_person(person.id, entry, unit)
        granted = records.roster.set_grants(person.id, entry.roles, unit, today)
        if moved or granted:
            changed.append(entry.employee_number)
            look_again(records, world, person.id, now=now)
    records.journal.audit(
        AuditEntry(at=now, actor=actor, action="roster_imported", detail=f"{len(added)}+{len(changed)}")
    )
    return RosterChange(
        added=tuple(added),
        changed=tuple(changed),
        unchanged=len(entries) - len(added) - len(changed),
        new_units=tuple(new_units),
    )


def links_for(
    records: Records, unit: str | None, *, link_days: int, actor: str, now: datetime
) -> list[PersonLink]:
    """Fresh links for everyone of a unit (or the whole roster) who is not bound to an account yet."""
    links = []
    for person in records.people.everyone(unit):
        if person.telegram_id is None:
            token = issue_link(records, person.id, link_days=link_days, now=now)
            links.append(PersonLink(person=person, token=token))
            records.journal.audit(AuditEntry(at=now, actor=actor, action="link_issued", person_id=person.id))
    return links


def release(records: Records, employee_number: str, *, actor: str, now: datetime) -> Person | None:
    """Unbinds a person's account so that a new link can be used; the person before, None for nobody."""
    person = records.people.by_number(employee_number)
    if person is None or person.state is PersonState.LEFT:
        return None
    records.outbox.cancel_queued(person.id, now, "released")
    records.nudges.expire_unsent()
    records.links.revoke_open(person.id, now)
    records.people.unbind(person.id)
    records.journal.audit(AuditEntry(at=now, actor=actor, action="released", person_id=person.id))
    return person


def deactivate(records: Records, employee_number: str, *, actor: str, now: datetime) -> Person | None:
    """Ends a person's access at once; the person before, None for nobody. Their hours stay."""
    person = records.people.by_number(employee_number)
    if person is None or person.state is PersonState.LEFT:
        return None
    records.outbox.cancel_queued(person.id, now, "left")
    records.nudges.expire_unsent()
    records.people.leave_organisation(person.id, person.local_date(now))
    records.journal.audit(AuditEntry(at=now, actor=actor, action="deactivated", person_id=person.id))
    return person
