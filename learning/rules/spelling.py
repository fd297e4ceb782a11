"""Which word is meant by one that no text holds: spoken, shortened, or with a letter wrong."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rapidfuzz.distance import OSA

from learning.rules.stopwords import STOPWORDS

PREFIX = 8
"""Letters of a word that its forms are made of; what follows is compared when forms agree (SymSpell)."""

SHORTEST = 4
"""Words of fewer letters are left as they are: almost any other word is one letter away."""

SHORTEST_WITHOUT_VOWELS = 3
"""Letters of a shortened word (`obt`, `fto`) that tell enough of the whole one."""

VOWELS = re.compile("[aeiou]")

NASALS = (("nge", ("",)), ("ng", ("", "k")), ("ny", ("s", "c")), ("n", ("t",)), ("m", ("p",)))
"""What a verb that is spoken with its nasal alone begins with: `nyimpen`, `ngirim`, `nulis`, `mikir`."""

ENDINGS = (("in", ("kan", "i", "")), ("an", ("",)), ("nya", ("",)), ("ny", ("",)), ("2", ("",)))
ENGLISH = (("ies", "y"), ("es", ""), ("s", ""), ("ing", "e"), ("ing", ""), ("ed", "e"), ("ed", ""))
MOST_SPOKEN = 30


def forms_of(word: str) -> Iterator[str]:
    """The beginning of a word, the same with each of its letters left out, and the word without its vowels.

    W. Garbe's SymSpell: two words one edit apart share a form.
    """
    if word[0].isdigit():
        return
    if len(word) >= SHORTEST_WITHOUT_VOWELS:
        yield without_vowels(word)
    if len(word) < SHORTEST:
        return
    start = word[:PREFIX]
    seen = {start}
    yield start
    for place in range(len(start)):
        form = start[:place] + start[place + 1 :]
        if form not in seen:
            seen.add(form)
            yield form


def without_vowels(word: str) -> str:
    """A word as chats shorten it, marked so that it is no other word's form: `kantor` is `~kntr`."""
    return f"~{word[0]}{VOWELS.sub('', word[1:])}"


def repaired(word: str, spelt_like: Mapping[str, int]) -> str | None:
    """The word that is meant, or None.

    A word of which only vowels are left out; else one at most one edit away (two in long words); of
    several, the nearest, then the most common.
    """
    shortened = [
        (len(found), -passages, found) for found, passages in spelt_like.items() if is_shortened(word, found)
    ]
    if shortened:
        return min(shortened)[-1]
    most = 1 if len(word) < PREFIX else 2
    near = [
        (distance, found[0] != word[0], -passages, found)
        for found, passages in spelt_like.items()
        if len(word) >= SHORTEST and (distance := OSA.distance(word, found, score_cutoff=most)) <= most
    ]
    return min(near)[-1] if near else None


def is_shortened(short: str, whole: str) -> bool:
    """Whether a word is another with vowels left out."""
    if len(short) >= len(whole) or without_vowels(short) != without_vowels(whole):
        return False
    letters = iter(whole)
    return all(letter in letters for letter in short)


def spoken_forms(word: str) -> tuple[str, ...]:
    """The standard words that may be meant by a spoken one, the likeliest first: `nyimpen`, `diapus`."""
    found: dict[str, None] = {}
    for form in _with_endings(word):
        for begun in _with_beginnings(form):
            for voiced in _with_full_vowels(begun):
                if voiced != word and len(voiced) > 2:
                    found[voiced] = None
    return tuple(found)[:MOST_SPOKEN]


def english_bases(word: str) -> Iterator[str]:
    """The English words that an unknown one may be inflected from."""
    for ending, instead in ENGLISH:
        if word.endswith(ending) and len(word) - len(ending) > 2:
            yield word[: -len(ending)] + instead


def _with_endings(word: str) -> Iterator[str]:
    yield word
    for ending, others in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 2:
            yield from (word[: -len(ending)] + other for other in others)


def _with_beginnings(word: str) -> Iterator[str]:
    yield word
    for nasal, letters in NASALS:
        if word.startswith(nasal):
            yield from (letter + word[len(nasal) :] for letter in letters)
            break
    if word.startswith("di") and len(word) > 5 and VOWELS.match(word[2]):
        yield f"h{word[2:]}"
    if VOWELS.match(word):
        yield f"h{word}"
    if word.startswith(("ke", "se")) and len(word) > 5:
        yield word[2:]


def _with_full_vowels(word: str) -> Iterator[str]:
    yield word
    if (place := word.rfind("e")) > 0 and len(word) - place < 4:
        yield word[:place] + ("ai" if place == len(word) - 1 else "a") + word[place + 1 :]
    if word.endswith("o"):
        yield word[:-1] + "au"


def is_filler(word: str) -> bool:
    """Whether an unknown word is one that says nothing, with letters left out: `sblm`, `gmna`."""
    return any(is_shortened(word, whole) for whole in _STOPWORDS_SHORTENED.get(without_vowels(word), ()))


def by_consonants(words: Iterable[str]) -> dict[str, Sequence[str]]:
    """Words that chats shorten, by what is left of them without vowels."""
    found: dict[str, list[str]] = {}
    for word in words:
        if len(word) > SHORTEST:
            found.setdefault(without_vowels(word), []).append(word)
    return {form: tuple(whole) for form, whole in found.items()}


_STOPWORDS_SHORTENED = by_consonants(STOPWORDS)
