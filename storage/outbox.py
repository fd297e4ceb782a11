"""The outbox: one row for each message that Sela starts by itself, in exactly one state."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from learning.notices import Notice, NoticeKind
from learning.records import Claimed, OutboxState, Outgoing
from storage.statements import insert_all_new, row_of
from storage.tables import OutboxRow, table

OUTBOX = table(OutboxRow)


@dataclass(frozen=True, slots=True)
class SqlOutbox:
    """Outbox rows over one connection."""

    connection: Connection

    def put(self, outgoing: Sequence[Outgoing]) -> None:
        """Queues messages; those whose key is there already are left out."""
        waiting = {"state": OutboxState.QUEUED, "attempts": 0, "reason": ""}
        lessons = [_row_of(message) | waiting for message in outgoing if message.notice is None]
        notices = [
            {**_row_of(message), **waiting, "notice": asdict(message.notice)}
            for message in outgoing
            if message.notice is not None
        ]
        insert_all_new(self.connection, OUTBOX, lessons)
        insert_all_new(self.connection, OUTBOX, notices)

    def put_settled(self, message: Outgoing, state: OutboxState) -> None:
        """Puts in a message whose end is known already, for a history that comes from elsewhere."""
        settled = {"state": state, "settled_at": message.created_at, "attempts": 1, "reason": ""}
        insert_all_new(self.connection, OUTBOX, [{**row_of(message), **settled}])

    def claim(self, now: datetime, limit: int) -> Sequence[Claimed]:
        """Takes the next messages to send, by priority and age; nobody else can take them."""
        waiting = (
            (OUTBOX.c.state == OutboxState.QUEUED) & (OUTBOX.c.not_before <= now) & (OUTBOX.c.deadline > now)
        )
        order = (OUTBOX.c.priority, OUTBOX.c.not_before, OUTBOX.c.id)
        chosen = sa.select(OUTBOX.c.id).where(waiting).order_by(*order).limit(limit)
        if self.connection.dialect.name == "postgresql":
            chosen = chosen.with_for_update(skip_locked=True)
        statement = (
            sa.update(OUTBOX)
            .where(OUTBOX.c.id.in_(chosen.scalar_subquery()))
            .values(state=OutboxState.CLAIMED, claimed_at=now, attempts=OUTBOX.c.attempts + 1)
            .returning(OUTBOX)
        )
        rows = sorted(
            self.connection.execute(statement), key=lambda row: (row.priority, row.not_before, row.id)
        )
        return [
            Claimed(
                id=row.id,
                person_id=row.person_id,
                kind=row.kind,
                priority=row.priority,
                attempts=row.attempts,
                deadline=row.deadline,
                nudge_id=row.nudge_id,
                replaces_message_id=row.replaces_message_id,
                notice=_notice_of(row.notice),
            )
            for row in rows
        ]

    def settle(
        self,
        outbox_id: int,
        state: OutboxState,
        at: datetime,
        *,
        reason: str = "",
        message_id: int | None = None,
    ) -> None:
        """Records how a claimed message ended."""
        self._change(
            OUTBOX.c.id == outbox_id, state=state, settled_at=at, reason=reason[:200], message_id=message_id
        )

    def requeue(self, outbox_id: int, not_before: datetime, *, was_a_try: bool = True) -> None:
        """Gives a message back that surely was not sent, to be tried again from this moment."""
        self._change(
            OUTBOX.c.id == outbox_id,
            state=OutboxState.QUEUED,
            claimed_at=None,
            not_before=not_before,
            attempts=OUTBOX.c.attempts - (0 if was_a_try else 1),
        )

    def expire(self, now: datetime) -> int:
        """Ends every queued message whose deadline has passed; how many there were."""
        late = (OUTBOX.c.state == OutboxState.QUEUED) & (OUTBOX.c.deadline <= now)
        return self._change(late, state=OutboxState.EXPIRED, settled_at=now, reason="the break was over")

    def doubt_claimed(self, at: datetime) -> int:
        """Marks what was being sent when the process ended as uncertain; how many there were.

        A notice is worth a second copy where a lesson is not: it waits once more.
        """
        claimed = OUTBOX.c.state == OutboxState.CLAIMED
        first_try_of_a_notice = claimed & (OUTBOX.c.kind == "notice") & (OUTBOX.c.attempts <= 1)
        self._change(first_try_of_a_notice, state=OutboxState.QUEUED, claimed_at=None, not_before=at)
        return self._change(
            claimed, state=OutboxState.UNCERTAIN, settled_at=at, reason="stopped while sending"
        )

    def cancel_queued(self, person_id: int, at: datetime, reason: str) -> int:
        """Ends what still waits for a person; how many there were."""
        theirs = (OUTBOX.c.person_id == person_id) & (OUTBOX.c.state == OutboxState.QUEUED)
        return self._change(theirs, state=OutboxState.CANCELLED, settled_at=at, reason=reason)

    def _change(self, condition: sa.ColumnElement[bool], **values: object) -> int:
        return self.connection.execute(sa.update(OUTBOX).where(condition).values(**values)).rowcount

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
