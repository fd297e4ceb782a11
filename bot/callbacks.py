"""Typed buttons: what a button carries, packed into Telegram's 64 bytes and unpacked with care.

What comes back is never trusted: a button names a thing, and whether the sender may touch it is
asked at the moment of the tap.
"""

from dataclasses import astuple, dataclass, fields
from enum import StrEnum
from typing import Any, ClassVar, TypeVar

from learning.curation import Change, Decision, Waiting
from learning.rules.breaks import WindowKind
from learning.usecases.contributing import Asked

VERSION = "1"
MOST_BYTES = 64
MOST_NUMBER = 10**15


class StaleButton(Exception):
    """A button of an older version, or none of ours."""


@dataclass(frozen=True, slots=True)
class Button:
    """What a tap asks for; fields are whole numbers or short texts without a colon."""

    code: ClassVar[str]

    def pack(self) -> str:
        """The callback data; raises ValueError where it would not fit or could not be read back."""
        parts = [str(int(value) if isinstance(value, bool) else value) for value in astuple(self)]
        packed = ":".join([VERSION + self.code, *parts])
        numbers = [value for value in astuple(self) if isinstance(value, int)]
        if any(not 0 <= number < MOST_NUMBER for number in numbers):
            raise ValueError(f"button does not fit: {packed!r}")
        if len(packed.encode()) > MOST_BYTES or any(":" in part for part in parts):
            raise ValueError(f"button does not fit: {packed!r}")
        return packed


BUTTONS: dict[str, type[Button]] = {}
B = TypeVar("B", bound=type[Button])


def _button(kind: B) -> B:
    if kind.code in BUTTONS:
        raise ValueError(f"two buttons have the code {kind.code}")
    BUTTONS[kind.code] = kind
    return kind


def unpack(data: str | None) -> Button:
    """The button behind callback data; raises StaleButton for anything else."""
    head, *parts = (data or "").split(":")
    kind = BUTTONS.get(head[len(VERSION) :]) if head.startswith(VERSION) else None
    if kind is None or len(data or "") > MOST_BYTES:
        raise StaleButton
    names = fields(kind)
    if len(parts) != len(names):
        raise StaleButton
    values = [_value(name.type, part) for name, part in zip(names, parts, strict=True)]
    return kind(*values)


def _value(kind: Any, part: str) -> int | str | bool:
    if kind is str:
        return part
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _named(kind, part)
    if not (part.isascii() and part.isdigit() and len(part) <= 15):
        raise StaleButton
    return bool(int(part)) if kind is bool else int(part)


def _named(kind: type[StrEnum], part: str) -> StrEnum:
    try:
        return kind(part)
    except ValueError as error:
        raise StaleButton from error


@_button
@dataclass(frozen=True, slots=True)
class OpenNudge(Button):
    """Begin what a nudge brought."""

    code: ClassVar[str] = "no"
    nudge: int


@_button
@dataclass(frozen=True, slots=True)
class PutOffNudge(Button):
    """See a nudge later, or not today."""

    code: ClassVar[str] = "nl"
    nudge: int
    later: bool


@_button
@dataclass(frozen=True, slots=True)
class Learn(Button):
    """What is next, in so many minutes; 0 asks for no limit."""

    code: ClassVar[str] = "le"
    minutes: int


@_button
@dataclass(frozen=True, slots=True)
class AskMinutes(Button):
    """Ask how many minutes there are."""

    code: ClassVar[str] = "lm"


@_button
@dataclass(frozen=True, slots=True)
class OpenCard(Button):
    """Open a card of a lesson, counted from 1."""

    code: ClassVar[str] = "c"
    attempt: int
    number: int


@_button
@dataclass(frozen=True, slots=True)
class GoOn(Button):
    """Where the attempt stands."""

    code: ClassVar[str] = "g"
    attempt: int


@_button
@dataclass(frozen=True, slots=True)
class Draft(Button):
    """An answer as far as it is put together; nothing is graded yet."""

    code: ClassVar[str] = "d"
    attempt: int
    question: int
    given: str


@_button
@dataclass(frozen=True, slots=True)
class Give(Button):
    """An answer to be graded."""

    code: ClassVar[str] = "a"
    attempt: int
    question: int
    given: str


@_button
@dataclass(frozen=True, slots=True)
class AskMistake(Button):
    """Ask what is wrong; `question` counts from 1, 0 means the text."""

    code: ClassVar[str] = "m"
    attempt: int
    question: int


