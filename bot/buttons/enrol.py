"""Buttons of joining."""

from dataclasses import dataclass
from typing import ClassVar

from bot.callbacks import Button, button
from learning.rules.breaks import WindowKind


@button
@dataclass(frozen=True, slots=True)
class Acknowledge(Button):
    """The privacy notice has been read."""

    code: ClassVar[str] = "ea"


@button
@dataclass(frozen=True, slots=True)
class EnrolLanguage(Button):
    """Choose the language while joining."""

    code: ClassVar[str] = "el"
    language: str


@button
@dataclass(frozen=True, slots=True)
class EnrolZone(Button):
    """Choose the clock while joining; empty keeps it."""

    code: ClassVar[str] = "ez"
    zone: str


@button
@dataclass(frozen=True, slots=True)
class EnrolWindow(Button):
    """Open or close a window while joining."""

    code: ClassVar[str] = "ew"
    kind: WindowKind
    on: bool


@button
@dataclass(frozen=True, slots=True)
class EnrolDone(Button):
    """Joining is complete."""

    code: ClassVar[str] = "ed"
