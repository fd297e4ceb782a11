"""Buttons of one item in the hands of a curator."""

from dataclasses import dataclass
from typing import ClassVar

from bot.callbacks import Button, button
from learning.curation import Change, Decision, Waiting


@button
@dataclass(frozen=True, slots=True)
class ShowCurated(Button):
    """An item as its curators see it, and the list it was opened from."""

    code: ClassVar[str] = "qi"
    waiting: Waiting
    item: int


@button
@dataclass(frozen=True, slots=True)
class Decide(Button):
    """Decide about this version of an item."""

    code: ClassVar[str] = "qd"
    waiting: Waiting
    item: int
    version: int
    decision: Decision


@button
@dataclass(frozen=True, slots=True)
class AskRetire(Button):
    """Ask before nobody finds an item any more."""

    code: ClassVar[str] = "qr"
    waiting: Waiting
    item: int
    version: int


@button
@dataclass(frozen=True, slots=True)
class ShowChanges(Button):
    """What can be changed of an item."""

    code: ClassVar[str] = "qm"
    waiting: Waiting
    item: int


@button
@dataclass(frozen=True, slots=True)
class AskChange(Button):
    """Take the next message as a change of this version of an item."""

    code: ClassVar[str] = "qe"
    waiting: Waiting
    item: int
    version: int
    change: Change


@button
@dataclass(frozen=True, slots=True)
class ReviewIn(Button):
    """Look at an item again in so many months."""

    code: ClassVar[str] = "qv"
    waiting: Waiting
    item: int
    version: int
    months: int


@button
@dataclass(frozen=True, slots=True)
class ChooseOwner(Button):
    """Make a person the owner of an item; 0 means the team whose name was written."""

    code: ClassVar[str] = "qo"
    waiting: Waiting
    item: int
    version: int
    person: int


@button
@dataclass(frozen=True, slots=True)
class ShowVersions(Button):
    """The versions of an item."""

    code: ClassVar[str] = "qh"
    waiting: Waiting
    item: int


@button
@dataclass(frozen=True, slots=True)
class ShowVersion(Button):
    """What an item said in one version."""

    code: ClassVar[str] = "qn"
    waiting: Waiting
    item: int
    number: int


@button
@dataclass(frozen=True, slots=True)
class RestoreVersion(Button):
    """Let an item say again what it said in a version; `version` is the one it has now."""

    code: ClassVar[str] = "qb"
    waiting: Waiting
    item: int
    version: int
    number: int


@button
@dataclass(frozen=True, slots=True)
class SendCuratedDocument(Button):
    """The file behind an item, for its curators."""

    code: ClassVar[str] = "qf"
    item: int
