"""What a curator changes of an item by writing: the next message is the new title, text, owner or date."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from content.documents.fields import iso_date
from learning.curation import Change, Waiting
from learning.knowledge import Item
from learning.notices import Dialogue
from learning.people import Actor, Person
from learning.ports import Records
from learning.usecases import curation
from learning.usecases.curation import Outcome
from learning.world import World

CURATING = "curate"
"""The dialogue in which the next message changes an item."""

NOTHING = "-"
"""What a curator writes to leave a field empty."""

MOST_MONTHS = 60
LONGEST_TITLE = 200
LONGEST_FIELD = 500
LONGEST_TAG, MOST_TAGS = 40, 20
MAY_BE_EMPTY = frozenset({Change.TAGS, Change.SOURCE, Change.OWNER, Change.REVIEW_BY})


@dataclass(frozen=True, slots=True, kw_only=True)
class NotUnderstood:
    """What was written is no date in the future, or too long, or nothing; it may be written again.

    `past` is the date that was written, where it is one that does not lie ahead.
    """

    item: Item
    change: Change
    past: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnersFound:
    """People of the roster who may be meant by what was written; else it is the name of a team."""

    item: Item
    words: str
    people: tuple[Person, ...]


def begin(
    records: Records,
    actor: Actor,
    item_id: int,
    version: int,
    change: Change,
    waiting: Waiting,
    *,
    now: datetime,
) -> Outcome:
    """Takes the next message for a change of this version of an item."""
    found = curation.look(records, actor, item_id)
    if found is None:
        return None
    if found.item.version != version:
        return curation.overtaken(records, actor, found.item)
    payload: dict[str, str | int] = {
        "item": item_id,
        "version": version,
        "change": change.value,
        "waiting": waiting.value,
    }
    records.dialogues.begin(actor.person.id, Dialogue(kind=CURATING, payload=payload, begun_at=now))
    return found


def take_words(
    records: Records, world: World, actor: Actor, dialogue: Dialogue, words: str, *, now: datetime
) -> Outcome | NotUnderstood | OwnersFound:
    """Changes the item that the dialogue is about by what was written."""
    item_id, version = int(dialogue.payload["item"]), int(dialogue.payload["version"])
    change, words = Change(str(dialogue.payload["change"])), words.strip()
    item = curation.curated_item(records, actor, item_id)
    if item is None:
        records.dialogues.end(actor.person.id)
        return None
    if not words:
        return NotUnderstood(item=item, change=change)
    if change is Change.OWNER and words != NOTHING:
        people = tuple(records.curation.people_called(words[:LONGEST_FIELD]))
        if people:
            payload = {**dialogue.payload, "words": words[:LONGEST_FIELD]}
            again = Dialogue(kind=CURATING, payload=payload, begun_at=now)
            records.dialogues.begin(actor.person.id, again)
            return OwnersFound(item=item, words=words, people=people)
    changes = changes_of(change, words, today=actor.person.local_date(now))
    if changes is None:
        past = _written_date(words) if change is Change.REVIEW_BY else None
        return NotUnderstood(item=item, change=change, past=past)
    records.dialogues.end(actor.person.id)
    if change is Change.NOTE:
        return curation.give_back(records, world, actor, item_id, version, words, now=now)
    return curation.keep_change(records, world, actor, item_id, version, changes, now=now)


def choose_owner(
    records: Records, world: World, actor: Actor, item_id: int, version: int, person_id: int, *, now: datetime
) -> Outcome:
    """Makes one of the people found the owner; 0 means the team whose name was written."""
    dialogue = records.dialogues.get(actor.person.id)
    person = records.people.get(person_id) if person_id else None
    if person is not None:
        changes: dict[str, Any] = {"owner": person.name, "owner_id": person.id}
    elif dialogue is not None and dialogue.kind == CURATING and dialogue.payload.get("item") == item_id:
        changes = {"owner": str(dialogue.payload.get("words", "")), "owner_id": None}
    else:
        return curation.look(records, actor, item_id)
    records.dialogues.end(actor.person.id)
    return curation.keep_change(records, world, actor, item_id, version, changes, now=now)


def review_in(
    records: Records, world: World, actor: Actor, item_id: int, version: int, months: int, *, now: datetime
) -> Outcome:
    """Has an item looked at again in so many months."""
    records.dialogues.end(actor.person.id)
    on = in_months(actor.person.local_date(now), min(months, MOST_MONTHS))
    return curation.keep_change(records, world, actor, item_id, version, {"review_by": on}, now=now)


def in_months(today: date, months: int) -> date:
    """The same day so many months on; the last of the month where it has no such day."""
    years, month = divmod(today.month - 1 + months, 12)
    last = monthrange(today.year + years, month + 1)[1]
    return date(today.year + years, month + 1, min(today.day, last))


def changes_of(change: Change, words: str, *, today: date) -> Mapping[str, Any] | None:
    """The fields that change by what was written; None where it cannot be used."""
    is_nothing = words == NOTHING
    if is_nothing and change not in MAY_BE_EMPTY:
        return None
    written = "" if is_nothing else words
    match change:
        case Change.TITLE:
            return {"title": " ".join(written.split())} if len(written) <= LONGEST_TITLE else None
        case Change.TAGS:
            tags = (" ".join(tag.split())[:LONGEST_TAG] for tag in written.replace(";", ",").split(","))
            return {"tags": tuple(dict.fromkeys(tag for tag in tags if tag))[:MOST_TAGS]}
        case Change.SOURCE:
            return {"source": written} if len(written) <= LONGEST_FIELD else None
        case Change.OWNER:
            return {"owner": written[:LONGEST_FIELD], "owner_id": None}
        case Change.REVIEW_BY:
            return _review_date(written, today)
        case _:
            return {"text": written}


def _review_date(written: str, today: date) -> Mapping[str, Any] | None:
    if not written:
        return {"review_by": None}
    on = _written_date(written)
    return {"review_by": on} if on is not None and on > today else None


def _written_date(words: str) -> date | None:
    found = iso_date(words)
    return date.fromisoformat(found) if found else None
