"""Replies to notes and broadcasts, which reach their writer only; taking back, and taking no more notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from learning.broadcasts import Broadcast
from learning.notes import Note, NoteKind
from learning.notices import Notice, NoticeKind
from learning.people import Person, PersonState
from learning.ports import Records
from learning.rules.access import Action, actor_of, may
from learning.usecases import dialogues
from learning.usecases.notes import LONGEST, Impossible, TooLong, Written, log, obstacle_to, write
from learning.world import World

REPLYING = "reply"
"""The dialogue in which the next message is a reply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answerable:
    """What a reply would answer, and who gets it: the writer of a note, or the author of a broadcast."""

    to_id: int
    to: str
    note: Note | None = None
    broadcast: Broadcast | None = None


def answerable(
    records: Records, person: Person, *, broadcast_id: int | None = None, note_id: int | None = None
) -> Answerable | None:
    """What this person may reply to: a note that was written to them, or a broadcast that they got."""
    if note_id:
        note = records.notes.get(note_id)
        if note is None or note.receiver_id != person.id or not note.text:
            return None
        return Answerable(to_id=note.sender_id, to=note.sender, note=note)
    broadcast = records.broadcasts.get(broadcast_id) if broadcast_id else None
    if broadcast is None or not records.reception.has_been_sent(broadcast.id, person.id):
        return None
    return Answerable(to_id=broadcast.author_id, to=broadcast.author, broadcast=broadcast)


def under(records: Records, person: Person, message_id: int) -> tuple[int | None, Sequence[Note]]:
    """The broadcast, and the notes, that this message brought to the person; None and none for any other."""
    broadcast, note_ids = records.notes.under(person.id, message_id)
    notes = [records.notes.get(note_id) for note_id in note_ids]
    return broadcast, [note for note in notes if note is not None and note.receiver_id == person.id]


def newest_to(records: Records, person: Person) -> Note | None:
    """What was last written to the person, or None."""
    return records.notes.newest_to(person.id)


def begin_reply(
    records: Records,
    person: Person,
    *,
    broadcast_id: int | None = None,
    note_id: int | None = None,
    now: datetime,
) -> Answerable | None:
    """Lets the person's next message be the reply."""
    found = answerable(records, person, broadcast_id=broadcast_id, note_id=note_id)
    if found is not None:
        dialogues.begin(records, person, REPLYING, now=now, broadcast=broadcast_id or 0, note=note_id or 0)
    return found


def reply(
    records: Records,
    world: World,
    person: Person,
    *,
    broadcast_id: int | None = None,
    note_id: int | None = None,
    text: str,
    now: datetime,
) -> Written | TooLong | Impossible | None:
    """Sends a reply to whoever wrote the note or broadcast, and to nobody else; None where there is none."""
    text = text.strip()
    if len(text) > LONGEST:
        return TooLong(by=len(text) - LONGEST)
    found = answerable(records, person, broadcast_id=broadcast_id, note_id=note_id)
    to = records.people.get(found.to_id) if found is not None else None
    dialogues.end(records, person)
    if found is None or to is None or to.state is PersonState.LEFT or to.id == person.id:
        return None
    obstacle = obstacle_to(records, to, person.id)
    if obstacle is not None:
        return Impossible(name=to.name, obstacle=obstacle)
    return write(
        records,
        world,
        person,
        to.id,
        NoteKind.REPLY,
        text,
        broadcast_id=found.broadcast.id if found.broadcast else None,
        answers_id=found.note.id if found.note else None,
        is_logged=_leads(records, person, now),
        now=now,
    )


def take_back(records: Records, person: Person, note_id: int, *, now: datetime) -> bool | None:
    """Takes back a note that has not left; False where it has, None where it is not theirs."""
    note = records.notes.get(note_id)
    if note is None or note.sender_id != person.id:
        return None
    if not note.text:
        return True
    notice = Notice(kind=NoticeKind.NOTE, subject=note.id)
    if not records.notices.take_back(notice, note.receiver_id, now):
        return False
    records.notes.empty(note.id)
    if _leads(records, person, now):
        log(records, person, "note_taken_back", note, now)
    return True


def mute(records: Records, person: Person, note_id: int, *, now: datetime) -> Note | None:
    """Takes no more notes from whoever wrote this one; None where it was not written to this person."""
    note = records.notes.get(note_id)
    if note is None or note.receiver_id != person.id:
        return None
    records.notes.mute(person.id, note.sender_id, now)
    return note


def unmute(records: Records, person: Person, note_id: int) -> Note | None:
    """Takes notes from whoever wrote this one again."""
    note = records.notes.get(note_id)
    if note is None or note.receiver_id != person.id:
        return None
    records.notes.unmute(person.id, note.sender_id)
    return note


def _leads(records: Records, person: Person, now: datetime) -> bool:
    """Whether what the person does goes into the audit log: what supervisors and admins do does."""
    actor = actor_of(person, records.people.grants(person.id), person.local_date(now))
    return may(actor, Action.SEE_TEAM)
