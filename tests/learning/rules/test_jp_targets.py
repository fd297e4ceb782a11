"""JP, the yearly target and the pace towards it; golden numbers from the studies behind Sela."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.people import EmploymentType
from learning.policy import Policy
from learning.rules.targets import (
    Standing,
    Target,
    TargetKind,
    expected_by,
    jp_of,
    pace,
    reachable,
    truncated,
    yearly_target,
)

RATE = 45
TWENTY = Target(kind=TargetKind.FLOOR, jp=Fraction(20))
CEILING = Target(kind=TargetKind.CEILING, jp=Fraction(24))
NEW_YEAR, MID_YEAR, NEW_YEARS_EVE = date(2026, 1, 1), date(2026, 7, 2), date(2026, 12, 31)


def target(kind: EmploymentType, starts_on: date | None = None, year: int = 2026) -> Target:
    policy = Policy()
    return yearly_target(kind, starts_on, year, target_jp=policy.target_jp, ceiling_jp=policy.ceiling_jp)


def standing(minutes: int, goal: Target, today: date, starts_on: date | None = None) -> Standing:
    recorded = jp_of(minutes * 60, RATE)
    return pace(recorded, goal, today=today, starts_on=starts_on, minutes_per_jp=RATE).standing


def to_close(minutes: int, goal: Target, today: date) -> int | None:
    recorded = jp_of(minutes * 60, RATE)
    line = pace(recorded, goal, today=today, starts_on=None, minutes_per_jp=RATE)
    return line.weekly_minutes_to_close


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [(0, "0.0"), (5, "0.1"), (45, "1.0"), (855, "19.0"), (889, "19.7"), (899, "19.9"), (900, "20.0")],
)
def test_jp_are_shown_cut_to_one_decimal(minutes: int, shown: str) -> None:
    assert str(truncated(jp_of(minutes * 60, RATE))) == shown


def test_889_minutes_are_nineteen_full_jp_and_34_minutes_and_not_enough() -> None:
    assert divmod(889, RATE) == (19, 34)
    assert standing(889, TWENTY, NEW_YEARS_EVE) is Standing.BEHIND


def test_900_minutes_meet_the_target() -> None:
    assert standing(900, TWENTY, NEW_YEARS_EVE) is Standing.MET


def test_one_second_short_of_900_minutes_shows_19_9_and_is_not_met() -> None:
    short = jp_of(900 * 60 - 1, RATE)
    assert truncated(short) == Decimal("19.9")
    assert short < TWENTY.jp


def test_an_average_names_its_denominator() -> None:
    assert truncated(Fraction(78_286, 4_948)) == Decimal("15.8")
    assert truncated(Fraction(78_286, 4_370)) == Decimal("17.9")


def test_the_rate_of_a_jp_is_a_setting() -> None:
    assert jp_of(900 * 60, 60) == 15


def test_the_gap_of_the_reference_agency_is_189_minutes_or_about_four_a_week() -> None:
    gap = (20 - Fraction("15.8")) * RATE
    assert gap == 189
    assert round(float(gap / 46), 1) == 4.1


def test_a_civil_servant_needs_twenty_jp_and_a_contract_employee_may_have_24() -> None:
    assert target(EmploymentType.PNS) == TWENTY
    assert target(EmploymentType.OTHER) == TWENTY
    assert target(EmploymentType.PPPK) == CEILING


@pytest.mark.parametrize(
    ("starts_on", "jp"),
    [
        (date(2019, 3, 1), Fraction(20)),
        (date(2026, 1, 1), Fraction(20)),
        (date(2026, 7, 2), Fraction(20 * 183, 365)),
        (date(2026, 12, 31), Fraction(20, 365)),
        (date(2027, 1, 1), Fraction(0)),
    ],
)
def test_who_joins_during_the_year_owes_that_part_of_it(starts_on: date, jp: Fraction) -> None:
    assert target(EmploymentType.PNS, starts_on).jp == jp


def test_a_leap_year_has_366_parts() -> None:
    assert target(EmploymentType.PNS, date(2028, 7, 1), 2028).jp == Fraction(20 * 184, 366)


def test_the_ceiling_of_a_contract_employee_is_not_divided() -> None:
    assert target(EmploymentType.PPPK, date(2026, 7, 2)) == CEILING


@pytest.mark.parametrize(
    ("minutes", "where"),
    [(0, Standing.BELOW_CEILING), (1079, Standing.BELOW_CEILING), (1080, Standing.AT_CEILING)],
)
def test_a_contract_employee_stands_below_or_at_the_ceiling(minutes: int, where: Standing) -> None:
    assert standing(minutes, CEILING, MID_YEAR) is where


def test_nobody_is_asked_to_learn_up_to_a_ceiling() -> None:
    assert to_close(0, CEILING, MID_YEAR) is None


def test_half_of_it_in_half_the_year_is_on_pace() -> None:
    assert standing(452, TWENTY, MID_YEAR) is Standing.ON_PACE
    assert standing(440, TWENTY, MID_YEAR) is Standing.BEHIND


def test_the_projection_goes_on_at_the_speed_so_far() -> None:
    line = pace(Fraction(10), TWENTY, today=date(2026, 3, 14), starts_on=None, minutes_per_jp=RATE)
    assert line.projected == 50
    assert (line.recorded, line.target) == (Fraction(10), TWENTY)


def test_from_new_year_on_eighteen_minutes_a_week_are_enough() -> None:
    assert to_close(0, TWENTY, NEW_YEAR) == 18


def test_the_gap_of_189_minutes_left_in_september_is_fourteen_minutes_a_week() -> None:
    assert to_close(711, TWENTY, date(2026, 9, 24)) == 14


def test_who_met_the_target_needs_nothing_more() -> None:
    assert to_close(900, TWENTY, MID_YEAR) is None
    assert to_close(1200, TWENTY, NEW_YEARS_EVE) is None


def test_on_the_last_day_the_whole_gap_is_named_even_past_what_is_possible() -> None:
    assert to_close(899, TWENTY, NEW_YEARS_EVE) == 7


def test_who_started_last_week_is_measured_from_that_day() -> None:
    started = date(2026, 6, 25)
    goal = target(EmploymentType.PNS, started)
    assert standing(21, goal, MID_YEAR, started) is Standing.ON_PACE
    assert standing(15, goal, MID_YEAR, started) is Standing.BEHIND


def test_who_has_not_started_yet_breaks_no_arithmetic() -> None:
    line = pace(Fraction(0), TWENTY, today=MID_YEAR, starts_on=date(2027, 3, 1), minutes_per_jp=RATE)
    assert line.projected == 0
    assert expected_by(TWENTY, on=MID_YEAR, starts_on=date(2027, 3, 1)) == 0


LESSONS = [4, 3, 4, 4, 3]
"""The minutes of the lessons that somebody has not done yet."""


def reached(
    minutes: int, today: date, days: int, *, goal: Target = TWENTY, lessons: list[int] = LESSONS
) -> Fraction | None:
    recorded = jp_of(minutes * 60, RATE)
    line = pace(recorded, goal, today=today, starts_on=None, minutes_per_jp=RATE)
    return reachable(line, lessons, working_days=days, weekly_minutes=24, minutes_per_jp=RATE)


def test_late_in_the_year_a_lesson_on_each_working_day_is_what_is_realistic() -> None:
    assert reached(450, date(2026, 12, 14), 3) == Fraction(461, RATE)
    assert reached(450, date(2026, 12, 14), 14) == Fraction(468, RATE), "no more than there is to learn"
    assert reached(450, NEW_YEARS_EVE, 0) == 10


def test_three_times_the_weekly_budget_may_still_be_asked_for_and_no_minute_more() -> None:
    a_week_left = date(2026, 12, 25)
    assert to_close(900 - 72, TWENTY, a_week_left) == 72
    assert reached(900 - 72, a_week_left, 4) is None
    assert reached(900 - 73, a_week_left, 4) == Fraction(900 - 73 + 15, RATE)


def test_a_target_that_a_lesson_a_day_reaches_is_no_case_for_less() -> None:
    long_lessons = [40, 40]
    assert reached(900 - 79, date(2026, 12, 25), 2, lessons=long_lessons) is None
    assert reached(900 - 81, date(2026, 12, 25), 2, lessons=long_lessons) == Fraction(899, RATE)


def test_a_ceiling_and_a_met_target_need_no_such_word() -> None:
    assert reached(0, NEW_YEARS_EVE, 1, goal=CEILING) is None
    assert reached(900, NEW_YEARS_EVE, 1) is None


@given(st.integers(0, 900), st.dates(NEW_YEAR, NEW_YEARS_EVE), st.integers(0, 260))
def test_what_is_realistic_lies_between_what_is_recorded_and_the_target(
    minutes: int, today: date, days: int
) -> None:
    found = reached(minutes, today, days, lessons=[4] * 100)
    assert found is None or jp_of(minutes * 60, RATE) <= found < TWENTY.jp


@pytest.mark.parametrize(
    ("on", "jp"),
    [
        (NEW_YEAR, Fraction(20, 365)),
        (MID_YEAR, Fraction(20 * 183, 365)),
        (NEW_YEARS_EVE, Fraction(20)),
    ],
)
def test_the_pace_line_rises_day_by_day(on: date, jp: Fraction) -> None:
    assert expected_by(TWENTY, on=on, starts_on=None) == jp


def test_the_pace_line_of_a_newcomer_begins_on_the_first_day() -> None:
    started = date(2026, 12, 22)
    assert expected_by(TWENTY, on=date(2026, 12, 21), starts_on=started) == 0
    assert expected_by(TWENTY, on=date(2026, 12, 26), starts_on=started) == 10


@given(st.fractions(-50, 500))
def test_cut_jp_never_promise_more_than_there_is(jp: Fraction) -> None:
    shown = truncated(jp)
    assert Fraction(shown) <= jp < Fraction(shown) + Fraction(1, 10)
    assert shown.as_tuple().exponent == -1


@given(st.lists(st.integers(0, 7200), max_size=50))
def test_seconds_add_up_exactly_where_rounded_jp_would_not(seconds: list[int]) -> None:
    assert sum((jp_of(part, RATE) for part in seconds), Fraction(0)) == jp_of(sum(seconds), RATE)


@given(
    st.integers(0, 2000),
    st.dates(NEW_YEAR, NEW_YEARS_EVE),
    st.one_of(st.none(), st.dates(date(2025, 1, 1), date(2027, 2, 1))),
)
def test_met_is_exact_and_closing_the_gap_reaches_the_target(
    minutes: int, today: date, starts_on: date | None
) -> None:
    recorded = jp_of(minutes * 60, RATE)
    goal = target(EmploymentType.PNS, starts_on)
    line = pace(recorded, goal, today=today, starts_on=starts_on, minutes_per_jp=RATE)
    assert (line.standing is Standing.MET) == (recorded >= goal.jp)
    weeks = Fraction((NEW_YEARS_EVE - today).days + 1, 7)
    if line.weekly_minutes_to_close is None:
        assert recorded >= goal.jp
    else:
        assert recorded + line.weekly_minutes_to_close * weeks / RATE >= goal.jp
        assert recorded + (line.weekly_minutes_to_close - 1) * weeks / RATE < goal.jp


@given(st.dates(NEW_YEAR, NEW_YEARS_EVE), st.one_of(st.none(), st.dates(date(2025, 1, 1), NEW_YEARS_EVE)))
def test_the_pace_line_stays_between_nothing_and_the_target(on: date, starts_on: date | None) -> None:
    assert 0 <= expected_by(TWENTY, on=on, starts_on=starts_on) <= 20
