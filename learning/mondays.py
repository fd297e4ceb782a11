"""The week of a team as a supervisor reads it on Monday: a few figures, and at most two useful actions."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SuggestionKind(StrEnum):
    """What would be useful now, in the order of its use."""

    DUE = "due"
    """A course somebody was given is overdue, or nearly."""
    ACTIVATE = "activate"
    """People have no link yet, or have not used it."""
    CONGRATULATE = "congratulate"
    """Somebody finished a course last week."""
    STUCK = "stuck"
    """Somebody has not learned for a while."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One useful action: about a person, or about so many people."""

    kind: SuggestionKind
    person_id: int = 0
    person: str = ""
    people: int = 0
    title: str = ""
    due_on: date | None = None
    is_late: bool = False
    """Whether that date has passed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamWeek:
    """Last week of a team: how many of how many learned, and for how long.

    Admins read of the whole organisation (`is_admin`), and of a team besides where they lead one: `people` is
    0 where they do not. `target_jp` is the year's target of the organisation.
    """

    people: int
    learned: int
    seconds: int
    suggestions: tuple[Suggestion, ...] = ()
    is_admin: bool = False
    target_jp: int = 20
