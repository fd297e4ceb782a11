"""Sums up what everybody learned in a period, in a handful of queries for any number of people."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from learning.records import CreditKind
from learning.report_ports import (
    CourseSteps,
    NamedLine,
    PeriodSum,
    PersonSum,
    RosterLine,
    Staff,
    SumCheck,
    Units,
    YearFigures,
)
from learning.rules.activities import EVENTS, EXAMS, MODULES
from learning.rules.periods import Period, PeriodKind
from learning.rules.planning import ItemKind
from storage.ledger import CREDIT, CREDIT_YEAR
from storage.people import PERSON
from storage.ratings import RATING
from storage.report_conditions import (
    CORRECTED,
    HERE,
    after,
    between,
    during,
    earned_in,
    of_course,
    of_people,
    on_roster,
    there_between,
    there_on,
    weeks_after,
    weeks_during,
)
from storage.study import ATTEMPT
from storage.sum_checks import sum_checks
from storage.weekly_sums import CREDIT_WEEK, LEARNER_WEEK

RIGHT = CREDIT.c.evidence["right"].as_integer()
ANSWERS = sa.case((RIGHT.is_not(None), CREDIT.c.evidence["questions"].as_integer()), else_=0)
NAMES = sa.select(PERSON.c.id, PERSON.c.name, PERSON.c.employee_number, HERE)
SUMMED = (
    sa.func.sum(CREDIT_WEEK.c.credits),
    sa.func.sum(CREDIT_WEEK.c.seconds),
    sa.func.sum(CREDIT_WEEK.c.right_answers),
    sa.func.sum(CREDIT_WEEK.c.answers),
)
SUMMED_BY = (
    CREDIT_WEEK.c.unit_id,
    CREDIT_WEEK.c.kind,
    CREDIT_WEEK.c.course,
    CREDIT_WEEK.c.competency,
    CREDIT_WEEK.c.minutes_per_jp,
)

SOME = 500
FIRST_RATING = sa.select(sa.func.min(RATING.c.rated_at))


@dataclass(frozen=True, slots=True)
class SqlReports:
    """Reports over one connection."""

    connection: Connection

    def roster(self, staff: Staff) -> Sequence[RosterLine]:
        """Everyone on the roster of that day, in the unit they are, or were, in."""
        joined_at, blocked_at = PERSON.c.onboarded_at, PERSON.c.blocked_at
        query = sa.select(
            PERSON.c.id,
            PERSON.c.unit_id,
            PERSON.c.employment_type,
            PERSON.c.starts_on,
            joined_at.is_not(None) & (joined_at < staff.until),
            blocked_at.is_not(None) & (blocked_at < staff.until),
        )
        return [RosterLine._make(row) for row in self._many(query.where(on_roster(staff)))]

    def names(self, staff: Staff) -> Sequence[NamedLine]:
        """The names of everyone on the roster of that day, but for those who were erased."""
        query = NAMES.where(on_roster(staff), PERSON.c.employee_number.is_not(None))
        return [NamedLine._make(row) for row in self._many(query)]

    def year(self, year: int, staff: Staff) -> Iterable[tuple[int, int, int]]:
        """Person, rate and seconds of a year, wherever they were earned."""
        columns = (CREDIT_YEAR.c.person_id, CREDIT_YEAR.c.minutes_per_jp, CREDIT_YEAR.c.seconds)
        query = sa.select(*columns).where(CREDIT_YEAR.c.year == year, of_people(CREDIT_YEAR, staff))
        return self._many(query)

    def _many(self, query: sa.Select[Any]) -> Iterable[Any]:
        """Rows without keeping them: of a hundred thousand together the collector would look at each."""
        for some in self.connection.execute(query).partitions(SOME):
            yield from some

    def learned_on(self, year: int, staff: Staff) -> Mapping[int, date]:
        """The last date on which people learned in a year or the one before."""
        query = (
            sa.select(CREDIT_YEAR.c.person_id, sa.func.max(CREDIT_YEAR.c.last_on))
            .where(CREDIT_YEAR.c.year.in_((year, year - 1)), of_people(CREDIT_YEAR, staff))
            .group_by(CREDIT_YEAR.c.person_id)
        )
        return dict(self._many(query))

    def after(self, period: Period, staff: Staff) -> Iterable[tuple[int, int, int]]:
        """Person, rate and seconds of the rows of the period's year that come after the period."""
        query = (
            sa.select(CREDIT.c.person_id, CREDIT.c.minutes_per_jp, sa.func.sum(CREDIT.c.seconds))
            .where(after(period), of_people(CREDIT, staff))
            .group_by(CREDIT.c.person_id, CREDIT.c.minutes_per_jp)
        )
        return [
            (person, rate, int(seconds)) for person, rate, seconds in self.connection.execute(query).all()
        ]

    def seconds(self, period: Period, staff: Staff, *, course: str | None = None) -> Mapping[int, int]:
        """Seconds in a period by person, wherever they were earned; who has nothing may be missing."""
        rows, those = _rows_of(period, course)
        query = (
            sa.select(rows.c.person_id, sa.func.sum(rows.c.seconds))
            .where(those, of_people(rows, staff))
            .group_by(rows.c.person_id)
        )
        return dict(self._many(query))

    def of_people(self, period: Period, staff: Staff, *, course: str | None = None) -> Sequence[PersonSum]:
        """What people have in a period, of each kind and at each rate, earned in these units."""
        by = (CREDIT.c.person_id, CREDIT.c.kind, CREDIT.c.minutes_per_jp)
        figures = (CREDIT.c.seconds, sa.func.coalesce(RIGHT, 0), ANSWERS)
        query = (
            sa.select(*by, *map(sa.func.sum, figures))
            .where(during(period), of_people(CREDIT, staff), earned_in(CREDIT, staff.units))
            .where(of_course(course))
            .group_by(*by)
        )
        return [PersonSum._make(row) for row in self._many(query)]

    def of_units(
        self, period: Period, staff: Staff, *, course: str | None = None
    ) -> Iterable[tuple[int, int, int]]:
        """People's unit, rate and seconds that they earned in any of these units in a period."""
        rows, those = _rows_of(period, course)
        if staff.units is not None:
            rows, those = CREDIT, during(period) & of_course(course) & earned_in(CREDIT, staff.units)
        own = (
            sa.select(rows.c.person_id, rows.c.minutes_per_jp, sa.func.sum(rows.c.seconds).label("seconds"))
            .where(those, of_people(rows, staff))
            .group_by(rows.c.person_id, rows.c.minutes_per_jp)
            .subquery()
        )
        by = (PERSON.c.unit_id, own.c.minutes_per_jp)
        query = sa.select(*by, sa.func.sum(own.c.seconds)).join(own, own.c.person_id == PERSON.c.id)
        found = self.connection.execute(query.where(there_on(staff.on)).group_by(*by))
        return [(unit_id, rate, int(seconds)) for unit_id, rate, seconds in found]

    def until(self, period: Period, units: Units, *, is_running: bool) -> Mapping[int, int]:
        """Seconds by rate of the period's year that were earned in these units, until the period ends."""
        near = CREDIT_WEEK.c.iso_year.between(period.year - 1, period.year + 1)
        of_year = near & (CREDIT_WEEK.c.year == period.year) & earned_in(CREDIT_WEEK, units)
        so_far = sa.true() if is_running else sa.not_(weeks_after(period))
        return self._by_rate(CREDIT_WEEK, of_year, so_far)

    def _by_rate(self, rows: sa.Table, *those: sa.ColumnElement[bool]) -> dict[int, int]:
        query = sa.select(rows.c.minutes_per_jp, sa.func.sum(rows.c.seconds)).where(*those)
        found = self.connection.execute(query.group_by(rows.c.minutes_per_jp))
        return {rate: int(seconds) for rate, seconds in found}

    def sums(self, period: Period, units: Units, *, course: str | None = None) -> Sequence[PeriodSum]:
        """What the rows of a period come to that were earned in these units."""
        query = sa.select(*SUMMED_BY, *SUMMED).where(weeks_during(period), earned_in(CREDIT_WEEK, units))
        query = query.where(_sums_of_course(course))
        rows = self.connection.execute(query.group_by(*SUMMED_BY)).all()
        return [PeriodSum._make([*row[:5], *map(int, row[5:])]) for row in rows]

    def weeks(
        self, first: Period, last: Period, units: Units, *, course: str | None = None
    ) -> Mapping[tuple[int, int], tuple[int, int]]:
        """Seconds and people who earned them, by ISO year and week, from one week to another."""
        seconds = self._by_week(CREDIT_WEEK, CREDIT_WEEK.c.seconds, first, last, units, course)
        if course is None:
            people = self._by_week(LEARNER_WEEK, LEARNER_WEEK.c.people, first, last, units, None)
        else:
            people = self._learners_of_course(first, last, units, course)
        return {week: (seconds.get(week, 0), people.get(week, 0)) for week in seconds.keys() | people.keys()}

    def _by_week(
        self,
        rows: sa.Table,
        figure: sa.ColumnElement[int],
        first: Period,
        last: Period,
        units: Units,
        course: str | None,
    ) -> dict[tuple[int, int], int]:
        query = sa.select(rows.c.iso_year, rows.c.iso_week, sa.func.sum(figure))
        query = query.where(between(rows, first, last), earned_in(rows, units))
        if course is not None:
            query = query.where(rows.c.course == course)
        found = self.connection.execute(query.group_by(rows.c.iso_year, rows.c.iso_week))
        return {(year, week): int(sum_) for year, week, sum_ in found}

    def _learners_of_course(
        self, first: Period, last: Period, units: Units, course: str
    ) -> dict[tuple[int, int], int]:
        by = (CREDIT.c.iso_year, CREDIT.c.iso_week)
        learners = (
            sa.select(*by)
            .where(between(CREDIT, first, last), earned_in(CREDIT, units), of_course(course))
            .group_by(*by, CREDIT.c.person_id)
            .having(sa.func.sum(CREDIT.c.seconds) > 0)
            .subquery()
        )
        year, week = learners.c.iso_year, learners.c.iso_week
        query = sa.select(year, week, sa.func.count()).group_by(year, week)
        return {(row[0], row[1]): int(row[2]) for row in self.connection.execute(query)}

    def course_steps(
        self, period: Period, staff: Staff, lesson_keys: Sequence[str], since: datetime, until: datetime
    ) -> Sequence[CourseSteps]:
        """By course and lessons done until a moment: who began and who did their newest lesson since another.

        Only those are looked at who were credited a lesson in the period; whom the day's cap left without a
        credit had others that day.
        """
        if not lesson_keys:
            return []
        those = sa.select(CREDIT.c.person_id).where(
            during(period), CREDIT.c.kind == CreditKind.LESSON, of_people(CREDIT, staff)
        )
        done = (
            sa.select(
                ATTEMPT.c.person_id, ATTEMPT.c.lesson_key, sa.func.min(ATTEMPT.c.completed_at).label("first")
            )
            .where(ATTEMPT.c.person_id.in_(those), ATTEMPT.c.kind == ItemKind.LESSON)
            .where(ATTEMPT.c.completed_at < until, ATTEMPT.c.lesson_key.in_(lesson_keys))
            .group_by(ATTEMPT.c.person_id, ATTEMPT.c.lesson_key)
            .subquery()
        )
        course = self._course(done.c.lesson_key)
        by_person = (
            sa.select(
                course.label("course"),
                sa.func.count().label("lessons"),
                sa.func.min(done.c.first).label("began_at"),
                sa.func.max(done.c.first).label("newest_at"),
            )
            .group_by(done.c.person_id, course)
            .subquery()
        )
        began, went_on = (
            sa.func.sum(sa.case((moment >= since, 1), else_=0))
            for moment in (by_person.c.began_at, by_person.c.newest_at)
        )
        query = sa.select(by_person.c.course, by_person.c.lessons, began, went_on)
        rows = self.connection.execute(query.group_by(by_person.c.course, by_person.c.lessons))
        return [CourseSteps(row[0], row[1], int(row[2]), int(row[3])) for row in rows]

    def _course(self, lesson_key: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
        if self.connection.dialect.name == "postgresql":
            return sa.func.split_part(lesson_key, sa.literal_column("'/'"), sa.literal_column("1"))
        slash = sa.func.instr(lesson_key, sa.literal_column("'/'"))
        return sa.func.substr(lesson_key, sa.literal_column("1"), slash - sa.literal_column("1"))

    def first_rating_at(self) -> datetime | None:
        """When somebody first rated a course."""
        first: datetime | None = self.connection.execute(FIRST_RATING).scalar()
        return first

    def year_figures(self, year: int) -> YearFigures:
        """What the ledger says of a year; a row that corrections took back to nothing does not count."""
        back = (
            sa.select(
                CREDIT.c.person_id, CORRECTED.label("source"), sa.func.sum(CREDIT.c.seconds).label("seconds")
            )
            .where(CREDIT.c.year == year, CREDIT.c.kind == CreditKind.CORRECTION)
            .group_by(CREDIT.c.person_id, CORRECTED)
            .subquery()
        )
        same = (back.c.person_id == CREDIT.c.person_id) & (back.c.source == CREDIT.c.source)
        is_module, is_event = CREDIT.c.kind.in_(MODULES), CREDIT.c.kind.in_(EVENTS)
        title = CREDIT.c.kind + ":" + CREDIT.c.title
        module = sa.case((CREDIT.c.kind == CreditKind.LESSON, CREDIT.c.source), else_=title)
        on = sa.cast(CREDIT.c.local_on, sa.String)
        query = (
            sa.select(
                sa.func.count(sa.distinct(sa.case((is_event, title + ":" + on)))),
                sa.func.count(sa.distinct(sa.case((is_module, module)))),
                sa.func.count(sa.distinct(CREDIT.c.person_id)),
                sa.func.count(sa.case((is_module, 1))),
                sa.func.count(sa.case((is_event, 1))),
                sa.func.count(sa.distinct(sa.case((CREDIT.c.kind.in_(EXAMS), CREDIT.c.person_id)))),
            )
            .join(back, same, isouter=True)
            .where(CREDIT.c.year == year, CREDIT.c.kind != CreditKind.CORRECTION)
            .where(CREDIT.c.seconds + sa.func.coalesce(back.c.seconds, 0) > 0)
        )
        return YearFigures._make(self.connection.execute(query).one())

    def year_staff(self, year: int, today: date) -> int:
        """How many people were on the roster at any time of a year so far, or earned something in it."""
        there = there_between(date(year, 1, 1), min(date(year, 12, 31), today))
        earned = PERSON.c.id.in_(sa.select(CREDIT_YEAR.c.person_id).where(CREDIT_YEAR.c.year == year))
        query = sa.select(sa.func.count()).select_from(PERSON).where(there | earned)
        return int(self.connection.execute(query).scalar_one())

    def year_seconds(self, year: int) -> Mapping[int, int]:
        """All seconds of a year by rate."""
        return self._by_rate(CREDIT_YEAR, CREDIT_YEAR.c.year == year)

    def check(self) -> Sequence[SumCheck]:
        """The tables of kept sums, each compared with the ledger."""
        return sum_checks(self.connection)


def _rows_of(period: Period, course: str | None) -> tuple[sa.Table, sa.ColumnElement[bool]]:
    """The table that holds people's seconds of a period with the fewest rows, and which of them are asked."""
    if period.kind is PeriodKind.YEAR and course is None:
        return CREDIT_YEAR, CREDIT_YEAR.c.year == period.year
    return CREDIT, during(period) & of_course(course)


def _sums_of_course(course: str | None) -> sa.ColumnElement[bool]:
    return sa.true() if course is None else CREDIT_WEEK.c.course == course
