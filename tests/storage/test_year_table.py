"""The yearly table of the reference agency, from rows of a ledger: the published numbers come out exactly."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
import sqlalchemy as sa

from learning.records import CreditEntry, CreditKind
from learning.rules.targets import truncated
from learning.usecases.reports import year_table_of_all
from storage.database import Database
from storage.ledger import CREDIT
from storage.people import PERSON
from tests.people import BAYU, BUDI, CITRA, RINA, SARI
from tests.storage.rows import credit, fill_sums

pytestmark = pytest.mark.long

STAFF, USERS = 4_948, 4_370
UNSCHEDULED, AT_EVENTS, EXAM_TAKERS = 30_543, 6_489, 588
WEBINARS, MODULES = 82, 115
JP = 78_286
A_JP = 45 * 60
TODAY = date(2026, 11, 23)


def published() -> Iterator[CreditEntry]:
    """Rows that come to the published numbers: exams without minutes of their own would not be credited."""
    base = credit(1, credited_at=datetime(2023, 6, 1, tzinfo=UTC), year=2023, iso_year=2023, iso_week=22)
    completions = UNSCHEDULED + AT_EVENTS
    left_over = JP - EXAM_TAKERS - 2 * completions
    for number in range(completions):
        is_module = number < UNSCHEDULED
        day = date(2023, 1, 2) + timedelta(days=number % WEBINARS)
        yield replace(
            base,
            person_id=number % USERS + 1,
            kind=CreditKind.ELEARNING if is_module else CreditKind.WEBINAR,
            title=f"Modul {number % MODULES}" if is_module else f"Webinar {number % WEBINARS}",
            source=f"import:{number}",
            local_on=date(2023, 3, 1) if is_module else day,
            seconds=A_JP * (3 if number < left_over else 2),
        )
    for number in range(EXAM_TAKERS):
        exam: dict[str, Any] = {
            "kind": CreditKind.EXAM,
            "title": "Evaluasi level 2",
            "source": "exam",
            "seconds": A_JP,
        }
        yield replace(base, person_id=number + 1, **exam)


def staff(count: int) -> list[dict[str, Any]]:
    """So many people on the roster, beside those there are."""
    return [
        {
            "employee_number": f"9{number:017}",
            "name": f"Pegawai {number}",
            "unit_id": 1,
            "time_zone": "Asia/Jakarta",
            "language": "id",
            "employment_type": "PNS",
            "state": "active",
            "email": "",
            "notice_version": "",
            "created_at": datetime(2023, 1, 1, tzinfo=UTC),
        }
        for number in range(count)
    ]


@pytest.fixture
def agency(database: Database, people: dict[int, int]) -> Database:
    """The agency of 2023 with its ledger."""
    with database.engine.begin() as connection:
        connection.execute(sa.insert(PERSON), staff(STAFF - len(people)))
        connection.execute(sa.insert(CREDIT), [asdict(row) for row in published()])
        fill_sums(connection)
    return database


def test_the_published_numbers_of_the_reference_agency_come_out_exactly(agency: Database) -> None:
    table = agency.transact(year_table_of_all, 2023, today=TODAY)
    assert (table.events, table.modules) == (WEBINARS, MODULES)
    assert (table.users, table.staff) == (USERS, STAFF)
    assert (table.completions, table.unscheduled, table.at_events) == (37_032, 30_543, 6_489)
    assert table.exam_takers == 588
    assert table.jp == JP
    assert table.jp_per_staff == Fraction(78_286, 4_948)
    assert table.jp_per_user == Fraction(78_286, 4_370)
    assert table.coverage == Fraction(4_370, 4_948)


def test_the_staff_of_a_year_are_all_who_were_there_at_any_time_of_it(
    database: Database, people: dict[int, int]
) -> None:
    """Of five one left last year, one this year, one nobody knows when, and one comes next month."""
    changes: dict[int, dict[str, Any]] = {
        BAYU: {"state": "left", "left_on": date(2025, 12, 31)},
        CITRA: {"state": "left", "left_on": date(2026, 2, 1)},
        BUDI: {"starts_on": date(2026, 12, 1)},
        RINA: {"state": "left", "left_on": None},
    }
    with database.engine.begin() as connection:
        for who, values in changes.items():
            connection.execute(sa.update(PERSON).where(PERSON.c.id == people[who]).values(**values))
    assert database.transact(year_table_of_all, 2026, today=TODAY).staff == 2
    assert database.transact(year_table_of_all, 2026, today=date(2026, 12, 1)).staff == 3
    assert database.transact(year_table_of_all, 2025, today=TODAY).staff == 3
    database.transact(lambda records: records.ledger.add(credit(people[RINA])))
    table = database.transact(year_table_of_all, 2026, today=TODAY)
    assert (table.users, table.staff) == (1, 3), "no user is outside the staff"


def test_every_average_names_what_it_is_over(agency: Database) -> None:
    table = agency.transact(year_table_of_all, 2023, today=TODAY)
    assert table.jp_per_staff is not None
    assert table.jp_per_user is not None
    assert (str(truncated(table.jp_per_staff)), f"{float(table.jp_per_user):.2f}") == ("15.8", "17.91")
    assert f"{float(table.coverage or 0):.1%}" == "88.3%"


def test_what_was_corrected_to_nothing_is_no_completion(database: Database, people: dict[int, int]) -> None:
    webinar = credit(people[SARI], kind=CreditKind.WEBINAR, source="import:a", title="Webinar", seconds=5400)
    rows = [
        webinar,
        replace(webinar, source="import:b", title="Lain"),
        replace(webinar, kind=CreditKind.COACHING, source="import:c", seconds=2700),
        replace(
            webinar,
            kind=CreditKind.CORRECTION,
            source="correction:1:1",
            seconds=-5400,
            evidence={"corrects": "import:a"},
        ),
    ]
    database.transact(lambda records: records.ledger.add_all(rows))
    table = database.transact(year_table_of_all, 2026, today=TODAY)
    assert (table.events, table.at_events, table.users) == (1, 1, 1)
    assert table.jp == 3


def test_a_year_without_anything_has_a_table_of_noughts(database: Database) -> None:
    table = database.transact(year_table_of_all, 2020, today=TODAY)
    assert (table.completions, table.users) == (0, 0)
    assert table.jp == 0
    assert table.jp_per_staff is None
    assert table.coverage is None
