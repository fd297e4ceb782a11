"""A report as a spreadsheet: summary, units, people, courses and competencies, in real types and safe cells.

The same values as the text and the picture. Minutes, hours and JP are exact, so that each sheet adds up to
the total; shares and spread, which nobody adds up, are cut as they are in chat.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from bot.report_summary import Row, share_of, spread_of, summary_rows, year_rows
from bot.spreadsheets import (
    AS_TEXT,
    DATE,
    HUNDREDTHS,
    PERCENT,
    TENTHS,
    WHOLE,
    as_header,
    as_title,
    fit_to_width,
    minutes_of,
    safe_cell,
    set_widths,
)
from bot.texts import Texts
from bot.views.credit_kinds import kind_words
from bot.views.report_words import whole_minutes
from bot.views.study import pace_word
from learning.report_lists import YearTable
from learning.reports import Accuracy, Earned, PeriodReport, PersonLine, RatingFigure, UnitLine
from learning.rules.targets import Standing

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

GENERAL = "General"
Value = str | int | float | date | Decimal | Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its title, how wide it is, and how its values are written."""

    title: str
    width: int = 12
    format: str = GENERAL


def report_workbook(
    report: PeriodReport, texts: Texts, *, target_jp: int, table: YearTable | None = None
) -> bytes:
    """An XLSX workbook of a report; people only where the report holds them, indicators only of a year."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator = "Sela"
    _summary(book, texts.plain("Summary"), summary_rows(report, texts, target_jp=target_jp))
    if table is not None:
        _summary(book, texts.plain("Indicators"), year_rows(table, texts))
    _sheet(book, texts.plain("Units"), _unit_columns(texts), map(_unit_row, report.units))
    _sheet(book, texts.plain("People"), _person_columns(texts), _person_rows(report, texts))
    _sheet(book, texts.plain("Courses"), _course_columns(texts), _course_rows(report))
    _sheet(book, texts.plain("Competencies"), _competency_columns(texts), _competency_rows(report, texts))
    _sheet(book, texts.plain("Kinds"), _kind_columns(texts), _kind_rows(report, texts))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _summary(book: "Workbook", title: str, rows: Sequence[Row]) -> None:
    sheet = book.create_sheet(title)
    set_widths(sheet, (46, 18, 70))
    for place, row in enumerate(rows):
        if not place:
            sheet.append([as_title(_cell(sheet, safe_cell(row.label)))])
        else:
            sheet.append(
                [
                    _cell(sheet, safe_cell(row.label)),
                    _cell(sheet, _value(row.value), _format(row.value, row.format)),
                    _cell(sheet, safe_cell(row.note)),
                ]
            )
    fit_to_width(sheet, landscape=False)


def _sheet(book: "Workbook", title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> None:
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    set_widths(sheet, [column.width for column in columns])
    sheet.append([as_header(_cell(sheet, safe_cell(column.title))) for column in columns])
    count = 1
    for count, row in enumerate(rows, start=2):  # noqa: B007 - the last row is the end of the filter
        sheet.append(
            [
                None if value is None else _cell(sheet, _value(value), _format(value, column.format))
                for value, column in zip(row, columns, strict=True)
            ]
        )
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count}"
    fit_to_width(sheet, landscape=True)


def _cell(sheet: "Worksheet", value: Value, format_: str = GENERAL) -> "Cell":
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value=value)  # type: ignore[arg-type]  # dates and decimals are cells too
    if format_ != GENERAL:
        cell.number_format = format_
    return cell


def _value(value: Value) -> Value:
    if isinstance(value, Fraction):
        return float(value)
    return safe_cell(value) if isinstance(value, str) else value


def _format(value: Value, format_: str) -> str:
    if isinstance(value, date) and not isinstance(value, datetime):
        return DATE
    return AS_TEXT if isinstance(value, str) and format_ == AS_TEXT else format_


def _unit_columns(t: Texts) -> tuple[Column, ...]:
    return (
        Column(title=t.plain("Unit"), width=52),
        Column(title=t.plain("People"), format=WHOLE),
        Column(title=t.plain("Learned"), format=WHOLE),
        Column(title=t.plain("Share that learned"), format=PERCENT),
        Column(title=t.plain("Hours"), format=HUNDREDTHS),
        Column(title="JP", format=HUNDREDTHS),
        Column(title=t.plain("JP per person"), format=HUNDREDTHS),
        Column(title=t.plain("JP per learner"), format=HUNDREDTHS),
        Column(title=t.plain("On pace"), format=WHOLE),
        Column(title=t.plain("Behind pace"), format=WHOLE),
        Column(title=t.plain("Not activated"), format=WHOLE),
        Column(title=t.plain("Blocked Sela"), format=WHOLE),
        Column(title=t.plain("Median minutes"), format=WHOLE),
        Column(title=t.plain("Spread (Gini)"), format="0.00"),
        *_quality_columns(t),
    )


def _unit_row(one: UnitLine) -> tuple[Value, ...]:
    return (
        one.path,
        one.people,
        one.learned,
        share_of(Fraction(one.learned, one.people) if one.people else None),
        _hours(one.seconds),
        one.jp,
        one.jp_per_person,
        one.jp_per_learner,
        one.standings.on_pace,
        one.standings.behind,
        one.not_activated,
        one.blocked,
        whole_minutes(one.participation.median_seconds),
        spread_of(one.participation.gini),
        *_quality(one.first_try, one.reviews, one.rating),
    )


def _person_columns(t: Texts) -> tuple[Column, ...]:
    return (
        Column(title=t.plain("Employee number"), width=22, format=AS_TEXT),
        Column(title=t.plain("Name"), width=32),
        Column(title=t.plain("Unit"), width=46),
        Column(title=t.plain("Employment"), width=13),
        Column(title=t.plain("Minutes"), format=TENTHS),
        Column(title="JP", format=HUNDREDTHS),
        Column(title=t.plain("JP of the year"), format=HUNDREDTHS),
        Column(title=t.plain("Target"), format=HUNDREDTHS),
        Column(title=t.plain("Standing"), width=20),
        Column(title=t.plain("First try"), format=PERCENT),
        Column(title=t.plain("Answers"), format=WHOLE),
        Column(title=t.plain("Reviews right"), format=PERCENT),
        Column(title=t.plain("Reviews"), format=WHOLE),
        Column(title=t.plain("Learned last"), width=14, format=DATE),
    )


def _person_rows(report: PeriodReport, t: Texts) -> Iterable[tuple[Value, ...]]:
    yield from _listed_rows(report.persons, t)
    others = report.unlisted
    if others != Earned() and (report.persons or not report.people):
        told = (None, t.plain("people who are no longer here"), None, None, minutes_of(others.seconds))
        yield (*told, others.jp, *[None] * (len(_person_columns(t)) - len(told) - 1))


def _listed_rows(persons: Sequence[PersonLine], t: Texts) -> Iterable[tuple[Value, ...]]:
    words = {standing: str(pace_word(standing, t).unescape()) for standing in Standing}
    not_activated, blocked = t.plain("not activated"), t.plain("blocked Sela")
    for one in persons:
        standing = words[one.standing] if one.standing else not_activated
        yield (
            one.number,
            one.name,
            one.unit,
            one.employment_type.value,
            minutes_of(one.seconds),
            one.jp,
            one.year_jp,
            one.target.jp,
            blocked if one.is_blocked else standing,
            share_of(one.first_try.share),
            one.first_try.answered,
            share_of(one.reviews.share),
            one.reviews.answered,
            one.last_on,
        )


def _course_columns(t: Texts) -> tuple[Column, ...]:
    return (
        Column(title=t.plain("Course"), width=24),
        Column(title=t.plain("Title"), width=46),
        Column(title=t.plain("Lessons"), format=WHOLE),
        Column(title=t.plain("Began"), format=WHOLE),
        Column(title=t.plain("Completed"), format=WHOLE),
        Column(title=t.plain("Hours"), format=HUNDREDTHS),
        Column(title="JP", format=HUNDREDTHS),
        *_quality_columns(t)[:2],
        *_quality_columns(t)[4:],
    )


def _course_rows(report: PeriodReport) -> Iterable[tuple[Value, ...]]:
    for one in report.courses:
        quality = _quality(one.first_try, Accuracy(), one.rating)
        yield (
            one.course,
            one.title,
            one.lessons,
            one.started,
            one.completed,
            _hours(one.seconds),
            one.jp,
            *quality[:2],
            *quality[4:],
        )


def _competency_columns(t: Texts) -> tuple[Column, ...]:
    return (
        Column(title=t.plain("Competency"), width=46),
        Column(title=t.plain("Hours"), format=HUNDREDTHS),
        Column(title="JP", format=HUNDREDTHS),
        *_quality_columns(t)[:4],
    )


def _competency_rows(report: PeriodReport, t: Texts) -> Iterable[tuple[Value, ...]]:
    unnamed = t.plain("(no competency named)")
    for one in report.competencies:
        quality = _quality(one.first_try, one.reviews, RatingFigure())
        yield (one.competency or unnamed, _hours(one.seconds), one.jp, *quality[:4])


def _kind_columns(t: Texts) -> tuple[Column, ...]:
    return (
        Column(title=t.plain("Kind"), width=32),
        Column(title=t.plain("Ledger rows"), format=WHOLE),
        Column(title=t.plain("Hours"), format=HUNDREDTHS),
        Column(title="JP", format=HUNDREDTHS),
    )


def _kind_rows(report: PeriodReport, t: Texts) -> Iterable[tuple[Value, ...]]:
    words = {str(kind): word for kind, word in kind_words(t).items()}
    for one in report.kinds:
        yield (words.get(one.kind, one.kind), one.rows, _hours(one.seconds), one.jp)


def _quality_columns(t: Texts) -> tuple[Column, ...]:
    return (
        Column(title=t.plain("First try"), format=PERCENT),
        Column(title=t.plain("Answers"), format=WHOLE),
        Column(title=t.plain("Reviews right"), format=PERCENT),
        Column(title=t.plain("Reviews"), format=WHOLE),
        Column(title=t.plain("Rating"), format=TENTHS),
        Column(title=t.plain("Ratings"), format=WHOLE),
    )


def _quality(first_try: Accuracy, reviews: Accuracy, rating: RatingFigure) -> tuple[Value, ...]:
    return (
        share_of(first_try.share),
        first_try.answered,
        share_of(reviews.share),
        reviews.answered,
        rating.index,
        rating.count,
    )


def _hours(seconds: int) -> Fraction:
    return Fraction(seconds, 3600)
