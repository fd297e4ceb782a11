"""Which employee number was probably meant by one that nobody has."""

from collections.abc import Collection
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

MOST_EDITS = 2
"""Digits typed wrong, left out, doubled or swapped: more are another number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NearNumber:
    """A number that somebody has, and the first digit, counted from 1, in which the written one differs."""

    number: str
    digit: int


def nearest_number(written: str, known: Collection[str]) -> NearNumber | None:
    """The one known number that is nearest to this; None where none is near, or two are equally near."""
    found = process.extract(written, known, scorer=OSA.distance, score_cutoff=MOST_EDITS, limit=2)
    if not found or (len(found) > 1 and found[0][1] == found[1][1]):
        return None
    number = str(found[0][0])
    same = next((at for at, (a, b) in enumerate(zip(written, number, strict=False)) if a != b), None)
    return NearNumber(number=number, digit=(min(len(written), len(number)) if same is None else same) + 1)
