"""Buttons with which a broadcast is put together: what, for whom, when, and the one that sends it."""

from dataclasses import dataclass
from typing import ClassVar

from bot.callbacks import Button, button
from learning.broadcasts import ContentKind, Timing
from learning.people import Role
from learning.usecases.broadcast_words import Wording


@button
@dataclass(frozen=True, slots=True)
class BeginBroadcast(Button):
    """Begin a broadcast of this kind, in place of the draft there is."""

    code: ClassVar[str] = "wk"
    kind: ContentKind


@button
@dataclass(frozen=True, slots=True)
class ShowDraft(Button):
    """The draft, as it stands."""

    code: ClassVar[str] = "wd"
    broadcast: int


@button
@dataclass(frozen=True, slots=True)
class DiscardDraft(Button):
    """Throw the draft away; asks once, unless `sure`."""

    code: ClassVar[str] = "wx"
    broadcast: int
    sure: bool


@button
@dataclass(frozen=True, slots=True)
class ChooseContent(Button):
    """Choose what is sent, on a page counted from 0."""

    code: ClassVar[str] = "wc"
    broadcast: int
    page: int


@button
@dataclass(frozen=True, slots=True)
class ChooseLesson(Button):
    """Choose a lesson of a course, on a page counted from 0."""

    code: ClassVar[str] = "wl"
    broadcast: int
    course: str
    page: int


@button
@dataclass(frozen=True, slots=True)
class TakeTaught(Button):
    """Take the lesson of this place in a course, counted from 1; 0 takes the course."""

    code: ClassVar[str] = "wt"
    broadcast: int
    course: str
    number: int


@button
@dataclass(frozen=True, slots=True)
class TakeItem(Button):
    """Take a knowledge item."""

    code: ClassVar[str] = "wi"
    broadcast: int
    item: int


@button
@dataclass(frozen=True, slots=True)
class AskWords(Button):
    """Take the next message as this part of a broadcast."""

    code: ClassVar[str] = "ww"
    broadcast: int
    wording: Wording


@button
@dataclass(frozen=True, slots=True)
class DropWords(Button):
    """Send no words beside it."""

    code: ClassVar[str] = "wwd"
    broadcast: int


@button
@dataclass(frozen=True, slots=True)
class DropMedia(Button):
    """Send the text without its picture or document."""

    code: ClassVar[str] = "wm"
    broadcast: int


@button
@dataclass(frozen=True, slots=True)
class ShowAudience(Button):
    """Choose for whom; units on a page counted from 0."""

    code: ClassVar[str] = "wf"
    broadcast: int
    page: int


@button
@dataclass(frozen=True, slots=True)
class TickUnit(Button):
    """Tick a unit on or off, and stay on this page."""

    code: ClassVar[str] = "wfu"
    broadcast: int
    unit: int
    page: int


@button
@dataclass(frozen=True, slots=True)
class TickRole(Button):
    """Tick a role on or off, and stay on this page."""

    code: ClassVar[str] = "wfr"
    broadcast: int
    role: Role
    page: int


@button
@dataclass(frozen=True, slots=True)
class TickNotDone(Button):
    """Only those who have not done it yet, or all; and stay on this page."""

    code: ClassVar[str] = "wfn"
    broadcast: int
    page: int


@button
@dataclass(frozen=True, slots=True)
class TickEveryone(Button):
    """Everybody one leads, again."""

    code: ClassVar[str] = "wfe"
    broadcast: int


@button
@dataclass(frozen=True, slots=True)
class ShowGroups(Button):
    """The selections one saved."""

    code: ClassVar[str] = "wg"
    broadcast: int


@button
@dataclass(frozen=True, slots=True)
class UseGroup(Button):
    """Take a saved selection."""

    code: ClassVar[str] = "wgu"
    broadcast: int
    group: int


@button
@dataclass(frozen=True, slots=True)
class DropGroup(Button):
    """Delete a saved selection; asks once, unless `sure`."""

    code: ClassVar[str] = "wgd"
    broadcast: int
    group: int
    sure: bool


@button
@dataclass(frozen=True, slots=True)
class ShowTimes(Button):
    """Choose when."""

    code: ClassVar[str] = "wh"
    broadcast: int


@button
@dataclass(frozen=True, slots=True)
class TakeTiming(Button):
    """Take a timing; one with a date and a time asks for them first."""

    code: ClassVar[str] = "wht"
    broadcast: int
    timing: Timing


@button
@dataclass(frozen=True, slots=True)
class TakeMoment(Button):
    """Take a date (as YYYYMMDD) and a time (as HHMM)."""

    code: ClassVar[str] = "whm"
    broadcast: int
    timing: Timing
    on: int
    at: int


@button
@dataclass(frozen=True, slots=True)
class ShowKeeps(Button):
    """Choose for how many days it may wait."""

    code: ClassVar[str] = "wv"
    broadcast: int


@button
@dataclass(frozen=True, slots=True)
class KeepFor(Button):
    """Let it wait for so many days."""

    code: ClassVar[str] = "wvd"
    broadcast: int
    days: int


@button
@dataclass(frozen=True, slots=True)
class ShowDue(Button):
    """Choose until when a course is asked for."""

    code: ClassVar[str] = "wq"
    broadcast: int


@button
@dataclass(frozen=True, slots=True)
class TakeDue(Button):
    """Ask for a course until a date (as YYYYMMDD); 0 asks for nothing."""

    code: ClassVar[str] = "wqd"
    broadcast: int
    on: int


@button
@dataclass(frozen=True, slots=True)
class DropUrgency(Button):
    """It is not urgent after all."""

    code: ClassVar[str] = "wue"
    broadcast: int


@button
@dataclass(frozen=True, slots=True)
class PreviewBroadcast(Button):
    """See it as its receivers will, and how many they are."""

    code: ClassVar[str] = "wp"
    broadcast: int


@button
@dataclass(frozen=True, slots=True)
class ExplainPreview(Button):
    """A button in a preview: only says what it is."""

    code: ClassVar[str] = "wpe"


@button
@dataclass(frozen=True, slots=True)
class ConfirmBroadcast(Button):
    """Send what was shown; `check` tells it from any other."""

    code: ClassVar[str] = "wy"
    broadcast: int
    check: int
