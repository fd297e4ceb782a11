"""The outbox: one row for each message that Sela starts by itself, in exactly one state."""

import heapq
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from learning.notices import Notice, NoticeKind
from learning.records import Claimed, MessageKind, OutboxState, Outgoing
from storage.broadcast_tables import BroadcastRow
from storage.statements import insert_all_new, row_of
from storage.tables import OutboxRow, table

OUTBOX, BROADCAST = table(OutboxRow), table(BroadcastRow)

STOPPED = "stopped while sending"
OVER = "over"
"""The time of a broadcast ended while nothing held its copy: it was paused, or Sela was down."""

LONGEST_REASON = 200
IS_COPY = OUTBOX.c.kind == MessageKind.COPY
SENT_ONCE_MORE = (MessageKind.NOTICE, MessageKind.COPY, MessageKind.REMINDER)

# SQLite takes a partial index only where its condition stands in the query as a constant.
QUEUED = OUTBOX.c.state == sa.literal_column("'queued'")
NOW: sa.BindParameter[datetime] = sa.bindparam("now", type_=OUTBOX.c.not_before.type)
MAY_LEAVE = QUEUED & (OUTBOX.c.not_before <= NOW) & (OUTBOX.c.deadline > NOW)
PLACE = (
    OUTBOX.c.priority,
    OUTBOX.c.not_before,
    OUTBOX.c.id,
    OUTBOX.c.broadcast_id,
    OUTBOX.c.person_id,
)
LIMIT: sa.BindParameter[int] = sa.bindparam("limit")
ORDINARY = (
    sa.select(*PLACE)
    .where(MAY_LEAVE, OUTBOX.c.broadcast_id.is_(None))
    .order_by(OUTBOX.c.priority, OUTBOX.c.not_before, OUTBOX.c.id)
    .limit(LIMIT)
)
OF_BROADCAST = (
    sa.select(*PLACE)
    .where(MAY_LEAVE, OUTBOX.c.broadcast_id == sa.bindparam("broadcast"))
    .order_by(OUTBOX.c.not_before, OUTBOX.c.id)
    .limit(LIMIT)
)
NEXT_TURNS = (
    sa.select(BROADCAST.c.id)
    .where(BROADCAST.c.state == "running")
    .where(sa.exists().where(OUTBOX.c.broadcast_id == BROADCAST.c.id, MAY_LEAVE))
    .order_by(BROADCAST.c.urgent_reason == "", BROADCAST.c.served, BROADCAST.c.id)
    .limit(LIMIT)
)
COUNT_TURN = (
    sa.update(BROADCAST)
    .where(BROADCAST.c.id == sa.bindparam("broadcast"))
    .values(served=BROADCAST.c.served + sa.bindparam("count", type_=sa.Integer))
)
TAKE = (
    sa.update(OUTBOX)
    .where(OUTBOX.c.id.in_(sa.bindparam("ids", expanding=True)), QUEUED)
    .values(state=OutboxState.CLAIMED, claimed_at=NOW, attempts=OUTBOX.c.attempts + 1)
    .returning(OUTBOX)
)
OF_ONE_THAT_RUNS = OUTBOX.c.broadcast_id.is_(None) | OUTBOX.c.broadcast_id.in_(
    sa.select(BROADCAST.c.id).where(BROADCAST.c.state == "running")
)
OF_THESE_PEOPLE = (
    sa.select(*PLACE)
    .where(OUTBOX.c.person_id.in_(sa.bindparam("people", expanding=True)), OUTBOX.c.claimed_at.is_(None))
    .where(MAY_LEAVE, OUTBOX.c.broadcast_id.is_not(None), OF_ONE_THAT_RUNS)
    .order_by(OUTBOX.c.id)
)
IS_MOVING = sa.select(
    sa.exists().where(OUTBOX.c.state == OutboxState.CLAIMED) | sa.exists().where(MAY_LEAVE, OF_ONE_THAT_RUNS)
)
NEXT_DUE = sa.select(sa.func.min(OUTBOX.c.not_before)).where(
    QUEUED, OUTBOX.c.not_before > NOW, OUTBOX.c.deadline > OUTBOX.c.not_before, OF_ONE_THAT_RUNS
)
EXPIRE = (
    sa.update(OUTBOX)
    .where(QUEUED, OUTBOX.c.deadline <= NOW)
    .values(
        state=OutboxState.EXPIRED,
        settled_at=NOW,
        reason=sa.case(
            (OUTBOX.c.broadcast_id.is_(None), "the break was over"),
            (OUTBOX.c.reason == "", OVER),
            else_=OUTBOX.c.reason,
        ),
    )
)


