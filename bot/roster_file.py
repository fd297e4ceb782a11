"""Reads a roster of employees out of a CSV or XLSX file, and says of every flaw where it is and its mend."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.employee_number import employment_told_by, flaw_of, read_employee_number
from bot.headed_table import Columns, HeadedRow, TableProblem, read_headed
from bot.roster_cells import (
    read_date,
    read_email,
    read_employment_type,
    read_language,
    read_name,
    read_roles,
    read_time_zone,
    read_unit,
)
from learning.people import EmploymentType
from learning.records import RosterEntry

NUMBER = "employee_number"
READERS: dict[str, Callable[[object], Any]] = {
    NUMBER: read_employee_number,
    "name": read_name,
    "unit": read_unit,
    "time_zone": read_time_zone,
    "language": read_language,
    "employment_type": read_employment_type,
    "roles": read_roles,
    "starts_on": read_date,
    "email": read_email,
}
INDONESIAN = {
    "nip": NUMBER,
    "nama": "name",
    "unit_kerja": "unit",
    "zona_waktu": "time_zone",
    "bahasa": "language",
    "jenis": "employment_type",
    "peran": "roles",
    "mulai": "starts_on",
    "surel": "email",
}
COLUMNS = Columns(noun="a roster", readers=READERS, headers=INDONESIAN, required=(NUMBER, "name", "unit"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterReading:
    """The people of a roster file whose rows are right, and every problem in order of rows."""

    entries: tuple[RosterEntry, ...]
    problems: tuple[TableProblem, ...]


def read_roster(path: Path, *, default_language: str, today: date | None = None) -> RosterReading:
    """The people in this file; a bad file gives problems, never an exception.

    An empty time zone stays empty: the import takes the unit's. An empty employment type follows from
    the number. With `today`, numbers that tell of an appointment in the future are refused.
    """
    reading = read_headed(path, COLUMNS)
    problems = list(reading.problems)
    entries: defaultdict[str, list[tuple[int, RosterEntry]]] = defaultdict(list)
    for row in reading.rows:
        entry, flaw = _weighed(row, default_language, today)
        problems += [flaw] if flaw else []
        if flaw is None or not flaw.is_error:
            entries[entry.employee_number].append((row.row, entry))
    problems += _doubles(entries.values())
    return RosterReading(
        entries=tuple(same[0][1] for same in entries.values() if len(same) == 1),
        problems=tuple(sorted(problems, key=lambda problem: problem.row)),
    )


def _weighed(
    row: HeadedRow, default_language: str, today: date | None
) -> tuple[RosterEntry, TableProblem | None]:
    """A person, and what speaks against their number: an error, unless another employment was stated."""
    values = row.values
    number, stated = values[NUMBER], values["employment_type"]
    employment_type = stated or employment_told_by(number)
    entry = RosterEntry(
        employee_number=number,
        name=values["name"],
        unit=values["unit"],
        time_zone=values["time_zone"],
        language=values["language"] or default_language,
        employment_type=employment_type.value,
        roles=values["roles"] or (),
        starts_on=values["starts_on"] or None,
        email=values["email"],
    )
    flaw = flaw_of(number, employment_type, today=today)
    if flaw is None:
        return entry, None
    is_error = stated is not EmploymentType.OTHER
    return entry, TableProblem(row=row.row, column=NUMBER, message=flaw, is_error=is_error)


def _doubles(entries: Iterable[list[tuple[int, RosterEntry]]]) -> Iterable[TableProblem]:
    """Every row whose number stands in a row before it."""
    for (first, _), *others in entries:
        message = f"the same number is in row {first}: keep one of the two rows"
        for row, _ in others:
            yield TableProblem(row=row, column=NUMBER, message=message)
