"""Buttons of what somebody is about to write."""

from dataclasses import dataclass
from typing import ClassVar

from bot.callbacks import Button, button


@button
@dataclass(frozen=True, slots=True)
class StopDialogue(Button):
    """The next written message is for nothing special."""

    code: ClassVar[str] = "ds"


@button
@dataclass(frozen=True, slots=True)
class ResumeDialogue(Button):
    """Go on writing what was put aside: of which kind, and the question or item it is about, or 0."""

    code: ClassVar[str] = "dr"
    kind: str
    subject: int
