"""Buttons of when Sela may come."""

from dataclasses import dataclass
from typing import ClassVar

from bot.callbacks import Button, button
from learning.rules.breaks import WindowKind


@button
@dataclass(frozen=True, slots=True)
class ShowBreaks(Button):
    """One's break windows."""

    code: ClassVar[str] = "b"


@button
@dataclass(frozen=True, slots=True)
class SwitchWindow(Button):
    """Open or close a kind of window."""

    code: ClassVar[str] = "bs"
    kind: WindowKind
    on: bool


@button
@dataclass(frozen=True, slots=True)
class MoveWindow(Button):
    """Move a kind of window to its next preset time."""

    code: ClassVar[str] = "bm"
    kind: WindowKind
    preset: int


@button
@dataclass(frozen=True, slots=True)
class ChooseZone(Button):
    """Set one's clock."""

    code: ClassVar[str] = "bz"
    zone: str


@button
@dataclass(frozen=True, slots=True)
class AskZone(Button):
    """Ask for one's clock."""

    code: ClassVar[str] = "ba"


@button
@dataclass(frozen=True, slots=True)
class Pause(Button):
    """Keep quiet for so many days; 0 means until one comes back."""

    code: ClassVar[str] = "bp"
    days: int


@button
@dataclass(frozen=True, slots=True)
class AskPause(Button):
    """Ask how long to keep quiet."""

    code: ClassVar[str] = "bq"


@button
@dataclass(frozen=True, slots=True)
class Resume(Button):
    """End a pause."""

    code: ClassVar[str] = "br"


@button
@dataclass(frozen=True, slots=True)
class ChooseLanguage(Button):
    """Set the language Sela speaks."""

    code: ClassVar[str] = "l"
    language: str