@_button
@dataclass(frozen=True, slots=True)
class TellMistake(Button):
    """Tell the owner what is wrong."""

    code: ClassVar[str] = "mr"
    attempt: int
    question: int
    reason: str


@_button
@dataclass(frozen=True, slots=True)
class ShowCourses(Button):
    """Every course."""

    code: ClassVar[str] = "k"


@_button
@dataclass(frozen=True, slots=True)
class ShowCourse(Button):
    """The lessons of a course."""

    code: ClassVar[str] = "kc"
    course: str


@_button
@dataclass(frozen=True, slots=True)
class ChooseCourse(Button):
    """Add a course to one's own, or take it away."""

    code: ClassVar[str] = "kk"
    course: str
    chosen: bool


@_button
@dataclass(frozen=True, slots=True)
class StartLesson(Button):
    """Begin a lesson of a course, counted from 1."""

    code: ClassVar[str] = "ks"
    course: str
    number: int


@_button
@dataclass(frozen=True, slots=True)
class ShowProgress(Button):
    """How far one has come."""

    code: ClassVar[str] = "p"


@_button
@dataclass(frozen=True, slots=True)
class SendHistory(Button):
    """One's own history as a file."""

    code: ClassVar[str] = "ph"


@_button
@dataclass(frozen=True, slots=True)
class ShowBreaks(Button):
    """One's break windows."""

    code: ClassVar[str] = "b"


@_button
@dataclass(frozen=True, slots=True)
class SwitchWindow(Button):
    """Open or close a kind of window."""

    code: ClassVar[str] = "bs"
    kind: WindowKind
    on: bool


@_button
@dataclass(frozen=True, slots=True)
class MoveWindow(Button):
    """Move a kind of window to its next preset time."""

    code: ClassVar[str] = "bm"
    kind: WindowKind
    preset: int


@_button
@dataclass(frozen=True, slots=True)
class ChooseZone(Button):
    """Set one's clock."""

    code: ClassVar[str] = "bz"
    zone: str


@_button
@dataclass(frozen=True, slots=True)
class AskZone(Button):
    """Ask for one's clock."""

    code: ClassVar[str] = "ba"


@_button
@dataclass(frozen=True, slots=True)
class Pause(Button):
    """Keep quiet for so many days; 0 means until one comes back."""

    code: ClassVar[str] = "bp"
    days: int


@_button
@dataclass(frozen=True, slots=True)
class AskPause(Button):
    """Ask how long to keep quiet."""

    code: ClassVar[str] = "bq"


@_button
@dataclass(frozen=True, slots=True)
class Resume(Button):
    """End a pause."""

    code: ClassVar[str] = "br"


@_button
@dataclass(frozen=True, slots=True)
class ChooseLanguage(Button):
    """Set the language Sela speaks."""

    code: ClassVar[str] = "l"
    language: str


@_button
@dataclass(frozen=True, slots=True)
class Acknowledge(Button):
    """The privacy notice has been read."""

    code: ClassVar[str] = "ea"


@_button
@dataclass(frozen=True, slots=True)
class EnrolLanguage(Button):
    """Choose the language while joining."""

    code: ClassVar[str] = "el"
    language: str


@_button
@dataclass(frozen=True, slots=True)
class EnrolZone(Button):
    """Choose the clock while joining; empty keeps it."""

    code: ClassVar[str] = "ez"
    zone: str


@_button
@dataclass(frozen=True, slots=True)
class EnrolWindow(Button):
    """Open or close a window while joining."""

    code: ClassVar[str] = "ew"
    kind: WindowKind
    on: bool


@_button
@dataclass(frozen=True, slots=True)
class EnrolDone(Button):
    """Joining is complete."""

    code: ClassVar[str] = "ed"


@_button
@dataclass(frozen=True, slots=True)
class SendMyData(Button):
    """A copy of everything about oneself."""

    code: ClassVar[str] = "yd"


@_button
@dataclass(frozen=True, slots=True)
class AskForget(Button):
    """Ask before forgetting."""

    code: ClassVar[str] = "yf"


@_button
@dataclass(frozen=True, slots=True)
class Forget(Button):
    """Forget me, really: the second step."""

    code: ClassVar[str] = "yy"


@_button
@dataclass(frozen=True, slots=True)
class ShowHelp(Button):
    """What one can do."""

    code: ClassVar[str] = "h"


