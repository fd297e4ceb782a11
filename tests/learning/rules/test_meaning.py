"""Words and meaning in one order: neither drowns the other, whatever a model's cosines are like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.knowledge import Candidate
from learning.rules.lookup import Scored
from learning.rules.meaning import MEANING_SHARE, fused, standing_out


def scored(passage_id: int, score: float = 0.0, coverage: float = 0.0) -> Scored:
    """A passage as the words see it."""
    candidate = Candidate(
        passage_id=passage_id, item_id=passage_id, lesson_key="", title_terms="", tag_terms="", text_terms=""
    )
    return Scored(candidate=candidate, score=score, coverage=coverage)


def order(found: list[Scored]) -> list[int]:
    """The ids of passages, best first."""
    return [one.candidate.passage_id for one in sorted(found, key=lambda one: -one.score)]


def test_without_meaning_everything_stays_as_the_words_say() -> None:
    by_words = [scored(1, 7.5, 0.8), scored(2, 3.0, 0.4)]
    assert fused(by_words, {}) == by_words


def test_a_passage_without_a_common_word_is_found_by_its_meaning() -> None:
    found = fused([scored(1), scored(2)], {1: 0.1, 2: 1.4})
    assert order(found) == [2, 1]
    assert found[1].score == pytest.approx(MEANING_SHARE)


def test_meaning_decides_between_passages_that_the_words_hold_alike() -> None:
    assert order(fused([scored(1, 9.0), scored(2, 8.5)], {1: -1.0, 2: 0.8})) == [2, 1]


def test_meaning_does_not_overrule_words_that_are_clear() -> None:
    assert order(fused([scored(1, 9.0), scored(2, 2.0)], {1: -1.0, 2: 2.0})) == [1, 2]


def test_a_passage_not_among_the_nearest_counts_as_the_last_of_them() -> None:
    far, last = fused([scored(1, 5.0), scored(2, 5.0)], {2: -0.5, 3: 1.0})
    assert far.score == last.score


def test_meaning_covers_what_words_leave_open_and_takes_from_what_they_hold_by_chance() -> None:
    near, far = fused([scored(1, 5.0, 0.4), scored(2, 5.0, 0.4)], {1: 1.5, 2: -2.5})
    assert near.coverage > 0.4 > far.coverage


@given(
    st.lists(st.tuples(st.floats(0, 50), st.floats(0, 1)), max_size=6),
    st.dictionaries(st.integers(0, 8), st.floats(-6, 6), max_size=6),
)
def test_scores_and_coverage_stay_between_nothing_and_all(
    by_words: list[tuple[float, float]], meaning: dict[int, float]
) -> None:
    passages = [scored(number, score, coverage) for number, (score, coverage) in enumerate(by_words)]
    for one in fused(passages, meaning) if meaning else ():
        assert 0 <= one.score <= 1.000001
        assert 0 <= one.coverage <= 1


@given(st.floats(-0.9, 0.5), st.floats(0.01, 0.5))
def test_how_far_a_passage_stands_out_does_not_depend_on_a_models_usual_cosines(
    shift: float, stretch: float
) -> None:
    cosines = [0.1, 0.2, 0.2, 0.3, 0.7]
    moved = [shift + stretch * cosine for cosine in cosines]
    assert outstanding(moved) == pytest.approx(outstanding(cosines), rel=1e-3, abs=1e-3)


def test_among_more_passages_the_nearest_must_be_nearer_to_stand_out() -> None:
    few, many = (standing_out(0.9, mean=0.8, deviation=0.02, passages=count) for count in (100, 300_000))
    assert few > many


@pytest.mark.parametrize(("deviation", "passages"), [(0.0, 100), (0.1, 1), (0.1, 0)])
def test_where_there_is_nothing_to_compare_nothing_stands_out(deviation: float, passages: int) -> None:
    assert standing_out(0.9, mean=0.8, deviation=deviation, passages=passages) == 0.0


def outstanding(cosines: list[float]) -> float:
    """How far the nearest stands out of these."""
    mean = sum(cosines) / len(cosines)
    deviation = (sum((cosine - mean) ** 2 for cosine in cosines) / len(cosines)) ** 0.5
    return standing_out(max(cosines), mean=mean, deviation=deviation, passages=len(cosines))
