"""What people share with colleagues: written step by step, reviewed by a curator before anybody finds it."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from content.documents.document import ReadDocument
from learning.auditing import own_entry
from learning.knowledge import Item, ItemState, StoredDocument
from learning.notices import Dialogue, Notice, NoticeKind
from learning.people import Actor, Person
from learning.ports import Records
from learning.usecases.importing import put_into_index
from learning.usecases.last_steps import LastStep, last_step
from learning.usecases.notices import curators_for, notify
from learning.usecases.waiting import settle_unfound
from learning.world import World

CONTRIBUTING = "contribute"
"""The dialogue in which the next message is the title or the text of a contribution."""

LONGEST_TITLE = 200
LONGEST_TEXT = 500_000
"""Characters of one contribution; a book is imported by an admin."""

OFFERED = "document"
"""Remembers the file that somebody sent unasked, until they say what it is for."""

OPEN_AT_ONCE = 20
"""So many drafts and texts in review one person may have."""


class Asked(StrEnum):
    """What the next message is: the title or text of a new draft, or a change of one there is."""

    TITLE = "title"
    TEXT = "text"
    NEW_TITLE = "new_title"
    NEW_TEXT = "new_text"
    MORE_TEXT = "more_text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What somebody wrote, or the text of a document they sent, with the file itself."""

    text: str
    title: str = ""
    document: StoredDocument | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleTaken:
    """The title is there; next is the text."""

    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TooLong:
    """More characters than fit."""

    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TooManyOpen:
    """So many texts of this person wait already."""

    most: int


Step = Item | TitleTaken | TooLong | TooManyOpen | None
"""The draft as it stands, or what is still missing; None where there is nothing to go on with."""


def begin(
    records: Records, person: Person, *, now: datetime, title: str = "", search: int = 0
) -> TitleTaken | TooManyOpen | None:
    """Takes the next message as title, or as text where the title is given; `search` asked for it."""
    mine = records.knowledge.of_author(person.id)
    if sum(item.state in {ItemState.DRAFT, ItemState.IN_REVIEW} for item in mine) >= OPEN_AT_ONCE:
        return TooManyOpen(most=OPEN_AT_ONCE)
    asked = Asked.TEXT if title else Asked.TITLE
    title = _one_line(title)
    payload: dict[str, str | int] = {"asked": asked.value, "title": title, "search": search}
    records.dialogues.begin(person.id, Dialogue(kind=CONTRIBUTING, payload=payload, begun_at=now))
    return TitleTaken(title=title) if title else None


def ask_again(records: Records, person: Person, item_id: int, asked: Asked, *, now: datetime) -> Item | None:
    """Takes the next message as another title or text of a draft; None where it is not the person's draft."""
    item = own_item(records, person, item_id)
    if item is None or item.state is not ItemState.DRAFT:
        return None
    payload: dict[str, str | int] = {"asked": asked.value, "item": item_id}
    records.dialogues.begin(person.id, Dialogue(kind=CONTRIBUTING, payload=payload, begun_at=now))
    return item


def take(records: Records, actor: Actor, dialogue: Dialogue, given: Given, *, now: datetime) -> Step:
    """The draft, or what is still missing, after the next message came."""
    person = actor.person
    asked = Asked(str(dialogue.payload["asked"]))
    if not given.text.strip():
        return None
    if len(given.text) > LONGEST_TEXT:
        return TooLong(most=LONGEST_TEXT)
    if asked is Asked.TITLE and given.document is None:
        title = _one_line(given.text)
        if len(given.text.strip()) > LONGEST_TITLE:
            return TooLong(most=LONGEST_TITLE)
        return begin(records, person, now=now, title=title, search=int(dialogue.payload.get("search", 0)))
    records.dialogues.end(person.id)
    if asked in {Asked.TITLE, Asked.TEXT}:
        if search := int(dialogue.payload.get("search", 0)):
            settle_unfound(records, actor, search, now=now)
        return _new_draft(records, person, str(dialogue.payload.get("title") or ""), given, now)
    return _changed_draft(records, person, int(dialogue.payload["item"]), asked, given, now)


def text_of(documents: Sequence[ReadDocument]) -> str:
    """The text of a file; the rows of a table stand below each other under their questions."""
    if len(documents) == 1 and not documents[0].question:
        return documents[0].text
    return "\n\n".join(f"## {one.title}\n\n{one.text}" for one in documents)


def offer(records: Records, person: Person, file_id: str, name: str, title: str, *, now: datetime) -> None:
    """Remembers a file that somebody sent unasked; the next message is still a question like any other."""
    payload: dict[str, str | int] = {"file": file_id, "name": name, "title": _one_line(title)}
    records.dialogues.begin(person.id, Dialogue(kind=OFFERED, payload=payload, begun_at=now))


