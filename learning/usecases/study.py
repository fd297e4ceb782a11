"""Going through a lesson or reviews, one screen after another, until the minutes are recorded.

What a person sees follows from what is recorded, so after a restart or on an old button the same
screen comes again, and a doubled tap changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from content.cards import cut_into_cards
from content.models import Lesson, Numeric, Question, ShortText
from learning.people import Person
from learning.ports import Records
from learning.records import Answer, Attempt, CreditEntry, CreditKind, LearnerFacts, MistakeReport
from learning.rules.credit import (
    RULE_VERSION,
    Credit,
    fastest_plausible,
    ledger_day,
    lesson_credit,
)
from learning.rules.grading import LONGEST_WORDS, Verdict, could_become_answer, grade, is_finished
from learning.rules.planning import Item, ItemKind, fill, next_item
from learning.rules.repetition import REVIEW_SECONDS, moved_into_window, remembered
from learning.rules.schedules import schedule_of
from learning.usecases.attention import returned
from learning.usecases.deliver import learner_of, reasons_of, without_lost_questions
from learning.usecases.progress import Summary, summarise
from learning.world import World

LONGEST_WISH_MINUTES = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class CardShown:
    """A card of a lesson's text; `number` counts from 1. `capped` warns before the start."""

    attempt_id: int
    lesson: Lesson
    number: int
    count: int
    markdown: str
    capped: bool = False
    picture: bytes | None = None
    """The lesson's picture, when the lesson has just been begun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionShown:
    """A question to answer; `given` is what has been put together so far."""

    attempt_id: int
    kind: ItemKind
    lesson: Lesson
    question: Question
    index: int
    count: int
    given: str = ""
    capped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """A finished sitting: what it was worth, where the person stands, and what could come next."""

    attempt_id: int
    kind: ItemKind
    lesson: Lesson | None
    credit: Credit
    right: int
    answered: int
    summary: Summary
    offer: Item | None
    offer_title: str = ""
    minutes_left: int = 0
    """Minutes that remain of those the person said they have; 0 when they did not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGraded:
    """The verdict on an answer; `completed` when it was the last one."""

    attempt_id: int
    kind: ItemKind
    lesson: Lesson
    question: Question
    index: int
    count: int
    given: str
    verdict: Verdict
    completed: Completed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingDue:
    """There is nothing to learn now, or nothing that fits the minutes."""

    minutes: int = 0
    shortest_minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """What the button stood for is not there any more."""


