"""What Sela remembers, as the values that rules and use cases see; moments are aware UTC."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from learning.assignments import DueCourse
from learning.notices import Notice
from learning.people import Grant, Person
from learning.rules.breaks import Leave, WindowKind
from learning.rules.planning import DueReview, ItemKind, Why


class NudgeState(StrEnum):
    """What became of a nudge."""

    WAITING = "waiting"
    ANSWERED = "answered"
    LATER = "later"
    RETURNED = "returned"
    SKIPPED = "skipped"
    EXPIRED = "expired"


class MessageKind(StrEnum):
    """What Sela starts by itself: a lesson or review, a notice, a copy of a broadcast, a reminder of one."""

    NUDGE = "nudge"
    NOTICE = "notice"
    COPY = "broadcast"
    REMINDER = "reminder"


class OutboxState(StrEnum):
    """The one state of a message that Sela starts by itself."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    UNREACHABLE = "unreachable"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class CreditKind(StrEnum):
    """What kind of learning a ledger row records."""

    LESSON = "lesson"
    REVIEW = "review"
    EVENT = "event"
    WEBINAR = "webinar"
    CLASSROOM = "classroom"
    WORKSHOP = "workshop"
    SEMINAR = "seminar"
    ELEARNING = "elearning"
    EXAM = "exam"
    COACHING = "coaching"
    MENTORING = "mentoring"
    COMMUNITY = "community"
    SELF_STUDY = "self_study"
    SHARING = "sharing"
    INTERNSHIP = "internship"
    STUDY_VISIT = "study_visit"
    CORRECTION = "correction"
    """More or less seconds for another row, on its day: the ledger itself is never changed."""


class LeaveKind(StrEnum):
    """Leave as the organisation knows it, or a pause the person asked for."""

    LEAVE = "leave"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What decides a person's schedule: the unit's days and windows, their own choices, their leaves.

    `unit_windows` and `chosen` map a window kind to its setting:
    `{"on": bool, "starts": "HH:MM", "ends": "HH:MM"}`, where every field may be missing.
    """

    person: Person
    working_days: frozenset[int]
    works_on_holidays: bool
    unit_windows: dict[str, Any]
    chosen: dict[str, Any]
    leaves: tuple[Leave, ...] = ()

    @property
    def time_zone(self) -> str:
        """The person's own clock."""
        return self.person.time_zone


@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionState:
    """How much of a person's attention has been used; `week` is `YYYY-Www` on the organisation's clock."""

    person_id: int
    next_due_at: datetime | None = None
    last_nudge_on: date | None = None
    nudges_on_day: int = 0
    week: str = ""
    brought_seconds: int = 0
    unanswered_in_row: int = 0
    lessons_since_review: int = 0
    open_nudge_id: int | None = None
    told_slowing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudge:
    """A lesson or some reviews that Sela brings to a person in one window of one local date."""

    id: int = 0
    person_id: int
    kind: ItemKind
    lesson_key: str = ""
    question_keys: tuple[str, ...] = ()
    seconds: int
    window: WindowKind
    local_on: date
    why: Why
    state: NudgeState = NudgeState.WAITING
    is_return: bool = False
    slowed: bool = False
    created_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A course given to a person, to a unit with everything below it, or to a role."""

    course: str
    person_id: int | None = None
    unit: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnerFacts:
    """What planning needs of one person."""

    grants: tuple[Grant, ...] = ()
    assigned: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    done: frozenset[str] = frozenset()
    started: tuple[str, ...] = ()
    due: tuple[DueReview, ...] = ()
    last_touched_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenNudge:
    """The newest nudge of a person, as far as the next one depends on it."""

    id: int
    state: NudgeState
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePerson:
    """A person whose moment has come, with all that the tick must know of them."""

    circumstances: Circumstances
    attention: AttentionState
    facts: LearnerFacts
    open_nudge: OpenNudge | None = None
    returning: Nudge | None = None
    learned_seconds_this_week: int = 0
    to_remind: tuple[DueCourse, ...] = ()
    """Courses they were given whose date comes near."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A message to put into the outbox; a second one with the same key is not put in."""

    dedupe_key: str
    person_id: int
    kind: str
    priority: int
    created_at: datetime
    not_before: datetime
    deadline: datetime
    nudge_id: int | None = None
    replaces_message_id: int | None = None
    notice: Notice | None = None
    broadcast_id: int | None = None
    state: OutboxState = OutboxState.QUEUED
    reason: str = ""
    attempts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """An outbox row that this process has taken to send."""

    id: int
    person_id: int
    kind: str
    priority: int
    attempts: int
    deadline: datetime
    reason: str = ""
    """Why it did not leave before."""
    nudge_id: int | None = None
    replaces_message_id: int | None = None
    notice: Notice | None = None
    broadcast_id: int | None = None
    maybe_twice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One sitting: a lesson by the hash of what was read, or reviews by their question keys.

    `seconds_left` is what remains of the time the person said they have, None where they did not say.
    """

    id: int
    person_id: int
    kind: ItemKind
    lesson_key: str
    lesson_hash: str
    question_keys: tuple[str, ...]
    planned_seconds: int
    seconds_left: int | None
    cards_opened: int
    started_at: datetime
    touched_at: datetime
    completed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The one answer of an attempt to a question."""

    question_key: str
    question_hash: str
    given: str
    verdict: str
    answered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditEntry:
    """A row of the ledger. `source` is unique per person, so nothing is credited twice."""

    person_id: int
    unit_id: int
    kind: CreditKind
    source: str
    title: str
    competency: str
    seconds: int
    minutes_per_jp: int
    credited_at: datetime
    year: int
    iso_year: int
    iso_week: int
    local_on: date
    rule_version: str
    evidence: dict[str, Any] = field(default_factory=dict)
    flagged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivationLink:
    """A one-time link of a person, found by the hash of its token."""

    id: int
    person_id: int
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


class RosterFact(StrEnum):
    """What a roster file may say of a person beside their number and unit, by the header of its column."""

    NAME = "name"
    EMPLOYMENT_TYPE = "employment_type"
    ROLES = "roles"
    STARTS_ON = "starts_on"
    EMAIL = "email"
    LANGUAGE = "language"
    TIME_ZONE = "time_zone"


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterEntry:
    """A person as the roster file describes them; without a time zone they get that of their unit.

    Of what is in `kept` the file has no column: what is known of the person stays, and the value that stands
    here is for somebody new.
    """

    employee_number: str
    name: str
    unit: str
    time_zone: str
    language: str
    employment_type: str
    roles: tuple[str, ...]
    starts_on: date | None
    email: str
    kept: frozenset[RosterFact] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """Who did what, to whom where there is one."""

    at: datetime
    actor: str
    actor_id: int | None = None
    action: str
    person_id: int | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MistakeReport:
    """A reader says that something in a lesson is wrong."""

    person_id: int
    lesson_key: str
    question_key: str
    content_hash: str
    reason: str
    reported_at: datetime
