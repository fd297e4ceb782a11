"""Keeps each person's attention budget and what Sela brought them, and finds who is due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from learning.people import PersonState
from learning.records import AttentionState, DuePerson, Nudge, NudgeState, OpenNudge
from learning.rules.breaks import WindowKind
from learning.rules.planning import ItemKind, Why
from storage.assignments import SqlAssignments
from storage.courses import SqlCourses
from storage.ledger import CREDIT, SELF_PACED
from storage.people import PERSON, SqlPeople
from storage.statements import id_from_outside, insert_all_new_returning, row_of, upsert
from storage.tables import AttentionRow, NudgeRow, OutboxRow, table

ATTENTION, NUDGE, OUTBOX = table(AttentionRow), table(NudgeRow), table(OutboxRow)

ONE_NUDGE = sa.select(NUDGE).where(NUDGE.c.id == id_from_outside("nudge"))
ONE_ATTENTION = sa.select(ATTENTION).where(ATTENTION.c.person_id == sa.bindparam("person"))
OPEN = sa.select(NUDGE.c.id, NUDGE.c.state, NUDGE.c.ends_at).where(
    NUDGE.c.id.in_(sa.bindparam("nudges", expanding=True))
)
BROUGHT_ON = (
    sa.select(NUDGE.c.local_on)
    .join(OUTBOX, OUTBOX.c.nudge_id == NUDGE.c.id)
    .where(
        NUDGE.c.person_id == sa.bindparam("person"),
        NUDGE.c.local_on >= sa.bindparam("since"),
        OUTBOX.c.state.in_(("sent", "uncertain")),
    )
    .distinct()
)


@dataclass(frozen=True, slots=True)
class SqlNudges:
    """Attention and nudges over one connection."""

    connection: Connection

    def attention(self, person_id: int) -> AttentionState:
        """The person's attention, untouched where nothing is recorded yet."""
        row = self.connection.execute(ONE_ATTENTION, {"person": person_id}).one_or_none()
        return _attention_of(row) if row else AttentionState(person_id=person_id)

    def save_attention(self, states: Sequence[AttentionState]) -> None:
        """Keeps these in place of those before."""
        upsert(self.connection, ATTENTION, [row_of(state) for state in states], keys=["person_id"])

    def due_people(self, now: datetime, limit: int, week_start: date) -> Sequence[DuePerson]:
        """Active, reachable people whose moment has come, longest waiting first, with all the tick needs.

        `week_start` is the Monday from which the minutes of this week are counted.
        """
        attentions = [_attention_of(row) for row in self.connection.execute(_due(now, limit)).all()]
        if not attentions:
            return []
        ids = [attention.person_id for attention in attentions]
        circumstances = SqlPeople(self.connection).circumstances_of(ids)
        facts = SqlCourses(self.connection).facts_of(ids, now)
        open_nudges = self._open([a.open_nudge_id for a in attentions if a.open_nudge_id is not None])
        returning = self._returning_of(ids)
        learned = self._learned_since(ids, week_start)
        to_remind = SqlAssignments(self.connection).to_remind(ids, now.date())
        return [
            DuePerson(
                circumstances=circumstances[attention.person_id],
                attention=attention,
                facts=facts[attention.person_id],
                open_nudge=open_nudges.get(attention.open_nudge_id or 0),
                returning=returning.get(attention.person_id),
                learned_seconds_this_week=learned.get(attention.person_id, 0),
                to_remind=tuple(to_remind.get(attention.person_id, ())),
            )
            for attention in attentions
        ]

    def _learned_since(self, person_ids: Sequence[int], since: date) -> dict[int, int]:
        query = (
            sa.select(CREDIT.c.person_id, sa.func.sum(CREDIT.c.seconds))
            .where(
                CREDIT.c.person_id.in_(person_ids), CREDIT.c.local_on >= since, CREDIT.c.kind.in_(SELF_PACED)
            )
            .group_by(CREDIT.c.person_id)
        )
        return {person_id: int(seconds) for person_id, seconds in self.connection.execute(query)}

    def earliest_due(self) -> datetime | None:
        """The first moment at which anybody is looked at, None when nobody is waited for."""
        first: datetime | None = self.connection.execute(
            sa.select(sa.func.min(ATTENTION.c.next_due_at)).where(ATTENTION.c.next_due_at.is_not(None))
        ).scalar_one()
        return first

    def everyone_due_later(self, now: datetime) -> Sequence[int]:
        """The ids of everyone who waits for a moment after this one, for when the calendar changes."""
        query = sa.select(ATTENTION.c.person_id).where(ATTENTION.c.next_due_at > now)
        return self.connection.execute(query).scalars().all()

    def add(self, nudges: Sequence[Nudge]) -> Sequence[Nudge]:
        """Keeps nudges; those for a person, date and window that has one already are left out."""
        columns = [NUDGE.c.person_id, NUDGE.c.local_on, NUDGE.c.window, NUDGE.c.id]
        added = insert_all_new_returning(self.connection, NUDGE, [_columns(n) for n in nudges], columns)
        ids = {tuple(place): nudge_id for *place, nudge_id in added}
        return [
            replace(nudge, id=ids.pop(place))
            for nudge in nudges
            if (place := (nudge.person_id, nudge.local_on, nudge.window)) in ids
        ]

    def get(self, nudge_id: int) -> Nudge | None:
        """The nudge of this id, or None."""
        row = self.connection.execute(ONE_NUDGE, {"nudge": nudge_id}).one_or_none()
        return _nudge_of(row) if row else None

    def _open(self, nudge_ids: Sequence[int]) -> dict[int, OpenNudge]:
        rows = self.connection.execute(OPEN, {"nudges": nudge_ids})
        return {id_: OpenNudge(id=id_, state=NudgeState(state), ends_at=ends) for id_, state, ends in rows}

    def settle(self, nudge_ids: Sequence[int], state: NudgeState, at: datetime | None = None) -> None:
        """Records what became of nudges."""
        if nudge_ids:
            those = NUDGE.c.id.in_(nudge_ids)
            self.connection.execute(sa.update(NUDGE).where(those).values(state=state, answered_at=at))

    def expire_unsent(self) -> int:
        """Ends nudges whose message will never leave, so that they do not count as unanswered."""
        ended = OUTBOX.c.state.in_(("expired", "cancelled", "failed"))
        unsent = sa.exists().where(OUTBOX.c.nudge_id == NUDGE.c.id, ended)
        waiting = (NUDGE.c.state == sa.literal_column("'waiting'")) & unsent
        return self.connection.execute(
            sa.update(NUDGE).where(waiting).values(state=NudgeState.EXPIRED)
        ).rowcount

    def of_person(self, person_id: int) -> Sequence[Mapping[str, Any]]:
        """Every card brought to a person and what became of its message, for their own copy."""
        columns = (NUDGE.c.local_on, NUDGE.c.window, NUDGE.c.kind, NUDGE.c.lesson_key, NUDGE.c.state)
        query = (
            sa.select(*columns, OUTBOX.c.state.label("message"), OUTBOX.c.settled_at)
            .join(OUTBOX, OUTBOX.c.nudge_id == NUDGE.c.id, isouter=True)
            .where(NUDGE.c.person_id == person_id)
            .order_by(NUDGE.c.id)
        )
        return [dict(row._mapping) for row in self.connection.execute(query)]

    def messages_of(self, nudge_ids: Sequence[int]) -> Mapping[int, int]:
        """The Telegram messages that carry these nudges, by nudge; none where it is unknown."""
        if not nudge_ids:
            return {}
        known = OUTBOX.c.nudge_id.in_(nudge_ids) & OUTBOX.c.message_id.is_not(None)
        rows = self.connection.execute(sa.select(OUTBOX.c.nudge_id, OUTBOX.c.message_id).where(known))
        return {row.nudge_id: row.message_id for row in rows}

    def _returning_of(self, person_ids: Sequence[int]) -> dict[int, Nudge]:
        """The nudges that people asked to see later and that have not come back yet."""
        query = (
            sa.select(NUDGE)
            .where(NUDGE.c.person_id.in_(person_ids), NUDGE.c.state == NudgeState.LATER)
            .order_by(NUDGE.c.id)
        )
        return {row.person_id: _nudge_of(row) for row in self.connection.execute(query)}

    def brought_on(self, person_id: int, since: date) -> frozenset[date]:
        """The local dates since then on which something reached the person (or may have)."""
        return frozenset(self.connection.execute(BROUGHT_ON, {"person": person_id, "since": since}).scalars())


