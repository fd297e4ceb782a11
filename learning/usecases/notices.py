"""Putting notices into the outbox: to whom, how soon, and in which way they may reach a person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from learning.notices import Notice, NoticeKind
from learning.people import Role, is_within
from learning.ports import Records
from learning.records import Circumstances, MessageKind, Outgoing
from learning.rules.breaks import opening_from
from learning.rules.leaving import Way
from learning.rules.schedules import schedule_of
from learning.rules.working_hours import working_moment
from learning.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How notices of a kind leave: how soon among others, in which way, and how long they may wait for it.

    With `a_day` so many messages of the kind leave a day, and what comes later joins the next.
    """

    priority: int = 3
    way: Way = Way.WORK
    waits: timedelta = timedelta(days=30)
    a_day: int | None = None


ORDINARY = Manner()
"""Whoever was away for longer than it waits finds the matter in their lists."""

MANNERS: Mapping[NoticeKind, Manner] = {
    NoticeKind.EXPERT_ASKED: ORDINARY,
    NoticeKind.EXPERT_OVERDUE: ORDINARY,
    NoticeKind.EXPERT_DELAYED: ORDINARY,
    NoticeKind.EXPERT_ANSWERED: Manner(priority=2),
    NoticeKind.ITEM_APPROVED: ORDINARY,
    NoticeKind.ITEM_RETURNED: ORDINARY,
    NoticeKind.ITEM_REPORTED: ORDINARY,
    NoticeKind.LESSON_TO_CONFIRM: ORDINARY,
    NoticeKind.CONTRIBUTION_WAITING: ORDINARY,
    NoticeKind.NOTE: Manner(a_day=2),
    NoticeKind.COURSE_ASSIGNED: ORDINARY,
    NoticeKind.ASSIGNMENT_REMINDER: Manner(way=Way.BREAK),
    NoticeKind.COURSE_DONE: Manner(a_day=2),
    NoticeKind.CREDIT_CORRECTED: ORDINARY,
    NoticeKind.BROADCAST_PAUSED: ORDINARY,
    NoticeKind.BROADCAST_HELD_UP: ORDINARY,
    NoticeKind.SERIES_RESTS: ORDINARY,
    NoticeKind.SERIES_ENDED: ORDINARY,
    NoticeKind.PEOPLE_BEHIND: ORDINARY,
    NoticeKind.MONDAY: Manner(priority=4, waits=timedelta(days=7)),
}

MOST_CURATORS = 8
"""A question goes to so many curators at most: whom everybody is asked, nobody feels asked."""


def notify(
    records: Records,
    world: World | None,
    person_ids: Iterable[int],
    notice: Notice,
    *,
    now: datetime,
    again: str = "",
    wanted: datetime | None = None,
    until: datetime | None = None,
) -> int:
    """Puts a notice into the outbox for each of these people; how many. The same one is not put in twice.

    `again` tells a notice from an earlier one of the same kind about the same thing. Where the world is not
    at hand the notice waits for working hours when it is about to leave. `wanted` is from when it may leave
    and `until` is when it expires, else now and after as long as its kind may wait.
    """
    outgoing = []
    manner = MANNERS[notice.kind]
    wanted = wanted or now
    for person_id in dict.fromkeys(person_ids):
        moment = None
        if world is not None:
            moment = moment_for(records.people.circumstances(person_id), world, wanted, way=manner.way)
        outgoing.append(
            Outgoing(
                dedupe_key=f"{notice.kind}:{notice.subject}:{person_id}:{again}",
                person_id=person_id,
                kind=MessageKind.NOTICE,
                priority=manner.priority,
                created_at=now,
                not_before=moment or wanted,
                deadline=until or now + manner.waits,
                notice=notice,
            )
        )
    records.outbox.put(outgoing)
    return len(outgoing)


def moment_for(
    circumstances: Circumstances, world: World, now: datetime, *, way: Way = Way.WORK
) -> datetime | None:
    """When the person may next be told something: in their working hours, or in a break of theirs."""
    schedule = schedule_of(circumstances, world.policy.windows)
    if way is Way.BREAK:
        opening = opening_from(schedule, world.calendar, now)
        return max(now, opening.starts_at) if opening else None
    return working_moment(schedule, world.policy.working_hours, world.calendar, now)


def curators_for(records: Records, unit: str, *, now: datetime, world: World | None) -> list[int]:
    """Who looks after the knowledge of a unit: the curators nearest to it, else every admin."""
    holders = records.people.holders(Role.CURATOR, _today(world, now))
    near = [
        (-len(scope or ""), person_id)
        for person_id, scope in holders
        if scope is None or is_within(unit, scope)
    ]
    nearest = [person_id for _, person_id in sorted(near)]
    return list(dict.fromkeys(nearest))[:MOST_CURATORS] or admins(records, now=now, world=world)


def admins(records: Records, *, now: datetime, world: World | None) -> list[int]:
    """Every active admin."""
    holders = records.people.holders(Role.ADMIN, _today(world, now))
    return list(dict.fromkeys(person_id for person_id, _ in holders))


def _today(world: World | None, now: datetime) -> date:
    return now.astimezone(world.policy.zone if world else UTC).date()
