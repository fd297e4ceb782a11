"""Rows of the ledger with their ids, and the words about them that may name somebody and can be forgotten."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Records know notices, and a notice knows the correction that it tells of.
    from learning.records import CreditEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """A row of the ledger as it stands there."""

    id: int
    entry: "CreditEntry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What is said of a row beside the ledger: the evidence of an imported one, the reason of a correction.

    Words may name people, and the ledger forgets nothing, so they stand here. `corrects_id` is the row that
    this one corrects, `actor_id` who did it in chat, `note_id` the note that its reader can answer.
    """

    corrects_id: int | None = None
    words: str = ""
    actor_id: int | None = None
    note_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A correction with the row it corrects, what that comes to now, and who made it in chat, if anybody."""

    row: Booked
    corrected: Booked
    total_seconds: int
    remark: Remark
    actor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedPerson:
    """Somebody whom a file can name by number, also after they left."""

    id: int
    number: str
    name: str
    unit_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedBefore:
    """What files said so far of one activity of a person, and what it counts with corrections by hand."""

    credit: Booked
    said_seconds: int
    total_seconds: int
    corrections: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerCheck:
    """How much the ledger holds, and what does not agree with it.

    `wrong_sums` are sums kept of years and weeks that differ from the rows, `below_zero` rows of which
    corrections have taken off more than they counted.
    """

    rows: int
    seconds: int
    wrong_sums: int
    below_zero: int

    @property
    def is_sound(self) -> bool:
        """Whether everything agrees."""
        return not self.wrong_sums and not self.below_zero
