"""Lessons that were found, told in the reader's own language where they are written in it, too."""

from dataclasses import replace

from content.catalogue import Catalogue
from content.models import Language, Lesson
from content.passages import cut_into_passages
from learning.knowledge import Hit, Lookup, PassageText


def in_language(found: Lookup, catalogue: Catalogue, language: Language) -> Lookup:
    """The same hits, each passage of a lesson as the lesson says it in this language, where it does."""
    return replace(found, hits=tuple(_spoken(hit, catalogue, language) for hit in found.hits))


def _spoken(hit: Hit, catalogue: Catalogue, language: Language) -> Hit:
    passage = hit.passage
    if not passage.lesson_key or passage.language == language:
        return hit
    course, _, lesson_id = passage.lesson_key.partition("/")
    theirs = catalogue.lessons.get((course, lesson_id, language))
    found_in = catalogue.lessons.get((course, lesson_id, passage.language))
    if theirs is None or found_in is None:
        return hit
    return replace(hit, passage=_counterpart(passage, found_in, theirs))


def _counterpart(passage: PassageText, found_in: Lesson, theirs: Lesson) -> PassageText:
    """The passage that stands at the same place; translations are cut alike, so that it says the same."""
    places = [one.text for one in cut_into_passages(found_in.text)]
    place = places.index(passage.text) if passage.text in places else 0
    others = cut_into_passages(theirs.text)
    other = others[min(place, len(others) - 1)]
    return replace(
        passage,
        title=theirs.title,
        path=other.path,
        page=other.page,
        text=other.text,
        language=theirs.language,
    )
