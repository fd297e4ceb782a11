"""Whether the best passage found answers a question, might, or nothing fits."""

import math

from learning.knowledge import Fit
from learning.rules.lookup import Scored

MASS_ENOUGH = 2.5
FEW_WORDS = 2
"""What so few words ask for is said in full by little."""

CONSTANT, COVERAGE, MASS, TITLED, SHORT, ELSEWHERE, TOLD = -5.0, 1.2, 2.3, 2.4, 1.4, -9.9, 0.33
FOUND_FIT, MAYBE_FIT, MAYBE_FIT_BY_MEANING = 0.7, 0.30, 0.25
"""A logistic rule fitted on the development questions: those with an answer, those on foreign topics, and
with a third of the weight those whose answer was taken away. Each threshold of "might" is the highest of two
digits that refuses at most 5 % of the answerable ones there. The curve stands in decision 12.
"""


def fit_of(best: Scored | None, *, by_meaning: bool = False) -> Fit:
    """Whether the best passage, found with or without meaning, answers the question, might, or does not."""
    sure = how_sure(best) if best is not None else 0.0
    if sure < (MAYBE_FIT_BY_MEANING if by_meaning else MAYBE_FIT):
        return Fit.NOTHING
    return Fit.FOUND if sure >= FOUND_FIT else Fit.MAYBE


def how_sure(best: Scored) -> float:
    """How likely it is that the best passage answers the question (0 to 1)."""
    evidence = (
        CONSTANT
        + COVERAGE * best.coverage
        + MASS * min(best.mass, MASS_ENOUGH)
        + TITLED * best.titled
        + SHORT * (len(best.held) <= FEW_WORDS)
        + ELSEWHERE * best.elsewhere
        + TOLD * best.told
    )
    return 1 / (1 + math.exp(-evidence))
