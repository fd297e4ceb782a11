"""Buttons of rating a course, and of reading what people wrote."""

from dataclasses import dataclass
from typing import ClassVar

from bot.callbacks import Button, button


@button
@dataclass(frozen=True, slots=True)
class Rate(Button):
    """So many stars for the course that ended with this sitting."""

    code: ClassVar[str] = "vr"
    attempt: int
    stars: int


@button
@dataclass(frozen=True, slots=True)
class AskSentence(Button):
    """Take the next message as a sentence about the course that ended with this sitting."""

    code: ClassVar[str] = "vw"
    attempt: int


@button
@dataclass(frozen=True, slots=True)
class ShowSentences(Button):
    """How a course was rated, and what people wrote about it, without names; the period leads back."""

    code: ClassVar[str] = "vs"
    course: str
    page: int = 0
    period: str = ""
