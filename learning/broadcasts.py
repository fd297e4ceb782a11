"""What a broadcast is: what, to whom and when; and what became of it, person by person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from learning.people import Role
from learning.rules.breaks import Leave


class ContentKind(StrEnum):
    """What is sent: a lesson, a course, a knowledge item, a quick quiz of the author, or their own text."""

    LESSON = "lesson"
    COURSE = "course"
    ITEM = "item"
    QUIZ = "quiz"
    TEXT = "text"


class Timing(StrEnum):
    """When it arrives: in each person's next break, now, at a time on each one's clock, at one moment."""

    NEXT_BREAK = "next_break"
    NOW = "now"
    AT = "at"
    MOMENT = "moment"


class BroadcastState(StrEnum):
    """What the author has decided; what became of each message is in the outbox."""

    DRAFT = "draft"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"
    WEEKLY = "weekly"
    """A draft that comes every week now: its series has the content."""


class Held(StrEnum):
    """Why a message waits longer than its author asked for."""

    AWAY = "away"
    """On leave, or the person paused Sela."""
    BUDGET = "budget"
    """The day's budget is used up."""
    OFF_HOURS = "off_hours"
    """Work is over, or has not begun, on the person's clock."""
    DAY_OFF = "day_off"
    """A weekend or a holiday."""
    NIGHT = "night"
    """It is night on the person's clock; not even what is urgent leaves then."""
    SNOOZED = "snoozed"
    """The person asked for it later."""


class Unreached(StrEnum):
    """Why a message cannot reach a person of the audience now."""

    NOT_ACTIVATED = "not activated"
    BLOCKED = "blocked"


