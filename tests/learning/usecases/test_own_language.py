"""A lesson that was found is told in the reader's own language, passage by passage."""

import pytest

from content.catalogue import SHIPPED_PACKS, Catalogue, load_catalogue
from content.passages import cut_into_passages
from learning.knowledge import Fit, Hit, Lookup, PassageText
from learning.usecases.own_language import in_language


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    """The courses that ship, each in two languages."""
    return load_catalogue([SHIPPED_PACKS])


def found_in(catalogue: Catalogue, course: str, lesson_id: str, language: str, place: int) -> Lookup:
    """A lookup whose only hit is this passage of a lesson, counted from 0."""
    lesson = catalogue.lessons[course, lesson_id, language]
    passage = PassageText(
        passage_id=1,
        item_id=None,
        lesson_key=lesson.key,
        title=lesson.title,
        path=(),
        page=None,
        text=cut_into_passages(lesson.text)[place].text,
        language=language,
    )
    return Lookup(question="", fit=Fit.FOUND, hits=(Hit(passage=passage, score=1.0, coverage=1.0),))


def test_every_passage_of_every_shipped_lesson_has_its_counterpart(shipped: Catalogue) -> None:
    for course, lesson_id, language in shipped.lessons:
        other = {"id": "en", "en": "id"}[language]
        theirs = shipped.lessons[course, lesson_id, other]
        for place, passage in enumerate(cut_into_passages(theirs.text)):
            found = in_language(found_in(shipped, course, lesson_id, language, place), shipped, other)
            assert (found.hits[0].passage.title, found.hits[0].passage.text) == (theirs.title, passage.text)


def test_what_is_in_ones_own_language_or_in_no_other_stays_as_it_is(shipped: Catalogue) -> None:
    found = found_in(shipped, "kearsipan", "02-nama-berkas", "id", 0)
    assert in_language(found, shipped, "id") == found
    assert in_language(found, shipped, "jv") == found
