"""Text the way Telegram keeps and counts it: cleaned, and measured in UTF-16 units."""

import re

_BLANKED = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")
_DROPPED = re.compile(r"[\r\u2028-\u202e\u030a\u0333\u033f\ud800-\udfff]")


def utf16_length(text: str) -> int:
    """How many UTF-16 units the text takes."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cleaned(text: str) -> str:
    """The text without the characters Telegram drops; other control characters become spaces."""
    return _DROPPED.sub("", _BLANKED.sub(" ", text))
