"""Buttons of looking things up."""

from dataclasses import dataclass
from typing import ClassVar

from bot.callbacks import Button, button


@button
@dataclass(frozen=True, slots=True)
class ShowHit(Button):
    """Show the hit of this rank, counted from 1, of a search."""

    code: ClassVar[str] = "kh"
    search: int
    rank: int


@button
@dataclass(frozen=True, slots=True)
class OpenItem(Button):
    """Read a knowledge item, as a message of its own; the search that led to it, or 0."""

    code: ClassVar[str] = "ko"
    item: int
    search: int


@button
@dataclass(frozen=True, slots=True)
class TurnItem(Button):
    """Turn to this card of an item, counted from 1."""

    code: ClassVar[str] = "kp"
    item: int
    card: int


@button
@dataclass(frozen=True, slots=True)
class SendDocument(Button):
    """Send the file that an item came from."""

    code: ClassVar[str] = "kd"
    item: int


@button
@dataclass(frozen=True, slots=True)
class JudgeSearch(Button):
    """Say whether the hit of this rank helped."""

    code: ClassVar[str] = "kj"
    search: int
    rank: int
    helpful: bool


@button
@dataclass(frozen=True, slots=True)
class LearnItem(Button):
    """Begin the lesson that teaches an item."""

    code: ClassVar[str] = "kl"
    item: int


@button
@dataclass(frozen=True, slots=True)
class AskReport(Button):
    """Ask what is wrong with an item."""

    code: ClassVar[str] = "kr"
    item: int


@button
@dataclass(frozen=True, slots=True)
class TellReport(Button):
    """Say what is wrong with an item."""

    code: ClassVar[str] = "kt"
    item: int
    reason: str
