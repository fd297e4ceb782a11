"""What is next for a person: their courses in order, what is due, and what fits their time."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

from learning.people import Person, Role
from learning.ports import Records
from learning.records import Assignment, AttentionState, LearnerFacts
from learning.rules.pausing import is_paused
from learning.rules.planning import Item, Learner, Why, best_fit, courses_with_reasons, next_item
from learning.world import World


def item_for(
    records: Records, world: World, person: Person, *, seconds: int | None, now: datetime
) -> Item | None:
    """The next thing that fits the seconds a person has; None seconds means any. None where nothing does."""
    facts, courses = _facts(records, world, person, now)
    learner = learner_of(facts, courses, records.nudges.attention(person.id))
    catalogue = world.catalogue
    if seconds is None:
        return next_item(learner, catalogue.lesson_keys, catalogue.minutes)
    return best_fit(learner, catalogue.lesson_keys, catalogue.minutes, seconds_available=seconds)


def shortest_minutes(records: Records, world: World, person: Person, now: datetime) -> int | None:
    """The minutes of the shortest lesson the person has not done, None where there is none."""
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
    paused = records.curation.paused()
    facts = without_lost_questions(records.courses.facts(person.id, now), world, paused)
    shared = records.courses.shared_assignments()
    return facts, tuple(reasons_of(person, facts, world, shared, person.local_date(now)))


def reasons_of(
    person: Person, facts: LearnerFacts, world: World, shared: Sequence[Assignment], on: date
) -> dict[str, Why]:
    """The person's courses in order of precedence, each with why they have it."""
    roles = frozenset({Role.EMPLOYEE, *(grant.role for grant in facts.grants if grant.in_force(on))})
    return courses_with_reasons(
        unit=person.unit,
        roles=roles,
        assigned=facts.assigned,
        chosen=facts.chosen,
        shared=shared,
        courses=world.catalogue.courses.values(),
    )


def without_lost_questions(facts: LearnerFacts, world: World, paused: Collection[str]) -> LearnerFacts:
    """The facts without reviews of questions that the catalogue does not hold any more or that pause."""
    taught = world.catalogue.question_keys
    known = tuple(
        review
        for review in facts.due
        if review.question_key in taught and not is_paused(review.question_key, paused)
    )
    return facts if len(known) == len(facts.due) else replace(facts, due=known)


def learner_of(facts: LearnerFacts, courses: Sequence[str], attention: AttentionState) -> Learner:
    """What planning must know of a person."""
    return Learner(
        courses=courses,
        done=facts.done,
        started=facts.started,
        due=facts.due,
        lessons_since_review=attention.lessons_since_review,
    )
