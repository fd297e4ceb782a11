"""Buttons of help."""

from dataclasses import dataclass
from typing import ClassVar

from bot.callbacks import Button, button


@button
@dataclass(frozen=True, slots=True)
class ShowHelp(Button):
    """What one can do."""

    code: ClassVar[str] = "h"
