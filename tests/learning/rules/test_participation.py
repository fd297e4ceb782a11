"""How evenly people take part equals its definition, worked out the long way."""

from fractions import Fraction
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from learning.reports import Participation
from learning.rules.participation import participation

SECONDS = st.lists(st.integers(-600, 10_000), max_size=40)


@given(seconds=SECONDS)
def test_the_figures_equal_their_definitions(seconds: list[int]) -> None:
    found = participation(seconds)
    own = [max(0, one) for one in seconds]
    assert found.people == len(own)
    assert found.without_minutes == own.count(0)
    assert found.median_seconds == (median(map(Fraction, own)) if own else 0)
    if not sum(own):
        assert found.gini is None
        return
    differences = sum(abs(one - other) for one in own for other in own)
    assert found.gini == Fraction(differences, 2 * len(own) * sum(own))


def test_all_alike_is_even_and_one_with_everything_is_not() -> None:
    assert participation([600] * 10).gini == 0
    assert participation([0] * 9 + [600]).gini == Fraction(9, 10)
    assert participation([]) == Participation()
    assert participation([0, 0]).share_without == 1