@_button
@dataclass(frozen=True, slots=True)
class ShowHit(Button):
    """Show the hit of this rank, counted from 1, of a search."""

    code: ClassVar[str] = "kh"
    search: int
    rank: int


@_button
@dataclass(frozen=True, slots=True)
class OpenItem(Button):
    """Read a knowledge item, as a message of its own; the search that led to it, or 0."""

    code: ClassVar[str] = "ko"
    item: int
    search: int


@_button
@dataclass(frozen=True, slots=True)
class TurnItem(Button):
    """Turn to this card of an item, counted from 1."""

    code: ClassVar[str] = "kp"
    item: int
    card: int


@_button
@dataclass(frozen=True, slots=True)
class SendDocument(Button):
    """Send the file that an item came from."""

    code: ClassVar[str] = "kd"
    item: int


@_button
@dataclass(frozen=True, slots=True)
class JudgeSearch(Button):
    """Say whether the hit of this rank helped."""

    code: ClassVar[str] = "kj"
    search: int
    rank: int
    helpful: bool


@_button
@dataclass(frozen=True, slots=True)
class LearnItem(Button):
    """Begin the lesson that teaches an item."""

    code: ClassVar[str] = "kl"
    item: int


@_button
@dataclass(frozen=True, slots=True)
class AskReport(Button):
    """Ask what is wrong with an item."""

    code: ClassVar[str] = "kr"
    item: int


@_button
@dataclass(frozen=True, slots=True)
class TellReport(Button):
    """Say what is wrong with an item."""

    code: ClassVar[str] = "kt"
    item: int
    reason: str


@_button
@dataclass(frozen=True, slots=True)
class AskExpert(Button):
    """Hand the question of a search to the experts."""

    code: ClassVar[str] = "xa"
    search: int


@_button
@dataclass(frozen=True, slots=True)
class TakeQuestion(Button):
    """Answer a question that somebody asked."""

    code: ClassVar[str] = "xt"
    question: int


@_button
@dataclass(frozen=True, slots=True)
class GiveBackQuestion(Button):
    """Leave a question that was taken to the others."""

    code: ClassVar[str] = "xg"
    question: int


@_button
@dataclass(frozen=True, slots=True)
class DraftAnswer(Button):
    """Make a knowledge item of a question and its answer."""

    code: ClassVar[str] = "xd"
    question: int


@_button
@dataclass(frozen=True, slots=True)
class CloseQuestion(Button):
    """The asker needs no answer any more."""

    code: ClassVar[str] = "xc"
    question: int


@_button
@dataclass(frozen=True, slots=True)
class SendAnswerDocument(Button):
    """Send the file that an expert answered with."""

    code: ClassVar[str] = "xf"
    question: int


@_button
@dataclass(frozen=True, slots=True)
class StopDialogue(Button):
    """The next written message is for nothing special."""

    code: ClassVar[str] = "ds"


@_button
@dataclass(frozen=True, slots=True)
class ShowCuration(Button):
    """What waits for a curator."""

    code: ClassVar[str] = "q"


@_button
@dataclass(frozen=True, slots=True)
class ShowWaiting(Button):
    """A page, counted from 0, of a list of what waits."""

    code: ClassVar[str] = "ql"
    waiting: Waiting
    page: int


@_button
@dataclass(frozen=True, slots=True)
class ShowCurated(Button):
    """An item as its curators see it, and the list it was opened from."""

    code: ClassVar[str] = "qi"
    waiting: Waiting
    item: int


@_button
@dataclass(frozen=True, slots=True)
class Decide(Button):
    """Decide about this version of an item."""

    code: ClassVar[str] = "qd"
    waiting: Waiting
    item: int
    version: int
    decision: Decision


@_button
@dataclass(frozen=True, slots=True)
class AskRetire(Button):
    """Ask before nobody finds an item any more."""

    code: ClassVar[str] = "qr"
    waiting: Waiting
    item: int
    version: int


@_button
@dataclass(frozen=True, slots=True)
class ShowChanges(Button):
    """What can be changed of an item."""

    code: ClassVar[str] = "qm"
    waiting: Waiting
    item: int


@_button
@dataclass(frozen=True, slots=True)
class AskChange(Button):
    """Take the next message as a change of this version of an item."""

    code: ClassVar[str] = "qe"
    waiting: Waiting
    item: int
    version: int
    change: Change


@_button
@dataclass(frozen=True, slots=True)
class ReviewIn(Button):
    """Look at an item again in so many months."""

    code: ClassVar[str] = "qv"
    waiting: Waiting
    item: int
    version: int
    months: int


