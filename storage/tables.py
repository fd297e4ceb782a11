"""Every table of Sela: what is remembered, and the constraints that make handlers idempotent."""

from datetime import date, datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = SQLModel.metadata


def table(row: type[SQLModel]) -> sa.Table:
    """The table behind a row class, for queries that need no objects."""
    return metadata.tables[str(row.__tablename__)]


def _person(**more: Any) -> Any:
    return Field(foreign_key="person.id", **more)


def json_field(**more: Any) -> Any:
    return Field(sa_type=sa.JSON, **more)


class UnitRow(SQLModel, table=True):
    """A unit of the organisation by its path, with its own zone, working days and break windows."""

    __tablename__: ClassVar[Any] = "unit"

    id: int | None = Field(default=None, primary_key=True)
    path: str = Field(unique=True)
    time_zone: str
    working_days: str = "12345"
    works_on_holidays: bool = False
    windows: dict[str, Any] | None = json_field(default=None)


class PersonRow(SQLModel, table=True):
    """A person of the roster; identifying columns are emptied when they are erased."""

    __tablename__: ClassVar[Any] = "person"

    id: int | None = Field(default=None, primary_key=True)
    employee_number: str | None = Field(unique=True)
    name: str
    unit_id: int = Field(foreign_key="unit.id", index=True)
    time_zone: str
    language: str
    employment_type: str
    state: str = Field(index=True)
    starts_on: date | None = None
    email: str = ""
    telegram_id: int | None = Field(default=None, sa_type=sa.BigInteger, unique=True)
    acknowledged_at: datetime | None = None
    notice_version: str = ""
    onboarded_at: datetime | None = None
    blocked_at: datetime | None = None
    left_on: date | None = None
    created_at: datetime


class GrantRow(SQLModel, table=True):
    """A role over a unit, from a date until a date."""

    __tablename__: ClassVar[Any] = "role_grant"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = _person(index=True)
    role: str
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    from_roster: bool = False
    starts_on: date
    ends_on: date | None = None


class LinkRow(SQLModel, table=True):
    """A one-time activation link; only the hash of its token is kept."""

    __tablename__: ClassVar[Any] = "link"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = _person(index=True)
    token_hash: str = Field(unique=True)
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None


class PreferenceRow(SQLModel, table=True):
    """The break windows a person chose: kinds switched on, and own times where they differ."""

    __tablename__: ClassVar[Any] = "preference"

    person_id: int = _person(primary_key=True)
    windows: dict[str, Any] = json_field(default_factory=dict)
    mondays: bool = Field(default=True, sa_column_kwargs={"server_default": sa.true()})


class LeaveRow(SQLModel, table=True):
    """Days of leave, or a pause the person asked for."""

    __tablename__: ClassVar[Any] = "leave"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = _person(index=True)
    kind: str
    starts_on: date
    ends_on: date | None = None


