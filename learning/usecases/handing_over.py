"""Handing hours over to the personnel system: a batch of new ledger rows, and its reply into the ledger."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from learning.handover import HandedRow, HandedState, HandOver, Reply, Said
from learning.ports import Records
from learning.records import AuditEntry


class ReplyFlaw(StrEnum):
    """Why a row of a reply cannot be taken in."""

    NOT_IN_THIS_BATCH = "not_in_this_batch"
    TWICE = "twice"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedReply:
    """A row of a reply that fits no row of the batch, or one that stands in `other_row` already."""

    row: int
    flaw: ReplyFlaw
    other_row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Replied:
    """What a reply did; with `refused` it did nothing. `open` rows of the batch are without a reply still."""

    batch: HandOver
    accepted: int = 0
    rejected: int = 0
    unchanged: int = 0
    refused: tuple[RefusedReply, ...] = ()


def make(
    records: Records, *, month: date | None = None, actor: str, actor_id: int | None = None, now: datetime
) -> tuple[HandOver, tuple[HandedRow, ...]] | None:
    """A batch of all rows not handed over yet that were learned up to the end of a month; None for none.

    Corrections are rows of their own. A row is in one batch for ever, also where it is rejected.
    """
    until = month.replace(day=monthrange(month.year, month.month)[1]) if month else None
    batch = records.hand_overs.make(until, now)
    if batch is None:
        return None
    detail = f"{batch.id}: {batch.rows}"
    records.journal.audit(
        AuditEntry(at=now, actor=actor, actor_id=actor_id, action="hand_over_made", detail=detail)
    )
    return batch, tuple(records.hand_overs.rows(batch.id))


def again(
    records: Records, batch_id: int, *, actor: str, actor_id: int | None = None, now: datetime
) -> tuple[HandOver, tuple[HandedRow, ...]] | None:
    """The same batch once more; None where there is no such batch."""
    batch = records.hand_overs.get(batch_id)
    if batch is None:
        return None
    records.journal.audit(
        AuditEntry(at=now, actor=actor, actor_id=actor_id, action="hand_over_written", detail=f"{batch.id}")
    )
    return batch, tuple(records.hand_overs.rows(batch.id))


def take_reply(
    records: Records,
    batch_id: int,
    replies: Iterable[Reply],
    *,
    actor: str,
    actor_id: int | None = None,
    now: datetime,
) -> Replied | None:
    """Brings a reply into the ledger's rows, all of it or nothing; None where there is no such batch.

    The same reply again changes nothing; a later one that says otherwise holds.
    """
    batch = records.hand_overs.get(batch_id)
    if batch is None:
        return None
    before = records.hand_overs.states(batch_id)
    first, refused = _sorted(replies, before)
    if refused:
        return Replied(batch=batch, refused=refused)
    new = [reply for reply in first.values() if _said(reply) != before[reply.credit_id]]
    accepted = sum(reply.is_accepted for reply in new)
    rejected = len(new) - accepted
    if new:
        records.hand_overs.reply(batch.id, new, now)
        detail = f"{batch.id}: {accepted}+{rejected}"
        records.journal.audit(
            AuditEntry(at=now, actor=actor, actor_id=actor_id, action="hand_over_replied", detail=detail)
        )
    return Replied(
        batch=records.hand_overs.get(batch.id) or batch,
        accepted=accepted,
        rejected=rejected,
        unchanged=len(first) - len(new),
    )


def _sorted(
    replies: Iterable[Reply], before: Mapping[int, Said]
) -> tuple[dict[int, Reply], tuple[RefusedReply, ...]]:
    """The replies by the row of the ledger that they are about, and those that fit none."""
    first: dict[int, Reply] = {}
    refused = []
    for reply in replies:
        if reply.credit_id not in before:
            refused.append(RefusedReply(row=reply.row, flaw=ReplyFlaw.NOT_IN_THIS_BATCH))
        elif reply.credit_id in first:
            other = first[reply.credit_id].row
            refused.append(RefusedReply(row=reply.row, flaw=ReplyFlaw.TWICE, other_row=other))
        else:
            first[reply.credit_id] = reply
    return first, tuple(refused)


def _said(reply: Reply) -> Said:
    if reply.is_accepted:
        return Said(state=HandedState.ACCEPTED, reason=reply.reason)
    return Said(state=HandedState.REJECTED, reason=reply.reason)
