"""Reads tables of questions and answers from CSV and XLSX files, one document for each row."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from openpyxl import load_workbook

from content.documents.decoding import decoded
from content.documents.document import DocumentRefused, Limits, ReadDocument
from content.documents.fields import COLUMNS, REVIEW_BY, column_called, iso_date
from content.documents.tidying import one_line, tidy

DELIMITERS = ",;\t"
MOST_SHEET_ROWS = 1_048_576
"""What a sheet can have at most; a file that claims more would be read without end."""
Row = tuple[int, list[str]]
"""The number of a row as its program shows it, from 1, and its cells."""


def read_csv(name: str, data: bytes, *, limits: Limits) -> tuple[ReadDocument, ...]:
    """The rows of a CSV file, separated by commas, semicolons or tabs, each as a question and its answer."""
    text, notes = decoded(data, limits=limits)
    delimiter = max(DELIMITERS, key=text.lstrip().partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)

    def rows() -> Iterator[Row]:
        try:
            for cells in reader:
                yield reader.line_num, cells
        except csv.Error as error:
            raise DocumentRefused(
                f"line {reader.line_num} cannot be read ({error}); check its quotation marks"
            ) from error

    return tuple(_documents(rows(), "row", limits, notes))


def read_spreadsheet(name: str, data: bytes, *, limits: Limits) -> tuple[ReadDocument, ...]:
    """The rows of every visible sheet of an XLSX file, each as a question and its answer.

    Cells are taken as shown as far as their format tells; of a formula its last value counts.
    """
    workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    documents: list[ReadDocument] = []
    hidden = [sheet.title for sheet in workbook.worksheets if sheet.sheet_state != "visible"]
    notes = tuple(f"the hidden sheet '{title}' was not read" for title in hidden)
    for sheet in workbook.worksheets:
        if sheet.title not in hidden:
            where = f"sheet '{sheet.title}', row"
            documents += _documents(_sheet_rows(sheet, where), where, limits, notes)
    if len(documents) > limits.rows:
        raise _too_many_rows(limits)
    return tuple(documents)


def _sheet_rows(sheet: Any, where: str) -> Iterator[Row]:
    # The size that a sheet states for itself may be a lie that costs a million empty rows.
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(), 1):
        if number > MOST_SHEET_ROWS:
            raise DocumentRefused("the file claims more rows than a sheet can have; save it again")
        yield number, [_shown(cell, f"{where} {number}") for cell in cells]


def _shown(cell: Any, where: str) -> str:
    """A cell's value as text; `Any` because read-only sheets mix cells and fillers."""
    value = cell.value
    if cell.data_type == "e":
        raise DocumentRefused(f"{where}: a cell shows the error {value}; correct its formula")
    if isinstance(value, float) and "%" in str(cell.number_format):
        return f"{value * 100:.10g}%"
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    return "" if value is None else str(value)


def _documents(
    rows: Iterable[Row], where: str, limits: Limits, notes: tuple[str, ...]
) -> Iterator[ReadDocument]:
    columns: list[str] = []
    count = 0
    for number, cells in rows:
        values = _trimmed(cells)
        if not values:
            continue
        if not columns:
            columns = _columns(values, f"{where} {number}")
            continue
        count += 1
        if count > limits.rows:
            raise _too_many_rows(limits)
        yield _document(columns, values, f"{where} {number}", notes)


def _trimmed(cells: list[str]) -> list[str]:
    values = [tidy(cell) for cell in cells]
    while values and not values[-1]:
        values.pop()
    return values


def _columns(headings: list[str], where: str) -> list[str]:
    columns = []
    for heading in headings:
        column = column_called(heading)
        if column is None:
            known = ", ".join(sorted(COLUMNS))
            raise DocumentRefused(
                f"{where}: the column '{one_line(heading)[:100]}' is not known; name it one of {known}"
            )
        if column in columns:
            raise DocumentRefused(f"{where}: two columns hold the {column}; remove one of them")
        columns.append(column)
    for needed, indonesian in (("question", "pertanyaan"), ("answer", "jawaban")):
        if needed not in columns:
            raise DocumentRefused(f"{where}: the column '{needed}' ('{indonesian}') is missing; add it")
    return columns


def _document(columns: list[str], values: list[str], where: str, notes: tuple[str, ...]) -> ReadDocument:
    if len(values) > len(columns):
        raise DocumentRefused(
            f"{where}: there are more cells than columns; give the column a heading, or put text with "
            "separators in quotation marks"
        )
    row = dict(zip(columns, values + [""] * (len(columns) - len(values)), strict=True))
    for needed in ("question", "answer"):
        if not row[needed]:
            raise DocumentRefused(
                f"{where}: the cell of the column '{needed}' is empty; fill it or delete the row"
            )
    if row.get(REVIEW_BY):
        day = iso_date(row[REVIEW_BY])
        if day is None:
            raise DocumentRefused(
                f"{where}: the cell of the column 'review_by' is no date; write it like 2027-06-30"
            )
        row[REVIEW_BY] = day
    question, answer = one_line(row.pop("question")), row.pop("answer")
    fields = {name: one_line(value) for name, value in row.items() if value}
    return ReadDocument(title=question, text=answer, notes=notes, question=True, fields=fields)


def _too_many_rows(limits: Limits) -> DocumentRefused:
    return DocumentRefused(f"the table has more than {limits.rows} rows; split it")
