"""The history a person takes to the yearly appraisal: right figures, real types, nothing that runs."""

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from bot.spreadsheets import history_workbook, safe_cell, without_guard
from bot.texts import texts_for
from learning.handover import HandedState, Said
from learning.people import EmploymentType, Person, PersonState
from learning.records import CreditEntry, CreditKind
from learning.usecases.progress import History

SITI = Person(
    id=1,
    employee_number="196804111993031009",
    name="=Siti",
    unit_id=1,
    unit="Sekretariat/Biro Umum",
    time_zone="Asia/Jakarta",
    language="id",
    employment_type=EmploymentType.PNS,
    state=PersonState.ACTIVE,
)


def credited(on: date, seconds: int, **changes: Any) -> CreditEntry:
    values: dict[str, Any] = {
        "person_id": 1,
        "unit_id": 1,
        "kind": CreditKind.LESSON,
        "source": f"lesson:kearsipan/01:{on.year}",
        "title": "Apa itu arsip",
        "competency": "Kearsipan",
        "seconds": seconds,
        "minutes_per_jp": 45,
        "credited_at": datetime(on.year, on.month, on.day, 5, tzinfo=UTC),
        "year": on.year,
        "iso_year": on.isocalendar().year,
        "iso_week": on.isocalendar().week,
        "local_on": on,
        "rule_version": "1",
    }
    return CreditEntry(**values | changes)


def book_of(
    rows: Sequence[CreditEntry],
    language: str = "en",
    person: Person = SITI,
    *,
    said: Mapping[str, Said] | None = None,
    words: Mapping[str, str] | None = None,
) -> Workbook:
    history = History(rows=tuple(rows), said=said or {}, words=words or {})
    content = history_workbook(
        history, person, texts_for(language), organisation="+BPOM", made_on=date(2026, 11, 23)
    )
    return load_workbook(io.BytesIO(content))


def cells(book: Workbook, sheet: int) -> list[tuple[Any, ...]]:
    return list(book.worksheets[sheet].iter_rows(values_only=True))


def test_each_item_is_a_row_with_a_real_date_and_real_numbers() -> None:
    rows = cells(book_of([credited(date(2026, 3, 2), 300)]), 1)
    assert rows[0][:3] == ("Date", "Kind", "Material")
    on, kind, title, competency, organiser, minutes, jp, rate, evidence, status = rows[1]
    assert on == datetime(2026, 3, 2)
    assert (kind, title, competency, organiser) == ("Lesson", "Apa itu arsip", "Kearsipan", "'+BPOM")
    assert (minutes, jp, rate, evidence) == (5, 0.11, 45, "lesson:kearsipan/01:2026")
    assert status == "recorded"


def test_each_item_says_what_the_personnel_system_replied() -> None:
    rows = [credited(date(2026, 3, day), 300, source=f"{day}") for day in (2, 3, 4, 5)]
    said = {
        "3": Said(state=HandedState.HANDED),
        "4": Said(state=HandedState.ACCEPTED),
        "5": Said(state=HandedState.REJECTED, reason="bukti kurang"),
    }
    states = [row[9] for row in cells(book_of(rows, said=said), 1)[1:]]
    assert states == ["recorded", "recorded", "acknowledged", "rejected because: bukti kurang"]


def test_an_imported_item_names_its_organiser_and_its_evidence() -> None:
    row = credited(date(2026, 3, 2), 300, kind=CreditKind.WEBINAR, evidence={"origin": "Pusdiklat"})
    shown = cells(book_of([row], words={row.source: "=SERT-1"}), 1)[1]
    assert (shown[1], shown[4], shown[8]) == ("Webinar", "Pusdiklat", "'=SERT-1")


def test_a_years_jp_are_cut_and_come_from_the_exact_minutes() -> None:
    rows = [credited(date(2025, 12, 1), 889 * 60), credited(date(2026, 1, 5), 30)]
    rows += [credited(date(2026, 2, 1), 300, source=f"lesson:{n}:2026") for n in range(9)]
    shown = cells(book_of(rows), 0)
    assert (2025, 1, 889, 19.7) in shown
    assert (2026, 10, 45.5, 1) in shown


def test_a_year_counted_at_two_rates_keeps_each() -> None:
    rows = [
        credited(date(2026, 1, 5), 45 * 60),
        credited(date(2026, 2, 5), 60 * 60, minutes_per_jp=60),
    ]
    shown = cells(book_of(rows), 0)
    assert (2026, 2, 105, 2) in shown
    assert any(row[0] == "1 JP = 45 / 60 minutes." for row in shown)


def test_the_year_is_the_organisations_even_where_the_persons_date_is_another() -> None:
    entry = credited(date(2027, 1, 1), 2_700, year=2026)
    assert (2026, 1, 45, 1) in cells(book_of([entry]), 0)


def test_the_title_names_the_person_and_only_the_end_of_the_number() -> None:
    shown = {row[0]: row[1] for row in cells(book_of([]), 0) if row[0]}
    assert shown["Name"] == "'=Siti"
    assert shown["Employee number"] == "…009"
    assert shown["Made on"] == datetime(2026, 11, 23)
    assert SITI.employee_number not in str(cells(book_of([]), 0))


def test_the_header_stays_in_sight_and_filters() -> None:
    sheet = book_of([credited(date(2026, 3, 2), 300)]).worksheets[1]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:J2"
    assert (sheet.column_dimensions["C"].width or 0) > 30


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_person_without_history_gets_a_workbook_too(language: str) -> None:
    book = book_of([], language)
    assert len(book.worksheets) == 2
    assert len(cells(book, 1)) == 1


def test_a_review_without_title_is_called_a_review() -> None:
    entry = credited(date(2026, 3, 2), 40, kind=CreditKind.REVIEW, title="")
    assert cells(book_of([entry]), 1)[1][1:3] == ("Review", "Review")


HOSTILE = ['=HYPERLINK("http://x")', "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\0=1", "'=1"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula(text: str) -> None:
    entry = credited(date(2026, 3, 2), 300, title=text, competency=text, source=text)
    sheet = book_of([entry]).worksheets[1]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert str(sheet["C2"].value).startswith("'")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn"]), max_size=30))
def test_a_guard_can_always_be_taken_off_again(text: str) -> None:
    assert without_guard(safe_cell(text)) == text


@given(st.text(max_size=30))
def test_a_safe_cell_never_begins_like_a_formula(text: str) -> None:
    safe = safe_cell(text)
    assert safe[:1] not in tuple("=+-@＝＋－＠\t\r\n")
    assert safe.lstrip()[:1] not in tuple("=+-@＝＋－＠")
