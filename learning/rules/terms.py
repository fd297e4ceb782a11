"""How words become the terms that a text is found by."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from learning.rules.stopwords import STOPWORDS

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
LONGEST_WORD = 40

VOWELS = frozenset("aeiou")
DEEPEST = 3
"""Prefixes a word may have, one before the other: `mem-per-`, `di-ber-`."""

RESTORED = {
    "meng": ("", "k"),
    "peng": ("", "k"),
    "meny": ("s",),
    "peny": ("s",),
    "mem": ("p", "m"),
    "pem": ("p", "m"),
    "men": ("t", "n"),
    "pen": ("t", "n"),
    "per": ("", "r"),
    "ber": ("", "r"),
    "ter": ("", "r"),
}
"""What may have stood before the vowel that follows a prefix, where the prefix swallowed it."""

BEFORE_CONSONANT = {
    "meng": "ghkq",
    "peng": "ghkq",
    "mem": "bfpv",
    "pem": "bfpv",
    "men": "cdjstyz",
    "pen": "cdjstyz",
    "per": "bcdfghjklmnpqstvwyz",
    "ber": "bcdfghjklmnpqstvwyz",
    "ter": "bcdfghjklmnpqstvwyz",
    "me": "lrwy",
    "pe": "lrwy",
}
"""The consonants that a prefix stands before as it is."""


def words_of(text: str) -> list[str]:
    """The words of a text in small letters without accents; a doubled word (`anak-anak`) comes once."""
    words: list[str] = []
    for match in WORD.findall(_plain(text)):
        parts = [part for part in re.split(r"[-'’]", match) if part]
        words.extend(part[:LONGEST_WORD] for part in _without_doubling(parts))
    return words


def content_words(words: Iterable[str]) -> list[str]:
    """The words that say what a text is about: without those that every text and question has."""
    return [word for word in words if word not in STOPWORDS]


@lru_cache(maxsize=200_000)
def roots_of(word: str) -> tuple[str, ...]:
    """What a word may be made of, the likeliest first; the same for nearly all inflections of one word.

    Which root is the right one only a lexicon knows. A text is found by each of them: a wrong one does no
    harm, since hardly any other word has it.
    """
    if not (word.isalpha() and word.isascii()):
        return (word,)
    found: dict[str, None] = {}
    for stem in _without_prefixes(_without_possessive(word), 0):
        for root in _without_suffix(stem):
            found[_without_i(root)] = None
    return tuple(found)


def term_of(word: str) -> str:
    """The likeliest of the terms a word stands for."""
    return roots_of(word)[0]


def _plain(text: str) -> str:
    if text.isascii():
        return text.casefold()
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def _without_doubling(parts: Sequence[str]) -> Sequence[str]:
    """`anak-anak` and `obat-obatan` say once what they say twice."""
    if len(parts) == 2 and len(parts[0]) > 2 and set(roots_of(parts[0])) & set(roots_of(parts[1])):
        return parts[:1]
    return parts


def _without_possessive(word: str) -> str:
    return word[:-3] if word.endswith("nya") and _syllables(word[:-3]) > 1 else word


def _without_prefixes(word: str, depth: int) -> Iterator[str]:
    rests = tuple(_without_one_prefix(word)) if depth == 0 or (depth < DEEPEST and word[:2] != "di") else ()
    for rest in rests:
        yield from _without_prefixes(rest, depth + 1)
    if not rests or (word.startswith("di") and _syllables(word) == 2):
        yield word


def _without_one_prefix(word: str) -> Iterator[str]:
    if word.startswith(("belajar", "pelajar")):
        yield word[3:]
    elif word.startswith("di"):
        if _syllables(word[2:]) > (1 if word[2:3] in VOWELS else 0) and len(word) > 4:
            yield word[2:]
    elif word.startswith("ke"):
        if word.endswith("an") and _syllables(word[2:-2]) > 1 and not VOWELS.isdisjoint(word[2:4]):
            yield word[2:]
    else:
        yield from _without_nasal_or_r(word)


def _without_nasal_or_r(word: str) -> Iterator[str]:
    for length in (4, 3, 2):
        prefix, rest = word[:length], word[length:]
        if _syllables(rest) < 2:
            continue
        if rest[0] in VOWELS and prefix in RESTORED:
            if prefix[-1] != "r" or _syllables(re.sub("(?:kan|an|i)$", "", rest)) > 1:
                yield from (letter + rest for letter in RESTORED[prefix])
            return
        if rest[0] in BEFORE_CONSONANT.get(prefix, "") and (length > 2 or rest[1] in VOWELS):
            yield rest
            return


def _without_suffix(word: str) -> Iterator[str]:
    if word.endswith("kan") and _syllables(word[:-3]) > 1:
        yield word[:-3]
        if word[-4] in VOWELS:
            yield word[:-2]
    elif word.endswith("an") and _syllables(word[:-2]) > 1:
        yield word[:-2]
    else:
        yield word
        if word.endswith(("lah", "kah")) and _syllables(word[:-3]) > 1:
            yield word[:-3]


def _without_i(root: str) -> str:
    return root[:-1] if root.endswith("i") and _syllables(root[:-1]) > 1 else root


def _syllables(letters: str) -> int:
    return sum(letter in VOWELS for letter in letters)
