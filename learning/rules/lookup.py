"""Which passage answers a question best: scoring by words, in one place."""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, pairwise, product

from learning.knowledge import Candidate
from learning.rules.everyday import NO_EVERYDAY, Everyday
from learning.rules.spelling import is_filler
from learning.rules.terms import content_words, roots_of, words_of
from learning.rules.usual import NOTHING_TOLD, UNLISTED, how_common, most_told, telling

MOST_WORDS = 32
"""A question longer than this is cut: what it is about has been said by then."""

MOST_READINGS = 6
"""Ways to read a phrase whose words have several roots."""

TITLE_WEIGHT, TAG_WEIGHT, TEXT_WEIGHT = 3.0, 2.0, 1.0
SATURATION = 2.0
LENGTH_SHARE = 0.5
USUAL_LENGTH = 75
"""Terms in a passage of usual length."""

SYNONYM_SHARE = 0.7
SPOKEN_TRUST, REPAIRED_TRUST = 0.9, 0.7
NEIGHBOURS_WEIGHT = 0.25
COVERAGE_WEIGHT = 0.3
WHOLE_ITEM_SHARE = 0.3
"""How much what the other passages of an item hold counts beside its best passage."""

LESSON_SHARE = 0.9

MOST_SOUGHT = 8
FEW_PASSAGES, MANY_PASSAGES = 400, 3000
"""Of much that is asked the rarest is sought. What a quarter of all passages hold, if that is more than few,
or so many, is not sought alone where something is rarer: it tells little and takes long.
"""

