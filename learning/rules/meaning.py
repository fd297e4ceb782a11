"""Which passage answers a question best when its meaning is known beside its words."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from learning.rules.lookup import Scored

NEAREST = 50
"""How many passages nearest in meaning are looked at."""

MEANING_SHARE = 0.25
"""How much of the order is by meaning, the rest by words; tuned on the development questions."""

COVERED_BY_MEANING, USUAL_FOR_AN_ANSWER = 0.05, -1.0
"""What a standard deviation more or less than usual is worth beside the words that a passage holds: little.

Meaning tells far questions from answered ones, but not a question that only nearly has an answer.
"""


def standing_out(cosine: float, *, mean: float, deviation: float, passages: int) -> float:
    """By how many standard deviations a passage is nearer than the nearest of so many would be by chance.

    Models of the E5 family give cosines of 0.75 to 0.95 to everything, others 0.1 to 0.6: what counts is how
    far one stands out from all passages. The largest of n normal deviates is near the root of 2 ln n.
    """
    if deviation <= 0 or passages < 2:
        return 0.0
    return (cosine - mean) / deviation - math.sqrt(2 * math.log(passages))


def fused(by_words: Sequence[Scored], meaning: Mapping[int, float]) -> list[Scored]:
    """The passages with words and meaning in one score of 0 to 1, and in what they cover of the question.

    `meaning` says of the passages nearest in meaning how far each stands out. Each of the two scores is
    measured by the best that it gives to this question; a passage not among the nearest counts as the last.
    """
    if not meaning:
        return list(by_words)
    best = max((one.score for one in by_words), default=0.0)
    floor, top = min(meaning.values()), max(meaning.values())
    found = []
    for one in by_words:
        outstanding = meaning.get(one.candidate.passage_id, floor)
        words = one.score / best if best > 0 else 0.0
        near = (outstanding - floor) / (top - floor) if top > floor else 0.0
        covered = one.coverage + COVERED_BY_MEANING * (outstanding - USUAL_FOR_AN_ANSWER)
        found.append(
            replace(
                one,
                score=(1 - MEANING_SHARE) * words + MEANING_SHARE * near,
                coverage=min(1.0, max(0.0, covered)),
            )
        )
    return found
