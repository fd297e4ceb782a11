"""Why a contribution is where it is: who gave it back, took it back or retired it, and when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from learning.knowledge import Item, ItemState
from learning.people import Person
from learning.ports import Records


class Act(StrEnum):
    """What took a contribution off its way; the values are those of the audit log."""

    RETURNED = "item_returned"
    TAKEN_BACK = "contribution_taken_back"
    RETIRED = "item_retire"


ACTS_BEHIND: dict[ItemState, frozenset[str]] = {
    ItemState.DRAFT: frozenset({Act.RETURNED, Act.TAKEN_BACK}),
    ItemState.RETIRED: frozenset({Act.RETIRED}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LastStep:
    """What was done, by whom (empty where nobody knows any more), on the reader's own calendar."""

    act: Act
    by: str
    on: date


def last_step(records: Records, reader: Person, item: Item) -> LastStep | None:
    """What put a contribution where it is; None where it goes its way, or came from a file."""
    acts = ACTS_BEHIND.get(item.state)
    if acts is None or item.author_id is None:
        return None
    for entry in reversed(records.journal.audit_of(item.author_id)):
        if entry.action in acts and entry.detail.startswith(f"item {item.id} v"):
            by = records.people.get(entry.actor_id) if entry.actor_id is not None else None
            return LastStep(act=Act(entry.action), by=by.name if by else "", on=reader.local_date(entry.at))
    return None
