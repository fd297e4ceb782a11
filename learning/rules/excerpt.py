"""Which part of a passage to show, and which of its words answer the question."""

import re
from collections.abc import Iterator

from learning.rules.terms import WORD, roots_of, words_of

SENTENCE = re.compile(r"(?<=[^\d\s][.!?])\s+|\n+")
"""Between sentences; the number of a step begins one and ends none."""

CORE = 0.7
"""The share of an excerpt by which its place is chosen; the rest shows what stands before it."""

LONGEST_LEAD = 0.25
"""The share of an excerpt that a first sentence may take."""


def excerpt(text: str, terms: frozenset[str], length: int) -> str:
    """The part of a text, at most so many characters, that holds most of the terms; whole where it fits.

    Texts say first what matters most, so a short first sentence stands before a part from further down.
    """
    text = text.strip()
    if len(text) <= length:
        return text
    starts = [0, *(match.end() for match in SENTENCE.finditer(text))]
    core = int(length * CORE)
    best = max(starts, key=lambda start: (len(_terms_between(text, start, core, terms)), -start))
    if best <= length - core:
        return _cut(text, 0, length)
    lead = _lead(text, starts, length)
    room = length - len(lead) - len(" … ")
    start = next(one for one in starts if one >= best - max(room - core, 0))
    return (lead + " … " if lead else "… ") + _cut(text, start, room)


def _lead(text: str, starts: list[int], length: int) -> str:
    """The first sentence, where it is short; empty where it is long."""
    first = text[: starts[1]].strip()
    return first if len(first) <= length * LONGEST_LEAD else ""


def _cut(text: str, start: int, length: int) -> str:
    """So many characters from here, ending with a whole word."""
    cut = text[start : start + length]
    if start + length < len(text):
        cut = cut[: max(cut.rfind(" "), 1)].rstrip(" ,;:") + " …"
    return cut


def marked(text: str, terms: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is a word of the question."""
    place = 0
    for match in WORD.finditer(text):
        if any(not terms.isdisjoint(roots_of(word)) for word in words_of(match.group())):
            if match.start() > place:
                yield text[place : match.start()], False
            yield match.group(), True
            place = match.end()
    if place < len(text):
        yield text[place:], False


def _terms_between(text: str, start: int, length: int, terms: frozenset[str]) -> frozenset[str]:
    words = words_of(text[start : start + length])
    return terms & {root for word in words for root in roots_of(word)}
