"""In which one standing the author of a broadcast sees each copy, as SQL."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from learning.broadcasts import Broadcast, ContentKind, Held, Recipient, Standing, Unreached
from learning.records import OutboxState
from storage.audiences import OUTBOX, REACTION, completed
from storage.outbox import IS_COPY
from storage.people import PERSON, UNIT


def copies(query: sa.Select[Any], broadcast: Broadcast, learned: sa.Subquery | None) -> sa.Select[Any]:
    """The query over the copies of a broadcast, each with what its person did with it."""
    same = (REACTION.c.broadcast_id == OUTBOX.c.broadcast_id) & (REACTION.c.person_id == OUTBOX.c.person_id)
    found = query.select_from(OUTBOX).join(REACTION, same, isouter=True)
    if learned is not None:
        found = found.join(learned, learned.c.person_id == OUTBOX.c.person_id, isouter=True)
    return found.where(OUTBOX.c.broadcast_id == broadcast.id, IS_COPY)


def standing_of(broadcast: Broadcast, learned: sa.Subquery | None, now: datetime) -> sa.ColumnElement[str]:
    """The one state of each copy as its author sees it: what was done, else how far it came, else why not.

    Whoever could not be reached until the deadline does not get it any more, though nothing settles the copy.
    """
    opened = REACTION.c.opened_at.is_not(None)
    state, reason = OUTBOX.c.state, OUTBOX.c.reason
    waits = state.in_((OutboxState.QUEUED, OutboxState.CLAIMED))
    return sa.case(
        (_is_completed(broadcast, learned), Standing.COMPLETED),
        (opened & (state != OutboxState.QUEUED), Standing.OPENED),
        (state == OutboxState.SENT, Standing.DELIVERED),
        (state == OutboxState.UNCERTAIN, Standing.UNCERTAIN),
        (waits & reason.in_(list(Held)), Standing.HELD),
        (waits, Standing.WAITING),
        ((state == OutboxState.UNREACHABLE) & (OUTBOX.c.deadline <= now), Standing.EXPIRED),
        ((state == OutboxState.UNREACHABLE) & (reason == Unreached.NOT_ACTIVATED), Standing.NOT_ACTIVATED),
        (state == OutboxState.UNREACHABLE, Standing.BLOCKED),
        (state == OutboxState.EXPIRED, Standing.EXPIRED),
        (state == OutboxState.CANCELLED, Standing.CANCELLED),
        else_=Standing.FAILED,
    )


def _is_completed(broadcast: Broadcast, learned: sa.Subquery | None) -> sa.ColumnElement[bool]:
    if broadcast.content.kind is ContentKind.QUIZ:
        return REACTION.c.choice.is_not(None)
    return learned.c.person_id.is_not(None) if learned is not None else sa.false()


def people_in(
    broadcast: Broadcast, standing: Standing, learned: sa.Subquery | None, now: datetime
) -> sa.Select[Any]:
    """The query for the people in one standing, by unit and name."""
    columns = (
        OUTBOX.c.person_id,
        PERSON.c.name,
        UNIT.c.path,
        PERSON.c.time_zone,
        OUTBOX.c.state,
        OUTBOX.c.reason,
        OUTBOX.c.not_before,
        OUTBOX.c.deadline,
        OUTBOX.c.settled_at,
        OUTBOX.c.maybe_twice,
        REACTION.c.opened_at,
    )
    return (
        copies(sa.select(*columns), broadcast, learned)
        .join(PERSON, PERSON.c.id == OUTBOX.c.person_id)
        .join(UNIT, UNIT.c.id == PERSON.c.unit_id)
        .where(standing_of(broadcast, learned, now) == sa.literal(standing.value))
        .order_by(UNIT.c.path, PERSON.c.name, PERSON.c.id)
    )


def recipient_of(row: sa.Row[Any], standing: Standing) -> Recipient:
    """One person of that query."""
    waits = row.state == OutboxState.QUEUED
    return Recipient(
        person_id=row.person_id,
        name=row.name,
        unit=row.path,
        standing=standing,
        reason=row.reason,
        at=row.opened_at or (min(row.not_before, row.deadline) if waits else row.settled_at),
        time_zone=row.time_zone,
        maybe_twice=row.maybe_twice,
        is_too_late=waits and row.not_before >= row.deadline,
    )


def learned_since(broadcast: Broadcast, lesson_keys: Sequence[str]) -> sa.Subquery | None:
    """Who has learned what it sends since it was sent; None where it teaches nothing."""
    if not lesson_keys or broadcast.confirmed_at is None:
        return None
    return completed(lesson_keys, broadcast.confirmed_at).subquery("learned")
