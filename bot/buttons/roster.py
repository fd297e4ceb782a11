"""Buttons of the roster: a file that was sent, and one person with what an admin changes about them."""

from dataclasses import dataclass
from typing import ClassVar

from bot.callbacks import Button, button
from learning.roster import Change
from learning.usecases.roster_in_chat import Asked


@button
@dataclass(frozen=True, slots=True)
class ShowRoster(Button):
    """The roster: how large it is, and finding somebody."""

    code: ClassVar[str] = "jr"


@button
@dataclass(frozen=True, slots=True)
class ShowPerson(Button):
    """One person of the roster."""

    code: ClassVar[str] = "jp"
    person: int


@button
@dataclass(frozen=True, slots=True)
class AskPerson(Button):
    """Take the next message as a unit or dates for a person; `role` is the one that shall end."""

    code: ClassVar[str] = "ja"
    person: int
    asked: Asked
    role: str = ""


@button
@dataclass(frozen=True, slots=True)
class ShowRoles(Button):
    """The roles of a person, to give and to take away."""

    code: ClassVar[str] = "jo"
    person: int


@button
@dataclass(frozen=True, slots=True)
class ShowZones(Button):
    """The time zones for a person."""

    code: ClassVar[str] = "jz"
    person: int


@button
@dataclass(frozen=True, slots=True)
class ChangePerson(Button):
    """Change something about a person; says what it would mean, unless `sure`."""

    code: ClassVar[str] = "jc"
    person: int
    change: Change
    value: str
    sure: bool


@button
@dataclass(frozen=True, slots=True)
class ReadRoster(Button):
    """See what the file sent just now would change, as a roster."""

    code: ClassVar[str] = "jf"


@button
@dataclass(frozen=True, slots=True)
class AskMissing(Button):
    """See who would leave if the file sent just now, which `file` names, is the whole roster."""

    code: ClassVar[str] = "jm"
    check: int
    file: int


@button
@dataclass(frozen=True, slots=True)
class TakeRoster(Button):
    """Make the file sent just now the roster; `missing_leave` ends the access of who is not in it."""

    code: ClassVar[str] = "jt"
    check: int
    missing_leave: bool
    file: int
