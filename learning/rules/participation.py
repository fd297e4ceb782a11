"""How evenly people take part: who has nothing, the middle one, and the Gini coefficient, exactly."""

from bisect import bisect_right
from collections.abc import Iterable
from fractions import Fraction
from itertools import count as count_from
from operator import mul

from learning.reports import Participation


def participation(seconds: Iterable[int]) -> Participation:
    """The spread of these seconds, one figure a person; less than nothing counts as nothing."""
    sorted_seconds = sorted(seconds)
    with_nothing = bisect_right(sorted_seconds, 0)
    sorted_seconds[:with_nothing] = [0] * with_nothing
    count = len(sorted_seconds)
    if not count:
        return Participation()
    middle = sorted_seconds[(count - 1) // 2] + sorted_seconds[count // 2]
    return Participation(
        people=count,
        without_minutes=with_nothing,
        median_seconds=Fraction(middle, 2),
        gini=_gini(sorted_seconds),
    )


def _gini(ascending: list[int]) -> Fraction | None:
    """Half the mean difference between two people, over the mean: 0 is even; None where all have nothing."""
    total = sum(ascending)
    if not total:
        return None
    count = len(ascending)
    weighted = sum(map(mul, count_from(1), ascending))
    return Fraction(2 * weighted - (count + 1) * total, count * total)
