"""Going through a lesson or reviews, one screen after another, until the minutes are recorded.

What a person sees follows from what is recorded, so after a restart or on an old button the same
screen comes again, and a doubled tap changes nothing.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from content.cards import cut_into_cards
from content.models import Lesson, Numeric, ShortText
from learning.people import Person
from learning.ports import Records
from learning.records import Answer, Attempt
from learning.rules.grading import LONGEST_WORDS, Verdict, could_become_answer, grade, is_finished
from learning.rules.pausing import is_paused
from learning.rules.planning import Item, ItemKind
from learning.rules.repetition import REVIEW_SECONDS, moved_into_window, remembered
from learning.rules.schedules import schedule_of
from learning.usecases.attention import returned
from learning.usecases.completing import complete
from learning.usecases.next_up import item_for, shortest_minutes
from learning.usecases.sitting import Part, all_cards_opened, asked_of, lesson_of, parts_of
from learning.usecases.steps import AnswerGraded, CardShown, Gone, NothingDue, QuestionShown, Step
from learning.world import World

LONGEST_WISH_MINUTES = 120
WORDS_ARE_ANSWERS_FOR = timedelta(minutes=30)
"""After this long a written message is small talk again, and no answer to the question left open."""


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
    seconds = minutes * 60 or None
    item = item_for(records, world, person, seconds=seconds, now=now)
    if item is None:
        return NothingDue(minutes=minutes, shortest_minutes=shortest_minutes(records, world, person, now))
    return begin(records, world, person, item, seconds_available=seconds, now=now)


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
            returned(records, person.id, opened=nudge_id, now=now)
            return NothingDue()
    return begin(records, world, person, item, opened=nudge_id, now=now)


def begin_lesson(records: Records, world: World, person: Person, lesson_key: str, *, now: datetime) -> Step:
    """Begins a lesson the person picked from a course, or goes on with it."""
    lesson = world.catalogue.lesson(lesson_key, person.language)
    if lesson is None:
        return Gone()
    item = Item(kind=ItemKind.LESSON, seconds=lesson.planned_seconds, lesson_key=lesson_key)
    return begin(records, world, person, item, now=now)


def begin(
    records: Records,
    world: World,
    person: Person,
    item: Item,
    *,
    seconds_available: int | None = None,
    opened: int | None = None,
    now: datetime,
) -> Step:
    """Begins an item, or goes on where the same item was left.

    None seconds mean that the person did not say; `opened` is the nudge that brought the item.
    """
    returned(records, person.id, opened=opened, now=now)
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
            planned_seconds=lesson.planned_seconds if lesson else item.seconds,
            seconds_left=None if seconds_available is None else max(0, seconds_available - item.seconds),
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
    lesson = lesson_of(records, world, attempt) if attempt else None
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
    parts = parts_of(records, world, person, attempt) if attempt else []
    if attempt is None or not 0 <= index < len(parts):
        return Gone()
    part = parts[index]
    answers = records.study.answers(attempt.id)
    if part.key in answers:
        return _graded(records, world, person, attempt, parts, index, answers, now)
    if part.is_paused or (attempt.kind is ItemKind.LESSON and not all_cards_opened(attempt, part.lesson)):
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
    parts = parts_of(records, world, person, attempt) if attempt else []
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
    if attempt is None or now - attempt.touched_at > WORDS_ARE_ANSWERS_FOR:
        return None
    step = step_of(records, world, person, attempt, now=now)
    if not isinstance(step, QuestionShown) or not isinstance(step.question, Numeric | ShortText):
        return None
    if isinstance(step.question, Numeric) and not is_finished(step.question, words):
        return None
    return answer(records, world, person, step.attempt_id, step.index, words[:LONGEST_WORDS], now=now)


def step_of(records: Records, world: World, person: Person, attempt: Attempt, *, now: datetime) -> Step:
    """The screen that follows from what is recorded of an attempt."""
    parts = parts_of(records, world, person, attempt)
    lesson = lesson_of(records, world, attempt)
    if attempt.kind is ItemKind.LESSON:
        if lesson is None:
            return Gone()
        count = len(cut_into_cards(lesson.text))
        on_cards = attempt.cards_opened < count or not parts or not records.study.answers(attempt.id)
        if attempt.cards_opened <= count and on_cards:
            return _card(
                attempt,
                lesson,
                max(1, attempt.cards_opened),
                _still_counts(records, world, person, attempt, now),
            )
    answers = records.study.answers(attempt.id)
    for index, part in enumerate(parts):
        if part.key not in answers and not part.is_paused:
            shown = _question(attempt, parts, index)
            if index == 0 and attempt.kind is ItemKind.REVIEW:
                return replace(shown, still_counts=_still_counts(records, world, person, attempt, now))
            return shown
    asked = asked_of(parts, answers)
    if not asked and attempt.kind is ItemKind.REVIEW:
        records.study.complete(attempt.id, now)
        return NothingDue()
    return complete(records, world, person, attempt, asked, answers, now)


def _in_own_language(
    records: Records, world: World, person: Person, attempt: Attempt, now: datetime
) -> Attempt:
    """The attempt, begun anew in the person's language if they changed it before the first answer."""
    begun = lesson_of(records, world, attempt)
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
    return sitting if sitting and parts_of(records, world, person, sitting) else None


def _still_due(records: Records, person: Person, item: Item, now: datetime) -> Item:
    """The reviews less what was answered since they were brought: each is credited once."""
    due = {review.question_key for review in records.reviews.due(person.id, now)}
    paused = records.curation.paused()
    keys = tuple(key for key in item.question_keys if key in due and not is_paused(key, paused))
    return replace(item, question_keys=keys, seconds=len(keys) * REVIEW_SECONDS)


def _card(attempt: Attempt, lesson: Lesson, number: int, still_counts: int | None = None) -> CardShown:
    cards = cut_into_cards(lesson.text)
    return CardShown(
        attempt_id=attempt.id,
        lesson=lesson,
        number=number,
        count=len(cards),
        markdown=cards[number - 1],
        still_counts=still_counts if number == 1 else None,
    )


def _question(attempt: Attempt, parts: list[Part], index: int, given: str = "") -> QuestionShown:
    return QuestionShown(
        attempt_id=attempt.id,
        kind=attempt.kind,
        lesson=parts[index].lesson,
        question=parts[index].question,
        index=index,
        count=len(parts),
        given=given,
    )


def _still_counts(
    records: Records, world: World, person: Person, attempt: Attempt, now: datetime
) -> int | None:
    """Seconds of this sitting that the daily cap still credits, None where all of them count."""
    today = records.ledger.self_paced_seconds_on(person.id, person.local_date(now))
    room = max(0, world.policy.daily_credit_minutes * 60 - today)
    return room if room < attempt.planned_seconds else None


def _remember(
    records: Records, world: World, person: Person, attempt: Attempt, part: Part, given: str, now: datetime
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
    parts: list[Part],
    index: int,
    answers: Mapping[str, Answer],
    now: datetime,
) -> AnswerGraded:
    part = parts[index]
    given = answers[part.key]
    asked = asked_of(parts, answers)
    all_answered = all(part.key in answers for part in asked)
    return AnswerGraded(
        attempt_id=attempt.id,
        kind=attempt.kind,
        lesson=part.lesson,
        question=part.question,
        index=index,
        count=len(parts),
        given=given.given,
        verdict=Verdict(given.verdict),
        completed=complete(records, world, person, attempt, asked, answers, now) if all_answered else None,
    )
