"""The hand-over to the personnel system by an admin in chat: batches, and the reply as a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from learning.handover import HandedRow, HandOver, Reply
from learning.people import Actor
from learning.ports import Records
from learning.rules.access import Action, may
from learning.usecases import dialogues, handing_over
from learning.usecases.handing_over import NamedRow, RefusedReply, Replied

HANDING_OVER = "hand_over"
"""The dialogue in which the next file is the reply to a batch."""

MOST_SHOWN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What waits to be handed over, and the newest batches."""

    waiting_rows: int
    waiting_seconds: int
    batches: tuple[HandOver, ...]


def overview(records: Records, actor: Actor) -> Overview | None:
    """What waits, and what became of the batches; None for whoever may not."""
    if not may(actor, Action.MANAGE_ROSTER):
        return None
    rows, seconds = records.hand_overs.waiting()
    batches = tuple(records.hand_overs.all()[:MOST_SHOWN])
    return Overview(waiting_rows=rows, waiting_seconds=seconds, batches=batches)


def make(records: Records, actor: Actor, *, now: datetime) -> tuple[HandOver, tuple[HandedRow, ...]] | None:
    """A batch of all that waits; None where nothing does, as after a second tap."""
    if not may(actor, Action.MANAGE_ROSTER):
        return None
    person = actor.person
    return handing_over.make(records, actor=person.name, actor_id=person.id, now=now)


def again(
    records: Records, actor: Actor, batch_id: int, *, now: datetime
) -> tuple[HandOver, tuple[HandedRow, ...]] | None:
    """A batch once more."""
    if not may(actor, Action.MANAGE_ROSTER):
        return None
    person = actor.person
    return handing_over.again(records, batch_id, actor=person.name, actor_id=person.id, now=now)


def ask_reply(
    records: Records, actor: Actor, batch_id: int, *, period: str = "", now: datetime
) -> HandOver | None:
    """Lets the actor's next file be the reply to a batch; a period leads back to its report."""
    batch = records.hand_overs.get(batch_id) if may(actor, Action.MANAGE_ROSTER) else None
    if batch is not None:
        dialogues.begin(records, actor.person, HANDING_OVER, now=now, batch=batch.id, period=period)
    return batch


def refused_of(
    records: Records, actor: Actor, batch_id: int, named: Sequence[NamedRow]
) -> tuple[RefusedReply, ...]:
    """The rows of a reply that fit none of a batch, to be named beside whatever else is wrong."""
    if not may(actor, Action.MANAGE_ROSTER):
        return ()
    return handing_over.refused_of(records, batch_id, named) or ()


def take_reply(
    records: Records, actor: Actor, batch_id: int, replies: Sequence[Reply], *, now: datetime
) -> Replied | None:
    """Brings a reply into the ledger's rows and ends the dialogue; a refused one may be sent again."""
    if not may(actor, Action.MANAGE_ROSTER):
        return None
    person = actor.person
    replied = handing_over.take_reply(
        records, batch_id, replies, actor=person.name, actor_id=person.id, now=now
    )
    if replied is None or not replied.refused:
        dialogues.end(records, person)
    return replied
