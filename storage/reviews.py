"""Keeps what each person remembers of each question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from learning.rules.planning import DueReview
from learning.rules.repetition import Memory
from storage.statements import upsert
from storage.tables import AnswerRow, ReviewRow, table

REVIEW, ANSWER = table(ReviewRow), table(AnswerRow)

ONE = sa.select(REVIEW).where(
    REVIEW.c.person_id == sa.bindparam("person"), REVIEW.c.question_key == sa.bindparam("question")
)
DUE = (
    sa.select(REVIEW.c.person_id, REVIEW.c.question_key, REVIEW.c.due_at, REVIEW.c.lapses)
    .where(
        REVIEW.c.person_id.in_(sa.bindparam("people", expanding=True)),
        REVIEW.c.due_at <= sa.bindparam("before"),
    )
    .order_by(REVIEW.c.due_at)
)


@dataclass(frozen=True, slots=True)
class SqlReviews:
    """Memories over one connection."""

    connection: Connection

    def get(self, person_id: int, question_key: str) -> Memory | None:
        """What the person remembers of this question, or None before the first answer."""
        row = self.connection.execute(ONE, {"person": person_id, "question": question_key}).one_or_none()
        if row is None:
            return None
        return Memory(
            stability=row.stability,
            difficulty=row.difficulty,
            last_review_at=row.last_review_at,
            due_at=row.due_at,
            lapses=row.lapses,
        )

    def put(self, person_id: int, question_key: str, competency: str, memory: Memory) -> None:
        """Keeps a memory in place of the one before."""
        values = {
            "person_id": person_id,
            "question_key": question_key,
            "competency": competency,
            "stability": memory.stability,
            "difficulty": memory.difficulty,
            "lapses": memory.lapses,
            "last_review_at": memory.last_review_at,
            "due_at": memory.due_at,
        }
        upsert(self.connection, REVIEW, [values], keys=["person_id", "question_key"])

    def due(self, person_id: int, before: datetime) -> Sequence[DueReview]:
        """The questions due at or before this moment, longest due first."""
        return self.due_of([person_id], before).get(person_id, ())

    def due_of(self, person_ids: Sequence[int], before: datetime) -> dict[int, tuple[DueReview, ...]]:
        """The same for many people."""
        rows = self.connection.execute(DUE, {"people": person_ids, "before": before}).all()
        found: dict[int, list[DueReview]] = {}
        for person_id, key, due_at, lapses in rows:
            review = DueReview(question_key=key, due_at=due_at, lapses=lapses)
            found.setdefault(person_id, []).append(review)
        return {person_id: tuple(reviews) for person_id, reviews in found.items()}

    def strengths(self, person_id: int) -> Mapping[str, tuple[int, int]]:
        """Right and all answers by competency, over the newest answer to each question."""
        newest = (
            sa.select(sa.func.max(ANSWER.c.id))
            .where(ANSWER.c.person_id == person_id)
            .group_by(ANSWER.c.question_key)
        )
        right = sa.func.sum(sa.case((ANSWER.c.verdict == "right", 1), else_=0))
        mine = (REVIEW.c.question_key == ANSWER.c.question_key) & (REVIEW.c.person_id == ANSWER.c.person_id)
        query = (
            sa.select(REVIEW.c.competency, right, sa.func.count())
            .select_from(ANSWER.join(REVIEW, mine))
            .where(ANSWER.c.id.in_(newest))
            .group_by(REVIEW.c.competency)
        )
        return {name: (int(good), int(count)) for name, good, count in self.connection.execute(query)}

    def spread(self, person_id: int, moves: Mapping[str, datetime]) -> None:
        """Moves due moments, by question key."""
        for key, due_at in moves.items():
            mine = (REVIEW.c.person_id == person_id) & (REVIEW.c.question_key == key)
            self.connection.execute(sa.update(REVIEW).where(mine).values(due_at=due_at))
