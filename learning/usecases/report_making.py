"""Makes a report from the records: counts people once, sums up what was earned, line by line."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from learning.people import Actor, Role, Unit, is_within
from learning.ports import Records
from learning.report_ports import PeriodSum, RosterLine, Staff
from learning.reports import Earned, PeriodReport, UnitLine
from learning.rules.participation import participation
from learning.rules.periods import Period
from learning.rules.reporting import (
    Tally,
    Yardstick,
    YearSeconds,
    exact_jp,
    expected_week_seconds,
    needing,
    totals_of,
    unit_line,
)
from learning.usecases.report_lines import (
    competency_lines,
    course_lines,
    course_steps,
    kind_lines,
    person_lines,
    weeks_until,
)
from learning.usecases.report_ratings import NO_RATING, PeriodRatings, ratings_of
from learning.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a report is asked about: the period, the units that are seen, and who was there when it ended."""

    period: Period
    as_of: date
    is_running: bool
    unit: str | None
    course: str | None
    scope: tuple[str | None, ...]
    units: Mapping[int, Unit]
    staff: Staff


@dataclass(frozen=True, slots=True)
class Counted:
    """The people of a report and what they have: tallies by unit and of all, and the year by rate."""

    roster: Sequence[RosterLine]
    tallies: Mapping[int, Tally]
    everyone: Tally
    year: YearSeconds


def _counted(records: Records, asked: Asked, yardstick: Yardstick) -> Counted:
    staff, course = asked.staff, asked.course
    roster = records.reports.roster(staff)
    year = year_of(records, asked, yardstick.policy.minutes_per_jp)
    here = records.reports.seconds(asked.period, staff, course=course)
    before = records.reports.seconds(asked.period.previous, staff, course=course)
    tallies: defaultdict[int, Tally] = defaultdict(Tally)
    for line in roster:
        person_id = line.person_id
        tally = tallies[line.unit_id]
        tally.seconds.append(here.get(person_id, 0))
        tally.seconds_before.append(before.get(person_id, 0))
        tally.not_activated += not line.is_active
        tally.blocked += line.is_active and line.is_blocked
        standing, band = yardstick.place(line, year)
        tally.standings[standing] += 1
        tally.bands[band] += 1
    for unit_id, rate, seconds in records.reports.of_units(asked.period, staff, course=course):
        tallies[unit_id].earned[rate] += seconds
    everyone = Tally()
    for tally in tallies.values():
        everyone.add(tally)
    return Counted(roster, tallies, everyone, year)


def year_of(records: Records, asked: Asked, rate: int) -> YearSeconds:
    """Seconds of each person in the year until the day looked at; most have them at this rate."""
    found = YearSeconds(rate)
    for person_id, at_rate, seconds in records.reports.year(asked.period.year, asked.staff):
        found.add(person_id, at_rate, seconds)
    if not asked.is_running:
        for person_id, at_rate, seconds in records.reports.after(asked.period, asked.staff):
            found.add(person_id, at_rate, -seconds)
    return found


def made(
    records: Records, world: World, actor: Actor | None, asked: Asked, *, with_people: bool, now: datetime
) -> PeriodReport:
    """The report of what was asked; `actor` is None for an admin without a name."""
    yardstick = Yardstick(world.policy, asked.as_of)
    counted = _counted(records, asked, yardstick)
    sums = records.reports.sums(asked.period, asked.staff.units, course=asked.course)
    ratings = ratings_of(records, world, asked.period, asked.scope, asked.course)
    language = actor.person.language if actor else world.policy.language
    units = _unit_lines(asked, counted.tallies, sums, ratings)
    has_steps = with_people or asked.course is not None
    steps = course_steps(records, world, asked.period, asked.staff, asked.course) if has_steps else None
    report = replace(
        _overall(records, world, asked, counted, sums, ratings, language, now),
        distribution=yardstick.bands(counted.everyone.bands),
        weeks=weeks_until(records, asked.as_of, asked.staff.units, asked.course),
        expected_week_seconds=expected_week_seconds(counted.roster, yardstick),
        units=units,
        branches=_branches(asked, counted.tallies, sums, ratings),
        courses=course_lines(world, sums, ratings.courses, steps, language),
        competencies=competency_lines(sums),
        kinds=kind_lines(sums),
        needing=needing((one for one in units if one.path != asked.unit), is_running=asked.is_running),
    )
    if not with_people:
        return report
    persons = person_lines(
        records,
        yardstick,
        asked.period,
        asked.staff,
        asked.course,
        counted.roster,
        counted.year,
        {id_: unit.path for id_, unit in asked.units.items()},
        has_full_numbers=actor is None or Role.ADMIN in actor.roles,
    )
    return replace(report, persons=persons)


