"""A place of work where Pak Budi broadcasts."""

from collections.abc import Callable
from typing import Any, TypeVar

from learning.broadcasts import Broadcast, ContentKind, Results, Standing, Timing
from learning.people import Actor
from learning.usecases import broadcasting, drafting, enrol
from learning.usecases.broadcasting import Confirmed
from learning.usecases.carrying import BroadcastDelivery
from learning.usecases.deliver import Sending, claim
from tests.learning.usecases.workplace import Workplace
from tests.people import BUDI

T = TypeVar("T")


def actor(work: Workplace, who: int = BUDI) -> Actor:
    """One of the cast as they may act now."""
    found = work.do(lambda records, now: enrol.who_is(records, who, now=now))
    assert found is not None
    return found


def act(work: Workplace, usecase: Callable[..., T], *args: Any, by: int = BUDI, **more: Any) -> T:
    """What a use case returns that needs the records and who acts, and no time."""
    author = actor(work, by)
    return work.look(lambda records: usecase(records, author, *args, **more))


def draft(
    work: Workplace,
    text: str = "Rapat pindah ke lantai dua.",
    *,
    by: int = BUDI,
    kind: ContentKind = ContentKind.TEXT,
    key: str = "",
    timing: Timing = Timing.NOW,
    **when: Any,
) -> Broadcast:
    """A draft with these words, or this lesson, course or item."""
    author = actor(work, by)
    begun = work.do(drafting.begin, author, kind, key=key)
    if kind is ContentKind.TEXT:
        work.look(lambda records: drafting.write(records, author, begun.id, text))
    timed = work.do(drafting.time_it, author, begun.id, timing, **when)
    assert isinstance(timed, Broadcast)
    return timed


def broadcast(work: Workplace, text: str = "Rapat pindah ke lantai dua.", **more: Any) -> Results:
    """Drafts, previews and confirms."""
    drafted = draft(work, text, **more)
    author = actor(work, more.get("by", BUDI))
    work.do(broadcasting.preview, work.world, author, drafted.id)
    outcome = work.do(broadcasting.confirm, work.world, author, drafted.id)
    assert isinstance(outcome, Confirmed), outcome
    return outcome.results


def results(work: Workplace, broadcast_id: int, by: int = BUDI) -> Results:
    """What became of it so far."""
    found = work.do(broadcasting.look, work.world, actor(work, by), broadcast_id)
    assert found is not None
    return found


def standings(work: Workplace, broadcast_id: int, by: int = BUDI) -> dict[Standing, int]:
    """How many people are in each standing."""
    return {standing: count for standing, count in results(work, broadcast_id, by).people.items() if count}


def copies(work: Workplace, limit: int = 100) -> list[BroadcastDelivery]:
    """The copies that may leave now."""
    claimed = work.do(claim, work.world, limit=limit)
    return [one for one in claimed if isinstance(one, BroadcastDelivery)]


def carry(work: Workplace, sending: Sending = Sending.SENT, limit: int = 100) -> list[BroadcastDelivery]:
    """Sends every copy that may leave now."""
    sent = copies(work, limit)
    for number, one in enumerate(sent):
        message_id = 1000 * one.broadcast.id + number if sending is Sending.SENT else None
        work.settle(one, sending, message_id=message_id, reason="")
    return sent
