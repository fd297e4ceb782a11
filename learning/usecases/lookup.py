"""Looking things up: the passages that answer a question, and how well they fit."""

from collections.abc import Mapping, Sequence

from content.synonyms import shipped_synonyms
from learning.knowledge import Answer, Hit, PassageText
from learning.ports import Records
from learning.rules.lookup import (
    Scored,
    Synonym,
    Wanted,
    best_of_each,
    fit_of,
    score,
    terms_in,
    wanted_of,
    weigh,
    words_to_look_up,
)
from learning.rules.spelling import repaired

MOST_HITS = 3


def look_up(
    records: Records, question: str, *, unit: str | None, most: int = MOST_HITS, repair: bool = True
) -> Answer:
    """The best passages for a question, of what is visible to the people of a unit (None: to everyone)."""
    words = words_to_look_up(question)
    synonyms = _synonyms(records, words)
    mended = _repaired(records, words, synonyms) if repair else {}
    wanted = wanted_of(words, {**synonyms, **_synonyms(records, list(mended.values()))}, mended)
    ranked = _ranked(records, wanted, unit) if wanted else []
    return Answer(
        question=question,
        fit=fit_of(ranked[0] if ranked else None),
        hits=_hits(records, ranked[:most]),
        repaired=tuple(mended.items()),
        terms=terms_in(wanted),
    )


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


def _repaired(records: Records, words: Sequence[str], synonyms: Mapping[str, Synonym]) -> dict[str, str]:
    """What misspelt words stand for: those that no passage holds and no list explains."""
    unknown = [word for word in words if word not in synonyms]
    known = records.search_index.known_words(unknown) if unknown else {}
    found: dict[str, str] = {}
    for word in unknown:
        if word not in known and (meant := repaired(word, records.search_index.spelt_like(word))):
            found[word] = meant
    return found


def _ranked(records: Records, wanted: tuple[Wanted, ...], unit: str | None) -> list[Scored]:
    units = records.knowledge.units_over(unit) if unit is not None else ()
    candidates = records.search_index.candidates(wanted, units)
    passages_with, passages = records.search_index.passages_with(terms_in(wanted))
    weighing = weigh(wanted, passages_with, passages)
    return best_of_each(score(candidate, weighing) for candidate in candidates)


def _hits(records: Records, ranked: Sequence[Scored]) -> tuple[Hit, ...]:
    texts: Mapping[int, PassageText] = records.search_index.texts(
        [one.candidate.passage_id for one in ranked]
    )
    items = records.knowledge.items(
        [one.candidate.item_id for one in ranked if one.candidate.item_id is not None]
    )
    return tuple(
        Hit(
            passage=texts[one.candidate.passage_id],
            score=one.score,
            coverage=one.coverage,
            item=items.get(one.candidate.item_id or 0),
        )
        for one in ranked
    )
