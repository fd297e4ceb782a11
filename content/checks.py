"""The course linter: says of each lesson, by file and line, what a reader would stumble over."""

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from content.cards import TELEGRAM_LENGTH, cut_into_cards
from content.catalogue import CatalogueReading, read_catalogue
from content.markup import telegram_html, visible_length
from content.models import (
    Case,
    Course,
    Language,
    Lesson,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Question,
    ShortText,
    SingleChoice,
)
from content.problems import Problem

WORDS_PER_MINUTE = 180
SECONDS_PER_QUESTION = 20
MINUTES_OFF = 1.0
"""How far the stated minutes may be from the estimate before the linter warns."""

ID = re.compile(r"^[a-z0-9][a-z0-9-]*$")
LANGUAGES: tuple[Language, ...] = ("id", "en")


def check_courses(folders: Sequence[Path], languages: Sequence[Language] = LANGUAGES) -> list[Problem]:
    """Every problem of the courses below these folders, in order of file and line."""
    reading = read_catalogue(folders)
    problems = list(reading.problems)
    for place, lesson in reading.catalogue.lessons.items():
        problems += _check_lesson(lesson, reading.paths[place], reading.question_lines[place])
    for course in reading.catalogue.courses.values():
        problems += _check_course(course, reading, languages)
    return sorted(problems, key=lambda problem: (str(problem.path), problem.line))


def reading_minutes(lesson: Lesson) -> float:
    """The estimated minutes of a lesson: 180 words a minute and 20 seconds a question."""
    words = len(re.findall(r"\w+", lesson.text))
    return words / WORDS_PER_MINUTE + len(lesson.questions) * SECONDS_PER_QUESTION / 60


def _check_course(
    course: Course, reading: CatalogueReading, languages: Sequence[Language]
) -> Iterable[Problem]:
    course_file = course.folder / "course.toml"
    if not ID.match(course.id) or len(course.id) > 24:
        yield Problem(
            path=course_file, line=1, message="folder name: lower-case letters, digits, hyphens, at most 24"
        )
    for language in languages:
        if language not in course.title:
            yield Problem(
                path=course_file, line=1, message=f"the title in '{language}' is missing", is_error=False
            )
        for lesson_id in course.lessons:
            if (course.id, lesson_id, language) not in reading.catalogue.lessons:
                missing = course.folder / language / f"{lesson_id}.md"
                yield Problem(
                    path=missing, line=1, message=f"language '{language}' is missing", is_error=False
                )
    for lesson_id in course.lessons:
        yield from _check_languages(course.id, lesson_id, reading)


def _check_languages(course: str, lesson_id: str, reading: CatalogueReading) -> Iterable[Problem]:
    places = [place for place in reading.catalogue.lessons if place[:2] == (course, lesson_id)]
    if len(places) < 2:
        return
    first, *others = places
    shape = [_shape(question) for question in reading.catalogue.lessons[first].questions]
    for other in others:
        lesson = reading.catalogue.lessons[other]
        if lesson.minutes != reading.catalogue.lessons[first].minutes:
            message = f"the minutes differ from '{first[2]}': one lesson earns the same in every language"
            yield Problem(path=reading.paths[other], line=1, message=message)
        if [_shape(question) for question in lesson.questions] != shape:
            message = f"the questions differ from '{first[2]}': same ids, kinds and places of right answers"
            yield Problem(path=reading.paths[other], line=1, message=message)


def _shape(question: Question) -> tuple[object, ...]:
    """What must be the same in every language of a question."""
    match question:
        case SingleChoice() | MultipleChoice():
            return question.id, question.kind, len(question.options), question.right
        case Ordering():
            return question.id, question.kind, len(question.items)
        case Matching():
            return question.id, question.kind, len(question.pairs)
        case Case():
            scenes = [(s.id, s.ends_well, tuple(c.to for c in s.choices)) for s in question.scenes]
            return question.id, question.kind, tuple(scenes)
        case ShortText():
            return question.id, question.kind
        case _:
            return question.id, question.kind, question.right