class MediaKind(StrEnum):
    """What a text may come with."""

    PICTURE = "picture"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A picture or document by Telegram's own id of it: it is uploaded once, by its author."""

    kind: MediaKind
    file_id: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz:
    """One question of the author with two to six options; `right` is the place of the right one, if any."""

    question: str
    options: tuple[str, ...]
    right: int | None = None
    explanation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is sent. `key` names a lesson, a course, or an item by number; `text` are the author's words."""

    kind: ContentKind
    key: str = ""
    text: str = ""
    media: Media | None = None
    quiz: Quiz | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Who gets it, within the author's scope: `units` with all below them, none meaning the whole scope."""

    units: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    not_done: bool = False
    """Only those who have not done the lesson or course, nor opened the item, before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcast:
    """One broadcast as it stands.

    `on` and `at` say when, for Timing.AT on each person's clock, for Timing.MOMENT on the author's. `ends_at`
    is when what still waits expires; `revision` counts corrections; `due_on` asks for a course until a date.
    `digest` names the audience that the preview showed, `size` how many they are.
    """

    id: int
    author_id: int
    author: str
    author_unit: str
    author_zone: str
    content: Content
    selection: Selection
    timing: Timing = Timing.NEXT_BREAK
    on: date | None = None
    at: time | None = None
    keeps_days: int = 14
    due_on: date | None = None
    urgent_reason: str = ""
    state: BroadcastState = BroadcastState.DRAFT
    reason: str = ""
    revision: int = 0
    size: int = 0
    digest: str = ""
    created_at: datetime
    confirmed_at: datetime | None = None
    ends_at: datetime | None = None
    reminded_at: datetime | None = None
    view_message_id: int | None = None
    series_id: int | None = None

    @property
    def is_urgent(self) -> bool:
        """Whether it may leave the windows and the budget."""
        return bool(self.urgent_reason)

    @property
    def moment(self) -> datetime | None:
        """The moment its author named, on the author's clock; None where it comes by itself."""
        if self.timing not in {Timing.AT, Timing.MOMENT} or self.on is None or self.at is None:
            return None
        return datetime.combine(self.on, self.at, tzinfo=ZoneInfo(self.author_zone))


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """A person who may be addressed, with all that decides when they can be reached.

    `used` counts by local date the messages of that date that use the day's budget, sent or planned.
    """

    person_id: int
    unit: str
    time_zone: str
    unreached: Unreached | None
    working_days: frozenset[int]
    works_on_holidays: bool
    unit_windows: Mapping[str, Any]
    chosen: Mapping[str, Any]
    leaves: tuple[Leave, ...] = ()
    used: Mapping[date, int]

    @property
    def zone(self) -> ZoneInfo:
        """The person's clock."""
        return ZoneInfo(self.time_zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """When a message may leave, None beyond the horizon, and why not at the moment its author asked for."""

    at: datetime | None
    held: Held | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotGroup:
    """So many people get it at the same time on their own clocks."""

    local_on: date
    local_at: time
    time_zones: tuple[str, ...]
    people: int
    held: Held | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Who would get a broadcast and when, counted; `never` are people who cannot get it before it ends."""

    broadcast: Broadcast
    size: int
    groups: tuple[SlotGroup, ...]
    not_activated: int = 0
    blocked: int = 0
    never: int = 0
    has_changed: bool = False
    """Whether the audience is another than the author saw before."""


Pulse = tuple[str | int, ...]
"""What moves in a broadcast: while two of its pulses are the same, its author has nothing new to see."""


class Standing(StrEnum):
    """The one state in which the author sees each person of the audience."""

    COMPLETED = "completed"
    OPENED = "opened"
    DELIVERED = "delivered"
    UNCERTAIN = "uncertain"
    WAITING = "waiting"
    HELD = "held"
    NOT_ACTIVATED = "not_activated"
    BLOCKED = "blocked"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What became of a broadcast: `people` by standing sum to its audience, always.

    `choices` counts the answers to its quiz by option, `maybe_twice` those who may have had two copies,
    `unchanged` those whose copy could not be corrected or taken back, `to_change` those whose still will be.
    """

    broadcast: Broadcast
    people: Mapping[Standing, int]
    leaving_now: int = 0
    """How many of those who wait may get it at once."""
    next_at: datetime | None = None
    choices: tuple[int, ...] = ()
    maybe_twice: int = 0
    to_change: int = 0
    unchanged: int = 0
    replies: int = 0
    """How many replies the author has been sent."""
    replies_waiting: int = 0
    """How many wait for their turn; the author may read them before."""
    reminded: int = 0

    @property
    def reached(self) -> int:
        """How many surely have it."""
        return sum(self.people.get(one, 0) for one in REACHED)

    @property
    def is_over(self) -> bool:
        """Whether nobody waits any more."""
        return not any(self.people.get(one, 0) for one in (Standing.WAITING, Standing.HELD))

    def is_ahead(self, now: datetime) -> bool:
        """Whether its moment lies ahead and nothing has left yet."""
        has_left = any(count for one, count in self.people.items() if one not in NOT_THERE_YET)
        is_later = all(at is not None and at > now for at in (self.broadcast.moment, self.next_at))
        return self.broadcast.state is BroadcastState.RUNNING and is_later and not has_left


NOT_THERE_YET = (Standing.WAITING, Standing.HELD, Standing.NOT_ACTIVATED, Standing.BLOCKED)
REACHED = (Standing.COMPLETED, Standing.OPENED, Standing.DELIVERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One person of the audience as the author sees them; `at` is when they get it, got it or opened it.

    With `is_too_late` it ends at that moment, before they could have it.
    """

    person_id: int
    name: str
    unit: str
    standing: Standing
    reason: str = ""
    at: datetime | None = None
    time_zone: str
    maybe_twice: bool = False
    is_too_late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """What one person did with a broadcast."""

    opened_at: datetime | None = None
    choice: int | None = None
    snoozed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceGroup:
    """A selection that its owner saved under a name."""

    id: int
    owner_id: int
    name: str
    selection: Selection


class SeriesState(StrEnum):
    """It runs, it rests until somebody lets it go on, or it is over."""

    RUNNING = "running"
    RESTING = "resting"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A broadcast that comes again each week on `weekday` (Monday is 1).

    Of a course it brings the next lesson each time; anything else comes as it is. `last_on` is the date, on
    the organisation's calendar, of the last one, or on which it was begun or moved: nothing comes on it.
    """

    id: int
    author_id: int
    author: str
    author_unit: str
    content: Content
    selection: Selection
    timing: Timing = Timing.NEXT_BREAK
    at: time | None = None
    weekday: int
    state: SeriesState = SeriesState.RUNNING
    reason: str = ""
    lessons_sent: int = 0
    last_on: date | None = None
    created_at: datetime
