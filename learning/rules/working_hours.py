"""When a person is at work: hours of a working day on their own clock, minus holidays, leave and pauses."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from learning.rules.breaks import HORIZON_DAYS, Schedule, is_away, is_working_day
from learning.rules.calendar import Calendar

Hours = tuple[time, time]
"""From the first moment until just before the second, on the local clock."""


def working_moment(schedule: Schedule, hours: Hours, calendar: Calendar, now: datetime) -> datetime | None:
    """This moment where the person is at work, else the next at which they are; None within the horizon."""
    zone = ZoneInfo(schedule.time_zone)
    today = now.astimezone(zone).date()
    for days in range(HORIZON_DAYS + 1):
        on = today + timedelta(days=days)
        if is_away(schedule, on) or not is_working_day(schedule, calendar, on):
            continue
        starts, ends = (datetime.combine(on, at, tzinfo=zone).astimezone(now.tzinfo) for at in hours)
        if now < ends:
            return max(now, starts)
    return None


def working_days_since(schedule: Schedule, calendar: Calendar, since: date, until: date) -> int:
    """The working days after one date up to and with another."""
    days = (until - since).days
    return sum(
        is_working_day(schedule, calendar, since + timedelta(days=number)) for number in range(1, days + 1)
    )
