"""Reports asked for in chat: what a button names, what is taken out, and who is told who is behind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from learning.auditing import entry_by
from learning.notices import Notice, NoticeKind
from learning.people import Actor, Person, Role
from learning.ports import Records
from learning.report_lists import PersonBehind, UnreachedUnit, YearTable
from learning.reports import PeriodReport, PersonLine
from learning.rules.access import Action, actor_of, may
from learning.rules.audience import is_led
from learning.rules.periods import Period, PeriodKind
from learning.team import MemberProfile
from learning.usecases import dialogues, rating, reports, team
from learning.usecases.notices import notify
from learning.world import World

REPORTING = "report"
"""The dialogue in which the next message is a period."""

EVERYTHING = 0
"""In the place of a unit: everything the actor may see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownReport:
    """A report with the unit above the one shown, and the table of the year where admins ask for a year.

    `sentences` are those about its one course that may be read.
    """

    report: PeriodReport
    unit_id: int
    above_id: int
    is_admin: bool
    year_table: YearTable | None = None
    sentences: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPerson:
    """Somebody in a report: their line, its place among the others from 0, and what is known of them now.

    `profile` is None for somebody who is no longer led by the asker.
    """

    shown: ShownReport
    line: PersonLine
    place: int
    today: date
    profile: MemberProfile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """So many people behind pace were named to so many supervisors; `without` names who has none.

    `told` is None where it was done today already.
    """

    people: int
    told: int | None
    without: tuple[str, ...] = ()


def shown(
    records: Records,
    world: World,
    actor: Actor,
    period: Period,
    unit_id: int,
    course: str,
    *,
    with_people: bool = False,
    now: datetime,
) -> ShownReport | None:
    """The report that a button names; None where the actor may not see it, or it is there no more."""
    known, unit = path_of(records, actor, unit_id)
    if not known:
        return None
    found = reports.report(
        records, world, actor, period, unit=unit, course=course or None, with_people=with_people, now=now
    )
    if found is None:
        return None
    is_admin = Role.ADMIN in actor.roles
    is_table = period.kind is PeriodKind.YEAR and unit is None and not course
    return ShownReport(
        report=found,
        unit_id=unit_id,
        above_id=_above(records, actor, unit),
        is_admin=is_admin,
        year_table=reports.year_table(records, world, actor, period.year, now=now) if is_table else None,
        sentences=rating.sentence_count(records, actor, course) if course and unit is None else 0,
    )


def person_in(
    records: Records,
    world: World,
    actor: Actor,
    period: Period,
    unit_id: int,
    course: str,
    person_id: int,
    *,
    now: datetime,
) -> ShownPerson | None:
    """Somebody else in the report that a button names; None for whoever is not in it."""
    found = shown(records, world, actor, period, unit_id, course, with_people=True, now=now)
    if found is None or person_id == actor.person.id:
        return None
    lines = enumerate(found.report.persons)
    at = next(((place, line) for place, line in lines if line.person_id == person_id), None)
    if at is None:
        return None
    return ShownPerson(
        shown=found,
        place=at[0],
        line=at[1],
        today=now.astimezone(world.policy.zone).date(),
        profile=team.profile(records, world, actor, person_id, now=now),
    )


def taken_out(
    records: Records,
    world: World,
    actor: Actor,
    period: Period,
    unit_id: int,
    course: str,
    *,
    now: datetime,
) -> bool:
    """Writes down that a report with people's names leaves Sela; False where the actor may not have it."""
    known, unit = path_of(records, actor, unit_id)
    if not known or not may(actor, Action.REPORT) or (course and course not in world.catalogue.courses):
        return False
    detail = " ".join(filter(None, (f"{period}", unit, course)))
    records.journal.audit(entry_by(actor, "report_exported", now=now, detail=detail))
    return True


def ask_period(records: Records, actor: Actor, unit_id: int, course: str, *, now: datetime) -> bool:
    """Lets the actor's next message be a period; False where the unit is not theirs."""
    if not path_of(records, actor, unit_id)[0]:
        return False
    dialogues.begin(records, actor.person, REPORTING, now=now, unit=unit_id, course=course)
    return True


