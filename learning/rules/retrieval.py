"""How good lookup is on questions whose answers are known: success at ranks, MRR, and knowing nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from learning.knowledge import Fit

RANKS = (1, 3, 5, 10)


class Distance(StrEnum):
    """How far a question that nothing answers is from what the base is about."""

    FAR = "far"
    """Its topic is not in the base at all."""
    NEAR = "near"
    """A near miss: the topic is there, the answer is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One question: the right items (none: nothing fits), those found, best first, and the fit said."""

    question: str
    right: frozenset[str]
    found: tuple[str, ...]
    fit: Fit
    coverage: float = 0.0
    distance: Distance | None = None
    """Only of a question that nothing answers, where somebody said it."""

    @property
    def rank(self) -> int | None:
        """The rank of the first right item, counted from 1; None where none was found."""
        return next((place for place, key in enumerate(self.found, 1) if key in self.right), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Shares between 0 and 1, each None where there was no question to tell from.

    `success` is the share of answerable questions with a right item at or above each rank, `mrr` the mean of
    one over the rank (0 below the tenth), `refused_wrongly` the share of answerable questions that were told
    nothing fits, `refused_rightly` the same share of questions nothing answers, `refused_at` of those at each
    distance, `foreign_at` how many these are.
    """

    answerable: int
    foreign: int
    success: dict[int, float]
    mrr: float | None
    refused_wrongly: float | None
    refused_rightly: float | None
    foreign_at: dict[Distance, int]
    refused_at: dict[Distance, float | None]
    misses: tuple[Judged, ...]


def figures_of(judged: Sequence[Judged]) -> Figures:
    """The figures over all questions; a miss is a right item not first, or a foreign question not refused."""
    answerable = [one for one in judged if one.right]
    foreign = [one for one in judged if not one.right]
    at = {distance: [one for one in foreign if one.distance is distance] for distance in Distance}
    ranks = [one.rank for one in answerable]
    return Figures(
        answerable=len(answerable),
        foreign=len(foreign),
        success={most: _share([rank is not None and rank <= most for rank in ranks]) or 0.0 for most in RANKS}
        if answerable
        else {},
        mrr=_mean([1 / rank if rank is not None and rank <= 10 else 0.0 for rank in ranks]),
        refused_wrongly=_refused(answerable),
        refused_rightly=_refused(foreign),
        foreign_at={distance: len(those) for distance, those in at.items()},
        refused_at={distance: _refused(those) for distance, those in at.items()},
        misses=tuple(one for one in judged if _is_miss(one)),
    )


def _is_miss(one: Judged) -> bool:
    return one.rank != 1 if one.right else one.fit is not Fit.NOTHING


def _refused(those: Sequence[Judged]) -> float | None:
    return _share([one.fit is Fit.NOTHING for one in those])


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _share(flags: Sequence[bool]) -> float | None:
    return sum(flags) / len(flags) if flags else None
