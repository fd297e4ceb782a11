"""Which rows a report asks for: those of a period, of people, of units, of a course."""

from datetime import date, timedelta

import sqlalchemy as sa

from learning.people import PersonState
from learning.records import CreditKind
from learning.report_ports import Staff, Units
from learning.rules.periods import Period, PeriodKind
from storage.ledger import CREDIT, local_month
from storage.people import PERSON
from storage.weekly_sums import CREDIT_WEEK, LESSON

CORRECTED = CREDIT.c.evidence["corrects"].as_string()
SOURCE = sa.case((CREDIT.c.kind == CreditKind.CORRECTION, CORRECTED), else_=CREDIT.c.source)
"""The source of a row; of a correction that of the row it corrects."""

HERE = PERSON.c.state != PersonState.LEFT
DAY = timedelta(days=1)


def there_on(on: date) -> sa.ColumnElement[bool]:
    """Whether a person was on the roster on a day; when Sela heard of them first says nothing about it."""
    return there_between(on, on)


def there_between(first: date, last: date) -> sa.ColumnElement[bool]:
    """Whether a person was on the roster on any day from one to another."""
    begun = PERSON.c.starts_on.is_(None) | (PERSON.c.starts_on <= last)
    return begun & (HERE | sa.func.coalesce(PERSON.c.left_on > first, sa.false()))


def on_roster(staff: Staff) -> sa.ColumnElement[bool]:
    """Whether a person is one of these people."""
    there = there_on(staff.on)
    return there if staff.units is None else there & PERSON.c.unit_id.in_(staff.units)


def of_people(rows: sa.Table, staff: Staff) -> sa.ColumnElement[bool]:
    """Whether a row belongs to one of these people; of the whole organisation it is not asked."""
    if staff.units is None:
        return sa.true()
    return rows.c.person_id.in_(sa.select(PERSON.c.id).where(on_roster(staff)))


def earned_in(rows: sa.Table, units: Units) -> sa.ColumnElement[bool]:
    """Whether a row was earned in one of these units."""
    return sa.true() if units is None else rows.c.unit_id.in_(units)


def of_course(course: str | None) -> sa.ColumnElement[bool]:
    """Whether a row is of this course, or corrects one of it."""
    return sa.true() if course is None else SOURCE.startswith(f"{LESSON}{course}/", autoescape=True)


def during(period: Period) -> sa.ColumnElement[bool]:
    """Whether a row of the ledger is of this period."""
    if period.kind is PeriodKind.WEEK:
        return (CREDIT.c.iso_year == period.year) & (CREDIT.c.iso_week == period.number)
    if period.kind is PeriodKind.YEAR:
        return CREDIT.c.year == period.year
    first, last = period.starts_on - DAY, period.ends_on + DAY
    days = (first + number * DAY for number in range((last - first).days + 1))
    weeks = sorted({on.isocalendar()[:2] for on in days})
    near = sa.or_(
        *(
            (CREDIT.c.iso_year == year)
            & CREDIT.c.iso_week.in_([number for of_year, number in weeks if of_year == year])
            for year in sorted({year for year, _ in weeks})
        )
    )
    return near & _in_year(period) & local_month().in_(period.months)


def after(period: Period) -> sa.ColumnElement[bool]:
    """Whether a row is of the period's year, and comes after the period."""
    if period.kind is PeriodKind.YEAR or period.months[-1:] == (12,):
        return sa.false()
    of_year = CREDIT.c.iso_year == period.year
    _, week, _ = period.ends_on.isocalendar()
    if period.kind is PeriodKind.WEEK:
        near = of_year & (CREDIT.c.iso_week > week)
        return (near | (CREDIT.c.iso_year == period.year + 1)) & _in_year(period)
    near = of_year & (CREDIT.c.iso_week >= week)
    later = local_month() > period.months[-1]
    return (near | (CREDIT.c.iso_year == period.year + 1)) & _in_year(period) & later


def weeks_during(period: Period) -> sa.ColumnElement[bool]:
    """Whether a kept sum is of this period."""
    if period.kind is PeriodKind.WEEK:
        return (CREDIT_WEEK.c.iso_year == period.year) & (CREDIT_WEEK.c.iso_week == period.number)
    near = CREDIT_WEEK.c.iso_year.between(period.year - 1, period.year + 1)
    return near & (CREDIT_WEEK.c.year == period.year) & CREDIT_WEEK.c.month.in_(period.months)


def weeks_after(period: Period) -> sa.ColumnElement[bool]:
    """Whether a kept sum is of the period's year, and comes after the period."""
    week, of_year = CREDIT_WEEK.c.iso_week, CREDIT_WEEK.c.year == period.year
    if period.kind is not PeriodKind.WEEK:
        return of_year & (CREDIT_WEEK.c.month > period.months[-1])
    same_year = (CREDIT_WEEK.c.iso_year == period.year) & (week > period.number)
    return of_year & (same_year | (CREDIT_WEEK.c.iso_year == period.year + 1))


def between(rows: sa.Table, first: Period, last: Period) -> sa.ColumnElement[bool]:
    """Whether a row lies between two weeks, both included."""
    year, week = rows.c.iso_year, rows.c.iso_week
    if first.year == last.year:
        return (year == first.year) & week.between(first.number, last.number)
    return (
        year.between(first.year + 1, last.year - 1)
        | ((year == first.year) & (week >= first.number))
        | ((year == last.year) & (week <= last.number))
    )


def _in_year(period: Period) -> sa.ColumnElement[bool]:
    """Whether a row found by its week is of the period's year; else SQLite would read the whole year."""
    return CREDIT.c.year + 0 == period.year
