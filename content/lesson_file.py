"""Reads one lesson file: front matter, Markdown text, questions."""

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from content.models import Lesson, Question
from content.problems import Problem
from content.question_blocks import QuestionBroken, read_question

QUESTIONS_HEADING = re.compile(r"^#\s+(pertanyaan|questions)\s*$", re.IGNORECASE)
FRONT_MATTER_FIELDS = {
    "title", "minutes", "language", "tags", "competency", "owner",
    "source", "review_by", "verified_by", "picture",
}  # fmt: skip
UNREADABLE_VALUES = (ValueError, KeyError, AttributeError, RecursionError)
"""What PyYAML lets through besides its own errors, such as ValueError for the date 2027-13-30."""


@dataclass(slots=True)
class LessonReading:
    """What came out of one file: a lesson unless an error stopped it, and every problem found.

    `question_lines` gives the line on which each question starts, by question id.
    """

    lesson: Lesson | None = None
    problems: list[Problem] = field(default_factory=list)
    question_lines: dict[str, int] = field(default_factory=dict)


def read_lesson(path: Path, *, course: str, competency: str = "", owner: str = "") -> LessonReading:
    """Reads a lesson file; problems carry file and line, and no exception leaves for bad content."""
    reading = LessonReading()

    def problem(line: int, message: str) -> None:
        reading.problems.append(Problem(path=path, line=line, message=message))

    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problem(line, f"not UTF-8 (byte {error.start}): save the file as UTF-8")
        return reading
    front, body_start = _front_matter(lines, problem)
    if front is None:
        return reading
    body = lines[body_start:]
    split = next((i for i, line in enumerate(body) if QUESTIONS_HEADING.match(line)), len(body))
    questions = _questions(body[split + 1 :], body_start + split + 2, reading, problem)
    fields: dict[str, Any] = {"competency": competency, "owner": owner, "language": path.parent.name, **front}
    try:
        reading.lesson = Lesson(
            course=course,
            id=path.stem,
            text="\n".join(body[:split]).strip(),
            questions=tuple(questions),
            **fields,
        )
    except ValidationError as error:
        for detail in error.errors():
            name = ".".join(str(part) for part in detail["loc"])
            problem(_line_of(lines, str(detail["loc"][0])), f"{name}: {detail['msg'].lower()}")
    return reading


def _front_matter(lines: list[str], problem: Any) -> tuple[dict[str, Any] | None, int]:
    if not lines or lines[0].strip() != "---":
        problem(1, "front matter is missing: the file starts with a line '---', fields, and '---'")
        return None, 0
    end = next((i for i, line in enumerate(lines[1:], 1) if line.strip() == "---"), None)
    if end is None:
        problem(1, "front matter is not closed: add a line '---' after its fields")
        return None, 0
    try:
        front = yaml.safe_load("\n".join(lines[1:end])) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem((mark.line if mark else 0) + 2, "front matter cannot be read; put texts with ':' in quotes")
        return None, 0
    except UNREADABLE_VALUES as error:
        problem(2, f"front matter has a value that cannot be read: {error}")
        return None, 0
    if not isinstance(front, dict):
        problem(2, "front matter must be lines of 'field: value'")
        return None, 0
    for name in sorted(set(map(str, front)) - FRONT_MATTER_FIELDS):
        known = ", ".join(sorted(FRONT_MATTER_FIELDS))
        problem(_line_of(lines, name), f"unknown field '{name}'; known: {known}")
    known_fields = {name: value for name, value in front.items() if name in FRONT_MATTER_FIELDS}
    for name, value in known_fields.items():
        is_number = isinstance(value, int | float | date) and not isinstance(value, bool)
        if is_number and name not in {"minutes", "review_by"}:
            known_fields[name] = str(value)
    return {name: value for name, value in known_fields.items() if value is not None}, end + 1


def _questions(lines: list[str], first_line: int, reading: LessonReading, problem: Any) -> list[Question]:
    starts = [i for i, line in enumerate(lines) if re.match(r"^##\s", line)]
    for i, line in enumerate(lines[: starts[0] if starts else len(lines)]):
        if line.strip():
            problem(first_line + i, "text before the first question: a question starts with '## '")
            break
    questions: list[Question] = []
    for number, (start, end) in enumerate(pairwise([*starts, len(lines)]), 1):
        try:
            question = read_question(lines[start:end], number=number)
        except QuestionBroken as broken:
            problem(first_line + start + broken.offset, broken.message)
            continue
        if question.id in reading.question_lines:
            problem(first_line + start, f"question id '{question.id}' is used twice; give it another {{#id}}")
            continue
        reading.question_lines[question.id] = first_line + start
        questions.append(question)
    return questions


def _line_of(lines: list[str], name: str) -> int:
    return next((i for i, line in enumerate(lines, 1) if line.startswith(f"{name}:")), 1)