@_button
@dataclass(frozen=True, slots=True)
class ChooseOwner(Button):
    """Make a person the owner of an item; 0 means the team whose name was written."""

    code: ClassVar[str] = "qo"
    waiting: Waiting
    item: int
    version: int
    person: int


@_button
@dataclass(frozen=True, slots=True)
class ShowVersions(Button):
    """The versions of an item."""

    code: ClassVar[str] = "qh"
    waiting: Waiting
    item: int


@_button
@dataclass(frozen=True, slots=True)
class ShowVersion(Button):
    """What an item said in one version."""

    code: ClassVar[str] = "qn"
    waiting: Waiting
    item: int
    number: int


@_button
@dataclass(frozen=True, slots=True)
class RestoreVersion(Button):
    """Let an item say again what it said in a version; `version` is the one it has now."""

    code: ClassVar[str] = "qb"
    waiting: Waiting
    item: int
    version: int
    number: int


@_button
@dataclass(frozen=True, slots=True)
class SendCuratedDocument(Button):
    """The file behind an item, for its curators."""

    code: ClassVar[str] = "qf"
    item: int


@_button
@dataclass(frozen=True, slots=True)
class ShowQuestion(Button):
    """A question to the experts."""

    code: ClassVar[str] = "qx"
    question: int


@_button
@dataclass(frozen=True, slots=True)
class ShowUnfound(Button):
    """Searches like this one, which nothing answered."""

    code: ClassVar[str] = "qu"
    search: int


@_button
@dataclass(frozen=True, slots=True)
class WriteFor(Button):
    """Write an item that answers searches like this one."""

    code: ClassVar[str] = "qw"
    search: int


@_button
@dataclass(frozen=True, slots=True)
class SettleUnfound(Button):
    """Nothing is to be done about searches like this one."""

    code: ClassVar[str] = "qs"
    search: int


@_button
@dataclass(frozen=True, slots=True)
class ShowWords(Button):
    """A page, counted from 0, of the words that curators explained."""

    code: ClassVar[str] = "qy"
    page: int


@_button
@dataclass(frozen=True, slots=True)
class AskWord(Button):
    """Take the next message as a word and what else it is called."""

    code: ClassVar[str] = "qa"


@_button
@dataclass(frozen=True, slots=True)
class RemoveWord(Button):
    """Take back what curators said of a word."""

    code: ClassVar[str] = "qz"
    word: str


@_button
@dataclass(frozen=True, slots=True)
class Contribute(Button):
    """Share something with colleagues."""

    code: ClassVar[str] = "sc"


@_button
@dataclass(frozen=True, slots=True)
class ShowOwn(Button):
    """What one has shared, a page counted from 0."""

    code: ClassVar[str] = "s"
    page: int


@_button
@dataclass(frozen=True, slots=True)
class OpenOwn(Button):
    """Something that one has shared, as it stands."""

    code: ClassVar[str] = "so"
    item: int


@_button
@dataclass(frozen=True, slots=True)
class AskOwn(Button):
    """Take the next message as another title or text of one's own draft."""

    code: ClassVar[str] = "se"
    item: int
    asked: Asked


@_button
@dataclass(frozen=True, slots=True)
class SendIn(Button):
    """Hand one's own draft to the curators."""

    code: ClassVar[str] = "si"
    item: int


@_button
@dataclass(frozen=True, slots=True)
class ShowTo(Button):
    """Let only the own unit find it, or everybody."""

    code: ClassVar[str] = "su"
    item: int
    only_my_unit: bool


@_button
@dataclass(frozen=True, slots=True)
class TakeBack(Button):
    """Take back one's own text; asks once, unless `sure`."""

    code: ClassVar[str] = "sw"
    item: int
    sure: bool


@_button
@dataclass(frozen=True, slots=True)
class ThrowAway(Button):
    """Delete one's own draft; asks once, unless `sure`."""

    code: ClassVar[str] = "sd"
    item: int
    sure: bool


@_button
@dataclass(frozen=True, slots=True)
class ShareDocument(Button):
    """Share the file that was sent just now."""

    code: ClassVar[str] = "sf"


@_button
@dataclass(frozen=True, slots=True)
class ImportDocument(Button):
    """See what the file sent just now would bring into the base, or bring it in."""

    code: ClassVar[str] = "sm"
    sure: bool
