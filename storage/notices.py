"""Notices of one kind that wait for a person in the outbox, where several leave in one message."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from learning.notices import TOGETHER, Notice, NoticeKind
from learning.records import OutboxState
from storage.tables import OutboxRow, table

OUTBOX = table(OutboxRow)

MOST_TOGETHER = 200
"""So many notices leave in one message at most."""

PERSON: sa.BindParameter[int] = sa.bindparam("person")
KIND: sa.BindParameter[str] = sa.bindparam("kind")
OF_KIND = (OUTBOX.c.person_id == PERSON) & (OUTBOX.c.notice["kind"].as_string() == KIND)
WAITING = (
    sa.select(OUTBOX.c.id, OUTBOX.c.notice)
    .where(OF_KIND, OUTBOX.c.state == OutboxState.QUEUED)
    .where(OUTBOX.c.not_before <= sa.bindparam("before"))
    .order_by(OUTBOX.c.id)
    .limit(MOST_TOGETHER)
)
COUNT_WAITING = (
    sa.select(sa.func.count()).select_from(OUTBOX).where(OF_KIND, OUTBOX.c.state == OutboxState.QUEUED)
)
LEFT_SINCE = (
    sa.select(sa.func.count())
    .select_from(OUTBOX)
    .where(OF_KIND, OUTBOX.c.claimed_at >= sa.bindparam("since"), OUTBOX.c.reason != TOGETHER)
    .where(
        OUTBOX.c.state.in_((OutboxState.SENT, OutboxState.UNCERTAIN))
        | ((OUTBOX.c.state == OutboxState.CLAIMED) & (OUTBOX.c.claimed_at < sa.bindparam("now")))
    )
)


@dataclass(frozen=True, slots=True)
class SqlNotices:
    """Notices over one connection."""

    connection: Connection

    def waiting(self, person_id: int, kind: NoticeKind, before: datetime) -> Mapping[int, Notice]:
        """The notices of a kind that may leave by a moment, by their place in the outbox, oldest first."""
        given: dict[str, Any] = {"person": person_id, "kind": kind, "before": before}
        rows = self.connection.execute(WAITING, given)
        return {id_: Notice(kind=kind, subject=kept["subject"]) for id_, kept in rows}

    def waiting_about(self, person_id: int, kind: NoticeKind, subjects: Sequence[int]) -> Mapping[int, int]:
        """The places in the outbox of the notices about these subjects that wait for a person, by subject."""
        subject = OUTBOX.c.notice["subject"].as_integer()
        query = sa.select(subject, OUTBOX.c.id).where(OF_KIND, OUTBOX.c.state == OutboxState.QUEUED)
        given = {"person": person_id, "kind": kind}
        rows = self.connection.execute(query.where(subject.in_(subjects)), given)
        return {row[0]: row[1] for row in rows}

    def count_waiting(self, person_id: int, kind: NoticeKind) -> int:
        """How many notices of a kind wait for a person."""
        return int(self.connection.execute(COUNT_WAITING, {"person": person_id, "kind": kind}).scalar_one())

    def put_off(self, person_id: int, kind: NoticeKind, until: datetime) -> None:
        """Lets every notice of a kind that waits for a person wait until this moment."""
        waiting = (
            (OUTBOX.c.person_id == person_id)
            & (OUTBOX.c.notice["kind"].as_string() == kind)
            & (OUTBOX.c.state == OutboxState.QUEUED)
            & (OUTBOX.c.not_before < until)
        )
        self.connection.execute(sa.update(OUTBOX).where(waiting).values(not_before=until))

    def take_along(self, outbox_ids: Collection[int], at: datetime) -> None:
        """Claims these notices, where they are not yet, to leave in the message of another."""
        those = OUTBOX.c.id.in_(outbox_ids)
        self.connection.execute(sa.update(OUTBOX).where(those).values(reason=TOGETHER))
        self.connection.execute(
            sa.update(OUTBOX)
            .where(those, OUTBOX.c.state == OutboxState.QUEUED)
            .values(state=OutboxState.CLAIMED, claimed_at=at, attempts=OUTBOX.c.attempts + 1)
        )

    def left_since(self, person_id: int, kind: NoticeKind, since: datetime, now: datetime) -> int:
        """How many messages with notices of a kind have left for a person since then and before now."""
        given: dict[str, Any] = {"person": person_id, "kind": kind, "since": since, "now": now}
        return int(self.connection.execute(LEFT_SINCE, given).scalar_one())

    def take_back(self, notice: Notice, person_id: int, at: datetime) -> bool:
        """Ends a notice that has not left yet; False where it has."""
        this = (
            (OUTBOX.c.person_id == person_id)
            & (OUTBOX.c.notice["kind"].as_string() == notice.kind)
            & (OUTBOX.c.notice["subject"].as_integer() == notice.subject)
            & (OUTBOX.c.state == OutboxState.QUEUED)
        )
        ended = {"state": OutboxState.CANCELLED, "settled_at": at, "reason": "taken back"}
        return self.connection.execute(sa.update(OUTBOX).where(this).values(ended)).rowcount > 0
