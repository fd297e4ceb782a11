"""The append-only ledger of learning seconds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from learning.records import CreditEntry, CreditKind
from storage.statements import add_up, insert_all_new_returning, insert_new
from storage.tables import CreditRow, CreditYearRow, table
from storage.weekly_sums import add_to_weeks

CREDIT, CREDIT_YEAR = table(CreditRow), table(CreditYearRow)
SELF_PACED = (CreditKind.LESSON, CreditKind.REVIEW)

# What every finished lesson asks is built once here: building a statement costs more than running it.
OF_PERSON = CREDIT.c.person_id == sa.bindparam("person")
SECONDS = sa.select(sa.func.coalesce(sa.func.sum(CREDIT.c.seconds), 0)).where(OF_PERSON)
SELF_PACED_ON = SECONDS.where(CREDIT.c.local_on == sa.bindparam("on"), CREDIT.c.kind.in_(SELF_PACED))
SECONDS_IN_WEEK = SECONDS.where(
    CREDIT.c.iso_year == sa.bindparam("year"), CREDIT.c.iso_week == sa.bindparam("week")
)
HAS = sa.select(CREDIT.c.id).where(OF_PERSON, CREDIT.c.source == sa.bindparam("source"))
BY_RATE = (
    sa.select(CREDIT.c.minutes_per_jp, sa.func.sum(CREDIT.c.seconds))
    .where(OF_PERSON, CREDIT.c.year == sa.bindparam("year"))
    .group_by(CREDIT.c.minutes_per_jp)
)
LEARNED_ON = (
    sa.select(CREDIT.c.local_on)
    .where(OF_PERSON, CREDIT.c.local_on >= sa.bindparam("since"), CREDIT.c.kind.in_(SELF_PACED))
    .distinct()
)


@dataclass(frozen=True, slots=True)
class SqlLedger:
    """Ledger rows over one connection."""

    connection: Connection

    def add(self, entry: CreditEntry) -> bool:
        """Appends a row, and to the sums of its year and week; False when this source is credited already."""
        credit_id = insert_new(self.connection, CREDIT, asdict(entry))
        if credit_id is None:
            return False
        _add_to_year(self.connection, entry)
        add_to_weeks(self.connection, {credit_id: entry})
        return True

    def add_all(self, entries: Sequence[CreditEntry]) -> Mapping[tuple[int, str], int]:
        """Appends rows, and to their sums, in few statements; the ids of those new, by person and source."""
        rows = [asdict(entry) for entry in entries]
        columns = (CREDIT.c.person_id, CREDIT.c.source, CREDIT.c.id)
        added = insert_all_new_returning(self.connection, CREDIT, rows, columns)
        ids = {(person_id, source): credit_id for person_id, source, credit_id in added}
        first = {(entry.person_id, entry.source): entry for entry in reversed(entries)}
        new = {credit_id: first[key] for key, credit_id in ids.items()}
        for entry in _together(new.values()):
            _add_to_year(self.connection, entry)
        add_to_weeks(self.connection, new)
        return ids

    def has(self, person_id: int, source: str) -> bool:
        """Whether the person has a row from this source."""
        return self.connection.execute(HAS, {"person": person_id, "source": source}).first() is not None

    def self_paced_seconds_on(self, person_id: int, local_on: date) -> int:
        """Seconds of lessons and reviews credited on a date of the person's own calendar."""
        return self._sum(SELF_PACED_ON, person=person_id, on=local_on)

    def seconds_in_week(self, person_id: int, iso_year: int, iso_week: int) -> int:
        """Seconds credited in an ISO week of the organisation's calendar."""
        return self._sum(SECONDS_IN_WEEK, person=person_id, year=iso_year, week=iso_week)

    def _sum(self, query: sa.Select[int], **given: object) -> int:
        return int(self.connection.execute(query, given).scalar_one())

    def seconds_by_rate(self, person_id: int, year: int) -> Mapping[int, int]:
        """Seconds of a year by the minutes per JP that held when they were credited."""
        rows = self.connection.execute(BY_RATE, {"person": person_id, "year": year})
        return {int(rate): int(seconds) for rate, seconds in rows}

    def seconds_by_month(self, person_id: int, year: int) -> Mapping[tuple[int, int], int]:
        """Seconds of a year by month of the person's own calendar and rate; both ends stay in the year.

        The year is the organisation's, so a New Year's night in another zone belongs to its last month.
        """
        rows = self._grouped(person_id, year, local_month(), CREDIT.c.minutes_per_jp)
        return {(int(month), int(rate)): int(seconds) for month, rate, seconds in rows}

    def _grouped(self, person_id: int, year: int, *by: sa.ColumnElement[Any]) -> Sequence[Any]:
        query = (
            sa.select(*by, sa.func.sum(CREDIT.c.seconds))
            .where(CREDIT.c.person_id == person_id, CREDIT.c.year == year)
            .group_by(*by)
        )
        return self.connection.execute(query).all()

    def learned_on(self, person_id: int, since: date) -> frozenset[date]:
        """The dates since then on which the person was credited something by learning in Sela."""
        return frozenset(self.connection.execute(LEARNED_ON, {"person": person_id, "since": since}).scalars())

    def rows(self, person_id: int) -> Sequence[CreditEntry]:
        """Every ledger row of a person, oldest first."""
        query = sa.select(CREDIT).where(CREDIT.c.person_id == person_id)
        rows = self.connection.execute(query.order_by(CREDIT.c.credited_at, CREDIT.c.id)).mappings()
        return [entry_of(row) for row in rows]


def local_month() -> sa.ColumnElement[int]:
    """The month of a row, as `weekly_sums.month_of` tells it."""
    local_year = sa.extract("year", CREDIT.c.local_on)
    return sa.case(
        (local_year > CREDIT.c.year, 12),
        (local_year < CREDIT.c.year, 1),
        else_=sa.extract("month", CREDIT.c.local_on),
    )


def _together(entries: Iterable[CreditEntry]) -> Iterable[CreditEntry]:
    """The entries with one in place of all that are summed up under the same person, year and rate."""
    found: dict[tuple[int, ...], CreditEntry] = {}
    for entry in entries:
        key = (entry.person_id, entry.year, entry.minutes_per_jp)
        same = found.get(key, entry)
        last_on = max(same.local_on, entry.local_on)
        seconds = entry.seconds + (same.seconds if key in found else 0)
        found[key] = replace(entry, seconds=seconds, local_on=last_on)
    return found.values()


def _add_to_year(connection: Connection, entry: CreditEntry) -> None:
    """Adds a ledger row to the sum of its year, so that the sum always equals the rows."""
    key = {"year": entry.year, "person_id": entry.person_id, "minutes_per_jp": entry.minutes_per_jp}
    values = {**key, "seconds": entry.seconds, "last_on": entry.local_on}
    add_up(connection, CREDIT_YEAR, values, keys=tuple(key), sums="seconds", newest="last_on")


def entry_of(row: Mapping[Any, Any]) -> CreditEntry:
    """The ledger row as a value."""
    values = {name: row[name] for name in row if name != "id"}
    return CreditEntry(**{**values, "kind": CreditKind(row["kind"])})
