"""Keeps what people write to each other, and of whom somebody takes no notes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from learning.notes import Note, NoteKind
from learning.notices import NoticeKind
from learning.rules.planning import ItemKind
from storage.broadcast_tables import MutedSenderRow, NoteRow
from storage.people import PERSON
from storage.report_tables import CreditRemarkRow
from storage.statements import id_from_outside, insert_new
from storage.study import ATTEMPT
from storage.tables import OutboxRow, table

NOTE, MUTED, OUTBOX = table(NoteRow), table(MutedSenderRow), table(OutboxRow)
REMARK = table(CreditRemarkRow)
RECEIVER = PERSON.alias("receiver")

SELECT_NOTE = (
    sa.select(NOTE, PERSON.c.name.label("sender"), RECEIVER.c.name.label("receiver"))
    .join(PERSON, PERSON.c.id == NOTE.c.sender_id)
    .join(RECEIVER, RECEIVER.c.id == NOTE.c.receiver_id)
)
BY_ID = SELECT_NOTE.where(NOTE.c.id == id_from_outside("note"))
UNDER = (
    sa.select(OUTBOX.c.broadcast_id, OUTBOX.c.notice)
    .where(OUTBOX.c.person_id == sa.bindparam("person"))
    .where(OUTBOX.c.message_id == sa.bindparam("message", type_=sa.BigInteger))
    .order_by(OUTBOX.c.id)
)


@dataclass(frozen=True, slots=True)
class SqlNotes:
    """Notes over one connection."""

    connection: Connection

    def add(
        self,
        *,
        sender_id: int,
        receiver_id: int,
        kind: NoteKind,
        text: str,
        at: datetime,
        broadcast_id: int | None = None,
        answers_id: int | None = None,
    ) -> Note:
        """Keeps a new note."""
        values = {
            "sender_id": sender_id,
            "receiver_id": receiver_id,
            "kind": kind,
            "text": text,
            "broadcast_id": broadcast_id,
            "answers_id": answers_id,
            "written_at": at,
        }
        added = self.connection.execute(sa.insert(NOTE).values(values).returning(NOTE.c.id)).scalar_one()
        found = self.get(added)
        assert found is not None
        return found

    def get(self, note_id: int) -> Note | None:
        """The note of this id, or None."""
        row = self.connection.execute(BY_ID, {"note": note_id}).one_or_none()
        return _note_of(row) if row else None

    def newest(self, sender_id: int, receiver_id: int) -> Note | None:
        """What one person last wrote to another, or None."""
        return self._newest(NOTE.c.sender_id == sender_id, NOTE.c.receiver_id == receiver_id)

    def newest_to(self, receiver_id: int) -> Note | None:
        """What was last written to a person, or None."""
        return self._newest(NOTE.c.receiver_id == receiver_id)

    def _newest(self, *conditions: sa.ColumnElement[bool]) -> Note | None:
        query = SELECT_NOTE.where(*conditions).order_by(NOTE.c.id.desc()).limit(1)
        row = self.connection.execute(query).one_or_none()
        return _note_of(row) if row else None

    def empty(self, note_id: int) -> None:
        """Takes the words out of a note that its sender took back."""
        self.connection.execute(sa.update(NOTE).where(NOTE.c.id == note_id).values(text=""))

    def of_person(self, person_id: int) -> Sequence[Note]:
        """Every note that a person wrote or received, oldest first."""
        theirs = (NOTE.c.sender_id == person_id) | (NOTE.c.receiver_id == person_id)
        query = SELECT_NOTE.where(theirs).order_by(NOTE.c.id)
        return [_note_of(row) for row in self.connection.execute(query)]

    def replies(
        self, broadcast_id: int, receiver_id: int, before: datetime, *, limit: int, offset: int
    ) -> Sequence[Note]:
        """The replies to a broadcast that somebody got, written until a moment, newest first."""
        query = SELECT_NOTE.where(_replies(broadcast_id, receiver_id, before))
        rows = self.connection.execute(query.order_by(NOTE.c.id.desc()).limit(limit).offset(offset))
        return [_note_of(row) for row in rows]

    def count_replies(self, broadcast_id: int, receiver_id: int, before: datetime) -> int:
        """How many replies to a broadcast somebody got, written until a moment and not taken back."""
        query = sa.select(sa.func.count(NOTE.c.id)).where(_replies(broadcast_id, receiver_id, before))
        return int(self.connection.execute(query).scalar_one())

    def mute(self, person_id: int, sender_id: int, at: datetime) -> None:
        """Records that a person takes no notes from a sender."""
        insert_new(self.connection, MUTED, {"person_id": person_id, "sender_id": sender_id, "muted_at": at})

    def unmute(self, person_id: int, sender_id: int) -> bool:
        """Records that the person takes them again; False where they did all along."""
        return self.connection.execute(sa.delete(MUTED).where(_pair(person_id, sender_id))).rowcount > 0

    def is_muted(self, person_id: int, sender_id: int) -> bool:
        """Whether a person takes no notes from a sender."""
        query = sa.select(MUTED.c.person_id).where(_pair(person_id, sender_id))
        return self.connection.execute(query).first() is not None

    def muted_by(self, person_id: int) -> Sequence[Mapping[str, Any]]:
        """Of whom a person takes no notes, for their own copy."""
        query = (
            sa.select(PERSON.c.name.label("sender"), MUTED.c.muted_at)
            .join(PERSON, PERSON.c.id == MUTED.c.sender_id)
            .where(MUTED.c.person_id == person_id)
            .order_by(MUTED.c.muted_at)
        )
        return [dict(row._mapping) for row in self.connection.execute(query)]

    def under(self, person_id: int, message_id: int) -> tuple[int | None, Sequence[int]]:
        """The broadcast, and the notes, that this message on a person's phone brought; None and none else."""
        rows = self.connection.execute(UNDER, {"person": person_id, "message": message_id}).all()
        broadcast = next((row.broadcast_id for row in rows if row.broadcast_id is not None), None)
        kept = [row.notice for row in rows if row.notice]
        notes = [one["subject"] for one in kept if one["kind"] == NoticeKind.NOTE]
        corrections = [one["subject"] for one in kept if one["kind"] == NoticeKind.CREDIT_CORRECTED]
        return broadcast, [*notes, *self._of_corrections(corrections)]

    def _of_corrections(self, credit_ids: Sequence[int]) -> Sequence[int]:
        """The notes in which these corrections of minutes give their reason."""
        if not credit_ids:
            return []
        query = sa.select(REMARK.c.note_id).where(REMARK.c.credit_id.in_(credit_ids))
        return self.connection.execute(query.where(REMARK.c.note_id.is_not(None))).scalars().all()

    def lessons_since(self, person_id: int, since: datetime) -> Sequence[str]:
        """The lessons that a person completed since then, newest first."""
        query = (
            sa.select(ATTEMPT.c.lesson_key)
            .where(ATTEMPT.c.person_id == person_id, ATTEMPT.c.kind == ItemKind.LESSON)
            .where(ATTEMPT.c.completed_at >= since)
            .order_by(ATTEMPT.c.completed_at.desc())
        )
        return list(dict.fromkeys(self.connection.execute(query).scalars()))


def _pair(person_id: int, sender_id: int) -> sa.ColumnElement[bool]:
    return (MUTED.c.person_id == person_id) & (MUTED.c.sender_id == sender_id)


def _replies(broadcast_id: int, receiver_id: int, before: datetime) -> sa.ColumnElement[bool]:
    is_reply = (NOTE.c.broadcast_id == broadcast_id) & (NOTE.c.receiver_id == receiver_id)
    return is_reply & (NOTE.c.text != "") & (NOTE.c.written_at <= before)


def _note_of(row: Row[*tuple[Any, ...]]) -> Note:
    kept = row._mapping
    names = [name for name in Note.__slots__ if name != "kind"]
    return Note(**{name: kept[name] for name in names}, kind=NoteKind(kept["kind"]))
