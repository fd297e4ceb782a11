"""The spans of time a report is about: ISO weeks, months, quarters and years of the organisation."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

WRITTEN = re.compile(r"(\d{4})(?:-(?:(w)(\d{1,2})|(q)([1-4])|(\d{1,2})))?", re.ASCII | re.IGNORECASE)
MONTHS_OF_A_QUARTER = 3


class PeriodKind(StrEnum):
    """How long a period is."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A week, month, quarter or year; `number` counts within the year and is 0 for a whole year.

    Weeks are ISO weeks, whose `year` is that of their Thursday: 2026-W53 ends on 3 January 2027.
    """

    kind: PeriodKind
    year: int
    number: int = 0

    @property
    def starts_on(self) -> date:
        """The first day."""
        if self.kind is PeriodKind.WEEK:
            return date.fromisocalendar(self.year, self.number, 1)
        return date(self.year, self.months[0], 1)

    @property
    def ends_on(self) -> date:
        """The last day."""
        if self.kind is PeriodKind.WEEK:
            return self.starts_on + timedelta(days=6)
        last = self.months[-1]
        following = date(self.year + 1, 1, 1) if last == 12 else date(self.year, last + 1, 1)
        return following - timedelta(days=1)

    @property
    def months(self) -> tuple[int, ...]:
        """The months of the year that the period covers whole; none for a week."""
        if self.kind is PeriodKind.WEEK:
            return ()
        if self.kind is PeriodKind.YEAR:
            return tuple(range(1, 13))
        length = MONTHS_OF_A_QUARTER if self.kind is PeriodKind.QUARTER else 1
        return tuple(range((self.number - 1) * length + 1, self.number * length + 1))

    @property
    def last_day_of_year(self) -> date:
        """The day on which a year's target is looked at: the last one that lies in the period's year."""
        return min(self.ends_on, date(self.year, 12, 31))

    @property
    def previous(self) -> "Period":
        """The period of the same length that ends where this one begins."""
        return period_of(self.kind, self.starts_on - timedelta(days=1))

    @property
    def following(self) -> "Period":
        """The period of the same length that begins where this one ends."""
        return period_of(self.kind, self.ends_on + timedelta(days=1))

    def holds(self, on: date) -> bool:
        """Whether a day lies in the period."""
        return self.starts_on <= on <= self.ends_on

    def __str__(self) -> str:
        """The period as `parse` reads it: 2026-W47, 2026-11, 2026-Q4, 2026."""
        match self.kind:
            case PeriodKind.WEEK:
                return f"{self.year:04}-W{self.number:02}"
            case PeriodKind.MONTH:
                return f"{self.year:04}-{self.number:02}"
            case PeriodKind.QUARTER:
                return f"{self.year:04}-Q{self.number}"
            case PeriodKind.YEAR:
                return f"{self.year:04}"


def period_of(kind: PeriodKind, on: date) -> Period:
    """The period of this length in which a day lies."""
    match kind:
        case PeriodKind.WEEK:
            year, week, _ = on.isocalendar()
            return Period(kind=kind, year=year, number=week)
        case PeriodKind.MONTH:
            return Period(kind=kind, year=on.year, number=on.month)
        case PeriodKind.QUARTER:
            return Period(kind=kind, year=on.year, number=(on.month - 1) // MONTHS_OF_A_QUARTER + 1)
        case PeriodKind.YEAR:
            return Period(kind=kind, year=on.year)


def period_at(kind: PeriodKind, now: datetime, zone: ZoneInfo) -> Period:
    """The period of this length that runs at a moment, on the organisation's clock."""
    return period_of(kind, now.astimezone(zone).date())


def parse(text: str) -> Period | None:
    """The period that a text names: 2026-W47, 2026-11, 2026-Q4 or 2026; None for anything else."""
    found = WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    year = int(found[1])
    if found[2]:
        kind, number = PeriodKind.WEEK, int(found[3])
    elif found[4]:
        kind, number = PeriodKind.QUARTER, int(found[5])
    elif found[6]:
        kind, number = PeriodKind.MONTH, int(found[6])
    else:
        kind, number = PeriodKind.YEAR, 0
    period = Period(kind=kind, year=year, number=number)
    return period if _exists(period) else None


def named_period(text: str) -> str:
    """The name of the period that a text from outside names, empty where it names none."""
    return f"{parse(text) or ''}"


def _exists(period: Period) -> bool:
    """Whether there is such a period, with one before it and one after it."""
    try:
        around = period.previous, period.following
    except (ValueError, IndexError, OverflowError):
        return False
    return period_of(period.kind, period.starts_on) == period and None not in around
