"""How far a person has come: JP against the target, pace, week, streak and strengths."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from learning.handover import HandedState, Said
from learning.people import Person
from learning.ports import Records
from learning.records import CreditEntry
from learning.rules.breaks import is_working_day
from learning.rules.credit import ledger_day
from learning.rules.planning import new_lessons
from learning.rules.schedules import schedule_of
from learning.rules.streaks import streak
from learning.rules.targets import Pace, Target, expected_by, jp_of, pace, reachable, yearly_target
from learning.world import World

STREAK_DAYS = 400
"""How far back a streak is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The few figures that every screen after learning shows; JP are exact fractions."""

    recorded: Fraction
    target: Target
    pace: Pace
    week_seconds: int
    streak_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """An entry that the personnel system does not take, and why."""

    entry: CreditEntry
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Replied:
    """JP of a year that the personnel system has acknowledged, and what it rejected, newest first."""

    acknowledged: Fraction
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Every ledger row of a person, oldest first, with what stands beside it, by its source.

    `said` is what the personnel system replied, `words` the evidence of an imported row or why it corrects.
    """

    rows: tuple[CreditEntry, ...]
    said: Mapping[str, Said]
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The whole picture of a person's year.

    `strengths` maps a competency to right and all answers; `jp_by_month` maps 1–12 to JP;
    `expected` is what the straight line to the target asks for by today; `reachable` the JP that one
    lesson on each working day leads to, where closing the gap would ask too much.
    """

    person: Person
    today: date
    summary: Summary
    expected: Fraction
    strengths: Mapping[str, tuple[int, int]]
    jp_by_month: Mapping[int, Fraction]
    lessons_done: int
    reachable: Fraction | None = None
    replied: Replied | None = None
    """What the personnel system said of the year's entries, None where it has said nothing yet."""


def summarise(records: Records, world: World, person: Person, *, now: datetime) -> Summary:
    """The person's figures at this moment."""
    day = ledger_day(now, organisation_zone=world.policy.zone, person_zone=person.zone)
    today = now.astimezone(world.policy.zone).date()
    recorded = recorded_jp(records.ledger.seconds_by_rate(person.id, day.year))
    target = yearly_target(
        person.employment_type,
        person.starts_on,
        day.year,
        target_jp=world.policy.target_jp,
        ceiling_jp=world.policy.ceiling_jp,
    )
    since = day.local_on - timedelta(days=STREAK_DAYS)
    return Summary(
        recorded=recorded,
        target=target,
        pace=pace(
            recorded,
            target,
            today=today,
            starts_on=person.starts_on,
            minutes_per_jp=world.policy.minutes_per_jp,
        ),
        week_seconds=records.ledger.seconds_in_week(person.id, day.iso_year, day.iso_week),
        streak_days=streak(
            learned_on=records.ledger.learned_on(person.id, since),
            brought_on=records.nudges.brought_on(person.id, since),
            today=day.local_on,
        ),
    )


def look(records: Records, world: World, person: Person, *, now: datetime) -> Progress:
    """The person's year so far."""
    summary = summarise(records, world, person, now=now)
    today = now.astimezone(world.policy.zone).date()
    by_month: dict[int, Fraction] = {}
    for (month, rate), seconds in records.ledger.seconds_by_month(person.id, today.year).items():
        by_month[month] = by_month.get(month, Fraction(0)) + jp_of(seconds, rate)
    done = records.courses.facts(person.id, now).done
    return Progress(
        person=person,
        today=today,
        summary=summary,
        expected=expected_by(summary.target, on=today, starts_on=person.starts_on),
        strengths=records.reviews.strengths(person.id),
        jp_by_month=by_month,
        lessons_done=len(done),
        reachable=reachable(
            summary.pace,
            [world.catalogue.minutes[key] for key in _not_done(world, done)],
            working_days=_working_days_left(records, world, person, today, now=now),
            weekly_minutes=world.policy.weekly_minutes,
            minutes_per_jp=world.policy.minutes_per_jp,
        ),
        replied=_replied(records, person.id, today.year),
    )


def history(records: Records, person_id: int) -> list[CreditEntry]:
    """Every ledger row of the person, oldest first, for the yearly appraisal."""
    return list(records.ledger.rows(person_id))


def full_history(records: Records, person_id: int) -> History:
    """The person's history with what was said of each row."""
    return History(
        rows=tuple(records.ledger.rows(person_id)),
        said=records.hand_overs.said_of(person_id),
        words=records.bookings.words_of(person_id),
    )


def _replied(records: Records, person_id: int, year: int) -> Replied | None:
    said = records.hand_overs.said_of(person_id)
    if all(one.state is HandedState.HANDED for one in said.values()):
        return None
    entries = [(row, said[row.source]) for row in records.ledger.rows(person_id) if row.source in said]
    of_year = [(row, one) for row, one in entries if row.year == year]
    seconds: dict[int, int] = {}
    for row, one in of_year:
        if one.state is HandedState.ACCEPTED:
            seconds[row.minutes_per_jp] = seconds.get(row.minutes_per_jp, 0) + row.seconds
    return Replied(
        acknowledged=recorded_jp(seconds),
        rejected=tuple(
            Rejected(entry=row, reason=one.reason)
            for row, one in reversed(of_year)
            if one.state is HandedState.REJECTED
        ),
    )


def _not_done(world: World, done: frozenset[str]) -> Iterable[str]:
    """The lessons of any course that the person may still begin."""
    return new_lessons(tuple(world.catalogue.courses), done, world.catalogue.lesson_keys)


def _working_days_left(records: Records, world: World, person: Person, today: date, *, now: datetime) -> int:
    """The working days of the person's unit to 31 December, without today once they learned."""
    schedule = schedule_of(records.people.circumstances(person.id), world.policy.windows)
    local_on = person.local_date(now)
    first = today + timedelta(days=1) if local_on in records.ledger.learned_on(person.id, local_on) else today
    days = (date(today.year, 12, 31) - first).days + 1
    return sum(
        is_working_day(schedule, world.calendar, first + timedelta(days=ahead)) for ahead in range(days)
    )


def recorded_jp(seconds_by_rate: Mapping[int, int]) -> Fraction:
    """Exact JP of seconds that were credited at different rates; a new rate never alters the past."""
    return sum((jp_of(seconds, rate) for rate, seconds in seconds_by_rate.items()), Fraction(0))
