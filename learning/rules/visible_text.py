"""What somebody can see of a text: characters without a shape of their own are no words."""

import unicodedata

SHAPELESS = frozenset(("Cc", "Cf", "Zs", "Zl", "Zp"))
"""Kinds of characters, by Unicode, that show nothing: controls, joiners, zero-width ones, spaces."""

EMPTY_SHAPES = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and marks by Unicode that are drawn as nothing."""

SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0), range(0x180B, 0x1810))
"""They choose the shape of the character before them."""


def seen(text: str) -> str:
    """The text without the blanks around it, empty where nothing of it can be seen."""
    return text.strip() if any(map(_is_seen, text)) else ""


def _is_seen(character: str) -> bool:
    is_shapeless = unicodedata.category(character) in SHAPELESS or character in EMPTY_SHAPES
    return not is_shapeless and not any(ord(character) in selectors for selectors in SELECTORS)
