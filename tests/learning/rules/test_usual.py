"""What a base is about shows in the words it says more often than texts of every kind."""

from content.usual_words import usual_words
from learning.rules.usual import NOTHING_TOLD, UNLISTED, how_common, most_told, telling


def test_usual_words_are_known_in_any_form_and_rare_ones_count_as_rare() -> None:
    usual = usual_words()
    assert how_common("menulisnya", usual) == how_common("tulis", usual) > how_common("arsip", usual)
    assert how_common("fitofarmaka", usual) == UNLISTED


def test_a_word_tells_more_the_more_passages_hold_it_and_the_rarer_it_is_elsewhere() -> None:
    assert telling(4, 60, 600) > telling(4, 6, 600)
    assert telling(4, 6, 600) > 0 > telling(6, 6, 600)


def test_how_telling_a_word_is_hardly_depends_on_how_large_the_collection_is() -> None:
    small, large = (telling(4, n // 10, n) for n in (600, 60_000))
    assert abs(small - large) < 0.01


def test_a_passage_tells_by_what_it_holds_only() -> None:
    assert most_told([2.0, 1.0], [0.0, 3.0]) == 1.0
    assert most_told([2.0], [0.0]) == NOTHING_TOLD
