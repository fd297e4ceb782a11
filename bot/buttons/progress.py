"""Buttons of one's own progress."""

from dataclasses import dataclass
from typing import ClassVar

from bot.callbacks import Button, button


@button
@dataclass(frozen=True, slots=True)
class ShowProgress(Button):
    """How far one has come."""

    code: ClassVar[str] = "p"


@button
@dataclass(frozen=True, slots=True)
class SendHistory(Button):
    """One's own history as a file."""

    code: ClassVar[str] = "ph"
