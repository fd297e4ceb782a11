"""Reads a table with a header out of a CSV or XLSX file: its values, and every flaw with its mend."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import chain, islice
from pathlib import Path
from typing import Any

from bot.roster_cells import CellWrong, quoted, text_of
from bot.table_file import Table, TableRow, TableUnreadable, open_table

ROWS_ABOVE_HEADER = 20
"""How far down the header is looked for, as many sheets begin with a title."""

MOST_ERRORS = 1_000
LIKE_A_COLUMN = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class TableProblem:
    """One flaw: the row as the spreadsheet shows it (0 for the whole file), the column, what and how to mend.

    The message never holds a name or a whole employee number. A warning leaves the row in, an error does not.
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
class Columns:
    """The columns of a kind of table: how each is read, other headers for it, and which must be there.

    `noun` names the table in messages. With `takes_others` it may have columns that nobody asked for.
    """

    noun: str
    readers: Mapping[str, Callable[[object], Any]]
    headers: Mapping[str, str] = field(default_factory=dict)
    required: tuple[str, ...]
    takes_others: bool = False

    def named(self, cell: object) -> str | None:
        """The column that this header means, or None."""
        words = {header_text(column): column for column in self.readers}
        others = {header_text(header): column for header, column in self.headers.items()}
        return {**words, **others}.get(header_text(cell))

    def other_word(self, column: str) -> str:
        """How else the header of a column may be written, after an "or"; nothing where it has one name."""
        word = next((word for word, meant in self.headers.items() if meant == column), "")
        return f" or {word}" if word else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadedRow:
    """The values of a row by column; an empty cell that may be empty is an empty text."""

    row: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadedReading:
    """The rows that are right, and every problem in order of rows."""

    rows: tuple[HeadedRow, ...]
    problems: tuple[TableProblem, ...]


def read_headed(path: Path, columns: Columns) -> HeadedReading:
    """The rows of this file; a bad file gives problems, never an exception."""
    try:
        table = open_table(path)
    except TableUnreadable as stopped:
        return HeadedReading(rows=(), problems=(TableProblem(row=stopped.row, message=stopped.message),))
    return read_rows(table, columns)


def read_rows(table: Table, columns: Columns) -> HeadedReading:
    """The rows of a table of which the first is the header, or one of the first is."""
    problems = [TableProblem(row=0, message=said, is_error=False) for said in table.warnings]
    rows: list[HeadedRow] = []
    try:
        positions, width, body = _headed(table.rows, columns, problems)
        if positions is not None:
            rows.extend(_read_rows(body, columns, positions, width, problems))
    except TableUnreadable as stopped:
        problems.append(TableProblem(row=stopped.row, message=stopped.message))
    return HeadedReading(rows=tuple(rows), problems=tuple(sorted(problems, key=lambda problem: problem.row)))


def header_text(cell: object) -> str:
    """A header however it is written: in small letters, with single underscores."""
    return "_".join(str(cell or "").casefold().replace("-", " ").replace("_", " ").split())


def _headed(
    rows: Iterable[TableRow], columns: Columns, problems: list[TableProblem]
) -> tuple[dict[str, int] | None, int, Iterable[TableRow]]:
    """Where each column is, None where the header does not do; its width, and the rows below it."""
    remaining = iter(rows)
    top = list(islice(remaining, ROWS_ABOVE_HEADER))
    first = columns.required[0]
    if not top:
        message = f"the file is empty: begin with {', '.join(columns.required)}"
        problems.append(TableProblem(row=0, message=message))
        return None, 0, ()
    at = next((at for at, (_, cells) in enumerate(top) if first in map(columns.named, cells)), 0)
    number, header = top[at]
    positions, found = _positions(number, header, columns)
    problems += found
    if any(problem.is_error for problem in found):
        return None, 0, ()
    return positions, len(header), chain(top[at + 1 :], remaining)


def _positions(
    row: int, header: tuple[object, ...], columns: Columns
) -> tuple[dict[str, int], list[TableProblem]]:
    positions: dict[str, int] = {}
    problems = []
    for position, cell in enumerate(header):
        column = columns.named(cell)
        if column is None:
            problems += _unknown(row, cell, columns)
        elif column in positions:
            message = "the column is there twice: delete one of them"
            problems.append(TableProblem(row=row, column=column, message=message))
        else:
            positions[column] = position
    for column in columns.required:
        if column not in positions:
            message = f"the column is missing: add it with the header {column}{columns.other_word(column)}"
            problems.append(TableProblem(row=row, column=column, message=message))
    return positions, problems


def _unknown(row: int, cell: object, columns: Columns) -> list[TableProblem]:
    """A header that looks misspelt is an error, as its values would be lost; any other is passed over."""
    header = header_text(cell)
    if not header or columns.takes_others:
        return []
    near = get_close_matches(header, [*columns.readers, *columns.headers], n=1, cutoff=LIKE_A_COLUMN)
    mend = f"did you mean {near[0]}?" if near else "Sela does not read it"
    message = f"{quoted(header)} is no column of {columns.noun}: {mend}"
    return [TableProblem(row=row, column=quoted(header)[1:-1], message=message, is_error=bool(near))]


def _read_rows(
    rows: Iterable[TableRow],
    columns: Columns,
    positions: Mapping[str, int],
    width: int,
    problems: list[TableProblem],
) -> Iterator[HeadedRow]:
    errors = 0
    for number, cells in rows:
        values, found = _read_row(number, cells, columns, positions, width)
        problems += found
        errors += len(found)
        if not found:
            yield HeadedRow(row=number, values=values)
        if errors >= MOST_ERRORS:
            message = f"{MOST_ERRORS:,} errors so far: the rows below were not read"
            problems.append(TableProblem(row=number, message=message))
            return


def _read_row(
    row: int, cells: tuple[object, ...], columns: Columns, positions: Mapping[str, int], width: int
) -> tuple[dict[str, Any], list[TableProblem]]:
    if any(cell not in (None, "") for cell in cells[width:]):
        message = "a value stands beyond the last header: put quotation marks around values with commas"
        return {}, [TableProblem(row=row, message=message)]
    values: dict[str, Any] = {}
    problems = []
    for column, read in columns.readers.items():
        position = positions.get(column, len(cells))
        cell = cells[position] if position < len(cells) else None
        try:
            values[column] = read(cell) if text_of(cell) else _empty(column, columns)
        except CellWrong as wrong:
            problems.append(TableProblem(row=row, column=column, message=str(wrong)))
    return values, problems


def _empty(column: str, columns: Columns) -> str:
    if column in columns.required:
        raise CellWrong("the cell is empty: fill it in")
    return ""
