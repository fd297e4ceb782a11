"""The ledger only grows, and its sums are exact."""

from datetime import date

import pytest
import sqlalchemy as sa

from learning.records import CreditEntry, CreditKind
from storage.database import Database
from storage.records import SqlRecords
from tests.people import BAYU, SARI
from tests.storage.rows import credit, later


def add(records: SqlRecords, entry: CreditEntry) -> bool:
    """Appends a row."""
    return records.ledger.add(entry)


def test_a_source_is_credited_once_for_each_person(database: Database, people: dict[int, int]) -> None:
    assert database.transact(lambda records: records.ledger.add(credit(people[SARI])))
    assert not database.transact(lambda records: records.ledger.add(credit(people[SARI], seconds=9999)))
    assert database.transact(lambda records: records.ledger.add(credit(people[BAYU])))
    assert database.transact(lambda records: records.ledger.has(people[SARI], "lesson:kelas/01:2026"))
    assert not database.transact(lambda records: records.ledger.has(people[SARI], "lesson:kelas/01:2027"))
    rows = database.transact(lambda records: records.ledger.rows(people[SARI]))
    assert rows == [credit(people[SARI])]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE credit SET seconds = 9999",
        "DELETE FROM credit",
        "INSERT OR REPLACE INTO credit SELECT id, person_id, unit_id, kind, source, title, competency, 9999,"
        " minutes_per_jp, credited_at, year, iso_year, iso_week, local_on, rule_version, evidence, flagged"
        " FROM credit",
    ],
)
def test_no_statement_changes_or_deletes_a_row(
    backend: str, database: Database, people: dict[int, int], change: str
) -> None:
    if backend != "sqlite" and "REPLACE" in change:
        pytest.skip("SQLite's own statement")
    database.transact(lambda records: records.ledger.add(credit(people[SARI])))
    with pytest.raises(sa.exc.DBAPIError, match="append-only"):
        database.transact(lambda records: records.connection.execute(sa.text(change)))
    assert database.transact(lambda records: records.ledger.rows(people[SARI])) == [credit(people[SARI])]


def test_sums_count_what_they_say(database: Database, people: dict[int, int]) -> None:
    sari = people[SARI]
    entries = [
        credit(sari, source="a"),
        credit(sari, source="b", kind=CreditKind.REVIEW, seconds=30),
        credit(sari, source="c", kind=CreditKind.EVENT, seconds=5400),
        credit(sari, source="d", seconds=60, local_on=date(2026, 11, 20), iso_week=47),
        credit(sari, source="e", seconds=600, minutes_per_jp=60, local_on=date(2026, 3, 2), iso_week=10),
        credit(sari, source="f", seconds=1, year=2025, iso_year=2025, iso_week=48),
        credit(people[BAYU], source="a", seconds=7777),
    ]
    for entry in entries:
        database.transact(add, entry)
    ledger = database.transact
    assert ledger(lambda r: r.ledger.self_paced_seconds_on(sari, date(2026, 11, 23))) == 240 + 30 + 1
    assert ledger(lambda r: r.ledger.seconds_in_week(sari, 2026, 48)) == 240 + 30 + 5400
    assert ledger(lambda r: r.ledger.seconds_by_rate(sari, 2026)) == {45: 240 + 30 + 5400 + 60, 60: 600}
    assert ledger(lambda r: r.ledger.seconds_by_month(sari, 2026)) == {
        (3, 60): 600,
        (11, 45): 240 + 30 + 5400 + 60,
    }
    assert ledger(lambda r: r.ledger.learned_on(sari, date(2026, 11, 1))) == {
        date(2026, 11, 20),
        date(2026, 11, 23),
    }


def test_midnight_in_the_east_stays_in_the_year_it_is_booked_under(
    database: Database, people: dict[int, int]
) -> None:
    """New Year is two hours earlier in Jayapura; the organisation's year decides."""
    bayu = people[BAYU]
    new_year = credit(bayu, source="a", year=2026, local_on=date(2027, 1, 1))
    database.transact(lambda records: records.ledger.add(new_year))
    assert database.transact(lambda records: records.ledger.seconds_by_month(bayu, 2026)) == {(12, 45): 240}
    assert database.transact(lambda records: records.ledger.seconds_by_month(bayu, 2027)) == {}


def test_rows_come_in_the_order_in_which_they_were_earned(database: Database, people: dict[int, int]) -> None:
    for source, minutes in (("second", 2), ("first", 1), ("third", 3)):
        entry = credit(people[SARI], source=source, credited_at=later(minutes=minutes))
        database.transact(add, entry)
    rows = database.transact(lambda records: records.ledger.rows(people[SARI]))
    assert [row.source for row in rows] == ["first", "second", "third"]
