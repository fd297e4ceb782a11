"""Buttons of notes between two people, of assigned courses, and of the Monday message."""

from dataclasses import dataclass
from typing import ClassVar

from bot.callbacks import Button, button
from learning.notes import NoteKind


@button
@dataclass(frozen=True, slots=True)
class AskNote(Button):
    """Ask for the words to a person: praise and questions offer ready sentences first."""

    code: ClassVar[str] = "nn"
    person: int
    kind: NoteKind


@button
@dataclass(frozen=True, slots=True)
class WriteNote(Button):
    """Write to a person in one's own words."""

    code: ClassVar[str] = "nw"
    person: int
    kind: NoteKind


@button
@dataclass(frozen=True, slots=True)
class TakeSentence(Button):
    """Take a ready sentence by its place, counted from 1."""

    code: ClassVar[str] = "nt"
    person: int
    kind: NoteKind
    number: int


@button
@dataclass(frozen=True, slots=True)
class SendNote(Button):
    """Send the note that was shown; `check` tells it from any other."""

    code: ClassVar[str] = "ns"
    person: int
    check: int


@button
@dataclass(frozen=True, slots=True)
class TakeBackNote(Button):
    """Take a note back that has not left."""

    code: ClassVar[str] = "nb"
    note: int


@button
@dataclass(frozen=True, slots=True)
class ReadNotes(Button):
    """Read the notes that did not fit into a message."""

    code: ClassVar[str] = "ng"


@button
@dataclass(frozen=True, slots=True)
class ReplyTo(Button):
    """Reply to a broadcast or to a note; 0 where it is not that."""

    code: ClassVar[str] = "nr"
    broadcast: int
    note: int


@button
@dataclass(frozen=True, slots=True)
class ShowReplies(Button):
    """The replies to one's own broadcast, on a page counted from 0."""

    code: ClassVar[str] = "nk"
    broadcast: int
    page: int


@button
@dataclass(frozen=True, slots=True)
class MuteSender(Button):
    """Take no more notes from whoever wrote this one."""

    code: ClassVar[str] = "nm"
    note: int


@button
@dataclass(frozen=True, slots=True)
class UnmuteSender(Button):
    """Take notes from whoever wrote this one again."""

    code: ClassVar[str] = "nu"
    note: int


@button
@dataclass(frozen=True, slots=True)
class ChooseAssigned(Button):
    """Choose a course to assign to a person, on a page counted from 0."""

    code: ClassVar[str] = "na"
    person: int
    page: int


@button
@dataclass(frozen=True, slots=True)
class AskUntil(Button):
    """Ask until when a person shall do a course."""

    code: ClassVar[str] = "nc"
    person: int
    course: str


@button
@dataclass(frozen=True, slots=True)
class TypeUntil(Button):
    """Write the date until which a person shall do a course."""

    code: ClassVar[str] = "ny"
    person: int
    course: str


@button
@dataclass(frozen=True, slots=True)
class AssignUntil(Button):
    """Look at an assignment until a date (as YYYYMMDD) before it is made, or make it."""

    code: ClassVar[str] = "nd"
    person: int
    course: str
    due: int
    sure: bool


@button
@dataclass(frozen=True, slots=True)
class TakeBackAssignment(Button):
    """Take an assigned course back."""

    code: ClassVar[str] = "nx"
    person: int
    course: str


@button
@dataclass(frozen=True, slots=True)
class EndMondays(Button):
    """Have the Monday message no more: stands under that message only, which stays when one taps on."""

    code: ClassVar[str] = "nz"
    message_stays: ClassVar[bool] = True


@button
@dataclass(frozen=True, slots=True)
class SwitchMondays(Button):
    """Have the Monday message, or not."""

    code: ClassVar[str] = "nf"
    on: bool
