"""What a person sees: text, buttons and files, before Telegram knows of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from markupsafe import Markup

from bot.callbacks import Button
from learning.broadcasts import Media

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Key:
    """A button with its label."""

    label: str
    press: Button


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file to send, or a picture."""

    name: str
    content: bytes
    is_picture: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """One message: HTML text, rows of buttons, and files that come with it.

    With `media` the text is the caption of a picture or document that Telegram has already.
    """

    text: Markup
    keys: tuple[tuple[Key, ...], ...] = ()
    files: tuple[File, ...] = ()
    media: Media | None = None


def rows(*keys: Key | None, width: int = 1) -> tuple[tuple[Key, ...], ...]:
    """Buttons in rows of this width; None leaves a place out."""
    present = [key for key in keys if key is not None]
    return tuple(tuple(present[start : start + width]) for start in range(0, len(present), width))


def on_page(found: Sequence[T], page: int, size: int) -> tuple[Sequence[T], int, int]:
    """What is on a page counted from 0, that page or the last there is, and how many there are."""
    pages = max(1, -(-len(found) // size))
    page = min(page, pages - 1)
    return found[page * size : (page + 1) * size], page, pages


def turning(page: int, pages: int, to: Callable[[int], Button]) -> tuple[tuple[Key, ...], ...]:
    """Buttons to the page before and the page after."""
    before = Key("‹", to(page - 1)) if page else None
    after = Key("›", to(page + 1)) if page < pages - 1 else None
    return rows(before, after, width=2)


def paragraphs(*parts: Markup | str | None) -> Markup:
    """Parts as paragraphs, leaving out empty ones; plain texts are escaped."""
    return Markup("\n\n").join(part for part in parts if part)


def lines(*parts: Markup | str | None) -> Markup:
    """Parts as lines, leaving out empty ones; plain texts are escaped."""
    return Markup("\n").join(part for part in parts if part)
