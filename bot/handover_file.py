"""Writes a batch for the personnel system as XLSX, CSV or JSON, with the columns of its layout."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from bot.handover_layout import HandedField, Layout, LayoutColumn
from bot.spreadsheets import AS_TEXT, DATE, HUNDREDTHS, WHOLE, hundredths_of, safe_cell, set_widths
from bot.texts import texts_for
from bot.views.credit_kinds import kind_words
from learning.handover import HandedRow, HandOver, reference_of
from learning.records import CreditKind
from learning.rules.targets import jp_of

Cell = str | int | Decimal | date

WIDTHS: Mapping[HandedField, int] = {
    HandedField.TITLE: 46,
    HandedField.NAME: 28,
    HandedField.UNIT: 36,
    HandedField.EVIDENCE: 34,
    HandedField.EMPLOYEE_NUMBER: 22,
}
ORDINARY_WIDTH = 16


class FileKind(StrEnum):
    """In what form a batch is written."""

    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"


def batch_file(
    batch: HandOver,
    rows: Iterable[HandedRow],
    layout: Layout,
    kind: FileKind,
    *,
    organisation: str,
    language: str,
) -> bytes:
    """The batch as a file: employee numbers as text, no cell a formula, kinds in this language."""
    kinds = kind_words(texts_for(language))
    listed = (_cells(batch, row, layout, organisation, kinds) for row in rows)
    return WRITTEN_AS[kind](listed, layout)


def _cells(
    batch: HandOver, row: HandedRow, layout: Layout, organisation: str, kinds: Mapping[CreditKind, str]
) -> list[Cell]:
    values = _values(batch, row, organisation, kinds)
    return [_cell(column, values, kinds) for column in layout.columns]


def _cell(column: LayoutColumn, values: Mapping[HandedField, Cell], kinds: Mapping[CreditKind, str]) -> Cell:
    if column.field is None:
        return column.value or ""
    value = values[column.field]
    if isinstance(value, date) and column.format:
        return value.strftime(column.format)
    if str(value) in column.words:
        return column.words[str(value)]
    return kinds[value] if isinstance(value, CreditKind) else value


def _values(
    batch: HandOver, row: HandedRow, organisation: str, kinds: Mapping[CreditKind, str]
) -> Mapping[HandedField, Cell]:
    entry = row.entry
    return {
        HandedField.REFERENCE: row.reference,
        HandedField.EMPLOYEE_NUMBER: row.employee_number,
        HandedField.NAME: row.name,
        HandedField.UNIT: row.unit,
        HandedField.DATE: entry.local_on,
        HandedField.YEAR: entry.year,
        HandedField.KIND: entry.kind,
        HandedField.ACTIVITY: row.activity,
        HandedField.TITLE: entry.title or kinds[row.activity],
        HandedField.COMPETENCY: entry.competency,
        HandedField.MINUTES: _minutes(entry.seconds),
        HandedField.JP: _millionths(jp_of(entry.seconds, entry.minutes_per_jp)),
        HandedField.MINUTES_PER_JP: entry.minutes_per_jp,
        HandedField.ORGANISER: str(entry.evidence.get("origin") or organisation),
        HandedField.EVIDENCE: row.words or entry.source,
        HandedField.CORRECTS: reference_of(row.corrects_id) if row.corrects_id else "",
        HandedField.BATCH: batch.id,
    }


def _minutes(seconds: int) -> int | Decimal:
    """Minutes, exact where they are whole, else cut to two decimals."""
    return seconds // 60 if seconds % 60 == 0 else hundredths_of(Fraction(seconds, 60))


def _millionths(jp: Fraction) -> Decimal:
    """JP to six decimals: cut to two, a column of short lessons would add up to less than the batch."""
    return (Decimal(jp.numerator) / Decimal(jp.denominator)).quantize(Decimal("0.000001"))


def _as_csv(rows: Iterator[list[Cell]], layout: Layout) -> bytes:
    """With a byte order mark, by which a spreadsheet knows the encoding."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(safe_cell(column.header) for column in layout.columns)
    for cells in rows:
        writer.writerow(safe_cell(cell) if isinstance(cell, str) else cell for cell in cells)
    return text.getvalue().encode("utf-8-sig")


def _as_json(rows: Iterator[list[Cell]], layout: Layout) -> bytes:
    headers = [column.header for column in layout.columns]
    found = [dict(zip(headers, map(_plain, cells), strict=True)) for cells in rows]
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def _plain(cell: Cell) -> str | int | float:
    if isinstance(cell, date):
        return cell.isoformat()
    return float(cell) if isinstance(cell, Decimal) else cell


def _as_xlsx(rows: Iterator[list[Cell]], layout: Layout) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    book.properties.creator = "Sela"
    sheet = book.create_sheet("Sela")
    sheet.freeze_panes = "A2"
    set_widths(sheet, [_width(column) for column in layout.columns])
    header = [WriteOnlyCell(sheet, safe_cell(column.header)) for column in layout.columns]
    for cell in header:
        cell.font = Font(bold=True)
    sheet.append(header)
    count = 1
    for cells in rows:
        count += 1
        written = [WriteOnlyCell(sheet, _sheet_value(one)) for one in cells]
        for cell, value in zip(written, cells, strict=True):
            cell.number_format = _format_of(value)
        sheet.append(written)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(layout.columns))}{count}"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _width(column: LayoutColumn) -> int:
    return WIDTHS.get(column.field, ORDINARY_WIDTH) if column.field else ORDINARY_WIDTH


def _sheet_value(value: Cell) -> str | float | datetime:
    if isinstance(value, str):
        return safe_cell(value)
    if isinstance(value, date):
        return datetime.combine(value, time())
    return float(value) if isinstance(value, Decimal) else value


def _format_of(value: Cell) -> str:
    if isinstance(value, str):
        return AS_TEXT
    if isinstance(value, date):
        return DATE
    return HUNDREDTHS if isinstance(value, Decimal) else WHOLE


WRITTEN_AS: Mapping[FileKind, Callable[[Iterator[list[Cell]], Layout], bytes]] = {
    FileKind.XLSX: _as_xlsx,
    FileKind.CSV: _as_csv,
    FileKind.JSON: _as_json,
}
