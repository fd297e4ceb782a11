"""Cuts a long text into passages at its headings and pages, so that an answer is a passage and not a book."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

PASSAGE_LENGTH = 1500
"""Characters a passage may have; shorter neighbours under the same headings are put together."""

HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of a text: the headings it stands under, from the top, and the page it begins on.

    `page` counts from 1 and is None where the text has no pages.
    """

    path: tuple[str, ...]
    page: int | None
    text: str


@dataclass(frozen=True, slots=True)
class _Section:
    path: tuple[str, ...]
    page: int
    text: str


def cut_into_passages(text: str) -> tuple[Passage, ...]:
    """The passages of a Markdown text in order; a text that fits one passage is not cut."""
    has_pages = "\f" in text
    if len(text) <= PASSAGE_LENGTH and not has_pages:
        return (Passage(path=(), page=None, text=text.strip()),)
    joined: list[_Section] = []
    for section in _sections(text):
        for piece in _pieces(section):
            last = joined[-1] if joined else None
            if last is not None and _belong_together(last, piece):
                joined[-1] = _Section(last.path, last.page, f"{last.text}\n\n{piece.text}")
            else:
                joined.append(piece)
    if not joined:  # nothing but headings
        return (Passage(path=(), page=None, text=text.replace("\f", "\n").strip()),)
    return tuple(
        Passage(path=section.path, page=section.page if has_pages else None, text=section.text)
        for section in joined
    )


def _sections(text: str) -> Iterator[_Section]:
    """What stands between two headings or page breaks."""
    headings: dict[int, str] = {}
    lines: list[str] = []
    page, began_on = 1, 1

    def section() -> Iterator[_Section]:
        body = "\n".join(lines).strip()
        if body:
            yield _Section(tuple(headings[level] for level in sorted(headings)), began_on, body)
        lines.clear()

    for number, sheet in enumerate(text.split("\f"), 1):
        if number > 1:
            yield from section()
        page = began_on = number
        for line in sheet.splitlines():
            heading = HEADING.match(line)
            if heading is None:
                lines.append(line)
                continue
            yield from section()
            began_on = page
            level = len(heading.group(1))
            for deeper in [known for known in headings if known >= level]:
                del headings[deeper]
            headings[level] = heading.group(2)
    yield from section()


def _pieces(section: _Section) -> Iterator[_Section]:
    """The section, cut between paragraphs, sentences or words where it is too long."""
    rest = section.text
    while len(rest) > PASSAGE_LENGTH:
        window = rest[:PASSAGE_LENGTH]
        cut = max(window.rfind("\n\n"), 0) or max(window.rfind("\n"), 0)
        cut = cut or max(window.rfind(". ") + 1, 0) or max(window.rfind(" "), 0) or PASSAGE_LENGTH
        yield _Section(section.path, section.page, rest[:cut].strip())
        rest = rest[cut:].strip()
    if rest:
        yield _Section(section.path, section.page, rest)


def _belong_together(first: _Section, second: _Section) -> bool:
    return (
        first.path == second.path
        and first.page == second.page
        and len(first.text) + len(second.text) + 2 <= PASSAGE_LENGTH
    )
