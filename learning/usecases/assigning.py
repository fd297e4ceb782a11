"""Courses that a supervisor gives to one person until a date: given, changed, taken back, reminded, done."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from content.models import Course
from learning.assignments import AssignedCourse, AssignedProgress, Finished
from learning.auditing import entry_by
from learning.broadcasts import Broadcast
from learning.notices import Notice, NoticeKind
from learning.people import Actor, Person, PersonState
from learning.ports import Records
from learning.rules.access import actor_of
from learning.rules.audience import is_led, scope_of
from learning.usecases import dialogues
from learning.usecases.notices import notify
from learning.usecases.team import led_person
from learning.world import World

DATING = "assign"
"""The dialogue in which the next message is the date until which a course shall be done."""

FARTHEST = timedelta(days=730)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A course that may be given to somebody; `assigned` where they have it from somebody already."""

    course: Course
    done: int
    assigned: AssignedCourse | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The courses that a person has not finished, those given to them first."""

    person: Person
    courses: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A course for a person until a date, before it is given; without a date that is still to be said."""

    person: Person
    choice: Choice
    today: date
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongDate:
    """The date has passed, or lies too far ahead."""

    plan: Plan
    on: date
    is_past: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The course is the person's until the date; `told` says whether a message goes to them."""

    plan: Plan
    told: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """The course is not given to the person any more."""

    plan: Plan


def choices(records: Records, world: World, actor: Actor, person_id: int, *, now: datetime) -> Choices | None:
    """The courses that this actor may give to a person; None where they do not lead them."""
    person = led_person(records, actor, person_id)
    if person is None:
        return None
    done = records.courses.facts(person.id, now).done
    assigned = {one.course: one for one in records.assignments.of_person(person.id)}
    found = [
        Choice(
            course=course,
            done=sum(key in done for key in world.catalogue.lesson_keys[course.id]),
            assigned=assigned.get(course.id),
        )
        for course in world.catalogue.courses.values()
    ]
    open_ones = [one for one in found if one.done < len(world.catalogue.lesson_keys[one.course.id])]
    return Choices(
        person=person, courses=tuple(sorted(open_ones, key=lambda choice: choice.assigned is None))
    )


def plan(
    records: Records,
    world: World,
    actor: Actor,
    person_id: int,
    course: str,
    *,
    due_on: date | None = None,
    now: datetime,
) -> Plan | WrongDate | None:
    """What giving this course would mean; None where the actor or the course may not."""
    found = choices(records, world, actor, person_id, now=now)
    choice = next((one for one in found.courses if one.course.id == course), None) if found else None
    if found is None or choice is None:
        return None
    today = actor.person.local_date(now)
    planned = Plan(person=found.person, choice=choice, today=today)
    if due_on is None:
        return planned
    if due_on < today or due_on > today + FARTHEST:
        return WrongDate(plan=planned, on=due_on, is_past=due_on < today)
    return replace(planned, due_on=due_on)


def ask_date(
    records: Records, world: World, actor: Actor, person_id: int, course: str, *, now: datetime
) -> Plan | None:
    """Lets the actor's next message be the date."""
    found = plan(records, world, actor, person_id, course, now=now)
    if not isinstance(found, Plan):
        return None
    dialogues.begin(records, actor.person, DATING, now=now, to=person_id, course=course)
    return found


def assign(
    records: Records, world: World, actor: Actor, person_id: int, course: str, due_on: date, *, now: datetime
) -> Given | WrongDate | None:
    """Gives a course to a person until a date, or changes the date; the same again changes nothing."""
    found = plan(records, world, actor, person_id, course, due_on=due_on, now=now)
    if not isinstance(found, Plan):
        return found
    dialogues.end(records, actor.person)
    person = found.person
    is_told = person.state is PersonState.ACTIVE and person.blocked_at is None
    given = records.assignments.give(course, person_id, by_id=actor.person.id, due_on=due_on, at=now)
    if given:
        action = "assignment_changed" if found.choice.assigned else "course_assigned"
        _audit(records, actor, action, person_id, f"{course} {due_on}", now)
    if given and is_told:
        assigned = records.assignments.of(person_id, course)
        assert assigned is not None
        notice = Notice(kind=NoticeKind.COURSE_ASSIGNED, subject=assigned.id)
        records.notices.take_back(notice, person_id, now)
        notify(records, world, [person_id], notice, now=now, again=f"{due_on} {now.isoformat()}")
    return Given(plan=found, told=is_told)


