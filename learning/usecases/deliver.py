"""Sending what was brought: what may leave now, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from learning.broadcasts import Unreached
from learning.knowledge import Tip
from learning.notices import TOGETHER, Notice, Told
from learning.people import Person, PersonState
from learning.ports import Records
from learning.records import Circumstances, Claimed, Nudge, NudgeState, OutboxState
from learning.rules.breaks import opening_at
from learning.rules.planning import ItemKind
from learning.rules.schedules import schedule_of
from learning.usecases import carrying, telling
from learning.usecases.carrying import BroadcastDelivery
from learning.world import World

TRIES = 5
"""How often a message that surely did not leave is tried."""

PAUSE_WITHOUT_CONNECTION = timedelta(seconds=5)
PAUSE_OF_A_NOTICE = timedelta(seconds=30)
"""A notice that surely did not leave is tried for as long as it may wait: nobody else brings it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A nudge ready to be sent: to whom, and all that its card says."""

    outbox_id: int
    priority: int
    attempts: int
    telegram_id: int
    person: Person
    nudge: Nudge
    title: str
    verified: bool
    told_slowing: bool
    begun: bool = False
    lesson_number: int = 0
    lesson_count: int = 0
    course_title: str = ""
    replaces_message_id: int | None = None
    tip: Tip | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDelivery:
    """A notice ready to be sent; `maybe_twice` where an earlier copy may have arrived."""

    outbox_id: int
    priority: int
    attempts: int
    telegram_id: int
    person: Person
    told: Told
    maybe_twice: bool = False
    together: tuple[int, ...] = ()
    """Others of the outbox that leave in this message."""


class Sending(StrEnum):
    """How an attempt to send ended."""

    SENT = "sent"
    UNCERTAIN = "uncertain"
    NOT_SENT = "not_sent"
    NO_CONNECTION = "no_connection"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"


def expire_late(records: Records, *, now: datetime) -> int:
    """Ends messages whose break is over before they left; how many there were."""
    late = records.outbox.expire(now)
    if late:
        records.nudges.expire_unsent()
    return late


def recover(records: Records, *, now: datetime) -> int:
    """At start: what was being sent when the process ended is uncertain; a lesson is not sent again."""
    return records.outbox.doubt_claimed(now)


AnyDelivery = Delivery | NoticeDelivery | BroadcastDelivery


def claim(records: Records, world: World, *, now: datetime, limit: int) -> list[AnyDelivery]:
    """Takes the next messages to send, and ends or puts off those that may not be sent now."""
    deliveries: list[AnyDelivery] = []
    nudges_ended = False
    batch = records.outbox.claim(now, limit)
    along: set[int] = set()
    for claimed in batch:
        if claimed.id in along:
            continue
        if claimed.broadcast_id is not None:
            copy = carrying.prepare(records, world, claimed, claimed.broadcast_id, now=now)
            deliveries.extend([copy] if copy else [])
            continue
        if claimed.notice is not None:
            told = _prepare_notice(records, world, claimed, claimed.notice, batch, now)
            along.update(told.together if told else ())
            deliveries.extend([told] if told else [])
            continue
        delivery, reason = _prepare(records, world, claimed, now)
        if delivery is not None:
            deliveries.append(delivery)
        else:
            nudges_ended = True
            records.outbox.settle(claimed.id, OutboxState.EXPIRED, now, reason=reason)
    if nudges_ended:
        records.nudges.expire_unsent()
    return deliveries


def _prepare_notice(
    records: Records,
    world: World,
    claimed: Claimed,
    notice: Notice,
    batch: Sequence[Claimed],
    now: datetime,
) -> NoticeDelivery | None:
    """The notice to send now, or None: put off until it may reach the person, or ended as nobody needs it."""
    circumstances = records.people.circumstances(claimed.person_id)
    person = circumstances.person
    told = telling.told_of(records, world, [notice], person, now=now)
    if person.state is not PersonState.ACTIVE or person.telegram_id is None or person.blocked_at is not None:
        records.outbox.settle(claimed.id, OutboxState.EXPIRED, now, reason="not active")
        return None
    if told is None:
        records.outbox.settle(claimed.id, OutboxState.CANCELLED, now, reason="nobody needs it any more")
        return None
    moment = telling.moment_of(records, world, circumstances, notice.kind, now)
    if moment is None or moment > now:
        records.outbox.requeue(claimed.id, moment or claimed.deadline, was_a_try=False)
        return None
    together, told = telling.together(records, world, claimed, batch, person, told, now=now)
    return NoticeDelivery(
        outbox_id=claimed.id,
        priority=claimed.priority,
        attempts=claimed.attempts,
        telegram_id=person.telegram_id,
        person=person,
        told=told,
        maybe_twice=claimed.attempts > 1,
        together=together,
    )


def _prepare(records: Records, world: World, claimed: Claimed, now: datetime) -> tuple[Delivery | None, str]:
    """The delivery, or None and why it must not leave: everything is asked anew at this moment."""
    circumstances = records.people.circumstances(claimed.person_id)
    person = circumstances.person
    nudge = records.nudges.get(claimed.nudge_id or 0)
    if person.state is not PersonState.ACTIVE or person.telegram_id is None or person.blocked_at is not None:
        return None, "not active"
    if nudge is None or nudge.state is not NudgeState.WAITING:
        return None, "answered already"
    if not _may_arrive(circumstances, world, now):
        return None, "outside the person's windows"
    lesson = world.catalogue.lesson(nudge.lesson_key, person.language) if nudge.lesson_key else None
    if nudge.kind is ItemKind.LESSON and lesson is None:
        return None, "the lesson is gone"
    keys = world.catalogue.lesson_keys.get(lesson.course, ()) if lesson else ()
    return Delivery(
        outbox_id=claimed.id,
        priority=claimed.priority,
        attempts=claimed.attempts,
        telegram_id=person.telegram_id,
        person=person,
        nudge=nudge,
        title=lesson.title if lesson else "",
        verified=bool(lesson and lesson.verified_by),
        told_slowing=records.nudges.attention(person.id).told_slowing,
        begun=lesson is not None and records.study.begun(person.id, lesson.key) is not None,
        lesson_number=keys.index(lesson.key) + 1 if lesson else 0,
        lesson_count=len(keys),
        course_title=world.catalogue.courses[lesson.course].title_in(person.language) if lesson else "",
        replaces_message_id=claimed.replaces_message_id,
        tip=_tip(records, person, nudge),
    ), ""


def _tip(records: Records, person: Person, nudge: Nudge) -> Tip | None:
    """An item that goes with what the person just did, or with their unit; another one each time."""
    tips = records.knowledge.tips_for(person.id, records.knowledge.units_over(person.unit))
    return tips[nudge.id % len(tips)] if tips else None


def _may_arrive(circumstances: Circumstances, world: World, now: datetime) -> bool:
    schedule = schedule_of(circumstances, world.policy.windows)
    return opening_at(schedule, world.calendar, now) is not None


def settle(
    records: Records,
    delivery: AnyDelivery,
    sending: Sending,
    *,
    now: datetime,
    message_id: int | None = None,
    reason: str = "",
) -> None:
    """Records how sending ended. Only what surely did not leave is tried again.

    Without a connection nothing speaks against the message: it waits for as long as its break lasts.
    """
    outbox, row = records.outbox, delivery.outbox_id
    revision = delivery.broadcast.revision if isinstance(delivery, BroadcastDelivery) else 0
    if isinstance(delivery, Delivery) and sending in {Sending.SENT, Sending.UNCERTAIN}:
        _remember_told(records, delivery.nudge)
    if isinstance(delivery, BroadcastDelivery) and sending in {Sending.SENT, Sending.UNCERTAIN}:
        carrying.has_left(records, delivery, now=now)
    if isinstance(delivery, NoticeDelivery):
        _settle_along(records, delivery, sending, now, message_id)
    again_at = _again_at(delivery, sending, now)
    if again_at is not None:
        was_a_try = sending is not Sending.NO_CONNECTION and not _is_patient(delivery, sending)
        outbox.requeue(row, again_at, was_a_try=was_a_try, reason=reason)
    elif sending is Sending.SENT:
        if isinstance(delivery, BroadcastDelivery) and delivery.is_reminder and message_id is not None:
            place = (delivery.broadcast.id, delivery.person.id)
            records.reception.lies_in(*place, message_id, revision)
            message_id = None
        outbox.settle(row, OutboxState.SENT, now, reason=reason, message_id=message_id, revision=revision)
    elif sending is Sending.UNCERTAIN:
        outbox.settle(row, OutboxState.UNCERTAIN, now, reason=reason, revision=revision)
        if isinstance(delivery, BroadcastDelivery):
            carrying.failed(records, delivery.broadcast.id, now=now)
    elif sending is Sending.UNREACHABLE:
        is_copy = isinstance(delivery, BroadcastDelivery)
        outbox.settle(row, OutboxState.UNREACHABLE, now, reason=Unreached.BLOCKED if is_copy else reason)
        _out_of_reach(records, delivery, now)
    else:
        outbox.settle(row, OutboxState.FAILED, now, reason=reason)
        _given_up(records, delivery, now)


def _settle_along(
    records: Records, delivery: NoticeDelivery, sending: Sending, now: datetime, message_id: int | None
) -> None:
    """What left in the message of a notice ends as that does; a reminder that has left counts."""
    if sending in {Sending.SENT, Sending.UNCERTAIN}:
        telling.has_left(records, delivery.told, delivery.person, now=now)
    for outbox_id in delivery.together:
        other = replace(delivery, outbox_id=outbox_id, together=())
        settle(records, other, sending, now=now, message_id=message_id, reason=TOGETHER)


def _again_at(delivery: AnyDelivery, sending: Sending, now: datetime) -> datetime | None:
    """When it is tried again, None where this was its end.

    A notice of which nobody knows whether it arrived leaves once more: missing it is worse than two of it.
    """
    if sending is Sending.NO_CONNECTION:
        return now + PAUSE_WITHOUT_CONNECTION
    if sending is Sending.UNCERTAIN and isinstance(delivery, NoticeDelivery) and delivery.attempts <= 1:
        return now + timedelta(minutes=1)
    if _is_patient(delivery, sending):
        return now + PAUSE_OF_A_NOTICE
    if sending is Sending.NOT_SENT and delivery.attempts < TRIES:
        return now + timedelta(seconds=2**delivery.attempts)
    return None


def _is_patient(delivery: AnyDelivery, sending: Sending) -> bool:
    """Whether it is tried for as long as it may wait, as nobody else brings it."""
    return sending is Sending.NOT_SENT and isinstance(delivery, NoticeDelivery)


def _out_of_reach(records: Records, delivery: AnyDelivery, now: datetime) -> None:
    if isinstance(delivery, Delivery):
        records.nudges.settle([delivery.nudge.id], NudgeState.EXPIRED)
    records.people.set_blocked(delivery.person.id, now)
    records.reception.lose(delivery.person.id, now, Unreached.BLOCKED)


def _given_up(records: Records, delivery: AnyDelivery, now: datetime) -> None:
    if isinstance(delivery, BroadcastDelivery):
        carrying.failed(records, delivery.broadcast.id, now=now)
    else:
        records.nudges.expire_unsent()


def _remember_told(records: Records, nudge: Nudge) -> None:
    """Notes that the person was told why Sela comes rarely, unless they came back meanwhile."""
    attention = records.nudges.attention(nudge.person_id)
    if nudge.slowed and attention.open_nudge_id == nudge.id:
        records.nudges.save_attention([replace(attention, told_slowing=True)])
