"""What waits for a curator, and what a curator can decide."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from learning.knowledge import ItemState


class Waiting(StrEnum):
    """The lists of a curator; the values travel in buttons."""

    REVIEW = "review"
    """Drafts and what colleagues sent in."""
    EXPERTS = "ask"
    """Questions that nothing answered."""
    REPORTED = "told"
    """Items of which readers say that something is wrong."""
    PAUSED = "pause"
    """Items that changed, so that the questions of their lesson pause."""
    OVERDUE = "late"
    """Items whose review date has passed."""
    UNFOUND = "none"
    """What people looked for and nothing answered."""
    STALE = "stale"
    """What is read most, and is or will soon be past its review date."""
    RETIRED = "out"
    """Items that nobody finds any more."""


class Decision(StrEnum):
    """What a curator decides about an item with one tap."""

    APPROVE = "ok"
    VERIFY = "sign"
    """Publishes it where it was not, and says who verified it."""
    RETIRE = "out"
    RESTORE = "back"
    SETTLE = "done"
    """The reports on it have been seen to."""
    CONFIRM = "ask"
    """The questions of its lesson are right again."""
    SHARE = "share"
    UNSHARE = "keep"


class Change(StrEnum):
    """What a curator changes by writing; NOTE gives an item back to its author."""

    NOTE = "note"
    TITLE = "title"
    TEXT = "text"
    TAGS = "tags"
    SOURCE = "source"
    OWNER = "owner"
    REVIEW_BY = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An item as lists show it; `scope` is the unit whose curators look after it, None for everyone's."""

    id: int
    title: str
    state: ItemState
    scope: str | None = None
    author_id: int | None = None
    review_by: date | None = None
    opened: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfound:
    """A search that nothing answered, with the unit of whoever searched as long as that is known."""

    id: int
    question: str
    unit: str | None = None
