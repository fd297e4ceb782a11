"""What comes next for a person: due reviews and the next new lesson, fitted to the minutes they have."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import chain
from typing import Protocol

from content.models import Course
from learning.people import Role, is_within
from learning.rules.repetition import REVIEW_SECONDS

REVIEWS_AT_ONCE = 9
"""A review sitting has at most this many questions: four and a half minutes, as long as a lesson."""

LESSONS_BETWEEN_REVIEWS = 2
"""How many lessons are brought between two review sittings while nothing was missed."""


class ItemKind(StrEnum):
    """What can be brought to a person."""

    LESSON = "lesson"
    REVIEW = "review"


class Why(StrEnum):
    """Why something is brought; every nudge says it."""

    ASSIGNED = "assigned"
    UNIT_OR_ROLE = "unit_or_role"
    CHOSEN = "chosen"
    EVERYONE = "everyone"
    REVIEW = "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class DueReview:
    """A question that may come back: `course/lesson/question`, when it is due, how often it was missed."""

    question_key: str
    due_at: datetime
    lapses: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to do next: a lesson by its key, or some reviews."""

    kind: ItemKind
    seconds: int
    lesson_key: str = ""
    question_keys: tuple[str, ...] = ()


class SharedAssignment(Protocol):
    """A course given to a unit with everything below it, or to a role."""

    @property
    def course(self) -> str: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def role(self) -> str | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """What planning must know of a person.

    `courses` are course ids in order of precedence: assigned first, then of the unit or role, then chosen.
    `lessons_since_review` counts brought or taken lessons since the last review sitting.
    """

    courses: Sequence[str]
    done: frozenset[str] = frozenset()
    started: tuple[str, ...] = ()
    due: Sequence[DueReview] = ()
    lessons_since_review: int = 0


def next_item(
    learner: Learner,
    lesson_keys: Mapping[str, Sequence[str]],
    minutes: Mapping[str, int],
    *,
    seconds_available: int | None = None,
) -> Item | None:
    """The next thing to bring, or None when there is nothing that fits.

    Reviews come before a lesson when a missed question is due after at least one lesson, or when
    some lessons have passed since the last reviews; otherwise the next new lesson leads.
    """
    review = _review(learner.due, seconds_available)
    lesson = _lesson(learner, lesson_keys, minutes, seconds_available)
    if review is None or lesson is None:
        return review or lesson
    return review if _reviews_lead(learner) else lesson


def best_fit(
    learner: Learner,
    lesson_keys: Mapping[str, Sequence[str]],
    minutes: Mapping[str, int],
    *,
    seconds_available: int,
) -> Item | None:
    """What fits into the time a person says they have, reviews before a lesson; None where nothing does."""
    return _review(learner.due, seconds_available) or _lesson(
        learner, lesson_keys, minutes, seconds_available
    )


def new_lessons(
    courses: Sequence[str],
    done: Iterable[str],
    lesson_keys: Mapping[str, Sequence[str]],
    started: Sequence[str] = (),
) -> Iterator[str]:
    """The keys of lessons not done yet, those begun first, then course by course."""
    passed = set(done)
    for key in chain(started, *(lesson_keys.get(course, ()) for course in courses)):
        if key not in passed:
            passed.add(key)
            yield key


def courses_with_reasons(
    *,
    unit: str,
    roles: frozenset[Role],
    assigned: Sequence[str],
    chosen: Sequence[str],
    shared: Sequence[SharedAssignment],
    courses: Iterable[Course],
) -> dict[str, Why]:
    """A person's courses in order of precedence, each with why they have it.

    First what was assigned to them, then what is for their unit or role (by assignment or by the
    course itself), then what they chose, then what is for everyone.
    """
    reasons: dict[str, Why] = dict.fromkeys(assigned, Why.ASSIGNED)
    for assignment in shared:
        if assignment.role in roles or (assignment.unit is not None and is_within(unit, assignment.unit)):
            reasons.setdefault(assignment.course, Why.UNIT_OR_ROLE)
    open_to_all = []
    for course in courses:
        if not course.units and not course.roles:
            open_to_all.append(course.id)
        elif roles & set(course.roles) or any(is_within(unit, scope) for scope in course.units):
            reasons.setdefault(course.id, Why.UNIT_OR_ROLE)
    for course_id in chosen:
        reasons.setdefault(course_id, Why.CHOSEN)
    for course_id in open_to_all:
        reasons.setdefault(course_id, Why.EVERYONE)
    return reasons


def _reviews_lead(learner: Learner) -> bool:
    missed = any(review.lapses for review in learner.due)
    return learner.lessons_since_review >= (1 if missed else LESSONS_BETWEEN_REVIEWS)


def _review(due: Sequence[DueReview], seconds_available: int | None) -> Item | None:
    room = REVIEWS_AT_ONCE
    if seconds_available is not None:
        room = max(0, min(room, seconds_available // REVIEW_SECONDS))
    most_missed_first = sorted(due, key=lambda review: (-review.lapses, review.due_at, review.question_key))
    keys = tuple(review.question_key for review in most_missed_first[:room])
    if not keys:
        return None
    return Item(kind=ItemKind.REVIEW, seconds=len(keys) * REVIEW_SECONDS, question_keys=keys)


def _lesson(
    learner: Learner,
    lesson_keys: Mapping[str, Sequence[str]],
    minutes: Mapping[str, int],
    seconds_available: int | None,
) -> Item | None:
    for key in new_lessons(learner.courses, learner.done, lesson_keys, learner.started):
        seconds = minutes.get(key, 0) * 60
        if seconds and (seconds_available is None or seconds <= seconds_available):
            return Item(kind=ItemKind.LESSON, seconds=seconds, lesson_key=key)
    return None
