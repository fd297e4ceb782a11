"""What a report says of a period: figures only, from which texts, pictures and spreadsheets are made.

People are those on the roster on the period's last day (today while it runs), each once, in the unit they
are in or were in last; who leaves later changes nothing. Seconds and JP are those of the ledger's rows, in
the unit in which they were earned, at the rate that held then, whoever earned them (docs/decisions/0018).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from learning.people import EmploymentType
from learning.rules.periods import Period
from learning.rules.rating import Band
from learning.rules.targets import Standing, Target

NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """How many of so many answers were right."""

    right: int = 0
    answered: int = 0

    @property
    def share(self) -> Fraction | None:
        """The share that was right; None without answers."""
        return Fraction(self.right, self.answered) if self.answered else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """Seconds of the ledger, and the exact JP they are."""

    seconds: int = 0
    jp: Fraction = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingFigure:
    """What learners think of their courses: the index from 0 to 100, from so many ratings, and its band.

    `index` and `band` are None where it would tell of fewer than five people. `since_previous` is the change
    against the period before, `since_baseline` that against the first one ever rated; None likewise.
    """

    index: Decimal | None = None
    count: int = 0
    band: Band | None = None
    since_previous: Decimal | None = None
    since_baseline: Decimal | None = None
    baseline: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The figures of one period that stand beside those of another.

    `learned` are people of the report who have seconds in the period, wherever they earned them.
    `first_try` are answers in lessons that were credited, `reviews` answers to questions that came back.
    """

    learned: int = 0
    seconds: int = 0
    jp: Fraction = NOTHING
    first_try: Accuracy = Accuracy()
    reviews: Accuracy = Accuracy()
    rating: RatingFigure = RatingFigure()


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """How evenly people take part: over all `people` of the scope, also those with nothing.

    `gini` is 0 where all have the same, near 1 where one has everything, None where nobody has any.
    """

    people: int = 0
    without_minutes: int = 0
    median_seconds: Fraction = NOTHING
    gini: Fraction | None = None

    @property
    def share_without(self) -> Fraction | None:
        """The share of people without any minutes; None where there are no people."""
        return Fraction(self.without_minutes, self.people) if self.people else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """How the activated people stand against their yearly targets, on the last day the report looks at.

    The rule is that of everybody's own screen. PPPK have a ceiling and no pace to keep.
    """

    counts: Mapping[Standing, int] = field(default_factory=dict)

    @property
    def on_pace(self) -> int:
        """People who reached the target, or will at their speed so far."""
        return self.counts.get(Standing.MET, 0) + self.counts.get(Standing.ON_PACE, 0)

    @property
    def behind(self) -> int:
        """People who will not reach it at their speed so far."""
        return self.counts.get(Standing.BEHIND, 0)

    @property
    def paced(self) -> int:
        """The activated people who have a target to reach: what `on_pace` and `behind` are shares of."""
        return self.on_pace + self.behind


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """A unit in a report: its `people`, what was earned in it, and what they earned in the report (`own`)."""

    unit_id: int
    path: str
    people: int = 0
    not_activated: int = 0
    blocked: int = 0
    learned: int = 0
    seconds: int = 0
    jp: Fraction = NOTHING
    own: Earned = Earned()
    standings: Standings = Standings()
    participation: Participation = Participation()
    first_try: Accuracy = Accuracy()
    reviews: Accuracy = Accuracy()
    rating: RatingFigure = RatingFigure()

    @property
    def name(self) -> str:
        """The last step of the path."""
        return self.path.rpartition("/")[2]

    @property
    def jp_per_person(self) -> Fraction | None:
        """JP over all people of the unit; None where it has none."""
        return self.own.jp / self.people if self.people else None

    @property
    def jp_per_learner(self) -> Fraction | None:
        """JP over those of them who learned; None where nobody did."""
        return self.own.jp / self.learned if self.learned else None

    @property
    def reached(self) -> int:
        """People whom Sela can write to."""
        return self.people - self.not_activated - self.blocked


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseLine:
    """A course in a report: lessons credited in the period, and people who began and completed it then.

    `started` and `completed`, their first lesson and the last one missing, are looked up only where people
    or this course are asked for.
    """

    course: str
    title: str
    lessons: int = 0
    started: int | None = None
    completed: int | None = None
    seconds: int = 0
    jp: Fraction = NOTHING
    first_try: Accuracy = Accuracy()
    rating: RatingFigure = RatingFigure()


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetencyLine:
    """A competency in a report; all of them together have the seconds of the period."""

    competency: str
    seconds: int = 0
    jp: Fraction = NOTHING
    first_try: Accuracy = Accuracy()
    reviews: Accuracy = Accuracy()


