"""Bringing a broadcast to one person: whether its copy may leave now, and what became of it."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time

from learning.broadcasts import Broadcast, BroadcastState, Content, ContentKind, Held, Reaction, Timing
from learning.notices import Notice, NoticeKind
from learning.people import Person, PersonState
from learning.ports import Records
from learning.records import Circumstances, Claimed, MessageKind, OutboxState
from learning.rules.audience import unreached_by
from learning.rules.leaving import earliest, should_pause, terms_of
from learning.rules.schedules import schedule_of
from learning.usecases.addressing import lessons_of, terms_for, wanted_by
from learning.usecases.assigning import assign_with
from learning.usecases.drafting import flaw_of, is_hidden, item_of
from learning.usecases.notices import notify
from learning.world import World

EVER = datetime.min.replace(tzinfo=UTC)
TOO_MANY_FAILED = "failures"
"""Why a broadcast rests by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is sent as its receiver sees it: its title, the minutes of what is taught, an item's summary."""

    title: str = ""
    summary: str = ""
    minutes: int = 0
    lessons: int = 0
    verified: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class BroadcastDelivery:
    """A copy of a broadcast ready to be sent; `maybe_twice` where an earlier one may have arrived.

    Its broadcast has a due date only where the receiver is asked for the course by then.
    """

    outbox_id: int
    priority: int
    attempts: int
    telegram_id: int
    person: Person
    broadcast: Broadcast
    shown: Shown
    reaction: Reaction = field(default_factory=Reaction)
    is_reminder: bool = False
    maybe_twice: bool = False
    replaces_message_id: int | None = None


def prepare(
    records: Records, world: World, claimed: Claimed, broadcast_id: int, *, now: datetime
) -> BroadcastDelivery | None:
    """The copy to send now, or None: held, unreachable, or ended as nobody needs it. All is asked anew."""
    circumstances = records.people.circumstances(claimed.person_id)
    person = circumstances.person
    broadcast = records.broadcasts.get(broadcast_id)
    if broadcast is None or broadcast.state is not BroadcastState.RUNNING:
        records.outbox.requeue(claimed.id, now, was_a_try=False, reason=_last_fault(claimed))
        return None
    if person.state is PersonState.LEFT:
        records.outbox.settle(claimed.id, OutboxState.CANCELLED, now, reason="left")
        return None
    has_joined = person.telegram_id is not None and person.onboarded_at is not None
    unreached = unreached_by(person.state, has_joined=has_joined, has_blocked=person.blocked_at is not None)
    if unreached is not None:
        records.outbox.settle(claimed.id, OutboxState.UNREACHABLE, now, reason=unreached)
        return None
    reaction = records.reception.reaction(broadcast.id, person.id)
    if reason := _needless(records, world, claimed, person, broadcast, reaction):
        records.outbox.settle(claimed.id, OutboxState.CANCELLED, now, reason=reason)
        return None
    if _is_held(records, world, claimed, broadcast, circumstances, now):
        return None
    assert person.telegram_id is not None
    asking = asking_of(records, world, broadcast, person)
    if asking.due_on is not None and asking.due_on < person.local_date(now):
        asking = replace(asking, due_on=None)
    return BroadcastDelivery(
        outbox_id=claimed.id,
        priority=claimed.priority,
        attempts=claimed.attempts,
        telegram_id=person.telegram_id,
        person=person,
        broadcast=asking,
        shown=shown_of(records, world, broadcast.content, person.language),
        reaction=reaction,
        is_reminder=claimed.kind == MessageKind.REMINDER,
        maybe_twice=claimed.maybe_twice,
        replaces_message_id=claimed.replaces_message_id,
    )


def _needless(
    records: Records,
    world: World,
    claimed: Claimed,
    person: Person,
    broadcast: Broadcast,
    reaction: Reaction,
) -> str:
    """Why nobody needs this copy any more, empty where somebody does."""
    if claimed.kind == MessageKind.REMINDER and reaction.opened_at is not None:
        return "opened"
    if flaw_of(records, world, broadcast) or is_hidden(records, broadcast.content, [person.unit]):
        return "gone"
    lessons, since = lessons_of(world, broadcast.content), broadcast.confirmed_at
    if lessons and since and records.study.has_completed(person.id, lessons, since):
        return "done"
    return ""


