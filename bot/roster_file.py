"""Reads a roster of employees out of a CSV or XLSX file, and says of every flaw where it is and its mend."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.employee_number import employment_told_by, flaw_of, length_flaw, read_employee_number
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
from learning.records import RosterEntry, RosterFact

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
    the number. What there is no column for, the import leaves as it is about people whom it knows. With
    `today`, numbers that tell of an appointment in the future are refused.
    """
    reading = read_headed(path, COLUMNS)
    problems = list(reading.problems)
    entries: defaultdict[str, list[tuple[int, RosterEntry]]] = defaultdict(list)
    kept = frozenset(fact for fact in RosterFact if fact.value not in reading.headers)
    number = reading.headers.get(NUMBER, NUMBER)
    for row in reading.rows:
        entry = replace(_entry(row, default_language), kept=kept)
        flaw = _flaw_of(row, entry, number, today)
        problems += [flaw] if flaw else []
        if flaw is None or not flaw.is_error:
            entries[entry.employee_number].append((row.row, entry))
    problems += _doubles(entries.values(), number)
    return RosterReading(
        entries=tuple(same[0][1] for same in entries.values() if len(same) == 1),
        problems=tuple(sorted(problems, key=lambda problem: problem.row)),
    )


def _entry(row: HeadedRow, default_language: str) -> RosterEntry:
    values = row.values
    employment_type = values["employment_type"] or employment_told_by(values[NUMBER])
    return RosterEntry(
        employee_number=values[NUMBER],
        name=values["name"],
        unit=values["unit"],
        time_zone=values["time_zone"],
        language=values["language"] or default_language,
        employment_type=employment_type.value,
        roles=values["roles"] or (),
        starts_on=values["starts_on"] or None,
        email=values["email"],
    )


def _flaw_of(row: HeadedRow, entry: RosterEntry, column: str, today: date | None) -> TableProblem | None:
    """What speaks against the number: an error, unless another employment was stated."""
    stated = row.values["employment_type"]
    flaw = length_flaw(entry.employee_number, stated or None)
    flaw = flaw or flaw_of(entry.employee_number, EmploymentType(entry.employment_type), today=today)
    if flaw is None:
        return None
    is_error = stated is not EmploymentType.OTHER
    return TableProblem(row=row.row, column=column, message=flaw, is_error=is_error)


def _doubles(entries: Iterable[list[tuple[int, RosterEntry]]], column: str) -> Iterable[TableProblem]:
    """Every row whose number stands in a row before it."""
    for (first, _), *others in entries:
        message = f"the same number is in row {first}: keep one of the two rows"
        for row, _ in others:
            yield TableProblem(row=row, column=column, message=message)
