"""The Monday message to supervisors and admins: planned once a week, and what it says when it leaves."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from learning.auditing import entry_by
from learning.mondays import TeamWeek
from learning.notices import Notice, NoticeKind
from learning.people import Actor, Person, Role
from learning.ports import Records
from learning.reports import PeriodReport
from learning.rules.access import Action, actor_of, may
from learning.rules.audience import scope_of
from learning.rules.periods import PeriodKind, period_at
from learning.rules.suggestions import NEARLY_DAYS, Finisher, Stuck, suggestions
from learning.team import Group
from learning.usecases import reports
from learning.usecases.notices import notify
from learning.usecases.team import people_of
from learning.world import World

PLANNED = "mondays_planned"
"""The fact that names the week whose messages are in the outbox."""

AT = time(8, 0)
SUNDAY, NOON = 7, 12
WORKING_DAYS = 5
MOST_LOOKED_AT = 30
"""So many people who learned last week are looked at for one who finished a course."""


def plan_mondays(records: Records, world: World, *, now: datetime) -> int:
    """Puts the message of the coming or running week into the outbox, once; for how many people.

    From Sunday noon of the organisation on, until Friday: after a stop over Monday it still comes. At eight
    on the clock of the organisation for admins, and on their own for supervisors; who is both gets one. It
    waits for the working hours of each, so that it comes after a holiday.
    """
    monday = _monday_of(now.astimezone(world.policy.zone))
    if monday is None or (records.journal.fact(PLANNED) or ("",))[0] == f"{monday}":
        return 0
    year, week, _ = monday.isocalendar()
    notice = Notice(kind=NoticeKind.MONDAY, subject=year * 100 + week)
    planned = 0
    admins = {person_id for person_id, _ in records.people.holders(Role.ADMIN, monday)}
    leaders = [person_id for person_id, _ in records.people.holders(Role.SUPERVISOR, monday)]
    for person_id in dict.fromkeys([*sorted(admins), *leaders]):
        person = records.people.get(person_id)
        if person is not None and records.people.wants_mondays(person_id):
            zone = world.policy.zone if person_id in admins else person.zone
            planned += notify(
                records,
                world,
                [person_id],
                notice,
                now=now,
                wanted=max(now, _moment(zone, monday, AT)),
                until=_moment(zone, monday + timedelta(days=WORKING_DAYS), time(0)),
            )
    records.journal.set_fact(PLANNED, f"{monday}", now)
    return planned


def week_of(records: Records, world: World, person: Person, *, now: datetime) -> TeamWeek | None:
    """Last week of the team of this person; None where they lead nobody or want no such message.

    The team of an admin is what they lead as a supervisor, which may be nobody.
    """
    today = person.local_date(now)
    actor = actor_of(person, records.people.grants(person.id), today)
    if not may(actor, Action.SEE_TEAM) or not records.people.wants_mondays(person.id):
        return None
    is_admin = Role.ADMIN in actor.roles
    actor = replace(actor, grants=tuple(one for one in actor.grants if one.role is not Role.ADMIN))
    here = now.astimezone(world.policy.zone).date()
    ends = _midnight(world, here - timedelta(days=here.isoweekday() - 1))
    members = people_of(records, world, actor, now=ends - timedelta(seconds=1))
    if not members:
        nothing = TeamWeek(people=0, learned=0, seconds=0, is_admin=True, target_jp=world.policy.target_jp)
        return nothing if is_admin else None
    titles = {one.id: one.title_in(person.language) for one in world.catalogue.courses.values()}
    due = records.assignments.due_before(scope_of(actor), today + timedelta(days=NEARLY_DAYS))
    stuck = [member.figures for member in members if Group.STUCK in member.groups]
    return TeamWeek(
        people=len(members),
        learned=sum(member.figures.week_seconds > 0 for member in members),
        seconds=sum(member.figures.week_seconds for member in members),
        suggestions=suggestions(
            due=[one for one in due if one.person_id != person.id],
            titles=titles,
            not_activated=sum(Group.LISTED in member.groups for member in members),
            finished=_finishers(records, world, actor, titles, ends),
            stuck=[
                Stuck(person_id=one.person_id, person=one.name)
                for one in sorted(stuck, key=lambda one: one.name.casefold())
            ],
            today=today,
        ),
        is_admin=is_admin,
        target_jp=world.policy.target_jp,
    )


def report_of(
    records: Records, world: World, person: Person, *, with_people: bool = False, now: datetime
) -> PeriodReport | None:
    """The report of last week that goes with the message: of the organisation, or what they lead."""
    actor = actor_of(person, records.people.grants(person.id), person.local_date(now))
    period = period_at(PeriodKind.WEEK, now, world.policy.zone).previous
    return reports.report(records, world, actor, period, with_people=with_people, now=now)


def taken_out(records: Records, world: World, person: Person, *, now: datetime) -> bool:
    """Writes down that the report with people's names goes to this admin; False where they are none now."""
    actor = actor_of(person, records.people.grants(person.id), person.local_date(now))
    if Role.ADMIN not in actor.roles or not may(actor, Action.REPORT):
        return False
    period = period_at(PeriodKind.WEEK, now, world.policy.zone).previous
    records.journal.audit(entry_by(actor, "report_exported", now=now, detail=f"{period} on Monday"))
    return True


def switch(records: Records, person_id: int, *, on: bool) -> bool:
    """Switches the Monday message of a person on or off; how it is then."""
    records.people.set_mondays(person_id, on=on)
    return on


def _monday_of(local: datetime) -> date | None:
    """The Monday of the week whose message may be planned at this moment, None on a Saturday or so."""
    on = local.date()
    if on.isoweekday() <= WORKING_DAYS:
        return on - timedelta(days=on.isoweekday() - 1)
    if on.isoweekday() == SUNDAY and local.hour >= NOON:
        return on + timedelta(days=1)
    return None


def _moment(zone: ZoneInfo, on: date, at: time) -> datetime:
    return datetime.combine(on, at, tzinfo=zone).astimezone(UTC)


def _midnight(world: World, on: date) -> datetime:
    return datetime.combine(on, time(0), tzinfo=world.policy.zone).astimezone(UTC)


def _finishers(
    records: Records, world: World, actor: Actor, titles: dict[str, str], ends: datetime
) -> list[Finisher]:
    """The newest of those who did the last lesson of a course in the week that ended then, if any."""
    learned = records.assignments.lately_learned(scope_of(actor), ends - timedelta(days=7), ends)
    pairs = dict.fromkeys((id_, name, key.partition("/")[0]) for id_, name, key in learned)
    done: dict[int, frozenset[str]] = {}
    for person_id, name, course in pairs:
        if person_id == actor.person.id or course not in titles or len(done) > MOST_LOOKED_AT:
            continue
        if person_id not in done:
            done[person_id] = records.courses.facts(person_id, ends).done
        if set(world.catalogue.lesson_keys[course]) <= done[person_id]:
            return [Finisher(person_id=person_id, person=name, title=titles[course])]
    return []
