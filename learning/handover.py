"""What goes to the personnel system: batches of ledger rows, and what that system replies to each row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from learning.records import CreditEntry, CreditKind

REFERENCE = "SELA-"
"""How the name of a ledger row begins outside Sela: no spreadsheet takes it for a number or a date."""


class HandedState(StrEnum):
    """Handed over and not replied to, acknowledged by the personnel system, or rejected by it."""

    HANDED = "handed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """A batch, with how many of its rows the personnel system has replied to in which way.

    `month` is the one up to which its rows were learned, as 2026-11, empty where there was no such limit.
    """

    id: int
    month: str
    made_at: datetime
    replied_at: datetime | None
    rows: int
    seconds: int
    accepted: int
    rejected: int

    @property
    def open(self) -> int:
        """Rows without a reply."""
        return self.rows - self.accepted - self.rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedRow:
    """A ledger row in its batch, with whose it is now; a name and number that were erased are empty.

    `activity` is its kind, or that of the row it corrects; `words` is evidence or the reason of a correction.
    """

    credit_id: int
    entry: CreditEntry
    employee_number: str
    name: str
    unit: str
    activity: CreditKind
    words: str
    corrects_id: int | None
    state: HandedState
    reason: str

    @property
    def reference(self) -> str:
        """The name of the row outside Sela."""
        return reference_of(self.credit_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the personnel system said of a row, and why where it rejected it."""

    state: HandedState
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One row of a reply file."""

    row: int
    credit_id: int
    is_accepted: bool
    reason: str = ""

    @property
    def reference(self) -> str:
        """The name of its ledger row outside Sela."""
        return reference_of(self.credit_id)


class HandOvers(Protocol):
    """Batches of ledger rows, where each row is in one batch at most."""

    def waiting(self) -> tuple[int, int]: ...
    def make(self, until: date | None, at: datetime) -> HandOver | None: ...
    def get(self, batch_id: int) -> HandOver | None: ...
    def all(self) -> Sequence[HandOver]: ...
    def rows(self, batch_id: int) -> Sequence[HandedRow]: ...
    def states(self, batch_id: int) -> Mapping[int, Said]: ...
    def reply(self, batch_id: int, replies: Sequence[Reply], at: datetime) -> None: ...
    def said_of(self, person_id: int) -> Mapping[str, Said]: ...


def reference_of(credit_id: int) -> str:
    """The name of a ledger row outside Sela."""
    return f"{REFERENCE}{credit_id}"
