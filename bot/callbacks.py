"""Typed buttons: what a button carries, packed into Telegram's 64 bytes and unpacked with care.

What comes back is never trusted: a button names a thing, and whether the sender may touch it is
asked at the moment of the tap.
"""

from dataclasses import astuple, dataclass, fields
from enum import StrEnum
from typing import Any, ClassVar, TypeVar

from learning.rules.breaks import WindowKind

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
