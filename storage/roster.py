"""Writes units and people as the roster file describes them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from learning.people import Grant, Person, PersonState, Role, Unit
from learning.records import LeaveKind, RosterEntry
from learning.roster import Held, Listed
from learning.rules.breaks import Leave
from storage.people import GRANT, LEAVE, PERSON, SELECT_PERSON, UNIT, person_of

HELD = sa.select(GRANT, UNIT.c.path).join(UNIT, UNIT.c.id == GRANT.c.unit_id, isouter=True)

# What every row of a roster file asks is built once here: building a statement costs more than running it.
UNIT_AT = sa.select(UNIT).where(UNIT.c.path == sa.bindparam("path"))
ROW_OF = sa.select(PERSON).where(PERSON.c.id == sa.bindparam("person"))
ADD_PERSON = sa.insert(PERSON).returning(PERSON.c.id)
CHANGE_PERSON = sa.update(PERSON).where(PERSON.c.id == sa.bindparam("person"))
FROM_FILE = sa.select(GRANT).where(GRANT.c.person_id == sa.bindparam("person"), GRANT.c.from_roster)


@dataclass(frozen=True, slots=True)
class SqlRoster:
    """Units and roster rows over one connection."""

    connection: Connection

    def unit(self, path: str) -> Unit | None:
        """The unit at this path, or None."""
        row = self.connection.execute(UNIT_AT, {"path": path}).one_or_none()
        return _unit_of(row) if row else None

    def units(self) -> Sequence[Unit]:
        """Every unit by path."""
        return [_unit_of(row) for row in self.connection.execute(sa.select(UNIT).order_by(UNIT.c.path))]

    def add_unit(self, path: str, time_zone: str) -> Unit:
        """A new unit that works Monday to Friday."""
        self.connection.execute(
            sa.insert(UNIT).values(
                path=path, time_zone=time_zone, working_days="12345", works_on_holidays=False
            )
        )
        unit = self.unit(path)
        assert unit is not None
        return unit

    def set_unit_time_zone(self, path: str, time_zone: str) -> None:
        """Sets the clock of whoever joins a unit without one of their own."""
        self.connection.execute(sa.update(UNIT).where(UNIT.c.path == path).values(time_zone=time_zone))

    def set_unit_days(self, path: str, working_days: frozenset[int], *, works_on_holidays: bool) -> None:
        """Sets the ISO weekdays on which a unit works, for shift units."""
        days = "".join(map(str, sorted(working_days)))
        values = {"working_days": days, "works_on_holidays": works_on_holidays}
        self.connection.execute(sa.update(UNIT).where(UNIT.c.path == path).values(**values))

    def set_unit_windows(self, path: str, windows: Mapping[str, Any]) -> None:
        """Sets the break windows of a unit, by kind: `{"on": bool, "starts": "HH:MM", "ends": "HH:MM"}`."""
        self.connection.execute(sa.update(UNIT).where(UNIT.c.path == path).values(windows=dict(windows)))

    def unit_windows(self, path: str) -> Mapping[str, Any]:
        """The break windows that a unit set for itself."""
        return self.connection.execute(sa.select(UNIT.c.windows).where(UNIT.c.path == path)).scalar() or {}

    def people_of(self, unit_id: int) -> Sequence[int]:
        """The ids of everyone in exactly this unit."""
        return (
            self.connection.execute(sa.select(PERSON.c.id).where(PERSON.c.unit_id == unit_id)).scalars().all()
        )

    def listed(self) -> Mapping[str, Listed]:
        """Everybody with an employee number, those who left too, with their roles, by number."""
        held: dict[int, list[Held]] = defaultdict(list)
        for row in self.connection.execute(HELD):
            held[row.person_id].append(_held_of(row))
        rows = self.connection.execute(SELECT_PERSON.where(PERSON.c.employee_number.is_not(None)))
        people = [person_of(row) for row in rows]
        return {person.employee_number: _listed(person, held.get(person.id, ())) for person in people}

    def held(self, person_id: int) -> Sequence[Held]:
        """The roles of a person, with where they came from, oldest first."""
        rows = self.connection.execute(HELD.where(GRANT.c.person_id == person_id).order_by(GRANT.c.id))
        return [_held_of(row) for row in rows]

    def find(self, *, words: Sequence[str], digits: str, limit: int) -> Sequence[Person]:
        """People in whose names all these words stand, or whose number ends so; who left comes last."""
        if digits:
            query = SELECT_PERSON.where(PERSON.c.employee_number.endswith(digits, autoescape=True))
        else:
            query = SELECT_PERSON.where(PERSON.c.name != "")
            query = query.where(*(PERSON.c.name.icontains(word, autoescape=True) for word in words))
        has_left = PERSON.c.state == PersonState.LEFT
        rows = self.connection.execute(query.order_by(has_left, PERSON.c.name, PERSON.c.id).limit(limit))
        return [person_of(row) for row in rows]

    def take_role(self, person_id: int, role: Role) -> int:
        """Takes a role away from a person, wherever it came from; how many grants that were."""
        of_role = (GRANT.c.person_id == person_id) & (GRANT.c.role == role)
        return self.connection.execute(sa.delete(GRANT).where(of_role)).rowcount

    def end_leave(self, person_id: int, leave: Leave, on: date) -> bool:
        """Ends this leave so that the person is back on a date; False where there is none such."""
        those = (LEAVE.c.person_id == person_id) & (LEAVE.c.kind == LeaveKind.LEAVE)
        those &= (LEAVE.c.starts_on == leave.starts_on) & (LEAVE.c.ends_on == leave.ends_on)
        if leave.starts_on >= on:
            return self.connection.execute(sa.delete(LEAVE).where(those)).rowcount > 0
        ended = sa.update(LEAVE).where(those).values(ends_on=on - timedelta(days=1))
        return self.connection.execute(ended).rowcount > 0

    def leaves(self, person_id: int, since: date) -> Sequence[Leave]:
        """The leave of a person that ends on this date or later; pauses they asked for are their own."""
        of_person = (LEAVE.c.person_id == person_id) & (LEAVE.c.kind == LeaveKind.LEAVE)
        lasting = of_person & (LEAVE.c.ends_on.is_(None) | (LEAVE.c.ends_on >= since))
        rows = self.connection.execute(sa.select(LEAVE).where(lasting).order_by(LEAVE.c.starts_on))
        return [Leave(starts_on=row.starts_on, ends_on=row.ends_on) for row in rows]

    def add_grant(self, person_id: int, grant: Grant) -> None:
        """Gives a role over a unit from a date, until a date where there is one."""
        unit = self.unit(grant.unit) if grant.unit else None
        self.connection.execute(
            sa.insert(GRANT).values(
                person_id=person_id,
                role=grant.role,
                unit_id=unit.id if unit else None,
                starts_on=grant.starts_on,
                ends_on=grant.ends_on,
                from_roster=False,
            )
        )

    def add_person(self, entry: RosterEntry, unit: Unit, at: datetime) -> int:
        """Lists a new person; their id."""
        values = {**_columns(entry, unit), "language": entry.language, "time_zone": entry.time_zone}
        values |= {"employee_number": entry.employee_number, "state": PersonState.LISTED}
        values |= {"created_at": at, "notice_version": ""}
        return int(self.connection.execute(ADD_PERSON, values).scalar_one())

    def change_person(self, person_id: int, entry: RosterEntry, unit: Unit) -> bool:
        """Brings a person up to date with the file; whether anything changed. Who had left joins anew.

        Language and time zone belong to the person once they are active, so the file then leaves them
        alone, unless the unit changed.
        """
        row = self.connection.execute(ROW_OF, {"person": person_id}).one()
        values: dict[str, Any] = _columns(entry, unit)
        if row.state != PersonState.ACTIVE or row.unit_id != unit.id:
            values["time_zone"] = entry.time_zone
        if row.state != PersonState.ACTIVE:
            values["language"] = entry.language
        if row.state == PersonState.LEFT:
            values |= {"state": PersonState.LISTED, "left_on": None}
            values |= {"acknowledged_at": None, "onboarded_at": None, "blocked_at": None}
        changes = {name: value for name, value in values.items() if row._mapping[name] != value}
        if changes:
            self.connection.execute(CHANGE_PERSON, {"person": person_id, **changes})
        return bool(changes)

    def set_grants(self, person_id: int, roles: Sequence[str], unit: Unit, on: date) -> bool:
        """Makes the grants that came from the roster those of the file; whether anything changed.

        What was granted by a person, such as to an acting head, is left alone.
        """
        wanted = {Role(role) for role in roles} - {Role.EMPLOYEE}
        rows = self.connection.execute(FROM_FILE, {"person": person_id}).all()
        kept = {Role(row.role) for row in rows if Role(row.role) in wanted and row.unit_id == unit.id}
        gone = [row.id for row in rows if Role(row.role) not in kept]
        if gone:
            self.connection.execute(sa.delete(GRANT).where(GRANT.c.id.in_(gone)))
        for role in sorted(wanted - kept):
            self.connection.execute(
                sa.insert(GRANT).values(
                    person_id=person_id, role=role, unit_id=unit.id, starts_on=on, from_roster=True
                )
            )
        return bool(gone or wanted - kept)


def _columns(entry: RosterEntry, unit: Unit) -> dict[str, Any]:
    return {
        "name": entry.name,
        "unit_id": unit.id,
        "employment_type": entry.employment_type,
        "starts_on": entry.starts_on,
        "email": entry.email,
    }


def _unit_of(row: Row[*tuple[Any, ...]]) -> Unit:
    return Unit(
        id=row.id,
        path=row.path,
        time_zone=row.time_zone,
        working_days=frozenset(map(int, row.working_days)),
        works_on_holidays=row.works_on_holidays,
    )


def _held_of(row: Row[*tuple[Any, ...]]) -> Held:
    grant = Grant(role=Role(row.role), unit=row.path, starts_on=row.starts_on, ends_on=row.ends_on)
    return Held(grant=grant, is_from_file=row.from_roster)


def _listed(person: Person, held: Sequence[Held]) -> Listed:
    return Listed(
        person=person,
        from_file=frozenset((one.grant.role, one.grant.unit) for one in held if one.is_from_file),
        given=tuple(one.grant for one in held if not one.is_from_file),
    )
