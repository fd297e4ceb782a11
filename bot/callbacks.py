"""Typed buttons: what a button carries, packed into Telegram's 64 bytes and unpacked with care.

What comes back is never trusted: a button names a thing, and whether the sender may touch it is
asked at the moment of the tap.
"""

from dataclasses import astuple, dataclass, fields
from datetime import date, time
from enum import StrEnum
from typing import Any, ClassVar, TypeVar

VERSION = "1"
MOST_BYTES = 64
MOST_NUMBER = 10**15


class StaleButton(Exception):
    """A button of an older version, or none of ours."""


@dataclass(frozen=True, slots=True)
class Button:
    """What a tap asks for; fields are whole numbers or short texts without a colon."""

    code: ClassVar[str]
    message_stays: ClassVar[bool] = False
    """Whether the message under which it stands is to be read again: other screens come as new messages."""

    def pack(self) -> str:
        """The callback data; raises ValueError where it would not fit or could not be read back."""
        parts = [str(int(value) if isinstance(value, bool) else value) for value in astuple(self)]
        packed = ":".join([VERSION + self.code, *parts])
        numbers = [value for value in astuple(self) if isinstance(value, int)]
        if any(not 0 <= number < MOST_NUMBER for number in numbers):
            raise ValueError(f"button does not fit: {packed!r}")
        if len(packed.encode()) > MOST_BYTES or any(":" in part for part in parts):
            raise ValueError(f"button does not fit: {packed!r}")
        return packed


BUTTONS: dict[str, type[Button]] = {}
B = TypeVar("B", bound=type[Button])


def button(kind: B) -> B:
    """Makes a kind of button known under its code; raises ValueError where another has it."""
    if kind.code in BUTTONS:
        raise ValueError(f"two buttons have the code {kind.code}")
    BUTTONS[kind.code] = kind
    return kind


def unpack(data: str | None) -> Button:
    """The button behind callback data; raises StaleButton for anything else."""
    head, *parts = (data or "").split(":")
    kind = BUTTONS.get(head[len(VERSION) :]) if head.startswith(VERSION) else None
    if kind is None or len(data or "") > MOST_BYTES:
        raise StaleButton
    names = fields(kind)
    if len(parts) != len(names):
        raise StaleButton
    values = [_value(name.type, part) for name, part in zip(names, parts, strict=True)]
    return kind(*values)


def date_number(on: date) -> int:
    """A date as a button carries it: YYYYMMDD."""
    return on.year * 10000 + on.month * 100 + on.day


def date_from(number: int) -> date | None:
    """The date that a button carries, None where it is none."""
    try:
        return date(number // 10000, number // 100 % 100, number % 100)
    except (ValueError, OverflowError):
        return None


NO_CLOCK = 9999
"""What a button carries where there is no time."""


def clock_number(at: time) -> int:
    """A time as a button carries it: HHMM."""
    return at.hour * 100 + at.minute


def clock_from(number: int) -> time | None:
    """The time that a button carries, None where it is none."""
    try:
        return time(number // 100, number % 100)
    except (ValueError, OverflowError):
        return None


def _value(kind: Any, part: str) -> int | str | bool:
    if kind is str:
        return part
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _named(kind, part)
    if not (part.isascii() and part.isdigit() and len(part) <= 15):
        raise StaleButton
    return bool(int(part)) if kind is bool else int(part)


def _named(kind: type[StrEnum], part: str) -> StrEnum:
    try:
        return kind(part)
    except ValueError as error:
        raise StaleButton from error