class _Waiting(NamedTuple):
    """A message that may leave, in the order in which messages leave."""

    priority: int
    not_before: datetime
    id: int
    broadcast_id: int | None
    person_id: int


@dataclass(frozen=True, slots=True)
class SqlOutbox:
    """Outbox rows over one connection."""

    connection: Connection

    def put(self, outgoing: Sequence[Outgoing]) -> None:
        """Queues messages; those whose key is there already are left out."""
        lessons = [_row_of(message) for message in outgoing if message.notice is None]
        notices = [
            {**_row_of(message), "notice": asdict(message.notice)}
            for message in outgoing
            if message.notice is not None
        ]
        insert_all_new(self.connection, OUTBOX, lessons)
        insert_all_new(self.connection, OUTBOX, notices)

    def put_settled(self, message: Outgoing, state: OutboxState) -> None:
        """Puts in a message whose end is known already, for a history that comes from elsewhere."""
        settled = {"state": state, "settled_at": message.created_at, "attempts": 1}
        insert_all_new(self.connection, OUTBOX, [{**row_of(message), **settled}])

    def claim(self, now: datetime, limit: int) -> Sequence[Claimed]:
        """Takes the next messages to send, by priority and age; nobody else can take them.

        Broadcasts take turns: a short one is not stuck behind a long one. Whoever waits for several gets the
        oldest first, one at a time: whether the next may leave depends on what became of it.
        """
        ordinary = self._waiting(ORDINARY, {"now": now, "limit": limit})
        of_broadcasts = self._oldest_of_each(self._by_turns(now, limit), now)
        first = heapq.nsmallest(limit, [*ordinary, *of_broadcasts])
        if not first:
            return []
        self._count_turns(first)
        return self._take([waiting.id for waiting in first], now)

    def _waiting(self, query: sa.Select[Any], given: dict[str, Any]) -> list["_Waiting"]:
        return [_Waiting(*row) for row in self.connection.execute(query, given)]

    def _by_turns(self, now: datetime, limit: int) -> list["_Waiting"]:
        """One message of each broadcast whose turn it is; more of one where no other waits."""
        turns = self.connection.execute(NEXT_TURNS, {"now": now, "limit": limit}).scalars().all()
        each = limit if len(turns) == 1 else 1
        return [
            waiting
            for broadcast in turns
            for waiting in self._waiting(OF_BROADCAST, {"broadcast": broadcast, "now": now, "limit": each})
        ]

    def _oldest_of_each(self, found: Sequence["_Waiting"], now: datetime) -> list["_Waiting"]:
        """In the place of each, what waits for its person longest with the same priority."""
        if not found:
            return []
        oldest: dict[tuple[int, int], _Waiting] = {}
        given = {"people": list({one.person_id for one in found}), "now": now}
        for one in [*self._waiting(OF_THESE_PEOPLE, given), *found]:
            oldest.setdefault((one.person_id, one.priority), one)
        wanted = dict.fromkeys((one.person_id, one.priority) for one in found)
        return [oldest[key] for key in wanted]

    def _count_turns(self, taken: Sequence["_Waiting"]) -> None:
        for broadcast, count in Counter(one.broadcast_id for one in taken if one.broadcast_id).items():
            self.connection.execute(COUNT_TURN, {"broadcast": broadcast, "count": count})

    def _take(self, ids: Sequence[int], now: datetime) -> Sequence[Claimed]:
        rows = self.connection.execute(TAKE, {"ids": ids, "now": now}).all()
        return [
            Claimed(
                id=row.id,
                person_id=row.person_id,
                kind=row.kind,
                priority=row.priority,
                attempts=row.attempts,
                deadline=row.deadline,
                reason=row.reason,
                nudge_id=row.nudge_id,
                replaces_message_id=row.replaces_message_id,
                notice=_notice_of(row.notice),
                broadcast_id=row.broadcast_id,
                maybe_twice=row.maybe_twice,
            )
            for row in sorted(rows, key=lambda row: (row.priority, row.not_before, row.id))
        ]

    def settle(
        self,
        outbox_id: int,
        state: OutboxState,
        at: datetime,
        *,
        reason: str = "",
        message_id: int | None = None,
        revision: int = 0,
    ) -> None:
        """Records how a claimed message ended."""
        self._change(
            OUTBOX.c.id == outbox_id,
            state=state,
            settled_at=at,
            reason=reason[:LONGEST_REASON],
            message_id=message_id,
            revision=revision,
        )

    def requeue(
        self, outbox_id: int, not_before: datetime, *, was_a_try: bool = True, reason: str = ""
    ) -> None:
        """Gives a message back that surely was not sent, to be tried again from this moment."""
        self._change(
            OUTBOX.c.id == outbox_id,
            state=OutboxState.QUEUED,
            claimed_at=None,
            not_before=not_before,
            reason=reason[:LONGEST_REASON],
            attempts=OUTBOX.c.attempts - (0 if was_a_try else 1),
        )

    def expire(self, now: datetime) -> int:
        """Ends every queued message whose deadline has passed; how many there were.

        A copy of a broadcast keeps the reason why it was held, or why the last try failed.
        """
        return self.connection.execute(EXPIRE, {"now": now}).rowcount

    def doubt_claimed(self, at: datetime) -> int:
        """Marks what was being sent when the process ended as uncertain; how many there were.

        A notice or a broadcast is worth a second copy where a lesson is not: it leaves once more.
        """
        claimed = OUTBOX.c.state == OutboxState.CLAIMED
        # Tries of a broadcast that surely did not leave do not count; a notice may have left in its first.
        untried = (OUTBOX.c.kind != MessageKind.NOTICE) | (OUTBOX.c.attempts <= 1)
        again = claimed & OUTBOX.c.kind.in_(SENT_ONCE_MORE) & ~OUTBOX.c.maybe_twice & untried
        # They keep their place at the head: at the tail the next crash would find the same ones in the air.
        doubted = self._change(again, maybe_twice=True, state=OutboxState.QUEUED, claimed_at=None)
        return doubted + self._change(claimed, state=OutboxState.UNCERTAIN, settled_at=at, reason=STOPPED)

    def cancel_queued(self, person_id: int, at: datetime, reason: str, *, only_nudges: bool = False) -> int:
        """Ends what still waits for a person but broadcasts, which reach them later; how many there were."""
        theirs = (OUTBOX.c.person_id == person_id) & (OUTBOX.c.state == OutboxState.QUEUED)
        theirs &= OUTBOX.c.kind == MessageKind.NUDGE if only_nudges else OUTBOX.c.broadcast_id.is_(None)
        return self._change(theirs, state=OutboxState.CANCELLED, settled_at=at, reason=reason)

    def _change(self, condition: sa.ColumnElement[bool], **values: object) -> int:
        return self.connection.execute(sa.update(OUTBOX).where(condition).values(**values)).rowcount

    def is_moving(self, now: datetime) -> bool:
        """Whether a message is leaving or may leave now; what is held for later or rests does not count."""
        return bool(self.connection.execute(IS_MOVING, {"now": now}).scalar_one())

    def next_due(self, now: datetime) -> datetime | None:
        """The first moment after this one at which a message may leave, None where none waits for one."""
        moment: datetime | None = self.connection.execute(NEXT_DUE, {"now": now}).scalar_one()
        return moment

    def counts(self) -> Mapping[str, int]:
        """How many messages are in each state."""
        query = sa.select(OUTBOX.c.state, sa.func.count()).group_by(OUTBOX.c.state)
        return {state: int(count) for state, count in self.connection.execute(query)}


def _notice_of(kept: dict[str, Any] | None) -> Notice | None:
    return Notice(kind=NoticeKind(kept["kind"]), subject=kept["subject"]) if kept else None


def _row_of(message: Outgoing) -> dict[str, Any]:
    """The columns of a message but for its notice, which hardly any has."""
    values = row_of(message)
    del values["notice"]
    return values
