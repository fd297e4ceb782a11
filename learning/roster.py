"""What a roster file would change, and a person of the roster as an admin sees and changes them."""

import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from learning.people import Grant, Person, Role, Unit
from learning.records import RosterEntry, RosterFact
from learning.rules.breaks import Leave


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A person as the roster has them, with the roles that came from a file, by unit, and all others."""

    person: Person
    from_file: frozenset[tuple[Role, str | None]] = frozenset()
    given: tuple[Grant, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FactChange:
    """What a roster file would make of one fact about somebody, as it is written; empty for nothing."""

    name: str
    before: str
    after: str

    @property
    def empties(self) -> bool:
        """Whether what is known would be gone."""
        return bool(self.before) and not self.after


class Fate(StrEnum):
    """What a row of a roster file would do."""

    ADDED = "added"
    RETURNED = "returned"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterPlan:
    """What a roster file would do, and who is on the roster and not in the file.

    `rows` come in the order of the file, without those that change nothing; `facts` are what changes about
    people of the roster, one change for each whom it concerns. `new_admins` get the role by it.
    The last two say whether nobody could look after Sela any more: when those who are missing stay, or leave.
    """

    rows: tuple[tuple[Fate, RosterEntry], ...]
    unchanged: int
    new_units: tuple[str, ...]
    missing: tuple[Person, ...]
    new_admins: tuple[str, ...]
    people: int
    facts: Mapping[RosterFact, tuple[FactChange, ...]] = field(default_factory=dict)
    no_admin_stays: bool = False
    no_admin_leaves: bool = False

    @property
    def counts(self) -> Mapping[Fate, int]:
        """How many rows do what."""
        return Counter(fate for fate, _ in self.rows)

    @property
    def entries(self) -> tuple[RosterEntry, ...]:
        """The rows that are to be written."""
        return tuple(entry for _, entry in self.rows)

    @property
    def changes_nothing(self) -> bool:
        """Whether the file and the roster say the same."""
        return not self.rows and not self.missing

    @property
    def check(self) -> int:
        """A number that another plan would not have."""
        missing = [person.id for person in self.missing]
        return zlib.crc32(f"{self.rows!r}{missing!r}".encode())


class Change(StrEnum):
    """What an admin changes about one person."""

    UNIT = "unit"
    GIVE_ROLE = "give"
    TAKE_ROLE = "take"
    ZONE = "zone"
    LEAVE = "leave"
    END_LEAVE = "back"
    RELEASE = "release"
    LINK = "link"
    DEACTIVATE = "out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A change of one person, understood and possible, before it is made; or one that `is_so` already."""

    person: Person
    change: Change
    value: str
    unit: Unit | None = None
    roles: tuple[Role, ...] = ()
    grants: tuple[Grant, ...] = ()
    until: date | None = None
    zone: str = ""
    leave: Leave | None = None
    asked_at: datetime | None = None
    is_so: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A role that somebody holds, and whether a roster file gave it."""

    grant: Grant
    is_from_file: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterProfile:
    """A person as an admin sees them: who and where they are, never what they answered."""

    person: Person
    held: tuple[Held, ...]
    leaves: tuple[Leave, ...]
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The people whom some words or digits name; `more` says that there are others."""

    sought: str
    people: tuple[Person, ...]
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterSize:
    """How many people are on the roster, and how many of them use Sela."""

    people: int
    active: int
    flagged: int = 0
