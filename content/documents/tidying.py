"""What every format has in common once it is text: clean characters, headings, pages, tables as lines."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePath

PAGE_BREAK = "\f"
UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u00ad\ufeff\ufffe\uffff\ud800-\udfff]")
HEADING = re.compile(r"^#{1,3} +(\S.*)$", re.MULTILINE)
LONGEST_TITLE = 200
MEANINGLESS_TITLE = re.compile(
    r"^(microsoft (word|powerpoint|excel)\b.*|untitled.*|document\d*|powerpoint.*|title)$"
)


def tidy(text: str) -> str:
    """Text in composed Unicode without control characters, trailing spaces or runs of empty lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace(PAGE_BREAK, "\n").replace("\u2028", "\n")
    text = unicodedata.normalize("NFC", UNWANTED.sub("", text).replace("\u00a0", " "))
    lines = (line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def one_line(text: str) -> str:
    """A text on one line, with single spaces."""
    return " ".join(tidy(text).split())


def paged(pages: Sequence[str]) -> str:
    """The pages as one text with a form feed between two of them, empty pages kept."""
    return PAGE_BREAK.join(tidy(page) for page in pages)


def title_of(text: str, *, said: str, name: str) -> str:
    """A document's title: its first heading, else what its properties say, else its file name."""
    heading = HEADING.search(text)
    words = one_line(heading[1]).strip("*_ ") if heading else ""
    if not words and not MEANINGLESS_TITLE.match(one_line(said).lower()):
        words = one_line(said)
    return (words or _readable(name))[:LONGEST_TITLE]


def table_lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """One line for each row, `Column: value · Column: value`, the columns named by the first row.

    Empty cells are left out; a table of one row becomes that row alone.
    """
    table = [[one_line(cell) for cell in row] for row in rows]
    table = [row for row in table if any(row)]
    if len(table) < 2:
        return [" · ".join(filter(None, row)) for row in table]
    header, *body = table
    return [_row_line(header, row) for row in body]


def _row_line(header: list[str], row: list[str]) -> str:
    names = header + [""] * (len(row) - len(header))
    cells = (f"{name}: {cell}" if name else cell for name, cell in zip(names, row, strict=False) if cell)
    return " · ".join(cells)


def _readable(name: str) -> str:
    stem = PurePath(name.replace("\\", "/")).stem
    words = one_line(re.sub(r"[_\-]+", " ", stem)) or "?"
    return words[0].upper() + words[1:]
