"""When a message that somebody sends may leave, as the table of what Sela may send says."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.broadcasts import Held, Timing
from learning.policy import WORKING_HOURS, default_windows
from learning.rules.breaks import Leave, Schedule, WindowKind, is_away, is_working_day, opening_at
from learning.rules.calendar import Calendar, Overrides
from learning.rules.leaving import Way, earliest, should_pause, terms_of, wanted_from

JAKARTA, JAYAPURA = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")
MONDAY = date(2026, 11, 23)
LUNCH = default_windows()[WindowKind.LUNCH]
ORDINARY = Schedule(time_zone=JAKARTA.key, windows=LUNCH)
CALENDAR = Calendar()

IN_A_BREAK = terms_of(Timing.NEXT_BREAK, urgent=False, nudges_per_day=1)
AT_WORK = terms_of(Timing.NOW, urgent=False, nudges_per_day=1)
URGENT = terms_of(Timing.NOW, urgent=True, nudges_per_day=1)


def at(clock: str, day: int = 0, zone: ZoneInfo = JAKARTA) -> datetime:
    """This time on clocks in a zone, so many days after Monday, 23 November 2026."""
    return datetime.combine(MONDAY + timedelta(days=day), time.fromisoformat(clock), tzinfo=zone).astimezone(
        UTC
    )


def leaves_at(terms: object, wanted: datetime, schedule: Schedule = ORDINARY, **used: int) -> object:
    """When and why so late; `used` counts messages by `d0`, `d1`, … days after Monday."""
    by_date = {MONDAY + timedelta(days=int(day[1:])): count for day, count in used.items()}
    slot = earliest(terms, schedule, WORKING_HOURS, CALENDAR, by_date, wanted)  # type: ignore[arg-type]
    return slot.at, slot.held


def test_now_leaves_at_once_while_the_person_works() -> None:
    assert leaves_at(AT_WORK, at("09:00")) == (at("09:00"), None)


def test_after_hours_it_waits_for_the_next_working_morning() -> None:
    assert leaves_at(AT_WORK, at("17:00")) == (at("08:00", 1), Held.OFF_HOURS)
    assert leaves_at(AT_WORK, at("17:00", 4)) == (at("08:00", 7), Held.OFF_HOURS)


def test_the_next_break_is_what_was_asked_for_and_not_held() -> None:
    assert leaves_at(IN_A_BREAK, at("09:00")) == (at("12:00"), None)
    assert leaves_at(IN_A_BREAK, at("12:20")) == (at("12:20"), None)
    assert leaves_at(IN_A_BREAK, at("13:00")) == (at("12:00", 1), None)


def test_a_break_is_the_days_nudge_and_beside_it_one_more_may_come() -> None:
    assert leaves_at(IN_A_BREAK, at("09:00"), d0=1) == (at("12:00", 1), Held.BUDGET)
    assert leaves_at(AT_WORK, at("09:00"), d0=1) == (at("09:00"), None)
    assert leaves_at(AT_WORK, at("09:00"), d0=2) == (at("08:00", 1), Held.BUDGET)
    assert leaves_at(AT_WORK, at("09:00"), d0=2, d1=2) == (at("08:00", 2), Held.BUDGET)


def test_leave_holds_and_says_so() -> None:
    away = Schedule(time_zone=JAKARTA.key, windows=LUNCH, leaves=(Leave(starts_on=MONDAY, ends_on=MONDAY),))
    assert leaves_at(AT_WORK, at("09:00"), away) == (at("08:00", 1), Held.AWAY)
    forever = Schedule(time_zone=JAKARTA.key, windows=LUNCH, leaves=(Leave(starts_on=MONDAY),))
    assert leaves_at(AT_WORK, at("09:00"), forever) == (None, Held.AWAY)


def test_a_holiday_is_no_working_day() -> None:
    calendar = Calendar(Overrides(added={MONDAY: "Cuti bersama"}))
    slot = earliest(AT_WORK, ORDINARY, WORKING_HOURS, calendar, {}, at("09:00"))
    assert (slot.at, slot.held) == (at("08:00", 1), Held.DAY_OFF)
    assert leaves_at(AT_WORK, at("10:00", 5)) == (at("08:00", 7), Held.DAY_OFF)


def test_without_any_window_a_break_never_comes() -> None:
    assert leaves_at(IN_A_BREAK, at("09:00"), Schedule(time_zone=JAKARTA.key, windows=())) == (
        None,
        Held.OFF_HOURS,
    )


@pytest.mark.parametrize(
    ("wanted", "leaves"),
    [("05:59", "06:00"), ("06:00", "06:00"), ("19:59", "19:59")],
)
def test_urgent_leaves_at_any_time_of_the_day(wanted: str, leaves: str) -> None:
    slot = earliest(URGENT, ORDINARY, WORKING_HOURS, CALENDAR, {MONDAY: 9}, at(wanted))
    assert slot.at == at(leaves)


def test_urgent_never_leaves_into_the_night() -> None:
    assert leaves_at(URGENT, at("20:00")) == (at("06:00", 1), Held.NIGHT)
    assert leaves_at(URGENT, at("05:00")) == (at("06:00"), Held.NIGHT)


def test_urgent_reaches_people_on_leave_and_on_sundays() -> None:
    sunday = MONDAY + timedelta(days=6)
    away = Schedule(time_zone=JAKARTA.key, windows=LUNCH, leaves=(Leave(starts_on=sunday, ends_on=sunday),))
    assert leaves_at(URGENT, at("10:00", 6), away) == (at("10:00", 6), None)


def test_a_time_is_meant_on_each_persons_clock_and_a_moment_on_the_authors() -> None:
    given_ = {"on": MONDAY, "at": time(14), "own_zone": JAYAPURA, "authors_zone": JAKARTA, "now": at("08:00")}
    assert wanted_from(Timing.AT, **given_) == at("14:00", zone=JAYAPURA)  # type: ignore[arg-type]
    assert wanted_from(Timing.MOMENT, **given_) == at("14:00")  # type: ignore[arg-type]
    assert wanted_from(Timing.NOW, **given_) == at("08:00")  # type: ignore[arg-type]


def test_a_time_that_has_passed_on_a_clock_further_east_means_now() -> None:
    now = at("13:00")
    wanted = wanted_from(Timing.AT, MONDAY, time(14), own_zone=JAYAPURA, authors_zone=JAKARTA, now=now)
    assert wanted == now


def test_a_few_failures_are_no_reason_to_rest_and_many_are() -> None:
    assert not should_pause(9, 9)
    assert should_pause(10, 10)
    assert should_pause(10, 200)
    assert not should_pause(10, 201)


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))
TERMS = st.sampled_from([IN_A_BREAK, AT_WORK, URGENT])
ZONES = st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    """Somebody's schedule, with a leave at times."""
    starts = draw(st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)))
    days = draw(st.integers(0, 20))
    leaves = (Leave(starts_on=starts, ends_on=starts + timedelta(days=days)),) if starts else ()
    kinds = draw(st.sets(st.sampled_from(list(WindowKind)), min_size=1))
    windows = tuple(window for kind in kinds for window in default_windows()[kind])
    return Schedule(time_zone=draw(ZONES), windows=windows, leaves=leaves)


