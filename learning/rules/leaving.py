"""When a message that somebody sends may leave: the table "What Sela may send, and when", as rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from learning.broadcasts import Held, Slot, Timing
from learning.rules.breaks import HORIZON_DAYS, Schedule, is_away, is_working_day, openings_on
from learning.rules.calendar import Calendar
from learning.rules.working_hours import Hours

NIGHT: Hours = (time(20, 0), time(6, 0))
"""On the receiver's clock; not even what is urgent leaves then."""

MORE_FROM_SUPERVISORS = 1
"""So many messages a day may come beside the day's nudge, from all supervisors together."""


class Way(StrEnum):
    """How a message may reach a person: in a break, while they work, or at any time but the night."""

    BREAK = "break"
    WORK = "work"
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What holds for a message: its way, and how many of a day's messages may have come before it.

    `a_day` is None where it uses no budget. With `on_leave` it reaches people who are away, too.
    """

    way: Way
    a_day: int | None
    on_leave: bool = False


def terms_of(timing: Timing, *, urgent: bool, nudges_per_day: int) -> Terms:
    """The terms of a broadcast: in a break it is the day's nudge; else one more a day may come beside it."""
    if urgent:
        return Terms(way=Way.DAY, a_day=None, on_leave=True)
    if timing is Timing.NEXT_BREAK:
        return Terms(way=Way.BREAK, a_day=nudges_per_day)
    return Terms(way=Way.WORK, a_day=nudges_per_day + MORE_FROM_SUPERVISORS)


def wanted_from(
    timing: Timing,
    on: date | None,
    at: time | None,
    *,
    own_zone: ZoneInfo,
    authors_zone: ZoneInfo,
    now: datetime,
) -> datetime:
    """The moment from which a broadcast is wanted: now, or on a date at a time on somebody's clock."""
    if timing not in {Timing.AT, Timing.MOMENT} or on is None or at is None:
        return now
    zone = own_zone if timing is Timing.AT else authors_zone
    return max(now, datetime.combine(on, at, tzinfo=zone).astimezone(now.tzinfo))


def earliest(
    terms: Terms,
    schedule: Schedule,
    hours: Hours,
    calendar: Calendar,
    used: Mapping[date, int],
    wanted: datetime,
) -> Slot:
    """The first moment at or after the wanted one at which the message may leave.

    `used` counts by local date the messages that use the day's budget. What is held says why: the first thing
    that stood in its way.
    """
    zone = ZoneInfo(schedule.time_zone)
    first = wanted.astimezone(zone).date()
    held: Held | None = None
    for days in range(HORIZON_DAYS + 1):
        on = first + timedelta(days=days)
        moment = _moment_on(on, terms, schedule, hours, calendar, wanted)
        if is_away(schedule, on) and not terms.on_leave:
            held = held or Held.AWAY
        elif moment is None:
            held = held or _why_not_on(on, terms, schedule, calendar)
        elif terms.a_day is not None and used.get(on, 0) >= terms.a_day:
            held = held or Held.BUDGET
        else:
            is_late = moment > wanted
            return Slot(
                at=moment, held=held or (_why_not_on(on, terms, schedule, calendar) if is_late else None)
            )
    return Slot(at=None, held=held or Held.OFF_HOURS)


def _why_not_on(on: date, terms: Terms, schedule: Schedule, calendar: Calendar) -> Held | None:
    """Why a message cannot leave at a time of this date; to wait for a break is what was asked for."""
    if terms.way is Way.BREAK:
        return None
    if terms.way is Way.DAY:
        return Held.NIGHT
    return Held.OFF_HOURS if is_working_day(schedule, calendar, on) else Held.DAY_OFF


def _moment_on(
    on: date, terms: Terms, schedule: Schedule, hours: Hours, calendar: Calendar, wanted: datetime
) -> datetime | None:
    """The first moment of this local date from the wanted one on; None where the date has none left."""
    if terms.way is Way.BREAK:
        ahead = (one for one in openings_on(schedule, calendar, on) if one.ends_at > wanted)
        opening = next(ahead, None)
        return max(opening.starts_at, wanted) if opening else None
    if terms.way is Way.WORK and not is_working_day(schedule, calendar, on):
        return None
    starts, ends = hours if terms.way is Way.WORK else (NIGHT[1], NIGHT[0])
    zone = ZoneInfo(schedule.time_zone)
    opens, closes = (datetime.combine(on, at, tzinfo=zone).astimezone(wanted.tzinfo) for at in (starts, ends))
    return max(opens, wanted) if wanted < closes else None


MOST_FAILURES = 10
FAILURES_IN = 20
"""One copy in so many that failed is too many, once there are MOST_FAILURES."""


def should_pause(failed: int, ended: int) -> bool:
    """Whether so many copies failed for reasons nobody expected that a broadcast rests by itself."""
    return failed >= MOST_FAILURES and failed * FAILURES_IN >= ended