Step = CardShown | QuestionShown | AnswerGraded | Completed | NothingDue | Gone


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A question of an attempt with the lesson it comes from."""

    key: str
    lesson: Lesson
    question: Question


def learn(records: Records, world: World, person: Person, *, minutes: int = 0, now: datetime) -> Step:
    """The next thing to do: what was begun, else what is due, fitted to the minutes if they are given."""
    minutes = min(minutes, LONGEST_WISH_MINUTES)
    unfinished = records.study.unfinished(person.id)
    if unfinished is not None and not minutes:
        returned(records, person.id, now=now)
        unfinished = _in_own_language(records, world, person, unfinished, now)
        step = step_of(records, world, person, unfinished, now=now)
        if not isinstance(step, Gone | NothingDue):
            return step
    item = _item_for(records, world, person, minutes * 60, now)
    if item is None:
        return NothingDue(minutes=minutes, shortest_minutes=_shortest(records, world, person, now))
    return begin(records, world, person, item, seconds_left=minutes * 60, now=now)


def open_nudge(records: Records, world: World, person: Person, nudge_id: int, *, now: datetime) -> Step:
    """Begins what a nudge brought; late is fine, and a second tap shows the same screen."""
    nudge = records.nudges.get(nudge_id)
    if nudge is None or nudge.person_id != person.id:
        return Gone()
    item = Item(
        kind=nudge.kind,
        seconds=nudge.seconds,
        lesson_key=nudge.lesson_key,
        question_keys=nudge.question_keys,
    )
    if nudge.kind is ItemKind.REVIEW:
        item = _still_due(records, person, item, now)
        if not item.question_keys:
            returned(records, person.id, now=now)
            return NothingDue()
    return begin(records, world, person, item, seconds_left=0, now=now)


def begin_lesson(records: Records, world: World, person: Person, lesson_key: str, *, now: datetime) -> Step:
    """Begins a lesson the person picked from a course, or goes on with it."""
    lesson = world.catalogue.lesson(lesson_key, person.language)
    if lesson is None:
        return Gone()
    item = Item(kind=ItemKind.LESSON, seconds=lesson.planned_seconds, lesson_key=lesson_key)
    return begin(records, world, person, item, seconds_left=0, now=now)


def begin(
    records: Records, world: World, person: Person, item: Item, *, seconds_left: int, now: datetime
) -> Step:
    """Begins an item, or goes on where the same item was left."""
    returned(records, person.id, now=now)
    attempt = _same_unfinished(records, world, person, item)
    if attempt is None:
        lesson = world.catalogue.lesson(item.lesson_key, person.language) if item.lesson_key else None
        if item.kind is ItemKind.LESSON and lesson is None:
            return Gone()
        if lesson is not None:
            records.study.keep_version(lesson, now)
        attempt = records.study.start(
            person_id=person.id,
            kind=item.kind,
            lesson_key=item.lesson_key,
            lesson_hash=lesson.content_hash if lesson else "",
            question_keys=item.question_keys,
            planned_seconds=item.seconds,
            seconds_left=max(0, seconds_left - item.seconds),
            at=now,
        )
    else:
        attempt = _in_own_language(records, world, person, attempt, now)
    begins = attempt.kind is ItemKind.LESSON and attempt.cards_opened == 0
    if begins:
        records.study.open_cards(attempt.id, 1, now)
        attempt = replace(attempt, cards_opened=1)
    step = step_of(records, world, person, attempt, now=now)
    if begins and isinstance(step, CardShown):
        return replace(step, picture=world.catalogue.picture(step.lesson))
    return step


def go_on(records: Records, world: World, person: Person, attempt_id: int, *, now: datetime) -> Step:
    """The screen at which an attempt stands."""
    attempt = records.study.get(attempt_id, person.id)
    return step_of(records, world, person, attempt, now=now) if attempt else Gone()


def open_card(
    records: Records, world: World, person: Person, attempt_id: int, number: int, *, now: datetime
) -> Step:
    """Opens a card (counting from 1); one past the last leads to the questions or ends the lesson."""
    attempt = records.study.get(attempt_id, person.id)
    lesson = _lesson_of(records, world, attempt) if attempt else None
    if attempt is None or lesson is None:
        return Gone()
    cards = cut_into_cards(lesson.text)
    if not 1 <= number <= attempt.cards_opened + 1:
        return step_of(records, world, person, attempt, now=now)
    if number > attempt.cards_opened:
        records.study.open_cards(attempt.id, number, now)
        attempt = replace(attempt, cards_opened=number)
    if number <= len(cards):
        return _card(attempt, lesson, number)
    return step_of(records, world, person, attempt, now=now)


def answer(
    records: Records, world: World, person: Person, attempt_id: int, index: int, given: str, *, now: datetime
) -> Step:
    """Grades an answer, remembers it, and records the minutes with the last one.

    A question that was answered already shows its verdict again; what is not a whole answer yet
    shows the question as far as it is put together.
    """
    attempt = records.study.get(attempt_id, person.id)
    parts = _parts(records, world, person, attempt) if attempt else []
    if attempt is None or not 0 <= index < len(parts):
        return Gone()
    part = parts[index]
    answers = records.study.answers(attempt.id)
    if part.key in answers:
        return _graded(records, world, person, attempt, parts, index, answers, now)
    if attempt.kind is ItemKind.LESSON and not _all_cards_opened(attempt, part.lesson):
        return step_of(records, world, person, attempt, now=now)
    if not is_finished(part.question, given):
        fits = could_become_answer(part.question, given)
        return _question(attempt, parts, index, given=given if fits else "")
    _remember(records, world, person, attempt, part, given, now)
    answers = records.study.answers(attempt.id)
    return _graded(records, world, person, attempt, parts, index, answers, now)


def draft(
    records: Records, world: World, person: Person, attempt_id: int, index: int, given: str, *, now: datetime
) -> Step:
    """The question with an answer as far as it is put together; nothing is recorded."""
    attempt = records.study.get(attempt_id, person.id)
    parts = _parts(records, world, person, attempt) if attempt else []
    if attempt is None or not 0 <= index < len(parts):
        return Gone()
    answers = records.study.answers(attempt.id)
    if parts[index].key in answers:
        return _graded(records, world, person, attempt, parts, index, answers, now)
    fits = could_become_answer(parts[index].question, given)
    return _question(attempt, parts, index, given=given if fits else "")


def answer_in_words(
    records: Records, world: World, person: Person, words: str, *, now: datetime
) -> Step | None:
    """Takes written words as the answer to the open question, where it asks for a number or words."""
    attempt = records.study.unfinished(person.id)
    step = step_of(records, world, person, attempt, now=now) if attempt else None
    if not isinstance(step, QuestionShown) or not isinstance(step.question, Numeric | ShortText):
        return None
    if isinstance(step.question, Numeric) and not is_finished(step.question, words):
        return None
    return answer(records, world, person, step.attempt_id, step.index, words[:LONGEST_WORDS], now=now)


def step_of(records: Records, world: World, person: Person, attempt: Attempt, *, now: datetime) -> Step:
    """The screen that follows from what is recorded of an attempt."""
    parts = _parts(records, world, person, attempt)
    lesson = _lesson_of(records, world, attempt)
    if attempt.kind is ItemKind.LESSON:
        if lesson is None:
            return Gone()
        cards = cut_into_cards(lesson.text)
        if attempt.cards_opened <= len(cards) and (attempt.cards_opened < len(cards) or not parts):
            return _card(
                attempt, lesson, max(1, attempt.cards_opened), _is_capped(records, world, person, now)
            )
        if attempt.cards_opened == len(cards) and not records.study.answers(attempt.id):
            return _card(attempt, lesson, len(cards), _is_capped(records, world, person, now))
    answers = records.study.answers(attempt.id)
    for index, part in enumerate(parts):
        if part.key not in answers:
            capped = (
                index == 0 and attempt.kind is ItemKind.REVIEW and _is_capped(records, world, person, now)
            )
            return replace(_question(attempt, parts, index), capped=capped)
    if not parts and attempt.kind is ItemKind.REVIEW:
        records.study.complete(attempt.id, now)
        return NothingDue()
    return _complete(records, world, person, attempt, parts, answers, now)


def report_mistake(
    records: Records,
    world: World,
    person: Person,
    attempt_id: int,
    index: int | None,
    reason: str,
    *,
    now: datetime,
) -> bool:
    """Keeps a reader's report for the owner of the lesson; False when it is not theirs to report."""
    attempt = records.study.get(attempt_id, person.id)
    parts = _parts(records, world, person, attempt) if attempt else []
    if attempt is None:
        return False
    part = parts[index] if index is not None and 0 <= index < len(parts) else None
    records.courses.report_mistake(
        MistakeReport(
            person_id=person.id,
            lesson_key=part.lesson.key if part else attempt.lesson_key,
            question_key=part.key if part else "",
            content_hash=part.question.content_hash if part else attempt.lesson_hash,
            reason=reason,
            reported_at=now,
        )
    )
    return True


