"""Tells the author of a broadcast when somebody else has stopped, paused or taken it back."""

from dataclasses import dataclass
from datetime import datetime

from learning.broadcasts import Broadcast, BroadcastState, Standing
from learning.notices import Notice, NoticeKind
from learning.people import Actor
from learning.ports import Records
from learning.usecases.notices import notify

HELD_UP = (BroadcastState.PAUSED, BroadcastState.STOPPED, BroadcastState.WITHDRAWN)
BY = "by:"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldUp:
    """A broadcast that somebody other than its author holds up; `was_cancelled` where nobody got it."""

    broadcast: Broadcast
    by: str
    was_cancelled: bool


def reason_of(actor: Actor, broadcast: Broadcast) -> str:
    """What is kept as the reason of a change of state: who made it, where that is not the author."""
    return "" if actor.person.id == broadcast.author_id else f"{BY}{actor.person.id}"


def tell_author(records: Records, actor: Actor, broadcast: Broadcast, *, now: datetime) -> None:
    """Tells the author in working hours; what was to be said of an earlier change is not said any more."""
    if actor.person.id == broadcast.author_id:
        return
    notice = Notice(kind=NoticeKind.BROADCAST_HELD_UP, subject=broadcast.id)
    records.notices.take_back(notice, broadcast.author_id, now)
    notify(records, None, [broadcast.author_id], notice, now=now, again=now.isoformat())


def held_up(records: Records, broadcast_id: int, *, now: datetime) -> HeldUp | None:
    """Who holds a broadcast up now; None where nobody does, or its author does."""
    found = records.broadcasts.get(broadcast_id)
    if found is None or found.state not in HELD_UP or not found.reason.startswith(BY):
        return None
    by = records.people.get(int(found.reason.removeprefix(BY)))
    cancelled = records.reception.results(found, (), now).people.get(Standing.CANCELLED, 0)
    was_cancelled = found.state is BroadcastState.STOPPED and bool(found.moment) and cancelled == found.size
    return HeldUp(broadcast=found, by=by.name if by else "", was_cancelled=was_cancelled)
