"""Dates as people write them."""

from datetime import date

import pytest

from learning.rules.written_dates import months_after, written_date

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
