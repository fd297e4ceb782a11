"""What the use cases of reports need of the records; storage keeps these promises.

Many people are read at once, so what comes back are plain tuples with names.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple, Protocol

from learning.rules.periods import Period


class Staff(NamedTuple):
    """Who was on the roster of these units on a day; `until` is the moment at which that day ends."""

    units: "Units"
    on: date
    until: datetime


class RosterLine(NamedTuple):
    """A person on the roster of a day; whether they had finished joining, and blocked Sela, by its end."""

    person_id: int
    unit_id: int
    employment_type: str
    starts_on: date | None
    is_active: bool
    is_blocked: bool


class NamedLine(NamedTuple):
    """Name and employee number of a person on the roster of a day; `is_here` while they are on it now."""

    person_id: int
    name: str
    employee_number: str
    is_here: bool


class PeriodSum(NamedTuple):
    """What the rows of a period come to: of one unit, kind, course, competency and rate.

    `answers` are those of which it is known how many were right.
    """

    unit_id: int
    kind: str
    course: str
    competency: str
    minutes_per_jp: int
    credits: int
    seconds: int
    right_answers: int
    answers: int


class PersonSum(NamedTuple):
    """What somebody has in a period of one kind and at one rate."""

    person_id: int
    kind: str
    minutes_per_jp: int
    seconds: int
    right_answers: int
    answers: int


class CourseSteps(NamedTuple):
    """People who have done so many lessons of a course: how many began, and how many did the last then."""

    course: str
    lessons: int
    began: int
    went_on: int


class YearFigures(NamedTuple):
    """What the ledger says of a year; JP come from the seconds by rate."""

    events: int
    modules: int
    users: int
    unscheduled: int
    at_events: int
    exam_takers: int


class SumCheck(NamedTuple):
    """How many kept sums of a table differ from the ledger."""

    table: str
    differing: int


Units = Collection[int] | None
"""The ids of units; None is the whole organisation."""


class Reports(Protocol):
    """Figures over many people, summed up in the database."""

    def roster(self, staff: Staff) -> Sequence[RosterLine]: ...
    def names(self, staff: Staff) -> Sequence[NamedLine]:
        """The names of these people, but for those who were erased."""
        ...

    def year(self, year: int, staff: Staff) -> Iterable[tuple[int, int, int]]:
        """Person, rate and seconds of a year, wherever they were earned."""
        ...

    def learned_on(self, year: int, staff: Staff) -> Mapping[int, date]:
        """The last date on which people learned in a year or the one before."""
        ...

    def after(self, period: Period, staff: Staff) -> Iterable[tuple[int, int, int]]:
        """Person, rate and seconds of the rows of the period's year that come after the period."""
        ...

    def seconds(self, period: Period, staff: Staff, *, course: str | None = None) -> Mapping[int, int]:
        """Seconds in a period by person, wherever they were earned; who has nothing may be missing."""
        ...

    def of_people(self, period: Period, staff: Staff, *, course: str | None = None) -> Sequence[PersonSum]:
        """What people have in a period, of each kind and at each rate, earned in these units."""
        ...

    def of_units(
        self, period: Period, staff: Staff, *, course: str | None = None
    ) -> Iterable[tuple[int, int, int]]:
        """People's unit, rate and seconds that they earned in any of these units in a period."""
        ...

    def until(self, period: Period, units: Units, *, is_running: bool) -> Mapping[int, int]:
        """Seconds by rate of the period's year that were earned in these units, until the period ends."""
        ...

    def sums(self, period: Period, units: Units, *, course: str | None = None) -> Sequence[PeriodSum]: ...
    def weeks(
        self, first: Period, last: Period, units: Units, *, course: str | None = None
    ) -> Mapping[tuple[int, int], tuple[int, int]]:
        """Seconds and people who earned them, by ISO year and week, from one week to another."""
        ...

    def course_steps(
        self, period: Period, staff: Staff, lesson_keys: Sequence[str], since: datetime, until: datetime
    ) -> Sequence[CourseSteps]: ...
    def first_rating_at(self) -> datetime | None: ...
    def year_figures(self, year: int) -> YearFigures: ...
    def year_staff(self, year: int, today: date) -> int:
        """How many people were on the roster at any time of a year so far, or earned something in it."""
        ...

    def year_seconds(self, year: int) -> Mapping[int, int]:
        """All seconds of a year by rate."""
        ...

    def check(self) -> Sequence[SumCheck]:
        """The tables of kept sums, each compared with the ledger."""
        ...
