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
class NamedRow:
    """A row of a reply, and which row of the ledger it names."""

    row: int
    credit_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedReply:
    """A row of a reply that fits no row of the batch, or one that stands in `other_row` already."""

    row: int
    flaw: ReplyFlaw
    other_row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Replied:
    """What a reply did; with `refused` it did nothing. `open` rows of the batch are without a reply still.

    `turned` are those accepted or rejected now that were the other before.
    """

    batch: HandOver
    accepted: int = 0
    rejected: int = 0
    unchanged: int = 0
    turned: tuple[Reply, ...] = ()
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
    given = tuple(replies)
    refused = _refused(given, before)
    if refused:
        return Replied(batch=batch, refused=refused)
    new = [reply for reply in given if _said(reply) != before[reply.credit_id]]
    accepted = sum(reply.is_accepted for reply in new)
    rejected = len(new) - accepted
    turned = tuple(reply for reply in new if _turns(reply, before[reply.credit_id]))
    if new:
        records.hand_overs.reply(batch.id, new, now)
        detail = f"{batch.id}: {accepted}+{rejected}" + (f", {len(turned)} turned" if turned else "")
        records.journal.audit(
            AuditEntry(at=now, actor=actor, actor_id=actor_id, action="hand_over_replied", detail=detail)
        )
    return Replied(
        batch=records.hand_overs.get(batch.id) or batch,
        accepted=accepted,
        rejected=rejected,
        unchanged=len(given) - len(new),
        turned=turned,
    )


def refused_of(records: Records, batch_id: int, named: Iterable[NamedRow]) -> tuple[RefusedReply, ...] | None:
    """The rows of a reply that fit none of a batch, whatever else they say; None for no such batch."""
    if records.hand_overs.get(batch_id) is None:
        return None
    return _refused(named, records.hand_overs.states(batch_id))


def _refused(given: Iterable[Reply | NamedRow], before: Mapping[int, Said]) -> tuple[RefusedReply, ...]:
    """Those that are about no row of the batch, or about the same as one before."""
    first: dict[int, int] = {}
    refused = []
    for one in given:
        if one.credit_id not in before:
            refused.append(RefusedReply(row=one.row, flaw=ReplyFlaw.NOT_IN_THIS_BATCH))
        elif one.credit_id in first:
            other = first[one.credit_id]
            refused.append(RefusedReply(row=one.row, flaw=ReplyFlaw.TWICE, other_row=other))
        else:
            first[one.credit_id] = one.row
    return tuple(refused)


def _turns(reply: Reply, before: Said) -> bool:
    return before.state is not HandedState.HANDED and before.state is not _said(reply).state


def _said(reply: Reply) -> Said:
    if reply.is_accepted:
        return Said(state=HandedState.ACCEPTED, reason=reply.reason)
    return Said(state=HandedState.REJECTED, reason=reply.reason)
