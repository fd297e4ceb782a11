"""The replies to one's own broadcast, to be read at any time, also those that wait for their turn."""

from dataclasses import dataclass
from datetime import datetime

from learning.broadcasts import Broadcast, BroadcastState
from learning.notes import GRACE, Note, ShownNote
from learning.notices import TOGETHER, NoticeKind
from learning.people import Person
from learning.ports import Records
from learning.records import OutboxState

PAGE = 5
"""Replies in one message: the longest ones fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyPage:
    """A page of replies, newest first; `fresh` names by id those that had not been sent to the author."""

    broadcast: Broadcast
    replies: tuple[ShownNote, ...]
    fresh: frozenset[int]
    page: int
    pages: int
    count: int


def read(
    records: Records, person: Person, broadcast_id: int, page: int, *, now: datetime
) -> ReplyPage | None:
    """A page of the replies to a broadcast of this person; None where it is not theirs.

    What waited in the outbox for its turn has been read by this, and is not sent any more. A reply that may
    still be taken back is not shown yet.
    """
    broadcast = records.broadcasts.get(broadcast_id)
    if broadcast is None or broadcast.author_id != person.id or broadcast.state is BroadcastState.DRAFT:
        return None
    before = now - GRACE
    count = records.notes.count_replies(broadcast.id, person.id, before)
    pages = max(1, -(-count // PAGE))
    page = min(page, pages - 1)
    found = records.notes.replies(broadcast.id, person.id, before, limit=PAGE, offset=page * PAGE)
    waiting = records.notices.waiting_about(person.id, NoticeKind.NOTE, [one.id for one in found])
    for outbox_id in waiting.values():
        records.outbox.settle(outbox_id, OutboxState.SENT, now, reason=TOGETHER)
    return ReplyPage(
        broadcast=broadcast,
        replies=tuple(_shown(records, one) for one in found),
        fresh=frozenset(waiting),
        page=page,
        pages=pages,
        count=count,
    )


def _shown(records: Records, note: Note) -> ShownNote:
    sender = records.people.get(note.sender_id)
    return ShownNote(note=note, unit=sender.unit if sender else "")
