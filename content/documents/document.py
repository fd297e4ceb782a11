"""What reading a file gives: a document, or the reason why not; and how much of a file is read at most."""

from collections.abc import Mapping
from dataclasses import dataclass, field

MEGABYTE = 1_000_000
TOO_MUCH_MEMORY = "the file needs too much memory to be read; split it"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDocument:
    """One document as Markdown, without backslash escapes.

    A form feed stands between two pages (PDF) or slides (PPTX), so that `text.split("\\f")` gives
    `pages` parts; in every other format there is no form feed and `pages` is 1. A row of a table of
    questions and answers is a document of its own: `title` is the question, `text` the answer.
    """

    title: str
    text: str
    pages: int = 1
    notes: tuple[str, ...] = ()
    question: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)


class DocumentRefused(Exception):
    """A file is not read; `reason` is an English sentence that also names the mend."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How large a file may be; what exceeds a limit is refused whole, never cut.

    `ratio` is unpacked size over packed size; `nesting` is how many archives deep a file may be:
    with 0 a file inside a file is refused, above it such parts are tolerated, and never opened.
    """

    file_bytes: int = 20 * MEGABYTE
    pages: int = 1_500
    characters: int = 5_000_000
    entries: int = 5_000
    ratio: int = 100
    unpacked_bytes: int = 200 * MEGABYTE
    nesting: int = 0
    rows: int = 20_000
    line_characters: int = MEGABYTE


def too_large(size: int, limits: Limits) -> DocumentRefused:
    """The refusal of a file of this many bytes."""
    return DocumentRefused(
        f"the file has {size / MEGABYTE:.1f} MB, more than {limits.file_bytes / MEGABYTE:g} MB; split it"
    )


LIMITS = Limits()
"""The limits of a shipped Sela."""
