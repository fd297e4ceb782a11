"""Buttons of sharing what one knows."""

from dataclasses import dataclass
from typing import ClassVar

from bot.callbacks import Button, button
from learning.usecases.contributing import Asked


@button
@dataclass(frozen=True, slots=True)
class Contribute(Button):
    """Share something with colleagues."""

    code: ClassVar[str] = "sc"


@button
@dataclass(frozen=True, slots=True)
class ShowOwn(Button):
    """What one has shared, a page counted from 0."""

    code: ClassVar[str] = "s"
    page: int


@button
@dataclass(frozen=True, slots=True)
class OpenOwn(Button):
    """Something that one has shared, as it stands."""

    code: ClassVar[str] = "so"
    item: int


@button
@dataclass(frozen=True, slots=True)
class AskOwn(Button):
    """Take the next message as another title or text of one's own draft."""

    code: ClassVar[str] = "se"
    item: int
    asked: Asked


@button
@dataclass(frozen=True, slots=True)
class SendIn(Button):
    """Hand one's own draft to the curators."""

    code: ClassVar[str] = "si"
    item: int


@button
@dataclass(frozen=True, slots=True)
class ShowTo(Button):
    """Let only the own unit find it, or everybody."""

    code: ClassVar[str] = "su"
    item: int
    only_my_unit: bool


@button
@dataclass(frozen=True, slots=True)
class TakeBack(Button):
    """Take back one's own text; asks once, unless `sure`."""

    code: ClassVar[str] = "sw"
    item: int
    sure: bool


@button
@dataclass(frozen=True, slots=True)
class ThrowAway(Button):
    """Delete one's own draft; asks once, unless `sure`."""

    code: ClassVar[str] = "sd"
    item: int
    sure: bool


@button
@dataclass(frozen=True, slots=True)
class ShareDocument(Button):
    """Share the file that was sent just now."""

    code: ClassVar[str] = "sf"


@button
@dataclass(frozen=True, slots=True)
class ImportDocument(Button):
    """See what the file sent just now would bring into the base, or bring it in."""

    code: ClassVar[str] = "sm"
    sure: bool
