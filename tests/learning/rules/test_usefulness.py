"""What readers say of an item moves it a little, whoever shouts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.rules.usefulness import LARGEST_SHARE, Use, factor

COUNTS = st.integers(0, 10**6)


def test_an_item_of_which_nobody_spoke_stays_where_it_is() -> None:
    assert factor(Use()) == 1


def test_thanks_lift_and_complaints_lower() -> None:
    assert factor(Use(helpful=5)) > factor(Use(helpful=1)) > 1 > factor(Use(unhelpful=1))


def test_an_opening_says_less_than_a_word_of_thanks() -> None:
    assert 1 < factor(Use(opened=1)) < factor(Use(helpful=1))


def test_one_voice_moves_almost_nothing() -> None:
    assert factor(Use(helpful=1)) - 1 == pytest.approx(0.1 / 9)


@given(opened=COUNTS, helpful=COUNTS, unhelpful=COUNTS)
def test_no_crowd_moves_an_item_by_more_than_a_tenth(opened: int, helpful: int, unhelpful: int) -> None:
    found = factor(Use(opened=opened, helpful=helpful, unhelpful=unhelpful))
    assert 1 - LARGEST_SHARE <= found <= 1 + LARGEST_SHARE
