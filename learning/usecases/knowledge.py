"""Asking the knowledge base in chat: looking up, opening, judging, reporting."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from content.passages import Passage, cut_into_passages
from learning.knowledge import Hit, Item, ItemState, Lookup
from learning.notices import Notice, NoticeKind
from learning.people import Person, is_within
from learning.ports import Records
from learning.usecases.lookup import look_up
from learning.usecases.notices import curators_for, notify
from learning.world import World

LONGEST_QUESTION = 500
"""Characters of a question that are looked at and kept."""

SEARCHES_A_MINUTE = 20
KEPT_WITH_A_NAME = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class TooMany:
    """Somebody asks faster than anybody reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A report on an item was or would be kept: its owner reads it, else the curators."""

    item: Item
    by_owner: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCard:
    """One card of an item, counted from 1, and how many there are."""

    item: Item
    passage: Passage
    number: int
    count: int


Meant = Mapping[int, float]
"""How far the passages nearest in meaning stand out, by id; asked for before the transaction."""


def ask(
    records: Records, person: Person, question: str, *, now: datetime, meaning: Meant | None = None
) -> Lookup | TooMany:
    """What the base says to a person's question; nothing is kept yet."""
    if records.searches.since(person.id, now - timedelta(minutes=1)) >= SEARCHES_A_MINUTE:
        return TooMany()
    return look_up(records, question[:LONGEST_QUESTION], unit=person.unit, meaning=meaning)


def keep(records: Records, person: Person, found: Lookup, *, now: datetime) -> Lookup:
    """Keeps the search, so that buttons can name it and curators see what was not found."""
    return replace(found, search_id=records.searches.keep(person.id, found, now))


def question_of(records: Records, person: Person, search_id: int) -> str:
    """The question of an earlier search of this person, empty where there is none."""
    kept = records.searches.get(search_id, person.id)
    return kept.question if kept else ""


def again(records: Records, person: Person, search_id: int, *, meaning: Meant | None = None) -> Lookup | None:
    """The answer to an earlier search of this person as it is now, or None."""
    kept = records.searches.get(search_id, person.id)
    if kept is None:
        return None
    found = look_up(records, kept.question, unit=person.unit, meaning=meaning)
    return replace(found, search_id=search_id, helpful=kept.helpful)


def shareable(
    records: Records, person: Person, question: str, *, most: int = 10, meaning: Meant | None = None
) -> tuple[Hit, ...]:
    """What a person may show to others in any chat: items marked as shareable."""
    found = look_up(records, question[:LONGEST_QUESTION], unit=person.unit, most=most, meaning=meaning)
    return tuple(hit for hit in found.hits if hit.item is not None and hit.item.shareable)


def visible_item(records: Records, person: Person, item_id: int) -> Item | None:
    """The item, if it is published and for this person; asked anew at every tap."""
    item = records.knowledge.get(item_id)
    if item is None or item.state is not ItemState.PUBLISHED:
        return None
    return item if item.unit is None or is_within(person.unit, item.unit) else None


def open_item(records: Records, person: Person, item_id: int, number: int, search_id: int) -> ItemCard | None:
    """One card of an item; None where it is not (or no longer) for this person."""
    item = visible_item(records, person, item_id)
    if item is None:
        return None
    if search_id and records.searches.get(search_id, person.id) is not None:
        records.searches.opened(search_id, item.id)
    passages = cut_into_passages(item.text)
    number = min(max(number, 1), len(passages))
    return ItemCard(item=item, passage=passages[number - 1], number=number, count=len(passages))


def judge(
    records: Records,
    person: Person,
    search_id: int,
    rank: int,
    *,
    helpful: bool,
    meaning: Meant | None = None,
) -> Lookup | None:
    """Keeps whether the hit of this rank helped, once; the answer with what was said of it before this.

    None where the search is not theirs.
    """
    found = again(records, person, search_id, meaning=meaning)
    if found is not None:
        hit = found.hits[rank - 1] if 1 <= rank <= len(found.hits) else None
        records.searches.judged(search_id, hit.passage.item_id if hit else None, helpful=helpful)
    return found


def report_item(
    records: Records, world: World, person: Person, item_id: int, reason: str, *, now: datetime
) -> Reported | None:
    """Keeps a reader's report and tells the item's owner, else the curators; None where it is not theirs."""
    reported = who_reads_reports(records, person, item_id)
    if reported is None:
        return None
    item = reported.item
    if records.curation.report(person.id, item.id, item.version, reason, now):
        notice = Notice(kind=NoticeKind.ITEM_REPORTED, subject=item.id)
        keepers = keepers_of(records, world, item, now=now)
        notify(records, world, keepers, notice, now=now, again=f"{now:%Y-%m-%dT%H}")
    return reported


def who_reads_reports(records: Records, person: Person, item_id: int) -> Reported | None:
    """Who would read what this person reports of an item; None where it is not theirs to see."""
    item = visible_item(records, person, item_id)
    return Reported(item=item, by_owner=_owner_to_tell(records, item) is not None) if item else None


def keepers_of(records: Records, world: World | None, item: Item, *, now: datetime) -> list[int]:
    """Who looks after an item: its owner where that is a person of the roster, else the curators."""
    owner = _owner_to_tell(records, item)
    if owner is not None:
        return [owner.id]
    return curators_for(records, item.unit or item.author_unit or "", now=now, world=world)


def forget_searchers(records: Records, *, now: datetime) -> int:
    """Takes the person out of searches of more than thirty days ago."""
    return records.searches.forget_people(now - KEPT_WITH_A_NAME)


def _owner_to_tell(records: Records, item: Item) -> Person | None:
    """The owner, where that is a person who can be written to; a name alone can not."""
    owner = records.people.get(item.owner_id) if item.owner_id is not None else None
    return owner if owner is not None and owner.telegram_id is not None else None