def assign_with(records: Records, broadcast: Broadcast, person_id: int, *, now: datetime) -> None:
    """Gives the course that a broadcast asks for until a date to somebody whom its copy tells so.

    A date that somebody else gave stays, and a date of the author's own is never put off: only the person
    would see of it, in passing.
    """
    due_on, course = broadcast.due_on, broadcast.content.key
    if due_on is None:
        return
    before = records.assignments.of(person_id, course)
    if before is not None and before.due_on is not None:
        is_own = before.by_id == broadcast.author_id
        if not is_own or before.completed_at is not None or before.due_on <= due_on:
            return
    records.assignments.give(course, person_id, by_id=broadcast.author_id, due_on=due_on, at=now)


def take_back(
    records: Records, world: World, actor: Actor, person_id: int, course: str, *, now: datetime
) -> TakenBack | None:
    """Takes a course back; the same again changes nothing. None where the actor may not."""
    found = plan(records, world, actor, person_id, course, now=now)
    if not isinstance(found, Plan):
        return None
    if records.assignments.take_back(person_id, course):
        _audit(records, actor, "assignment_taken_back", person_id, course, now)
    return TakenBack(plan=found)


def progress_of(
    records: Records, world: World, assigned: AssignedCourse, language: str, *, now: datetime
) -> AssignedProgress | None:
    """How far a person is with a course they were given; None where the catalogue has it no more."""
    course = world.catalogue.courses.get(assigned.course)
    lessons = world.catalogue.lesson_keys.get(assigned.course, ())
    if course is None or not lessons:
        return None
    done = records.courses.facts(assigned.person_id, now).done
    left = [number for number, key in enumerate(lessons, 1) if key not in done]
    return AssignedProgress(
        assignment=assigned,
        title=course.title_in(language),
        done=len(lessons) - len(left),
        count=len(lessons),
        next_lesson=left[0] if left else 1,
    )


def finish(records: Records, world: World, person: Person, lesson_key: str, *, now: datetime) -> None:
    """After a lesson was done: the last of a given course completes it, and whoever gave it hears of it."""
    course = lesson_key.partition("/")[0]
    assigned = records.assignments.of(person.id, course)
    if assigned is None or assigned.completed_at is not None:
        return
    progress = progress_of(records, world, assigned, person.language, now=now)
    if progress is None or not progress.is_done:
        return
    records.assignments.complete(assigned.id, now)
    if assigned.by_id is not None and assigned.by_id != person.id:
        notice = Notice(kind=NoticeKind.COURSE_DONE, subject=assigned.id)
        notify(records, world, [assigned.by_id], notice, now=now, again=now.isoformat())


def finished_at(
    records: Records, world: World, person: Person, lesson_key: str, at: datetime, *, now: datetime
) -> AssignedProgress | None:
    """The given course that was completed at this moment with this lesson, or None."""
    assigned = records.assignments.of(person.id, lesson_key.partition("/")[0])
    if assigned is None or assigned.completed_at != at:
        return None
    return progress_of(records, world, assigned, person.language, now=now)


def to_tell(
    records: Records, world: World, notice: Notice, person: Person, *, now: datetime
) -> AssignedProgress | None:
    """The given course that a person is told or reminded of, as it is now; None where there is no need."""
    assigned = records.assignments.get(notice.subject)
    if assigned is None or assigned.person_id != person.id or assigned.completed_at is not None:
        return None
    is_late = assigned.due_on is not None and assigned.due_on < person.local_date(now)
    if notice.kind is NoticeKind.ASSIGNMENT_REMINDER and (is_late or assigned.due_on is None):
        return None
    return progress_of(records, world, assigned, person.language, now=now)


def finished_by(
    records: Records, world: World, notice: Notice, person: Person, *, now: datetime
) -> Finished | None:
    """Who has finished a course that this person gave them; None where they do not lead them any more."""
    assigned = records.assignments.get(notice.subject)
    course = world.catalogue.courses.get(assigned.course) if assigned is not None else None
    if assigned is None or course is None or assigned.by_id != person.id or assigned.completed_at is None:
        return None
    actor = actor_of(person, records.people.grants(person.id), person.local_date(now))
    if not is_led(assigned.unit, scope_of(actor)):
        return None
    return Finished(
        person_id=assigned.person_id,
        person=assigned.person,
        course=assigned.course,
        title=course.title_in(person.language),
    )


def _audit(
    records: Records, actor: Actor, action: str, person_id: int | None, detail: str, now: datetime
) -> None:
    records.journal.audit(entry_by(actor, action, now=now, person_id=person_id, detail=detail))
