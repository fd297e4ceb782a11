"""What a supervisor sees of the people they lead: the team at a glance, lists of people, one person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from content.models import Course
from learning.assignments import AssignedProgress
from learning.people import EmploymentType, Person
from learning.rules.breaks import Leave
from learning.rules.targets import Pace, Standing, Target


class Group(StrEnum):
    """People of a team who have something in common; a person may be in several."""

    EVERYONE = "all"
    BEHIND = "behind"
    STUCK = "stuck"
    """Activated, reachable, and has not learned for a while without being away."""
    NEW = "new"
    AWAY = "away"
    """On leave, or the person asked Sela to be quiet."""
    LISTED = "listed"
    """Not activated yet."""
    BLOCKED = "blocked"
    DUE = "due"
    """Who has a course to finish by a date; counted and listed by courses, not by people."""


class Order(StrEnum):
    """How a list is ordered: by name, or first those whom a word from their supervisor helps most."""

    NAME = "name"
    NEED = "need"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What the records hold of one person of a team.

    `active_since` is None before activation; `year_seconds` are pairs of the year's seconds and the minutes
    per JP at which they were credited; `leaves` end at the earliest shortly before today.
    """

    person_id: int
    name: str
    unit: str
    time_zone: str
    employment_type: EmploymentType
    starts_on: date | None = None
    active_since: datetime | None = None
    blocked_at: datetime | None = None
    week_seconds: int = 0
    year_seconds: tuple[tuple[int, int], ...] = ()
    last_learned_on: date | None = None
    leaves: tuple[Leave, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One person of a team with what follows from their figures.

    `standing` is None for somebody not activated; `away_until` is the last day away, None where there is no
    end or the person is here (see `is_away`).
    """

    figures: Figures
    recorded: Fraction
    target: Target
    standing: Standing | None
    groups: frozenset[Group]
    away_until: date | None = None

    @property
    def is_away(self) -> bool:
        """Whether the person is on leave or has paused Sela today."""
        return Group.AWAY in self.groups


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamOverview:
    """A team at a glance. Every figure is over all its `size` people, activated or not.

    `unit` is the one unit shown, None for everything the actor leads: the units of `scope` (None is the whole
    organisation), which are `units` with all below. `learned` counts people with minutes this week.
    `standings` count the activated, `groups` everyone.
    """

    unit: str | None
    scope: tuple[str | None, ...]
    units: tuple[str, ...]
    size: int
    today: date
    learned: int
    week_seconds: int
    week_jp: Fraction
    recorded: Fraction
    standings: Mapping[Standing, int]
    groups: Mapping[Group, int]

    @property
    def recorded_each(self) -> Fraction:
        """JP of the year per person, over all people of the team."""
        return self.recorded / self.size if self.size else Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCount:
    """A unit of those an actor leads, with how many people are in it and below."""

    unit_id: int
    path: str
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberPage:
    """A page of a list of people; `count` are all in the list, `first` is the place of the first shown."""

    unit: str | None
    group: Group
    order: Order
    page: int
    pages: int
    count: int
    first: int
    members: Sequence[Member]


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePage:
    """A page of open courses with a date: `count` are all, `late` those whose date has passed.

    `first` is the place of the first shown, from 1.
    """

    unit: str | None
    page: int
    pages: int
    count: int
    late: int
    first: int
    today: date
    courses: Sequence[AssignedProgress]


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseProgress:
    """How far a person is with a course; `is_assigned` by somebody to them alone, with a due date if any."""

    course: Course
    done: int
    count: int
    is_assigned: bool = False
    due_on: date | None = None

    @property
    def is_complete(self) -> bool:
        """Whether every lesson is done."""
        return self.count > 0 and self.done >= self.count


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberProfile:
    """One person as their supervisor sees them: sums only, never a single answer.

    `strengths` maps a competency to right and all answers where there are enough of them.
    """

    person: Person
    member: Member
    pace: Pace
    today: date
    courses: Sequence[CourseProgress]
    strengths: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A person, or the people of a unit on average: JP recorded, the target, the even pace until today.

    `target` is a floor, or a ceiling without a pace for a person who only has one.
    """

    name: str
    recorded: Fraction
    target: Fraction
    expected: Fraction | None
    standing: Standing | None = None
    people: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamChart:
    """What the picture of a team shows: a bar for each person; or for each unit; or how people are spread.

    `spread` counts people by tenths of their target, the last being those who reached it; `elapsed` is the
    share of the year that has passed.
    """

    unit: str | None
    today: date
    size: int
    elapsed: Fraction
    bars: tuple[Bar, ...] = ()
    spread: tuple[int, ...] = ()
