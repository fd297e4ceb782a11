"""Sums up what the people of some units have learned, in a handful of queries for any number of people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from learning.people import EmploymentType, PersonState
from learning.rules.breaks import Leave
from learning.rules.credit import LedgerDay
from learning.team import Figures
from storage.audiences import within
from storage.ledger import CREDIT, CREDIT_YEAR
from storage.links import LINK
from storage.people import LEAVE, PEOPLE, PERSON, UNIT, leaves_by_person

ACTIVE_SINCE = sa.case((PERSON.c.state == PersonState.ACTIVE, PERSON.c.onboarded_at))
"""Since when somebody uses Sela: before they joined to the end, nothing that Sela starts reaches them."""

EMPLOYMENT_TYPES = {kind.value: kind for kind in EmploymentType}
"""By value: a look into a dictionary costs a tenth of asking the enumeration."""

MEMBERS = (
    sa.select(
        PERSON.c.id,
        PERSON.c.name,
        UNIT.c.path,
        PERSON.c.time_zone,
        PERSON.c.employment_type,
        PERSON.c.starts_on,
        ACTIVE_SINCE.label("active_since"),
        PERSON.c.blocked_at,
    )
    .join(UNIT, UNIT.c.id == PERSON.c.unit_id)
    .where(PERSON.c.state != PersonState.LEFT)
)


@dataclass(frozen=True, slots=True)
class SqlTeam:
    """Teams over one connection."""

    connection: Connection

    def figures(
        self, scope: Sequence[str | None], *, without: int, day: LedgerDay, leaves_since: date
    ) -> Sequence[Figures]:
        """The figures of everyone in these units and below, in no order, but of one person."""
        led = sa.true() if None in scope else within(scope)
        return self._figures(led & (PERSON.c.id != without), day, leaves_since)

    def figures_of(self, person_id: int, *, day: LedgerDay, leaves_since: date) -> Figures | None:
        """The figures of one person still on the roster."""
        return next(iter(self._figures(PERSON.c.id == person_id, day, leaves_since)), None)

    def _figures(self, whom: sa.ColumnElement[bool], day: LedgerDay, leaves_since: date) -> list[Figures]:
        people = self.connection.execute(MEMBERS.where(whom)).all()
        year, learned_on = self._year(whom, day.year)
        week = self._week(whom, day)
        leaves = self._leaves(whom, leaves_since)
        return [
            Figures(
                person_id=person_id,
                name=name,
                unit=unit,
                time_zone=time_zone,
                employment_type=EMPLOYMENT_TYPES[employment_type],
                starts_on=starts_on,
                active_since=active,
                blocked_at=blocked_at,
                week_seconds=week.get(person_id, 0),
                year_seconds=year.get(person_id, ()),
                last_learned_on=learned_on.get(person_id),
                leaves=leaves.get(person_id, ()),
            )
            for person_id, name, unit, time_zone, employment_type, starts_on, active, blocked_at in people
        ]

    def _year(
        self, whom: sa.ColumnElement[bool], year: int
    ) -> tuple[dict[int, tuple[tuple[int, int], ...]], dict[int, date]]:
        """Seconds of the year by rate, and the last date learned in this year or the one before."""
        columns = (
            CREDIT_YEAR.c.year,
            CREDIT_YEAR.c.minutes_per_jp,
            CREDIT_YEAR.c.seconds,
            CREDIT_YEAR.c.last_on,
        )
        query = _of(CREDIT_YEAR, whom, *columns).where(CREDIT_YEAR.c.year.in_((year, year - 1)))
        seconds: dict[int, tuple[tuple[int, int], ...]] = {}
        learned_on: dict[int, date] = {}
        for person_id, of_year, rate, sum_, last_on in self.connection.execute(query):
            if of_year == year:
                seconds[person_id] = (*seconds.get(person_id, ()), (sum_, rate))
            learned_on[person_id] = max(last_on, learned_on.get(person_id, last_on))
        return seconds, learned_on

    def _week(self, whom: sa.ColumnElement[bool], day: LedgerDay) -> dict[int, int]:
        query = (
            _of(CREDIT, whom, sa.func.sum(CREDIT.c.seconds))
            .where(CREDIT.c.iso_year == day.iso_year, CREDIT.c.iso_week == day.iso_week)
            .group_by(CREDIT.c.person_id)
        )
        return {person_id: int(seconds) for person_id, seconds in self.connection.execute(query)}

    def _leaves(self, whom: sa.ColumnElement[bool], since: date) -> dict[int, tuple[Leave, ...]]:
        query = _of(LEAVE, whom, LEAVE.c.starts_on, LEAVE.c.ends_on)
        running = LEAVE.c.ends_on.is_(None) | (LEAVE.c.ends_on >= since)
        return leaves_by_person(self.connection.execute(query.where(running)))

    def links_made_since(self, person_ids: Sequence[int], since: datetime) -> frozenset[int]:
        """Those of these people for whom a link was made at or after a moment."""
        query = sa.select(LINK.c.person_id).where(LINK.c.person_id.in_(PEOPLE), LINK.c.created_at >= since)
        return frozenset(self.connection.execute(query, {"people": person_ids}).scalars())


def _of(rows: sa.Table, whom: sa.ColumnElement[bool], *columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """The person and these columns of a table, for these people."""
    those = sa.select(PERSON.c.id).join(UNIT, UNIT.c.id == PERSON.c.unit_id).where(whom)
    return sa.select(rows.c.person_id, *columns).where(rows.c.person_id.in_(those))
