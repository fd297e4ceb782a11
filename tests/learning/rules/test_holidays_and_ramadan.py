"""The national calendar, what the organisation overrides in it, and when Ramadan is."""

from datetime import date, timedelta

import pytest

from learning.rules.calendar import Calendar, Overrides, joint_leave_known_until

ORDINARY_WEDNESDAY = date(2026, 3, 4)
INDEPENDENCE_DAY = date(2026, 8, 17)


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


def test_independence_day_is_a_holiday_with_its_indonesian_name() -> None:
    assert Calendar().holiday_name(INDEPENDENCE_DAY) == "Hari Kemerdekaan Republik Indonesia"


def test_an_ordinary_wednesday_is_no_holiday() -> None:
    assert not Calendar().is_holiday(ORDINARY_WEDNESDAY)
    assert Calendar().holiday_name(ORDINARY_WEDNESDAY) is None


@pytest.mark.parametrize(
    "on",
    [
        date(2026, 2, 16),
        date(2026, 3, 18),
        date(2026, 3, 20),
        date(2026, 3, 23),
        date(2026, 3, 24),
        date(2026, 5, 15),
        date(2026, 5, 28),
        date(2026, 12, 24),
    ],
)
def test_joint_leave_of_2026_counts_as_a_holiday(on: date) -> None:
    name = Calendar().holiday_name(on)
    assert name is not None
    assert name.startswith("Cuti Bersama")


@pytest.mark.parametrize(("year", "workdays"), [(2024, 238), (2025, 237), (2026, 240), (2027, 242)])
def test_the_year_has_as_many_working_days_as_the_civil_service_counts(year: int, workdays: int) -> None:
    calendar = Calendar()
    counted = sum(1 for on in days_of(year) if on.isoweekday() <= 5 and not calendar.is_holiday(on))
    assert counted == workdays


def test_2026_has_seventeen_public_holidays_and_eight_days_of_joint_leave() -> None:
    names = [name for on in days_of(2026) if (name := Calendar().holiday_name(on))]
    joint = [name for name in names if name.startswith("Cuti Bersama")]
    assert (len(names) - len(joint), len(joint)) == (17, 8)


def test_joint_leave_is_known_at_least_until_2027() -> None:
    assert joint_leave_known_until() >= 2027


def test_a_holiday_added_on_the_day_itself_holds_at_once() -> None:
    overrides = Overrides(added={ORDINARY_WEDNESDAY: "Cuti bersama tambahan"})
    assert not Calendar().is_holiday(ORDINARY_WEDNESDAY)
    assert Calendar(overrides).holiday_name(ORDINARY_WEDNESDAY) == "Cuti bersama tambahan"


def test_a_withdrawn_joint_leave_is_a_working_day_again() -> None:
    calendar = Calendar(Overrides(removed=frozenset({date(2026, 5, 15)})))
    assert not calendar.is_holiday(date(2026, 5, 15))


def test_a_day_both_added_and_removed_is_no_holiday() -> None:
    overrides = Overrides(added={ORDINARY_WEDNESDAY: "x"}, removed=frozenset({ORDINARY_WEDNESDAY}))
    assert not Calendar(overrides).is_holiday(ORDINARY_WEDNESDAY)


def test_ramadan_2026_is_estimated_to_begin_when_the_government_set_it() -> None:
    assert Calendar().ramadans_of(2026) == ((date(2026, 2, 19), date(2026, 3, 20)),)
    assert not Calendar().ramadan_is_confirmed(2026)


@pytest.mark.parametrize(
    ("on", "fasting"),
    [
        (date(2026, 2, 18), False),
        (date(2026, 2, 19), True),
        (date(2026, 3, 20), True),
        (date(2026, 3, 21), False),
    ],
)
def test_ramadan_hours_hold_from_its_first_to_its_last_day(on: date, fasting: bool) -> None:
    assert Calendar().is_ramadan(on) is fasting


def test_a_confirmed_ramadan_replaces_the_estimate() -> None:
    calendar = Calendar(Overrides(ramadans={2026: (date(2026, 2, 20), date(2026, 3, 20))}))
    assert calendar.ramadan_is_confirmed(2026)
    assert not calendar.is_ramadan(date(2026, 2, 19))
    assert calendar.is_ramadan(date(2026, 2, 20))


def test_2030_has_two_ramadans_and_the_second_reaches_into_2031() -> None:
    assert len(Calendar().ramadans_of(2030)) == 2
    assert Calendar().is_ramadan(date(2030, 12, 31))
    assert Calendar().is_ramadan(date(2031, 1, 1))
