"""A file that an admin sends in chat: what it would bring into the knowledge base, and bringing it in."""

from collections.abc import Mapping
from datetime import datetime

from learning.auditing import entry_by
from learning.people import Actor
from learning.ports import Records
from learning.usecases.importing import FoundItem, Taken, foreseen
from learning.usecases.importing_files import FoundFile, import_files


def foresee(records: Records, file: FoundFile) -> Mapping[str, Taken]:
    """What would become of the items of a file, by key; nothing is kept."""
    return foreseen(records, [FoundItem(item=item, origin=file.origin) for item in file.items])


def take_in(records: Records, actor: Actor, file: FoundFile, *, now: datetime) -> Mapping[str, Taken]:
    """Takes the items of a file in and publishes them; what became of each, by key."""
    outcomes = import_files(records, [file], now=now)
    added = sum(outcome in {Taken.ADDED, Taken.CHANGED} for outcome in outcomes.values())
    detail = f"{added} of {len(outcomes)} items"
    records.journal.audit(entry_by(actor, "file_imported", now=now, detail=detail))
    records.dialogues.end(actor.person.id)
    return outcomes
