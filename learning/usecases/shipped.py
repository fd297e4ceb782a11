"""Keeping the knowledge that ships with Sela in the base of every installation."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from content.items import KnowledgeItem
from learning.knowledge import Item, ItemState
from learning.ports import Records
from learning.usecases.importing import FoundItem, Taken, import_items, put_into_index

SHIPPED_FACT = "knowledge:shipped"
"""Names the fact that holds the hash of the shipped items in the base."""

NONE_WANTED = "none"
ORIGIN = "sela/"
"""Where the items come from; a file of the organisation under the same key takes an item over."""

NO_LONGER_SHIPPED = "no longer shipped"


def bring_shipped(
    records: Records, digest: str | None, items: Callable[[], Iterable[KnowledgeItem]], *, now: datetime
) -> int:
    """Brings the shipped items up to date unless they are; how many were added, changed or taken out.

    `digest` is the hash of what ships, None where the organisation does not want it. What somebody edited
    in chat stays as it is, what a curator retired stays retired.
    """
    wanted = digest or NONE_WANTED
    known = records.journal.fact(SHIPPED_FACT)
    if known is not None and known[0] == wanted:
        return 0
    before = {item.key: item for item in records.knowledge.all() if item.origin.startswith(ORIGIN)}
    shipped = list(items()) if digest else []
    ours = [item for item in shipped if item.id in before or records.knowledge.by_key(item.id) is None]
    found = [FoundItem(item=item, origin=f"{ORIGIN}{item.id}") for item in ours]
    outcomes = import_items(records, found, now=now)
    news = sum(outcome in {Taken.ADDED, Taken.CHANGED} for outcome in outcomes.values())
    moved = _let_in_and_out(records, list(before), {item.id for item in ours}, now)
    records.journal.set_fact(SHIPPED_FACT, wanted, now)
    return news + moved


def _let_in_and_out(records: Records, before: list[str], wanted: set[str], now: datetime) -> int:
    """Retires unedited items that ship no longer, and publishes those so retired that ship again."""
    moved: list[Item] = []
    for item in records.knowledge.by_keys(before).values():
        is_out = item.state is ItemState.RETIRED and item.note == NO_LONGER_SHIPPED
        if is_out and item.key in wanted:
            moved.append(replace(item, state=ItemState.PUBLISHED, note="", changed_at=now))
        elif item.key not in wanted and _is_untouched(records, item):
            moved.append(replace(item, state=ItemState.RETIRED, note=NO_LONGER_SHIPPED, changed_at=now))
    put_into_index(records, [records.knowledge.change(item, is_new_version=False) for item in moved])
    return len(moved)


def _is_untouched(records: Records, item: Item) -> bool:
    return item.state is ItemState.PUBLISHED and not records.knowledge.was_edited(item.id)
