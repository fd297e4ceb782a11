"""What each week comes to stands beside the ledger and always equals it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import URL

from learning.records import CreditEntry, CreditKind
from learning.report_ports import SumCheck
from storage.database import Database
from storage.migrate import migrate
from storage.records import SqlRecords
from tests.people import BAYU, SARI
from tests.storage.rows import credit
from tests.storage.test_year_sums import BEFORE

ALL_WELL = [SumCheck("credit_year", 0), SumCheck("credit_week", 0), SumCheck("learner_week", 0)]
ROWS = st.lists(
    st.tuples(
        st.sampled_from([SARI, BAYU]),
        st.integers(1, 2),
        st.sampled_from([CreditKind.LESSON, CreditKind.REVIEW, CreditKind.WEBINAR, CreditKind.CORRECTION]),
        st.integers(-600, 5400),
        st.sampled_from([45, 60]),
        st.dates(date(2026, 12, 20), date(2027, 1, 10)),
        st.sampled_from([-1, 0, 1]),
        st.none() | st.integers(0, 3),
    ),
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, at_once=st.booleans())
def test_every_row_is_in_the_sums_of_its_week_once(
    database: Database, people: dict[int, int], rows: list[tuple[Any, ...]], at_once: bool
) -> None:
    entries = [_entry(people, number, *row) for number, row in enumerate(rows)]
    if at_once:
        added = database.transact(lambda records: records.ledger.add_all(entries))
        again = database.transact(lambda records: records.ledger.add_all(entries))
        assert not again or not added
    else:
        for entry in entries:
            database.transact(_add, entry)
            assert not database.transact(_add, entry)
    assert database.transact(lambda records: records.reports.check()) == ALL_WELL


def _entry(
    people: dict[int, int],
    number: int,
    who: int,
    unit_id: int,
    kind: CreditKind,
    seconds: int,
    rate: int,
    on: date,
    apart: int,
    right: int | None,
) -> CreditEntry:
    iso_year, iso_week, _ = on.isocalendar()
    evidence: dict[str, Any] = {"attempt": number} if right is None else {"right": right, "questions": 3}
    if kind is CreditKind.CORRECTION:
        evidence = {"corrects": "lesson:kelas/01:2026"}
    return credit(
        people[who],
        unit_id=unit_id,
        kind=kind,
        source=f"{kind}:kelas/{number}:{seconds}:{on}",
        seconds=seconds,
        minutes_per_jp=rate,
        year=on.year,
        iso_year=iso_year,
        iso_week=iso_week,
        local_on=on + timedelta(days=apart),
        evidence=evidence,
    )


def test_whoever_moves_in_a_week_is_counted_once_where_they_learned_last(
    database: Database, people: dict[int, int]
) -> None:
    row = credit(people[SARI], unit_id=1, source="a")
    for entry in (row, replace(row, source="b", unit_id=2), replace(row, source="c", unit_id=2)):
        database.transact(_add, entry)
    assert _learners(database) == [(1, 0), (2, 1)]
    back = replace(row, source="d", kind=CreditKind.CORRECTION, unit_id=2, seconds=-3 * row.seconds)
    database.transact(_add, back)
    assert _learners(database) == [(1, 0), (2, 0)]


def test_a_sum_that_differs_from_the_ledger_is_found(database: Database, people: dict[int, int]) -> None:
    database.transact(_add, credit(people[SARI]))
    with database.engine.begin() as connection:
        connection.execute(sa.text("UPDATE credit_week SET seconds = seconds + 1"))
        connection.execute(sa.text("DELETE FROM learner_week"))
        connection.execute(sa.text("UPDATE credit_year SET seconds = 1"))
    checks = database.transact(lambda records: records.reports.check())
    assert [check.differing for check in checks] == [1, 1, 1]


def test_an_upgrade_sums_up_the_weeks_learned_before(empty_url: URL) -> None:
    migrate(empty_url, to="0005")
    engine = sa.create_engine(empty_url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        for statement in BEFORE:
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(
            "INSERT INTO credit (person_id, unit_id, kind, source, title, competency, seconds,"
            " minutes_per_jp, credited_at, year, iso_year, iso_week, local_on, rule_version, evidence,"
            " flagged) VALUES"
            " (1, 1, 'lesson', 'lesson:kelas/01:2026', '', 'Rapi', 240, 45, '2026-01-01', 2026, 2026, 1,"
            " '2027-01-01', '1', '{\"right\": 2, \"questions\": 3}', false)"
        )
    migrate(empty_url)
    database = Database(empty_url)
    checks = database.transact(lambda records: records.reports.check())
    database.close()
    assert checks[1:] == ALL_WELL[1:]
    with engine.connect() as connection:
        query = "SELECT month, course, right_answers, answers FROM credit_week WHERE course <> ''"
        assert [tuple(row) for row in connection.exec_driver_sql(query)] == [(12, "kelas", 2, 3)]


def _add(records: SqlRecords, row: CreditEntry) -> bool:
    return records.ledger.add(row)


def _learners(database: Database) -> list[tuple[int, int]]:
    with database.engine.connect() as connection:
        query = "SELECT unit_id, people FROM learner_week ORDER BY unit_id"
        return [tuple(row) for row in connection.exec_driver_sql(query)]