def _overall(
    records: Records,
    world: World,
    asked: Asked,
    counted: Counted,
    sums: Sequence[PeriodSum],
    ratings: PeriodRatings,
    language: str,
    now: datetime,
) -> PeriodReport:
    """What the report says of everything that is shown, before its lines."""
    everyone, course = counted.everyone, asked.course
    before = records.reports.sums(asked.period.previous, asked.staff.units, course=course)
    totals, own = totals_of(sums, everyone.seconds, ratings.total), everyone.own
    return PeriodReport(
        period=asked.period,
        made_at=now,
        unit=asked.unit,
        course=course,
        course_title=world.catalogue.courses[course].title_in(language) if course else "",
        scope=asked.scope,
        as_of=asked.as_of,
        is_running=asked.is_running,
        minutes_per_jp=world.policy.minutes_per_jp,
        people=everyone.people,
        not_activated=everyone.not_activated,
        blocked=everyone.blocked,
        totals=totals,
        previous=totals_of(before, everyone.seconds_before, ratings.before),
        others=Earned(seconds=totals.seconds - own.seconds, jp=totals.jp - own.jp),
        year_jp=exact_jp(_recorded(records, asked, counted.year)),
        standings=everyone.stands,
        participation=participation(everyone.seconds),
        previous_participation=participation(everyone.seconds_before),
    )


def _recorded(records: Records, asked: Asked, year: YearSeconds) -> Mapping[int, int]:
    """Seconds by rate earned in these units in the year so far; of the organisation they are read already."""
    if asked.staff.units is None:
        return year.in_all
    return records.reports.until(asked.period, asked.staff.units, is_running=asked.is_running)


def _unit_lines(
    asked: Asked, tallies: Mapping[int, Tally], sums: Sequence[PeriodSum], ratings: PeriodRatings
) -> tuple[UnitLine, ...]:
    """Each unit that has people or earned something, by path."""
    by_unit = _by_unit(sums)
    return tuple(
        unit_line(
            unit.id,
            unit.path,
            tallies.get(unit.id, Tally()),
            by_unit.get(unit.id, ()),
            ratings.units.get(unit.path, NO_RATING),
        )
        for unit in sorted(asked.units.values(), key=lambda one: one.path)
        if unit.id in tallies or unit.id in by_unit
    )


def _branches(
    asked: Asked, tallies: Mapping[int, Tally], sums: Sequence[PeriodSum], ratings: PeriodRatings
) -> tuple[UnitLine, ...]:
    """The steps right below what is shown, each with all below it."""
    by_unit = _by_unit(sums)
    ids = {unit.path: unit.id for unit in asked.units.values()}
    found: dict[str, tuple[Tally, list[PeriodSum]]] = {}
    for unit in asked.units.values():
        if (branch := _branch_of(unit.path, asked)) is None:
            continue
        tally, of_branch = found.setdefault(branch, (Tally(), []))
        tally.add(tallies.get(unit.id, Tally()))
        of_branch.extend(by_unit.get(unit.id, ()))
    return tuple(
        unit_line(ids.get(path, 0), path, tally, of_branch, ratings.branch(path))
        for path, (tally, of_branch) in sorted(found.items())
        if tally.people or of_branch
    )


def _branch_of(path: str, asked: Asked) -> str | None:
    """The step right below what is shown on the way to this unit; None for the unit shown itself."""
    if asked.unit is None:
        below = next((one for one in asked.scope if one is not None and is_within(path, one)), None)
        return below or path.partition("/")[0]
    rest = path[len(asked.unit) + 1 :]
    return f"{asked.unit}/{rest.partition('/')[0]}" if rest else None


def _by_unit(sums: Iterable[PeriodSum]) -> dict[int, list[PeriodSum]]:
    found: defaultdict[int, list[PeriodSum]] = defaultdict(list)
    for one in sums:
        found[one.unit_id].append(one)
    return found
