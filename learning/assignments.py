"""Courses that somebody gave to a person until a date, and how far that person is with them."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignedCourse:
    """A course of one person, with who gave it; `due_on` and `by_id` are None where nobody set a date."""

    id: int
    course: str
    person_id: int
    person: str
    unit: str
    by_id: int | None = None
    by: str = ""
    by_unit: str = ""
    due_on: date | None = None
    reminders: int = 0
    reminded_on: date | None = None
    assigned_at: datetime
    completed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignedProgress:
    """An assignment as screens show it; `next_lesson` is the place of the first lesson not done, from 1."""

    assignment: AssignedCourse
    title: str
    done: int
    count: int
    next_lesson: int = 1

    @property
    def is_done(self) -> bool:
        """Whether every lesson is done."""
        return self.count > 0 and self.done >= self.count


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """Somebody has finished a course that was given to them."""

    person_id: int
    person: str
    course: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DueCourse:
    """An open assignment as the rules of reminding see it; dates are on the person's own calendar."""

    id: int
    person_id: int
    assigned_on: date
    due_on: date
    reminders: int = 0
    reminded_on: date | None = None