def _is_held(
    records: Records,
    world: World,
    claimed: Claimed,
    broadcast: Broadcast,
    circumstances: Circumstances,
    now: datetime,
) -> bool:
    """Whether the copy must wait; then it is put back until it may leave, with the reason."""
    schedule = schedule_of(circumstances, world.policy.windows)
    person = circumstances.person
    today = person.local_date(now)
    midnight = datetime.combine(today, time(0), tzinfo=person.zone).astimezone(now.tzinfo)
    attention = records.nudges.attention(person.id)
    nudges = attention.nudges_on_day if attention.last_nudge_on == today else 0
    before = records.audiences.used_on(person.id, midnight, now, but=claimed.id)
    terms = terms_for(world, broadcast)
    if claimed.kind == MessageKind.REMINDER:
        terms = terms_of(Timing.NEXT_BREAK, urgent=False, nudges_per_day=world.policy.nudges_per_day)
    wanted = now if claimed.kind == MessageKind.REMINDER else wanted_by(broadcast, schedule, now)
    hours = world.policy.working_hours
    slot = earliest(terms, schedule, hours, world.calendar, {today: nudges + before}, wanted)
    if slot.at is not None and slot.at <= now:
        return False
    reason = slot.held or _last_fault(claimed)
    records.outbox.requeue(claimed.id, slot.at or claimed.deadline, was_a_try=False, reason=reason)
    return True


def _last_fault(claimed: Claimed) -> str:
    """Why the last try failed: if it expires, that is why. What held it before holds it no more."""
    return "" if claimed.reason in list(Held) else claimed.reason


def asking_of(records: Records, world: World, broadcast: Broadcast, person: Person) -> Broadcast:
    """The broadcast as this person gets it: who has done the course is not asked to do it until a date."""
    lessons = lessons_of(world, broadcast.content)
    if broadcast.due_on is None or not lessons:
        return broadcast
    has_done = records.study.has_completed(person.id, lessons, EVER)
    return replace(broadcast, due_on=None) if has_done else broadcast


def has_left(records: Records, delivery: BroadcastDelivery, *, now: datetime) -> None:
    """After a copy left, or may have: the course it asks for is its receiver's until that date.

    Not by what was taken back while it left.
    """
    if delivery.is_reminder or delivery.broadcast.due_on is None:
        return
    kept = records.broadcasts.get(delivery.broadcast.id)
    if kept is not None and kept.state is not BroadcastState.WITHDRAWN:
        assign_with(records, delivery.broadcast, delivery.person.id, now=now)


def shown_of(records: Records, world: World, content: Content, language: str) -> Shown:
    """What this content is called and how long it takes, in this language."""
    catalogue = world.catalogue
    if content.kind is ContentKind.LESSON:
        lesson = catalogue.lesson(content.key, language)
        minutes = catalogue.minutes.get(content.key, 0)
        verified = bool(lesson and lesson.verified_by)
        return Shown(title=lesson.title if lesson else "", minutes=minutes, verified=verified)
    if content.kind is ContentKind.COURSE and content.key in catalogue.courses:
        keys = catalogue.lesson_keys.get(content.key, ())
        minutes = sum(catalogue.minutes.get(key, 0) for key in keys)
        title = catalogue.courses[content.key].title_in(language)
        return Shown(title=title, minutes=minutes, lessons=len(keys))
    item = item_of(records, content) if content.kind is ContentKind.ITEM else None
    if item is not None:
        return Shown(title=item.title, summary=item.summary, verified=bool(item.verified_by))
    return Shown()


def failed(records: Records, broadcast_id: int, *, now: datetime) -> None:
    """After a copy failed or got lost: with too many of them the broadcast rests, and its author hears."""
    failures, ended = records.reception.failures(broadcast_id)
    if not should_pause(failures, ended):
        return
    running = [BroadcastState.RUNNING]
    if records.broadcasts.move(broadcast_id, running, BroadcastState.PAUSED, TOO_MANY_FAILED):
        broadcast = records.broadcasts.get(broadcast_id)
        assert broadcast is not None
        notice = Notice(kind=NoticeKind.BROADCAST_PAUSED, subject=broadcast_id)
        notify(records, None, [broadcast.author_id], notice, now=now, again=now.isoformat())
