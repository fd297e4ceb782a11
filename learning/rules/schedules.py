"""A person's schedule, from the organisation's windows, their unit's days and their own choices."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import time
from typing import Any

from learning.records import Circumstances
from learning.rules.breaks import OWN_TIME, BreakWindow, Schedule, WindowKind

Windows = Mapping[WindowKind, tuple[BreakWindow, ...]]


def schedule_of(circumstances: Circumstances, windows: Windows) -> Schedule:
    """When this person may be reached."""
    return Schedule(
        time_zone=circumstances.person.time_zone,
        windows=tuple(_windows(circumstances, windows)),
        working_days=circumstances.working_days,
        works_on_holidays=circumstances.works_on_holidays,
        leaves=circumstances.leaves,
    )


def is_on(circumstances: Circumstances, kind: WindowKind) -> bool:
    """Whether a kind of window is open: lunch by default, a unit's own, and whatever the person chose.

    Commute, evening and weekend are the person's own time: only their own choice opens them.
    """
    default = kind is WindowKind.LUNCH
    if kind not in OWN_TIME:
        default = bool(circumstances.unit_windows.get(kind, {}).get("on", default))
    return bool(circumstances.chosen.get(kind, {}).get("on", default))


def times_of(circumstances: Circumstances, kind: WindowKind, windows: Windows) -> tuple[time, time]:
    """Start and end of a kind of window on an ordinary day, on the person's own clock."""
    window = _with_own_times(circumstances, kind, windows[kind][0])
    return window.starts, window.ends


def _windows(circumstances: Circumstances, windows: Windows) -> Iterable[BreakWindow]:
    for kind, defaults in windows.items():
        if not is_on(circumstances, kind):
            continue
        first, *others = defaults
        yield _with_own_times(circumstances, kind, first)
        yield from others


def _with_own_times(circumstances: Circumstances, kind: WindowKind, default: BreakWindow) -> BreakWindow:
    """The window with the person's times, else the unit's, else the organisation's.

    Only the first, ordinary window of a kind moves; Friday and Ramadan keep theirs.
    """
    for settings in (circumstances.chosen.get(kind, {}), circumstances.unit_windows.get(kind, {})):
        if "starts" in settings and "ends" in settings:
            return replace(default, starts=_time(settings["starts"]), ends=_time(settings["ends"]))
    return default


def _time(text: Any) -> time:
    return time.fromisoformat(str(text))
