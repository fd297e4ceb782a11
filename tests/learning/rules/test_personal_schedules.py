"""A person's schedule, from the windows that ship, the unit's days and hours, and their own choices."""

from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from learning.people import EmploymentType, Person, PersonState
from learning.policy import Policy
from learning.records import Circumstances
from learning.rules.breaks import OWN_TIME, Leave, WindowKind, openings_on
from learning.rules.calendar import Calendar
from learning.rules.schedules import is_on, schedule_of, times_of

WINDOWS = Policy().windows
MAKASSAR = ZoneInfo("Asia/Makassar")
WEDNESDAY, FRIDAY, SUNDAY = date(2026, 4, 8), date(2026, 4, 10), date(2026, 4, 12)
RAMADAN_SUNDAY = date(2026, 2, 22)
WORKDAYS = frozenset(range(1, 6))

SARI = Person(
    id=1,
    employee_number="196804111993031009",
    name="Sari",
    unit_id=1,
    unit="Balai",
    time_zone="Asia/Makassar",
    language="id",
    employment_type=EmploymentType.PNS,
    state=PersonState.ACTIVE,
)


def circumstances(
    unit: dict[str, Any] | None = None,
    chosen: dict[str, Any] | None = None,
    *,
    working_days: frozenset[int] = WORKDAYS,
    works_on_holidays: bool = False,
    leaves: tuple[Leave, ...] = (),
) -> Circumstances:
    return Circumstances(
        person=SARI,
        working_days=working_days,
        works_on_holidays=works_on_holidays,
        unit_windows=unit or {},
        chosen=chosen or {},
        leaves=leaves,
    )


def hours(of: Circumstances, on: date) -> list[tuple[WindowKind, time, time]]:
    return [
        (
            opening.kind,
            opening.starts_at.astimezone(MAKASSAR).time(),
            opening.ends_at.astimezone(MAKASSAR).time(),
        )
        for opening in openings_on(schedule_of(of, WINDOWS), Calendar(), on)
    ]


def test_who_chose_nothing_learns_at_lunch_on_their_own_clock() -> None:
    assert hours(circumstances(), WEDNESDAY) == [(WindowKind.LUNCH, time(12), time(13))]
    assert hours(circumstances(), FRIDAY) == [(WindowKind.LUNCH, time(12, 45), time(13))]
    assert hours(circumstances(), SUNDAY) == []


@pytest.mark.parametrize("kind", sorted(OWN_TIME))
def test_no_unit_can_open_the_own_time_of_its_people(kind: WindowKind) -> None:
    assert not is_on(circumstances(unit={kind: {"on": True}}), kind)
    assert is_on(circumstances(chosen={kind: {"on": True}}), kind)


@pytest.mark.parametrize("kind", [WindowKind.MORNING, WindowKind.AFTERNOON])
def test_a_unit_may_open_a_short_break_and_a_person_may_close_it(kind: WindowKind) -> None:
    assert not is_on(circumstances(), kind)
    assert is_on(circumstances(unit={kind: {"on": True}}), kind)
    assert not is_on(circumstances(unit={kind: {"on": True}}, chosen={kind: {"on": False}}), kind)


def test_a_person_may_close_even_lunch() -> None:
    assert hours(circumstances(chosen={"lunch": {"on": False}}), WEDNESDAY) == []


def test_a_units_lunch_is_at_its_own_hour_and_a_persons_own_hour_comes_first() -> None:
    unit = {"lunch": {"starts": "11:30", "ends": "12:30"}}
    own = {"lunch": {"starts": "13:00", "ends": "13:30"}}
    assert hours(circumstances(unit), WEDNESDAY) == [(WindowKind.LUNCH, time(11, 30), time(12, 30))]
    assert hours(circumstances(unit, own), WEDNESDAY) == [(WindowKind.LUNCH, time(13), time(13, 30))]
    assert times_of(circumstances(unit, own), WindowKind.LUNCH, WINDOWS) == (time(13), time(13, 30))


def test_an_own_lunch_hour_leaves_friday_clear_of_prayer() -> None:
    own = {"lunch": {"starts": "11:30", "ends": "12:30"}}
    assert hours(circumstances(chosen=own), FRIDAY) == [(WindowKind.LUNCH, time(12, 45), time(13))]


def test_the_hours_shown_are_those_of_an_ordinary_day() -> None:
    assert times_of(circumstances(), WindowKind.LUNCH, WINDOWS) == (time(12), time(13))
    assert times_of(circumstances(), WindowKind.EVENING, WINDOWS) == (time(19), time(20))


def test_a_shift_unit_has_one_lunch_on_sundays_and_holidays() -> None:
    shifts = circumstances(working_days=frozenset(range(1, 8)), works_on_holidays=True)
    assert hours(shifts, SUNDAY) == [(WindowKind.LUNCH, time(12), time(13))]
    assert hours(shifts, date(2026, 8, 17)) == [(WindowKind.LUNCH, time(12), time(13))]


def test_a_shift_on_a_sunday_in_ramadan_has_the_short_lunch() -> None:
    shifts = circumstances(working_days=frozenset(range(1, 8)))
    assert hours(shifts, RAMADAN_SUNDAY) == [(WindowKind.LUNCH, time(12), time(12, 30))]


def test_own_windows_come_beside_lunch_in_the_order_of_the_clock() -> None:
    chosen = {"evening": {"on": True, "starts": "20:30", "ends": "21:00"}, "commute": {"on": True}}
    assert [kind for kind, *_ in hours(circumstances(chosen=chosen), WEDNESDAY)] == [
        WindowKind.COMMUTE,
        WindowKind.LUNCH,
        WindowKind.EVENING,
    ]
    assert hours(circumstances(chosen=chosen), SUNDAY) == [(WindowKind.EVENING, time(20, 30), time(21))]


def test_leave_and_holiday_work_reach_the_schedule() -> None:
    away = Leave(starts_on=WEDNESDAY, ends_on=WEDNESDAY)
    schedule = schedule_of(circumstances(leaves=(away,), works_on_holidays=True), WINDOWS)
    assert (schedule.leaves, schedule.works_on_holidays) == ((away,), True)
    assert (schedule.working_days, schedule.time_zone) == (WORKDAYS, "Asia/Makassar")
