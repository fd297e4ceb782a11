"""Writes units and people as the roster file describes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from learning.people import Grant, PersonState, Role, Unit
from learning.records import RosterEntry
from storage.people import GRANT, PERSON, UNIT


@dataclass(frozen=True, slots=True)
class SqlRoster:
    """Units and roster rows over one connection."""

    connection: Connection

    def unit(self, path: str) -> Unit | None:
        """The unit at this path, or None."""
        row = self.connection.execute(sa.select(UNIT).where(UNIT.c.path == path)).one_or_none()
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
        statement = sa.insert(PERSON).values(
            employee_number=entry.employee_number,
            state=PersonState.LISTED,
            created_at=at,
            notice_version="",
            **values,
        )
        return int(self.connection.execute(statement.returning(PERSON.c.id)).scalar_one())

    def change_person(self, person_id: int, entry: RosterEntry, unit: Unit) -> bool:
        """Brings a person up to date with the file; whether anything changed. Who had left joins anew.

        Language and time zone belong to the person once they are active, so the file then leaves them
        alone, unless the unit changed.
        """
        row = self.connection.execute(sa.select(PERSON).where(PERSON.c.id == person_id)).one()
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
            self.connection.execute(sa.update(PERSON).where(PERSON.c.id == person_id).values(**changes))
        return bool(changes)

    def set_grants(self, person_id: int, roles: Sequence[str], unit: Unit, on: date) -> bool:
        """Makes the grants that came from the roster those of the file; whether anything changed.

        What was granted by a person, such as to an acting head, is left alone.
        """
        wanted = {Role(role) for role in roles} - {Role.EMPLOYEE}
        open_grants = (GRANT.c.person_id == person_id) & GRANT.c.from_roster
        rows = self.connection.execute(sa.select(GRANT).where(open_grants)).all()
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
