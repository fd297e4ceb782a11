"""Buttons of questions to experts."""

from dataclasses import dataclass
from typing import ClassVar

from bot.callbacks import Button, button


@button
@dataclass(frozen=True, slots=True)
class AskExpert(Button):
    """Hand the question of a search to the experts."""

    code: ClassVar[str] = "xa"
    search: int


@button
@dataclass(frozen=True, slots=True)
class TakeQuestion(Button):
    """Answer a question that somebody asked."""

    code: ClassVar[str] = "xt"
    question: int


@button
@dataclass(frozen=True, slots=True)
class GiveBackQuestion(Button):
    """Leave a question that was taken to the others."""

    code: ClassVar[str] = "xg"
    question: int


@button
@dataclass(frozen=True, slots=True)
class DraftAnswer(Button):
    """Make a knowledge item of a question and its answer."""

    code: ClassVar[str] = "xd"
    question: int


@button
@dataclass(frozen=True, slots=True)
class CloseQuestion(Button):
    """The asker needs no answer any more."""

    code: ClassVar[str] = "xc"
    question: int


@button
@dataclass(frozen=True, slots=True)
class SendAnswer(Button):
    """Send the answer that was shown; `check` tells it from any other."""

    code: ClassVar[str] = "xs"
    question: int
    check: int


@button
@dataclass(frozen=True, slots=True)
class OnlyAnswer(Button):
    """Let an answer stay an answer, and make no item of it."""

    code: ClassVar[str] = "xo"
    question: int


@button
@dataclass(frozen=True, slots=True)
class SendAnswerDocument(Button):
    """Send the file that an expert answered with."""

    code: ClassVar[str] = "xf"
    question: int
