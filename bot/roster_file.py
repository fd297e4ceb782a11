"""Reads a roster of employees out of a CSV or XLSX file, and says of every flaw where it is and its mend."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from itertools import chain, islice
from pathlib import Path
from typing import Any

from bot.employee_number import employment_told_by, flaw_of, read_employee_number
from bot.roster_cells import (
    CellWrong,
    quoted,
    read_date,
    read_email,
    read_employment_type,
    read_language,
    read_name,
    read_roles,
    read_time_zone,
    read_unit,
    text_of,
)
from bot.table_file import TableRow, TableUnreadable, open_table
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
REQUIRED = (NUMBER, "name", "unit")
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
COLUMNS = {**{column: column for column in READERS}, **INDONESIAN}
ROWS_ABOVE_HEADER = 20
"""How far down the header is looked for, as many sheets begin with a title."""

MOST_ERRORS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterProblem:
    """One flaw: the row as the spreadsheet shows it (0 for the whole file), the column, what and how to mend.

    The message never holds a name or an employee number. A warning leaves the row in, an error does not.
    """

    row: int
    column: str = ""
    message: str
    is_error: bool = True

    def __str__(self) -> str:
        where = f"row {self.row}" if self.row else "the file"
        place = f"{where}, {self.column}" if self.column else where
        return f"{place}: {'error' if self.is_error else 'warning'}: {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterReading:
    """The people of a roster file whose rows are right, and every problem in order of rows."""

    entries: tuple[RosterEntry, ...]
    problems: tuple[RosterProblem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """What holds for every row: where its columns are, and what an empty cell stands for."""

    width: int
    positions: Mapping[str, int]
    defaults: Mapping[str, object]
    today: date | None


def read_roster(path: Path, *, default_language: str, today: date | None = None) -> RosterReading:
    """The people in this file; a bad file gives problems, never an exception.

    An empty time zone stays empty: the import takes the unit's. An empty employment type follows from
    the number. With `today`, numbers that tell of an appointment
    in the future are refused.
    """
    defaults = {
        "time_zone": "",
        "language": default_language,
        "employment_type": None,
        "roles": (),
        "starts_on": None,
        "email": "",
    }
    problems: list[RosterProblem] = []
    entries: list[tuple[int, RosterEntry]] = []
    try:
        table = open_table(path)
        problems += (RosterProblem(row=0, message=said, is_error=False) for said in table.warnings)
        sheet, body = _headed(table.rows, defaults, today, problems)
        if sheet is not None:
            entries = _read_rows(body, sheet, problems)
    except TableUnreadable as stopped:
        problems.append(RosterProblem(row=stopped.row, message=stopped.message))
    unique = _without_doubles(entries, problems)
    return RosterReading(
        entries=tuple(unique), problems=tuple(sorted(problems, key=lambda problem: problem.row))
    )


def _headed(
    rows: Iterable[TableRow],
    defaults: Mapping[str, object],
    today: date | None,
    problems: list[RosterProblem],
) -> tuple[_Sheet | None, Iterable[TableRow]]:
    """The columns as the header names them, None where they do not do, and the rows below it."""
    remaining = iter(rows)
    top = list(islice(remaining, ROWS_ABOVE_HEADER))
    if not top:
        problems.append(RosterProblem(row=0, message=f"the file is empty: begin with {', '.join(REQUIRED)}"))
        return None, ()
    at = next((at for at, (_, cells) in enumerate(top) if NUMBER in map(_column_of, cells)), 0)
    number, header = top[at]
    positions, found = _columns(number, header)
    problems += found
    if any(problem.is_error for problem in found):
        return None, ()
    sheet = _Sheet(width=len(header), positions=positions, defaults=defaults, today=today)
    return sheet, chain(top[at + 1 :], remaining)


def _columns(row: int, header: tuple[object, ...]) -> tuple[dict[str, int], list[RosterProblem]]:
    positions: dict[str, int] = {}
    problems = []
    for position, cell in enumerate(header):
        column = _column_of(cell)
        if column is None:
            problems += _unknown_column(row, cell)
        elif column in positions:
            problems.append(
                RosterProblem(row=row, column=column, message="the column is there twice: delete one of them")
            )
        else:
            positions[column] = position
    for column in REQUIRED:
        if column not in positions:
            indonesian = next(word for word, meant in INDONESIAN.items() if meant == column)
            message = f"the column is missing: add it with the header {column} or {indonesian}"
            problems.append(RosterProblem(row=row, column=column, message=message))
    return positions, problems


def _unknown_column(row: int, cell: object) -> list[RosterProblem]:
    """A header that looks misspelt is an error, as its values would be lost; any other is passed over."""
    header = _header_text(cell)
    if not header:
        return []
    near = get_close_matches(header, COLUMNS, n=1, cutoff=0.75)
    mend = f"did you mean {near[0]}?" if near else "Sela does not read it"
    message = f"{quoted(header)} is no column of a roster: {mend}"
    return [RosterProblem(row=row, column=quoted(header)[1:-1], message=message, is_error=bool(near))]


def _column_of(cell: object) -> str | None:
    return COLUMNS.get(_header_text(cell))


def _header_text(cell: object) -> str:
    return "_".join(str(cell or "").casefold().replace("-", " ").replace("_", " ").split())


def _read_rows(
    rows: Iterable[TableRow], sheet: _Sheet, problems: list[RosterProblem]
) -> list[tuple[int, RosterEntry]]:
    entries = []
    errors = 0
    for number, cells in rows:
        entry, found = _read_row(number, cells, sheet)
        problems += found
        errors += sum(problem.is_error for problem in found)
        if entry is not None:
            entries.append((number, entry))
        if errors >= MOST_ERRORS:
            message = f"{MOST_ERRORS:,} errors so far: the rows below were not read"
            problems.append(RosterProblem(row=number, message=message))
            break
    return entries


def _read_row(
    row: int, cells: tuple[object, ...], sheet: _Sheet
) -> tuple[RosterEntry | None, list[RosterProblem]]:
    if any(cell not in (None, "") for cell in cells[sheet.width :]):
        message = "a value stands beyond the last header: put quotation marks around values with commas"
        return None, [RosterProblem(row=row, message=message)]
    values: dict[str, Any] = {}
    problems = []
    for column, read in READERS.items():
        position = sheet.positions.get(column, len(cells))
        cell = cells[position] if position < len(cells) else None
        try:
            values[column] = _value(column, cell, read, sheet)
        except CellWrong as wrong:
            problems.append(RosterProblem(row=row, column=column, message=str(wrong)))
    if not problems:
        problems += _weighed(row, values, sheet.today)
    if any(problem.is_error for problem in problems):
        return None, problems
    return RosterEntry(**values), problems


def _value(column: str, cell: object, read: Callable[[object], Any], sheet: _Sheet) -> Any:
    if text_of(cell):
        return read(cell)
    if column in REQUIRED:
        raise CellWrong("the cell is empty: fill it in")
    return sheet.defaults[column]


def _weighed(row: int, values: dict[str, Any], today: date | None) -> list[RosterProblem]:
    """Settles the employment type and holds the number against it; a stated other type only warns."""
    number, stated = values[NUMBER], values["employment_type"]
    employment_type = stated or employment_told_by(number)
    values["employment_type"] = employment_type.value
    flaw = flaw_of(number, employment_type, today=today)
    if flaw is None:
        return []
    return [RosterProblem(row=row, column=NUMBER, message=flaw, is_error=stated is not EmploymentType.OTHER)]


def _without_doubles(
    entries: Iterable[tuple[int, RosterEntry]], problems: list[RosterProblem]
) -> list[RosterEntry]:
    """The entries whose number is there once; of the others every row is named."""
    rows: dict[str, list[int]] = {}
    for row, entry in entries:
        rows.setdefault(entry.employee_number, []).append(row)
    for first, *others in rows.values():
        problems += (
            RosterProblem(
                row=row, column=NUMBER, message=f"the same number is in row {first}: keep one of the two rows"
            )
            for row in others
        )
    return [entry for _, entry in entries if len(rows[entry.employee_number]) == 1]
