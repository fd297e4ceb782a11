"""The end of a sitting: its minutes go into the ledger, once, and one more is offered."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from content.models import Lesson
from learning.people import Person
from learning.ports import Records
from learning.records import Answer, Attempt, CreditEntry, CreditKind
from learning.rules.credit import (
    RULE_VERSION,
    Credit,
    fastest_plausible,
    ledger_day,
    lesson_credit,
)
from learning.rules.grading import Verdict
from learning.rules.planning import Item, ItemKind
from learning.rules.repetition import REVIEW_SECONDS
from learning.usecases import assigning
from learning.usecases.next_up import item_for
from learning.usecases.progress import summarise
from learning.usecases.rating import to_rate
from learning.usecases.sitting import Part, lesson_of
from learning.usecases.steps import Completed
from learning.world import World


def complete(
    records: Records,
    world: World,
    person: Person,
    attempt: Attempt,
    parts: list[Part],
    answers: Mapping[str, Answer],
    now: datetime,
) -> Completed:
    """Records the minutes once; asked again, it tells what was recorded."""
    lesson = lesson_of(records, world, attempt)
    credit = _credit(records, world, person, attempt, lesson, parts, answers, now)
    if records.study.complete(attempt.id, now):
        if attempt.kind is ItemKind.LESSON:
            assigning.finish(records, world, person, attempt.lesson_key, now=now)
        attention = records.nudges.attention(person.id)
        since = attention.lessons_since_review + 1 if attempt.kind is ItemKind.LESSON else 0
        records.nudges.save_attention([replace(attention, lessons_since_review=since)])
    finished, rating = None, None
    if attempt.kind is ItemKind.LESSON:
        done_at = attempt.completed_at or now
        rating = to_rate(records, world, person, attempt.lesson_key, done_at, attempt.id, now=now)
        finished = assigning.finished_at(records, world, person, attempt.lesson_key, done_at, now=now)
    offer = _offer(records, world, person, attempt, now)
    offered = world.catalogue.lesson(offer.lesson_key, person.language) if offer else None
    return Completed(
        attempt_id=attempt.id,
        kind=attempt.kind,
        lesson=lesson,
        credit=credit,
        right=sum(given.verdict == Verdict.RIGHT for given in answers.values()),
        answered=len(answers),
        summary=summarise(records, world, person, now=now),
        offer=offer,
        offer_title=offered.title if offered else "",
        finished=finished,
        rating=rating,
        minutes_left=max(1, attempt.seconds_left // 60) if attempt.seconds_left is not None else 0,
    )


def _credit(
    records: Records,
    world: World,
    person: Person,
    attempt: Attempt,
    lesson: Lesson | None,
    parts: list[Part],
    answers: Mapping[str, Answer],
    now: datetime,
) -> Credit:
    finished_at = attempt.completed_at or now
    day = ledger_day(finished_at, organisation_zone=world.policy.zone, person_zone=person.zone)
    is_lesson = attempt.kind is ItemKind.LESSON
    source = f"lesson:{attempt.lesson_key}:{day.year}" if is_lesson else f"review:{attempt.id}"
    planned_seconds = attempt.planned_seconds if is_lesson else len(parts) * REVIEW_SECONDS
    if attempt.completed_at is not None:
        return _recorded(records, person, attempt, source, planned_seconds)
    words = len(lesson.text.split()) if lesson else 0
    credit = lesson_credit(
        planned_seconds=planned_seconds,
        credited_today_seconds=records.ledger.self_paced_seconds_on(person.id, day.local_on),
        daily_cap_seconds=world.policy.daily_credit_minutes * 60,
        repeated=records.ledger.has(person.id, source),
        took=finished_at - attempt.started_at,
        plausible=fastest_plausible(words, len(parts)),
    )
    if credit.seconds:
        records.ledger.add(
            CreditEntry(
                person_id=person.id,
                unit_id=person.unit_id,
                kind=CreditKind(attempt.kind),
                source=source,
                title=lesson.title if lesson else "",
                competency=lesson.competency if lesson else parts[0].lesson.competency,
                seconds=credit.seconds,
                minutes_per_jp=world.policy.minutes_per_jp,
                credited_at=now,
                year=day.year,
                iso_year=day.iso_year,
                iso_week=day.iso_week,
                local_on=day.local_on,
                rule_version=RULE_VERSION,
                evidence=_evidence(attempt, parts, answers, now),
                flagged=credit.flagged,
            )
        )
    return credit


def _recorded(
    records: Records, person: Person, attempt: Attempt, source: str, planned_seconds: int
) -> Credit:
    """What a completed attempt earned, as its ledger row says; the row may be of an earlier attempt."""
    row = next((row for row in records.ledger.rows(person.id) if row.source == source), None)
    if row is None:
        return Credit(seconds=0, capped=True)
    if row.evidence.get("attempt") != attempt.id:
        return Credit(seconds=0, repeated=True)
    return Credit(seconds=row.seconds, capped=row.seconds < planned_seconds, flagged=row.flagged)


def _evidence(
    attempt: Attempt, parts: list[Part], answers: Mapping[str, Answer], now: datetime
) -> dict[str, object]:
    """What the row rests on; the answers themselves can be forgotten, how many were right cannot."""
    return {
        "attempt": attempt.id,
        "lesson_hash": attempt.lesson_hash,
        "questions": len(parts),
        "right": sum(given.verdict == Verdict.RIGHT for given in answers.values()),
        "took_seconds": max(0, int((now - attempt.started_at).total_seconds())),
    }


def _offer(records: Records, world: World, person: Person, attempt: Attempt, now: datetime) -> Item | None:
    """One more, if there is time: what fits into the minutes that are left, or simply what is next."""
    return item_for(records, world, person, seconds=attempt.seconds_left, now=now)
