"""Spreadsheets that leave Sela: what all of them share, and a person's learning history."""

import io
import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from bot.texts import Texts
from bot.views.credit_kinds import kind_words
from learning.handover import HandedState, Said
from learning.people import Person
from learning.records import CreditEntry
from learning.rules.targets import jp_of, truncated
from learning.usecases.progress import History, recorded_jp

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.styles.styleable import StyleableObject
    from openpyxl.worksheet.worksheet import Worksheet

Styled = TypeVar("Styled", bound="StyleableObject")
LONGEST_CELL = 32_767
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠]|'*[\t\r\n]")
"""How a text begins that a spreadsheet may run; apostrophes count, so that a guard can be undone."""

TEAL, PAPER = "FF0F5C57", "FFFBF7F0"
DATE, WHOLE, TENTHS, HUNDREDTHS = "yyyy-mm-dd", "#,##0", "#,##0.0", "#,##0.00"
AS_TEXT, PERCENT = "@", "0.0%"
A4 = 9
HISTORY_WIDTHS = (13, 20, 46, 24, 26, 10, 10, 15, 34, 34)


def safe_cell(text: str) -> str:
    """The text as a cell that no spreadsheet runs as a formula; undone by `without_guard`."""
    clean = UNPRINTABLE.sub("", text)
    guarded = f"'{clean}" if FORMULA.match(clean) else clean
    return guarded[:LONGEST_CELL]


def without_guard(text: str) -> str:
    """The text that `safe_cell` made safe."""
    return text[1:] if text.startswith("'") and FORMULA.match(text[1:]) else text


