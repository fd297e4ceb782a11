"""What a row of a roster file leaves as it is about a person, and what it changes."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from learning.people import Person, PersonState, Role
from learning.records import RosterEntry, RosterFact


def settled(entry: RosterEntry, person: Person | None, from_file: Collection[Role]) -> RosterEntry:
    """The row with what is known of the person in place of what the file has no column for.

    `from_file` are the roles that an earlier file gave. A clock is kept with the unit: who moves gets that
    of the new one.
    """
    if person is None or not entry.kept:
        return replace(entry, kept=frozenset())
    kept = entry.kept
    zone = person.time_zone if person.unit == entry.unit else ""
    return replace(
        entry,
        employment_type=(
            person.employment_type.value if RosterFact.EMPLOYMENT_TYPE in kept else entry.employment_type
        ),
        roles=tuple(role.value for role in from_file) if RosterFact.ROLES in kept else entry.roles,
        starts_on=person.starts_on if RosterFact.STARTS_ON in kept else entry.starts_on,
        email=person.email if RosterFact.EMAIL in kept else entry.email,
        language=person.language if RosterFact.LANGUAGE in kept else entry.language,
        time_zone=zone if RosterFact.TIME_ZONE in kept else entry.time_zone,
        kept=frozenset(),
    )


def changed_facts(
    entry: RosterEntry, person: Person, from_file: Collection[tuple[Role, str | None]], unit_zone: str
) -> Mapping[RosterFact, tuple[str, str]]:
    """What a settled row says otherwise than the roster does: what is known, and what it would be then.

    `unit_zone` is for a row without a clock. Language and clock are a person's own once they use Sela, until
    they move. The roles of somebody who moves go with them.
    """
    moves, is_active = person.unit != entry.unit, person.state is PersonState.ACTIVE
    wanted = {(Role(role), entry.unit) for role in entry.roles if role != Role.EMPLOYEE}
    held = {(role, entry.unit if moves else unit) for role, unit in from_file}
    is_other = {
        RosterFact.NAME: entry.name != person.name,
        RosterFact.EMPLOYMENT_TYPE: entry.employment_type != person.employment_type,
        RosterFact.ROLES: wanted != held,
        RosterFact.STARTS_ON: entry.starts_on != person.starts_on,
        RosterFact.EMAIL: entry.email != person.email,
        RosterFact.LANGUAGE: not is_active and entry.language != person.language,
        RosterFact.TIME_ZONE: (moves or not is_active) and (entry.time_zone or unit_zone) != person.time_zone,
    }
    said = {
        RosterFact.NAME: (person.name, entry.name),
        RosterFact.EMPLOYMENT_TYPE: (person.employment_type.value, entry.employment_type),
        RosterFact.ROLES: (_roles(held), _roles(wanted)),
        RosterFact.STARTS_ON: (_day(person.starts_on), _day(entry.starts_on)),
        RosterFact.EMAIL: (person.email, entry.email),
        RosterFact.LANGUAGE: (person.language, entry.language),
        RosterFact.TIME_ZONE: (person.time_zone, entry.time_zone or unit_zone),
    }
    return {fact: both for fact, both in said.items() if is_other[fact]}


def _roles(held: Iterable[tuple[Role, str | None]]) -> str:
    return "|".join(sorted({role.value for role, _ in held}))


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""
