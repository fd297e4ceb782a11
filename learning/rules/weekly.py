"""On which date something that comes each week comes next."""

from datetime import date, timedelta

WEEK = 7


def next_on(weekday: int, today: date, last_on: date | None) -> date:
    """The first date from today on of this day of the week (Monday is 1), the date of the last one apart."""
    found = today + timedelta(days=(weekday - today.isoweekday()) % WEEK)
    return found + timedelta(days=WEEK) if found == last_on else found