@dataclass(frozen=True, slots=True, kw_only=True)
class KindLine:
    """A kind of activity in a report, with its ledger rows; the kinds together have the period's seconds."""

    kind: str
    rows: int = 0
    seconds: int = 0
    jp: Fraction = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekPoint:
    """An ISO week of the chart: seconds earned in the scope, and how many people earned them."""

    iso_year: int
    iso_week: int
    seconds: int = 0
    learned: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class JpBand:
    """How many people have recorded at least `from_jp` and less than `below_jp` JP this year.

    The first band is exactly nothing (`below_jp` is 0), the last has no end (None).
    """

    from_jp: Fraction
    below_jp: Fraction | None
    people: int


class NeedReason(StrEnum):
    """Why a unit needs help, the most urgent first: not activated or blocked, nearly nobody learned, slow."""

    NOT_REACHED = "not_reached"
    QUIET = "quiet"
    BEHIND = "behind"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitNeed:
    """A unit that needs help: `affected` of its `people`, for this reason."""

    line: UnitLine
    reason: NeedReason
    affected: int
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """A person of a spreadsheet. `number` is whole for admins and masked for everybody else.

    `seconds` and `jp` are the period's in the units shown, `year_jp` all of the year so far, like the target.
    `standing` is None for who is not activated; who left since is not here.
    """

    person_id: int
    number: str
    name: str
    unit: str
    employment_type: EmploymentType
    is_activated: bool
    is_blocked: bool
    seconds: int
    jp: Fraction
    year_jp: Fraction
    target: Target
    standing: Standing | None
    first_try: Accuracy = Accuracy()
    reviews: Accuracy = Accuracy()
    last_on: date | None = None
    is_here: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodReport:
    """Everything a report says of a period, within what the asker may see.

    A month, and with it a quarter, is that of each person's own calendar, as on their own screen; weeks and
    years are the organisation's. `year_jp` was earned in the units shown in the year until `as_of`, and
    `others` in the period by people who are not among `people`: they have left, or moved away.

    `unit` is the one unit shown with all below it, None for all of `scope` (None in it is the whole
    organisation). With `course` only that course's rows are counted, but standings, bands and the year's
    JP stay those of all learning. `as_of` is the day until which the year is counted: the last of the
    period that lies in its year, or today while it runs (`is_running`).

    `units` are the single units, each without those below; `branches` the steps right below `unit`, each
    with all below it. `weeks` are the 52 until the period's end, oldest first; `expected_week_seconds` is
    what a week needs so that everybody with a target reaches it. `persons` is empty unless asked for.
    """

    period: Period
    made_at: datetime
    unit: str | None
    course: str | None
    course_title: str
    scope: tuple[str | None, ...]
    as_of: date
    is_running: bool
    minutes_per_jp: int
    people: int
    not_activated: int
    blocked: int
    totals: Totals
    previous: Totals
    year_jp: Fraction
    standings: Standings
    participation: Participation
    previous_participation: Participation
    others: Earned = Earned()
    distribution: tuple[JpBand, ...] = ()
    weeks: tuple[WeekPoint, ...] = ()
    expected_week_seconds: int = 0
    units: tuple[UnitLine, ...] = ()
    branches: tuple[UnitLine, ...] = ()
    courses: tuple[CourseLine, ...] = ()
    competencies: tuple[CompetencyLine, ...] = ()
    kinds: tuple[KindLine, ...] = ()
    needing: tuple[UnitNeed, ...] = ()
    persons: tuple[PersonLine, ...] = ()

    @property
    def own(self) -> Earned:
        """What `people` earned here: the totals without `others`."""
        return Earned(seconds=self.totals.seconds - self.others.seconds, jp=self.totals.jp - self.others.jp)

    @property
    def unlisted(self) -> Earned:
        """What is in the totals and in no row of `persons`, so that a sheet of them adds up to the totals."""
        seconds, jp = sum(one.seconds for one in self.persons), sum((one.jp for one in self.persons), NOTHING)
        return Earned(seconds=self.totals.seconds - seconds, jp=self.totals.jp - jp)

    @property
    def learned_share(self) -> Fraction | None:
        """The share of all people on the roster who learned; None where there are none."""
        return Fraction(self.totals.learned, self.people) if self.people else None

    @property
    def change(self) -> Fraction | None:
        """How much the seconds grew since the whole period before, as its share; None while this one runs."""
        before = self.previous.seconds
        return Fraction(self.totals.seconds - before, before) if before > 0 and not self.is_running else None

    @property
    def change_without(self) -> Fraction | None:
        """How much the share of people without minutes grew since the previous period; None like `change`."""
        now, before = self.participation.share_without, self.previous_participation.share_without
        return None if now is None or before is None or self.is_running else now - before

    @property
    def jp_per_person(self) -> Fraction | None:
        """JP of the people on the roster over all of them."""
        return self.own.jp / self.people if self.people else None

    @property
    def jp_per_learner(self) -> Fraction | None:
        """JP of the people on the roster over those who learned."""
        return self.own.jp / self.totals.learned if self.totals.learned else None
