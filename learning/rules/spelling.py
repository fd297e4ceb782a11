"""Which word a misspelt one stands for: one letter wrong, missing, too many, or two swapped."""

from collections.abc import Iterator, Mapping

from rapidfuzz.distance import OSA

PREFIX = 8
"""Letters of a word that its forms are made of; what follows is compared when forms agree (SymSpell)."""

SHORTEST = 4
"""Words of fewer letters are left as they are: almost any other word is one letter away."""


def forms_of(word: str) -> Iterator[str]:
    """The beginning of a word, and the same with each of its letters left out, each form once.

    W. Garbe's SymSpell: two words one edit apart share a form.
    """
    if len(word) < SHORTEST or word[0].isdigit():
        return
    start = word[:PREFIX]
    seen = {start}
    yield start
    for place in range(len(start)):
        form = start[:place] + start[place + 1 :]
        if form not in seen:
            seen.add(form)
            yield form


def repaired(word: str, spelt_like: Mapping[str, int]) -> str | None:
    """The word that is meant: at most one edit away (two in long words), the most common first; or None."""
    most = 1 if len(word) < PREFIX else 2
    near = [
        (distance, found[0] != word[0], -passages, found)
        for found, passages in spelt_like.items()
        if (distance := OSA.distance(word, found, score_cutoff=most)) <= most
    ]
    return min(near)[-1] if near else None