def _due(now: datetime, limit: int) -> sa.Select[Any]:
    """The index of next moments leads: joined with the roster, SQLite would read everyone active instead."""
    reachable = (
        sa.exists()
        .where(PERSON.c.id == ATTENTION.c.person_id)
        .where(PERSON.c.state == PersonState.ACTIVE, PERSON.c.blocked_at.is_(None))
    )
    query = sa.select(ATTENTION).where(ATTENTION.c.next_due_at <= now, reachable)
    return query.order_by(ATTENTION.c.next_due_at).limit(limit)


def _columns(nudge: Nudge) -> dict[str, Any]:
    values = row_of(nudge)
    del values["id"]
    return {**values, "question_keys": list(nudge.question_keys)}


def _nudge_of(row: Row[*tuple[Any, ...]]) -> Nudge:
    return Nudge(
        id=row.id,
        person_id=row.person_id,
        kind=ItemKind(row.kind),
        lesson_key=row.lesson_key,
        question_keys=tuple(row.question_keys),
        seconds=row.seconds,
        window=WindowKind(row.window),
        local_on=row.local_on,
        state=NudgeState(row.state),
        why=Why(row.why),
        is_return=row.is_return,
        slowed=row.slowed,
        created_at=row.created_at,
        ends_at=row.ends_at,
    )


def _attention_of(row: Row[*tuple[Any, ...]]) -> AttentionState:
    return AttentionState(**row._mapping)
