"""What the next written message of a person is for."""

from datetime import datetime, timedelta

from learning.notices import Dialogue
from learning.people import Person
from learning.ports import Records

FORGOTTEN_AFTER = timedelta(days=1)
"""After so long nobody remembers what they were about to write: a message is a question again."""


def current(records: Records, person: Person, *, now: datetime) -> Dialogue | None:
    """What the person's next message is for, None where it is for nothing special."""
    dialogue = records.dialogues.get(person.id)
    return dialogue if dialogue is not None and now - dialogue.begun_at < FORGOTTEN_AFTER else None


def begin(records: Records, person: Person, kind: str, *, now: datetime, **payload: str | int) -> None:
    """Begins a dialogue in place of any other."""
    records.dialogues.begin(person.id, Dialogue(kind=kind, payload=payload, begun_at=now))


def end(records: Records, person: Person) -> bool:
    """Ends the dialogue; whether there was one."""
    return records.dialogues.end(person.id)
