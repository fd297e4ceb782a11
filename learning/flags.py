"""Credits that a person should look at, and what was decided about them."""

from dataclasses import dataclass
from enum import StrEnum

from learning.people import Person
from learning.records import CreditEntry


class Decision(StrEnum):
    """The credit stays as it is, or a new row corrects it."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True, kw_only=True)
class FlaggedCredit:
    """A ledger row to decide on, whose it is, and the unit they were in at that moment."""

    id: int
    entry: CreditEntry
    person: Person
    unit: str

    @property
    def took_seconds(self) -> int | None:
        """How long the person had it open, None where that is not known."""
        took = self.entry.evidence.get("took_seconds")
        return took if isinstance(took, int) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class FlaggedPage:
    """Some of them, oldest first; `page` counts from 0."""

    credits: tuple[FlaggedCredit, ...]
    page: int
    pages: int
    count: int
