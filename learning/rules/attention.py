"""The attention budget: whether Sela may bring a person something by itself right now."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

SLOWED_DAYS = 7
"""After too many unanswered nudges in a row, Sela comes once in this many days."""


class Hold(StrEnum):
    """Why nothing is brought now."""

    DAY_BUDGET = "day_budget"
    WEEK_BUDGET = "week_budget"
    UNANSWERED = "unanswered"
    SLOWED = "slowed"
    BUSY = "busy"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionBudget:
    """What the organisation allows: nudges a day, brought minutes a week, and its patience."""

    nudges_per_day: int = 1
    weekly_minutes: int = 24
    unanswered_before_slowing: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """What a person has been given lately; `last_nudge_on` is a date on their own clock.

    `brought_seconds_this_week` are the planned seconds of what was brought and taken up, or still waits.
    `open_until` is the end of a nudge that still waits for an answer.
    """

    nudges_today: int = 0
    brought_seconds_this_week: int = 0
    unanswered_in_row: int = 0
    last_nudge_on: date | None = None
    open_until: datetime | None = None
    learning_since: datetime | None = None
    """When the person last did something in a lesson that is not finished, None where there is none."""


def hold(attention: Attention, budget: AttentionBudget, *, today: date, now: datetime) -> Hold | None:
    """Why a nudge must not be brought now, or None when it may.

    The week's budget lets one lesson begin that passes it: nobody gets more than the budget and one lesson.
    """
    if attention.nudges_today >= budget.nudges_per_day:
        return Hold.DAY_BUDGET
    if attention.open_until is not None and attention.open_until > now:
        return Hold.UNANSWERED
    if attention.learning_since is not None and now - attention.learning_since < timedelta(minutes=15):
        return Hold.BUSY
    if is_slowed(attention.unanswered_in_row, budget) and attention.last_nudge_on is not None:
        if (today - attention.last_nudge_on).days < SLOWED_DAYS:
            return Hold.SLOWED
        return None
    if attention.brought_seconds_this_week >= budget.weekly_minutes * 60:
        return Hold.WEEK_BUDGET
    return None


def is_slowed(unanswered_in_row: int, budget: AttentionBudget) -> bool:
    """Whether so many nudges in a row went unanswered that Sela comes once a week only."""
    return unanswered_in_row >= budget.unanswered_before_slowing
