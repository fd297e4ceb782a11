"""Buttons of what waits for a curator."""

from dataclasses import dataclass
from typing import ClassVar

from bot.callbacks import Button, button
from learning.curation import Waiting


@button
@dataclass(frozen=True, slots=True)
class ShowCuration(Button):
    """What waits for a curator."""

    code: ClassVar[str] = "q"


@button
@dataclass(frozen=True, slots=True)
class ShowWaiting(Button):
    """A page, counted from 0, of a list of what waits."""

    code: ClassVar[str] = "ql"
    waiting: Waiting
    page: int


@button
@dataclass(frozen=True, slots=True)
class ShowQuestion(Button):
    """A question to the experts."""

    code: ClassVar[str] = "qx"
    question: int


@button
@dataclass(frozen=True, slots=True)
class ShowUnfound(Button):
    """Searches like this one, which nothing answered."""

    code: ClassVar[str] = "qu"
    search: int


@button
@dataclass(frozen=True, slots=True)
class WriteFor(Button):
    """Write an item that answers searches like this one."""

    code: ClassVar[str] = "qw"
    search: int


@button
@dataclass(frozen=True, slots=True)
class SettleUnfound(Button):
    """Nothing is to be done about searches like this one."""

    code: ClassVar[str] = "qs"
    search: int


@button
@dataclass(frozen=True, slots=True)
class ShowWords(Button):
    """A page, counted from 0, of the words that curators explained."""

    code: ClassVar[str] = "qy"
    page: int


@button
@dataclass(frozen=True, slots=True)
class AskWord(Button):
    """Take the next message as a word and what else it is called."""

    code: ClassVar[str] = "qa"


@button
@dataclass(frozen=True, slots=True)
class RemoveWord(Button):
    """Take back what curators said of a word."""

    code: ClassVar[str] = "qz"
    word: str
