"""How words become the terms that a text is found by."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

import Stemmer

from learning.rules.stopwords import STOPWORDS

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
LONGEST_WORD = 40

_stemmer = Stemmer.Stemmer("indonesian", 0)


def words_of(text: str) -> list[str]:
    """The words of a text in small letters without accents; a doubled word (`anak-anak`) comes once."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words: list[str] = []
    for match in WORD.findall(plain):
        parts = [part for part in re.split(r"[-'’]", match) if part]
        words.extend(part[:LONGEST_WORD] for part in _without_doubling(parts))
    return words


def content_words(words: Iterable[str]) -> list[str]:
    """The words that say what a text is about: without those that every text and question has."""
    return [word for word in words if word not in STOPWORDS]


@lru_cache(maxsize=200_000)
def term_of(word: str) -> str:
    """The term a word stands for, the same for most of its inflections: `menyimpan`, `penyimpanan`.

    The snowball stemmer for Indonesian (F. Z. Tala, A Study of Stemming Effects on Information Retrieval in
    Bahasa Indonesia, 2003); numbers stay as they are.
    """
    if word[0].isdigit():
        return word
    stem: str = _stemmer.stemWord(word)
    return stem


def terms_of(text: str) -> list[str]:
    """The terms of a text in order, as it is put into the index."""
    return [term_of(word) for word in content_words(words_of(text))]


def _without_doubling(parts: Sequence[str]) -> Sequence[str]:
    """`anak-anak` and `obat-obatan` say once what they say twice."""
    if len(parts) == 2 and len(parts[0]) > 2 and term_of(parts[0]) == term_of(parts[1]):
        return parts[:1]
    return parts
