"""Tells headings, paragraphs, lists and running heads of printed pages by size and place of the lines."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Self

from content.documents.tidying import one_line

HYPHENS = "\x02\ufffe"
"""How PDFium marks the hyphen at a line's end; the second in older files."""
HEADING_SIZE = 1.15
OTHER_SIZE = 0.2
LONGEST_HEADING = 150
WIDE_GAP = 1.35
SHORT_LINE = 0.7
"""A line shorter than this share of the longest ends its paragraph where it ends a sentence."""
RUNNING_HEAD = 0.6
"""At the edge of such a share of the pages stands what is printed on all of them."""
FEWEST_RUNNING = 3
BARE_NUMBER = re.compile(r"^[-–— ]*#[-–— ]*$")
BULLET = re.compile(r"^[•●▪◦‣·○■□➢✓❖\uf0b7\uf0a7*–-]\s+(?=\S)")
NUMBERED = re.compile(r"^(\d{1,3})[.)]\s+(?=\S)")
LETTERED = re.compile(r"^\(?[a-z]\)\s|^[a-z]\.\s")
CHAPTER = re.compile(r"^(BAB|BAGIAN|LAMPIRAN)\s+[IVXLC\d]+\.?$")
ARTICLE = re.compile(r"^Pasal\s+\d+[A-Z]?$")
LEADER = re.compile(r"(?:\s?[.…·_]){5,}\s*")
"""The dots that lead from a title to its page, or from an item to its price."""
SENTENCE_END = (".", "!", "?", ":", ";")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of print: its text, its height of type, and how high its first and last letter stand, in points.

    The two heights differ where PDFium takes several lines for one.
    """

    text: str
    size: float
    top: float
    foot: float
    hyphened: bool = False

    @classmethod
    def of(cls, text: str, *, size: float, top: float, foot: float) -> Self:
        """The line with clean text, and whether it ends inside a word."""
        words = text.rstrip()
        hyphened = words.endswith(tuple(HYPHENS))
        return cls(text=one_line(words), size=round(size * 2) / 2, top=top, foot=foot, hyphened=hyphened)


@dataclass(slots=True)
class _Block:
    """What becomes one paragraph, heading or list item: `mark` is what Markdown writes before it."""

    mark: str
    text: str
    last: Line


def markdown_pages(pages: Sequence[Sequence[Line]]) -> list[str]:
    """The pages as Markdown, without running heads and page numbers."""
    bodies = _without_running_heads(pages)
    sizes: Counter[float] = Counter()
    for lines in bodies:
        for line in lines:
            sizes[line.size] += len(line.text)
    body_size = sizes.most_common(1)[0][0] if sizes else 0.0
    larger = sorted((size for size in sizes if size >= body_size * HEADING_SIZE), reverse=True)
    marks = {size: "#" * min(level, 3) + " " for level, size in enumerate(larger, 1)}
    pitch = _usual_pitch(bodies)
    return [_markdown(_blocks(lines, marks, pitch)) for lines in bodies]


def _without_running_heads(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without lines that stand at the edge of most of them; a repeated title stays once."""
    counts = Counter(kind for lines in pages for kind in {_alike(line) for line in _edges(lines)})
    printed = sum(1 for lines in pages if lines)
    running = {kind for kind, count in counts.items() if count >= _enough(kind, printed)}
    kept: list[list[Line]] = []
    seen: set[str] = set()
    for lines in pages:
        edges = {id(line) for line in _edges(lines) if _alike(line) in running}
        kept.append([line for line in lines if id(line) not in edges or _is_new(line, seen)])
    return kept


def _enough(kind: str, printed: int) -> float:
    return FEWEST_RUNNING if BARE_NUMBER.match(kind) else max(FEWEST_RUNNING, RUNNING_HEAD * printed)


def _edges(lines: Sequence[Line]) -> list[Line]:
    return [*lines[:2], *lines[2:][-2:]]


def _alike(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text.lower())


def _is_new(line: Line, seen: set[str]) -> bool:
    kind = _alike(line)
    is_new = kind not in seen and "#" not in kind
    seen.add(kind)
    return is_new


def _blocks(lines: Sequence[Line], marks: dict[float, str], pitch: float) -> list[_Block]:
    longest = max((len(line.text) for line in lines), default=0)
    blocks: list[_Block] = []
    for line in lines:
        mark, text = _start(line, marks)
        if blocks and _continues(blocks[-1], line, mark, pitch=pitch, longest=longest):
            blocks[-1].text = _joined(blocks[-1], text)
            blocks[-1].last = line
        else:
            blocks.append(_Block(mark=mark, text=text, last=line))
    return blocks


def _usual_pitch(pages: Sequence[Sequence[Line]]) -> float:
    """The usual step from one line down to the next, in points."""
    steps = [above.foot - below.top for lines in pages for above, below in pairwise(lines)]
    return median(rising) if (rising := [step for step in steps if step > 0]) else 0.0


def _start(line: Line, marks: dict[float, str]) -> tuple[str, str]:
    if LEADER.search(line.text):
        return "", LEADER.sub(" … ", line.text).strip()
    is_short = len(line.text) <= LONGEST_HEADING and any(letter.isalpha() for letter in line.text)
    if is_short and line.size in marks:
        return marks[line.size], line.text
    if CHAPTER.match(line.text):
        return "## ", line.text
    if ARTICLE.match(line.text):
        return "### ", line.text
    if bullet := BULLET.match(line.text):
        return "- ", line.text[bullet.end() :]
    if number := NUMBERED.match(line.text):
        return f"{number[1]}. ", line.text[number.end() :]
    return "", line.text


def _continues(block: _Block, line: Line, mark: str, *, pitch: float, longest: int) -> bool:
    above, gap = block.last, block.last.foot - line.top
    if block.mark.startswith("#"):
        is_chapter_title = bool(CHAPTER.match(block.text)) and line.text.isupper() and not mark
        return is_chapter_title or (mark == block.mark and gap <= 2 * line.size and not _is_numbered(line))
    starts_anew = LETTERED.match(line.text) or LEADER.search(line.text) or LEADER.search(above.text)
    if mark or starts_anew or abs(line.size - above.size) > OTHER_SIZE * above.size:
        return False
    if above.hyphened:
        return True
    if pitch and gap > WIDE_GAP * pitch:
        return False
    return not (above.text.endswith(SENTENCE_END) and len(above.text) < SHORT_LINE * longest)


def _is_numbered(line: Line) -> bool:
    return bool(NUMBERED.match(line.text) or CHAPTER.match(line.text) or ARTICLE.match(line.text))


def _joined(block: _Block, text: str) -> str:
    if block.last.hyphened:
        return block.text + _hyphen_between(block.text, text) + text
    if block.text.endswith("-"):
        return block.text + text
    return f"{block.text} {text}"


def _hyphen_between(before: str, after: str) -> str:
    """The hyphen stays in doubled words such as undang-undang, and before capitals and figures."""
    word = before.rpartition(" ")[2].lower()
    is_doubled = bool(word) and after.lower().startswith(word)
    return "-" if is_doubled or not after[:1].islower() else ""


def _markdown(blocks: list[_Block]) -> str:
    parts: list[str] = []
    for index, block in enumerate(blocks):
        if index:
            is_list = _is_item(block) and _is_item(blocks[index - 1])
            parts.append("\n" if is_list else "\n\n")
        parts.append(block.mark + block.text)
    return "".join(parts)


def _is_item(block: _Block) -> bool:
    return bool(block.mark) and not block.mark.startswith("#")
