"""The team of a supervisor: its figures, its people, and one person, within what the actor leads now."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from learning.people import Actor, Person, PersonState
from learning.ports import Records
from learning.rules.audience import is_led, scope_of
from learning.rules.credit import LedgerDay, ledger_day
from learning.rules.planning import Why
from learning.rules.targets import jp_of, pace
from learning.rules.team import enough, listed, member_of, oldest_leave, recorded_jp
from learning.rules.team_chart import chart_of
from learning.team import (
    CourseProgress,
    Group,
    Member,
    MemberPage,
    MemberProfile,
    Order,
    TeamChart,
    TeamOverview,
    UnitCount,
)
from learning.usecases import courses
from learning.world import World

PAGE = 10
"""People on a page of a list."""


def unit_of(records: Records, actor: Actor, unit_id: int) -> str | None:
    """The path of a unit that the actor leads; None for any other."""
    found = next((unit.path for unit in records.roster.units() if unit.id == unit_id), None)
    return found if found is not None and is_led(found, scope_of(actor)) else None


def scope_in(actor: Actor, unit: str | None) -> tuple[str | None, ...]:
    """Everything the actor leads, or one unit of it; nothing for a unit they do not lead."""
    scope = scope_of(actor)
    if unit is None:
        return scope
    return (unit,) if is_led(unit, scope) else ()


def led_person(records: Records, actor: Actor, person_id: int) -> Person | None:
    """A person of the actor's team at this moment; None for anybody else, and for the actor."""
    person = records.people.get(person_id)
    if person is None or person.state is PersonState.LEFT or person.id == actor.person.id:
        return None
    return person if is_led(person.unit, scope_of(actor)) else None


def overview(
    records: Records, world: World, actor: Actor, *, unit: str | None = None, now: datetime
) -> TeamOverview:
    """The figures of everything the actor leads, or of one unit of it; nobody in a unit they do not lead."""
    members = people_of(records, world, actor, unit=unit, now=now)
    due = records.assignments.count_open(
        scope_in(actor, unit), list(world.catalogue.courses), without=actor.person.id
    )
    week_seconds = sum(member.figures.week_seconds for member in members)
    paths = (found.path for found in records.roster.units())
    scope = scope_of(actor)
    return TeamOverview(
        unit=unit,
        scope=scope,
        units=tuple(path for path in paths if is_led(path, scope)),
        size=len(members),
        today=_today(world, now),
        learned=sum(member.figures.week_seconds > 0 for member in members),
        week_seconds=week_seconds,
        week_jp=jp_of(week_seconds, world.policy.minutes_per_jp),
        recorded=recorded_jp(pair for member in members for pair in member.figures.year_seconds),
        standings=Counter(member.standing for member in members if member.standing is not None),
        groups=Counter(group for member in members for group in member.groups) + Counter({Group.DUE: due}),
    )


def people_of(
    records: Records, world: World, actor: Actor, *, unit: str | None = None, now: datetime
) -> list[Member]:
    """Everyone the actor leads, or those of one unit of it, without the actor, in no order."""
    today = _today(world, now)
    figures = records.team.figures(
        scope_in(actor, unit),
        without=actor.person.id,
        day=_day(world, now),
        leaves_since=oldest_leave(today),
    )
    return [member_of(one, world.policy, today=today, now=now) for one in figures]


def units(records: Records, world: World, actor: Actor, *, now: datetime) -> list[UnitCount]:
    """The units that the actor leads and that have people, by path, each counted with all below it."""
    members = people_of(records, world, actor, now=now)
    people = Counter(path for member in members for path in _with_those_above(member.figures.unit))
    scope = scope_of(actor)
    return [
        UnitCount(unit_id=unit.id, path=unit.path, people=people[unit.path])
        for unit in records.roster.units()
        if people[unit.path] and is_led(unit.path, scope)
    ]


def page_of(
    records: Records,
    world: World,
    actor: Actor,
    group: Group,
    order: Order,
    page: int,
    *,
    unit: str | None = None,
    now: datetime,
) -> MemberPage:
    """A page of the people of a group; a page that is not there any more is the last one."""
    found = listed(people_of(records, world, actor, unit=unit, now=now), group, order)
    pages = max(1, -(-len(found) // PAGE))
    page = min(page, pages - 1)
    return MemberPage(
        unit=unit,
        group=group,
        order=order,
        page=page,
        pages=pages,
        count=len(found),
        first=page * PAGE + 1,
        members=found[page * PAGE : (page + 1) * PAGE],
    )


def chart(
    records: Records, world: World, actor: Actor, *, unit: str | None = None, now: datetime
) -> TeamChart:
    """What the picture of everything the actor leads shows, or of one unit of it."""
    members = people_of(records, world, actor, unit=unit, now=now)
    scope = scope_of(actor)
    named = scope[0] if unit is None and len(scope) == 1 else unit
    return chart_of(members, named, today=_today(world, now))


def profile(
    records: Records, world: World, actor: Actor, person_id: int, *, now: datetime
) -> MemberProfile | None:
    """One person of the actor's team, in sums; None for anybody else."""
    person = led_person(records, actor, person_id)
    if person is None:
        return None
    today = _today(world, now)
    figures = records.team.figures_of(person.id, day=_day(world, now), leaves_since=oldest_leave(today))
    if figures is None:
        return None
    member = member_of(figures, world.policy, today=today, now=now)
    return MemberProfile(
        person=person,
        member=member,
        pace=pace(
            member.recorded,
            member.target,
            today=today,
            starts_on=person.starts_on,
            minutes_per_jp=world.policy.minutes_per_jp,
        ),
        today=today,
        courses=_courses(records, world, person, now),
        strengths=enough(records.reviews.strengths(person.id)),
    )


def _courses(records: Records, world: World, person: Person, now: datetime) -> Sequence[CourseProgress]:
    """The courses that are the person's own or begun: those given to them first, by due date."""
    due = {one.course: one.due_on for one in records.assignments.of_person(person.id)}
    found = [
        CourseProgress(
            course=status.course,
            done=status.done,
            count=len(world.catalogue.lesson_keys[status.course.id]),
            is_assigned=status.course.id in due,
            due_on=due.get(status.course.id),
        )
        for status in courses.overview(records, world, person, now=now)
        if status.course.id in due or status.done or status.why in {Why.UNIT_OR_ROLE, Why.CHOSEN}
    ]
    return sorted(found, key=lambda one: (not one.is_assigned, one.due_on or date.max, one.is_complete))


def _with_those_above(path: str) -> list[str]:
    """A unit and every unit above it."""
    steps = path.split("/")
    return ["/".join(steps[:count]) for count in range(1, len(steps) + 1)]


def _day(world: World, now: datetime) -> LedgerDay:
    return ledger_day(now, organisation_zone=world.policy.zone, person_zone=world.policy.zone)


def _today(world: World, now: datetime) -> date:
    return now.astimezone(world.policy.zone).date()
