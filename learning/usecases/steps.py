"""What comes out of a step of learning: one value for each screen a person can see."""

from dataclasses import dataclass

from content.models import Lesson, Question
from learning.assignments import AssignedProgress
from learning.ratings import CourseToRate
from learning.rules.credit import Credit
from learning.rules.grading import Verdict
from learning.rules.planning import Item, ItemKind
from learning.usecases.progress import Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class CardShown:
    """A card of a lesson's text; `number` counts from 1.

    `still_counts` warns before the start: the seconds of this sitting that the daily cap still
    credits, None where all of them count.
    """

    attempt_id: int
    lesson: Lesson
    number: int
    count: int
    markdown: str
    still_counts: int | None = None
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
    still_counts: int | None = None


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
    finished: AssignedProgress | None = None
    """The course somebody gave them that ended with this lesson."""
    rating: CourseToRate | None = None
    """The course that ended with this lesson, to be rated."""


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
