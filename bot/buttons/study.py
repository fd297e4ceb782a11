"""Buttons of learning."""

from dataclasses import dataclass
from typing import ClassVar

from bot.callbacks import Button, button


@button
@dataclass(frozen=True, slots=True)
class OpenNudge(Button):
    """Begin what a nudge brought."""

    code: ClassVar[str] = "no"
    nudge: int


@button
@dataclass(frozen=True, slots=True)
class PutOffNudge(Button):
    """See a nudge later, or not today."""

    code: ClassVar[str] = "nl"
    nudge: int
    later: bool


@button
@dataclass(frozen=True, slots=True)
class Learn(Button):
    """What is next, in so many minutes; 0 asks for no limit."""

    code: ClassVar[str] = "le"
    minutes: int


@button
@dataclass(frozen=True, slots=True)
class AskMinutes(Button):
    """Ask how many minutes there are."""

    code: ClassVar[str] = "lm"


@button
@dataclass(frozen=True, slots=True)
class OpenCard(Button):
    """Open a card of a lesson, counted from 1."""

    code: ClassVar[str] = "c"
    attempt: int
    number: int


@button
@dataclass(frozen=True, slots=True)
class GoOn(Button):
    """Where the attempt stands."""

    code: ClassVar[str] = "g"
    attempt: int


@button
@dataclass(frozen=True, slots=True)
class Draft(Button):
    """An answer as far as it is put together; nothing is graded yet."""

    code: ClassVar[str] = "d"
    attempt: int
    question: int
    given: str


@button
@dataclass(frozen=True, slots=True)
class Give(Button):
    """An answer to be graded."""

    code: ClassVar[str] = "a"
    attempt: int
    question: int
    given: str


@button
@dataclass(frozen=True, slots=True)
class AskMistake(Button):
    """Ask what is wrong; `question` counts from 1, 0 means the text."""

    code: ClassVar[str] = "m"
    attempt: int
    question: int


@button
@dataclass(frozen=True, slots=True)
class TellMistake(Button):
    """Tell the owner what is wrong."""

    code: ClassVar[str] = "mr"
    attempt: int
    question: int
    reason: str
