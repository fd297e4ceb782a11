"""Which days are holidays, and when Ramadan is: the national calendar with the organisation's overrides."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

import holidays

ESTIMATED_RAMADAN_DAYS = 30
EID = "Hari Raya Idul Fitri"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """What the organisation adds to or removes from the national calendar, and the Ramadans it confirmed."""

    added: dict[date, str] = field(default_factory=dict)
    removed: frozenset[date] = frozenset()
    ramadans: dict[int, tuple[date, date]] = field(default_factory=dict)
    """First and last day of the Ramadan that begins in this year, both included."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The holidays and Ramadans that hold for everyone; a unit that works on holidays says so itself."""

    overrides: Overrides = field(default_factory=Overrides)

    def holiday_name(self, on: date) -> str | None:
        """The Indonesian name of the holiday on this date, or None on an ordinary day."""
        if on in self.overrides.removed:
            return None
        return self.overrides.added.get(on) or _national(on.year).get(on)

    def is_holiday(self, on: date) -> bool:
        """Whether this date is a public holiday or a day of joint leave."""
        return self.holiday_name(on) is not None

    def is_ramadan(self, on: date) -> bool:
        """Whether Ramadan working hours hold on this date."""
        return any(
            first <= on <= last for year in (on.year - 1, on.year) for first, last in self.ramadans_of(year)
        )

    def ramadans_of(self, year: int) -> tuple[tuple[date, date], ...]:
        """First and last days of the Ramadans that begin in this year: confirmed ones, else estimates."""
        confirmed = self.overrides.ramadans.get(year)
        return (confirmed,) if confirmed else _estimated_ramadans(year)

    def ramadan_is_confirmed(self, year: int) -> bool:
        """Whether the organisation has confirmed the Ramadan of this year."""
        return year in self.overrides.ramadans


def joint_leave_known_until() -> int:
    """The last year for which the installed calendar knows the joint leave (cuti bersama)."""
    year = 2026
    while _joint_leave(year + 1):
        year += 1
    return year


@lru_cache(maxsize=64)
def _national(year: int) -> dict[date, str]:
    """Public holidays and joint leave; names are asked for in Indonesian, since they follow the locale."""
    return dict(
        holidays.country_holidays("ID", years=year, categories=("public", "government"), language="id")
    )


@lru_cache(maxsize=64)
def _joint_leave(year: int) -> int:
    return len(holidays.country_holidays("ID", years=year, categories=("government",), language="id"))


@lru_cache(maxsize=64)
def _estimated_ramadans(year: int) -> tuple[tuple[date, date], ...]:
    """The thirty days before each first day of Idulfitri; the government fixes the real start by sighting."""
    eids = sorted(on for y in (year, year + 1) for on, name in _national(y).items() if name.startswith(EID))
    spans = ((eid - timedelta(days=ESTIMATED_RAMADAN_DAYS), eid - timedelta(days=1)) for eid in eids)
    return tuple(span for span in spans if span[0].year == year)
