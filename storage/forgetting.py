"""Takes a person out of searches, questions, reports and items, when they ask for it or were erased."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from learning.knowledge import ItemState
from learning.notices import QuestionState
from storage.knowledge_tables import (
    DialogueRow,
    ExpertQuestionRow,
    ItemReportRow,
    ItemRow,
    ItemVersionRow,
    SearchRow,
)
from storage.tables import table

DIALOGUE, REPORT, SEARCH = table(DialogueRow), table(ItemReportRow), table(SearchRow)
ITEM, VERSION, QUESTION = table(ItemRow), table(ItemVersionRow), table(ExpertQuestionRow)

NOT_PUBLISHED_YET = (ItemState.DRAFT, ItemState.IN_REVIEW)


def forget_traces(connection: Connection, person_id: int) -> None:
    """Deletes what the person wrote and nobody else uses; what became knowledge stays, without their name."""
    for theirs in (DIALOGUE, REPORT):
        connection.execute(sa.delete(theirs).where(theirs.c.person_id == person_id))
    connection.execute(sa.update(SEARCH).where(SEARCH.c.person_id == person_id).values(person_id=None))
    _forget_questions(connection, person_id)
    _forget_items(connection, person_id)


def _forget_questions(connection: Connection, person_id: int) -> None:
    asked = QUESTION.c.asker_id == person_id
    nothing = {"question": "", "answer": "", "answer_document": None, "state": QuestionState.CLOSED}
    connection.execute(sa.update(QUESTION).where(asked).values(**nothing))
    taken = QUESTION.c.taken_by == person_id
    half_done = taken & (QUESTION.c.state == QuestionState.TAKEN)
    connection.execute(sa.update(QUESTION).where(half_done).values(state=QuestionState.OPEN))
    connection.execute(sa.update(QUESTION).where(taken).values(taken_by=None))


def _forget_items(connection: Connection, person_id: int) -> None:
    waiting = (ITEM.c.author_id == person_id) & ITEM.c.state.in_(NOT_PUBLISHED_YET)
    ids = connection.execute(sa.select(ITEM.c.id).where(waiting)).scalars().all()
    connection.execute(sa.update(QUESTION).where(QUESTION.c.item_id.in_(ids)).values(item_id=None))
    connection.execute(sa.delete(VERSION).where(VERSION.c.item_id.in_(ids)))
    connection.execute(sa.delete(ITEM).where(ITEM.c.id.in_(ids)))
    for role in ("author_id", "owner_id"):
        connection.execute(sa.update(ITEM).where(ITEM.c[role] == person_id).values({role: None}))
