"""How people rated courses in a period: the index, its band, and how it moved, never of a few people.

A figure over several units is shown only where the units without one of their own, taken together, hide
each other too: else the few there could be worked out by subtraction. So it is with courses.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from itertools import accumulate

from learning.ports import Records
from learning.ratings import StarSum
from learning.reports import RatingFigure
from learning.rules.audience import is_led
from learning.rules.periods import Period, period_of
from learning.rules.rating import SMALLEST_GROUP, BandTable, index_from
from learning.world import World

NO_RATING = RatingFigure()
NONE = StarSum()

Sums = Mapping[str, StarSum]
"""Stars, ratings and raters by name."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How stars become a figure: the table of bands, and the first period ever rated, if it is before."""

    bands: BandTable
    baseline: Period | None = None

    def figure(self, here: StarSum, before: StarSum = NONE, base: StarSum = NONE) -> RatingFigure:
        """The figure of stars and ratings, beside those of the period before and of the baseline.

        What a group that hides nobody gave is no figure and no base, so no view can show it.
        """
        index, previous, first = (_index(sums) for sums in (here, before, base))
        if index is None:
            return NO_RATING
        return RatingFigure(
            index=index,
            count=here.ratings,
            band=self.bands.band_of(index),
            since_previous=_change(index, previous),
            since_baseline=_change(index, first),
            baseline=self.baseline if first is not None else None,
        )

    def figures(self, here: Sums, before: Sums, base: Sums) -> dict[str, RatingFigure]:
        """The same for each name."""
        return {
            name: self.figure(sums, before.get(name, NONE), base.get(name, NONE))
            for name, sums in here.items()
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRatings:
    """Ratings of a period: of the whole scope, of the period before, of single units by path, and of courses.

    Courses are rated by people of all units, so they are given only for the whole organisation.
    """

    scale: Scale
    total: RatingFigure = NO_RATING
    before: RatingFigure = NO_RATING
    units: Mapping[str, RatingFigure] = field(default_factory=dict)
    courses: Mapping[str, RatingFigure] = field(default_factory=dict)
    sums: Sums = field(default_factory=dict)

    def branch(self, path: str) -> RatingFigure:
        """The rating of a unit with all below it."""
        return self.scale.figure(_over_units(self.sums, (path,)))


def ratings_of(
    records: Records, world: World, period: Period, scope: tuple[str | None, ...], course: str | None
) -> PeriodRatings:
    """The ratings given in a period in this scope; with a course only those of it, if all may be seen."""
    bands, first = world.policy.rating_bands, records.reports.first_rating_at()
    if first is None:
        return PeriodRatings(scale=Scale(bands))
    since = period_of(period.kind, first.astimezone(world.policy.zone).date())
    baseline = since if since.starts_on < period.starts_on else None
    scale = Scale(bands, baseline)
    here, before = _sums(records, world, period), _sums(records, world, period.previous)
    base = _sums(records, world, baseline) if baseline else _Sums()
    is_whole = None in scope
    return PeriodRatings(
        scale=scale,
        total=scale.figure(*(one.total(scope, course) for one in (here, before, base))),
        before=scale.figure(before.total(scope, course)),
        units=scale.figures(here.units, before.units, base.units) if course is None else {},
        courses=scale.figures(here.courses, before.courses, base.courses) if is_whole else {},
        sums=here.units if course is None else {},
    )


@dataclass(frozen=True, slots=True)
class _Sums:
    units: Sums = field(default_factory=dict)
    courses: Sums = field(default_factory=dict)
    small_courses: StarSum = NONE
    """Those too small to be shown, together."""

    def total(self, scope: tuple[str | None, ...], course: str | None) -> StarSum:
        """The sum of a scope, or of a course where the whole organisation is seen."""
        if course is not None:
            return self.courses.get(course, NONE) if None in scope else NONE
        if None in scope and not _is_told_safely(self.small_courses):
            return NONE
        return _over_units(self.units, scope)


def _over_units(units: Sums, scope: tuple[str | None, ...]) -> StarSum:
    """The sum of a scope, or nothing where it would tell of a few whose unit has no figure."""
    led = {path: sums for path, sums in units.items() if is_led(path, scope)}
    untold = defaultdict(StarSum, {path: sums for path, sums in led.items() if not _hides(sums)})
    steps = {step for path in led for step in accumulate(path.split("/"), "{}/{}".format)}
    for step in sorted(steps, key=lambda one: one.count("/"), reverse=True):
        if not _is_told_safely(untold[step]):
            above = step.rpartition("/")[0]
            untold[above] = _together(untold[above], untold[step])
    return _together(*led.values()) if _is_told_safely(untold[""]) else NONE


def _together(*sums: StarSum) -> StarSum:
    return StarSum(*map(sum, zip(*sums, strict=True)))


def _hides(sums: StarSum) -> bool:
    """Whether so many people rated that none can be told."""
    return sums.raters >= SMALLEST_GROUP


def _is_told_safely(rest: StarSum) -> bool:
    """Whether a total may be shown beside figures that leave this of it."""
    return not rest.ratings or _hides(rest)


def _index(sums: StarSum) -> Decimal | None:
    return index_from(sums.stars, sums.ratings) if _hides(sums) else None


def _sums(records: Records, world: World, period: Period) -> _Sums:
    since, until = moments_of(period, world)
    courses = records.ratings.sums_by_course(since, until)
    small = {course: sums for course, sums in courses.items() if not _hides(sums)}
    raters = records.ratings.raters(tuple(small), since, until) if small else 0
    rest = _together(*small.values())._replace(raters=raters)
    return _Sums(records.ratings.sums_by_unit(since, until), courses, rest)


def moments_of(period: Period, world: World) -> tuple[datetime, datetime]:
    """When a period begins and ends (excluded) on the organisation's clock."""
    since, until = (
        datetime.combine(on, time(0), tzinfo=world.policy.zone).astimezone(UTC)
        for on in (period.starts_on, period.ends_on + timedelta(days=1))
    )
    return since, until


def _change(index: Decimal, other: Decimal | None) -> Decimal | None:
    return None if other is None else index - other
