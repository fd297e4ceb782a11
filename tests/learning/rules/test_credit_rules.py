"""How learning becomes minutes in the ledger, and under which day, week and year they are booked."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.policy import Policy
from learning.rules.credit import Credit, LedgerDay, fastest_plausible, ledger_day, lesson_credit

JAKARTA, MAKASSAR, JAYAPURA = (ZoneInfo(f"Asia/{city}") for city in ("Jakarta", "Makassar", "Jayapura"))
CAP = Policy().daily_credit_minutes * 60


def credit(
    planned: int = 300,
    *,
    today: int = 0,
    repeated: bool = False,
    took: timedelta = timedelta(minutes=4),
    plausible: timedelta = timedelta(minutes=1),
) -> Credit:
    return lesson_credit(
        planned_seconds=planned,
        credited_today_seconds=today,
        daily_cap_seconds=CAP,
        repeated=repeated,
        took=took,
        plausible=plausible,
    )


def booked(local: datetime, zone: ZoneInfo, organisation: ZoneInfo = JAKARTA) -> LedgerDay:
    at = local.replace(tzinfo=zone).astimezone(UTC)
    return ledger_day(at, organisation_zone=organisation, person_zone=zone)


def test_a_finished_lesson_earns_its_planned_time() -> None:
    assert credit(300) == Credit(seconds=300)


@pytest.mark.parametrize("took", [timedelta(minutes=2), timedelta(minutes=9), timedelta(days=3)])
def test_how_long_it_took_changes_nothing(took: timedelta) -> None:
    assert credit(300, took=took) == Credit(seconds=300)


def test_the_cap_of_a_day_is_ninety_minutes_or_two_jp() -> None:
    assert Policy().daily_credit_minutes == 2 * Policy().minutes_per_jp == 90


@pytest.mark.parametrize(
    ("today", "seconds", "capped"),
    [
        (CAP - 300, 300, False),
        (CAP - 299, 299, True),
        (CAP - 1, 1, True),
        (CAP, 0, True),
        (CAP + 60, 0, True),
    ],
)
def test_the_cap_cuts_what_passes_it(today: int, seconds: int, capped: bool) -> None:
    assert credit(300, today=today) == Credit(seconds=seconds, capped=capped)


def test_a_repeated_lesson_earns_nothing_this_year() -> None:
    assert credit(repeated=True, took=timedelta(seconds=1)) == Credit(seconds=0, repeated=True)


def test_faster_than_anybody_reads_is_credited_and_flagged_for_a_human() -> None:
    assert credit(300, took=timedelta(seconds=59)) == Credit(seconds=300, flagged=True)
    assert credit(300, took=timedelta(seconds=60)) == Credit(seconds=300)


def test_nobody_reads_700_words_and_answers_three_questions_in_66_seconds() -> None:
    assert fastest_plausible(700, 3) == timedelta(seconds=66)
    assert fastest_plausible(0, 0) == timedelta(0)


@given(st.integers(0, 7200), st.integers(0, 10_000), st.booleans())
def test_a_day_never_earns_more_than_its_cap(planned: int, today: int, repeated: bool) -> None:
    earned = credit(planned, today=today, repeated=repeated)
    assert 0 <= earned.seconds <= planned
    assert earned.seconds == 0 or today + earned.seconds <= CAP


def test_one_minute_to_midnight_in_jayapura_is_that_day_for_person_and_organisation() -> None:
    day = booked(datetime(2026, 12, 31, 23, 59), JAYAPURA)
    assert day == LedgerDay(year=2026, iso_year=2026, iso_week=53, local_on=date(2026, 12, 31))


def test_the_first_minute_of_the_year_in_jayapura_still_counts_for_the_old_year_in_jakarta() -> None:
    day = booked(datetime(2027, 1, 1, 0, 0), JAYAPURA)
    assert (day.local_on, day.year) == (date(2027, 1, 1), 2026)


@pytest.mark.parametrize(("hour", "minute", "year"), [(0, 59, 2026), (1, 0, 2027)])
def test_in_makassar_the_organisations_year_begins_at_one(hour: int, minute: int, year: int) -> None:
    assert booked(datetime(2027, 1, 1, hour, minute), MAKASSAR).year == year


@pytest.mark.parametrize(("minute_before", "year"), [(1, 2026), (0, 2027)])
def test_in_jakarta_the_year_ends_at_midnight(minute_before: int, year: int) -> None:
    at = datetime(2027, 1, 1) - timedelta(minutes=minute_before)
    day = booked(at, JAKARTA)
    assert (day.year, day.local_on.year) == (year, year)


def test_an_organisation_further_east_than_its_people_is_ahead_of_them() -> None:
    day = booked(datetime(2026, 12, 31, 22, 30), JAKARTA, organisation=JAYAPURA)
    assert (day.local_on, day.year) == (date(2026, 12, 31), 2027)


def test_the_first_days_of_2027_belong_to_week_53_of_2026() -> None:
    day = booked(datetime(2027, 1, 3, 12), JAKARTA)
    assert (day.year, day.iso_year, day.iso_week) == (2027, 2026, 53)
    monday = booked(datetime(2027, 1, 4, 12), JAKARTA)
    assert (monday.iso_year, monday.iso_week) == (2027, 1)


def test_the_last_days_of_2024_belong_to_the_first_week_of_2025() -> None:
    day = booked(datetime(2024, 12, 30, 12), JAKARTA)
    assert (day.year, day.iso_year, day.iso_week) == (2024, 2025, 1)


def test_a_week_begins_on_the_organisations_monday() -> None:
    early_monday = booked(datetime(2026, 4, 13, 1, 30), JAYAPURA)
    assert early_monday.local_on.isoweekday() == 1
    assert early_monday.iso_week == booked(datetime(2026, 4, 12, 12), JAKARTA).iso_week


@given(
    st.lists(st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)), max_size=30)
)
def test_weeks_add_up_to_years_whatever_the_zone(moments: list[datetime]) -> None:
    days = [ledger_day(at, organisation_zone=JAKARTA, person_zone=JAYAPURA) for at in moments]
    for at, day in zip(moments, days, strict=True):
        local = at.astimezone(JAKARTA).date()
        assert day.year == local.year
        monday = date.fromisocalendar(day.iso_year, day.iso_week, 1)
        assert monday <= local < monday + timedelta(days=7)
        assert day.local_on - local in (timedelta(0), timedelta(days=1))
