"""A year of fifty people keeps every promise about when Sela comes."""

import pytest

from tests.benchmarks.simulate_year import Habit, simulate

pytestmark = pytest.mark.soak


def test_a_year_of_fifty_people_brings_nothing_at_the_wrong_time_or_too_often() -> None:
    outcomes = simulate(range(50))
    assert [wrong for outcome in outcomes for wrong in outcome.wrongs] == []
    assert all(outcome.sent > 200 for outcome in outcomes if outcome.habit is Habit.ALL)
