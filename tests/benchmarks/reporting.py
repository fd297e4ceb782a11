"""Measures the weekly summary of an agency against the same questions asked of bare SQLite."""

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from content.catalogue import SHIPPED_PACKS, Catalogue, load_catalogue
from learning.people import Actor, EmploymentType, Grant, Person, PersonState, Role
from learning.policy import Policy
from learning.reports import PeriodReport
from learning.rules.calendar import Calendar
from learning.rules.periods import Period, PeriodKind
from learning.usecases.reports import report
from learning.world import World
from storage.database import Database, database_url
from storage.migrate import migrate
from tests.benchmarks.bare_reporting import bare_summary
from tests.benchmarks.results import keep, show, spread_of
from tests.storage.rows import fill_sums

UNITS = 106
WEEK = Period(kind=PeriodKind.WEEK, year=2026, number=47)
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Monday, 23 November 2026, 08:00 in Jakarta: when admins get the summary of week 47."""

FIRST_MONDAY = date(2025, 12, 29)
WEEKS = 47


def main() -> None:
    """Prints milliseconds of the summary, of bare SQLite, and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[5_000, 100_000])
    parser.add_argument("--rows-each", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    rows = []
    for people in options.people:
        with tempfile.TemporaryDirectory() as folder:
            result = measure(Path(folder) / "sela.db", people, options.rows_each, options.rounds)
        keep("reporting", result)
        rows.append(list(result.values()))
        head = list(result)
    show("Weekly summary, without the picture", head, rows)


def measure(file: Path, people: int, rows_each: int, rounds: int) -> dict[str, Any]:
    """The figures of one size, taken in turns so that both meet the same machine."""
    catalogue = load_catalogue([SHIPPED_PACKS])
    ledger_rows = populate(file, catalogue, people, rows_each)
    world = World(policy=Policy(), calendar=Calendar(), catalogue=catalogue)
    database = Database(database_url(f"sqlite:///{file}"))
    with closing(sqlite3.connect(file)) as bare:

        def ask() -> PeriodReport:
            found = database.transact(report, world, admin(), WEEK, now=NOW)
            assert found is not None
            return found

        answer, bare_answer = ask(), bare_summary(bare, WEEK)
        assert bare_answer == (
            answer.people,
            answer.totals.learned,
            answer.totals.seconds,
            answer.standings.on_pace,
        )
        sela, plain = in_turns(rounds, ask, lambda: bare_summary(bare, WEEK))
    database.close()
    clock, busy = ([one[place] for one in sela] for place in (0, 1))
    plain_clock, plain_busy = ([one[place] for one in plain] for place in (0, 1))
    return {
        "people": people,
        "ledger rows": ledger_rows,
        "Sela, ms": round(median(clock), 1),
        "spread": spread_of(clock),
        "of the processor": round(median(busy), 1),
        "bare SQLite, ms": round(median(plain_clock), 1),
        "of the processor, bare": round(median(plain_busy), 1),
        "ratio": round(median(clock) / median(plain_clock), 2),
        "ratio, processor": round(median(busy) / median(plain_busy), 2),
    }


def in_turns(rounds: int, *works: Callable[[], Any]) -> list[list[tuple[float, float]]]:
    """Milliseconds on the clock and of the processor, of each piece of work in every round."""
    taken: list[list[tuple[float, float]]] = [[] for _ in works]
    for _ in range(rounds):
        for place, work in enumerate(works):
            begun, busy = time.perf_counter(), time.process_time()
            work()
            taken[place].append(((time.perf_counter() - begun) * 1000, (time.process_time() - busy) * 1000))
    return taken


def admin() -> Actor:
    """Somebody who sees the whole organisation."""
    person = Person(
        id=1,
        employee_number="1",
        name="Rina",
        unit_id=1,
        unit="Badan",
        time_zone="Asia/Jakarta",
        language="id",
        employment_type=EmploymentType.PNS,
        state=PersonState.ACTIVE,
    )
    return Actor(person=person, grants=(Grant(role=Role.ADMIN, starts_on=date(2026, 1, 1)),))


def populate(file: Path, catalogue: Catalogue, people: int, rows_each: int) -> int:
    """Makes an agency with a year behind it; how many rows its ledger has."""
    migrate(database_url(f"sqlite:///{file}"))
    random = Random(2026)
    keys = [key for lessons in catalogue.lesson_keys.values() for key in lessons]
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO unit (id, path, time_zone, working_days, works_on_holidays)"
            " VALUES (?, ?, 'Asia/Jakarta', '12345', 0)",
            [(id_, f"Badan/Deputi {id_ % 6}/Direktorat {id_}") for id_ in range(1, UNITS + 1)],
        )
        connection.executemany(
            "INSERT INTO person (id, employee_number, name, unit_id, time_zone, language, employment_type,"
            " state, starts_on, email, notice_version, created_at, onboarded_at, blocked_at)"
            " VALUES (?, ?, ?, ?, 'Asia/Jakarta', 'id', ?, ?, ?, '', '', '2025-01-01 00:00:00', ?, ?)",
            (_person(id_) for id_ in range(1, people + 1)),
        )
        connection.executemany(
            "INSERT INTO credit (person_id, unit_id, kind, source, title, competency, seconds,"
            " minutes_per_jp, credited_at, year, iso_year, iso_week, local_on, rule_version, evidence,"
            " flagged) VALUES (?, ?, ?, ?, 'Pelajaran', ?, ?, 45, ?, ?, ?, ?, ?, '2026-1', ?, 0)",
            _credits(random, people, rows_each, keys),
        )
        connection.execute("COMMIT")
    database = Database(database_url(f"sqlite:///{file}"))
    database.transact(lambda records: fill_sums(records.connection))
    database.close()
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute("SELECT COUNT(*) FROM credit").fetchone()[0])


