"""A date and a time are read as people write them."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.rules.written_moments import MomentFlaw, WrittenMoment, moment_of

MONDAY = date(2026, 11, 23)
NOW = datetime.combine(MONDAY, time(8))


@pytest.mark.parametrize(
    ("words", "on", "at"),
    [
        ("Senin 09.00", MONDAY, time(9)),
        ("hari Senin 09.00", MONDAY, time(9)),
        ("Senin 07.00", date(2026, 11, 30), time(7)),
        ("1 Des 09:00", date(2026, 12, 1), time(9)),
        ("1 Desember 2026 pukul 13.00", date(2026, 12, 1), time(13)),
        ("besok 10", date(2026, 11, 24), time(10)),
        ("09.30 besok", date(2026, 11, 24), time(9, 30)),
        ("lusa jam 9", date(2026, 11, 25), time(9)),
        ("hari ini 12", MONDAY, time(12)),
        ("Jum'at, 09.00 WIB", date(2026, 11, 27), time(9)),
        ("Friday at 9", date(2026, 11, 27), time(9)),
        ("2026-12-01 09:00", date(2026, 12, 1), time(9)),
        ("23/11 09.00", MONDAY, time(9)),
        ("9.30", MONDAY, time(9, 30)),
        ("7", date(2026, 11, 24), time(7)),
        ("Sel, 1 Des 09.00", date(2026, 12, 1), time(9)),
        ("12 Jan 09.00", date(2027, 1, 12), time(9)),
    ],
)
def test_the_next_moment_that_fits_is_meant(words: str, on: date, at: time) -> None:
    assert moment_of(words, NOW, "WIB") == WrittenMoment(on=on, at=at)


@pytest.mark.parametrize(
    ("words", "flaw"),
    [
        ("Kamis", MomentFlaw.NO_TIME),
        ("1 Des", MomentFlaw.NO_TIME),
        ("31/2 09.00", MomentFlaw.NO_SUCH_DAY),
        ("31 Feb", MomentFlaw.NO_SUCH_DAY),
        ("31 Feb 09.00", MomentFlaw.NO_SUCH_DAY),
        ("besok 25.00", MomentFlaw.NO_SUCH_TIME),
        ("besok 09.75", MomentFlaw.NO_SUCH_TIME),
        ("nanti sore", MomentFlaw.UNCLEAR),
        ("nanti 9", MomentFlaw.UNCLEAR),
        ("besok 09.00 WIT", MomentFlaw.UNCLEAR),
        ("", MomentFlaw.UNCLEAR),
    ],
)
def test_what_names_no_moment_is_told_apart(words: str, flaw: MomentFlaw) -> None:
    assert moment_of(words, NOW, "WIB") is flaw


@pytest.mark.parametrize(
    ("words", "on", "at"),
    [
        ("20 Nov 09:00", date(2026, 11, 20), time(9)),
        ("23 Nov 07.00", MONDAY, time(7)),
        ("hari ini 07.00", MONDAY, time(7)),
    ],
)
def test_a_moment_that_has_just_passed_is_not_taken_for_one_of_next_year(
    words: str, on: date, at: time
) -> None:
    assert moment_of(words, NOW, "WIB") == WrittenMoment(on=on, at=at)


@given(st.text(max_size=40))
def test_whatever_is_written_gets_an_answer(words: str) -> None:
    found = moment_of(words, NOW)
    assert isinstance(found, WrittenMoment | MomentFlaw)


@given(st.times(), st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2030, 1, 1)))
def test_a_time_alone_is_always_ahead_and_within_a_day(at: time, now: datetime) -> None:
    found = moment_of(f"{at.hour:02}.{at.minute:02}", now)
    assert isinstance(found, WrittenMoment)
    ahead = datetime.combine(found.on, found.at) - now
    assert 0 < ahead.total_seconds() <= 86400
