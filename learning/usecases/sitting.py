"""What a sitting consists of: the lesson as it was when it began, and the questions to answer."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from content.cards import cut_into_cards
from content.models import Lesson, Question
from learning.people import Person
from learning.ports import Records
from learning.records import Attempt
from learning.rules.pausing import is_paused
from learning.rules.planning import ItemKind
from learning.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A question of an attempt with its lesson; a paused one keeps its place and is not asked."""

    key: str
    lesson: Lesson
    question: Question
    is_paused: bool = False


def lesson_of(records: Records, world: World, attempt: Attempt) -> Lesson | None:
    """The lesson as it was when the attempt began."""
    if not attempt.lesson_hash:
        return None
    for language in ("id", "en"):
        lesson = world.catalogue.lesson(attempt.lesson_key, language)
        if lesson is not None and lesson.content_hash == attempt.lesson_hash:
            return lesson
    return records.study.version(attempt.lesson_hash)


def parts_of(records: Records, world: World, person: Person, attempt: Attempt) -> list[Part]:
    """The questions of an attempt; of a review only those that still exist."""
    paused = records.curation.paused()
    if attempt.kind is ItemKind.LESSON:
        lesson = lesson_of(records, world, attempt)
        if lesson is None:
            return []
        keyed = [(f"{lesson.key}/{question.id}", question) for question in lesson.questions]
        return [
            Part(key=key, lesson=lesson, question=question, is_paused=is_paused(key, paused))
            for key, question in keyed
        ]
    parts = []
    for key in attempt.question_keys:
        lesson_key, _, question_id = key.rpartition("/")
        lesson = world.catalogue.lesson(lesson_key, person.language)
        question = lesson.question(question_id) if lesson else None
        if lesson is not None and question is not None:
            part = Part(key=key, lesson=lesson, question=question, is_paused=is_paused(key, paused))
            parts.append(part)
    return parts


def asked_of(parts: Sequence[Part], answers: Collection[str]) -> list[Part]:
    """The parts that count: paused questions only where they were answered before they paused."""
    return [part for part in parts if not part.is_paused or part.key in answers]


def all_cards_opened(attempt: Attempt, lesson: Lesson) -> bool:
    """Whether every card of the lesson's text has been opened."""
    return attempt.cards_opened >= len(cut_into_cards(lesson.text))
