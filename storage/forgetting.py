"""Takes a person out of searches, questions, notes, reports and items, when they ask or were erased."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from learning.knowledge import ItemState
from learning.notices import QuestionState
from storage.broadcast_tables import AudienceGroupRow, BroadcastRow, MutedSenderRow, NoteRow, ReactionRow
from storage.knowledge_tables import (
    DialogueRow,
    DocumentRow,
    ExpertQuestionRow,
    ItemReportRow,
    ItemRow,
    ItemVersionRow,
    PausedQuestionRow,
    SearchRow,
)
from storage.report_tables import CreditRemarkRow, HandedCreditRow, RatingRow
from storage.tables import CreditRow, PersonRow, table

DIALOGUE, REPORT, SEARCH = table(DialogueRow), table(ItemReportRow), table(SearchRow)
ITEM, VERSION, QUESTION = table(ItemRow), table(ItemVersionRow), table(ExpertQuestionRow)
NOTE, MUTED = table(NoteRow), table(MutedSenderRow)
BROADCAST, REACTION, GROUP = table(BroadcastRow), table(ReactionRow), table(AudienceGroupRow)
PAUSED, DOCUMENT, PERSON = table(PausedQuestionRow), table(DocumentRow), table(PersonRow)
RATING = table(RatingRow)
CREDIT, REMARK, HANDED = table(CreditRow), table(CreditRemarkRow), table(HandedCreditRow)

NOT_PUBLISHED_YET = (ItemState.DRAFT, ItemState.IN_REVIEW)
THIS_ITEM: sa.BindParameter[Any] = sa.bindparam("item")
FORGET_ITEM = (
    sa.update(QUESTION).where(QUESTION.c.item_id == THIS_ITEM).values(item_id=None),
    sa.update(SEARCH).where(SEARCH.c.item_id == THIS_ITEM).values(item_id=None),
    sa.delete(REPORT).where(REPORT.c.item_id == THIS_ITEM),
    sa.delete(PAUSED).where(PAUSED.c.item_id == THIS_ITEM),
    sa.delete(VERSION).where(VERSION.c.item_id == THIS_ITEM),
    sa.delete(ITEM).where(ITEM.c.id == THIS_ITEM),
)
DELETE_UNUSED_DOCUMENT = (
    sa.delete(DOCUMENT)
    .where(DOCUMENT.c.sha256 == sa.bindparam("sha256"))
    .where(~sa.exists().where(ITEM.c.document == DOCUMENT.c.sha256))
    .where(~sa.exists().where(QUESTION.c.answer_document == DOCUMENT.c.sha256))
)


def forget_item(connection: Connection, item_id: int) -> None:
    """Deletes an item with all that refers to it, and its file where nothing else needs that."""
    sha256 = connection.execute(sa.select(ITEM.c.document).where(ITEM.c.id == item_id)).scalar_one_or_none()
    for statement in FORGET_ITEM:
        connection.execute(statement, {"item": item_id})
    forget_documents(connection, [sha256])


def forget_documents(connection: Connection, hashes: Iterable[str | None]) -> None:
    """Deletes these files where no item and no answer needs them."""
    for sha256 in hashes:
        if sha256 is not None:
            connection.execute(DELETE_UNUSED_DOCUMENT, {"sha256": sha256})


def forget_traces(connection: Connection, person_id: int) -> None:
    """Deletes what the person wrote and nobody else uses; what became knowledge stays, without their name."""
    for theirs in (DIALOGUE, REPORT):
        connection.execute(sa.delete(theirs).where(theirs.c.person_id == person_id))
    connection.execute(sa.update(SEARCH).where(SEARCH.c.person_id == person_id).values(person_id=None))
    connection.execute(sa.update(RATING).where(RATING.c.person_id == person_id).values(sentence=""))
    _forget_notes(connection, person_id)
    _forget_broadcasts(connection, person_id)
    _forget_questions(connection, person_id)
    _forget_drafts(connection, person_id)
    _forget_name(connection, person_id)


def forget_words_on_hours(connection: Connection, person_id: int) -> None:
    """Empties evidence, reasons and replies beside the hours of whoever is erased: they may name them."""
    theirs = sa.select(CREDIT.c.id).where(CREDIT.c.person_id == person_id)
    connection.execute(sa.update(REMARK).where(REMARK.c.credit_id.in_(theirs)).values(words=""))
    connection.execute(sa.update(HANDED).where(HANDED.c.credit_id.in_(theirs)).values(reason=""))


def _forget_notes(connection: Connection, person_id: int) -> None:
    """Empties the words of what the person wrote and received; that something was written stays counted."""
    theirs = (NOTE.c.sender_id == person_id) | (NOTE.c.receiver_id == person_id)
    connection.execute(sa.update(NOTE).where(theirs).values(text=""))
    either = (MUTED.c.person_id == person_id) | (MUTED.c.sender_id == person_id)
    connection.execute(sa.delete(MUTED).where(either))


def _forget_broadcasts(connection: Connection, person_id: int) -> None:
    """Empties answers to quizzes; deletes drafts and saved audiences. What was sent stays on record."""
    mine = REACTION.c.person_id == person_id
    connection.execute(sa.update(REACTION).where(mine).values(choice=None))
    connection.execute(sa.delete(GROUP).where(GROUP.c.owner_id == person_id))
    drafts = (BROADCAST.c.author_id == person_id) & (BROADCAST.c.state == "draft")
    connection.execute(sa.delete(BROADCAST).where(drafts))


def _forget_questions(connection: Connection, person_id: int) -> None:
    asked = QUESTION.c.asker_id == person_id
    files = connection.execute(sa.select(QUESTION.c.answer_document).where(asked)).scalars().all()
    nothing = {"question": "", "answer": "", "answer_document": None, "state": QuestionState.CLOSED}
    connection.execute(sa.update(QUESTION).where(asked).values(**nothing))
    forget_documents(connection, files)
    taken = QUESTION.c.taken_by == person_id
    half_done = taken & (QUESTION.c.state == QuestionState.TAKEN)
    connection.execute(sa.update(QUESTION).where(half_done).values(state=QuestionState.OPEN, taken_at=None))
    connection.execute(sa.update(QUESTION).where(taken).values(taken_by=None))


def _forget_drafts(connection: Connection, person_id: int) -> None:
    waiting = (ITEM.c.author_id == person_id) & ITEM.c.state.in_(NOT_PUBLISHED_YET)
    for item_id in connection.execute(sa.select(ITEM.c.id).where(waiting)).scalars().all():
        forget_item(connection, item_id)


def _forget_name(connection: Connection, person_id: int) -> None:
    """Takes the name out of items and all their versions."""
    name = connection.execute(sa.select(PERSON.c.name).where(PERSON.c.id == person_id)).scalar_one()
    for role in ("author_id", "owner_id"):
        connection.execute(sa.update(ITEM).where(ITEM.c[role] == person_id).values({role: None}))
    if not name:
        return
    for place in ("owner", "verified_by"):
        connection.execute(sa.update(ITEM).where(ITEM.c[place] == name).values({place: ""}))
    for row in connection.execute(sa.select(VERSION.c.id, VERSION.c.content)).all():
        cleaned: dict[str, Any] = {
            key: "" if key in {"owner", "verified_by"} and value == name else value
            for key, value in row.content.items()
        }
        if cleaned != row.content:
            connection.execute(sa.update(VERSION).where(VERSION.c.id == row.id).values(content=cleaned))
