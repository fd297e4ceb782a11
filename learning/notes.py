"""A few personal words between two people: praise, a note, a question, and the answers to them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

GRACE = timedelta(minutes=1)
"""A note leaves after so long, so that it can be taken back."""


class NoteKind(StrEnum):
    """What the words are for; a reply goes back to whoever wrote or broadcast first."""

    PRAISE = "praise"
    NOTE = "note"
    QUESTION = "question"
    REPLY = "reply"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note as it is kept; `broadcast_id` or `answers_id` name what a reply answers."""

    id: int
    sender_id: int
    sender: str
    receiver_id: int
    receiver: str
    kind: NoteKind
    text: str
    broadcast_id: int | None = None
    answers_id: int | None = None
    written_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownNote:
    """A note as its receiver reads it: with the writer's unit, and the first words of what it answers."""

    note: Note
    unit: str
    about: str = ""
