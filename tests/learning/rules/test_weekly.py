"""What comes each week comes next on its day, never twice on one date."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.rules.weekly import next_on

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("weekday", "last_on", "expected"),
    [
        (1, None, MONDAY),
        (1, MONDAY, date(2026, 11, 30)),
        (1, date(2026, 11, 16), MONDAY),
        (3, MONDAY, date(2026, 11, 25)),
        (7, None, date(2026, 11, 29)),
    ],
)
def test_seen_from_a_monday_it_comes_on_this_date(weekday: int, last_on: date | None, expected: date) -> None:
    assert next_on(weekday, MONDAY, last_on) == expected


@given(st.integers(1, 7), st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.integers(0, 20))
def test_it_is_within_two_weeks_on_its_day_and_not_on_the_date_of_the_last(
    weekday: int, today: date, ago: int
) -> None:
    last_on = today - timedelta(days=ago)
    found = next_on(weekday, today, last_on)
    assert found.isoweekday() == weekday
    assert today <= found <= today + timedelta(days=13)
    assert found != last_on
