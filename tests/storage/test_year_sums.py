"""The sum of each person's year stands beside the ledger and always equals it."""

from datetime import date

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import URL

from learning.records import CreditEntry
from storage.database import Database
from storage.migrate import migrate
from storage.records import SqlRecords
from tests.people import SARI
from tests.storage.rows import credit

SUMS = "SELECT year, person_id, minutes_per_jp, seconds, last_on FROM credit_year ORDER BY 1, 2, 3"
ROWS = (
    "SELECT year, person_id, minutes_per_jp, SUM(seconds), MAX(local_on) FROM credit"
    " GROUP BY year, person_id, minutes_per_jp ORDER BY 1, 2, 3"
)
BEFORE = (
    "INSERT INTO unit (id, path, time_zone, working_days, works_on_holidays)"
    " VALUES (1, 'Biro', 'Asia/Jakarta', '12345', false)",
    "INSERT INTO person (id, employee_number, name, unit_id, time_zone, language, employment_type, state,"
    " email, notice_version, created_at) VALUES (1, '1', 'Sari', 1, 'Asia/Jakarta', 'id', 'PNS', 'listed',"
    " '', '', '2026-01-01')",
    *(
        "INSERT INTO credit (person_id, unit_id, kind, source, title, competency, seconds, minutes_per_jp,"
        " credited_at, year, iso_year, iso_week, local_on, rule_version, evidence, flagged) VALUES"
        f" (1, 1, 'lesson', 'lesson:{number}', '', '', {seconds}, {rate}, '2026-01-01', {year}, {year}, 1,"
        f" '{year}-02-0{number}', '1', '{{}}', false)"
        for number, (seconds, rate, year) in enumerate(
            [(240, 45, 2026), (300, 45, 2026), (60, 60, 2026), (90, 45, 2025)], start=1
        )
    ),
)


def test_an_upgrade_sums_up_what_was_learned_before(empty_url: URL) -> None:
    migrate(empty_url, to="0004")
    engine = sa.create_engine(empty_url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        for statement in BEFORE:
            connection.exec_driver_sql(statement)
    migrate(empty_url)
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(SUMS).all()
        assert [tuple(row) for row in rows] == [tuple(row) for row in connection.exec_driver_sql(ROWS)]
    assert [(row.year, row.minutes_per_jp, row.seconds, str(row.last_on)) for row in rows] == [
        (2025, 45, 90, "2025-02-04"),
        (2026, 45, 540, "2026-02-02"),
        (2026, 60, 60, "2026-02-03"),
    ]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    learned=st.lists(
        st.tuples(
            st.integers(0, 5400), st.sampled_from([45, 60]), st.dates(date(2025, 1, 1), date(2026, 12, 31))
        ),
        max_size=12,
    )
)
def test_every_row_is_in_the_sum_of_its_year_once(
    database: Database, people: dict[int, int], learned: list[tuple[int, int, date]]
) -> None:
    for number, (seconds, rate, on) in enumerate(learned):
        row = credit(
            people[SARI],
            source=f"lesson:{number}:{seconds}",
            seconds=seconds,
            minutes_per_jp=rate,
            local_on=on,
            year=on.year,
        )
        database.transact(_add, row)
        assert not database.transact(_add, row)
    with database.engine.connect() as connection:
        sums = [tuple(map(str, row)) for row in connection.exec_driver_sql(SUMS)]
        assert sums == [tuple(map(str, row)) for row in connection.exec_driver_sql(ROWS)]


def _add(records: SqlRecords, row: CreditEntry) -> bool:
    return records.ledger.add(row)
