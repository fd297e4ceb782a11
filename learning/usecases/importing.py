"""Taking knowledge in from files: what is new, what changed, and what is there already."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from content.catalogue import Catalogue
from content.items import KnowledgeItem
from learning.knowledge import IndexedPassage, Item, ItemState
from learning.ports import Records
from learning.rules.indexing import INDEX_VERSION, indexed_passages
from learning.usecases.pausing import pause_questions

INDEX_FACT = "knowledge:index"
"""Names the fact that holds the version of the rules by which items were put into the index."""

LESSONS_FACT = "knowledge:lessons"
"""Names the fact that holds a hash of the lessons in the index."""


ITEMS_AT_ONCE = 200


class Taken(StrEnum):
    """What became of an item that a file holds."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    """Somebody edited it in chat since: their words stay."""
    UNIT_UNKNOWN = "unit_unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundItem:
    """An item as a file holds it, with the path of the file and the hash of its document where it has one."""

    item: KnowledgeItem
    origin: str
    document: str | None = None


def import_items(
    records: Records,
    found: Sequence[FoundItem],
    *,
    now: datetime,
    state: ItemState = ItemState.PUBLISHED,
) -> Mapping[str, Taken]:
    """Takes items in, by key: adds the new, changes the changed, and leaves the rest as it is.

    The questions of lessons pause where the text behind them changed.
    """
    before = records.knowledge.by_keys([one.item.id for one in found])
    outcomes: dict[str, Taken] = {}
    kept: list[Item] = []
    for one in found:
        known = before.get(one.item.id)
        outcome = _outcome(records, one.item, known)
        outcomes[one.item.id] = outcome
        if outcome is Taken.ADDED:
            kept.append(records.knowledge.add(_item_of(one, now, state)))
        elif outcome is Taken.CHANGED and known is not None:
            kept.append(records.knowledge.change(_changed(known, one, now)))
            pause_questions(records, None, kept[-1], instead_of=known, now=now)
    put_into_index(records, kept)
    return outcomes


def foreseen(records: Records, found: Sequence[FoundItem]) -> Mapping[str, Taken]:
    """What would become of these items, by key."""
    before = records.knowledge.by_keys([one.item.id for one in found])
    return {one.item.id: _outcome(records, one.item, before.get(one.item.id)) for one in found}


def put_into_index(records: Records, items: Sequence[Item]) -> None:
    """Lets lookup find the published ones of these items as they are now, and the others no longer."""
    published = [item for item in items if item.state is ItemState.PUBLISHED]
    for item in items:
        if item.state is not ItemState.PUBLISHED:
            records.search_index.take_out(item.id)
    if published:
        records.search_index.put_items(
            [(item.id, records.knowledge.unit_id(item.unit), passages_of(item)) for item in published]
        )


def passages_of(item: Item) -> Sequence[IndexedPassage]:
    """The passages an item is found by."""
    return indexed_passages(
        title=item.title, text=item.text, language=item.language, summary=item.summary, tags=item.tags
    )


def index_anew(records: Records, *, now: datetime) -> int:
    """Indexes every published item again where older rules did it; how many there were."""
    known = records.journal.fact(INDEX_FACT)
    if known is not None and known[0] == str(INDEX_VERSION):
        return 0
    published = records.knowledge.all(state=ItemState.PUBLISHED)
    for start in range(0, len(published), ITEMS_AT_ONCE):
        put_into_index(records, published[start : start + ITEMS_AT_ONCE])
    records.journal.set_fact(INDEX_FACT, str(INDEX_VERSION), now)
    return len(published)


def index_lessons(records: Records, catalogue: Catalogue, *, now: datetime) -> bool:
    """Puts every lesson into the index unless they are there as they are; whether anything was to do."""
    lessons = [catalogue.lessons[key] for key in sorted(catalogue.lessons)]
    hashes = [str(INDEX_VERSION), *(lesson.content_hash for lesson in lessons)]
    digest = hashlib.sha256("".join(hashes).encode()).hexdigest()
    if (known := records.journal.fact(LESSONS_FACT)) is not None and known[0] == digest:
        return False
    passages: dict[str, list[IndexedPassage]] = {}
    for lesson in lessons:
        found = indexed_passages(
            title=lesson.title, text=lesson.text, language=lesson.language, tags=lesson.tags
        )
        passages.setdefault(lesson.key, []).extend(found)
    records.search_index.put_lessons(passages)
    records.journal.set_fact(LESSONS_FACT, digest, now)
    return True


def _outcome(records: Records, item: KnowledgeItem, known: Item | None) -> Taken:
    if item.unit and records.roster.unit(item.unit) is None:
        return Taken.UNIT_UNKNOWN
    if known is None:
        return Taken.ADDED
    if known.origin_hash == item.content_hash:
        return Taken.UNCHANGED
    return Taken.KEPT if records.knowledge.was_edited(known.id) else Taken.CHANGED


def _item_of(one: FoundItem, now: datetime, state: ItemState) -> Item:
    item = one.item
    return Item(
        key=item.id,
        title=item.title,
        summary=item.summary,
        text=item.text,
        tags=item.tags,
        language=item.language,
        source=item.source,
        owner=item.owner,
        unit=item.unit or None,
        shareable=item.shareable,
        review_by=item.review_by,
        state=state,
        verified_by=item.verified_by,
        lesson_key=item.lesson,
        question_keys=item.questions,
        origin=one.origin,
        origin_hash=item.content_hash,
        document=one.document,
        changed_at=now,
    )


def _changed(known: Item, one: FoundItem, now: datetime) -> Item:
    """The item as the file has it now; what happened to it in chat stays: state, curator's note, author."""
    fresh = _item_of(one, now, known.state)
    return replace(
        fresh,
        id=known.id,
        version=known.version,
        owner_id=known.owner_id,
        author_id=known.author_id,
        note=known.note,
    )
