"""What somebody was writing when they stopped or turned to something else."""

from dataclasses import dataclass
from datetime import datetime

from learning.knowledge import Item
from learning.notices import Dialogue, ExpertQuestion
from learning.people import Actor
from learning.ports import Records
from learning.usecases import (
    assigning,
    broadcast_words,
    contributing,
    curation,
    dialogues,
    editing,
    experts,
    flagged,
    notes,
    rating,
    replying,
    roster_in_chat,
)
from learning.usecases.contributing import Asked

NEED_WORDS = frozenset(
    {
        notes.NOTING,
        replying.REPLYING,
        assigning.DATING,
        broadcast_words.BROADCASTING,
        roster_in_chat.ROSTER,
        flagged.CORRECTING,
        rating.RATING,
    }
)
"""Dialogues of which nothing is lost before something is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """A dialogue with what it is about, as it is now: a question that is theirs, or an item."""

    dialogue: Dialogue
    question: ExpertQuestion | None = None
    item: Item | None = None

    @property
    def has_words(self) -> bool:
        """Whether something was written or chosen that would be lost."""
        if self.dialogue.kind in NEED_WORDS:
            return "text" in self.dialogue.payload
        asked = self.dialogue.payload.get("asked")
        return asked != Asked.TITLE.value and bool(self.dialogue.payload)

    @property
    def is_gone(self) -> bool:
        """Whether what it is about is not there, or not theirs, any more."""
        return bool(dialogues.subject_of(self.dialogue)) and self.question is None and self.item is None


def put_aside(records: Records, actor: Actor, *, now: datetime) -> Unfinished | None:
    """Puts the dialogue aside; None where nothing would be lost by ending it."""
    dialogue = dialogues.current(records, actor.person, now=now)
    found = _about(records, actor, dialogue) if dialogue is not None else None
    if found is None or not found.has_words or found.is_gone:
        dialogues.end(records, actor.person)
        return None
    dialogues.put_aside(records, actor.person, now=now)
    return found


def leave(records: Records, actor: Actor, *, now: datetime) -> Unfinished | None:
    """Ends the dialogue for good; what it was, None where there was none."""
    dialogue = dialogues.leave(records, actor.person, now=now)
    return _about(records, actor, dialogue) if dialogue is not None else None


def _about(records: Records, actor: Actor, dialogue: Dialogue) -> Unfinished:
    payload = dialogue.payload
    question, item = None, None
    if dialogue.kind == experts.ANSWERING:
        question = experts.being_answered(records, actor, int(payload["question"]))
    elif dialogue.kind == editing.CURATING:
        item = curation.curated_item(records, actor, int(payload["item"]))
    elif dialogue.kind == contributing.CONTRIBUTING and "item" in payload:
        item = contributing.own_item(records, actor.person, int(payload["item"]))
    return Unfinished(dialogue=dialogue, question=question, item=item)
