"""The attention budget: how little Sela may ask for by itself."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from learning.rules.attention import SLOWED_DAYS, Attention, AttentionBudget, Hold, hold, is_slowed

NOW = datetime(2026, 4, 8, 5, 0, tzinfo=UTC)
TODAY = date(2026, 4, 8)
BUDGET = AttentionBudget()
QUIET = Attention()


def why(attention: Attention, budget: AttentionBudget = BUDGET) -> Hold | None:
    return hold(attention, budget, today=TODAY, now=NOW)


def test_someone_who_got_nothing_yet_may_be_reached() -> None:
    assert why(QUIET) is None


def test_one_nudge_a_day_is_enough() -> None:
    assert why(replace(QUIET, nudges_today=1)) is Hold.DAY_BUDGET


def test_who_wants_two_nudges_a_day_gets_two_and_no_third() -> None:
    two_a_day = AttentionBudget(nudges_per_day=2)
    assert why(replace(QUIET, nudges_today=1), two_a_day) is None
    assert why(replace(QUIET, nudges_today=2), two_a_day) is Hold.DAY_BUDGET


def test_two_unanswered_nudges_are_never_stacked() -> None:
    waiting = replace(QUIET, open_until=NOW + timedelta(minutes=1))
    assert why(waiting) is Hold.UNANSWERED
    assert why(waiting, AttentionBudget(nudges_per_day=9)) is Hold.UNANSWERED


def test_a_nudge_whose_time_is_over_stands_in_nobodys_way() -> None:
    assert why(replace(QUIET, open_until=NOW)) is None


def test_someone_in_the_middle_of_a_lesson_is_left_alone_for_fifteen_minutes() -> None:
    assert why(replace(QUIET, learning_since=NOW - timedelta(minutes=14, seconds=59))) is Hold.BUSY
    assert why(replace(QUIET, learning_since=NOW - timedelta(minutes=15))) is None


def test_the_week_ends_when_its_minutes_are_used() -> None:
    assert why(replace(QUIET, brought_seconds_this_week=24 * 60)) is Hold.WEEK_BUDGET


def test_the_last_lesson_of_the_week_may_pass_the_budget_but_no_second_one() -> None:
    assert why(replace(QUIET, brought_seconds_this_week=24 * 60 - 1)) is None
    assert why(replace(QUIET, brought_seconds_this_week=24 * 60 - 1 + 300)) is Hold.WEEK_BUDGET


def test_a_year_of_weekly_budgets_is_more_than_the_twenty_jp_of_the_law() -> None:
    assert BUDGET.weekly_minutes * 52 / 45 == pytest.approx(27.7, abs=0.05)


def test_five_unanswered_in_a_row_slow_sela_down_and_four_do_not() -> None:
    assert not is_slowed(4, BUDGET)
    assert is_slowed(5, BUDGET)


@pytest.mark.parametrize(("days_ago", "held"), [(1, Hold.SLOWED), (6, Hold.SLOWED), (7, None), (30, None)])
def test_once_slowed_sela_comes_once_in_seven_days(days_ago: int, held: Hold | None) -> None:
    silent = replace(QUIET, unanswered_in_row=5, last_nudge_on=TODAY - timedelta(days=days_ago))
    assert why(silent) is held
    assert SLOWED_DAYS == 7


def test_who_was_slowed_but_never_reached_falls_under_the_ordinary_budget() -> None:
    assert why(replace(QUIET, unanswered_in_row=5)) is None
    assert why(replace(QUIET, unanswered_in_row=5, brought_seconds_this_week=1440)) is Hold.WEEK_BUDGET


def test_a_whole_week_of_accepted_lessons_stays_within_the_budget_and_one_lesson() -> None:
    lesson, brought = 5 * 60, 0
    for _ in range(20):
        if why(replace(QUIET, brought_seconds_this_week=brought)) is None:
            brought += lesson
    assert 24 * 60 <= brought < 24 * 60 + lesson
