"""When somebody is reminded of a course they were given until a date: twice at most, and then no more."""

from datetime import date, timedelta

from learning.assignments import DueCourse
from learning.rules.breaks import Schedule, is_away, is_working_day
from learning.rules.calendar import Calendar

MOST_REMINDERS = 2
DAYS_AHEAD = 7
"""The first reminder comes a week before the date, to whoever has had the course for longer than that."""


def is_reminder_due(due: DueCourse, schedule: Schedule, calendar: Calendar, today: date) -> bool:
    """Whether a reminder of this course may come today.

    The first comes a week before the date or on the next day that allows it, the second on the last working
    day before the date. None comes on the day on which another came or the course was given.
    """
    if due.reminders >= MOST_REMINDERS or today >= due.due_on or today in {due.reminded_on, due.assigned_on}:
        return False
    if today == last_working_day(due.due_on, schedule, calendar, today):
        return True
    week_before = due.due_on - timedelta(days=DAYS_AHEAD)
    return due.reminders == 0 and due.assigned_on < week_before <= today


def last_working_day(due_on: date, schedule: Schedule, calendar: Calendar, today: date) -> date | None:
    """The last day before a date on which the person works; None where there is none from today on."""
    for days in range(1, (due_on - today).days + 1):
        on = due_on - timedelta(days=days)
        if is_working_day(schedule, calendar, on) and not is_away(schedule, on):
            return on
    return None
