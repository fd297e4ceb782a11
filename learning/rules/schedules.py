"""A person's schedule, from the organisation's windows, their unit's days and their own choices."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import time
from typing import Any, Protocol

from learning.rules.breaks import OWN_TIME, BreakWindow, Leave, Schedule, WindowKind

Windows = Mapping[WindowKind, tuple[BreakWindow, ...]]


class Habits(Protocol):
    """What decides a schedule: a clock, the unit's days and windows, own choices and leaves."""

    @property
    def time_zone(self) -> str: ...
    @property
    def working_days(self) -> frozenset[int]: ...
    @property
    def works_on_holidays(self) -> bool: ...
    @property
    def unit_windows(self) -> Mapping[str, Any]: ...
    @property
    def chosen(self) -> Mapping[str, Any]: ...
    @property
    def leaves(self) -> tuple[Leave, ...]: ...


def schedule_of(circumstances: Habits, windows: Windows) -> Schedule:
    """When this person may be reached."""
    return Schedule(
        time_zone=circumstances.time_zone,
        windows=tuple(_windows(circumstances, windows)),
        working_days=circumstances.working_days,
        works_on_holidays=circumstances.works_on_holidays,
        leaves=circumstances.leaves,
    )


def is_on(circumstances: Habits, kind: WindowKind) -> bool:
    """Whether a kind of window is open: lunch by default, a unit's own, and whatever the person chose.

    Commute, evening and weekend are the person's own time: only their own choice opens them.
    """
    default = kind is WindowKind.LUNCH
    if kind not in OWN_TIME:
        default = bool(circumstances.unit_windows.get(kind, {}).get("on", default))
    return bool(circumstances.chosen.get(kind, {}).get("on", default))


def times_of(circumstances: Habits, kind: WindowKind, windows: Windows) -> tuple[time, time]:
    """Start and end of a kind of window on an ordinary day, on the person's own clock."""
    window = _with_own_times(circumstances, kind, windows[kind][0])
    return window.starts, window.ends


def _windows(circumstances: Habits, windows: Windows) -> Iterable[BreakWindow]:
    for kind, defaults in windows.items():
        if not is_on(circumstances, kind):
            continue
        first, *others = defaults
        yield _with_own_times(circumstances, kind, first)
        yield from others


def _with_own_times(circumstances: Habits, kind: WindowKind, default: BreakWindow) -> BreakWindow:
    """The window with the person's times, else the unit's, else the organisation's.

    Only the first, ordinary window of a kind moves; Friday and Ramadan keep theirs.
    """
    for settings in (circumstances.chosen.get(kind, {}), circumstances.unit_windows.get(kind, {})):
        if "starts" in settings and "ends" in settings:
            return replace(default, starts=_time(settings["starts"]), ends=_time(settings["ends"]))
    return default


def _time(text: Any) -> time:
    return time.fromisoformat(str(text))
