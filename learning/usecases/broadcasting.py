"""Sending a broadcast: who would get it and when, the one tap that sends it, and steering it afterwards."""

from dataclasses import dataclass, replace
from datetime import datetime

from learning.auditing import entry_by
from learning.broadcasts import (
    Addressee,
    Broadcast,
    BroadcastState,
    ContentKind,
    Preview,
    Recipient,
    Results,
    Slot,
    Standing,
)
from learning.people import Actor, Role
from learning.ports import Records
from learning.records import MessageKind, OutboxState, Outgoing
from learning.rules.audience import digest_of, is_led, scope_of
from learning.usecases.addressing import Planned, lessons_of, plan
from learning.usecases.drafting import Flaw, begin, draft, flaw_for
from learning.usecases.previewing import counted, ends_at
from learning.usecases.steered import reason_of, tell_author
from learning.world import World

URGENT_PRIORITY, BROADCAST_PRIORITY = 2, 3
LEAVING_STATES = (BroadcastState.RUNNING, BroadcastState.PAUSED)
NEVER_SENT = (BroadcastState.DRAFT, BroadcastState.WEEKLY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """It is on its way; `is_new` is False where it had been confirmed before."""

    results: Results
    is_new: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Nobody:
    """The selection names nobody; with `is_lost` since its author leads none of the ticked units any more."""

    broadcast: Broadcast
    is_lost: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Flawed:
    """What is sent cannot be sent as it is."""

    broadcast: Broadcast
    flaw: Flaw


def preview(
    records: Records, world: World, actor: Actor, broadcast_id: int, *, now: datetime
) -> Preview | Nobody | Flawed | None:
    """Who would get a draft and when; None where it is not this author's draft."""
    found = draft(records, actor, broadcast_id)
    if found is None:
        return None
    planned = plan(records, world, actor, found, now=now)
    return _previewed(records, world, actor, found, planned, now=now)


def _previewed(
    records: Records,
    world: World,
    actor: Actor,
    broadcast: Broadcast,
    planned: Planned,
    *,
    now: datetime,
    has_changed: bool = False,
) -> Preview | Nobody | Flawed:
    """The preview; what it showed is kept with the draft, so that nothing else is confirmed."""
    flaw = flaw_for(records, world, broadcast, {one.unit for one, _ in planned}, now=now)
    if flaw is not None:
        return Flawed(broadcast=broadcast, flaw=flaw)
    if not planned:
        return nobody(actor, broadcast)
    digest = digest_of(one.person_id for one, _ in planned)
    shown = replace(broadcast, digest=digest, size=len(planned))
    if shown != broadcast:
        records.broadcasts.keep(shown)
    return counted(shown, planned, now=now, has_changed=has_changed)


def nobody(actor: Actor, broadcast: Broadcast) -> Nobody:
    """That a selection names nobody, and whether its author has lost the units in it."""
    units, scope = broadcast.selection.units, scope_of(actor)
    return Nobody(broadcast=broadcast, is_lost=bool(units) and not any(is_led(one, scope) for one in units))


def confirm(
    records: Records, world: World, actor: Actor, broadcast_id: int, *, now: datetime
) -> Confirmed | Preview | Nobody | Flawed | None:
    """Sends a draft to exactly the people whom the preview counted, once, however often it is tapped.

    The audience is resolved anew by what the sender may do now; if it is another than the preview showed,
    the new preview comes back instead. None where it is not theirs.
    """
    kept = records.broadcasts.get(broadcast_id)
    is_theirs = kept is not None and kept.author_id == actor.person.id
    if kept is None or not is_theirs or kept.state is BroadcastState.WEEKLY:
        return None
    if kept.state is not BroadcastState.DRAFT:
        return Confirmed(results=results_of(records, world, kept, now=now), is_new=False)
    planned = plan(records, world, actor, kept, now=now)
    flaw = flaw_for(records, world, kept, {one.unit for one, _ in planned}, now=now)
    digest = digest_of(one.person_id for one, _ in planned)
    if flaw is not None or not planned or digest != kept.digest:
        return _previewed(records, world, actor, kept, planned, now=now, has_changed=bool(kept.digest))
    running = send(records, kept, planned, now=now)
    if running is None:
        again = records.broadcasts.get(broadcast_id) or kept
        return Confirmed(results=results_of(records, world, again, now=now), is_new=False)
    detail = f"broadcast {running.id}, {running.content.kind}, {len(planned)} people"
    _audit(records, actor, "broadcast_urgent" if running.is_urgent else "broadcast_confirmed", detail, now)
    if running.content.kind is ContentKind.COURSE and running.due_on is not None:
        _audit(records, actor, "course_assigned", f"{running.content.key} people={len(planned)}", now)
    return Confirmed(results=results_of(records, world, running, now=now))


def send(records: Records, draft: Broadcast, planned: Planned, *, now: datetime) -> Broadcast | None:
    """Freezes the audience: the broadcast runs, with one outbox row a person. None where it ran already."""
    running = replace(
        draft,
        state=BroadcastState.RUNNING,
        size=len(planned),
        confirmed_at=now,
        ends_at=ends_at(draft, planned, now),
    )
    if not records.broadcasts.confirm(running):
        return None
    records.outbox.put([_outgoing(running, one, slot, now) for one, slot in planned])
    return running


def _outgoing(broadcast: Broadcast, one: Addressee, slot: Slot, now: datetime) -> Outgoing:
    assert broadcast.ends_at is not None
    state, reason = OutboxState.QUEUED, ""
    if one.unreached is not None:
        state, reason = OutboxState.UNREACHABLE, one.unreached.value
    elif slot.held is not None:
        reason = slot.held.value
    return Outgoing(
        dedupe_key=f"{MessageKind.COPY}:{broadcast.id}:{one.person_id}",
        person_id=one.person_id,
        kind=MessageKind.COPY,
        priority=URGENT_PRIORITY if broadcast.is_urgent else BROADCAST_PRIORITY,
        created_at=now,
        not_before=slot.at or broadcast.ends_at,
        deadline=broadcast.ends_at,
        broadcast_id=broadcast.id,
        state=state,
        reason=reason,
    )


def sent(records: Records, actor: Actor, broadcast_id: int) -> Broadcast | None:
    """A broadcast that was confirmed and is this author's, or any for an admin; else None."""
    found = records.broadcasts.get(broadcast_id)
    if found is None or found.state in NEVER_SENT or not scope_of(actor):
        return None
    return found if found.author_id == actor.person.id or Role.ADMIN in actor.roles else None


def mine(records: Records, actor: Actor, *, limit: int, offset: int = 0) -> list[Broadcast]:
    """What this author has sent, newest first."""
    return list(records.broadcasts.of_author(actor.person.id, limit=limit, offset=offset))


def look(records: Records, world: World, actor: Actor, broadcast_id: int, *, now: datetime) -> Results | None:
    """What became of a broadcast so far; None where it is not this author's. Only they see of replies."""
    found = sent(records, actor, broadcast_id)
    if found is None:
        return None
    results = results_of(records, world, found, now=now)
    is_author = found.author_id == actor.person.id
    return results if is_author else replace(results, replies=0, replies_waiting=0)


def results_of(records: Records, world: World, broadcast: Broadcast, *, now: datetime) -> Results:
    """What became of a broadcast so far."""
    return records.reception.results(broadcast, lessons_of(world, broadcast.content), now)


def recipients(
    records: Records,
    world: World,
    actor: Actor,
    broadcast_id: int,
    standing: Standing,
    *,
    now: datetime,
    limit: int,
    offset: int = 0,
) -> list[Recipient] | None:
    """The people in one standing; None where the broadcast is not this author's."""
    found = sent(records, actor, broadcast_id)
    if found is None:
        return None
    lessons = lessons_of(world, found.content)
    return list(records.reception.recipients(found, lessons, standing, now=now, limit=limit, offset=offset))


def pause(records: Records, actor: Actor, broadcast_id: int, *, now: datetime) -> bool:
    """Lets nothing more leave until it goes on; False where it does not run."""
    found = sent(records, actor, broadcast_id)
    if found is None or not records.broadcasts.move(
        broadcast_id, [BroadcastState.RUNNING], BroadcastState.PAUSED, reason_of(actor, found)
    ):
        return False
    _audit(records, actor, "broadcast_paused", f"broadcast {broadcast_id}", now)
    tell_author(records, actor, found, now=now)
    return True


def resume(records: Records, actor: Actor, broadcast_id: int, *, now: datetime) -> bool:
    """Lets it go on, and tries again what failed; False where it does not rest."""
    if sent(records, actor, broadcast_id) is None:
        return False
    if not records.broadcasts.move(broadcast_id, [BroadcastState.PAUSED], BroadcastState.RUNNING):
        return False
    records.reception.try_failed_again(broadcast_id, now)
    _audit(records, actor, "broadcast_resumed", f"broadcast {broadcast_id}", now)
    return True


def stop(records: Records, actor: Actor, broadcast_id: int, *, now: datetime) -> int | None:
    """Ends it for everybody who has it not yet; how many these were. None where it is not theirs or over."""
    found = sent(records, actor, broadcast_id)
    if found is None or not records.broadcasts.move(
        broadcast_id, LEAVING_STATES, BroadcastState.STOPPED, reason_of(actor, found)
    ):
        return None
    cancelled = records.reception.cancel_waiting(broadcast_id, now, "stopped")
    _audit(records, actor, "broadcast_stopped", f"broadcast {broadcast_id}, {cancelled} people", now)
    tell_author(records, actor, found, now=now)
    return cancelled


def withdraw(records: Records, actor: Actor, broadcast_id: int, *, now: datetime) -> bool:
    """Takes it back: what waits is cancelled, what arrived is deleted where Telegram still allows it."""
    found = sent(records, actor, broadcast_id)
    if found is None or not records.broadcasts.move(
        broadcast_id, [*LEAVING_STATES, BroadcastState.STOPPED], BroadcastState.WITHDRAWN
    ):
        return False
    reason = reason_of(actor, found)
    withdrawn = replace(found, state=BroadcastState.WITHDRAWN, reason=reason, revision=found.revision + 1)
    records.broadcasts.keep(withdrawn)
    records.reception.cancel_waiting(broadcast_id, now, "withdrawn")
    if found.due_on is not None:
        records.assignments.take_back_of(found)
    _audit(records, actor, "broadcast_withdrawn", f"broadcast {broadcast_id}", now)
    tell_author(records, actor, found, now=now)
    return True


def again(records: Records, actor: Actor, broadcast_id: int, *, now: datetime) -> Broadcast | None:
    """A new draft with the content and the selection of what was sent; None where that is not theirs."""
    found = sent(records, actor, broadcast_id)
    if found is None:
        return None
    fresh = begin(records, actor, found.content.kind, now=now)
    copied = replace(fresh, content=found.content, selection=found.selection, keeps_days=found.keeps_days)
    records.broadcasts.keep(copied)
    return copied


def watch(records: Records, actor: Actor, broadcast_id: int, message_id: int | None) -> None:
    """Notes the message in which the author watches it: it is kept up to date while it runs."""
    found = sent(records, actor, broadcast_id)
    if found is not None and found.author_id == actor.person.id:
        records.broadcasts.show_in(broadcast_id, message_id)


def _audit(records: Records, actor: Actor, action: str, detail: str, now: datetime) -> None:
    records.journal.audit(entry_by(actor, action, now=now, detail=detail))
