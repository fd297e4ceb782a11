"""What the next written message of a person is for."""

from dataclasses import replace
from datetime import datetime, timedelta

from learning.notices import Dialogue
from learning.people import Person
from learning.ports import Records

FORGOTTEN_AFTER = timedelta(days=1)
"""After so long nobody remembers what they were about to write: a message is a question again."""

ASIDE = "aside:"
"""Begins the kind of a dialogue that was put aside: it keeps what was written, and takes no message."""


DONE = "done:"
"""Begins the kind of a dialogue that is over: it keeps what came of it, for a button that is tapped twice."""


def current(records: Records, person: Person, *, now: datetime) -> Dialogue | None:
    """What the person's next message is for, None where it is for nothing special."""
    dialogue = _remembered(records, person, now)
    return None if dialogue is None or dialogue.kind.startswith(ASIDE) else dialogue


def begin(records: Records, person: Person, kind: str, *, now: datetime, **payload: str | int) -> None:
    """Begins a dialogue in place of any other."""
    records.dialogues.begin(person.id, Dialogue(kind=kind, payload=payload, begun_at=now))


def end(records: Records, person: Person) -> bool:
    """Ends the dialogue; whether there was one. What was put aside stays to be gone on with."""
    dialogue = records.dialogues.get(person.id)
    if dialogue is None or dialogue.kind.startswith((ASIDE, DONE)):
        return False
    return records.dialogues.end(person.id)


def finish(records: Records, person: Person, kind: str, *, now: datetime, **outcome: str | int) -> None:
    """Ends whatever dialogue there is, and keeps what came of this one until another begins."""
    begin(records, person, DONE + kind, now=now, **outcome)


def done(records: Records, person: Person, kind: str, *, now: datetime) -> Dialogue | None:
    """What came of the dialogue of this kind that was over last."""
    dialogue = records.dialogues.get(person.id)
    is_it = (
        dialogue is not None and dialogue.kind == DONE + kind and now - dialogue.begun_at < FORGOTTEN_AFTER
    )
    return dialogue if is_it else None


def put_aside(records: Records, person: Person, *, now: datetime) -> None:
    """Lets the next message be a question again, and keeps what was written so far."""
    dialogue = current(records, person, now=now)
    if dialogue is not None:
        records.dialogues.begin(person.id, replace(dialogue, kind=ASIDE + dialogue.kind))


def resume(records: Records, person: Person, kind: str, subject: int, *, now: datetime) -> Dialogue | None:
    """Goes on with the dialogue of this kind about this; None where another took its place."""
    dialogue = unfinished(records, person, now=now)
    if dialogue is None or (dialogue.kind, subject_of(dialogue)) != (kind, subject):
        return None
    records.dialogues.begin(person.id, replace(dialogue, begun_at=now))
    return dialogue


def subject_of(dialogue: Dialogue) -> int:
    """The question or item that a dialogue is about, 0 where it is about none."""
    return int(dialogue.payload.get("question") or dialogue.payload.get("item") or 0)


def unfinished(records: Records, person: Person, *, now: datetime) -> Dialogue | None:
    """The dialogue that goes on or was put aside, None where there is none."""
    dialogue = _remembered(records, person, now)
    return replace(dialogue, kind=dialogue.kind.removeprefix(ASIDE)) if dialogue is not None else None


def leave(records: Records, person: Person, *, now: datetime) -> Dialogue | None:
    """Ends the dialogue, put aside or not, for good; what it was, None where there was none."""
    dialogue = unfinished(records, person, now=now)
    records.dialogues.end(person.id)
    return dialogue


def _remembered(records: Records, person: Person, now: datetime) -> Dialogue | None:
    dialogue = records.dialogues.get(person.id)
    if dialogue is None or dialogue.kind.startswith(DONE):
        return None
    return dialogue if now - dialogue.begun_at < FORGOTTEN_AFTER else None
