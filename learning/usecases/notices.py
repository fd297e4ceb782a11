"""Telling people by itself what concerns their questions and items, while they are at work."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from learning.knowledge import Item, ItemState
from learning.notices import ABOUT_QUESTIONS, Notice, NoticeKind, QuestionState, Told
from learning.people import Person, Role, is_within
from learning.ports import Records
from learning.records import Circumstances, Outgoing
from learning.rules.access import actor_of, may_curate
from learning.rules.schedules import schedule_of
from learning.rules.working_hours import working_moment
from learning.world import World

NOTICE = "notice"
ANSWER_PRIORITY, NOTICE_PRIORITY = 2, 3
NOTICES_WAIT = timedelta(days=30)
"""A notice that could not leave for so long is dropped: whoever was away finds the matter in their lists."""

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
) -> int:
    """Puts a notice into the outbox for each of these people; how many. The same one is not put in twice.

    `again` tells a notice from an earlier one of the same kind about the same thing. Where the world is not
    at hand the notice waits for working hours when it is about to leave.
    """
    outgoing = []
    for person_id in dict.fromkeys(person_ids):
        moment = moment_for(records.people.circumstances(person_id), world, now) if world else now
        outgoing.append(
            Outgoing(
                dedupe_key=f"{notice.kind}:{notice.subject}:{person_id}:{again}",
                person_id=person_id,
                kind=NOTICE,
                priority=ANSWER_PRIORITY if notice.kind is NoticeKind.EXPERT_ANSWERED else NOTICE_PRIORITY,
                created_at=now,
                not_before=moment or now,
                deadline=now + NOTICES_WAIT,
                notice=notice,
            )
        )
    records.outbox.put(outgoing)
    return len(outgoing)


def moment_for(circumstances: Circumstances, world: World, now: datetime) -> datetime | None:
    """When the person may next be told something: in their working hours."""
    schedule = schedule_of(circumstances, world.policy.windows)
    return working_moment(schedule, world.policy.working_hours, world.calendar, now)


def told_of(records: Records, notice: Notice, person: Person, *, now: datetime) -> Told | None:
    """A notice with what it is about as it is now, None where nobody needs it any more."""
    if notice.kind is NoticeKind.CONTRIBUTION_WAITING:
        waiting = _contributions_for(records, person, person.local_date(now))
        return Told(kind=notice.kind, waiting=waiting) if waiting else None
    if notice.kind in ABOUT_QUESTIONS:
        question = records.experts.get(notice.subject)
        if question is None or not _still_true(notice.kind, question.state):
            return None
        return Told(kind=notice.kind, question=question)
    item = records.knowledge.get(notice.subject)
    if item is None or not _still_about(records, notice.kind, item):
        return None
    reasons = records.curation.open_reports(item.id) if notice.kind is NoticeKind.ITEM_REPORTED else ()
    if notice.kind is NoticeKind.ITEM_REPORTED and not reasons:
        return None
    return Told(kind=notice.kind, item=item, reasons=tuple(reasons))


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


def _contributions_for(records: Records, person: Person, today: date) -> int:
    actor = actor_of(person, records.people.grants(person.id), today)
    waiting = records.curation.in_states(ItemState.IN_REVIEW)
    return sum(may_curate(actor, one.scope) and one.author_id != person.id for one in waiting)


def _still_about(records: Records, kind: NoticeKind, item: Item) -> bool:
    """Whether the item is still in the state that the notice tells of."""
    if kind is NoticeKind.ITEM_APPROVED:
        return item.state is ItemState.PUBLISHED
    if kind is NoticeKind.ITEM_RETURNED:
        return item.state is ItemState.DRAFT
    return kind is not NoticeKind.LESSON_TO_CONFIRM or records.curation.is_paused_by(item.id)


def _still_true(kind: NoticeKind, state: QuestionState) -> bool:
    if kind is NoticeKind.EXPERT_ANSWERED:
        return state is QuestionState.ANSWERED
    return state is QuestionState.OPEN
