"""Rating a course when its last lesson is done: stars, a sentence, and what admins read of them."""

from datetime import datetime
from enum import StrEnum

from learning.notices import Dialogue
from learning.people import Actor, Person
from learning.ports import Records
from learning.ratings import CourseToRate, Sentences
from learning.rules.access import Action, may
from learning.rules.planning import ItemKind
from learning.rules.rating import FEWEST, MOST, SMALLEST_GROUP, index_of
from learning.usecases import dialogues
from learning.world import World

RATING = "rating"
"""The dialogue in which the next message is a sentence about a course."""

LONGEST = 300
PAGE = 10
"""Sentences on one screen."""


class Unrated(StrEnum):
    """Why nothing was kept."""

    GONE = "gone"
    LATER_DAY = "later_day"
    NO_WORDS = "no_words"
    TOO_LONG = "too_long"


def to_rate(
    records: Records,
    world: World,
    person: Person,
    lesson_key: str,
    done_at: datetime,
    attempt_id: int,
    *,
    now: datetime,
) -> CourseToRate | None:
    """The course that ended with this sitting; None where lessons are missing, or it had ended before."""
    course = world.catalogue.courses.get(lesson_key.partition("/")[0])
    if course is None:
        return None
    keys = frozenset(world.catalogue.lesson_keys[course.id])
    done = records.ratings.done_before(person.id, sorted(keys), done_at)
    if keys - done != {lesson_key}:
        return None
    given = records.ratings.newest(person.id, course.id)
    is_given = given is not None and given.rated_at >= done_at
    today = person.local_date(now)
    return CourseToRate(
        attempt_id=attempt_id,
        course=course.id,
        title=course.title_in(person.language),
        stars=given.stars if given is not None and is_given else 0,
        sentence=given.sentence if given is not None and is_given else "",
        is_open=given is None or not is_given or given.rated_on == today,
    )


def course_of(
    records: Records, world: World, person: Person, attempt_id: int, *, now: datetime
) -> CourseToRate | None:
    """The course that ended with a sitting of this person; None for any other sitting."""
    attempt = records.study.get(attempt_id, person.id)
    if attempt is None or attempt.completed_at is None or attempt.kind is not ItemKind.LESSON:
        return None
    return to_rate(records, world, person, attempt.lesson_key, attempt.completed_at, attempt.id, now=now)


def rate(
    records: Records, world: World, person: Person, attempt_id: int, stars: int, *, now: datetime
) -> CourseToRate | Unrated:
    """Keeps the stars; they can be changed until the day ends on the person's own clock."""
    course = course_of(records, world, person, attempt_id, now=now)
    if course is None or not FEWEST <= stars <= MOST:
        return Unrated.GONE
    if not course.is_open:
        return Unrated.LATER_DAY
    records.ratings.give(
        person_id=person.id,
        unit_id=person.unit_id,
        course=course.course,
        on=person.local_date(now),
        at=now,
        stars=stars,
    )
    return course_of(records, world, person, attempt_id, now=now) or Unrated.GONE


def ask_sentence(
    records: Records, world: World, person: Person, attempt_id: int, *, now: datetime
) -> CourseToRate | Unrated:
    """Lets the person's next message be a sentence about the course."""
    course = course_of(records, world, person, attempt_id, now=now)
    if course is None or not course.stars:
        return Unrated.GONE
    if not course.is_open:
        return Unrated.LATER_DAY
    dialogues.begin(records, person, RATING, now=now, attempt=attempt_id)
    return course


def take_sentence(
    records: Records, world: World, person: Person, dialogue: Dialogue, text: str, *, now: datetime
) -> CourseToRate | Unrated:
    """Keeps the sentence beside the stars; what is too long can be written again."""
    sentence = " ".join(text.split())
    if not sentence:
        return Unrated.NO_WORDS
    if len(sentence) > LONGEST:
        return Unrated.TOO_LONG
    dialogues.end(records, person)
    attempt_id = int(dialogue.payload["attempt"])
    course = course_of(records, world, person, attempt_id, now=now)
    if course is None or not course.stars:
        return Unrated.GONE
    if not course.is_open:
        return Unrated.LATER_DAY
    records.ratings.write(person.id, course.course, person.local_date(now), sentence)
    return course


def sentence_count(records: Records, actor: Actor, course_id: str) -> int:
    """How many sentences about a course can be read; 0 for whom they are not, and of a small group."""
    if not may(actor, Action.MANAGE_ROSTER):
        return 0
    given = records.ratings.of_course(course_id)
    return sum(bool(rating.sentence) for rating in given) if len(given) >= SMALLEST_GROUP else 0


def sentences(
    records: Records, world: World, actor: Actor, course_id: str, number: int = 0
) -> Sentences | None:
    """How a course was rated and what people wrote, without names; None for whom it is not.

    Each person counts once, with their newest rating. Of fewer people than a group that hides everybody
    there are no stars and no words.
    """
    course = world.catalogue.courses.get(course_id)
    if course is None or not may(actor, Action.MANAGE_ROSTER):
        return None
    given = records.ratings.of_course(course_id)
    title = course.title_in(actor.person.language)
    if len(given) < SMALLEST_GROUP:
        return Sentences(course=course_id, title=title, ratings=len(given), is_too_small=True)
    written = [rating.sentence for rating in given if rating.sentence]
    pages = max(1, -(-len(written) // PAGE))
    number = min(number, pages - 1)
    return Sentences(
        course=course_id,
        title=title,
        ratings=len(given),
        index=index_of(rating.stars for rating in given),
        sentences=tuple(written[number * PAGE : (number + 1) * PAGE]),
        page=number,
        pages=pages,
    )
