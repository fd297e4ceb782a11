"""The figures that lookup is judged by."""

import pytest

from learning.knowledge import Fit
from learning.rules.retrieval import Distance, Judged, figures_of


def judged(right: str, found: str, fit: Fit = Fit.FOUND, distance: Distance | None = None) -> Judged:
    """A question with its right items and those found, each a letter."""
    return Judged(question="?", right=frozenset(right), found=tuple(found), fit=fit, distance=distance)


def test_the_first_right_item_counts() -> None:
    figures = figures_of([judged("a", "abc"), judged("bc", "abc"), judged("x", "abc"), judged("a", "")])
    assert figures.success == {1: 0.25, 3: 0.5, 5: 0.5, 10: 0.5}
    assert figures.mrr == pytest.approx((1 + 1 / 2) / 4)
    assert [one.rank for one in figures.misses] == [2, None, None]


def test_refusing_is_right_where_nothing_answers_and_wrong_elsewhere() -> None:
    figures = figures_of(
        [
            judged("a", "a"),
            judged("a", "a", Fit.NOTHING),
            judged("", "a", Fit.MAYBE),
            judged("", "", Fit.NOTHING),
        ]
    )
    assert figures.answerable == figures.foreign == 2
    assert figures.refused_wrongly == figures.refused_rightly == 0.5
    assert [one.fit for one in figures.misses] == [Fit.MAYBE]


def test_foreign_topics_and_near_misses_are_told_apart_where_a_question_says_which_it_is() -> None:
    figures = figures_of(
        [
            judged("", "a", Fit.NOTHING, Distance.FAR),
            judged("", "a", Fit.FOUND, Distance.NEAR),
            judged("", "a", Fit.NOTHING, Distance.NEAR),
            judged("", "a", Fit.MAYBE),
        ]
    )
    assert figures.refused_rightly == 0.5
    assert figures.foreign_at == {Distance.FAR: 1, Distance.NEAR: 2}
    assert figures.refused_at == {Distance.FAR: 1.0, Distance.NEAR: 0.5}


def test_a_right_item_below_the_tenth_adds_nothing_to_the_mean() -> None:
    figures = figures_of([judged("z", "abcdefghijkz")])
    assert figures.mrr == 0
    assert figures.success[10] == 0


def test_without_questions_there_are_no_figures() -> None:
    figures = figures_of([])
    assert (figures.mrr, figures.refused_wrongly, figures.refused_rightly) == (None, None, None)
    assert figures.success == {}
    assert set(figures.refused_at.values()) == {None}
