"""The append-only ledger of learning seconds."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from learning.records import CreditEntry, CreditKind
from storage.statements import insert_new
from storage.tables import CreditRow, table

CREDIT = table(CreditRow)
SELF_PACED = (CreditKind.LESSON, CreditKind.REVIEW)


@dataclass(frozen=True, slots=True)
class SqlLedger:
    """Ledger rows over one connection."""

    connection: Connection

    def add(self, entry: CreditEntry) -> bool:
        """Appends a row; False when this source is credited already."""
        return insert_new(self.connection, CREDIT, asdict(entry)) is not None

    def has(self, person_id: int, source: str) -> bool:
        """Whether the person has a row from this source."""
        query = sa.select(CREDIT.c.id).where(CREDIT.c.person_id == person_id, CREDIT.c.source == source)
        return self.connection.execute(query).first() is not None

    def seconds_from(self, person_id: int, source: str) -> int:
        """Seconds credited from this source, 0 where there is no row."""
        return self._sum(CREDIT.c.person_id == person_id, CREDIT.c.source == source)

    def self_paced_seconds_on(self, person_id: int, local_on: date) -> int:
        """Seconds of lessons and reviews credited on a date of the person's own calendar."""
        return self._sum(
            CREDIT.c.person_id == person_id, CREDIT.c.local_on == local_on, CREDIT.c.kind.in_(SELF_PACED)
        )

    def seconds_in_week(self, person_id: int, iso_year: int, iso_week: int) -> int:
        """Seconds credited in an ISO week of the organisation's calendar."""
        return self._sum(
            CREDIT.c.person_id == person_id, CREDIT.c.iso_year == iso_year, CREDIT.c.iso_week == iso_week
        )

    def _sum(self, *conditions: sa.ColumnElement[bool]) -> int:
        query = sa.select(sa.func.coalesce(sa.func.sum(CREDIT.c.seconds), 0)).where(*conditions)
        return int(self.connection.execute(query).scalar_one())

    def seconds_by_rate(self, person_id: int, year: int) -> Mapping[int, int]:
        """Seconds of a year by the minutes per JP that held when they were credited."""
        return self._grouped(person_id, year, CREDIT.c.minutes_per_jp)

    def seconds_by_month(self, person_id: int, year: int) -> Mapping[int, int]:
        """Seconds of a year by month of the person's own calendar; both ends stay within the year.

        The year is the organisation's, so a New Year's night in another zone belongs to its last month.
        """
        local_year = sa.extract("year", CREDIT.c.local_on)
        month = sa.case(
            (local_year > CREDIT.c.year, 12),
            (local_year < CREDIT.c.year, 1),
            else_=sa.extract("month", CREDIT.c.local_on),
        )
        return self._grouped(person_id, year, month)

    def _grouped(self, person_id: int, year: int, by: sa.ColumnElement[Any]) -> Mapping[int, int]:
        query = (
            sa.select(by, sa.func.sum(CREDIT.c.seconds))
            .where(CREDIT.c.person_id == person_id, CREDIT.c.year == year)
            .group_by(by)
        )
        return {int(group): int(seconds) for group, seconds in self.connection.execute(query)}

    def learned_on(self, person_id: int, since: date) -> frozenset[date]:
        """The dates since then on which the person was credited something by learning in Sela."""
        query = sa.select(CREDIT.c.local_on).where(
            CREDIT.c.person_id == person_id, CREDIT.c.local_on >= since, CREDIT.c.kind.in_(SELF_PACED)
        )
        return frozenset(self.connection.execute(query.distinct()).scalars())

    def rows(self, person_id: int) -> Sequence[CreditEntry]:
        """Every ledger row of a person, oldest first."""
        query = sa.select(CREDIT).where(CREDIT.c.person_id == person_id)
        rows = self.connection.execute(query.order_by(CREDIT.c.credited_at, CREDIT.c.id)).mappings()
        return [
            CreditEntry(
                **{**{name: row[name] for name in row if name != "id"}, "kind": CreditKind(row["kind"])}
            )
            for row in rows
        ]
