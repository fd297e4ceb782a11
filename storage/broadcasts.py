"""Keeps broadcasts and series; whom a broadcast reached is in the outbox."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from learning.broadcasts import (
    Broadcast,
    BroadcastState,
    Content,
    ContentKind,
    Media,
    MediaKind,
    Pulse,
    Quiz,
    Selection,
    Series,
    SeriesState,
    Timing,
)
from learning.people import Role
from learning.records import OutboxState
from storage.broadcast_tables import BroadcastRow, ReactionRow, SeriesRow
from storage.outbox import IS_COPY
from storage.people import PERSON, UNIT
from storage.statements import id_from_outside
from storage.tables import OutboxRow, table

BROADCAST, SERIES, OUTBOX = table(BroadcastRow), table(SeriesRow), table(OutboxRow)
REACTION = table(ReactionRow)

AUTHOR = (
    PERSON.c.name.label("author"),
    UNIT.c.path.label("author_unit"),
    PERSON.c.time_zone.label("author_zone"),
)
SELECT_BROADCAST = (
    sa.select(BROADCAST, *AUTHOR)
    .join(PERSON, PERSON.c.id == BROADCAST.c.author_id)
    .join(UNIT, UNIT.c.id == PERSON.c.unit_id)
)
BY_ID = SELECT_BROADCAST.where(BROADCAST.c.id == id_from_outside("broadcast"))
SELECT_SERIES = (
    sa.select(SERIES, *AUTHOR)
    .join(PERSON, PERSON.c.id == SERIES.c.author_id)
    .join(UNIT, UNIT.c.id == PERSON.c.unit_id)
)
SERIES_BY_ID = SELECT_SERIES.where(SERIES.c.id == id_from_outside("series"))
NEVER_SENT = (BroadcastState.DRAFT, BroadcastState.WEEKLY)
MAY_LEAVE = (OutboxState.QUEUED, OutboxState.CLAIMED, OutboxState.UNREACHABLE)
MINE = (OUTBOX.c.broadcast_id == BROADCAST.c.id) & IS_COPY
CLAIMED = sa.select(sa.func.count()).where(MINE, OUTBOX.c.state == OutboxState.CLAIMED)
WAITING = sa.select(sa.func.count()).where(MINE, OUTBOX.c.state == OutboxState.QUEUED)
BEHIND = sa.select(sa.func.count()).where(
    MINE, OUTBOX.c.state == OutboxState.SENT, OUTBOX.c.revision < BROADCAST.c.revision
)
OPENED = sa.select(sa.func.count(REACTION.c.opened_at)).where(REACTION.c.broadcast_id == BROADCAST.c.id)
PULSES = sa.select(
    BROADCAST.c.id,
    BROADCAST.c.state,
    BROADCAST.c.served,
    CLAIMED.scalar_subquery(),
    WAITING.scalar_subquery(),
    OPENED.scalar_subquery(),
    sa.case((BROADCAST.c.revision > 0, BEHIND.scalar_subquery()), else_=0),
).where(
    BROADCAST.c.view_message_id.is_not(None),
    BROADCAST.c.state.not_in(NEVER_SENT),
    BROADCAST.c.ends_at > sa.bindparam("since"),
)


@dataclass(frozen=True, slots=True)
class SqlBroadcasts:
    """Broadcasts and series over one connection."""

    connection: Connection

    def add(self, draft: Broadcast) -> Broadcast:
        """Keeps a new broadcast; it comes back with its id."""
        values = {**_columns(draft), "served": 0}
        added = self.connection.execute(
            sa.insert(BROADCAST).values(values).returning(BROADCAST.c.id)
        ).scalar_one()
        found = self.get(added)
        assert found is not None
        return found

    def get(self, broadcast_id: int) -> Broadcast | None:
        """The broadcast of this id, or None."""
        row = self.connection.execute(BY_ID, {"broadcast": broadcast_id}).one_or_none()
        return _broadcast_of(row) if row else None

    def draft_of(self, author_id: int) -> Broadcast | None:
        """The newest draft of an author, or None."""
        query = SELECT_BROADCAST.where(
            BROADCAST.c.author_id == author_id, BROADCAST.c.state == BroadcastState.DRAFT
        )
        row = self.connection.execute(query.order_by(BROADCAST.c.id.desc()).limit(1)).one_or_none()
        return _broadcast_of(row) if row else None

    def keep(self, broadcast: Broadcast) -> None:
        """Keeps the broadcast as it is now."""
        those = BROADCAST.c.id == broadcast.id
        self.connection.execute(sa.update(BROADCAST).where(those).values(_columns(broadcast)))

    def discard(self, broadcast_id: int) -> None:
        """Deletes a draft; nothing else goes."""
        those = (BROADCAST.c.id == broadcast_id) & (BROADCAST.c.state == BroadcastState.DRAFT)
        self.connection.execute(sa.delete(BROADCAST).where(those))

    def move(
        self, broadcast_id: int, before: Collection[BroadcastState], to: BroadcastState, reason: str = ""
    ) -> bool:
        """Changes the state; False where it was none of those before."""
        those = (BROADCAST.c.id == broadcast_id) & BROADCAST.c.state.in_(before)
        changed = self.connection.execute(sa.update(BROADCAST).where(those).values(state=to, reason=reason))
        return changed.rowcount > 0

    def confirm(self, broadcast: Broadcast) -> bool:
        """Turns a draft into this running broadcast; False where somebody did so before."""
        if not self.move(broadcast.id, [BroadcastState.DRAFT], BroadcastState.RUNNING):
            return False
        least = sa.select(sa.func.min(BROADCAST.c.served)).where(BROADCAST.c.state == BroadcastState.RUNNING)
        served = self.connection.execute(least.where(BROADCAST.c.id != broadcast.id)).scalar_one() or 0
        values = {**_columns(broadcast), "served": served}
        self.connection.execute(sa.update(BROADCAST).where(BROADCAST.c.id == broadcast.id).values(values))
        return True

    def of_author(self, author_id: int, *, limit: int, offset: int) -> Sequence[Broadcast]:
        """What an author has sent, newest first."""
        query = SELECT_BROADCAST.where(
            BROADCAST.c.author_id == author_id, BROADCAST.c.state.not_in(NEVER_SENT)
        )
        rows = self.connection.execute(query.order_by(BROADCAST.c.id.desc()).limit(limit).offset(offset))
        return [_broadcast_of(row) for row in rows]

    def under_way(self, now: datetime, *, limit: int, offset: int) -> Sequence[Broadcast]:
        """What runs or is paused and still waits for somebody, of all authors, newest first."""
        query = SELECT_BROADCAST.where(
            BROADCAST.c.state.in_((BroadcastState.RUNNING, BroadcastState.PAUSED)),
            BROADCAST.c.ends_at > now,
            sa.exists().where(MINE, OUTBOX.c.state.in_(MAY_LEAVE)),
        )
        rows = self.connection.execute(query.order_by(BROADCAST.c.id.desc()).limit(limit).offset(offset))
        return [_broadcast_of(row) for row in rows]

    def show_in(self, broadcast_id: int, message_id: int | None) -> None:
        """Notes the message in which the author watches the broadcast."""
        those = BROADCAST.c.id == broadcast_id
        self.connection.execute(sa.update(BROADCAST).where(those).values(view_message_id=message_id))

    def show_no_more(self, author_id: int, message_id: int) -> None:
        """Notes that this message of the author shows no broadcast any more."""
        those = (BROADCAST.c.author_id == author_id) & (BROADCAST.c.view_message_id == message_id)
        self.connection.execute(sa.update(BROADCAST).where(those).values(view_message_id=None))

    def pulses(self, since: datetime) -> Mapping[int, Pulse]:
        """What moves in each broadcast that its author watches and that was not over at this moment."""
        rows = self.connection.execute(PULSES, {"since": since})
        return {broadcast_id: tuple(pulse) for broadcast_id, *pulse in rows}

    def add_series(self, series: Series) -> Series:
        """Keeps a new series; it comes back with its id."""
        added = self.connection.execute(
            sa.insert(SERIES).values(_series_columns(series)).returning(SERIES.c.id)
        ).scalar_one()
        found = self.series(added)
        assert found is not None
        return found

    def series(self, series_id: int) -> Series | None:
        """The series of this id, or None."""
        row = self.connection.execute(SERIES_BY_ID, {"series": series_id}).one_or_none()
        return _series_of(row) if row else None

    def keep_series(self, series: Series) -> None:
        """Keeps the series as it is now."""
        those = SERIES.c.id == series.id
        self.connection.execute(sa.update(SERIES).where(those).values(_series_columns(series)))

    def series_of(self, author_ids: Collection[int]) -> Sequence[Series]:
        """The series of these authors that are not over, oldest first."""
        return self._series(SERIES.c.author_id.in_(author_ids), SERIES.c.state != SeriesState.ENDED)

    def running_series(self) -> Sequence[Series]:
        """The series that run, on whatever day."""
        return self._series(SERIES.c.state == SeriesState.RUNNING)

    def resting_series(self) -> Sequence[Series]:
        """The series that wait for somebody to take them over."""
        return self._series(SERIES.c.state == SeriesState.RESTING)

    def all_series(self) -> Sequence[Series]:
        """The series of everybody that are not over, oldest first."""
        return self._series(SERIES.c.state != SeriesState.ENDED)

    def _series(self, *conditions: sa.ColumnElement[bool]) -> Sequence[Series]:
        query = SELECT_SERIES.where(*conditions).order_by(SERIES.c.id)
        return [_series_of(row) for row in self.connection.execute(query)]


def _columns(broadcast: Broadcast) -> dict[str, Any]:
    values = asdict(broadcast)
    for name in ("id", "author", "author_unit", "author_zone"):
        del values[name]
    return values


def _series_columns(series: Series) -> dict[str, Any]:
    values = asdict(series)
    for name in ("id", "author", "author_unit"):
        del values[name]
    return values


def _broadcast_of(row: Row[*tuple[Any, ...]]) -> Broadcast:
    kept = row._mapping
    names = [name for name in Broadcast.__slots__ if name not in {"content", "selection", "timing", "state"}]
    return Broadcast(
        **{name: kept[name] for name in names},
        content=content_of(kept["content"]),
        selection=selection_of(kept["selection"]),
        timing=Timing(kept["timing"]),
        state=BroadcastState(kept["state"]),
    )


def _series_of(row: Row[*tuple[Any, ...]]) -> Series:
    kept = row._mapping
    names = [name for name in Series.__slots__ if name not in {"content", "selection", "timing", "state"}]
    return Series(
        **{name: kept[name] for name in names},
        content=content_of(kept["content"]),
        selection=selection_of(kept["selection"]),
        timing=Timing(kept["timing"]),
        state=SeriesState(kept["state"]),
    )


def content_of(kept: Mapping[str, Any]) -> Content:
    """Content as it is kept in JSON."""
    media, quiz = kept.get("media"), kept.get("quiz")
    return Content(
        kind=ContentKind(kept["kind"]),
        key=kept.get("key", ""),
        text=kept.get("text", ""),
        media=Media(**{**media, "kind": MediaKind(media["kind"])}) if media else None,
        quiz=Quiz(**{**quiz, "options": tuple(quiz["options"])}) if quiz else None,
    )


def selection_of(kept: Mapping[str, Any]) -> Selection:
    """A selection as it is kept in JSON."""
    return Selection(
        units=tuple(kept.get("units", ())),
        roles=tuple(map(Role, kept.get("roles", ()))),
        not_done=bool(kept.get("not_done")),
    )
