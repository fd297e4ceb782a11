"""Keeps questions to experts, from asking until the asker has an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from learning.notices import ExpertQuestion, QuestionState
from storage.knowledge_tables import ExpertQuestionRow
from storage.people import PERSON, UNIT
from storage.statements import id_from_outside
from storage.tables import table

QUESTION = table(ExpertQuestionRow)
EXPERT = PERSON.alias("expert")

SELECT_QUESTION = (
    sa.select(
        QUESTION,
        PERSON.c.name.label("asker"),
        UNIT.c.path.label("asker_unit"),
        sa.func.coalesce(EXPERT.c.name, "").label("expert"),
    )
    .join(PERSON, PERSON.c.id == QUESTION.c.asker_id)
    .join(UNIT, UNIT.c.id == PERSON.c.unit_id)
    .join(EXPERT, EXPERT.c.id == QUESTION.c.taken_by, isouter=True)
)
BY_ID = SELECT_QUESTION.where(QUESTION.c.id == id_from_outside("question"))


@dataclass(frozen=True, slots=True)
class SqlExperts:
    """Questions to experts over one connection."""

    connection: Connection

    def ask(self, asker_id: int, question: str, at: datetime) -> ExpertQuestion:
        """A new open question."""
        values = {"asker_id": asker_id, "question": question, "state": QuestionState.OPEN, "asked_at": at}
        added = self.connection.execute(
            sa.insert(QUESTION).returning(QUESTION.c.id), {**values, "answer": ""}
        ).scalar_one()
        found = self.get(added)
        assert found is not None
        return found

    def get(self, question_id: int) -> ExpertQuestion | None:
        """The question of this id, or None."""
        row = self.connection.execute(BY_ID, {"question": question_id}).one_or_none()
        return _question_of(row) if row else None

    def in_states(self, *states: QuestionState) -> Sequence[ExpertQuestion]:
        """The questions in these states, oldest first."""
        query = SELECT_QUESTION.where(QUESTION.c.state.in_(states)).order_by(QUESTION.c.id)
        return [_question_of(row) for row in self.connection.execute(query)]

    def of_asker(self, asker_id: int) -> Sequence[ExpertQuestion]:
        """What a person asked, newest first."""
        query = SELECT_QUESTION.where(QUESTION.c.asker_id == asker_id).order_by(QUESTION.c.id.desc())
        return [_question_of(row) for row in self.connection.execute(query)]

    def take(self, question_id: int, expert_id: int, at: datetime) -> bool:
        """Gives an open question to one expert; False when somebody else was first."""
        return self._change(
            question_id, QuestionState.OPEN, state=QuestionState.TAKEN, taken_by=expert_id, taken_at=at
        )

    def give_back(self, question_id: int) -> bool:
        """Opens a taken question for everybody again."""
        return self._change(
            question_id, QuestionState.TAKEN, state=QuestionState.OPEN, taken_by=None, taken_at=None
        )

    def answer(self, question_id: int, answer: str, document: str | None, at: datetime) -> bool:
        """Keeps the answer to a taken question; False when it is not taken."""
        return self._change(
            question_id,
            QuestionState.TAKEN,
            state=QuestionState.ANSWERED,
            answer=answer,
            answer_document=document,
            answered_at=at,
        )

    def close(self, question_id: int) -> bool:
        """Ends an open question that needs no answer any more."""
        return self._change(question_id, QuestionState.OPEN, state=QuestionState.CLOSED)

    def escalated(self, question_id: int, at: datetime) -> None:
        """Records that the admins were told."""
        self.connection.execute(
            sa.update(QUESTION).where(QUESTION.c.id == question_id).values(escalated_at=at)
        )

    def became(self, question_id: int, item_id: int) -> None:
        """Records which item the question and its answer became."""
        self.connection.execute(
            sa.update(QUESTION).where(QUESTION.c.id == question_id).values(item_id=item_id)
        )

    def _change(self, question_id: int, was: QuestionState, **values: Any) -> bool:
        this = (QUESTION.c.id == id_from_outside("given_id")) & (QUESTION.c.state == was)
        statement = sa.update(QUESTION).where(this).values(**values)
        return self.connection.execute(statement, {"given_id": question_id}).rowcount > 0


def _question_of(row: Row[*tuple[Any, ...]]) -> ExpertQuestion:
    return ExpertQuestion(
        id=row.id,
        asker_id=row.asker_id,
        asker=row.asker,
        asker_unit=row.asker_unit,
        question=row.question,
        state=QuestionState(row.state),
        taken_by=row.taken_by,
        expert=row.expert,
        answer=row.answer,
        answer_document=row.answer_document,
        item_id=row.item_id,
        asked_at=row.asked_at,
        taken_at=row.taken_at,
        answered_at=row.answered_at,
        escalated_at=row.escalated_at,
    )
