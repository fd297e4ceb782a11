"""Reads a period as people write it: 2026-W47, pekan 47, November 2026, triwulan 4, 2026, or any day."""

import re
from datetime import date

from learning.rules.periods import Period, PeriodKind, parse, period_of
from learning.rules.written_dates import MONTHS, written_date

WEEKS = "pekan|minggu|week|w"
QUARTERS = "triwulan|kuartal|quarter|tw|q"
NUMBERED = re.compile(
    rf"(?:(?P<week>{WEEKS})|{QUARTERS})\s*(?:ke-?\s*)?(?P<number>\d{{1,2}})(?:[\s,/-]+(?P<year>\d{{4}}))?"
)
NAMED = re.compile(r"(?P<month>[^\W\d_]+)\.?(?:[\s,/-]+(?P<year>\d{4}))?")
MONTH_AND_YEAR = re.compile(r"(?P<month>\d{1,2})[/.-](?P<year>\d{4})")


def written_period(text: str, today: date) -> Period | None:
    """The period that somebody wrote, the last one begun where no year is; None for anything else.

    A day names its week.
    """
    words = " ".join(text.casefold().split())
    if (exact := parse(words)) is not None:
        return exact
    if found := NUMBERED.fullmatch(words):
        kind = PeriodKind.WEEK if found["week"] else PeriodKind.QUARTER
        return _numbered(kind, int(found["number"]), found["year"], today)
    if found := MONTH_AND_YEAR.fullmatch(words):
        return _numbered(PeriodKind.MONTH, int(found["month"]), found["year"], today)
    if (found := NAMED.fullmatch(words)) and found["month"] in MONTHS:
        return _numbered(PeriodKind.MONTH, MONTHS[found["month"]], found["year"], today)
    on = written_date(words, today)
    if on is None:
        return None
    if on > today and not re.search(r"\d{4}", words):
        on = _year_before(on)
    return period_of(PeriodKind.WEEK, on)


def _numbered(kind: PeriodKind, number: int, year: str | None, today: date) -> Period | None:
    years = [int(year)] if year else [today.isocalendar().year, today.year, today.year - 1]
    for one in dict.fromkeys(years):
        found = parse(_written(kind, one, number))
        if found is not None and (year or found.starts_on <= today):
            return found
    return None


def _written(kind: PeriodKind, year: int, number: int) -> str:
    letter = {PeriodKind.WEEK: "W", PeriodKind.QUARTER: "Q"}.get(kind, "")
    return f"{year:04}-{letter}{number}"


def _year_before(on: date) -> date:
    day = 28 if (on.month, on.day) == (2, 29) else on.day
    return on.replace(year=on.year - 1, day=day)