def never_reached(
    records: Records, world: World, actor: Actor, unit_id: int, *, now: datetime
) -> Sequence[UnreachedUnit] | None:
    """The units with people whom Sela cannot write to; None where the unit is not the actor's."""
    known, unit = path_of(records, actor, unit_id)
    return reports.never_reached(records, world, actor, unit=unit, now=now) if known else None


def behind(
    records: Records, world: World, actor: Actor, unit_id: int, period: Period | None = None, *, now: datetime
) -> Sequence[PersonBehind] | None:
    """The people behind pace in a period, without one today; None where the unit is not the actor's."""
    known, unit = path_of(records, actor, unit_id)
    return reports.behind(records, world, actor, unit=unit, period=period, now=now) if known else None


def hand_over(
    records: Records, world: World, actor: Actor, unit_id: int, *, now: datetime
) -> HandedOver | None:
    """Tells each supervisor who of their people is behind pace, once a day; None for who is no admin.

    A person's supervisors are those of the nearest unit, without the person. What each is told is looked up
    when it leaves.
    """
    people = behind(records, world, actor, unit_id, now=now)
    if people is None or not may(actor, Action.TELL_SUPERVISORS):
        return None
    today = now.astimezone(world.policy.zone).date()
    holders = records.people.holders(Role.SUPERVISOR, today)
    nearest = [_nearest(one, holders) for one in people]
    told = frozenset(id_ for ids in nearest for id_ in ids)
    without = tuple(one.name for one, ids in zip(people, nearest, strict=True) if not ids)
    fact = f"behind_handed_over:{unit_id}"
    if (records.journal.fact(fact) or ("",))[0] == f"{today}":
        return HandedOver(people=len(people), told=None, without=without)
    if told:
        notice = Notice(kind=NoticeKind.PEOPLE_BEHIND, subject=unit_id)
        notify(records, world, sorted(told), notice, now=now, again=f"{today}")
        _, unit = path_of(records, actor, unit_id)
        detail = " ".join(filter(None, (f"people={len(people)} supervisors={len(told)}", unit)))
        records.journal.audit(entry_by(actor, "behind_handed_over", now=now, detail=detail))
        records.journal.set_fact(fact, f"{today}", now)
    return HandedOver(people=len(people), told=len(told), without=without)


def behind_of(
    records: Records, world: World, person: Person, unit_id: int, *, now: datetime
) -> tuple[PersonBehind, ...]:
    """The people behind pace whom this supervisor looks after now, within a unit, furthest behind first."""
    today = now.astimezone(world.policy.zone).date()
    actor = actor_of(person, records.people.grants(person.id), today)
    holders = records.people.holders(Role.SUPERVISOR, today)
    unit = next((one.path for one in records.roster.units() if one.id == unit_id), None)
    if unit is None and unit_id != EVERYTHING:
        return ()
    return tuple(
        one
        for one in reports.behind(records, world, actor, now=now)
        if person.id in _nearest(one, holders) and is_led(one.unit, (unit,))
    )


def path_of(records: Records, actor: Actor, unit_id: int) -> tuple[bool, str | None]:
    """Whether the actor leads what stands in a button, and the path of its unit, None for everything."""
    if unit_id == EVERYTHING:
        return True, None
    unit = team.unit_of(records, actor, unit_id)
    return unit is not None, unit


def _above(records: Records, actor: Actor, unit: str | None) -> int:
    """The nearest unit above this one that the actor leads, everything where there is none."""
    ids = {one.path: one.id for one in records.roster.units()}
    steps = (unit or "").split("/")
    for count in range(len(steps) - 1, 0, -1):
        id_ = ids.get("/".join(steps[:count]))
        if id_ is not None and team.unit_of(records, actor, id_) is not None:
            return id_
    return EVERYTHING


def _nearest(one: PersonBehind, holders: Iterable[tuple[int, str | None]]) -> frozenset[int]:
    """The supervisors of the nearest unit over a person, without the person."""
    over = [
        (len(unit or ""), person_id)
        for person_id, unit in holders
        if person_id != one.person_id and is_led(one.unit, (unit,))
    ]
    deepest = max((depth for depth, _ in over), default=0)
    return frozenset(person_id for depth, person_id in over if depth == deepest)
