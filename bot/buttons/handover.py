"""Buttons of the hand-over to the personnel system; a period in them leads back to its report."""

from dataclasses import dataclass
from typing import ClassVar

from bot.callbacks import Button, button


@button
@dataclass(frozen=True, slots=True)
class ShowHandOvers(Button):
    """What waits to be handed over, and the batches so far."""

    code: ClassVar[str] = "hs"
    period: str = ""


@button
@dataclass(frozen=True, slots=True)
class MakeHandOver(Button):
    """Hand over all that waits."""

    code: ClassVar[str] = "hm"
    period: str = ""


@button
@dataclass(frozen=True, slots=True)
class SendHandOver(Button):
    """Have the file of a batch again."""

    code: ClassVar[str] = "hb"
    batch: int
    period: str = ""


@button
@dataclass(frozen=True, slots=True)
class AskHandOverReply(Button):
    """Take the next file as the reply to a batch."""

    code: ClassVar[str] = "hr"
    batch: int
    period: str = ""
