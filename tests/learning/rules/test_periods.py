"""A period is a whole week, month, quarter or year, and every day lies in exactly one of each."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.rules.periods import Period, PeriodKind, parse, period_at, period_of

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
KINDS = st.sampled_from(PeriodKind)


@given(kind=KINDS, on=DAYS)
def test_a_day_lies_in_its_period_and_in_no_other(kind: PeriodKind, on: date) -> None:
    period = period_of(kind, on)
    assert period.starts_on <= on <= period.ends_on
    assert period.holds(on)
    assert not period.previous.holds(on)
    assert not period.following.holds(on)


@given(kind=KINDS, on=DAYS)
def test_periods_follow_each_other_without_a_gap(kind: PeriodKind, on: date) -> None:
    period = period_of(kind, on)
    assert period.previous.ends_on + timedelta(days=1) == period.starts_on
    assert period.following.starts_on - timedelta(days=1) == period.ends_on
    assert period.previous.following == period


@given(kind=KINDS, on=DAYS)
def test_a_period_is_read_as_it_is_written(kind: PeriodKind, on: date) -> None:
    period = period_of(kind, on)
    assert parse(str(period)) == period


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-W47", date(2026, 11, 16), date(2026, 11, 22)),
        ("2026-w1", date(2025, 12, 29), date(2026, 1, 4)),
        ("2026-W53", date(2026, 12, 28), date(2027, 1, 3)),
        (" 2026-11 ", date(2026, 11, 1), date(2026, 11, 30)),
        ("2024-2", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_what_people_write_names_these_days(text: str, first: date, last: date) -> None:
    period = parse(text)
    assert period is not None
    assert (period.starts_on, period.ends_on) == (first, last)


NO_PERIODS = (
    *("", "2025-W53", "2026-W00", "2026-W54", "2026-13", "2026-00", "2026-Q5", "0000", "0001", "9999"),
    *("next week", "2026-W", "26-W47", "2026-11-23", "２０２６"),
)


@pytest.mark.parametrize("text", NO_PERIODS)
def test_what_is_no_period_is_none(text: str) -> None:
    assert parse(text) is None


def test_the_week_of_new_year_belongs_to_the_year_of_its_thursday() -> None:
    assert str(period_of(PeriodKind.WEEK, date(2027, 1, 1))) == "2026-W53"
    assert parse("2026-W53") == Period(kind=PeriodKind.WEEK, year=2026, number=53)
    assert period_of(PeriodKind.WEEK, date(2027, 1, 1)).last_day_of_year == date(2026, 12, 31)
    assert period_of(PeriodKind.WEEK, date(2026, 1, 1)).last_day_of_year == date(2026, 1, 4)


def test_it_is_the_organisations_clock_that_ends_a_year() -> None:
    """At 23:59 in Jayapura on New Year's Eve it is two hours earlier in Jakarta; all three say 2026."""
    for zone, year in (("Asia/Jakarta", "2026"), ("Asia/Makassar", "2027"), ("Asia/Jayapura", "2027")):
        now = datetime(2026, 12, 31, 16, 59, tzinfo=UTC)
        assert str(period_at(PeriodKind.YEAR, now, ZoneInfo(zone))) == year