def _in_own_language(
    records: Records, world: World, person: Person, attempt: Attempt, now: datetime
) -> Attempt:
    """The attempt, begun anew in the person's language if they changed it before the first answer."""
    begun = _lesson_of(records, world, attempt)
    wanted = world.catalogue.lesson(attempt.lesson_key, person.language)
    if begun is None or wanted is None or wanted.language != person.language:
        return attempt
    if begun.language == wanted.language or records.study.answers(attempt.id):
        return attempt
    records.study.keep_version(wanted, now)
    return records.study.begin_anew(attempt, wanted.content_hash, now)


def _same_unfinished(records: Records, world: World, person: Person, item: Item) -> Attempt | None:
    """The sitting to go on with: of this lesson, or of reviews, which are never in two sittings at once."""
    if item.kind is ItemKind.LESSON:
        return records.study.begun(person.id, item.lesson_key)
    sitting = records.study.begun(person.id, "")
    return sitting if sitting and _parts(records, world, person, sitting) else None


def _still_due(records: Records, person: Person, item: Item, now: datetime) -> Item:
    """The reviews less what was answered since they were brought: each is credited once."""
    due = {review.question_key for review in records.reviews.due(person.id, now)}
    keys = tuple(key for key in item.question_keys if key in due)
    return replace(item, question_keys=keys, seconds=len(keys) * REVIEW_SECONDS)


