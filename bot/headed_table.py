"""Reads a table with a header out of a CSV or XLSX file: its values, and every flaw with its mend."""

from collections.abc import Callable, Iterable, Mapping
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
        """How else the header of a column may be written; nothing where it has one name."""
        words = (word for word, meant in self.headers.items() if meant == column != word)
        return next(words, "")

    def like_these(self, column: str, headers: Iterable[str]) -> str:
        """The name of a column that is not there, in the language of those that are.

        The first other header for it is its name in that language, also where that is the same word.
        """
        others = {header_text(header) for header in self.headers}
        is_other = any(header_text(header) in others for header in headers)
        words = (word for word, meant in self.headers.items() if is_other and meant == column)
        return next(words, column)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadedRow:
    """The values of a row by column; an empty cell that may be empty is an empty text."""

    row: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadedReading:
    """The rows that are right, and every problem in order of rows.

    `broken` holds what could be read of the other rows, and `headers` each column as the file writes it.
    """

    rows: tuple[HeadedRow, ...]
    problems: tuple[TableProblem, ...]
    broken: tuple[HeadedRow, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """Where each column of a table is, and how the file writes it."""

    columns: Columns
    positions: Mapping[str, int]
    written: Mapping[str, str]
    width: int

    def named(self, column: str) -> str:
        """The column as a problem names it."""
        return self.written.get(column, self.columns.like_these(column, self.written.values()))


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
    broken: list[HeadedRow] = []
    head: _Head | None = None
    try:
        head, body = _headed(table.rows, columns, problems)
        if head is not None:
            _read_rows(body, head, rows, broken, problems)
        elif table.first_of_several:
            problems.append(TableProblem(row=0, message=_only_the_first(table.first_of_several)))
    except TableUnreadable as stopped:
        problems.append(TableProblem(row=stopped.row, message=stopped.message))
    return HeadedReading(
        rows=tuple(rows),
        problems=tuple(sorted(problems, key=lambda problem: problem.row)),
        broken=tuple(broken),
        headers=head.written if head is not None else {},
    )


def _only_the_first(sheet: str) -> str:
    return f"only the first sheet, {quoted(sheet)}, is read: move the one with the table to the front"


def header_text(cell: object) -> str:
    """A header however it is written: in small letters, with single underscores."""
    return "_".join(str(cell or "").casefold().replace("-", " ").replace("_", " ").split())


def _headed(
    rows: Iterable[TableRow], columns: Columns, problems: list[TableProblem]
) -> tuple[_Head | None, Iterable[TableRow]]:
    """The header, None where it does not do, and the rows below it."""
    remaining = iter(rows)
    top = list(islice(remaining, ROWS_ABOVE_HEADER))
    first = columns.required[0]
    if not top:
        message = f"the file is empty: begin with {', '.join(columns.required)}"
        problems.append(TableProblem(row=0, message=message))
        return None, ()
    at = next((at for at, (_, cells) in enumerate(top) if first in map(columns.named, cells)), 0)
    number, header = top[at]
    head, found = _read_header(number, header, columns)
    problems += found
    if any(problem.is_error for problem in found):
        return None, ()
    return head, chain(top[at + 1 :], remaining)


def _read_header(row: int, header: tuple[object, ...], columns: Columns) -> tuple[_Head, list[TableProblem]]:
    positions: dict[str, int] = {}
    problems = []
    for position, cell in enumerate(header):
        column = columns.named(cell)
        if column is None:
            problems += _unknown(row, cell, columns)
        elif column in positions:
            message = "the column is there twice: delete one of them"
            problems.append(TableProblem(row=row, column=_as_written(cell), message=message))
        else:
            positions[column] = position
    written = {column: _as_written(header[position]) for column, position in positions.items()}
    head = _Head(columns=columns, positions=positions, written=written, width=len(header))
    for column in columns.required:
        if column not in positions:
            message = f"the column {head.named(column)} is missing: add it with the header “{column}”"
            if other := columns.other_word(column):
                message += f" or “{other}”"
            problems.append(TableProblem(row=row, message=message))
    return head, problems


def _as_written(cell: object) -> str:
    """A header as the file has it, short and on one line."""
    return quoted(" ".join(str(cell).split()))[1:-1]


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
    body: Iterable[TableRow],
    head: _Head,
    rows: list[HeadedRow],
    broken: list[HeadedRow],
    problems: list[TableProblem],
) -> None:
    errors = 0
    for number, cells in body:
        values, found = _read_row(number, cells, head)
        problems += found
        errors += len(found)
        (broken if found else rows).append(HeadedRow(row=number, values=values))
        if errors >= MOST_ERRORS:
            message = f"{MOST_ERRORS:,} errors so far: the rows below were not read"
            problems.append(TableProblem(row=number, message=message))
            return


def _read_row(row: int, cells: tuple[object, ...], head: _Head) -> tuple[dict[str, Any], list[TableProblem]]:
    if any(cell not in (None, "") for cell in cells[head.width :]):
        message = "a value stands beyond the last header: put quotation marks around values with commas"
        return {}, [TableProblem(row=row, message=message)]
    values: dict[str, Any] = {}
    problems = []
    for column, read in head.columns.readers.items():
        position = head.positions.get(column, len(cells))
        cell = cells[position] if position < len(cells) else None
        try:
            values[column] = read(cell) if text_of(cell) else _empty(column, head.columns)
        except CellWrong as wrong:
            problems.append(TableProblem(row=row, column=head.named(column), message=str(wrong)))
    return values, problems


def _empty(column: str, columns: Columns) -> str:
    if column in columns.required:
        raise CellWrong("the cell is empty: fill it in")
    return ""