UNKNOWN_SAYS = 0.25
"""What a word that no passage holds says, where the rarest word says 1: it may be wrong, or only unusual."""
OFTEN_ENOUGH, HALF_ENOUGH = 3.0, 0.5
"""How often a passage says what it is about, and what is half of saying it."""
OFTEN_ABOUT = 4.0
"""How often a passage says what it is about and not only mentions."""

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Synonym:
    """Other words for a word; where it `replaces`, the word itself is not looked for."""

    others: tuple[str, ...]
    replaces: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """The word that is meant by a misspelt or spoken one, and how sure that is (0 to 1)."""

    word: str
    trust: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One thing a question asks for: any of these phrases of terms says it, each as well as its share.

    What `is_common` helps to choose among passages that hold the rest, and is not sought alone. What
    `is_everyday` names a topic that people ask about anywhere; `common` is on the Zipf scale.
    """

    word: str
    phrases: tuple[Phrase, ...]
    shares: tuple[float, ...] = ()
    trust: float = 1.0
    is_common: bool = False
    is_everyday: bool = False
    common: float = UNLISTED


Needles = tuple[tuple[tuple[str, ...], float], ...]
"""The phrases of one thing asked for as they stand in a text of terms, each with its share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """How much each thing asked for says: rare terms much, common ones little.

    `weights` make the order; `says` are between 0 and 1 and mean the same in every collection; `telling` is
    how much more often the collection says each than texts of every kind.
    """

    wanted: tuple[Wanted, ...]
    weights: tuple[float, ...]
    says: tuple[float, ...]
    counts: tuple[int, ...]
    """How many passages hold each."""
    passages: int
    needles: tuple[Needles, ...]
    pairs: tuple[str, ...]
    """Neighbours in the question."""
    everyday: tuple[int, ...] = ()
    """The places of what names everyday topics."""
    telling: tuple[float, ...] = ()

    def sought(self) -> tuple[Wanted, ...]:
        """What passages are sought by, the rarest first, without what no passage holds."""
        known = sorted((count, place) for place, count in enumerate(self.counts) if count)
        most = min(MANY_PASSAGES, max(FEW_PASSAGES, self.passages // 4))
        return tuple(
            replace(
                self.wanted[place], is_common=rank >= MOST_SOUGHT or (count > most and count > known[0][0])
            )
            for rank, (count, place) in enumerate(known)
        )

    def mass(self, held: Iterable[float]) -> float:
        """How much of what is asked for something says that holds each of it so often."""
        mass = 0.0
        for one, says, often in zip(self.wanted, self.says, held, strict=True):
            if often:
                enough = often / (often + HALF_ENOUGH) * (1 + HALF_ENOUGH / OFTEN_ENOUGH)
                mass += says * one.trust * min(1.0, enough)
        return mass

    def coverage(self, mass: float) -> float:
        """Which share of all that is asked for so much is."""
        return mass / (sum(self.says) or 1.0)

    def elsewhere(self, held: Sequence[float]) -> float:
        """Which share of all that is asked for names everyday topics that something is not about."""
        missing = sum(1 - min(1.0, held[place] / OFTEN_ABOUT) for place in self.everyday)
        return missing / max(1, len(self.wanted))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A candidate with its score and the share of what is asked for that it says (0 to 1).

    `held` says of each thing asked for how often it is said, `mass` how much that is in words of full rarity,
    `titled` which share of the question the title says, `near` what neighbouring words added to the score,
    `elsewhere` which share of the question names everyday topics that the passage is not about, `told` how
    telling the most telling word is that it says.
    """

    candidate: Candidate
    score: float
    coverage: float
    mass: float = 0.0
    titled: float = 0.0
    near: float = 0.0
    elsewhere: float = 0.0
    told: float = NOTHING_TOLD
    held: tuple[float, ...] = ()


def words_to_look_up(question: str) -> list[str]:
    """The words of a question that say what it is about, each once, in order, not more than MOST_WORDS."""
    words = dict.fromkeys(content_words(words_of(question)))
    return list(islice((word for word in words if not is_filler(word)), MOST_WORDS))


def wanted_of(
    words: Sequence[str],
    synonyms: Mapping[str, Synonym],
    meant: Mapping[str, Meant],
    usual: Mapping[str, float] | None = None,
    everyday: Everyday = NO_EVERYDAY,
    unknown: Collection[str] = (),
) -> tuple[Wanted, ...]:
    """What a question asks for: its words or what is meant, with what else says it and how common it is.

    Only a word that is `unknown` may be an everyday one with vowels left out.
    """
    found: dict[tuple[Phrase, ...], Wanted] = {}
    for written in words:
        reading = meant.get(written) or Meant(word=written, trust=1.0)
        synonym = synonyms.get(reading.word)
        phrases: dict[Phrase, float] = {}
        if synonym is None or not synonym.replaces:
            phrases.update(((root,), 1.0) for root in roots_of(reading.word))
        share = 1.0 if synonym and synonym.replaces else SYNONYM_SHARE
        for other in synonym.others if synonym else ():
            for phrase in _phrases(other):
                phrases.setdefault(phrase, share)
        if phrases:
            one = Wanted(
                word=reading.word,
                phrases=tuple(phrases),
                shares=tuple(phrases.values()),
                trust=reading.trust,
                common=how_common(reading.word, usual or {}),
                is_everyday=everyday.tells(written, reading.word, is_unknown=written in unknown),
            )
            found.setdefault(one.phrases, one)
    return tuple(found.values())


def _phrases(text: str) -> Iterator[Phrase]:
    parts = [roots_of(word) for word in content_words(words_of(text))]
    return islice(product(*parts), MOST_READINGS) if parts else iter(())


def terms_in(wanted: Iterable[Wanted]) -> frozenset[str]:
    """Every term that is looked for."""
    return frozenset(term for one in wanted for phrase in one.phrases for term in phrase)


def weigh(wanted: tuple[Wanted, ...], passages_with: Mapping[str, int], passages: int) -> Weighing:
    """The weight of each thing asked for: the logarithm of how rare it is among all passages.

    A phrase is as rare as its rarest term; of several phrases the most common counts.
    """
    weights, says, counts = [], [], []
    for one in wanted:
        common = max(min(passages_with.get(term, 0) for term in phrase) for phrase in one.phrases)
        rarity = _rarity(common, passages)
        weights.append(one.trust * rarity)
        counts.append(common)
        says.append(math.sqrt(rarity / _rarity(0, passages)) if common else UNKNOWN_SAYS)
    return Weighing(
        wanted=wanted,
        weights=tuple(weights),
        says=tuple(says),
        counts=tuple(counts),
        passages=passages,
        needles=tuple(_needles(one) if count else () for one, count in zip(wanted, counts, strict=True)),
        pairs=tuple(f" {one.phrases[0][-1]} {next_.phrases[0][0]} " for one, next_ in pairwise(wanted)),
        everyday=tuple(place for place, one in enumerate(wanted) if one.is_everyday),
        telling=tuple(
            telling(one.common, count, passages) for one, count in zip(wanted, counts, strict=True)
        ),
    )


def _needles(one: Wanted) -> Needles:
    return tuple(
        (tuple(f" {term} " for term in phrase), share)
        for phrase, share in zip(one.phrases, one.shares, strict=True)
    )


def _rarity(passages_with: int, passages: int) -> float:
    return math.log(1 + (max(0, passages - passages_with) + 0.5) / (passages_with + 0.5))


def score(candidate: Candidate, weighing: Weighing) -> Scored:
    """BM25 over title, tags and text, raised where neighbours in the question are neighbours in the text.

    S. Robertson and H. Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009).
    """
    terms = candidate.title_terms, candidate.tag_terms, candidate.text_terms
    title, tags, text = (f" {some} " for some in terms)
    norm = 1 - LENGTH_SHARE + LENGTH_SHARE * (text.count(" ") - 1) / USUAL_LENGTH
    held, titled = [], []
    for phrases in weighing.needles:
        often = 0.0
        for phrase, share in phrases:
            often = max(often, share * _often(phrase, title, tags, text, norm))
        held.append(often)
        in_title = often and any(all(needle in title for needle in phrase) for phrase, _ in phrases)
        titled.append(OFTEN_ENOUGH if in_title else 0.0)
    near = sum((pair in title) + (pair in text) for pair in weighing.pairs)
    return _scored(candidate, weighing, tuple(held), titled, near)


def _often(phrase: Sequence[str], title: str, tags: str, text: str, norm: float) -> float:
    least = math.inf
    for needle in phrase:
        often = TEXT_WEIGHT * text.count(needle) / norm
        if needle in tags:
            often += TAG_WEIGHT * tags.count(needle)
        if needle in title:
            often += TITLE_WEIGHT
        least = min(least, often)
    return least


def _scored(
    candidate: Candidate, weighing: Weighing, held: tuple[float, ...], titled: Sequence[float], near: int
) -> Scored:
    mass = weighing.mass(held)
    coverage = weighing.coverage(mass)
    beside = near * NEIGHBOURS_WEIGHT * sum(weighing.weights) / max(1, len(weighing.wanted))
    return Scored(
        candidate=candidate,
        score=_score_of(held, weighing, coverage, beside),
        coverage=coverage,
        mass=mass,
        titled=weighing.coverage(weighing.mass(titled)),
        near=beside,
        elsewhere=weighing.elsewhere(held),
        told=most_told(weighing.telling, held),
        held=held,
    )


def _score_of(held: Iterable[float], weighing: Weighing, coverage: float, near: float) -> float:
    said = 0.0
    for often, weight in zip(held, weighing.weights, strict=True):
        said += weight * often * (SATURATION + 1) / (often + SATURATION)
    return (said + near) * (1 - COVERAGE_WEIGHT + COVERAGE_WEIGHT * coverage)


def with_whole_items(scored: Sequence[Scored], weighing: Weighing) -> list[Scored]:
    """The same, each raised by what the other passages of its item hold of the question."""
    passages: dict[tuple[int | None, str], list[Scored]] = {}
    for one in scored:
        passages.setdefault((one.candidate.item_id, one.candidate.lesson_key), []).append(one)
    each = (several if len(several) == 1 else _raised(several, weighing) for several in passages.values())
    return list(chain.from_iterable(each))


def _raised(passages: Sequence[Scored], weighing: Weighing) -> Iterator[Scored]:
    held = [max(often) for often in zip(*(one.held for one in passages), strict=True)]
    coverage = weighing.coverage(weighing.mass(held))
    for one in passages:
        whole = _score_of(held, weighing, coverage, one.near)
        yield replace(one, score=(1 - WHOLE_ITEM_SHARE) * one.score + WHOLE_ITEM_SHARE * whole)


def best_of_each(scored: Iterable[Scored]) -> list[Scored]:
    """The best passage of each item and lesson, best first; lessons count a little less than items."""
    best: dict[tuple[int | None, str], Scored] = {}
    for one in scored:
        place = (one.candidate.item_id, one.candidate.lesson_key)
        if place not in best or one.score > best[place].score:
            best[place] = one
    return sorted(best.values(), key=_place_in_order)


def _place_in_order(one: Scored) -> tuple[float, int]:
    share = LESSON_SHARE if one.candidate.item_id is None else 1.0
    return (-share * one.score, one.candidate.passage_id)


def without_told_twice(ranked: Sequence[Scored], lesson_of: Mapping[int, str]) -> list[Scored]:
    """The same without lessons that an item among them names: the item stands in the lesson's place.

    `lesson_of` names the lesson of each item that has one.
    """
    told: dict[str, Scored] = {}
    for one in ranked:
        if one.candidate.item_id is not None and (lesson := lesson_of.get(one.candidate.item_id)):
            told.setdefault(lesson, one)
    return list(dict.fromkeys(told.get(one.candidate.lesson_key, one) for one in ranked))