def _item_for(records: Records, world: World, person: Person, seconds: int, now: datetime) -> Item | None:
    facts, courses = _facts(records, world, person, now)
    learner = learner_of(facts, courses, records.nudges.attention(person.id))
    catalogue = world.catalogue
    if not seconds:
        return next_item(learner, catalogue.lesson_keys, catalogue.minutes)
    items = fill(learner, catalogue.lesson_keys, catalogue.minutes, seconds_available=seconds)
    return items[0] if items else None


def _shortest(records: Records, world: World, person: Person, now: datetime) -> int | None:
    facts, courses = _facts(records, world, person, now)
    minutes = [
        world.catalogue.minutes[key]
        for course in courses
        for key in world.catalogue.lesson_keys.get(course, ())
        if key not in facts.done
    ]
    return min(minutes, default=None)


def _facts(
    records: Records, world: World, person: Person, now: datetime
) -> tuple[LearnerFacts, tuple[str, ...]]:
    facts = without_lost_questions(records.courses.facts(person.id, now), world)
    shared = records.courses.shared_assignments()
    return facts, tuple(reasons_of(person, facts, world, shared, person.local_date(now)))


def _lesson_of(records: Records, world: World, attempt: Attempt) -> Lesson | None:
    """The lesson as it was when the attempt began."""
    if not attempt.lesson_hash:
        return None
    for language in ("id", "en"):
        lesson = world.catalogue.lesson(attempt.lesson_key, language)
        if lesson is not None and lesson.content_hash == attempt.lesson_hash:
            return lesson
    return records.study.version(attempt.lesson_hash)


def _parts(records: Records, world: World, person: Person, attempt: Attempt) -> list[_Part]:
    """The questions of an attempt; of a review only those that still exist."""
    if attempt.kind is ItemKind.LESSON:
        lesson = _lesson_of(records, world, attempt)
        if lesson is None:
            return []
        return [_Part(key=f"{lesson.key}/{q.id}", lesson=lesson, question=q) for q in lesson.questions]
    parts = []
    for key in attempt.question_keys:
        lesson_key, _, question_id = key.rpartition("/")
        lesson = world.catalogue.lesson(lesson_key, person.language)
        question = lesson.question(question_id) if lesson else None
        if lesson is not None and question is not None:
            parts.append(_Part(key=key, lesson=lesson, question=question))
    return parts


def _all_cards_opened(attempt: Attempt, lesson: Lesson) -> bool:
    return attempt.cards_opened >= len(cut_into_cards(lesson.text))


