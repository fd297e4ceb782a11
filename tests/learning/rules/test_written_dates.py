"""Dates as people write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.rules.written_dates import NoDay, months_after, written_date, written_day

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("31-12-2026", date(2026, 12, 31)),
        ("31/12/26", date(2026, 12, 31)),
        ("2026-12-31", date(2026, 12, 31)),
        ("31.12.2026", date(2026, 12, 31)),
        (" 31  Desember 2026 ", date(2026, 12, 31)),
        ("31 Dec 2026", date(2026, 12, 31)),
        ("31 des. 2026", date(2026, 12, 31)),
        ("1 Agustus 2027", date(2027, 8, 1)),
        ("31 December", date(2026, 12, 31)),
        ("24/11", date(2026, 11, 24)),
        ("23 November", date(2027, 11, 23)),
        ("12 Jan", date(2027, 1, 12)),
    ],
)
def test_a_written_date_is_read(text: str, meant: date) -> None:
    assert written_date(text, TODAY) == meant


@pytest.mark.parametrize(
    "text",
    ["", "besok", "31-02-2027", "32/12/2026", "12", "31 Foo 2026", "0-0-0", "9999999999-1-1", "1" * 400],
)
def test_anything_else_is_no_date(text: str) -> None:
    assert written_date(text, TODAY) is None


def test_a_month_later_is_the_last_day_where_the_month_is_shorter() -> None:
    assert months_after(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_after(date(2026, 12, 15), 1) == date(2027, 1, 15)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("hari ini", TODAY),
        ("Besok", date(2026, 11, 24)),
        ("tomorrow", date(2026, 11, 24)),
        ("lusa", date(2026, 11, 25)),
        ("Kamis", date(2026, 11, 26)),
        ("hari Jum'at", date(2026, 11, 27)),
        ("Senin", date(2026, 11, 30)),
        ("Kam, 26 Nov", date(2026, 11, 26)),
        ("Thursday, 26 November 2026", date(2026, 11, 26)),
        ("tgl 26/11", date(2026, 11, 26)),
        ("sampai 26 Nov", date(2026, 11, 26)),
        ("23 Nov", TODAY),
        ("20 Nov", date(2026, 11, 20)),
        ("12 Jan", date(2027, 1, 12)),
        ("23-11-2027", date(2027, 11, 23)),
    ],
)
def test_a_day_is_read_as_somebody_says_it_today(text: str, meant: date) -> None:
    assert written_day(text, TODAY) == meant


@pytest.mark.parametrize("text", ["31 Feb", "31/2", "30-02-2027", "32/12/2026", "29 Feb", "Jum, 26 Nov"])
def test_a_day_that_no_calendar_has_is_told_apart(text: str) -> None:
    assert written_day(text, TODAY) is NoDay.NO_SUCH_DAY


@pytest.mark.parametrize("text", ["", "sometime soon", "12", "31 Foo 2026", "Senin depan", "besok pagi"])
def test_what_names_no_day_is_unclear(text: str) -> None:
    assert written_day(text, TODAY) is NoDay.UNCLEAR


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.integers(-180, 180))
def test_without_a_year_the_nearest_such_day_is_meant(today: date, days: int) -> None:
    on = today + timedelta(days=days)
    is_leap_day = (on.month, on.day) == (2, 29)
    assert written_day(f"{on.day}/{on.month}", today) == on or is_leap_day


@given(st.text(max_size=40))
def test_whatever_is_written_for_a_day_gets_an_answer(words: str) -> None:
    assert isinstance(written_day(words, TODAY), date | NoDay)