def _person(id_: int) -> tuple[Any, ...]:
    kind = "PPPK" if id_ % 10 == 0 else "PNS"
    state = "listed" if id_ % 25 == 0 else "active"
    starts_on = f"2026-{id_ % 11 + 1:02}-01" if id_ % 33 == 0 else None
    joined = "2025-02-01 00:00:00" if state == "active" else None
    blocked = "2026-10-01 00:00:00" if id_ % 90 == 0 else None
    return id_, f"{id_:018}", f"Pegawai {id_}", _unit(id_), kind, state, starts_on, joined, blocked


def _unit(id_: int) -> int:
    return 1 + id_ % UNITS


def _credits(random: Random, people: int, rows_each: int, keys: list[str]) -> Iterator[tuple[Any, ...]]:
    """Week by week, as they come in: some learn every week, some hardly ever."""
    for week in range(WEEKS):
        monday = FIRST_MONDAY + timedelta(weeks=week)
        for id_ in range(1, people + 1):
            for number in range(_lessons(id_, week, rows_each)):
                on = monday + timedelta(days=random.randrange(5))
                yield _credit(random, id_, week * 7 + number, on, keys)


def _lessons(id_: int, week: int, rows_each: int) -> int:
    """Lessons and reviews of somebody in a week: one week in two or three, some people more than others."""
    if (id_ * 7 + week * 13) % 5 >= 2:
        return 0
    share = (id_ % 5 + 0.5) / 2.5 * rows_each / WEEKS / 0.4
    return int(share * (week + 1)) - int(share * week)


def _credit(random: Random, id_: int, number: int, on: date, keys: list[str]) -> tuple[Any, ...]:
    iso_year, iso_week, _ = on.isocalendar()
    is_lesson = number % 3 > 0
    key = keys[number % len(keys)]
    source = f"lesson:{key}:{number}" if is_lesson else f"review:{number}"
    right, questions = random.randrange(1, 4), 3
    evidence = (
        f'{{"attempt": {number}, "lesson_hash": "{"0" * 32}", "questions": {questions}, "right": {right}}}'
    )
    kind = "lesson" if is_lesson else "review"
    competency = f"Kompetensi {(number % len(keys)) % 12}"
    seconds = 240 if is_lesson else 90
    at = f"{on} 05:00:00.000000"
    return (
        id_,
        _unit(id_),
        kind,
        source,
        competency,
        seconds,
        at,
        on.year,
        iso_year,
        iso_week,
        str(on),
        evidence,
    )


if __name__ == "__main__":
    main()