def _card(attempt: Attempt, lesson: Lesson, number: int, capped: bool = False) -> CardShown:
    cards = cut_into_cards(lesson.text)
    return CardShown(
        attempt_id=attempt.id,
        lesson=lesson,
        number=number,
        count=len(cards),
        markdown=cards[number - 1],
        capped=capped and number == 1,
    )


def _question(attempt: Attempt, parts: list[_Part], index: int, given: str = "") -> QuestionShown:
    return QuestionShown(
        attempt_id=attempt.id,
        kind=attempt.kind,
        lesson=parts[index].lesson,
        question=parts[index].question,
        index=index,
        count=len(parts),
        given=given,
    )


def _is_capped(records: Records, world: World, person: Person, now: datetime) -> bool:
    today = records.ledger.self_paced_seconds_on(person.id, person.local_date(now))
    return today >= world.policy.daily_credit_minutes * 60


def _remember(
    records: Records, world: World, person: Person, attempt: Attempt, part: _Part, given: str, now: datetime
) -> None:
    verdict = grade(part.question, given)
    given_answer = Answer(
        question_key=part.key,
        question_hash=part.question.content_hash,
        given=given,
        verdict=verdict,
        answered_at=now,
    )
    if not records.study.add_answer(attempt, given_answer):
        return
    memory = remembered(records.reviews.get(person.id, part.key), right=verdict is Verdict.RIGHT, at=now)
    schedule = schedule_of(records.people.circumstances(person.id), world.policy.windows)
    due_at = moved_into_window(memory.due_at, schedule, world.calendar)
    records.reviews.put(person.id, part.key, part.lesson.competency, replace(memory, due_at=due_at))


def _graded(
    records: Records,
    world: World,
    person: Person,
    attempt: Attempt,
    parts: list[_Part],
    index: int,
    answers: Mapping[str, Answer],
    now: datetime,
) -> AnswerGraded:
    part = parts[index]
    given = answers[part.key]
    all_answered = all(part.key in answers for part in parts)
    return AnswerGraded(
        attempt_id=attempt.id,
        kind=attempt.kind,
        lesson=part.lesson,
        question=part.question,
        index=index,
        count=len(parts),
        given=given.given,
        verdict=Verdict(given.verdict),
        completed=_complete(records, world, person, attempt, parts, answers, now) if all_answered else None,
    )


def _complete(
    records: Records,
    world: World,
    person: Person,
    attempt: Attempt,
    parts: list[_Part],
    answers: Mapping[str, Answer],
    now: datetime,
) -> Completed:
    """Records the minutes once; asked again, it tells what was recorded."""
    lesson = _lesson_of(records, world, attempt)
    credit = _credit(records, world, person, attempt, lesson, parts, now)
    if records.study.complete(attempt.id, now):
        attention = records.nudges.attention(person.id)
        since = attention.lessons_since_review + 1 if attempt.kind is ItemKind.LESSON else 0
        records.nudges.save_attention([replace(attention, lessons_since_review=since)])
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
        minutes_left=attempt.seconds_left // 60,
    )


def _credit(
    records: Records,
    world: World,
    person: Person,
    attempt: Attempt,
    lesson: Lesson | None,
    parts: list[_Part],
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
        plausible=fastest_plausible(words, len(parts)) if is_lesson else timedelta(0),
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
                evidence=_evidence(attempt, parts, now),
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


def _evidence(attempt: Attempt, parts: list[_Part], now: datetime) -> dict[str, object]:
    return {
        "attempt": attempt.id,
        "lesson_hash": attempt.lesson_hash,
        "questions": len(parts),
        "took_seconds": max(0, int((now - attempt.started_at).total_seconds())),
    }


def _offer(records: Records, world: World, person: Person, attempt: Attempt, now: datetime) -> Item | None:
    """One more, if there is time: what fits into the minutes that are left, or simply what is next."""
    wished = attempt.seconds_left > 0
    if wished and attempt.seconds_left < REVIEW_SECONDS:
        return None
    return _item_for(records, world, person, attempt.seconds_left, now)
