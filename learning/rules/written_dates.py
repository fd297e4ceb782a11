"""Reads a date as people write it: 31-12-2026, 31/12, 2026-12-31, 31 Desember, 31 Dec 2026."""

import re
from datetime import date

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
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
DAY_FIRST = re.compile(r"(\d{1,2})\s*[-/.\s]\s*(\d{1,2}|[^\W\d_]+)\.?(?:\s*[-/.,\s]\s*(\d{4}|\d{2}))?")


def written_date(text: str, today: date) -> date | None:
    """The date that somebody wrote, the next such day where the year is left out; None for anything else."""
    words = " ".join(text.casefold().split())
    if found := YEAR_FIRST.fullmatch(words):
        year, month, day = map(int, found.groups())
        return _date(year, month, day)
    found = DAY_FIRST.fullmatch(words)
    if found is None:
        return None
    day, named, written = int(found[1]), found[2], found[3]
    month = int(named) if named.isdecimal() else MONTHS.get(named, 0)
    if written is not None:
        return _date(int(written) + (2000 if len(written) == 2 else 0), month, day)
    this_year = _date(today.year, month, day)
    if this_year is not None and this_year > today:
        return this_year
    return _date(today.year + 1, month, day)


def months_after(on: date, months: int) -> date:
    """The same day so many months later, or the last day of that month where it is shorter."""
    month = on.month - 1 + months
    year, month = on.year + month // 12, month % 12 + 1
    return next(found for day in range(on.day, 0, -1) if (found := _date(year, month, day)) is not None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
