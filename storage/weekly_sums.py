"""Keeps what each week comes to beside the ledger, in the transaction of the rows themselves.

A year of an agency is many rows, and nearly one a week for everybody: sums by person would be as many again.
So the sums are by unit, and only who learned at all is counted by person.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from learning.records import CreditEntry
from storage.report_tables import CreditWeekRow, LearnerWeekRow
from storage.tables import CreditRow, table

CREDIT, CREDIT_WEEK, LEARNER_WEEK = table(CreditRow), table(CreditWeekRow), table(LearnerWeekRow)
LESSON = "lesson:"
"""How the sources of lessons begin; course and lesson follow."""

SOME = 500
"""People looked at in one query."""

ROWS_OF_WEEK = (
    sa.select(CREDIT.c.person_id, CREDIT.c.id, CREDIT.c.unit_id, CREDIT.c.seconds)
    .where(CREDIT.c.iso_year == sa.bindparam("year"), CREDIT.c.iso_week == sa.bindparam("week"))
    .order_by(CREDIT.c.person_id, CREDIT.c.id)
)
OF_SOME = ROWS_OF_WEEK.where(CREDIT.c.person_id.in_(sa.bindparam("people", expanding=True)))
OF_ONE = ROWS_OF_WEEK.where(CREDIT.c.person_id == sa.bindparam("people"))
"""A lesson is finished by one person: their week is read at half the cost of a list of one."""


def add_to_weeks(connection: Connection, added: Mapping[int, CreditEntry]) -> None:
    """Adds rows that were just appended to the ledger, by their ids, to the sums of their weeks."""
    sums: dict[tuple[Any, ...], Counter[str]] = defaultdict(Counter)
    for entry in added.values():
        sums[_key_of(entry)].update(_figures_of(entry))
    _add(connection, CREDIT_WEEK, [(*key, *(sums[key][name] for name in FIGURES)) for key in sorted(sums)])
    _count_learners(connection, added)


def course_of(source: str, evidence: Mapping[str, Any]) -> str:
    """The course to which a ledger row belongs; empty where there is none."""
    corrected = str(evidence.get("corrects") or source)
    course, slash, _ = corrected.removeprefix(LESSON).partition("/")
    return course if slash and corrected.startswith(LESSON) else ""


def month_of(entry: CreditEntry) -> int:
    """The month of a row: of the person's own calendar, as on their own screen, within the row's year."""
    if entry.local_on.year == entry.year:
        return entry.local_on.month
    return 12 if entry.local_on.year > entry.year else 1


def _key_of(entry: CreditEntry) -> tuple[Any, ...]:
    return (
        entry.iso_year,
        entry.iso_week,
        entry.year,
        month_of(entry),
        entry.unit_id,
        str(entry.kind),
        course_of(entry.source, entry.evidence),
        entry.competency,
        entry.minutes_per_jp,
    )


FIGURES = ("credits", "seconds", "right_answers", "answers")


def _figures_of(entry: CreditEntry) -> dict[str, int]:
    right = entry.evidence.get("right")
    answers = 0 if right is None else int(entry.evidence.get("questions") or 0)
    return dict(zip(FIGURES, (1, entry.seconds, int(right or 0), answers), strict=True))


def _count_learners(connection: Connection, added: Mapping[int, CreditEntry]) -> None:
    """Counts everybody once in each week in which they have seconds: in the unit of their last row."""
    people: dict[tuple[int, int], set[int]] = defaultdict(set)
    for entry in added.values():
        people[entry.iso_year, entry.iso_week].add(entry.person_id)
    for (year, week), ids in sorted(people.items()):
        changes: Counter[int] = Counter()
        for rows in _rows_by_person(connection, year, week, sorted(ids)):
            before, after = [row for row in rows if row.id not in added], rows
            changes.update(dict.fromkeys(_counted_in(before), -1))
            changes.update(_counted_in(after))
        moved = [(year, week, unit, change) for unit, change in sorted(changes.items()) if change]
        _add(connection, LEARNER_WEEK, moved)


def _rows_by_person(
    connection: Connection, year: int, week: int, ids: Sequence[int]
) -> Iterable[list[sa.Row[int, int, int, int]]]:
    of_week = {"year": year, "week": week}
    if len(ids) == 1:
        yield list(connection.execute(OF_ONE, {**of_week, "people": ids[0]}))
        return
    for start in range(0, len(ids), SOME):
        found = connection.execute(OF_SOME, {**of_week, "people": ids[start : start + SOME]}).all()
        for _, rows in groupby(found, key=lambda row: row.person_id):
            yield list(rows)


def _counted_in(rows: Sequence[sa.Row[int, int, int, int]]) -> tuple[int, ...]:
    """The unit in which somebody with these rows of a week is counted, if they are."""
    return (rows[-1].unit_id,) if sum(row.seconds for row in rows) > 0 else ()


def _add(connection: Connection, to: sa.Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Inserts rows, or adds their figures to those with the same keys."""
    if rows:
        names = [column.name for column in to.columns]
        values = [dict(zip(names, row, strict=True)) for row in rows]
        connection.execute(_adding(to, connection.dialect.name), values if len(values) > 1 else values[0])


@lru_cache(maxsize=8)
def _adding(to: sa.Table, dialect: str) -> sa.Executable:
    statement = (postgresql.insert if dialect == "postgresql" else sqlite.insert)(to)
    keys = [column.name for column in to.primary_key.columns]
    figures = [column.name for column in to.columns if column.name not in keys]
    changed = {name: to.c[name] + statement.excluded[name] for name in figures}
    given = statement.values({column.name: sa.bindparam(column.name) for column in to.columns})
    return given.on_conflict_do_update(index_elements=keys, set_=changed)
