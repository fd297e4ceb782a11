"""Following a broadcast up: correcting it, and reminding of it. Both reach only people who are led now."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from learning.auditing import entry_by
from learning.broadcasts import Broadcast, BroadcastState
from learning.people import Actor
from learning.ports import Records
from learning.records import MessageKind, Outgoing
from learning.rules.audience import WHOLE, scope_of
from learning.rules.visible_text import seen
from learning.usecases.broadcasting import BROADCAST_PRIORITY, sent
from learning.usecases.drafting import Flaw, length_flaw


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How many people a reminder would reach, and how many not, as they are led by others now."""

    people: int
    left_out: int


def correct(
    records: Records, actor: Actor, broadcast_id: int, text: str, *, now: datetime
) -> Broadcast | Flaw | None:
    """Changes the author's words, for everyone led now who has it or will get it; None where not theirs.

    Others keep the old words, and get nothing if nothing has reached them yet.
    """
    found = sent(records, actor, broadcast_id)
    if found is None or found.state is BroadcastState.WITHDRAWN:
        return None
    content = replace(found.content, text=seen(text))
    flaw = length_flaw(content)
    if flaw is not None:
        return flaw
    corrected = replace(found, content=content, revision=found.revision + 1)
    records.broadcasts.keep(corrected)
    records.audiences.leave_out(broadcast_id, scope_of(actor), corrected.revision, now)
    _audit(records, actor, "broadcast_corrected", f"broadcast {broadcast_id}", now)
    return corrected


def left_out(records: Records, actor: Actor, broadcast_id: int) -> int:
    """How many of its people a correction would not reach, as they are led by others now."""
    found = sent(records, actor, broadcast_id)
    return records.audiences.outside(broadcast_id, scope_of(actor)) if found is not None else 0


def reach(records: Records, actor: Actor, broadcast_id: int) -> Reach | None:
    """Whom a reminder would reach now; None where the broadcast is not theirs."""
    if sent(records, actor, broadcast_id) is None:
        return None
    people = len(records.audiences.not_opened(broadcast_id, scope_of(actor)))
    return Reach(people=people, left_out=len(records.audiences.not_opened(broadcast_id, WHOLE)) - people)


def remind(records: Records, actor: Actor, broadcast_id: int, *, now: datetime) -> int | None:
    """Brings it once more to those led now who have it and did not open it; how many.

    None where it may not be, or reaches nobody.
    """
    found = sent(records, actor, broadcast_id)
    if found is None or found.state is not BroadcastState.RUNNING or found.reminded_at is not None:
        return None
    not_opened = records.audiences.not_opened(broadcast_id, scope_of(actor))
    if not not_opened:
        return None
    ends_at = max(found.ends_at or now, now + timedelta(days=found.keeps_days))
    records.broadcasts.keep(replace(found, reminded_at=now, ends_at=ends_at))
    records.outbox.put(
        [
            Outgoing(
                dedupe_key=f"{MessageKind.REMINDER}:{found.id}:{person_id}",
                person_id=person_id,
                kind=MessageKind.REMINDER,
                priority=BROADCAST_PRIORITY,
                created_at=now,
                not_before=now,
                deadline=ends_at,
                broadcast_id=found.id,
                replaces_message_id=message_id,
            )
            for person_id, message_id in not_opened
        ]
    )
    _audit(records, actor, "broadcast_reminded", f"broadcast {found.id}, {len(not_opened)} people", now)
    return len(not_opened)


def _audit(records: Records, actor: Actor, action: str, detail: str, now: datetime) -> None:
    records.journal.audit(entry_by(actor, action, now=now, detail=detail))
