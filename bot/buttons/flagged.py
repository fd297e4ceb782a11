"""Buttons of credits that a person should look at; a period in them leads back to its report."""

from dataclasses import dataclass
from typing import ClassVar

from bot.callbacks import Button, button


@button
@dataclass(frozen=True, slots=True)
class ShowFlagged(Button):
    """A page of the credits to look at, counted from 0."""

    code: ClassVar[str] = "fl"
    page: int = 0
    period: str = ""


@button
@dataclass(frozen=True, slots=True)
class ShowFlag(Button):
    """One of them, with why it is flagged."""

    code: ClassVar[str] = "fo"
    credit: int
    period: str = ""


@button
@dataclass(frozen=True, slots=True)
class AcceptFlag(Button):
    """The credit stays as it is."""

    code: ClassVar[str] = "fa"
    credit: int
    period: str = ""


@button
@dataclass(frozen=True, slots=True)
class AskCorrection(Button):
    """So many seconds of the credit shall stay; take the next message as the reason."""

    code: ClassVar[str] = "fq"
    credit: int
    seconds: int
    period: str = ""


@button
@dataclass(frozen=True, slots=True)
class CorrectFlag(Button):
    """Write the correction with the reason that was shown; `check` tells it from any other."""

    code: ClassVar[str] = "fc"
    credit: int
    check: int
    period: str = ""
