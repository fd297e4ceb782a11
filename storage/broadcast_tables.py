"""The tables of broadcasts, of what people did with them, and of notes between two people."""

from datetime import date, datetime, time
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.tables import json_field


def _person(**more: Any) -> Any:
    return Field(foreign_key="person.id", **more)


def _broadcast(**more: Any) -> Any:
    return Field(foreign_key="broadcast.id", **more)


class BroadcastRow(SQLModel, table=True):
    """One broadcast: what, to whom, when and by whom. Whom it reached is in the outbox.

    The number of a draft that was thrown away is never given again: its buttons are still in the chat.
    """

    __tablename__: ClassVar[Any] = "broadcast"

    id: int | None = Field(default=None, primary_key=True)
    author_id: int = _person(index=True)
    content: dict[str, Any] = json_field(default_factory=dict)
    selection: dict[str, Any] = json_field(default_factory=dict)
    timing: str
    on: date | None = None
    at: time | None = None
    keeps_days: int
    due_on: date | None = None
    urgent_reason: str = ""
    state: str
    reason: str = ""
    revision: int = 0
    size: int = 0
    digest: str = ""
    created_at: datetime
    confirmed_at: datetime | None = None
    ends_at: datetime | None = None
    reminded_at: datetime | None = None
    served: int = 0
    view_message_id: int | None = Field(default=None, sa_type=sa.BigInteger)
    series_id: int | None = Field(default=None, foreign_key="series.id", index=True)

    __table_args__: ClassVar[Any] = (
        sa.Index("ix_broadcast_state", "state", "ends_at"),
        {"sqlite_autoincrement": True},
    )


class ReactionRow(SQLModel, table=True):
    """What a person did with a broadcast that reached them."""

    __tablename__: ClassVar[Any] = "reaction"

    broadcast_id: int = _broadcast(primary_key=True)
    person_id: int = _person(primary_key=True, index=True)
    opened_at: datetime | None = None
    choice: int | None = None
    snoozed_at: datetime | None = None


class AudienceGroupRow(SQLModel, table=True):
    """A selection of people that somebody saved under a name."""

    __tablename__: ClassVar[Any] = "audience_group"
    __table_args__: ClassVar[Any] = (sa.UniqueConstraint("owner_id", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    owner_id: int = _person()
    name: str
    selection: dict[str, Any] = json_field(default_factory=dict)


class SeriesRow(SQLModel, table=True):
    """A broadcast that comes again each week, with the next lesson of a course or the same content."""

    __tablename__: ClassVar[Any] = "series"

    id: int | None = Field(default=None, primary_key=True)
    author_id: int = _person(index=True)
    content: dict[str, Any] = json_field(default_factory=dict)
    selection: dict[str, Any] = json_field(default_factory=dict)
    timing: str
    at: time | None = None
    weekday: int
    state: str
    reason: str = ""
    lessons_sent: int = 0
    last_on: date | None = None
    created_at: datetime


class NoteRow(SQLModel, table=True):
    """A few personal words from one person to another."""

    __tablename__: ClassVar[Any] = "note"

    id: int | None = Field(default=None, primary_key=True)
    sender_id: int = _person(index=True)
    receiver_id: int = _person(index=True)
    kind: str
    text: str
    broadcast_id: int | None = _broadcast(default=None, index=True)
    answers_id: int | None = Field(default=None, foreign_key="note.id")
    written_at: datetime


class MutedSenderRow(SQLModel, table=True):
    """A person who wants no notes from a sender."""

    __tablename__: ClassVar[Any] = "muted_sender"

    person_id: int = _person(primary_key=True)
    sender_id: int = _person(primary_key=True)
    muted_at: datetime
