"""Which part of a passage to show, and which of its words answer the question."""

import re
from collections.abc import Iterator

from learning.rules.terms import WORD, roots_of, words_of

SENTENCE = re.compile(r"(?<=[.!?:])\s+|\n+")


def excerpt(text: str, terms: frozenset[str], length: int) -> str:
    """The part of a text, at most so many characters, that holds most of the terms; whole where it fits."""
    text = text.strip()
    if len(text) <= length:
        return text
    starts = [0, *(match.end() for match in SENTENCE.finditer(text))]
    best = max(starts, key=lambda start: (len(_terms_between(text, start, length, terms)), -start))
    cut = text[best : best + length]
    if best + length < len(text):
        cut = cut[: max(cut.rfind(" "), 1)].rstrip(" ,;:") + " …"
    return ("… " if best else "") + cut


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
