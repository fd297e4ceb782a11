"""The streak counts working days on which Sela brought something and the person learned."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from learning.policy import Policy
from learning.rules.breaks import Leave, Schedule, WindowKind, openings_on
from learning.rules.calendar import Calendar
from learning.rules.streaks import streak

MONDAY = date(2026, 4, 6)
WEEK = [MONDAY + timedelta(days=n) for n in range(5)]


def brought_between(first: date, last: date, *leaves: Leave) -> set[date]:
    """The days on which somebody with a lunch window is reached."""
    lunch = Schedule(time_zone="Asia/Jakarta", windows=Policy().windows[WindowKind.LUNCH], leaves=leaves)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return {on for on in days if openings_on(lunch, Calendar(), on)}


def test_who_never_learned_has_no_streak() -> None:
    assert streak(learned_on=set(), brought_on=set(WEEK), today=WEEK[4]) == 0
    assert streak(learned_on=set(), brought_on=set(), today=MONDAY) == 0


def test_five_working_days_make_a_streak_of_five() -> None:
    assert streak(learned_on=set(WEEK), brought_on=set(WEEK), today=WEEK[4]) == 5


def test_a_day_missed_breaks_the_streak() -> None:
    assert streak(learned_on={*WEEK} - {WEEK[2]}, brought_on=set(WEEK), today=WEEK[4]) == 2


def test_today_breaks_nothing_before_it_is_over() -> None:
    learned = set(WEEK[:4])
    assert streak(learned_on=learned, brought_on=set(WEEK), today=WEEK[4]) == 4
    assert streak(learned_on=learned, brought_on=set(WEEK), today=WEEK[4] + timedelta(days=1)) == 0


def test_the_streak_survives_the_weekend() -> None:
    next_monday = MONDAY + timedelta(days=7)
    learned = {*WEEK, next_monday}
    assert streak(learned_on=learned, brought_on=learned, today=next_monday) == 6


def test_the_streak_survives_idulfitri_with_its_joint_leave() -> None:
    first, last = date(2026, 3, 16), date(2026, 3, 26)
    learned = brought_between(first, last)
    assert learned == {date(2026, 3, day) for day in (16, 17, 25, 26)}
    assert streak(learned_on=learned, brought_on=learned, today=last) == 4


def test_the_streak_survives_leave() -> None:
    away = Leave(starts_on=date(2026, 4, 7), ends_on=date(2026, 4, 9))
    learned = brought_between(MONDAY, WEEK[4], away)
    assert streak(learned_on=learned, brought_on=learned, today=WEEK[4]) == 2


def test_a_lesson_asked_for_on_a_sunday_counts_too() -> None:
    sunday = MONDAY - timedelta(days=1)
    assert streak(learned_on={sunday, MONDAY}, brought_on={MONDAY}, today=MONDAY) == 2


@given(
    st.sets(st.dates(date(2026, 1, 1), date(2026, 3, 1))),
    st.sets(st.dates(date(2026, 1, 1), date(2026, 3, 1))),
)
def test_a_streak_never_counts_more_days_than_were_learned(learned: set[date], brought: set[date]) -> None:
    days = streak(learned_on=learned, brought_on=brought, today=date(2026, 3, 1))
    assert 0 <= days <= len(learned)
    if not brought:
        assert days == len(learned)
