"""What the organisation has decided: targets, budgets, caps and default break windows."""

from dataclasses import dataclass, field
from datetime import time
from zoneinfo import ZoneInfo

from learning.rules.breaks import BreakWindow, WindowKind

FRIDAY = frozenset({5})
WEEKEND = frozenset({6, 7})
EVERY_DAY = frozenset(range(1, 8))
"""Windows of working time hold on every day, as a unit itself says on which it works."""


def _default_windows() -> dict[WindowKind, tuple[BreakWindow, ...]]:
    """Common practice under Perpres 21/2023, which fixes lengths and not clock times; editable by unit."""

    def window(kind: WindowKind, days: frozenset[int], start: time, end: time, **more: bool) -> BreakWindow:
        return BreakWindow(kind=kind, weekdays=days, starts=start, ends=end, **more)

    lunch = WindowKind.LUNCH
    return {
        lunch: (
            window(lunch, EVERY_DAY - FRIDAY, time(12, 0), time(13, 0), in_ramadan=False),
            window(lunch, FRIDAY, time(12, 45), time(13, 0), in_ramadan=False),
            window(lunch, EVERY_DAY - FRIDAY, time(12, 0), time(12, 30), outside_ramadan=False),
            window(lunch, FRIDAY, time(12, 45), time(13, 0), outside_ramadan=False),
        ),
        WindowKind.MORNING: (window(WindowKind.MORNING, EVERY_DAY, time(10, 0), time(10, 15)),),
        WindowKind.AFTERNOON: (window(WindowKind.AFTERNOON, EVERY_DAY, time(15, 0), time(15, 15)),),
        WindowKind.COMMUTE: (window(WindowKind.COMMUTE, EVERY_DAY, time(6, 15), time(7, 15)),),
        WindowKind.EVENING: (window(WindowKind.EVENING, EVERY_DAY, time(19, 0), time(20, 0)),),
        WindowKind.WEEKEND: (window(WindowKind.WEEKEND, WEEKEND, time(9, 0), time(11, 0)),),
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
    windows: dict[WindowKind, tuple[BreakWindow, ...]] = field(default_factory=_default_windows)

    @property
    def zone(self) -> ZoneInfo:
        """The clock by which weeks and years are counted."""
        return ZoneInfo(self.time_zone)
