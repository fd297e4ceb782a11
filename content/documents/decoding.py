"""Turns the bytes of a text file into characters, whatever program saved it."""

import codecs
import re

from charset_normalizer import from_bytes

from content.documents.document import DocumentRefused, Limits

BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
"""In this order: the mark of UTF-32-LE begins with the one of UTF-16-LE."""
CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
FEW_ACCENTS = 0.25
"""Up to this share of bytes beyond ASCII, a text is Latin with a few accents, dashes and quotes."""
SAVE_AS_UTF8 = "save it as UTF-8"


def decoded(data: bytes, *, limits: Limits, declared: str = "") -> tuple[str, tuple[str, ...]]:
    """The text of a file and what to note about its encoding; `declared` is what the file says itself.

    Refuses binary content, text in no recognisable encoding and lines longer than the limit.
    """
    text, notes = _characters(data, declared)
    if CONTROL.search(text):
        raise DocumentRefused(f"the file has binary content, not text; {SAVE_AS_UTF8} from its program")
    if any(len(line) > limits.line_characters for line in text.splitlines()):
        raise DocumentRefused(
            f"a line is longer than {limits.line_characters} characters; break it into paragraphs"
        )
    return text, notes


def _characters(data: bytes, declared: str) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), ()
            except UnicodeDecodeError:
                raise _undecodable() from None
    if b"\0" in data:
        raise DocumentRefused(f"the file has binary content, not text; {SAVE_AS_UTF8} from its program")
    for encoding in filter(None, ("utf-8", declared)):
        try:
            return data.decode(encoding), ()
        except (UnicodeDecodeError, LookupError):
            continue
    return _guessed(data)


def _guessed(data: bytes) -> tuple[str, tuple[str, ...]]:
    beyond_ascii = sum(1 for byte in data if byte > 0x7F)
    # A guess by statistics needs many accents; with few, the code page of Windows is what it is.
    if beyond_ascii <= FEW_ACCENTS * len(data):
        try:
            return data.decode("cp1252"), (f"read as cp1252; if letters look wrong, {SAVE_AS_UTF8}",)
        except UnicodeDecodeError:
            pass
    best = from_bytes(data).best()
    if best is None or CONTROL.search(str(best)):
        raise _undecodable()
    return str(best), (f"read as {best.encoding}; if letters look wrong, {SAVE_AS_UTF8}",)


def _undecodable() -> DocumentRefused:
    return DocumentRefused(f"the text is in no encoding that can be recognised; {SAVE_AS_UTF8}")