@given(
    TERMS,
    schedules(),
    MOMENTS,
    st.dictionaries(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(0, 3)),
)
def test_nothing_ever_leaves_before_it_is_wanted_or_outside_its_terms(
    terms: object, schedule: Schedule, wanted: datetime, used: dict[date, int]
) -> None:
    slot = earliest(terms, schedule, WORKING_HOURS, CALENDAR, used, wanted)  # type: ignore[arg-type]
    if slot.at is None:
        return
    local = slot.at.astimezone(ZoneInfo(schedule.time_zone))
    assert slot.at >= wanted
    if terms is URGENT:
        assert time(6) <= local.time() < time(20)
        return
    assert not is_away(schedule, local.date())
    assert used.get(local.date(), 0) < (1 if terms is IN_A_BREAK else 2)
    if terms is IN_A_BREAK:
        assert opening_at(schedule, CALENDAR, slot.at) is not None
    else:
        assert is_working_day(schedule, CALENDAR, local.date())
        assert WORKING_HOURS[0] <= local.time() < WORKING_HOURS[1]


def test_each_timing_has_its_way() -> None:
    ways = {timing: terms_of(timing, urgent=False, nudges_per_day=1).way for timing in Timing}
    assert ways == {
        Timing.NEXT_BREAK: Way.BREAK,
        Timing.NOW: Way.WORK,
        Timing.AT: Way.WORK,
        Timing.MOMENT: Way.WORK,
    }
