"""Which passage answers a question best, and whether any does: scoring by words, in one place."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from learning.knowledge import Candidate, Fit
from learning.rules.terms import content_words, term_of, words_of

MOST_WORDS = 32
"""A question longer than this is cut: what it is about has been said by then."""

TITLE_WEIGHT, TAG_WEIGHT, TEXT_WEIGHT = 3.0, 1.5, 1.0
SATURATION = 1.2
LENGTH_SHARE = 0.6
USUAL_LENGTH = 90
"""Terms in a passage of usual length."""

NEIGHBOURS_WEIGHT = 0.25
COVERAGE_WEIGHT = 0.6

FOUND_COVERAGE, MAYBE_COVERAGE = 0.62, 0.38
"""Shares of what the question is about that a passage must hold, tuned on the development questions."""

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One thing a question asks for: any of these phrases of terms says it."""

    word: str
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """How much each thing asked for says: rare terms much, common ones little."""

    wanted: tuple[Wanted, ...]
    weights: tuple[float, ...]

    @property
    def total(self) -> float:
        """The weight of the whole question."""
        return sum(self.weights)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A candidate with its score and the share of the question's weight it holds (0 to 1)."""

    candidate: Candidate
    score: float
    coverage: float


def words_to_look_up(question: str) -> list[str]:
    """The words of a question that say what it is about, each once, in order, not more than MOST_WORDS."""
    return list(dict.fromkeys(content_words(words_of(question))))[:MOST_WORDS]


def wanted_of(
    words: Sequence[str], synonyms: Mapping[str, "Synonym"], repaired: Mapping[str, str]
) -> tuple[Wanted, ...]:
    """What a question asks for: its words, repaired where misspelt, with what else says the same."""
    found: dict[tuple[Phrase, ...], Wanted] = {}
    for written in words:
        word = repaired.get(written, written)
        synonym = synonyms.get(word)
        phrases: dict[Phrase, None] = {}
        if synonym is None or not synonym.replaces:
            phrases[(term_of(word),)] = None
        for other in synonym.others if synonym else ():
            phrase = tuple(term_of(part) for part in content_words(words_of(other)))
            if phrase:
                phrases[phrase] = None
        if phrases:
            found.setdefault(tuple(phrases), Wanted(word=word, phrases=tuple(phrases)))
    return tuple(found.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Synonym:
    """Other words for a word; where it `replaces`, the word itself is not looked for."""

    others: tuple[str, ...]
    replaces: bool = False


def terms_in(wanted: Iterable[Wanted]) -> frozenset[str]:
    """Every term that is looked for."""
    return frozenset(term for one in wanted for phrase in one.phrases for term in phrase)


def weigh(wanted: tuple[Wanted, ...], passages_with: Mapping[str, int], passages: int) -> Weighing:
    """The weight of each thing asked for: the logarithm of how rare it is among all passages.

    A phrase is as rare as its rarest term; of several phrases the most common counts.
    """
    weights = []
    for one in wanted:
        common = max(min(passages_with.get(term, 0) for term in phrase) for phrase in one.phrases)
        weights.append(math.log(1 + (passages - common + 0.5) / (common + 0.5)))
    return Weighing(wanted=wanted, weights=tuple(weights))


def score(candidate: Candidate, weighing: Weighing) -> Scored:
    """BM25 over title, tags and text, raised where neighbours in the question are neighbours in the text.

    S. Robertson and H. Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009).
    """
    title, tags, text = (
        f" {candidate.title_terms} ",
        f" {candidate.tag_terms} ",
        f" {candidate.text_terms} ",
    )
    length = text.count(" ") - 1
    norm = 1 - LENGTH_SHARE + LENGTH_SHARE * length / USUAL_LENGTH
    total = held = 0.0
    for one, weight in zip(weighing.wanted, weighing.weights, strict=True):
        often = 0.0
        for phrase in one.phrases:
            often += min(
                TITLE_WEIGHT * title.count(f" {term} ")
                + TAG_WEIGHT * tags.count(f" {term} ")
                + TEXT_WEIGHT * text.count(f" {term} ") / norm
                for term in phrase
            )
        if often > 0:
            held += weight
            total += weight * often * (SATURATION + 1) / (often + SATURATION)
    for first, second in zip(weighing.wanted, weighing.wanted[1:], strict=False):
        pair = f" {first.phrases[0][-1]} {second.phrases[0][0]} "
        if pair in text or pair in title:
            total += NEIGHBOURS_WEIGHT * weighing.total / len(weighing.wanted)
    coverage = held / weighing.total if weighing.total else 0.0
    return Scored(
        candidate=candidate,
        score=total * (1 - COVERAGE_WEIGHT + COVERAGE_WEIGHT * coverage),
        coverage=coverage,
    )


def best_of_each(scored: Iterable[Scored]) -> list[Scored]:
    """The best passage of each item and lesson, best first."""
    best: dict[tuple[int | None, str], Scored] = {}
    for one in scored:
        place = (one.candidate.item_id, one.candidate.lesson_key)
        if place not in best or one.score > best[place].score:
            best[place] = one
    return sorted(best.values(), key=lambda one: (-one.score, one.candidate.passage_id))


def fit_of(best: Scored | None) -> Fit:
    """Whether the best passage answers the question, might, or nothing fits."""
    if best is None or best.coverage < MAYBE_COVERAGE:
        return Fit.NOTHING
    return Fit.FOUND if best.coverage >= FOUND_COVERAGE else Fit.MAYBE