class AssignmentRow(SQLModel, table=True):
    """A course given to a person, a unit or a role."""

    __tablename__: ClassVar[Any] = "assignment"
    __table_args__: ClassVar[Any] = (
        sa.UniqueConstraint("course", "person_id", "unit_id", "role"),
        sa.Index(
            "ix_assignment_of_person",
            "course",
            "person_id",
            unique=True,
            sqlite_where=sa.text("person_id IS NOT NULL"),
            postgresql_where=sa.text("person_id IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    course: str = Field(index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    role: str | None = None
    assigned_at: datetime
    assigned_by: int | None = Field(default=None, foreign_key="person.id")
    due_on: date | None = Field(default=None, index=True)
    reminders: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    reminded_on: date | None = None
    completed_at: datetime | None = None


class CourseChoiceRow(SQLModel, table=True):
    """A course that a person chose for themself."""

    __tablename__: ClassVar[Any] = "course_choice"

    person_id: int = _person(primary_key=True)
    course: str = Field(primary_key=True)
    chosen_at: datetime


class LessonVersionRow(SQLModel, table=True):
    """A lesson as it was when somebody began it, by content hash."""

    __tablename__: ClassVar[Any] = "lesson_version"

    content_hash: str = Field(primary_key=True)
    lesson_key: str = Field(index=True)
    language: str
    content: dict[str, Any] = json_field()
    first_used_at: datetime


class AttemptRow(SQLModel, table=True):
    """One sitting with a lesson or with some reviews."""

    __tablename__: ClassVar[Any] = "attempt"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = _person()
    kind: str
    lesson_key: str = ""
    lesson_hash: str = ""
    question_keys: list[str] = json_field(default_factory=list)
    planned_seconds: int
    seconds_left: int | None = None
    cards_opened: int = 0
    started_at: datetime
    touched_at: datetime
    completed_at: datetime | None = None

    __table_args__: ClassVar[Any] = (
        sa.Index("ix_attempt_person", "person_id", "completed_at"),
        sa.Index("ix_attempt_done", "person_id", "kind", "completed_at", "lesson_key"),
        sa.Index(
            "ix_attempt_lesson",
            "lesson_key",
            "person_id",
            "completed_at",
            sqlite_where=sa.text("completed_at IS NOT NULL"),
            postgresql_where=sa.text("completed_at IS NOT NULL"),
        ),
    )


class AnswerRow(SQLModel, table=True):
    """The one answer of an attempt to a question."""

    __tablename__: ClassVar[Any] = "answer"
    __table_args__: ClassVar[Any] = (sa.UniqueConstraint("attempt_id", "question_key"),)

    id: int | None = Field(default=None, primary_key=True)
    attempt_id: int = Field(foreign_key="attempt.id", index=True)
    person_id: int = _person(index=True)
    question_key: str
    question_hash: str
    given: str
    verdict: str
    answered_at: datetime


class ReviewRow(SQLModel, table=True):
    """What FSRS knows of a person and a question, and when the question comes back."""

    __tablename__: ClassVar[Any] = "review"

    person_id: int = _person(primary_key=True)
    question_key: str = Field(primary_key=True)
    competency: str = ""
    stability: float
    difficulty: float
    lapses: int = 0
    last_review_at: datetime
    due_at: datetime

    __table_args__: ClassVar[Any] = (sa.Index("ix_review_due", "person_id", "due_at"),)


class CreditRow(SQLModel, table=True):
    """The ledger: append-only rows of learning seconds; a correction is a new row."""

    __tablename__: ClassVar[Any] = "credit"
    __table_args__: ClassVar[Any] = (
        sa.UniqueConstraint("person_id", "source"),
        sa.Index("ix_credit_day", "person_id", "local_on"),
        sa.Index("ix_credit_year", "year", "person_id"),
        sa.Index("ix_credit_week", "iso_year", "iso_week", "person_id", "seconds"),
        sa.Index(
            "ix_credit_flagged",
            "id",
            sqlite_where=sa.text("flagged"),
            postgresql_where=sa.text("flagged"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = _person()
    unit_id: int = Field(foreign_key="unit.id")
    kind: str
    source: str
    title: str
    competency: str = ""
    seconds: int
    minutes_per_jp: int
    credited_at: datetime
    year: int
    iso_year: int
    iso_week: int
    local_on: date
    rule_version: str
    evidence: dict[str, Any] = json_field(default_factory=dict)
    flagged: bool = False


class CreditYearRow(SQLModel, table=True):
    """A person's seconds of a year at one rate, kept with every ledger row: a team is read at once."""

    __tablename__: ClassVar[Any] = "credit_year"

    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    person_id: int = _person(primary_key=True)
    minutes_per_jp: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    seconds: int
    last_on: date


class AttentionRow(SQLModel, table=True):
    """When a person is next looked at, and what of their attention has been used."""

    __tablename__: ClassVar[Any] = "attention"

    person_id: int = _person(primary_key=True)
    next_due_at: datetime | None = None
    last_nudge_on: date | None = None
    nudges_on_day: int = 0
    week: str = ""
    brought_seconds: int = 0
    unanswered_in_row: int = 0
    lessons_since_review: int = 0
    open_nudge_id: int | None = None
    told_slowing: bool = False

    __table_args__: ClassVar[Any] = (
        sa.Index(
            "ix_attention_due",
            "next_due_at",
            sqlite_where=sa.text("next_due_at IS NOT NULL"),
            postgresql_where=sa.text("next_due_at IS NOT NULL"),
        ),
    )


class NudgeRow(SQLModel, table=True):
    """A lesson or some reviews that Sela brought to a person."""

    __tablename__: ClassVar[Any] = "nudge"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = _person()
    kind: str
    lesson_key: str = ""
    question_keys: list[str] = json_field(default_factory=list)
    seconds: int
    window: str
    local_on: date
    state: str
    why: str
    is_return: bool = False
    slowed: bool = False
    created_at: datetime
    ends_at: datetime
    answered_at: datetime | None = None

    __table_args__: ClassVar[Any] = (
        sa.UniqueConstraint("person_id", "local_on", "window"),
        sa.Index("ix_nudge_person_state", "person_id", "state"),
        sa.Index(
            "ix_nudge_waiting",
            "id",
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        ),
    )


QUEUED = "state = 'queued'"
COPIES = "broadcast_id IS NOT NULL"
OF_NO_BROADCAST = "state = 'queued' AND broadcast_id IS NULL"
OF_A_BROADCAST = "state = 'queued' AND broadcast_id IS NOT NULL"


def _partial_index(name: str, condition: str, *columns: str) -> sa.Index:
    where = sa.text(condition)
    return sa.Index(name, *columns, sqlite_where=where, postgresql_where=where)


class OutboxRow(SQLModel, table=True):
    """One message that Sela starts by itself, to one person, in exactly one state."""

    __tablename__: ClassVar[Any] = "outbox"

    id: int | None = Field(default=None, primary_key=True)
    dedupe_key: str = Field(unique=True)
    person_id: int = _person()
    broadcast_id: int | None = Field(default=None, foreign_key="broadcast.id")
    nudge_id: int | None = Field(default=None, foreign_key="nudge.id", index=True)
    kind: str
    priority: int
    state: str
    reason: str = ""
    created_at: datetime
    not_before: datetime
    deadline: datetime
    claimed_at: datetime | None = None
    settled_at: datetime | None = None
    attempts: int = 0
    message_id: int | None = Field(default=None, sa_type=sa.BigInteger)
    replaces_message_id: int | None = Field(default=None, sa_type=sa.BigInteger)
    notice: dict[str, Any] | None = json_field(default=None)
    maybe_twice: bool = Field(default=False, sa_column_kwargs={"server_default": sa.false()})
    revision: int = Field(default=0, sa_column_kwargs={"server_default": "0"})

    __table_args__: ClassVar[Any] = (
        _partial_index("ix_outbox_queue", OF_NO_BROADCAST, "priority", "not_before", "id"),
        _partial_index("ix_outbox_broadcast_queue", OF_A_BROADCAST, "broadcast_id", "not_before", "id"),
        _partial_index("ix_outbox_late", QUEUED, "deadline"),
        _partial_index("ix_outbox_broadcast", COPIES, "broadcast_id", "kind", "state", "revision"),
        sa.Index("ix_outbox_person", "person_id", "claimed_at"),
    )


class InboxRow(SQLModel, table=True):
    """An update as Telegram gave it; once handled, only its id is kept."""

    __tablename__: ClassVar[Any] = "inbox"

    update_id: int = Field(primary_key=True, sa_type=sa.BigInteger, sa_column_kwargs={"autoincrement": False})
    payload: str | None = None
    received_at: datetime
    handled_at: datetime | None = None

    __table_args__: ClassVar[Any] = (
        sa.Index(
            "ix_inbox_open",
            "update_id",
            sqlite_where=sa.text("handled_at IS NULL"),
            postgresql_where=sa.text("handled_at IS NULL"),
        ),
    )


class MistakeReportRow(SQLModel, table=True):
    """A reader's report that a lesson or question is wrong."""

    __tablename__: ClassVar[Any] = "mistake_report"
    __table_args__: ClassVar[Any] = (
        sa.UniqueConstraint("person_id", "lesson_key", "question_key", "reason"),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = _person(index=True)
    lesson_key: str
    question_key: str = ""
    content_hash: str = ""
    reason: str
    reported_at: datetime


class AuditRow(SQLModel, table=True):
    """Who did what, to whom where there is one; `actor_id` where somebody of the roster did it in chat."""

    __tablename__: ClassVar[Any] = "audit"
    __table_args__: ClassVar[Any] = (sa.Index("ix_audit_action", "action", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    actor: str
    actor_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    action: str
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    detail: str = ""


class StateRow(SQLModel, table=True):
    """A few facts about the running system, such as its last heartbeat."""

    __tablename__: ClassVar[Any] = "system_state"

    key: str = Field(primary_key=True)
    value: str
    updated_at: datetime
