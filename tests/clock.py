"""A clock that stands still until a test turns it."""

from datetime import UTC, datetime, timedelta

MONDAY_MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Monday, 23 November 2026, 08:00 in Jakarta."""


class StillClock:
    """Gives the same moment until it is turned."""

    def __init__(self, now: datetime = MONDAY_MORNING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **by: float) -> None:
        """Moves on by a timedelta."""
        self.now += timedelta(**by)
