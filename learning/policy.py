"""What the organisation has decided: targets, budgets, caps and default break windows."""

from dataclasses import dataclass, field
from datetime import time
from zoneinfo import ZoneInfo

from learning.rules.breaks import BreakWindow, WindowKind
from learning.rules.rating import DIKLAT_5, BandTable

FRIDAY = frozenset({5})
WEEKEND = frozenset({6, 7})
EVERY_DAY = frozenset(range(1, 8))
"""Windows of working time hold on every day, as a unit itself says on which it works."""


Span = tuple[time, time]
"""Start and end of a window on the local clock; the end is excluded."""

LUNCH: Span = (time(12, 0), time(13, 0))
FRIDAY_LUNCH: Span = (time(12, 45), time(13, 0))
RAMADAN_LUNCH: Span = (time(12, 0), time(12, 30))
WORKING_HOURS: Span = (time(8, 0), time(16, 0))


def default_windows(
    *, lunch: Span = LUNCH, friday: Span = FRIDAY_LUNCH, ramadan: Span = RAMADAN_LUNCH
) -> dict[WindowKind, tuple[BreakWindow, ...]]:
    """The organisation's windows; the ordinary one of each kind comes first, as units and people move it.

    Perpres 21/2023 fixes lengths and not clock times, so the defaults are common practice.
    """

    def window(kind: WindowKind, days: frozenset[int], span: Span, **more: bool) -> BreakWindow:
        return BreakWindow(kind=kind, weekdays=days, starts=span[0], ends=span[1], **more)

    def daily(kind: WindowKind, starts: time, ends: time) -> tuple[BreakWindow, ...]:
        return (window(kind, WEEKEND if kind is WindowKind.WEEKEND else EVERY_DAY, (starts, ends)),)

    noon = WindowKind.LUNCH
    return {
        noon: (
            window(noon, EVERY_DAY - FRIDAY, lunch, in_ramadan=False),
            window(noon, FRIDAY, friday),
            window(noon, EVERY_DAY - FRIDAY, ramadan, outside_ramadan=False),
        ),
        WindowKind.MORNING: daily(WindowKind.MORNING, time(10, 0), time(10, 15)),
        WindowKind.AFTERNOON: daily(WindowKind.AFTERNOON, time(15, 0), time(15, 15)),
        WindowKind.COMMUTE: daily(WindowKind.COMMUTE, time(6, 15), time(7, 15)),
        WindowKind.EVENING: daily(WindowKind.EVENING, time(19, 0), time(20, 0)),
        WindowKind.WEEKEND: daily(WindowKind.WEEKEND, time(9, 0), time(11, 0)),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The organisation's decisions, read once from the settings; minutes and JP unless a name says else."""

    organisation: str = "Sela"
    time_zone: str = "Asia/Jakarta"
    language: str = "id"
    minutes_per_jp: int = 45
    target_jp: int = 20
    ceiling_jp: int = 24
    weekly_minutes: int = 24
    nudges_per_day: int = 1
    daily_credit_minutes: int = 90
    link_days: int = 14
    unanswered_before_slowing: int = 5
    working_hours: Span = WORKING_HOURS
    rating_bands: BandTable = DIKLAT_5
    windows: dict[WindowKind, tuple[BreakWindow, ...]] = field(default_factory=default_windows)

    @property
    def zone(self) -> ZoneInfo:
        """The clock by which weeks and years are counted."""
        return ZoneInfo(self.time_zone)
