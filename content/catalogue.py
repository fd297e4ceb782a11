"""The catalogue: every course and lesson that ships or that the organisation added."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from content.lesson_file import read_lesson
from content.models import Course, Language, Lesson
from content.problems import ContentBroken, Problem

SHIPPED_PACKS = Path(__file__).parent / "packs"


@dataclass(frozen=True)
class Catalogue:
    """Courses by id, and their lessons by (course, lesson, language)."""

    courses: dict[str, Course]
    lessons: dict[tuple[str, str, Language], Lesson]

    def lesson(self, key: str, language: Language) -> Lesson | None:
        """The lesson `course/lesson` in this language, else in any it has, else None."""
        course, _, lesson_id = key.partition("/")
        found = self.lessons.get((course, lesson_id, language))
        return found or next(iter(self._versions.get((course, lesson_id), ())), None)

    def picture(self, lesson: Lesson) -> bytes | None:
        """The bytes of a lesson's picture, None where it has none."""
        course = self.courses.get(lesson.course)
        if not lesson.picture or course is None:
            return None
        file = course.folder / "pictures" / Path(lesson.picture).name
        return file.read_bytes() if file.is_file() else None

    @cached_property
    def _versions(self) -> dict[tuple[str, str], list[Lesson]]:
        versions: dict[tuple[str, str], list[Lesson]] = {}
        for (course, lesson_id, _), lesson in self.lessons.items():
            versions.setdefault((course, lesson_id), []).append(lesson)
        return versions

    @cached_property
    def lesson_keys(self) -> dict[str, tuple[str, ...]]:
        """The keys `course/lesson` of each course, in teaching order."""
        return {
            course.id: tuple(f"{course.id}/{lesson}" for lesson in course.lessons)
            for course in self.courses.values()
        }

    @cached_property
    def question_keys(self) -> frozenset[str]:
        """The keys `course/lesson/question` of what can be asked in every language of its lesson."""
        return frozenset(
            f"{course}/{lesson_id}/{question.id}"
            for (course, lesson_id), versions in self._versions.items()
            for question in versions[0].questions
            if all(version.question(question.id) for version in versions)
        )

    @cached_property
    def minutes(self) -> dict[str, int]:
        """The planned minutes of each lesson key."""
        return {lesson.key: lesson.minutes for lesson in reversed(self.lessons.values())}


@dataclass(slots=True)
class CatalogueReading:
    """A catalogue and what was found wrong while reading it."""

    catalogue: Catalogue
    problems: list[Problem] = field(default_factory=list)
    question_lines: dict[tuple[str, str, Language], dict[str, int]] = field(default_factory=dict)
    paths: dict[tuple[str, str, Language], Path] = field(default_factory=dict)


def load_catalogue(folders: Sequence[Path]) -> Catalogue:
    """The catalogue of these pack folders; raises ContentBroken when any file has an error."""
    reading = read_catalogue(folders)
    errors = tuple(problem for problem in reading.problems if problem.is_error)
    if errors:
        raise ContentBroken(errors)
    return reading.catalogue


def read_catalogue(folders: Iterable[Path]) -> CatalogueReading:
    """Reads every course below these folders, going on after problems so that all are found."""
    reading = CatalogueReading(Catalogue(courses={}, lessons={}))
    for folder in folders:
        if not folder.is_dir():
            reading.problems.append(
                Problem(path=folder, line=1, message="this content folder does not exist")
            )
            continue
        for course_file in sorted(folder.glob("*/course.toml")):
            _read_course(course_file, reading)
    return reading


def _read_course(course_file: Path, reading: CatalogueReading) -> None:
    def problem(message: str, line: int = 1) -> None:
        reading.problems.append(Problem(path=course_file, line=line, message=message))

    folder = course_file.parent
    try:
        fields: dict[str, Any] = tomllib.loads(course_file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        problem(f"cannot be read as TOML: {error}")
        return
    if folder.name in reading.catalogue.courses:
        problem(f"a course '{folder.name}' exists already; rename this folder")
        return
    files = sorted(folder.glob("??/*.md"))
    order = fields.pop("lessons", ()) or tuple(dict.fromkeys(sorted(path.stem for path in files)))
    try:
        course = Course(id=folder.name, lessons=order, folder=folder, **fields)
    except (ValidationError, TypeError) as error:
        details = (
            error.errors()
            if isinstance(error, ValidationError)
            else [{"loc": ("course",), "msg": str(error)}]
        )
        for detail in details:
            problem(f"{'.'.join(map(str, detail['loc']))}: {str(detail['msg']).lower()}")
        return
    if not files:
        problem("the course has no lessons: add id/01-….md")
    reading.catalogue.courses[course.id] = course
    for path in files:
        _add_lesson(path, course, reading)
    for lesson in course.lessons:
        if not any(path.stem == lesson for path in files):
            problem(f"lesson '{lesson}' is listed but has no file")


def _add_lesson(path: Path, course: Course, reading: CatalogueReading) -> None:
    found = read_lesson(path, course=course.id, competency=course.competency, owner=course.owner)
    reading.problems += found.problems
    if found.lesson is None:
        return
    place = (course.id, found.lesson.id, found.lesson.language)
    reading.catalogue.lessons[place] = found.lesson
    reading.question_lines[place] = found.question_lines
    reading.paths[place] = path
