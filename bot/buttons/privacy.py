"""Buttons of one's own data."""

from dataclasses import dataclass
from typing import ClassVar

from bot.callbacks import Button, button


@button
@dataclass(frozen=True, slots=True)
class SendMyData(Button):
    """A copy of everything about oneself."""

    code: ClassVar[str] = "yd"


@button
@dataclass(frozen=True, slots=True)
class AskForget(Button):
    """Ask before forgetting."""

    code: ClassVar[str] = "yf"


@button
@dataclass(frozen=True, slots=True)
class Forget(Button):
    """Forget me, really: the second step."""

    code: ClassVar[str] = "yy"
