"""From when until when, as people write it, and what is wrong with it."""

from datetime import date

import pytest

from learning.rules.breaks import Leave
from learning.rules.written_spans import SpanWrong, written_span

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("21-12-2026 – 31-12-2026", date(2026, 12, 21), date(2026, 12, 31)),
        ("21-12-2026 - 31-12-2026", date(2026, 12, 21), date(2026, 12, 31)),
        ("21/12/2026 s.d. 31/12/2026", date(2026, 12, 21), date(2026, 12, 31)),
        ("21/12 s/d 3/1", date(2026, 12, 21), date(2027, 1, 3)),
        ("21 Desember sampai 3 Januari", date(2026, 12, 21), date(2027, 1, 3)),
        ("21 Des sampai dengan 24 Des", date(2026, 12, 21), date(2026, 12, 24)),
        ("21 Dec to 24 Dec", date(2026, 12, 21), date(2026, 12, 24)),
        ("2026-12-21 until 2026-12-24", date(2026, 12, 21), date(2026, 12, 24)),
        ("24 Desember 2026", date(2026, 12, 24), date(2026, 12, 24)),
        ("23 November", TODAY, TODAY),
        ("20-11-2026 – 30-11-2026", date(2026, 11, 20), date(2026, 11, 30)),
    ],
)
def test_days_are_read_as_people_write_them(text: str, first: date, last: date) -> None:
    assert written_span(text, TODAY) == Leave(starts_on=first, ends_on=last)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", SpanWrong.NO_FIRST_DAY),
        ("minggu depan", SpanWrong.NO_FIRST_DAY),
        ("32-12-2026 – 33-12-2026", SpanWrong.NO_FIRST_DAY),
        ("21-12-2026 –", SpanWrong.NO_LAST_DAY),
        ("21-12-2026 sampai nanti", SpanWrong.NO_LAST_DAY),
        ("31-12-2026 – 21-12-2026", SpanWrong.ENDS_FIRST),
        ("1-1-2026 – 2-1-2026", SpanWrong.IS_OVER),
        ("1-1-2027 – 3-1-2028", SpanWrong.TOO_LONG),
    ],
)
def test_a_mistake_is_named(text: str, wrong: SpanWrong) -> None:
    assert written_span(text, TODAY) is wrong
