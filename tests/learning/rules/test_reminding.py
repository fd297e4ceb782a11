"""When somebody is reminded of a course they were given until a date."""

from dataclasses import replace
from datetime import date, timedelta

from learning.assignments import DueCourse
from learning.rules.breaks import Leave, Schedule
from learning.rules.calendar import Calendar, Overrides
from learning.rules.reminding import is_reminder_due

CALENDAR = Calendar()
SCHEDULE = Schedule(time_zone="Asia/Jakarta", windows=())
DUE_ON = date(2026, 12, 11)
DUE = DueCourse(id=1, person_id=1, assigned_on=date(2026, 11, 23), due_on=DUE_ON)


def reminded(due: DueCourse, schedule: Schedule = SCHEDULE, calendar: Calendar = CALENDAR) -> list[date]:
    """The days on which a reminder comes when the person is looked at on every working day."""
    found: list[date] = []
    on = due.assigned_on
    while on <= due.due_on + timedelta(days=20):
        works = on.isoweekday() <= 5 and not calendar.is_holiday(on)
        if works and is_reminder_due(due, schedule, calendar, on):
            found.append(on)
            due = replace(due, reminders=due.reminders + 1, reminded_on=on)
        on += timedelta(days=1)
    return found


def test_the_first_comes_a_week_before_and_the_second_on_the_last_working_day() -> None:
    assert reminded(DUE) == [date(2026, 12, 4), date(2026, 12, 10)]


def test_before_a_monday_the_last_working_day_is_the_friday() -> None:
    assert reminded(replace(DUE, due_on=date(2026, 12, 14))) == [date(2026, 12, 7), date(2026, 12, 11)]


def test_a_holiday_moves_both_to_working_days() -> None:
    holidays = Calendar(Overrides(added={date(2026, 12, 4): "Libur", date(2026, 12, 10): "Libur"}))
    assert reminded(DUE, calendar=holidays) == [date(2026, 12, 7), date(2026, 12, 9)]


def test_leave_just_before_the_date_brings_the_second_before_the_leave() -> None:
    away = replace(SCHEDULE, leaves=(Leave(starts_on=date(2026, 12, 9), ends_on=date(2026, 12, 11)),))
    assert reminded(DUE, away) == [date(2026, 12, 4), date(2026, 12, 8)]


def test_a_course_given_for_less_than_a_week_brings_one_reminder() -> None:
    assert reminded(replace(DUE, assigned_on=date(2026, 12, 8))) == [date(2026, 12, 10)]


def test_no_reminder_comes_on_the_day_on_which_the_course_was_given() -> None:
    assert reminded(replace(DUE, assigned_on=date(2026, 12, 10))) == []


def test_after_two_reminders_and_after_the_date_there_are_none() -> None:
    last_day = date(2026, 12, 10)
    assert not is_reminder_due(replace(DUE, reminders=2), SCHEDULE, CALENDAR, last_day)
    assert not is_reminder_due(DUE, SCHEDULE, CALENDAR, DUE_ON)
    assert not is_reminder_due(DUE, SCHEDULE, CALENDAR, DUE_ON + timedelta(days=3))
