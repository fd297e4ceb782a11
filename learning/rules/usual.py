"""How much more often a base says a word than texts in general do: what it is about."""

import math
from collections.abc import Mapping, Sequence

from learning.rules.terms import roots_of

UNLISTED = 3.0
"""How common a word is that no list of usual ones has, on the Zipf scale: once in a million words."""

WORDS_IN_A_PASSAGE = 150
NOTHING_TOLD = -1.5
"""What a passage tells that says nothing of what is asked for."""


def how_common(word: str, usual: Mapping[str, float]) -> float:
    """How common a word is in texts of every kind, on the Zipf scale, by the list of usual roots."""
    return max(usual.get(root, UNLISTED) for root in roots_of(word))


def telling(zipf: float, passages_with: int, passages: int) -> float:
    """The power of ten by which more passages hold a word than would if they were texts of every kind."""
    expected = 1 - math.exp(-WORDS_IN_A_PASSAGE * 10 ** (zipf - 9))
    return math.log10((passages_with + 0.5) / (passages + 1)) - math.log10(expected)


def most_told(tells: Sequence[float], held: Sequence[float]) -> float:
    """How telling the most telling word is that a passage holds."""
    return max((tell for tell, often in zip(tells, held, strict=True) if often), default=NOTHING_TOLD)
