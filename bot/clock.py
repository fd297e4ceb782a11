"""The one place where the time of day enters Sela."""

from datetime import UTC, datetime


def system_clock() -> datetime:
    """This moment, aware UTC."""
    return datetime.now(UTC)
