"""When a question comes back; the intervals were computed by a second, independent FSRS (ts-fsrs 5.4.2)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.policy import Policy
from learning.rules.breaks import Leave, Schedule, WindowKind, openings_on
from learning.rules.calendar import Calendar
from learning.rules.repetition import Memory, moved_into_window, remembered, spread

MONDAY_NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
RIGHT, WRONG = True, False
LUNCH = Schedule(time_zone="Asia/Jakarta", windows=Policy().windows[WindowKind.LUNCH])


def answered(*answers: bool) -> list[tuple[int, Memory]]:
    """Days until the next review and the memory, each answer given on the day it is due."""
    memory, at, history = None, MONDAY_NOON, []
    for right in answers:
        memory = remembered(memory, right=right, at=at)
        history.append(((memory.due_at - at).days, memory))
        at = memory.due_at
    return history


def jakarta(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=ZoneInfo("Asia/Jakarta")).astimezone(UTC)


def test_what_is_always_known_comes_after_8_39_153_days_and_then_once_a_year() -> None:
    assert [days for days, _ in answered(*[RIGHT] * 6)] == [8, 39, 153, 365, 365, 365]


def test_after_a_miss_a_well_known_question_returns_in_days_and_stretches_again() -> None:
    history = answered(RIGHT, RIGHT, WRONG, RIGHT, RIGHT, RIGHT)
    assert [days for days, _ in history] == [8, 39, 3, 8, 20, 47]
    stabilities = [memory.stability for _, memory in history]
    assert stabilities == pytest.approx([8.2956, 38.9052, 2.8623, 8.1791, 20.3568, 46.5548], rel=1e-4)


def test_a_first_miss_returns_the_next_day() -> None:
    ((days, memory),) = answered(WRONG)
    assert days == 1
    assert (memory.stability, memory.difficulty) == pytest.approx((0.2120, 6.4133), abs=1e-4)


def test_a_question_missed_again_and_again_comes_every_day_and_counts_its_lapses() -> None:
    history = answered(WRONG, WRONG, WRONG, RIGHT)
    assert [days for days, _ in history] == [1, 1, 1, 1]
    assert [memory.lapses for _, memory in history] == [1, 2, 3, 3]


def test_a_right_answer_is_no_lapse() -> None:
    assert answered(RIGHT)[0][1].lapses == 0


def test_the_moment_of_the_answer_may_be_on_any_clock() -> None:
    there = MONDAY_NOON.astimezone(ZoneInfo("Asia/Jayapura"))
    assert remembered(None, right=RIGHT, at=there) == remembered(None, right=RIGHT, at=MONDAY_NOON)


def test_a_late_answer_is_accepted_and_earns_a_longer_gap() -> None:
    first = remembered(None, right=RIGHT, at=MONDAY_NOON)
    on_time = remembered(first, right=RIGHT, at=first.due_at)
    late = remembered(first, right=RIGHT, at=first.due_at + timedelta(days=30))
    assert late.stability > on_time.stability


@settings(deadline=None)
@given(st.lists(st.booleans(), min_size=1, max_size=12))
def test_every_review_lies_one_to_365_days_ahead(answers: list[bool]) -> None:
    for days, memory in answered(*answers):
        assert 1 <= days <= 365
        assert memory.due_at.utcoffset() == timedelta(0)


@settings(deadline=None)
@given(st.lists(st.booleans(), max_size=8))
def test_a_miss_never_comes_later_than_a_right_answer_would(answers: list[bool]) -> None:
    before = answered(*answers)[-1][1] if answers else None
    at = before.due_at if before else MONDAY_NOON
    missed, known = remembered(before, right=WRONG, at=at), remembered(before, right=RIGHT, at=at)
    assert missed.due_at <= known.due_at


def test_a_review_due_on_a_working_day_waits_for_that_days_lunch() -> None:
    assert moved_into_window(jakarta(date(2026, 4, 8), 9), LUNCH, Calendar()) == jakarta(date(2026, 4, 8), 12)


def test_a_review_due_just_after_noon_is_asked_in_the_same_lunch_break() -> None:
    due = jakarta(date(2026, 4, 8), 12, 7)
    assert moved_into_window(due, LUNCH, Calendar()) == jakarta(date(2026, 4, 8), 12)


def test_a_review_due_on_saturday_waits_for_monday() -> None:
    assert moved_into_window(jakarta(date(2026, 4, 11), 12), LUNCH, Calendar()) == jakarta(
        date(2026, 4, 13), 12
    )


def test_a_review_due_on_a_friday_waits_until_after_prayer() -> None:
    assert moved_into_window(jakarta(date(2026, 4, 10), 8), LUNCH, Calendar()) == jakarta(
        date(2026, 4, 10), 12, 45
    )


def test_reviews_due_over_the_holidays_and_leave_wait_for_the_first_day_back() -> None:
    away = Schedule(
        time_zone=LUNCH.time_zone,
        windows=LUNCH.windows,
        leaves=(Leave(starts_on=date(2026, 3, 25), ends_on=date(2026, 3, 27)),),
    )
    assert moved_into_window(jakarta(date(2026, 3, 18), 12), away, Calendar()) == jakarta(
        date(2026, 3, 30), 12
    )


def test_without_any_window_a_review_stays_when_it_is_due() -> None:
    due = jakarta(date(2026, 4, 8), 9)
    assert moved_into_window(due, Schedule(time_zone="Asia/Jakarta", windows=()), Calendar()) == due


def spread_from_wednesday(count: int, schedule: Schedule = LUNCH) -> dict[str, datetime]:
    keys = [f"q{number}" for number in range(count)]
    return spread(keys, schedule, Calendar(), jakarta(date(2026, 4, 8), 12, 5), at_once=6)


@pytest.mark.parametrize("count", [0, 1, 6])
def test_one_sitting_of_overdue_reviews_is_left_as_it_is(count: int) -> None:
    assert spread_from_wednesday(count) == {}


def test_after_leave_a_pile_of_reviews_is_spread_over_the_next_days_most_urgent_first() -> None:
    moves = spread_from_wednesday(20)
    assert [key for key in moves if moves[key] == jakarta(date(2026, 4, 9), 12)] == [
        f"q{number}" for number in range(6, 12)
    ]
    assert moves["q12"] == moves["q17"] == jakarta(date(2026, 4, 10), 12, 45)
    assert moves["q18"] == moves["q19"] == jakarta(date(2026, 4, 13), 12)
    assert len(moves) == 14


def test_two_windows_of_one_day_take_only_one_pile() -> None:
    windows = (*LUNCH.windows, *Policy().windows[WindowKind.AFTERNOON])
    moves = spread_from_wednesday(14, Schedule(time_zone=LUNCH.time_zone, windows=windows))
    assert {moment.astimezone(ZoneInfo("Asia/Jakarta")).date() for moment in moves.values()} == {
        date(2026, 4, 9),
        date(2026, 4, 10),
    }


def test_without_any_window_nothing_is_moved() -> None:
    assert spread_from_wednesday(20, Schedule(time_zone="Asia/Jakarta", windows=())) == {}


@settings(deadline=None)
@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1), timezones=st.just(UTC)))
def test_a_moved_review_starts_a_window_and_never_falls_before_its_due_day(due: datetime) -> None:
    moved = moved_into_window(due, LUNCH, Calendar())
    zone = ZoneInfo(LUNCH.time_zone)
    day = moved.astimezone(zone).date()
    assert day >= due.astimezone(zone).date()
    assert moved in {opening.starts_at for opening in openings_on(LUNCH, Calendar(), day)}
