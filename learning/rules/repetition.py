"""When a question comes back: FSRS with one contact a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from fsrs import Card, Rating, Scheduler, State

from learning.rules.breaks import Schedule, next_opening, opening_from
from learning.rules.calendar import Calendar

REVIEW_SECONDS = 30
"""Planned time, and so the credit, of one scheduled review."""

NO_CARD_ID = 0
"""Given to every card, as FSRS would else sleep a millisecond to make up a unique one."""

_SCHEDULER = Scheduler(
    desired_retention=0.9, learning_steps=(), relearning_steps=(), maximum_interval=365, enable_fuzzing=False
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What FSRS knows of one person and one question; moments are aware UTC."""

    stability: float
    difficulty: float
    last_review_at: datetime
    due_at: datetime
    lapses: int = 0


def remembered(memory: Memory | None, *, right: bool, at: datetime) -> Memory:
    """The memory after an answer: a first right answer counts as easy, so only what was missed comes soon.

    Source: py-fsrs 6.3, without minute steps, as Sela reaches a person about once a day.
    """
    if not right:
        rating = Rating.Again
    else:
        rating = Rating.Easy if memory is None else Rating.Good
    card, _ = _SCHEDULER.review_card(_card(memory), rating, review_datetime=at.astimezone(UTC))
    assert card.stability is not None  # a reviewed card has both
    assert card.difficulty is not None
    lapses = (memory.lapses if memory else 0) + (not right)
    return Memory(
        stability=card.stability,
        difficulty=card.difficulty,
        last_review_at=at,
        due_at=card.due,
        lapses=lapses,
    )


def moved_into_window(due_at: datetime, schedule: Schedule, calendar: Calendar) -> datetime:
    """The start of the first window on or after the day a review is due.

    FSRS counts in days, so the whole due day counts: a question due at 12:07 is asked in the lunch
    break that starts at 12:00. Where no window is known, the due moment itself.
    """
    zone = ZoneInfo(schedule.time_zone)
    day: date = due_at.astimezone(zone).date()
    opening = opening_from(schedule, calendar, datetime.combine(day, time(0), tzinfo=zone).astimezone(UTC))
    return opening.starts_at if opening else due_at


def spread(
    overdue: Sequence[str], schedule: Schedule, calendar: Calendar, now: datetime, *, at_once: int
) -> dict[str, datetime]:
    """New due moments for what exceeds one sitting: so many per following day, most urgent first.

    After leave nobody faces a pile: the first sitting stays due, the rest comes on the next days.
    """
    moves: dict[str, datetime] = {}
    after = now
    for first in range(at_once, len(overdue), at_once):
        opening = next_opening(schedule, calendar, _end_of_day(after, schedule))
        if opening is None:
            break
        moves |= dict.fromkeys(overdue[first : first + at_once], opening.starts_at)
        after = opening.starts_at
    return moves


def _end_of_day(at: datetime, schedule: Schedule) -> datetime:
    zone = ZoneInfo(schedule.time_zone)
    return datetime.combine(at.astimezone(zone).date(), time.max, tzinfo=zone).astimezone(UTC)


def _card(memory: Memory | None) -> Card:
    if memory is None:
        return Card(card_id=NO_CARD_ID)
    return Card(
        card_id=NO_CARD_ID,
        state=State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due_at,
        last_review=memory.last_review_at,
    )
