"""When a person may be reached: break windows on their own clock, minus holidays, leave and pauses."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from learning.rules.calendar import Calendar

HORIZON_DAYS = 60
"""How far ahead an opening is looked for; longer leave is looked at again on its way."""


class WindowKind(StrEnum):
    """The breaks in which people learn; the last three only by the person's own choice."""

    LUNCH = "lunch"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    COMMUTE = "commute"
    EVENING = "evening"
    WEEKEND = "weekend"


OWN_TIME = frozenset({WindowKind.COMMUTE, WindowKind.EVENING, WindowKind.WEEKEND})
"""Windows outside working hours: nobody but the person may open them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakWindow:
    """A time of the day on some ISO weekdays (Monday is 1), in or outside Ramadan; `ends` is excluded."""

    kind: WindowKind
    weekdays: frozenset[int]
    starts: time
    ends: time
    in_ramadan: bool = True
    outside_ramadan: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """Days on which a person is away or wants quiet, both ends included; no end: until further notice."""

    starts_on: date
    ends_on: date | None = None

    def covers(self, on: date) -> bool:
        """Whether this date lies in the leave."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Everything that decides when one person may be reached."""

    time_zone: str
    windows: tuple[BreakWindow, ...]
    working_days: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    works_on_holidays: bool = False
    leaves: tuple[Leave, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """One window on one date: from `starts_at` until just before `ends_at`, aware UTC."""

    kind: WindowKind
    local_on: date
    starts_at: datetime
    ends_at: datetime


def is_away(schedule: Schedule, on: date) -> bool:
    """Whether the person is on leave or has paused Sela on this date."""
    return any(leave.covers(on) for leave in schedule.leaves)


def is_working_day(schedule: Schedule, calendar: Calendar, on: date) -> bool:
    """Whether the person's unit works on this date; the person's own leave is not looked at."""
    if on.isoweekday() not in schedule.working_days:
        return False
    return schedule.works_on_holidays or not calendar.is_holiday(on)


def openings_on(schedule: Schedule, calendar: Calendar, on: date) -> tuple[Opening, ...]:
    """The windows of this local date in order of their start; none on leave, holidays and days off.

    An evening or weekend window needs no working day, as it is the person's own time and choice,
    but a public holiday stays quiet.
    """
    if is_away(schedule, on):
        return ()
    ramadan = calendar.is_ramadan(on)
    works = is_working_day(schedule, calendar, on)
    quiet = calendar.is_holiday(on) and not schedule.works_on_holidays
    openings = []
    for window in schedule.windows:
        if on.isoweekday() not in window.weekdays or quiet:
            continue
        if not works and window.kind not in {WindowKind.EVENING, WindowKind.WEEKEND}:
            continue
        if works and window.kind is WindowKind.WEEKEND:
            continue
        if window.in_ramadan if ramadan else window.outside_ramadan:
            openings.append(_opening(schedule.time_zone, window, on))
    return tuple(sorted(openings, key=lambda opening: opening.starts_at))


def opening_at(schedule: Schedule, calendar: Calendar, now: datetime) -> Opening | None:
    """The window that is open at this moment, or None."""
    today = now.astimezone(ZoneInfo(schedule.time_zone)).date()
    for opening in openings_on(schedule, calendar, today):
        if opening.starts_at <= now < opening.ends_at:
            return opening
    return None


def next_opening(schedule: Schedule, calendar: Calendar, after: datetime) -> Opening | None:
    """The first window that starts strictly after this moment, or None within the horizon."""
    first = after.astimezone(ZoneInfo(schedule.time_zone)).date()
    for opening in _openings(schedule, calendar, first):
        if opening.starts_at > after:
            return opening
    return None


def opening_from(schedule: Schedule, calendar: Calendar, at: datetime) -> Opening | None:
    """The window open at this moment, else the next one, or None within the horizon."""
    return opening_at(schedule, calendar, at) or next_opening(schedule, calendar, at)


def _openings(schedule: Schedule, calendar: Calendar, first: date) -> Iterator[Opening]:
    for days in range(HORIZON_DAYS + 1):
        yield from openings_on(schedule, calendar, first + timedelta(days=days))


@lru_cache(maxsize=16_384)
def _opening(time_zone: str, window: BreakWindow, on: date) -> Opening:
    zone = ZoneInfo(time_zone)
    return Opening(
        kind=window.kind,
        local_on=on,
        starts_at=_utc(on, window.starts, zone),
        ends_at=_utc(on, window.ends, zone),
    )


def _utc(on: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(on, at, tzinfo=zone).astimezone(ZoneInfo("UTC"))
