"""Periods as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts import texts_for
from bot.views.report_words import period_name
from learning.rules.periods import PeriodKind, period_of
from learning.rules.written_periods import written_period

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("2026-W47", "2026-W47"),
        ("pekan 47", "2026-W47"),
        ("Minggu ke-47", "2026-W47"),
        ("week 47 2025", "2025-W47"),
        ("w5", "2026-W05"),
        ("week 50", "2025-W50"),
        ("November 2026", "2026-11"),
        ("nov", "2026-11"),
        ("Desember", "2025-12"),
        ("11/2026", "2026-11"),
        ("triwulan 3", "2026-Q3"),
        ("Q4 2025", "2025-Q4"),
        ("quarter 2, 2026", "2026-Q2"),
        ("2025", "2025"),
        ("18 November", "2026-W47"),
        ("31 Desember", "2026-W01"),
        ("29 Februari 2024", "2024-W09"),
        ("29 Februari", None),
        ("week 54", None),
        ("quarter 5", None),
        ("13/2026", None),
        ("someday", None),
        ("", None),
        ("pekan 0", None),
        ("9999", None),
        ("tahun 2026", "2026"),
        ("year 2025", "2025"),
        ("minggu ini", "2026-W48"),
        ("minggu lalu", "2026-W47"),
        ("Minggu yang lalu", "2026-W47"),
        ("pekan lalu", "2026-W47"),
        ("pekan kemarin", "2026-W47"),
        ("bulan ini", "2026-11"),
        ("bulan lalu", "2026-10"),
        ("triwulan ini", "2026-Q4"),
        ("TW lalu", "2026-Q3"),
        ("tahun lalu", "2025"),
        ("this week", "2026-W48"),
        ("last week", "2026-W47"),
        ("this month", "2026-11"),
        ("previous quarter", "2026-Q3"),
        ("last year", "2025"),
        ("47", "2026-W47"),
        ("50", "2025-W50"),
        ("54", None),
        ("0", None),
        ("minggu 47 2025", "2025-W47"),
        ("minggu 47 tahun 2025", "2025-W47"),
        ("week 47 of 2025", "2025-W47"),
        ("triwulan IV", "2026-Q4"),
        ("triwulan ke-III 2025", "2025-Q3"),
        ("TW 4", "2026-Q4"),
        ("kuartal 4", "2026-Q4"),
        ("week IV", None),
        ("triwulan V", None),
        ("bulan November 2025", "2025-11"),
        ("bulan 11", "2026-11"),
        ("month 12 2025", "2025-12"),
        ("semester 1", None),
        ("Desember 2026", "2026-12"),
        ("2031", "2031"),
        ("minggu depan", "2026-W49"),
        ("next month", "2026-12"),
        ("week 53", "2026-W53"),
    ],
)
def test_a_period_is_read_as_people_write_it(words: str, period: str | None) -> None:
    found = written_period(words, TODAY)
    assert (str(found) if found else None) == period


@given(
    kind=st.sampled_from(PeriodKind),
    on=st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    language=st.sampled_from(("id", "en")),
)
def test_what_sela_calls_a_period_can_be_written_back_to_her(
    kind: PeriodKind, on: date, language: str
) -> None:
    period = period_of(kind, on)
    assert written_period(str(period), TODAY) == period
    assert written_period(period_name(period, texts_for(language)), TODAY) == period
