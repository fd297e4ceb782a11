"""Reads a period as people write it: pekan 47, November 2026, triwulan IV, bulan lalu, 2026, or any day."""

import re
from datetime import date

from learning.rules.periods import Period, PeriodKind, parse, period_of
from learning.rules.written_dates import MONTHS, written_date

KINDS = {
    PeriodKind.WEEK: "pekan|minggu|week|w",
    PeriodKind.MONTH: "bulan|month",
    PeriodKind.QUARTER: "triwulan|kuartal|quarter|tw|q",
    PeriodKind.YEAR: "tahun|year",
}
ANY_KIND = "|".join(f"(?P<{kind}>{words})" for kind, words in KINDS.items())
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
"""Quarters are often numbered like this in Indonesian."""
YEAR = r"(?:[\s,/-]+(?:(?:of|tahun)\s+)?(?P<in_year>\d{4}))?"
NUMBERED = re.compile(rf"(?:{ANY_KIND})\s*(?:ke-?\s*)?(?P<number>\d{{1,2}}|iv|i{{1,3}}){YEAR}")
WEEK_NUMBER = re.compile(r"\d{1,2}")
WHOLE_YEAR = re.compile(rf"(?:{KINDS[PeriodKind.YEAR]})\s+(?P<in_year>\d{{4}})")
NAMED = re.compile(rf"(?:(?:{KINDS[PeriodKind.MONTH]})\s+)?(?P<named>[^\W\d_]+)\.?{YEAR}")
MONTH_AND_YEAR = re.compile(r"(?P<number>\d{1,2})[/.-](?P<in_year>\d{4})")
BESIDE_TODAY = re.compile(
    rf"(?:(?P<before>this|last|previous|next)\s+)?(?:{ANY_KIND})"
    r"(?:\s+(?:yang\s+)?(?P<after>ini|lalu|kemarin|depan))?"
)
STEPS = {"this": 0, "ini": 0, "last": -1, "previous": -1, "lalu": -1, "kemarin": -1, "next": 1, "depan": 1}


def written_period(text: str, today: date) -> Period | None:
    """The period that somebody wrote, the last one begun where no year is; None for anything else.

    A day names its week, and so does a number alone. The period may lie ahead.
    """
    words = " ".join(text.casefold().split())
    if found := WHOLE_YEAR.fullmatch(words):
        return parse(found["in_year"])
    return parse(words) or _beside(words, today) or _counted(words, today) or _week_of_day(words, today)


def _beside(words: str, today: date) -> Period | None:
    """This one, the last or the next of its kind."""
    found = BESIDE_TODAY.fullmatch(words)
    if found is None or (found["before"] is None) == (found["after"] is None):
        return None
    now = period_of(_kind_in(found), today)
    step = STEPS[found["before"] or found["after"]]
    return (now.previous, now, now.following)[step + 1]


def _counted(words: str, today: date) -> Period | None:
    """A numbered week, month or quarter, or a month by its name."""
    if WEEK_NUMBER.fullmatch(words):
        return _numbered(PeriodKind.WEEK, int(words), None, today)
    if found := NUMBERED.fullmatch(words):
        kind, written = _kind_in(found), found["number"]
        if kind is PeriodKind.YEAR or (written in ROMAN and kind is not PeriodKind.QUARTER):
            return None
        return _numbered(kind, ROMAN.get(written) or int(written), found["in_year"], today)
    if found := MONTH_AND_YEAR.fullmatch(words):
        return _numbered(PeriodKind.MONTH, int(found["number"]), found["in_year"], today)
    if (found := NAMED.fullmatch(words)) and found["named"] in MONTHS:
        return _numbered(PeriodKind.MONTH, MONTHS[found["named"]], found["in_year"], today)
    return None


def _week_of_day(words: str, today: date) -> Period | None:
    on = written_date(words, today)
    if on is None:
        return None
    if on > today and not re.search(r"\d{4}", words):
        on = _year_before(on)
    return period_of(PeriodKind.WEEK, on)


def _kind_in(found: re.Match[str]) -> PeriodKind:
    return next(kind for kind in KINDS if found[kind])


def _numbered(kind: PeriodKind, number: int, year: str | None, today: date) -> Period | None:
    years = [int(year)] if year else [today.isocalendar().year, today.year, today.year - 1]
    found = [one for each in dict.fromkeys(years) if (one := parse(_written(kind, each, number))) is not None]
    begun = [one for one in found if one.starts_on <= today]
    return next(iter(begun or found), None)


def _written(kind: PeriodKind, year: int, number: int) -> str:
    letter = {PeriodKind.WEEK: "W", PeriodKind.QUARTER: "Q"}.get(kind, "")
    return f"{year:04}-{letter}{number}"


def _year_before(on: date) -> date:
    day = 28 if (on.month, on.day) == (2, 29) else on.day
    return on.replace(year=on.year - 1, day=day)
