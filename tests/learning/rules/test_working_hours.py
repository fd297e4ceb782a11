"""When somebody is at work: notices wait for it, on the person's own clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.rules.breaks import Leave, Schedule
from learning.rules.calendar import Calendar
from learning.rules.working_hours import working_days_since, working_moment

CALENDAR = Calendar()
HOURS = (time(8), time(16))
MONDAY = date(2026, 11, 23)
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")


def schedule(zone: str = "Asia/Jakarta", **more: object) -> Schedule:
    return Schedule(time_zone=zone, windows=(), **more)  # type: ignore[arg-type]


def moment(clock_time: str, on: date = MONDAY, zone: str = "Asia/Jakarta") -> datetime:
    return datetime.combine(on, time.fromisoformat(clock_time), tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize("zone", ZONES)
def test_eight_in_the_morning_is_eight_on_the_persons_own_clock(zone: str) -> None:
    found = working_moment(schedule(zone), HOURS, CALENDAR, moment("05:00", zone=zone))
    assert found == moment("08:00", zone=zone)


def test_somebody_at_work_is_told_at_once() -> None:
    now = moment("15:59")
    assert working_moment(schedule(), HOURS, CALENDAR, now) == now


def test_a_friday_evening_waits_for_monday_and_a_holiday_for_the_day_after() -> None:
    friday = MONDAY - timedelta(days=3)
    assert working_moment(schedule(), HOURS, CALENDAR, moment("16:00", friday)) == moment("08:00")
    christmas = date(2026, 12, 25)
    found = working_moment(schedule(), HOURS, CALENDAR, moment("09:00", christmas))
    assert found == moment("08:00", date(2026, 12, 28))


def test_leave_and_pause_are_waited_out() -> None:
    away = schedule(leaves=(Leave(starts_on=MONDAY, ends_on=MONDAY + timedelta(days=1)),))
    assert working_moment(away, HOURS, CALENDAR, moment("09:00")) == moment(
        "08:00", MONDAY + timedelta(days=2)
    )
    assert (
        working_moment(schedule(leaves=(Leave(starts_on=MONDAY),)), HOURS, CALENDAR, moment("09:00")) is None
    )


def test_a_shift_unit_is_told_on_its_own_days() -> None:
    sundays = schedule(working_days=frozenset({7}), works_on_holidays=True)
    found = working_moment(sundays, HOURS, CALENDAR, moment("09:00"))
    assert found == moment("08:00", MONDAY + timedelta(days=6))


def test_two_working_days_after_a_friday_are_tuesday() -> None:
    friday = MONDAY - timedelta(days=3)
    assert working_days_since(schedule(), CALENDAR, friday, MONDAY) == 1
    assert working_days_since(schedule(), CALENDAR, friday, MONDAY + timedelta(days=1)) == 2
    assert working_days_since(schedule(), CALENDAR, friday, friday) == 0


@settings(max_examples=150)
@given(
    now=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1), timezones=st.just(UTC)),
    zone=st.sampled_from(ZONES),
)
def test_nobody_is_told_outside_working_hours(now: datetime, zone: str) -> None:
    found = working_moment(schedule(zone), HOURS, CALENDAR, now)
    assert found is not None
    assert found >= now
    local = found.astimezone(ZoneInfo(zone))
    assert time(8) <= local.time() < time(16)
    assert local.isoweekday() < 6
    assert not CALENDAR.is_holiday(local.date())
