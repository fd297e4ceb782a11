"""Words of everyday topics that people also ask about in chats, and that few knowledge bases are about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from learning.rules.spelling import (
    SHORTEST_WITHOUT_VOWELS,
    by_consonants,
    is_shortened,
    without_vowels,
)
from learning.rules.terms import roots_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Everyday:
    """The roots of such words, and the words that may be shortened by the letters that stay."""

    roots: frozenset[str] = frozenset()
    whole: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def tells(self, written: str, meant: str, *, is_unknown: bool) -> bool:
        """Whether what is written, or meant by it, is one of these; only the unknown may lack its vowels."""
        if self.names(written) or self.names(meant):
            return True
        return is_unknown and not is_shortened(written, meant) and self.names_shortened(written)

    def names(self, word: str) -> bool:
        """Whether a word is one of these, in whatever form."""
        return not self.roots.isdisjoint(roots_of(word))

    def names_shortened(self, word: str) -> bool:
        """Whether a word that is otherwise unknown is one of these with vowels left out."""
        if len(word) < SHORTEST_WITHOUT_VOWELS:
            return False
        return any(
            word[-1] == whole[-1] and is_shortened(word, whole)
            for whole in self.whole.get(without_vowels(word), ())
        )


NO_EVERYDAY = Everyday()


def everyday_of(words: Iterable[str]) -> Everyday:
    """What tells whether a word is one of these."""
    listed = tuple(words)
    return Everyday(
        roots=frozenset(root for word in listed for root in roots_of(word)), whole=by_consonants(listed)
    )
