"""When Sela may reach a person: break windows on the learner's own clock."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.policy import Policy
from learning.rules.breaks import (
    HORIZON_DAYS,
    OWN_TIME,
    BreakWindow,
    Leave,
    Opening,
    Schedule,
    WindowKind,
    is_away,
    is_working_day,
    next_opening,
    opening_at,
    opening_from,
    openings_on,
)
from learning.rules.calendar import Calendar, Overrides

JAKARTA, MAKASSAR, JAYAPURA = "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"
CALENDAR = Calendar()
DEFAULT_WINDOWS = Policy().windows
WEDNESDAY = date(2026, 4, 8)
FRIDAY = date(2026, 4, 10)
SUNDAY = date(2026, 4, 12)
RAMADAN_TUESDAY = date(2026, 2, 24)
RAMADAN_FRIDAY = date(2026, 2, 27)
INDEPENDENCE_DAY = date(2026, 8, 17)


def schedule(*kinds: WindowKind, zone: str = JAKARTA, leaves: tuple[Leave, ...] = ()) -> Schedule:
    chosen = kinds or (WindowKind.LUNCH,)
    windows = tuple(window for kind in chosen for window in DEFAULT_WINDOWS[kind])
    return Schedule(time_zone=zone, windows=windows, leaves=leaves)


def shift_unit() -> Schedule:
    return replace(schedule(), working_days=frozenset(range(1, 8)), works_on_holidays=True)


def local_hours(opening: Opening, zone: str) -> tuple[time, time]:
    there = ZoneInfo(zone)
    return opening.starts_at.astimezone(there).time(), opening.ends_at.astimezone(there).time()


def hours_on(on: date, schedule: Schedule, calendar: Calendar = CALENDAR) -> list[tuple[time, time]]:
    return [local_hours(opening, schedule.time_zone) for opening in openings_on(schedule, calendar, on)]


def jakarta(on: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(on, time(hour, minute), tzinfo=ZoneInfo(JAKARTA)).astimezone(UTC)


@pytest.mark.parametrize(("zone", "utc_hour"), [(JAKARTA, 5), (MAKASSAR, 4), (JAYAPURA, 3)])
def test_noon_is_noon_on_the_learners_own_clock(zone: str, utc_hour: int) -> None:
    (opening,) = openings_on(schedule(zone=zone), CALENDAR, WEDNESDAY)
    assert opening.starts_at == datetime(2026, 4, 8, utc_hour, tzinfo=UTC)
    assert local_hours(opening, zone) == (time(12), time(13))


def test_friday_lunch_keeps_clear_of_prayer() -> None:
    assert hours_on(FRIDAY, schedule()) == [(time(12, 45), time(13))]


def test_in_ramadan_the_lunch_window_is_half_an_hour() -> None:
    assert hours_on(RAMADAN_TUESDAY, schedule()) == [(time(12), time(12, 30))]


def test_a_friday_in_ramadan_keeps_clear_of_prayer_too() -> None:
    assert hours_on(RAMADAN_FRIDAY, schedule()) == [(time(12, 45), time(13))]


def test_until_a_ramadan_confirmed_for_later_begins_lunch_stays_long() -> None:
    late = Calendar(Overrides(ramadans={2026: (date(2026, 2, 25), date(2026, 3, 20))}))
    assert hours_on(RAMADAN_TUESDAY, schedule(), late) == [(time(12), time(13))]


@pytest.mark.parametrize(
    "on", [INDEPENDENCE_DAY, date(2026, 5, 15), date(2026, 12, 24), date(2026, 4, 11), SUNDAY]
)
def test_nothing_opens_on_holidays_joint_leave_and_weekends(on: date) -> None:
    everything = schedule(WindowKind.LUNCH, WindowKind.MORNING, WindowKind.AFTERNOON, WindowKind.COMMUTE)
    assert openings_on(everything, CALENDAR, on) == ()


def test_a_holiday_added_on_the_day_closes_the_window_that_is_open() -> None:
    now = jakarta(WEDNESDAY, 12, 10)
    amended = Calendar(Overrides(added={WEDNESDAY: "Cuti bersama"}))
    assert opening_at(schedule(), CALENDAR, now) is not None
    assert opening_at(schedule(), amended, now) is None
    upcoming = opening_from(schedule(), amended, now)
    assert upcoming is not None
    assert upcoming.local_on == date(2026, 4, 9)


def test_a_shift_unit_learns_on_sundays_and_holidays_with_the_windows_that_ship() -> None:
    assert hours_on(SUNDAY, shift_unit()) == [(time(12), time(13))]
    assert hours_on(INDEPENDENCE_DAY, shift_unit()) == [(time(12), time(13))]


def test_a_unit_that_works_on_saturdays_still_has_its_public_holidays() -> None:
    six_days = replace(schedule(), working_days=frozenset(range(1, 7)))
    assert hours_on(date(2026, 4, 11), six_days) == [(time(12), time(13))]
    assert openings_on(six_days, CALENDAR, date(2026, 1, 16)) == ()


def test_a_unit_that_works_on_holidays_but_not_on_sundays_rests_on_sundays() -> None:
    unit = replace(schedule(), works_on_holidays=True)
    assert is_working_day(unit, CALENDAR, INDEPENDENCE_DAY)
    assert not is_working_day(unit, CALENDAR, SUNDAY)


@pytest.mark.parametrize("kind", sorted(OWN_TIME))
def test_own_time_opens_only_with_the_persons_own_window(kind: WindowKind) -> None:
    week = [date(2026, 4, 6) + timedelta(days=n) for n in range(7)]
    at_work = schedule(WindowKind.LUNCH, WindowKind.MORNING, WindowKind.AFTERNOON)
    own = schedule(kind)
    assert not [o for on in week for o in openings_on(at_work, CALENDAR, on) if o.kind in OWN_TIME]
    assert [o for on in week for o in openings_on(own, CALENDAR, on)]


def test_weekend_windows_open_on_days_off_only() -> None:
    own = schedule(WindowKind.WEEKEND)
    assert hours_on(SUNDAY, own) == [(time(9), time(11))]
    assert openings_on(replace(own, working_days=frozenset(range(1, 8))), CALENDAR, SUNDAY) == ()


def test_an_evening_window_opens_on_any_day_but_a_holiday() -> None:
    own = schedule(WindowKind.EVENING)
    assert hours_on(WEDNESDAY, own) == hours_on(SUNDAY, own) == [(time(19), time(20))]
    assert openings_on(own, CALENDAR, INDEPENDENCE_DAY) == ()


def test_the_commute_is_of_working_days_only() -> None:
    own = schedule(WindowKind.COMMUTE)
    assert hours_on(WEDNESDAY, own) == [(time(6, 15), time(7, 15))]
    assert openings_on(own, CALENDAR, SUNDAY) == ()


def test_the_windows_of_a_day_come_in_the_order_of_the_clock() -> None:
    own = schedule(WindowKind.EVENING, WindowKind.LUNCH, WindowKind.MORNING, WindowKind.AFTERNOON)
    starts = [start for start, _ in hours_on(WEDNESDAY, own)]
    assert starts == [time(10), time(12), time(15), time(19)]


def test_leave_is_quiet_from_its_first_to_its_last_day() -> None:
    away = schedule(leaves=(Leave(starts_on=WEDNESDAY, ends_on=date(2026, 4, 9)),))
    assert [is_away(away, date(2026, 4, day)) for day in (7, 8, 9, 10)] == [False, True, True, False]
    upcoming = next_opening(away, CALENDAR, jakarta(date(2026, 4, 7), 12, 30))
    assert upcoming is not None
    assert upcoming.local_on == FRIDAY


def test_a_pause_until_further_notice_has_no_next_opening() -> None:
    paused = schedule(leaves=(Leave(starts_on=WEDNESDAY),))
    assert next_opening(paused, CALENDAR, jakarta(WEDNESDAY, 8)) is None
    assert opening_from(paused, CALENDAR, jakarta(WEDNESDAY, 12, 5)) is None


def test_leave_longer_than_the_horizon_is_looked_at_again_later() -> None:
    last_day = WEDNESDAY + timedelta(days=HORIZON_DAYS + 20)
    away = schedule(leaves=(Leave(starts_on=WEDNESDAY, ends_on=last_day),))
    assert next_opening(away, CALENDAR, jakarta(WEDNESDAY, 8)) is None
    assert next_opening(away, CALENDAR, jakarta(last_day - timedelta(days=5), 8)) is not None


@pytest.mark.parametrize(
    ("hour", "minute", "is_open"), [(11, 59, False), (12, 0, True), (12, 59, True), (13, 0, False)]
)
def test_a_window_is_open_from_its_start_until_just_before_its_end(
    hour: int, minute: int, is_open: bool
) -> None:
    assert (opening_at(schedule(), CALENDAR, jakarta(WEDNESDAY, hour, minute)) is not None) is is_open


def test_at_noon_sharp_the_next_opening_is_tomorrows() -> None:
    upcoming = next_opening(schedule(), CALENDAR, jakarta(WEDNESDAY, 12))
    assert upcoming is not None
    assert upcoming.local_on == date(2026, 4, 9)


def test_the_open_window_comes_before_the_next_one() -> None:
    now = jakarta(WEDNESDAY, 12, 40)
    assert opening_from(schedule(), CALENDAR, now) == opening_at(schedule(), CALENDAR, now)


def test_the_next_opening_crosses_the_year_end_and_new_years_day() -> None:
    upcoming = next_opening(schedule(), CALENDAR, jakarta(date(2026, 12, 31), 13))
    assert upcoming is not None
    assert upcoming.local_on == date(2027, 1, 4)


def test_the_fasting_month_over_the_year_end_keeps_its_short_window() -> None:
    assert hours_on(date(2031, 1, 2), schedule()) == [(time(12), time(12, 30))]


def test_midnight_in_jayapura_is_still_yesterday_in_jakarta() -> None:
    just_past_midnight = datetime(2026, 4, 7, 15, 0, tzinfo=UTC)
    there = next_opening(schedule(zone=JAYAPURA), CALENDAR, just_past_midnight)
    here = next_opening(schedule(zone=JAKARTA), CALENDAR, just_past_midnight)
    assert there is not None
    assert here is not None
    assert (there.local_on, here.local_on) == (WEDNESDAY, WEDNESDAY)
    assert here.starts_at - there.starts_at == timedelta(hours=2)


def test_a_unit_may_have_other_hours_than_those_that_ship() -> None:
    laboratory = BreakWindow(
        kind=WindowKind.LUNCH, weekdays=frozenset({3}), starts=time(11, 30), ends=time(12)
    )
    assert hours_on(WEDNESDAY, Schedule(time_zone=JAKARTA, windows=(laboratory,))) == [
        (time(11, 30), time(12))
    ]


zones = st.sampled_from([JAKARTA, MAKASSAR, JAYAPURA, "Asia/Pontianak"])
days = st.dates(date(2025, 1, 1), date(2028, 12, 31))
moments = st.datetimes(datetime(2025, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))
leaves = st.builds(
    lambda first, length: Leave(starts_on=first, ends_on=first + timedelta(days=length)),
    days,
    st.integers(0, 20),
)
schedules = st.builds(
    lambda zone, kinds, working, on_holidays, away: Schedule(
        time_zone=zone,
        windows=tuple(window for kind in sorted(kinds) for window in DEFAULT_WINDOWS[kind]),
        working_days=working,
        works_on_holidays=on_holidays,
        leaves=tuple(away),
    ),
    zones,
    st.sets(st.sampled_from(WindowKind)),
    st.frozensets(st.integers(1, 7)),
    st.booleans(),
    st.lists(leaves, max_size=2),
)


@settings(deadline=None)
@given(schedules, days)
def test_every_opening_lies_inside_a_window_of_its_schedule(schedule: Schedule, on: date) -> None:
    windows = {(window.kind, window.starts, window.ends) for window in schedule.windows}
    for opening in openings_on(schedule, CALENDAR, on):
        starts, ends = local_hours(opening, schedule.time_zone)
        assert (opening.kind, starts, ends) in windows
        assert opening.starts_at.astimezone(ZoneInfo(schedule.time_zone)).date() == opening.local_on == on
        assert opening.starts_at < opening.ends_at


@settings(deadline=None)
@given(schedules, days)
def test_no_opening_falls_on_leave_or_on_a_holiday_that_is_kept(schedule: Schedule, on: date) -> None:
    if openings_on(schedule, CALENDAR, on):
        assert not any(leave.covers(on) for leave in schedule.leaves)
        assert schedule.works_on_holidays or not CALENDAR.is_holiday(on)


@settings(deadline=None)
@given(schedules, moments)
def test_the_next_opening_is_strictly_later(schedule: Schedule, after: datetime) -> None:
    upcoming = next_opening(schedule, CALENDAR, after)
    assert upcoming is None or after < upcoming.starts_at


@settings(deadline=None)
@given(schedules, moments, st.timedeltas(timedelta(0), timedelta(days=10)))
def test_the_next_opening_never_moves_back_as_time_goes_on(
    schedule: Schedule, after: datetime, later: timedelta
) -> None:
    first, second = (
        next_opening(schedule, CALENDAR, after),
        next_opening(schedule, CALENDAR, after + later),
    )
    if first is not None and second is not None:
        assert first.starts_at <= second.starts_at


@settings(deadline=None)
@given(schedules, moments)
def test_an_opening_found_for_now_is_open_or_the_very_next(schedule: Schedule, now: datetime) -> None:
    found = opening_from(schedule, CALENDAR, now)
    if found is not None and found.starts_at <= now:
        assert now < found.ends_at
    else:
        assert found == next_opening(schedule, CALENDAR, now)