def _check_lesson(lesson: Lesson, path: Path, question_lines: dict[str, int]) -> Iterable[Problem]:
    def error(message: str, line: int = 1) -> Problem:
        return Problem(path=path, line=line, message=message)

    def warning(message: str, line: int = 1) -> Problem:
        return Problem(path=path, line=line, message=message, is_error=False)

    if not ID.match(lesson.id) or len(lesson.id) > 32:
        yield error("file name: lower-case letters, digits, hyphens, at most 32")
    if len(lesson.title) > 60:
        yield error(f"the title has {len(lesson.title)} characters; at most 60 fit on a card")
    for name in ("source", "owner", "competency"):
        if not getattr(lesson, name):
            yield error(f"no {name}: readers must see where this comes from and who answers for it")
    if lesson.language != path.parent.name:
        yield error(f"says language '{lesson.language}' but lies in the folder '{path.parent.name}'")
    if not lesson.text:
        yield error("no text: write what the lesson teaches before its questions")
    if lesson.review_by is None:
        yield warning("no review_by: say until when this text is good")
    if not lesson.questions:
        yield warning("no questions: two to four help people remember")
    for number, card in enumerate(cut_into_cards(lesson.text), 1):
        if visible_length(telegram_html(card)) > TELEGRAM_LENGTH:
            yield error(
                f"card {number} is longer than Telegram carries; add a '## heading' to cut it",
                _text_line(path),
            )
    off = reading_minutes(lesson) - lesson.minutes
    if abs(off) > MINUTES_OFF:
        yield warning(f"says {lesson.minutes} minutes, reads in about {reading_minutes(lesson):.1f}")
    if lesson.picture and not (path.parent.parent / "pictures" / lesson.picture).is_file():
        yield error(f"the picture pictures/{lesson.picture} does not exist")
    for question in lesson.questions:
        for is_error, message in _check_question(question):
            yield (error if is_error else warning)(
                f"question '{question.id}': {message}", question_lines[question.id]
            )


def _text_line(path: Path) -> int:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return next((i + 2 for i, line in enumerate(lines[1:], 0) if line.strip() == "---"), 1)


Finding = tuple[bool, str]


def _check_question(question: Question) -> Iterable[Finding]:
    if not question.explanation:
        yield True, "no explanation: add lines that start with '> '"
    if visible_length(telegram_html(question.explanation)) > 600:
        yield True, "the explanation is longer than 600 characters"
    if visible_length(telegram_html(question.prompt)) > 500:
        yield True, "the question is longer than 500 characters"
    check = KIND_CHECKS.get(question.kind)
    if check is not None:
        yield from check(question)


def _check_options(question: Question) -> Iterable[Finding]:
    options = question.options if isinstance(question, SingleChoice | MultipleChoice) else ()
    if not 2 <= len(options) <= 8:
        yield True, f"has {len(options)} options; 2 to 8 work"
    if len(set(options)) < len(options):
        yield True, "two options are the same"
    for option in options:
        if len(option) > 120:
            yield True, f"the option {option[:30]!r}… has {len(option)} characters; at most 120"


def _check_items(question: Question) -> Iterable[Finding]:
    items = question.items if isinstance(question, Ordering) else ()
    if not 2 <= len(items) <= 6:
        yield True, f"has {len(items)} steps; 2 to 6 work"
    if len(set(items)) < len(items):
        yield True, "two steps are the same"


def _check_pairs(question: Question) -> Iterable[Finding]:
    pairs = question.pairs if isinstance(question, Matching) else ()
    if not 2 <= len(pairs) <= 5:
        yield True, f"has {len(pairs)} pairs; 2 to 5 work"
    if any(len(side) > 40 for pair in pairs for side in pair):
        yield True, "a side of a pair has more than 40 characters"


def _check_short_text(question: Question) -> Iterable[Finding]:
    if isinstance(question, ShortText) and any(len(answer) > 20 for answer in question.accepted):
        yield True, "an accepted answer has more than 20 characters; ask for a word or two"


def _check_case(question: Question) -> Iterable[Finding]:
    for scene in question.scenes if isinstance(question, Case) else ():
        if visible_length(telegram_html(scene.text)) > 800:
            yield True, f"scene '{scene.id}' is longer than 800 characters"
        if any(len(choice.text) > 80 for choice in scene.choices):
            yield True, f"a choice of scene '{scene.id}' has more than 80 characters"


def _check_number(question: Question) -> Iterable[Finding]:
    if not isinstance(question, Numeric) or abs(question.right) < 1:
        return
    if question.right.as_tuple().exponent == -3:
        yield False, f"{question.right} has three decimals; write thousands without a point or comma"


KIND_CHECKS: dict[str, Callable[[Question], Iterable[Finding]]] = {
    "single": _check_options,
    "multiple": _check_options,
    "order": _check_items,
    "match": _check_pairs,
    "numeric": _check_number,
    "short_text": _check_short_text,
    "case": _check_case,
}