def send_in(records: Records, world: World, person: Person, item_id: int, *, now: datetime) -> Item | None:
    """Hands a draft to the curators of the person's unit; None where it is no draft of this person."""
    item = own_item(records, person, item_id)
    if item is None or item.state not in {ItemState.DRAFT, ItemState.IN_REVIEW}:
        return None
    if item.state is ItemState.IN_REVIEW:
        return item
    sent = _set_state(
        records, person, replace(item, note=""), ItemState.IN_REVIEW, "contribution_sent_in", now
    )
    curators = curators_for(records, person.unit, now=now, world=world)
    others = [curator for curator in curators if curator != person.id]
    notice = Notice(kind=NoticeKind.CONTRIBUTION_WAITING, subject=0)
    notify(records, world, others, notice, now=now, again=f"{now:%Y-%m-%dT%H}")
    return sent


def show_to(
    records: Records, person: Person, item_id: int, *, only_my_unit: bool, now: datetime
) -> Item | None:
    """Sets who may find a draft once it is approved: the person's unit, or everybody."""
    item = own_item(records, person, item_id)
    if item is None or item.state is not ItemState.DRAFT:
        return None
    shown = replace(item, unit=person.unit if only_my_unit else None, changed_at=now)
    return records.knowledge.change(shown, is_new_version=False)


def take_back(records: Records, person: Person, item_id: int, *, now: datetime) -> Item | None:
    """Makes a text that waits or is published the author's draft again, which nobody else finds.

    What is a draft already stays so: a second tap is told the same as the first.
    """
    item = own_item(records, person, item_id)
    if item is None or item.state is ItemState.DRAFT:
        return item
    if item.state not in {ItemState.IN_REVIEW, ItemState.PUBLISHED}:
        return None
    draft = _set_state(
        records, person, replace(item, note=""), ItemState.DRAFT, "contribution_taken_back", now
    )
    put_into_index(records, [draft])
    return draft


def throw_away(records: Records, person: Person, item_id: int, *, now: datetime) -> Item | None:
    """Deletes a draft; None where it is not the person's draft (any more)."""
    item = own_item(records, person, item_id)
    if item is None or item.state is not ItemState.DRAFT:
        return None
    _audit(records, person, "contribution_thrown_away", item, now)
    records.knowledge.discard(item.id)
    return item


def own_item(records: Records, person: Person, item_id: int) -> Item | None:
    """What this person wrote, in whatever state; None for anybody else's."""
    item = records.knowledge.get(item_id)
    return item if item is not None and item.author_id == person.id else None


def own_with_last_step(records: Records, person: Person, item_id: int) -> tuple[Item, LastStep | None] | None:
    """What this person wrote, and why it is a draft again or retired; None for anybody else's."""
    item = own_item(records, person, item_id)
    return (item, last_step(records, person, item)) if item is not None else None


def own_items(records: Records, person: Person) -> Sequence[Item]:
    """Everything this person wrote, newest first."""
    return records.knowledge.of_author(person.id)


def _new_draft(records: Records, person: Person, title: str, given: Given, now: datetime) -> Item | None:
    draft = Item(
        key=f"chat/{person.id}-{secrets.token_hex(6)}",
        title=_one_line(title) or _one_line(given.title) or _one_line(given.text),
        text=given.text.strip(),
        language=person.language,
        author_id=person.id,
        state=ItemState.DRAFT,
        document=_keep_document(records, given),
        changed_at=now,
    )
    return records.knowledge.get(records.knowledge.add(draft, by=person.id).id)


def _changed_draft(
    records: Records, person: Person, item_id: int, asked: Asked, given: Given, now: datetime
) -> Item | None:
    item = own_item(records, person, item_id)
    if item is None or item.state is not ItemState.DRAFT:
        return None
    changes: dict[str, Any] = {"text": given.text.strip(), "document": _keep_document(records, given)}
    if asked is Asked.NEW_TITLE:
        changes = {"title": _one_line(given.text)}
    elif asked is Asked.MORE_TEXT:
        changes = {"text": f"{item.text}\n\n{given.text.strip()}"[:LONGEST_TEXT]}
    return records.knowledge.change(replace(item, **changes, changed_at=now), by=person.id)


def _keep_document(records: Records, given: Given) -> str | None:
    if given.document is None:
        return None
    records.documents.put(given.document)
    return given.document.sha256


def _set_state(
    records: Records, person: Person, item: Item, state: ItemState, action: str, now: datetime
) -> Item:
    changed = replace(item, state=state, changed_at=now)
    _audit(records, person, action, item, now)
    return records.knowledge.change(changed, is_new_version=False)


def _audit(records: Records, person: Person, action: str, item: Item, now: datetime) -> None:
    detail = f"item {item.id} v{item.version}"
    records.journal.audit(own_entry(person.id, action, now=now, detail=detail))


def _one_line(text: str) -> str:
    return " ".join(text.split())[:LONGEST_TITLE]
