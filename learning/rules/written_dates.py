"""Reads a date as people write it: 31-12-2026, 31/12, 31 Desember, 31 Dec 2026, besok, Senin."""

import re
from datetime import date, timedelta
from enum import StrEnum

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb peb",
            "maret march mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu agt aug ags",
            "september sep sept",
            "oktober october okt oct",
            "november nov nop nopember",
            "desember december des dec",
        ),
        1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "senin sen monday mon",
            "selasa sel tuesday tue",
            "rabu rab wednesday wed",
            "kamis kam thursday thu",
            "jumat jum'at jum friday fri",
            "sabtu sab saturday sat",
            "minggu min ahad sunday sun",
        ),
        1,
    )
    for name in names.split()
}
DAYS_AHEAD = {"hari ini": 0, "today": 0, "besok": 1, "tomorrow": 1, "lusa": 2}
NEVER_MIND = frozenset({"hari", "tanggal", "tgl", "pada", "sampai", "hingga", "on", "by", "until"})
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
DAY_FIRST = re.compile(r"(\d{1,2})\s*[-/.\s]\s*(\d{1,2}|[^\W\d_]+)\.?(?:\s*[-/.,\s]\s*(\d{4}|\d{2}))?")


class NoDay(StrEnum):
    """Why what was written names no day."""

    UNCLEAR = "unclear"
    NO_SUCH_DAY = "no_such_day"


def written_day(text: str, today: date) -> date | NoDay:
    """The day that somebody says today: a date, a weekday, today, tomorrow or the day after.

    A weekday alone is the next one, today not among them; beside a date it must be that date's. A date
    without a year is the nearest one, so that one of last week is known as past.
    """
    words = " ".join(text.casefold().replace(",", " ").split())
    if words in DAYS_AHEAD:
        return today + timedelta(days=DAYS_AHEAD[words])
    first, *rest = [word for word in words.split() if word not in NEVER_MIND] or [""]
    if first in WEEKDAYS and not rest:
        return today + timedelta(days=(WEEKDAYS[first] - today.isoweekday() - 1) % 7 + 1)
    if first not in WEEKDAYS:
        return _nearest(" ".join([first, *rest]), today)
    found = _nearest(" ".join(rest), today)
    is_another = isinstance(found, date) and found.isoweekday() != WEEKDAYS[first]
    return NoDay.NO_SUCH_DAY if is_another else found


def written_date(text: str, today: date) -> date | None:
    """The date that somebody wrote, the next such day where the year is left out; None for anything else."""
    parts = _parts(" ".join(text.casefold().split()))
    if parts is None:
        return None
    year, month, day = parts
    if year is not None:
        return _date(year, month, day)
    this_year = _date(today.year, month, day)
    if this_year is not None and this_year > today:
        return this_year
    return _date(today.year + 1, month, day)


def months_after(on: date, months: int) -> date:
    """The same day so many months later, or the last day of that month where it is shorter."""
    month = on.month - 1 + months
    year, month = on.year + month // 12, month % 12 + 1
    return next(found for day in range(on.day, 0, -1) if (found := _date(year, month, day)) is not None)


def _nearest(words: str, today: date) -> date | NoDay:
    """The date in words; without a year the one nearest to today."""
    parts = _parts(words)
    if parts is None:
        return NoDay.UNCLEAR
    year, month, day = parts
    years = (today.year - 1, today.year, today.year + 1) if year is None else (year,)
    found = [on for one in years if (on := _date(one, month, day)) is not None]
    return min(found, key=lambda on: abs(on - today)) if found else NoDay.NO_SUCH_DAY


def _parts(words: str) -> tuple[int | None, int, int] | None:
    """The year where it is written, the month and the day; None where the words have not that form."""
    if found := YEAR_FIRST.fullmatch(words):
        return int(found[1]), int(found[2]), int(found[3])
    found = DAY_FIRST.fullmatch(words)
    if found is None:
        return None
    day, named, written = int(found[1]), found[2], found[3]
    month = int(named) if named.isdecimal() else MONTHS.get(named, 0)
    if not month and not named.isdecimal():
        return None
    year = int(written) + (2000 if len(written) == 2 else 0) if written is not None else None
    return year, month, day


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
