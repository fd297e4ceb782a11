"""What there is to learn, what a person has done of it, and giving courses to people."""

from dataclasses import dataclass
from datetime import datetime

from content.models import Course, Lesson
from learning.people import Person
from learning.ports import Records
from learning.records import Assignment, AuditEntry
from learning.rules.planning import Why
from learning.usecases.next_up import reasons_of
from learning.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseStatus:
    """A course as a person sees it; `why` is None when it is not among their courses."""

    course: Course
    why: Why | None
    done: int
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonStatus:
    """A lesson of a course as a person sees it."""

    lesson: Lesson
    done: bool
    begun: bool


def overview(records: Records, world: World, person: Person, *, now: datetime) -> list[CourseStatus]:
    """Every course, the person's own first, in the order in which they come."""
    facts = records.courses.facts(person.id, now)
    reasons = reasons_of(person, facts, world, records.courses.shared_assignments(), person.local_date(now))
    catalogue = world.catalogue
    order = [*reasons, *(course for course in catalogue.courses if course not in reasons)]
    return [
        CourseStatus(
            course=catalogue.courses[course],
            why=reasons.get(course),
            done=sum(key in facts.done for key in catalogue.lesson_keys[course]),
            minutes=sum(catalogue.minutes.get(key, 0) for key in catalogue.lesson_keys[course]),
        )
        for course in order
        if course in catalogue.courses
    ]


def lessons_of(
    records: Records, world: World, person: Person, course: str, *, now: datetime
) -> list[LessonStatus]:
    """The lessons of a course in teaching order; empty where there is no such course."""
    facts = records.courses.facts(person.id, now)
    found = []
    for key in world.catalogue.lesson_keys.get(course, ()):
        lesson = world.catalogue.lesson(key, person.language)
        if lesson is not None:
            found.append(LessonStatus(lesson=lesson, done=key in facts.done, begun=key in facts.started))
    return found


def choose(records: Records, world: World, person_id: int, course: str, *, now: datetime) -> bool:
    """Adds a course to the person's own; False where there is no such course."""
    if course not in world.catalogue.courses:
        return False
    records.courses.choose(person_id, course, now)
    return True


def drop(records: Records, person_id: int, course: str) -> None:
    """Takes a chosen course away again."""
    records.courses.drop(person_id, course)


def assign(records: Records, assignment: Assignment, *, actor: str, now: datetime) -> bool:
    """Gives a course to a person, unit or role; False when they have it already."""
    if not records.courses.assign(assignment, now):
        return False
    given_to = assignment.unit or assignment.role or ""
    detail = f"{assignment.course} {given_to}".strip()
    person_id = assignment.person_id
    records.journal.audit(
        AuditEntry(at=now, actor=actor, action="course_assigned", person_id=person_id, detail=detail)
    )
    return True
