"""Keeps attempts, answers and the versions of lessons they refer to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from content.models import Lesson
from learning.records import Answer, Attempt
from learning.rules.planning import ItemKind
from storage.statements import id_from_outside, insert_new
from storage.tables import AnswerRow, AttemptRow, LessonVersionRow, table

ATTEMPT, ANSWER, VERSION = table(AttemptRow), table(AnswerRow), table(LessonVersionRow)


def _newest(*conditions: sa.ColumnElement[bool]) -> sa.Select[Any]:
    query = sa.select(ATTEMPT).where(ATTEMPT.c.person_id == sa.bindparam("person"), *conditions)
    return query.order_by(ATTEMPT.c.touched_at.desc(), ATTEMPT.c.id.desc()).limit(1)


# What every tap asks is built once here: building a statement costs five times what running it does.
_OPEN = ATTEMPT.c.completed_at.is_(None)
GET = _newest(ATTEMPT.c.id == id_from_outside("attempt"))
UNFINISHED = _newest(_OPEN)
BEGUN = _newest(_OPEN, ATTEMPT.c.lesson_key == sa.bindparam("lesson"))
ANSWERS = sa.select(ANSWER).where(ANSWER.c.attempt_id == sa.bindparam("attempt"))
TOUCH = (
    sa.update(ATTEMPT).where(ATTEMPT.c.id == sa.bindparam("attempt")).values(touched_at=sa.bindparam("at"))
)
OPEN_CARDS = (
    sa.update(ATTEMPT)
    .where(ATTEMPT.c.id == sa.bindparam("attempt"))
    .values(
        cards_opened=sa.case(
            (ATTEMPT.c.cards_opened < sa.bindparam("cards"), sa.bindparam("cards", type_=sa.Integer)),
            else_=ATTEMPT.c.cards_opened,
        ),
        touched_at=sa.bindparam("at"),
    )
)
COMPLETE = (
    sa.update(ATTEMPT)
    .where(ATTEMPT.c.id == sa.bindparam("attempt"), _OPEN)
    .values(completed_at=sa.bindparam("at"))
)


COMPLETED = sa.select(
    sa.func.count(ATTEMPT.c.lesson_key.distinct()), sa.func.max(ATTEMPT.c.completed_at)
).where(
    ATTEMPT.c.person_id == sa.bindparam("person"),
    ATTEMPT.c.kind == ItemKind.LESSON,
    ATTEMPT.c.completed_at.is_not(None),
    ATTEMPT.c.lesson_key.in_(sa.bindparam("lessons", expanding=True)),
)


@dataclass(frozen=True, slots=True)
class SqlStudy:
    """Attempts over one connection."""

    connection: Connection

    def keep_version(self, lesson: Lesson, at: datetime) -> None:
        """Keeps the lesson as it is now, once per content hash."""
        values = {
            "content_hash": lesson.content_hash,
            "lesson_key": lesson.key,
            "language": lesson.language,
            "content": lesson.model_dump(mode="json"),
            "first_used_at": at,
        }
        insert_new(self.connection, VERSION, values)

    def version(self, content_hash: str) -> Lesson | None:
        """The lesson of this content hash, or None."""
        query = sa.select(VERSION.c.content).where(VERSION.c.content_hash == content_hash)
        content = self.connection.execute(query).scalar_one_or_none()
        return Lesson.model_validate(content) if content else None

    def start(
        self,
        *,
        person_id: int,
        kind: ItemKind,
        lesson_key: str,
        lesson_hash: str,
        question_keys: Sequence[str],
        planned_seconds: int,
        seconds_left: int | None,
        at: datetime,
    ) -> Attempt:
        """Begins an attempt."""
        values = {
            "person_id": person_id,
            "kind": kind,
            "lesson_key": lesson_key,
            "lesson_hash": lesson_hash,
            "question_keys": list(question_keys),
            "planned_seconds": planned_seconds,
            "seconds_left": seconds_left,
            "cards_opened": 0,
            "started_at": at,
            "touched_at": at,
        }
        row = self.connection.execute(sa.insert(ATTEMPT).values(**values).returning(ATTEMPT)).one()
        return _attempt_of(row)

    def get(self, attempt_id: int, person_id: int) -> Attempt | None:
        """The attempt if it is this person's, else None."""
        return self._one(GET, attempt=attempt_id, person=person_id)

    def unfinished(self, person_id: int) -> Attempt | None:
        """The attempt the person touched last and did not finish, or None."""
        return self._one(UNFINISHED, person=person_id)

    def begun(self, person_id: int, lesson_key: str) -> Attempt | None:
        """The unfinished attempt of this lesson, or None."""
        return self._one(BEGUN, person=person_id, lesson=lesson_key)

    def has_completed(self, person_id: int, lesson_keys: Sequence[str], since: datetime) -> bool:
        """Whether the person has completed all of these lessons, the last of them since then."""
        given = {"person": person_id, "lessons": list(lesson_keys)}
        count, last = self.connection.execute(COMPLETED, given).one()
        return bool(count == len(lesson_keys) and last >= since)

    def _one(self, query: sa.Select[Any], **given: object) -> Attempt | None:
        row = self.connection.execute(query, given).one_or_none()
        return _attempt_of(row) if row else None

    def open_cards(self, attempt_id: int, cards: int, at: datetime) -> None:
        """Records that this many cards have been opened; never fewer than before."""
        self.connection.execute(OPEN_CARDS, {"attempt": attempt_id, "cards": cards, "at": at})

    def begin_anew(self, attempt: Attempt, lesson_hash: str, at: datetime) -> Attempt:
        """The attempt at its first card, of another version of its lesson; only before the first answer."""
        changed = sa.update(ATTEMPT).where(ATTEMPT.c.id == attempt.id)
        values = {"lesson_hash": lesson_hash, "cards_opened": 1, "started_at": at, "touched_at": at}
        return _attempt_of(self.connection.execute(changed.values(values).returning(ATTEMPT)).one())

    def answers(self, attempt_id: int) -> Mapping[str, Answer]:
        """The answers of an attempt by question key."""
        rows = self.connection.execute(ANSWERS, {"attempt": attempt_id})
        return {
            row.question_key: Answer(
                question_key=row.question_key,
                question_hash=row.question_hash,
                given=row.given,
                verdict=row.verdict,
                answered_at=row.answered_at,
            )
            for row in rows
        }

    def add_answer(self, attempt: Attempt, answer: Answer) -> bool:
        """Records the first answer to a question; False when there is one already."""
        values = {
            "attempt_id": attempt.id,
            "person_id": attempt.person_id,
            "question_key": answer.question_key,
            "question_hash": answer.question_hash,
            "given": answer.given,
            "verdict": answer.verdict,
            "answered_at": answer.answered_at,
        }
        added = insert_new(self.connection, ANSWER, values) is not None
        self.connection.execute(TOUCH, {"attempt": attempt.id, "at": answer.answered_at})
        return added

    def complete(self, attempt_id: int, at: datetime) -> bool:
        """Marks an attempt as completed; False when it was already."""
        return self.connection.execute(COMPLETE, {"attempt": attempt_id, "at": at}).rowcount == 1

    def attempts_of(self, person_id: int) -> Sequence[Mapping[str, Any]]:
        """Every sitting of a person, oldest first, for their own copy of their data."""
        columns = (ATTEMPT.c.kind, ATTEMPT.c.lesson_key, ATTEMPT.c.started_at, ATTEMPT.c.completed_at)
        query = sa.select(*columns).where(ATTEMPT.c.person_id == person_id).order_by(ATTEMPT.c.id)
        return [dict(row._mapping) for row in self.connection.execute(query)]

    def answered_by(self, person_id: int) -> Sequence[Mapping[str, Any]]:
        """Every answer of a person, oldest first, for their own copy of their data."""
        columns = (ANSWER.c.question_key, ANSWER.c.given, ANSWER.c.verdict, ANSWER.c.answered_at)
        query = sa.select(*columns).where(ANSWER.c.person_id == person_id).order_by(ANSWER.c.id)
        return [dict(row._mapping) for row in self.connection.execute(query)]


def _attempt_of(row: Row[*tuple[Any, ...]]) -> Attempt:
    return Attempt(
        id=row.id,
        person_id=row.person_id,
        kind=ItemKind(row.kind),
        lesson_key=row.lesson_key,
        lesson_hash=row.lesson_hash,
        question_keys=tuple(row.question_keys),
        planned_seconds=row.planned_seconds,
        seconds_left=row.seconds_left,
        cards_opened=row.cards_opened,
        started_at=row.started_at,
        touched_at=row.touched_at,
        completed_at=row.completed_at,
    )
