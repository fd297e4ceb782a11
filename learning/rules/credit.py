"""How learning becomes minutes in the ledger: planned time on completion, capped by day, once a year."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

RULE_VERSION = "2026-1"
"""Written into every ledger row; a change of these rules gets a new version."""

FASTEST_WORDS_PER_MINUTE = 700
FASTEST_SECONDS_PER_QUESTION = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """What a completion earns: seconds, whether a cap or repetition cut it, whether a human should look."""

    seconds: int
    capped: bool = False
    repeated: bool = False
    flagged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerDay:
    """Where a moment falls: year and ISO week on the organisation's clock, date on the person's own."""

    year: int
    iso_year: int
    iso_week: int
    local_on: date


def lesson_credit(
    *,
    planned_seconds: int,
    credited_today_seconds: int,
    daily_cap_seconds: int,
    repeated: bool,
    took: timedelta,
    plausible: timedelta,
) -> Credit:
    """The credit of a completed lesson: its planned seconds up to what the day's cap leaves.

    A lesson already credited this year earns nothing. One done faster than anybody reads is credited
    and flagged. Planned and not clock time, since clock time draws endless disputes.
    """
    if repeated:
        return Credit(seconds=0, repeated=True)
    seconds = max(0, min(planned_seconds, daily_cap_seconds - credited_today_seconds))
    return Credit(seconds=seconds, capped=seconds < planned_seconds, flagged=took < plausible)


def fastest_plausible(words: int, questions: int) -> timedelta:
    """The least time in which a person can have read these words and answered these questions."""
    return timedelta(seconds=words * 60 / FASTEST_WORDS_PER_MINUTE + questions * FASTEST_SECONDS_PER_QUESTION)


def ledger_day(at: datetime, *, organisation_zone: ZoneInfo, person_zone: ZoneInfo) -> LedgerDay:
    """The year, ISO week and local date under which a credit at this moment is booked."""
    on = at.astimezone(organisation_zone).date()
    iso_year, iso_week, _ = on.isocalendar()
    return LedgerDay(
        year=on.year, iso_year=iso_year, iso_week=iso_week, local_on=at.astimezone(person_zone).date()
    )
