"""Buttons of courses."""

from dataclasses import dataclass
from typing import ClassVar

from bot.callbacks import Button, button


@button
@dataclass(frozen=True, slots=True)
class ShowCourses(Button):
    """Every course."""

    code: ClassVar[str] = "k"


@button
@dataclass(frozen=True, slots=True)
class ShowCourse(Button):
    """The lessons of a course."""

    code: ClassVar[str] = "kc"
    course: str


@button
@dataclass(frozen=True, slots=True)
class ChooseCourse(Button):
    """Add a course to one's own, or take it away."""

    code: ClassVar[str] = "kk"
    course: str
    chosen: bool


@button
@dataclass(frozen=True, slots=True)
class StartLesson(Button):
    """Begin a lesson of a course, counted from 1."""

    code: ClassVar[str] = "ks"
    course: str
    number: int
