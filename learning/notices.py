"""What Sela tells a person by itself besides lessons: answers, notes, assigned courses, the team's week."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from learning.assignments import AssignedProgress, Finished
from learning.bookings import Correction
from learning.broadcasts import Broadcast, Series
from learning.knowledge import Item
from learning.mondays import TeamWeek
from learning.notes import ShownNote
from learning.report_lists import PersonBehind
from learning.reports import PeriodReport


class NoticeKind(StrEnum):
    """What a notice is about; its subject is a question, an item, a note, an assignment or a week."""

    EXPERT_ASKED = "expert_asked"
    """To curators: somebody asks."""
    EXPERT_OVERDUE = "expert_overdue"
    """To admins: nobody took a question."""
    EXPERT_DELAYED = "expert_delayed"
    """To the asker: nobody took it yet, the admins know."""
    EXPERT_ANSWERED = "expert_answered"
    """To the asker: the answer."""
    ITEM_APPROVED = "item_approved"
    """To the author: everybody finds it now."""
    ITEM_RETURNED = "item_returned"
    """To the author: with a curator's note."""
    ITEM_REPORTED = "item_reported"
    """To the owner, else the curators: a reader says that something is wrong."""
    LESSON_TO_CONFIRM = "lesson_to_confirm"
    """To the owner, else the curators: the item behind a lesson changed, its questions are paused."""
    CONTRIBUTION_WAITING = "contribution_waiting"
    """To curators, once a day at most: colleagues sent something in. It has no subject of its own."""
    NOTE = "note"
    """To the receiver of a note: what somebody writes to them."""
    COURSE_ASSIGNED = "course_assigned"
    """To the learner: a course to do until a date."""
    ASSIGNMENT_REMINDER = "assignment_reminder"
    """To the learner: the date comes near."""
    COURSE_DONE = "course_done"
    """To whoever assigned a course: somebody has finished it."""
    MONDAY = "monday"
    """To supervisors and admins: the week before. Its subject is year and ISO week, as 202648."""
    PEOPLE_BEHIND = "people_behind"
    """To supervisors: who of their people is behind pace. Its subject is a unit, or 0 for everything."""
    CREDIT_CORRECTED = "credit_corrected"
    """To the learner: some of their minutes were corrected, and why. Its subject is the correcting row."""
    BROADCAST_PAUSED = "broadcast_paused"
    """To its author: too many copies failed, so it rests."""
    BROADCAST_HELD_UP = "broadcast_held_up"
    """To its author: an admin paused it, stopped it or took it back."""
    SERIES_RESTS = "series_rests"
    """To its author, and to those who could take it over: it waits for somebody to let it go on."""
    SERIES_ENDED = "series_ended"
    """To its author: every lesson has come."""


TOGETHER = "together with another"
"""Why a notice in the outbox is no message of its own."""

ABOUT_QUESTIONS = frozenset(
    {
        NoticeKind.EXPERT_ASKED,
        NoticeKind.EXPERT_OVERDUE,
        NoticeKind.EXPERT_DELAYED,
        NoticeKind.EXPERT_ANSWERED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice as it waits in the outbox: what is said is looked up when it leaves."""

    kind: NoticeKind
    subject: int


class QuestionState(StrEnum):
    """Nobody took it yet, somebody did, the asker has an answer, or it needs none any more."""

    OPEN = "open"
    TAKEN = "taken"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertQuestion:
    """A question that nothing answered. `item_id` is the item that its answer became."""

    id: int
    asker_id: int
    asker: str
    asker_unit: str
    question: str
    state: QuestionState
    taken_by: int | None = None
    expert: str = ""
    answer: str = ""
    answer_document: str | None = None
    item_id: int | None = None
    asked_at: datetime
    taken_at: datetime | None = None
    answered_at: datetime | None = None
    escalated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A notice with what it is about, as it is now."""

    kind: NoticeKind
    question: ExpertQuestion | None = None
    item: Item | None = None
    reasons: tuple[str, ...] = ()
    waiting: int = 0
    """How many contributions this person has to review."""
    notes: tuple[ShownNote, ...] = ()
    """The notes of one message, oldest first."""
    more: int = 0
    """How many more notes wait than fit into it."""
    assigned: AssignedProgress | None = None
    finished: tuple[Finished, ...] = ()
    week: TeamWeek | None = None
    report: PeriodReport | None = None
    """The figures of that week, added when the message is written."""
    behind: tuple[PersonBehind, ...] = ()
    correction: Correction | None = None
    broadcast: Broadcast | None = None
    by: str = ""
    """Who holds the broadcast up."""
    words: str = ""
    """The first words of the broadcast."""
    was_cancelled: bool = False
    series: Series | None = None
    is_own: bool = False
    """Whether the series is the reader's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """What the next written message of a person is for, with what was said before."""

    kind: str
    payload: dict[str, str | int]
    begun_at: datetime
