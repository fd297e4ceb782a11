"""Looking things up: the passages that answer a question, and how well they fit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from content.everyday_words import everyday_words
from content.synonyms import shipped_synonyms
from content.usual_words import usual_words
from learning.knowledge import Hit, Lookup
from learning.ports import Records
from learning.rules.everyday import Everyday, everyday_of
from learning.rules.fitting import fit_of
from learning.rules.lookup import (
    REPAIRED_TRUST,
    SPOKEN_TRUST,
    Meant,
    Scored,
    Synonym,
    Wanted,
    Weighing,
    best_of_each,
    score,
    terms_in,
    wanted_of,
    weigh,
    with_whole_items,
    without_told_twice,
    words_to_look_up,
)
from learning.rules.meaning import fused
from learning.rules.spelling import english_bases, repaired, spoken_forms
from learning.rules.terms import roots_of
from learning.rules.usefulness import Use, factor

MOST_HITS = 3
MOST_REPAIRED = 8
"""In a text of nothing but unknown words it is not worth while to look for what each may mean."""

UNUSED = Use()


def look_up(
    records: Records,
    question: str,
    *,
    unit: str | None,
    most: int = MOST_HITS,
    repair: bool = True,
    meaning: Mapping[int, float] | None = None,
) -> Lookup:
    """The best passages for a question, of what is visible to the people of a unit (None: to everyone).

    `meaning` says of the passages nearest in meaning how far each stands out, where a model was asked.
    """
    words = words_to_look_up(question)
    weighing, meant = _understood(records, words, repair)
    ranked = _ranked(records, weighing, unit, meaning or {}) if weighing.wanted else []
    return Lookup(
        question=question,
        fit=fit_of(ranked[0] if ranked else None, by_meaning=bool(meaning)),
        hits=_hits(records, ranked, most),
        repaired=tuple((written, reading.word) for written, reading in meant.items()),
        terms=terms_in(weighing.wanted),
    )


def _understood(records: Records, words: Sequence[str], repair: bool) -> tuple[Weighing, Mapping[str, Meant]]:
    """What is asked for and how much each word says; and what is meant by words that no passage holds."""
    synonyms = _synonyms(records, words)
    usual, everyday = usual_words(), _everyday()
    wanted = wanted_of(words, synonyms, {}, usual, everyday)
    counts, passages = _passages_with(records, wanted)
    unknown = [
        word
        for word in words
        if not (word in synonyms or everyday.names(word) or any(counts.get(root) for root in roots_of(word)))
    ]
    meant = _meant(records, unknown[:MOST_REPAIRED]) if repair and unknown else {}
    if unknown:
        synonyms |= _synonyms(records, [reading.word for reading in meant.values()])
        wanted = wanted_of(words, synonyms, meant, usual, everyday, unknown)
    if meant:
        counts, passages = _passages_with(records, wanted)
    return weigh(wanted, counts, passages), meant


@lru_cache(maxsize=1)
def _everyday() -> Everyday:
    return everyday_of(everyday_words())


def _passages_with(records: Records, wanted: Iterable[Wanted]) -> tuple[Mapping[str, int], int]:
    terms = terms_in(wanted)
    return records.search_index.passages_with(terms) if terms else ({}, 0)


def _synonyms(records: Records, words: Sequence[str]) -> dict[str, Synonym]:
    """What curators say of these words, and where they say nothing, the shipped list."""
    if not words:
        return {}
    shipped = shipped_synonyms()
    known = {}
    for word in words:
        if word in shipped:
            others, replaces = shipped[word]
            known[word] = Synonym(others=others, replaces=replaces)
    return {**known, **records.knowledge.synonyms(words)}


def _meant(records: Records, unknown: Sequence[str]) -> dict[str, Meant]:
    """What words stand for that no passage holds and no list explains: as they are spoken, else misspelt."""
    forms = {word: [*spoken_forms(word), *english_bases(word)] for word in unknown}
    tried = [form for several in forms.values() for form in several]
    listed = _synonyms(records, tried)
    counts, _ = records.search_index.passages_with([root for form in tried for root in roots_of(form)])

    def passages(form: str) -> int:
        return max([form in listed, *(counts.get(root, 0) for root in roots_of(form))])

    found: dict[str, Meant] = {}
    for word in unknown:
        spoken = max(forms[word], key=passages, default=None)
        if spoken is not None and passages(spoken):
            found[word] = Meant(word=spoken, trust=SPOKEN_TRUST)
        elif other := repaired(word, records.search_index.spelt_like(word)):
            found[word] = Meant(word=other, trust=REPAIRED_TRUST)
    return found


def _ranked(
    records: Records, weighing: Weighing, unit: str | None, meaning: Mapping[int, float]
) -> list[Scored]:
    units = records.knowledge.units_over(unit) if unit is not None else ()
    sought = weighing.sought()
    candidates = list(records.search_index.candidates(sought, units)) if sought else []
    if not meaning:
        return best_of_each(with_whole_items([score(one, weighing) for one in candidates], weighing))
    near = records.vectors.candidates(meaning, units)
    every = {candidate.passage_id: candidate for candidate in [*candidates, *near]}
    known = {candidate.passage_id: meaning[candidate.passage_id] for candidate in near}
    by_words = with_whole_items([score(one, weighing) for one in every.values()], weighing)
    return best_of_each(fused(by_words, known))


def _hits(records: Records, ranked: Sequence[Scored], most: int) -> tuple[Hit, ...]:
    """What is shown of the best, each lesson only where no item near it tells it."""
    has_lesson = any(one.candidate.item_id is None for one in ranked[:most])
    best = _as_readers_say(records, ranked[: 2 * most if has_lesson else most + 1])
    items = records.knowledge.items(
        [one.candidate.item_id for one in best if one.candidate.item_id is not None]
    )
    lesson_of = {id_: item.lesson_key for id_, item in items.items()}
    shown = without_told_twice(best, lesson_of)[:most]
    texts = records.search_index.texts([one.candidate.passage_id for one in shown])
    return tuple(
        Hit(
            passage=texts[one.candidate.passage_id],
            score=one.score,
            coverage=one.coverage,
            item=items.get(one.candidate.item_id or 0),
        )
        for one in shown
    )


def _as_readers_say(records: Records, ranked: Sequence[Scored]) -> list[Scored]:
    """The best in the order that what readers said of them gives: nobody moves far."""
    use = records.knowledge.use_of(
        [one.candidate.item_id for one in ranked if one.candidate.item_id is not None]
    )
    moved = [
        replace(one, score=one.score * factor(use.get(one.candidate.item_id or 0, UNUSED))) for one in ranked
    ]
    return sorted(moved, key=lambda one: -one.score)


def warm_up(records: Records) -> None:
    """Reads the lists of words, so that the first question is answered as fast as the next."""
    look_up(records, "pengetahuan", unit=None)
