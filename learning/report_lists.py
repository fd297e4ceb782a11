"""Lists beside a report: who is never reached, who is behind, and the yearly table of the agency."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class NotReached:
    """Someone to whom Sela cannot write: not activated yet, or (`is_blocked`) they blocked Sela."""

    person_id: int
    name: str
    unit: str
    is_blocked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreachedUnit:
    """The people of one unit to whom Sela cannot write, by name, of so many."""

    unit_id: int
    path: str
    people: int
    not_activated: tuple[NotReached, ...] = ()
    blocked: tuple[NotReached, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonBehind:
    """Someone behind pace: JP of the year so far against what the even pace asks for by today."""

    person_id: int
    name: str
    unit: str
    recorded: Fraction
    expected: Fraction
    target: Fraction
    last_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearTable:
    """The six indicators of a year as the reference agency publishes them, all from the ledger.

    A completion is a row of the ledger and no person: lessons and other modules are `unscheduled`, webinars,
    classes and other dated activities `at_events`. `users` are people with any row, `staff` is
    everybody who was on the roster at any time of the year so far, so that no user is outside it.
    """

    year: int
    staff: int
    events: int
    modules: int
    users: int
    unscheduled: int
    at_events: int
    exam_takers: int
    jp: Fraction

    @property
    def completions(self) -> int:
        """Completions of both sorts."""
        return self.unscheduled + self.at_events

    @property
    def jp_per_staff(self) -> Fraction | None:
        """JP over all staff."""
        return self.jp / self.staff if self.staff else None

    @property
    def jp_per_user(self) -> Fraction | None:
        """JP over those who used it."""
        return self.jp / self.users if self.users else None

    @property
    def coverage(self) -> Fraction | None:
        """Users over all staff."""
        return Fraction(self.users, self.staff) if self.staff else None
