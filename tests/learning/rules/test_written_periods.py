"""Periods as people write them."""

from datetime import date

import pytest

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
    ],
)
def test_a_period_is_read_as_people_write_it(words: str, period: str | None) -> None:
    found = written_period(words, TODAY)
    assert (str(found) if found else None) == period
