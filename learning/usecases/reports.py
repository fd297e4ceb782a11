"""Reports of a week, month, quarter or year, within what the asker leads at this moment."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from learning.people import Actor, Role, Unit, is_within
from learning.ports import Records
from learning.report_lists import NotReached, PersonBehind, UnreachedUnit, YearTable
from learning.report_ports import RosterLine, Staff, Units
from learning.reports import PeriodReport
from learning.rules.access import Action, may
from learning.rules.audience import is_led, scope_of
from learning.rules.periods import Period, PeriodKind, period_at
from learning.rules.reporting import Yardstick, exact_jp
from learning.rules.targets import Standing
from learning.usecases.report_making import Asked, made, year_of
from learning.world import World


def report(
    records: Records,
    world: World,
    actor: Actor,
    period: Period,
    *,
    unit: str | None = None,
    course: str | None = None,
    with_people: bool = False,
    now: datetime,
) -> PeriodReport | None:
    """What a period brought; None for who may see no reports, a unit they do not lead or no such course.

    None too for a period that has not begun.
    """
    asked = _asked(records, world, actor, period, unit, course, now=now)
    return made(records, world, actor, asked, with_people=with_people, now=now) if asked else None


def report_of_all(
    records: Records,
    world: World,
    period: Period,
    *,
    unit: str | None = None,
    course: str | None = None,
    with_people: bool = False,
    now: datetime,
) -> PeriodReport | None:
    """The same as an admin sees it, for the command line; None for no such unit or course."""
    asked = _within(records, world, (None,), period, unit, course, now=now)
    return made(records, world, None, asked, with_people=with_people, now=now) if asked else None


def _asked(
    records: Records,
    world: World,
    actor: Actor,
    period: Period,
    unit: str | None,
    course: str | None,
    *,
    now: datetime,
) -> Asked | None:
    if not may(actor, Action.REPORT):
        return None
    return _within(records, world, scope_of(actor), period, unit, course, now=now)


def _within(
    records: Records,
    world: World,
    scope: tuple[str | None, ...],
    period: Period,
    unit: str | None,
    course: str | None,
    *,
    now: datetime,
) -> Asked | None:
    if unit is not None and not is_led(unit, scope):
        return None
    if course is not None and course not in world.catalogue.courses:
        return None
    seen = (unit,) if unit is not None else scope
    units = {one.id: one for one in records.roster.units() if is_led(one.path, seen)}
    if unit is not None and not any(is_within(one.path, unit) for one in units.values()):
        return None
    today = now.astimezone(world.policy.zone).date()
    if period.starts_on > today:
        return None
    return Asked(
        period=period,
        as_of=max(date(period.year, 1, 1), min(period.last_day_of_year, today)),
        is_running=period.holds(today),
        unit=unit,
        course=course,
        scope=seen,
        units=units,
        staff=_staff(world, None if None in seen else tuple(units), min(period.ends_on, today)),
    )


def _staff(world: World, units: Units, on: date) -> Staff:
    """Who counts as people of a period: whoever was on the roster on its last day, today while it runs."""
    midnight = datetime.combine(on + timedelta(days=1), time(0), tzinfo=world.policy.zone)
    return Staff(units=units, on=on, until=midnight.astimezone(UTC))


def never_reached(
    records: Records, world: World, actor: Actor, *, unit: str | None = None, now: datetime
) -> Sequence[UnreachedUnit]:
    """The people whom Sela cannot write to, unit by unit, within what the actor leads."""
    period = period_at(PeriodKind.WEEK, now, world.policy.zone)
    asked = _asked(records, world, actor, period, unit, None, now=now)
    if asked is None:
        return ()
    names = {line.person_id: line.name for line in records.reports.names(asked.staff)}
    by_unit: defaultdict[int, list[RosterLine]] = defaultdict(list)
    for line in records.reports.roster(asked.staff):
        by_unit[line.unit_id].append(line)
    found = [_unreached(asked.units[id_], lines, names) for id_, lines in by_unit.items()]
    return sorted((one for one in found if one.not_activated or one.blocked), key=lambda one: one.path)


def _unreached(unit: Unit, lines: Sequence[RosterLine], names: Mapping[int, str]) -> UnreachedUnit:
    people = sorted(
        (
            NotReached(
                person_id=line.person_id,
                name=names[line.person_id],
                unit=unit.path,
                is_blocked=line.is_active,
            )
            for line in lines
            if not line.is_active or line.is_blocked
        ),
        key=lambda one: (one.name.casefold(), one.person_id),
    )
    return UnreachedUnit(
        unit_id=unit.id,
        path=unit.path,
        people=len(lines),
        not_activated=tuple(one for one in people if not one.is_blocked),
        blocked=tuple(one for one in people if one.is_blocked),
    )


def behind(
    records: Records,
    world: World,
    actor: Actor,
    *,
    unit: str | None = None,
    period: Period | None = None,
    now: datetime,
) -> Sequence[PersonBehind]:
    """The activated people behind pace within what the actor leads, those furthest behind first.

    They are those whom the report of this period counts; without one, those of today.
    """
    period = period or period_at(PeriodKind.YEAR, now, world.policy.zone)
    asked = _asked(records, world, actor, period, unit, None, now=now)
    if asked is None:
        return ()
    yardstick = Yardstick(world.policy, asked.as_of)
    year = year_of(records, asked, world.policy.minutes_per_jp)
    last_on = records.reports.learned_on(period.year, asked.staff)
    names = {line.person_id: line.name for line in records.reports.names(asked.staff)}
    found = []
    for line in records.reports.roster(asked.staff):
        if yardstick.place(line, year)[0] is not Standing.BEHIND:
            continue
        bounds = yardstick.bounds(line.employment_type, line.starts_on, world.policy.minutes_per_jp)
        found.append(
            PersonBehind(
                person_id=line.person_id,
                name=names[line.person_id],
                unit=asked.units[line.unit_id].path,
                recorded=exact_jp(year.by_rate(line.person_id)),
                expected=bounds.measure.on_pace_from,
                target=bounds.measure.target.jp,
                last_on=last_on.get(line.person_id),
            )
        )
    return sorted(found, key=lambda one: (one.recorded - one.expected, one.name.casefold(), one.person_id))


def year_table(records: Records, world: World, actor: Actor, year: int, *, now: datetime) -> YearTable | None:
    """The six indicators of a year for the whole organisation; None for who is no admin."""
    if not may(actor, Action.REPORT) or Role.ADMIN not in actor.roles:
        return None
    return year_table_of_all(records, year, today=now.astimezone(world.policy.zone).date())


def year_table_of_all(records: Records, year: int, *, today: date) -> YearTable:
    """The same for the command line."""
    figures = records.reports.year_figures(year)
    return YearTable(
        year=year,
        staff=records.reports.year_staff(year, today),
        jp=exact_jp(records.reports.year_seconds(year)),
        **figures._asdict(),
    )
