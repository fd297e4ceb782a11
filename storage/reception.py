"""What became of each copy of a broadcast: queries over the outbox, reactions and what people learned."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from learning.broadcasts import (
    Broadcast,
    Held,
    Reaction,
    Recipient,
    Results,
    Standing,
)
from learning.notices import NoticeKind
from learning.records import MessageKind, OutboxState
from storage.audiences import BROADCAST, OUTBOX, REACTION
from storage.broadcast_tables import NoteRow
from storage.outbox import IS_COPY, STOPPED
from storage.standings import copies, learned_since, people_in, recipient_of, standing_of
from storage.statements import id_from_outside, insert_new
from storage.tables import table

NOTE = table(NoteRow)
UNCHANGED = "could not be changed"

OF_BROADCAST = (OUTBOX.c.broadcast_id == sa.bindparam("broadcast")) & IS_COPY
MINE = (REACTION.c.broadcast_id == sa.bindparam("broadcast")) & (
    REACTION.c.person_id == sa.bindparam("person")
)
REACTION_OF = sa.select(REACTION).where(MINE)
SENT_TO = sa.select(OUTBOX.c.id).where(
    OUTBOX.c.broadcast_id == id_from_outside("broadcast"),
    IS_COPY,
    OUTBOX.c.person_id == sa.bindparam("person"),
    OUTBOX.c.state.in_((OutboxState.CLAIMED, OutboxState.SENT, OutboxState.UNCERTAIN)),
)
CORRECTED = sa.select(BROADCAST.c.id, BROADCAST.c.revision).where(BROADCAST.c.revision > 0)
BEHIND = (
    sa.select(OUTBOX.c.id, OUTBOX.c.broadcast_id, OUTBOX.c.person_id, OUTBOX.c.message_id)
    .where(
        OUTBOX.c.broadcast_id == sa.bindparam("broadcast"),
        OUTBOX.c.kind.in_((MessageKind.COPY, MessageKind.REMINDER)),
    )
    .where(OUTBOX.c.state == OutboxState.SENT, OUTBOX.c.revision < sa.bindparam("to"))
    .where(OUTBOX.c.message_id.is_not(None))
    .limit(sa.bindparam("limit"))
)


@dataclass(frozen=True, slots=True)
class SqlReception:
    """Copies of broadcasts over one connection."""

    connection: Connection

    def reaction(self, broadcast_id: int, person_id: int) -> Reaction:
        """What a person did with a broadcast."""
        given = {"broadcast": broadcast_id, "person": person_id}
        row = self.connection.execute(REACTION_OF, given).one_or_none()
        if row is None:
            return Reaction()
        return Reaction(opened_at=row.opened_at, choice=row.choice, snoozed_at=row.snoozed_at)

    def has_been_sent(self, broadcast_id: int, person_id: int) -> bool:
        """Whether the person has a copy, or may have."""
        given = {"broadcast": broadcast_id, "person": person_id}
        return self.connection.execute(SENT_TO, given).first() is not None

    def open(self, broadcast_id: int, person_id: int, at: datetime) -> bool:
        """Notes that the person opened it; False where they had before."""
        return self._react(broadcast_id, person_id, REACTION.c.opened_at, at)

    def choose(self, broadcast_id: int, person_id: int, choice: int, at: datetime) -> bool:
        """Notes the person's answer to the quiz; False where they had answered before."""
        self.open(broadcast_id, person_id, at)
        return self._react(broadcast_id, person_id, REACTION.c.choice, choice)

    def _react(
        self, broadcast_id: int, person_id: int, column: sa.Column[Any], value: datetime | int
    ) -> bool:
        insert_new(self.connection, REACTION, {"broadcast_id": broadcast_id, "person_id": person_id})
        given = {"broadcast": broadcast_id, "person": person_id}
        change = sa.update(REACTION).where(MINE, column.is_(None)).values({column: value})
        return self.connection.execute(change, given).rowcount > 0

    def snooze(
        self, broadcast_id: int, person_id: int, until: datetime, at: datetime, *, keeps_until: datetime
    ) -> bool:
        """Brings the copy again later, once; False where it was put off before or is not there.

        It does not expire before `keeps_until`.
        """
        sent = OUTBOX.c.state.in_((OutboxState.SENT, OutboxState.UNCERTAIN))
        theirs = OF_BROADCAST & (OUTBOX.c.person_id == sa.bindparam("person")) & sent
        given = {"broadcast": broadcast_id, "person": person_id}
        if self.connection.execute(sa.select(OUTBOX.c.id).where(theirs), given).first() is None:
            return False
        if not self._react(broadcast_id, person_id, REACTION.c.snoozed_at, at):
            return False
        again = {
            "state": OutboxState.QUEUED,
            "not_before": until,
            "deadline": sa.case((OUTBOX.c.deadline < keeps_until, keeps_until), else_=OUTBOX.c.deadline),
            "reason": Held.SNOOZED,
            "claimed_at": None,
            "settled_at": None,
            "attempts": 0,
            "replaces_message_id": OUTBOX.c.message_id,
            "message_id": None,
        }
        return self.connection.execute(sa.update(OUTBOX).where(theirs).values(again), given).rowcount > 0

    def of_person(self, person_id: int) -> Sequence[Mapping[str, Any]]:
        """The broadcasts that went to a person and what they did with them, for their own copy."""
        same = (REACTION.c.broadcast_id == OUTBOX.c.broadcast_id) & (
            REACTION.c.person_id == OUTBOX.c.person_id
        )
        query = (
            sa.select(
                BROADCAST.c.content,
                OUTBOX.c.state,
                OUTBOX.c.settled_at,
                REACTION.c.opened_at,
                REACTION.c.choice,
                REACTION.c.snoozed_at,
            )
            .select_from(OUTBOX)
            .join(BROADCAST, BROADCAST.c.id == OUTBOX.c.broadcast_id)
            .join(REACTION, same, isouter=True)
            .where(OUTBOX.c.person_id == person_id, IS_COPY)
            .order_by(OUTBOX.c.id)
        )
        return [dict(row._mapping) for row in self.connection.execute(query)]

    def results(self, broadcast: Broadcast, lesson_keys: Sequence[str], now: datetime) -> Results:
        """What became of a broadcast, counted."""
        learned = learned_since(broadcast, lesson_keys)
        columns = (standing_of(broadcast, learned, now), OUTBOX.c.maybe_twice)
        query = copies(sa.select(*columns, sa.func.count()), broadcast, learned).group_by(*columns)
        people: Counter[Standing] = Counter()
        twice = 0
        for name, maybe_twice, count in self.connection.execute(query):
            people[Standing(name)] += count
            twice += count if maybe_twice else 0
        leaving, next_at = self._waiting(broadcast.id, now)
        to_change, unchanged = self._corrections(broadcast)
        return Results(
            broadcast=broadcast,
            people=dict(people),
            leaving_now=leaving,
            next_at=next_at,
            choices=self._choices(broadcast),
            maybe_twice=twice,
            to_change=to_change,
            unchanged=unchanged,
            replies=self._replies(broadcast, OutboxState.SENT, OutboxState.UNCERTAIN),
            replies_waiting=self._replies(broadcast, OutboxState.QUEUED, OutboxState.CLAIMED),
            reminded=self._reminded(broadcast.id),
        )

    def _waiting(self, broadcast_id: int, now: datetime) -> tuple[int, datetime | None]:
        due = sa.func.sum(sa.case((OUTBOX.c.not_before <= now, 1), else_=0))
        query = sa.select(due, sa.func.min(OUTBOX.c.not_before)).where(
            OUTBOX.c.broadcast_id == broadcast_id,
            OUTBOX.c.state == OutboxState.QUEUED,
            IS_COPY,
        )
        leaving, next_at = self.connection.execute(query).one()
        return int(leaving or 0), next_at

    def _corrections(self, broadcast: Broadcast) -> tuple[int, int]:
        if not broadcast.revision:
            return 0, 0
        theirs = (OUTBOX.c.broadcast_id == broadcast.id) & IS_COPY
        sent = theirs & (OUTBOX.c.state == OutboxState.SENT)
        behind = sent & (OUTBOX.c.revision < broadcast.revision) & OUTBOX.c.message_id.is_not(None)
        failed = sent & (OUTBOX.c.reason == UNCHANGED)
        return tuple(self._count(sa.select(sa.func.count()).where(one)) for one in (behind, failed))  # type: ignore[return-value]

    def _choices(self, broadcast: Broadcast) -> tuple[int, ...]:
        quiz = broadcast.content.quiz
        if quiz is None:
            return ()
        query = (
            sa.select(REACTION.c.choice, sa.func.count())
            .where(REACTION.c.broadcast_id == broadcast.id, REACTION.c.choice.is_not(None))
            .group_by(REACTION.c.choice)
        )
        counts = {choice: int(count) for choice, count in self.connection.execute(query)}
        return tuple(counts.get(place, 0) for place in range(len(quiz.options)))

    def _reminded(self, broadcast_id: int) -> int:
        those = (OUTBOX.c.broadcast_id == broadcast_id) & (OUTBOX.c.kind == MessageKind.REMINDER)
        return self._count(sa.select(sa.func.count()).where(those))

    def _replies(self, broadcast: Broadcast, *states: OutboxState) -> int:
        """How many replies to a broadcast are in these states on their way to its author."""
        notices = sa.select(OUTBOX.c.notice["subject"].as_integer()).where(
            OUTBOX.c.person_id == broadcast.author_id,
            OUTBOX.c.notice["kind"].as_string() == NoticeKind.NOTE,
            OUTBOX.c.state.in_(states),
        )
        replies = (NOTE.c.broadcast_id == broadcast.id) & (NOTE.c.text != "")
        return self._count(sa.select(sa.func.count(NOTE.c.id)).where(replies, NOTE.c.id.in_(notices)))

    def _count(self, query: sa.Select[Any]) -> int:
        return int(self.connection.execute(query).scalar_one())

    def recipients(
        self,
        broadcast: Broadcast,
        lesson_keys: Sequence[str],
        standing: Standing,
        *,
        now: datetime,
        limit: int,
        offset: int,
    ) -> Sequence[Recipient]:
        """The people in one standing, by unit and name."""
        learned = learned_since(broadcast, lesson_keys)
        query = people_in(broadcast, standing, learned, now).limit(limit).offset(offset)
        return [recipient_of(row, standing) for row in self.connection.execute(query)]

    def failures(self, broadcast_id: int) -> tuple[int, int]:
        """How many copies failed or got lost on their way, and how many have an end."""
        lost = (OUTBOX.c.state == OutboxState.UNCERTAIN) & (OUTBOX.c.reason != STOPPED)
        failed = sa.func.sum(sa.case(((OUTBOX.c.state == OutboxState.FAILED) | lost, 1), else_=0))
        ended = OUTBOX.c.state.in_((OutboxState.FAILED, OutboxState.SENT, OutboxState.UNCERTAIN))
        query = sa.select(failed, sa.func.count()).where(
            OUTBOX.c.broadcast_id == broadcast_id, IS_COPY, ended
        )
        bad, all_ = self.connection.execute(query).one()
        return int(bad or 0), int(all_)

    def try_failed_again(self, broadcast_id: int, now: datetime) -> int:
        """Queues again what failed; how many there were."""
        those = (OUTBOX.c.broadcast_id == broadcast_id) & (OUTBOX.c.state == OutboxState.FAILED)
        return self._change(those, **_queued(now))

    def unsend(self, broadcast_id: int) -> bool:
        """Takes all copies out of the outbox again; False, and none of them, where one may have left."""
        theirs = (OUTBOX.c.broadcast_id == broadcast_id) & IS_COPY
        untouched = (
            OUTBOX.c.state.in_((OutboxState.QUEUED, OutboxState.UNREACHABLE))
            & (OUTBOX.c.attempts == 0)
            & OUTBOX.c.message_id.is_(None)
            & OUTBOX.c.replaces_message_id.is_(None)
        )
        if self._count(sa.select(sa.func.count()).where(theirs, ~untouched)):
            return False
        self.connection.execute(sa.delete(OUTBOX).where(theirs))
        return True

    def cancel_waiting(self, broadcast_id: int, at: datetime, reason: str) -> int:
        """Ends what has not left yet; how many there were."""
        waiting = OUTBOX.c.state.in_((OutboxState.QUEUED, OutboxState.UNREACHABLE))
        those = (OUTBOX.c.broadcast_id == broadcast_id) & waiting
        return self._change(those, state=OutboxState.CANCELLED, settled_at=at, reason=reason)

    def reach(self, person_id: int, now: datetime) -> int:
        """Queues what could not reach a person and still holds; how many there were."""
        those = (
            (OUTBOX.c.person_id == person_id)
            & OUTBOX.c.broadcast_id.is_not(None)
            & (OUTBOX.c.state == OutboxState.UNREACHABLE)
            & (OUTBOX.c.deadline > now)
        )
        return self._change(those, **_queued(now))

    def lose(self, person_id: int, at: datetime, reason: str) -> int:
        """Marks what waits for a person as unreachable for now; how many there were."""
        those = (
            (OUTBOX.c.person_id == person_id)
            & OUTBOX.c.broadcast_id.is_not(None)
            & (OUTBOX.c.state == OutboxState.QUEUED)
        )
        return self._change(those, state=OutboxState.UNREACHABLE, settled_at=at, reason=reason)

    def cancel_for(self, person_id: int, at: datetime, reason: str) -> int:
        """Ends what has not reached a person yet; how many there were."""
        waiting = OUTBOX.c.state.in_((OutboxState.QUEUED, OutboxState.UNREACHABLE))
        those = (OUTBOX.c.person_id == person_id) & OUTBOX.c.broadcast_id.is_not(None) & waiting
        return self._change(those, state=OutboxState.CANCELLED, settled_at=at, reason=reason)

    def _change(self, those: sa.ColumnElement[bool], **values: Any) -> int:
        return self.connection.execute(sa.update(OUTBOX).where(those).values(**values)).rowcount

    def to_change(self, limit: int) -> Sequence[tuple[int, int, int, int, int]]:
        """Copies that are older than their broadcast: outbox id, broadcast, person, message, revision."""
        found: list[tuple[int, int, int, int, int]] = []
        # In one query with both tables SQLite would read the whole outbox.
        for broadcast, to in self.connection.execute(CORRECTED).all():
            given = {"broadcast": broadcast, "to": to, "limit": limit - len(found)}
            found += [(*row, to) for row in self.connection.execute(BEHIND, given)]
            if len(found) == limit:
                break
        return found

    def lies_in(self, broadcast_id: int, person_id: int, message_id: int, revision: int) -> None:
        """Notes that a person's copy is another message now: a reminder took the place of the first."""
        given = {"broadcast": broadcast_id, "person": person_id}
        theirs = OF_BROADCAST & (OUTBOX.c.person_id == sa.bindparam("person"))
        values = {"message_id": message_id, "revision": revision}
        self.connection.execute(sa.update(OUTBOX).where(theirs).values(values), given)

    def changed(self, outbox_id: int, revision: int, *, failed: bool) -> None:
        """Notes that a copy is at this revision now, or that it cannot be changed any more."""
        values = {"revision": revision, "reason": UNCHANGED if failed else ""}
        self.connection.execute(sa.update(OUTBOX).where(OUTBOX.c.id == outbox_id).values(values))


def _queued(now: datetime) -> dict[str, Any]:
    return {
        "state": OutboxState.QUEUED,
        "not_before": now,
        "reason": "",
        "claimed_at": None,
        "settled_at": None,
        "attempts": 0,
    }
