"""How the figures of many people become the lines of a report: standings, bands, units that need help."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import ceil

from learning.people import EmploymentType
from learning.policy import Policy
from learning.records import CreditKind
from learning.report_ports import PeriodSum, PersonSum, RosterLine
from learning.reports import (
    Accuracy,
    Earned,
    JpBand,
    NeedReason,
    RatingFigure,
    Standings,
    Totals,
    UnitLine,
    UnitNeed,
)
from learning.rules.participation import participation
from learning.rules.targets import Standing, Target, TargetKind, jp_of
from learning.rules.team import Measure, measure_of

NOTHING = Fraction(0)
STEPS = 4
"""The bands of the distribution: nothing, so many steps to the target, and beyond."""

MOST_NEEDING = 3
FEWEST_PEOPLE = 5
"""A unit of fewer people is not named as one that needs help: it would point at persons."""

NEEDED_SHARE = {
    NeedReason.NOT_REACHED: Fraction(1, 4),
    NeedReason.QUIET: Fraction(3, 4),
    NeedReason.BEHIND: Fraction(1, 2),
}
"""From which share of its people on a unit needs help."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """From how many seconds on, at one rate, somebody has reached a target or is on pace towards it."""

    measure: Measure
    met_from: int
    on_pace_from: int
    bands_from: tuple[int, ...]


@dataclass(slots=True)
class Yardstick:
    """Measures people on one day: the same rule as on their own screen, in whole seconds where it can."""

    policy: Policy
    as_of: date
    _known: dict[tuple[str, date | None, int], Bounds] = field(default_factory=dict)

    def bounds(self, employment_type: str, starts_on: date | None, minutes_per_jp: int) -> Bounds:
        """The bounds of such a person at this rate."""
        key = (employment_type, starts_on, minutes_per_jp)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._make(*key)
        return found

    def _make(self, employment_type: str, starts_on: date | None, minutes_per_jp: int) -> Bounds:
        kind = EmploymentType(employment_type)
        measure = measure_of(kind, starts_on, self.as_of, self.policy.target_jp, self.policy.ceiling_jp)
        a_jp = 60 * minutes_per_jp
        return Bounds(
            measure=measure,
            met_from=ceil(measure.target.jp * a_jp),
            on_pace_from=ceil(measure.on_pace_from * a_jp),
            bands_from=tuple(ceil(edge * a_jp) for edge in self.edges),
        )

    @property
    def edges(self) -> tuple[Fraction, ...]:
        """Where the bands of the distribution begin, but for nothing and the first step, in JP."""
        return tuple(Fraction(self.policy.target_jp * step, STEPS) for step in range(1, STEPS + 1))

    def target(self, line: RosterLine) -> Target:
        """The target of a person in the year of the day."""
        return self.bounds(line.employment_type, line.starts_on, self.policy.minutes_per_jp).measure.target

    def place(self, line: RosterLine, year: "YearSeconds") -> tuple[Standing | None, int]:
        """How somebody stands who has these seconds of the year, and their band; no standing before they act.

        Not activated, or not begun to serve by that day: they have a band all the same.
        """
        if line.person_id in year.mixed:
            standing, band = self._place_mixed(line, year.mixed[line.person_id])
        else:
            seconds = year.plain.get(line.person_id, 0)
            bounds = self.bounds(line.employment_type, line.starts_on, year.rate)
            standing = _standing(
                bounds.measure.target, seconds >= bounds.met_from, seconds >= bounds.on_pace_from
            )
            band = 0 if seconds <= 0 else 1 + bisect_right(bounds.bands_from, seconds)
        if not line.is_active or (line.starts_on is not None and line.starts_on > self.as_of):
            return None, band
        return standing, band

    def _place_mixed(self, line: RosterLine, by_rate: Mapping[int, int]) -> tuple[Standing, int]:
        measure = self.bounds(line.employment_type, line.starts_on, self.policy.minutes_per_jp).measure
        recorded = exact_jp(by_rate)
        band = 0 if recorded <= 0 else 1 + bisect_right(self.edges, recorded)
        is_met, is_on_pace = recorded >= measure.target.jp, recorded >= measure.on_pace_from
        return _standing(measure.target, is_met, is_on_pace), band

    def bands(self, counts: Mapping[int, int]) -> tuple[JpBand, ...]:
        """The distribution of people over the bands."""
        starts = (NOTHING, NOTHING, *self.edges)
        ends = (NOTHING, *self.edges, None)
        return tuple(
            JpBand(from_jp=start, below_jp=end, people=counts.get(number, 0))
            for number, (start, end) in enumerate(zip(starts, ends, strict=True))
        )


def _standing(target: Target, is_met: bool, is_on_pace: bool) -> Standing:
    if target.kind is TargetKind.CEILING:
        return Standing.AT_CEILING if is_met else Standing.BELOW_CEILING
    if is_met:
        return Standing.MET
    return Standing.ON_PACE if is_on_pace else Standing.BEHIND


@dataclass(frozen=True, slots=True)
class YearSeconds:
    """Seconds of a year by person: plainly for who has them at one rate, by rate for everybody else.

    Nearly everybody is in `plain`, so that no more than a number is kept of each of a hundred thousand.
    """

    rate: int
    plain: dict[int, int] = field(default_factory=dict)
    mixed: dict[int, dict[int, int]] = field(default_factory=dict)

    def add(self, person_id: int, rate: int, seconds: int) -> None:
        """Adds seconds at a rate."""
        if rate == self.rate and person_id not in self.mixed:
            self.plain[person_id] = self.plain.get(person_id, 0) + seconds
            return
        own = self.mixed.get(person_id)
        if own is None:
            own = self.mixed[person_id] = {self.rate: self.plain.pop(person_id, 0)}
        own[rate] = own.get(rate, 0) + seconds

    @property
    def in_all(self) -> Mapping[int, int]:
        """What all of them have together, by rate."""
        found = Counter({self.rate: sum(self.plain.values())})
        for own in self.mixed.values():
            found.update(own)
        return found

    def by_rate(self, person_id: int) -> Mapping[int, int]:
        """What somebody has, by rate."""
        found = self.mixed.get(person_id)
        return found if found is not None else {self.rate: self.plain.get(person_id, 0)}


@dataclass(slots=True)
class Tally:
    """What is counted of some people: those of a unit, of all below it, or of everything."""

    seconds: list[int] = field(default_factory=list)
    seconds_before: list[int] = field(default_factory=list)
    not_activated: int = 0
    blocked: int = 0
    standings: Counter[Standing | None] = field(default_factory=Counter)
    bands: Counter[int] = field(default_factory=Counter)
    earned: Counter[int] = field(default_factory=Counter)
    """Seconds by rate that these people earned in the units of the report."""

    def add(self, other: "Tally") -> None:
        """Counts the people of another tally too."""
        self.seconds += other.seconds
        self.seconds_before += other.seconds_before
        self.not_activated += other.not_activated
        self.blocked += other.blocked
        self.standings.update(other.standings)
        self.bands.update(other.bands)
        self.earned.update(other.earned)

    @property
    def people(self) -> int:
        """How many people are counted."""
        return len(self.seconds)

    @property
    def own(self) -> Earned:
        """What these people earned, in seconds and JP."""
        return Earned(seconds=self.earned.total(), jp=exact_jp(self.earned))

    @property
    def stands(self) -> Standings:
        """How the activated ones stand."""
        return Standings(counts={one: count for one, count in self.standings.items() if one is not None})


def learned(seconds: Iterable[int]) -> int:
    """How many of these have any seconds."""
    return sum(1 for one in seconds if one > 0)


def exact_jp(by_rate: Mapping[int, int]) -> Fraction:
    """JP of seconds by the rate that held when they were credited."""
    return sum((jp_of(seconds, rate) for rate, seconds in by_rate.items()), NOTHING)


def accuracy_of(sums: Iterable[PeriodSum | PersonSum], kind: CreditKind) -> Accuracy:
    """How many answers were right in the rows of a kind."""
    those = [one for one in sums if one.kind == kind]
    return Accuracy(right=sum(one.right_answers for one in those), answered=sum(one.answers for one in those))


def jp_of_sums(sums: Iterable[PeriodSum | PersonSum]) -> Fraction:
    """The exact JP of sums."""
    by_rate: Counter[int] = Counter()
    for one in sums:
        by_rate[one.minutes_per_jp] += one.seconds
    return exact_jp(by_rate)


def totals_of(sums: Sequence[PeriodSum], seconds: Iterable[int], rating: RatingFigure) -> Totals:
    """The figures of a period: what was earned, and how many of these people earned anything."""
    return Totals(
        learned=learned(seconds),
        seconds=sum(one.seconds for one in sums),
        jp=jp_of_sums(sums),
        first_try=accuracy_of(sums, CreditKind.LESSON),
        reviews=accuracy_of(sums, CreditKind.REVIEW),
        rating=rating,
    )


def unit_line(
    unit_id: int, path: str, tally: Tally, sums: Sequence[PeriodSum], rating: RatingFigure
) -> UnitLine:
    """A unit in the report."""
    totals = totals_of(sums, tally.seconds, rating)
    return UnitLine(
        unit_id=unit_id,
        path=path,
        people=tally.people,
        not_activated=tally.not_activated,
        blocked=tally.blocked,
        learned=totals.learned,
        seconds=totals.seconds,
        jp=totals.jp,
        own=tally.own,
        standings=tally.stands,
        participation=participation(tally.seconds),
        first_try=totals.first_try,
        reviews=totals.reviews,
        rating=rating,
    )


def needing(lines: Iterable[UnitLine], *, is_running: bool) -> tuple[UnitNeed, ...]:
    """The up to three units that need help most: the largest share of their people, for its first reason.

    While the period runs nobody is called quiet: on its first morning everybody would be.
    """
    found = [
        need
        for line in lines
        if line.people >= FEWEST_PEOPLE
        for need in _needs(line)
        if not (is_running and need.reason is NeedReason.QUIET)
    ]
    best = {need.line.path: need for need in sorted(found, key=_urgency, reverse=True)}
    ranked = sorted(best.values(), key=_urgency)
    return tuple(ranked[:MOST_NEEDING])


def _needs(line: UnitLine) -> Iterable[UnitNeed]:
    unreached = line.people - line.reached
    quiet = max(0, line.reached - line.learned)
    for reason, affected in (
        (NeedReason.NOT_REACHED, unreached),
        (NeedReason.QUIET, quiet),
        (NeedReason.BEHIND, line.standings.behind),
    ):
        if affected and Fraction(affected, line.people) >= NEEDED_SHARE[reason]:
            yield UnitNeed(line=line, reason=reason, affected=affected, people=line.people)


def _urgency(need: UnitNeed) -> tuple[Fraction, int, int, str]:
    order = list(NeedReason).index(need.reason)
    return -Fraction(need.affected, need.people), order, -need.affected, need.line.path


def expected_week_seconds(lines: Iterable[RosterLine], yardstick: Yardstick) -> int:
    """What a week needs so that everybody with a target to reach reaches it by the end of the year."""
    kinds = Counter((line.employment_type, line.starts_on) for line in lines)
    year = yardstick.as_of.year
    days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    jp = NOTHING
    for (employment_type, starts_on), count in kinds.items():
        bounds = yardstick.bounds(employment_type, starts_on, yardstick.policy.minutes_per_jp)
        target = bounds.measure.target
        served = days if starts_on is None else min(days, (date(year + 1, 1, 1) - starts_on).days)
        if target.kind is TargetKind.FLOOR and served > 0:
            jp += count * target.jp * Fraction(7, served)
    return ceil(jp * 60 * yardstick.policy.minutes_per_jp)