def history_workbook(
    history: History, person: Person, texts: Texts, *, organisation: str, made_on: date
) -> bytes:
    """An XLSX workbook of everything a person has learned: the years on one sheet, every item on another.

    The rows keep their order. Minutes are exact; JP are cut, never rounded up, to two decimals for an item
    and to one for a year. Each item says whether the personnel system has acknowledged it.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = "Sela"
    _fill_summary(book, history.rows, person, texts, organisation, made_on)
    _fill_history(book, history, texts, organisation)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _fill_summary(
    book: "Workbook",
    rows: Sequence[CreditEntry],
    person: Person,
    t: Texts,
    organisation: str,
    made_on: date,
) -> None:
    sheet = book.worksheets[0]
    sheet.title = _sheet_title(t.plain("Summary"))
    sheet.append([safe_cell(t.plain("Learning history"))])
    as_title(sheet["A1"])
    sheet.append([])
    for label, value in (
        (t.plain("Name"), person.name),
        (t.plain("Employee number"), person.masked_number),
        (t.plain("Unit"), person.unit),
        (t.plain("Organisation"), organisation),
    ):
        sheet.append([safe_cell(label), safe_cell(value)])
    sheet.append([safe_cell(t.plain("Made on")), made_on])
    sheet.cell(sheet.max_row, 2).number_format = DATE
    sheet.append([])
    _append_years(sheet, rows, t)
    sheet.append([])
    for line in _rule_lines(rows, t):
        sheet.append([safe_cell(line)])
    _finish_summary(sheet)


def _append_years(sheet: "Worksheet", rows: Sequence[CreditEntry], t: Texts) -> None:
    sheet.append([safe_cell(title) for title in _year_titles(t)])
    for cell in sheet[sheet.max_row]:
        as_header(cell)
    by_year: dict[int, list[CreditEntry]] = defaultdict(list)
    for row in rows:
        by_year[row.year].append(row)
    for year, entries in sorted(by_year.items()):
        seconds = sum(entry.seconds for entry in entries)
        sheet.append([year, len(entries), minutes_of(seconds), truncated(_exact_jp(entries))])
        for column, format_ in ((2, WHOLE), (3, TENTHS if seconds % 60 else WHOLE), (4, TENTHS)):
            sheet.cell(sheet.max_row, column).number_format = format_


def _fill_history(book: "Workbook", history: History, t: Texts, organisation: str) -> None:
    sheet = book.create_sheet(_sheet_title(t.plain("History")))
    sheet.append([safe_cell(title) for title in _history_titles(t)])
    for cell in sheet[1]:
        as_header(cell)
    kinds = kind_words(t)
    for number, row in enumerate(history.rows, start=2):
        kind = kinds[row.kind]
        organiser = str(row.evidence.get("origin") or organisation)
        texts = (kind, row.title or kind, row.competency, organiser)
        figures = (
            minutes_of(row.seconds),
            hundredths_of(jp_of(row.seconds, row.minutes_per_jp)),
            row.minutes_per_jp,
        )
        ends = (history.words.get(row.source) or row.source, _status(history.said.get(row.source), t))
        sheet.append([row.local_on, *map(safe_cell, texts), *figures, *map(safe_cell, ends)])
        for column, format_ in ((1, DATE), (6, TENTHS if row.seconds % 60 else WHOLE), (7, HUNDREDTHS)):
            sheet.cell(number, column).number_format = format_
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    set_widths(sheet, HISTORY_WIDTHS)
    fit_to_width(sheet, landscape=True)


def _year_titles(t: Texts) -> tuple[str, ...]:
    return (t.plain("Year"), t.plain("Items"), t.plain("Minutes"), "JP")


def _history_titles(t: Texts) -> tuple[str, ...]:
    return (
        t.plain("Date"),
        t.plain("Kind"),
        t.plain("Material"),
        t.plain("Competency"),
        t.plain("Organiser"),
        t.plain("Minutes"),
        "JP",
        t.plain("Minutes per JP"),
        t.plain("Evidence"),
        t.plain("Status"),
    )


def _status(said: Said | None, t: Texts) -> str:
    """Whether the personnel system has acknowledged an item; until it replies it is recorded."""
    if said is None or said.state is HandedState.HANDED:
        return t.plain("recorded")
    if said.state is HandedState.ACCEPTED:
        return t.plain("acknowledged")
    return t.plain("rejected because: {reason}", reason=said.reason)


def _rule_lines(rows: Sequence[CreditEntry], t: Texts) -> list[str]:
    rates = sorted({row.minutes_per_jp for row in rows})
    minutes = " / ".join(t.number(rate) for rate in rates)
    return [
        *([t.plain("1 JP = {minutes} minutes.", minutes=minutes)] if rates else []),
        t.plain("A year's JP are counted from its exact minutes and cut to one decimal, never rounded up."),
        t.plain("JP are recorded here; they count officially once the personnel system confirms them."),
    ]


def _exact_jp(entries: Sequence[CreditEntry]) -> Fraction:
    seconds_by_rate: dict[int, int] = defaultdict(int)
    for entry in entries:
        seconds_by_rate[entry.minutes_per_jp] += entry.seconds
    return recorded_jp(seconds_by_rate)


def hundredths_of(exact: Fraction) -> Decimal:
    """An exact value cut to two decimals, never rounded up."""
    quotient = Decimal(exact.numerator) / Decimal(exact.denominator)
    return quotient.quantize(Decimal("0.01"), rounding=ROUND_DOWN)


def minutes_of(seconds: int) -> int | float:
    """Seconds as minutes, a whole number where they are."""
    return seconds / 60 if seconds % 60 else seconds // 60


def _sheet_title(title: str) -> str:
    return re.sub(r"[\\/*?:\[\]']", " ", title)[:31]


def as_title(cell: Styled) -> Styled:
    """The cell in the type of a title."""
    from openpyxl.styles import Font

    cell.font = Font(size=16, bold=True, color=TEAL)
    return cell


def as_header(cell: Styled) -> Styled:
    """The cell as the head of a column."""
    from openpyxl.styles import Alignment, Font, PatternFill

    cell.font = Font(bold=True, color=PAPER)
    cell.fill = PatternFill("solid", fgColor=TEAL)
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    return cell


def _finish_summary(sheet: "Worksheet") -> None:
    from openpyxl.styles import Alignment

    for (cell,) in sheet.iter_rows(min_col=2, max_col=2):
        cell.alignment = Alignment(horizontal="left")
    set_widths(sheet, (24, 18, 14, 12))
    fit_to_width(sheet, landscape=False)


def set_widths(sheet: "Worksheet", widths: Sequence[int]) -> None:
    """Makes the columns so many characters wide."""
    from openpyxl.utils import get_column_letter

    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def fit_to_width(sheet: "Worksheet", *, landscape: bool) -> None:
    """Lets a printed page hold every column."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
