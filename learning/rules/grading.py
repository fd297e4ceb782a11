"""Whether an answer is right: every question kind, from what the buttons and the keyboard give."""

import hashlib
import re
import unicodedata
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum
from typing import assert_never

from content.models import (
    Case,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Question,
    Scene,
    ShortText,
    SingleChoice,
    TrueFalse,
)

LONGEST_WORDS = 60
"""Characters of an answer in words that are looked at."""

FORGIVING_LENGTH = 7
"""Words at least this long may have one letter wrong."""

PLAIN_NUMBER = re.compile(r"^[-+]?(\d+\.?\d*|\.\d+)$")
GROUPED = re.compile(r"^[-+−]?[1-9][0-9]{0,2}([.,])[0-9]{3}(\1[0-9]{3})*$")
"""A whole number with its thousands set apart."""


class Verdict(StrEnum):
    """What an answer was."""

    RIGHT = "right"
    WRONG = "wrong"


class NotAnAnswer(Exception):
    """What was given cannot be an answer to this question, so nothing is recorded."""


def grade(question: Question, given: str) -> Verdict:
    """The verdict on `given`; raises NotAnAnswer where it does not fit the question.

    `given` is: the index of the option (single), indices with commas (multiple), `1` or `0`
    (true/false), a number (numeric), the words (short text), the item indices in the chosen order
    (order), the index of the right side for each left side (match), or the choices taken (case).
    """
    return Verdict.RIGHT if _is_right(question, given) else Verdict.WRONG


def _is_right(question: Question, given: str) -> bool:
    match question:
        case SingleChoice():
            return _indices(given, len(question.options), exactly=1) == (question.right,)
        case MultipleChoice():
            return tuple(sorted(_indices(given, len(question.options)))) == question.right
        case TrueFalse():
            return bool(_indices(given, 2, exactly=1)[0]) == question.right
        case Numeric():
            return any(
                abs(value - question.right) <= question.tolerance for value in _readings(given, question.unit)
            )
        case ShortText():
            return any(_same_words(given, accepted) for accepted in question.accepted)
        case Ordering():
            count = len(question.items)
            return _indices(given, count, exactly=count) == tuple(range(count))
        case Matching():
            count = len(question.pairs)
            return _indices(given, count, exactly=count) == tuple(range(count))
        case Case():
            ends_well = scene_after(question, given).ends_well
            if ends_well is None:
                raise NotAnAnswer
            return ends_well
        case _:
            assert_never(question)


def number(text: str) -> Decimal:
    """A number written with a decimal comma or point; raises NotAnAnswer."""
    cleaned = re.sub(r"\s", "", text).replace("−", "-").replace(",", ".")
    if not PLAIN_NUMBER.match(cleaned) or abs(Decimal(cleaned)) > 10**12:
        raise NotAnAnswer
    return Decimal(cleaned)


def _readings(given: str, unit: str) -> tuple[Decimal, ...]:
    """What the number may mean: `1.500` is one and a half or, as Indonesian writes it, 1500."""
    text = re.sub(r"\s", "", given.casefold()).removesuffix(re.sub(r"\s", "", unit.casefold()))
    if not GROUPED.match(text):
        return (number(text),)
    whole = number(re.sub("[.,]", "", text))
    return (whole, number(text)) if len(re.findall("[.,]", text)) == 1 else (whole,)


def scene_after(case: Case, path: str) -> Scene:
    """The scene a path of choices (`0,1`) leads to, possibly not an ending; raises NotAnAnswer."""
    scene = case.scenes[0]
    for step in filter(None, path.split(",")):
        (choice,) = _indices(step, len(scene.choices), exactly=1)
        scene = case.scene(scene.choices[choice].to)
    return scene


def is_finished(question: Question, given: str) -> bool:
    """Whether what was given so far is a whole answer (all steps placed, an ending reached)."""
    try:
        _is_right(question, given)
    except NotAnAnswer:
        return False
    return True


def could_become_answer(question: Question, given: str) -> bool:
    """Whether what was put together so far can still become an answer; an empty one always can."""
    if not given:
        return True
    try:
        match question:
            case MultipleChoice(options=parts) | Ordering(items=parts):
                _indices(given, len(parts))
            case Matching(pairs=pairs):
                _indices(given, len(pairs))
            case Case():
                scene_after(question, given)
            case Numeric():
                return re.fullmatch(r"-?[0-9]{0,9}\.?[0-9]{0,9}", given) is not None
            case ShortText():
                return len(given) <= LONGEST_WORDS
            case _:
                return False
    except NotAnAnswer:
        return False
    return True


def shuffled(count: int, seed: str) -> tuple[int, ...]:
    """The numbers below `count` in an order fixed by the seed, never the sorted one (for two or more)."""
    order = sorted(range(count), key=lambda index: hashlib.sha256(f"{seed}:{index}".encode()).digest())
    if count > 1 and order == sorted(order):
        order = order[1:] + order[:1]
    return tuple(order)


def _indices(given: str, count: int, exactly: int | None = None) -> tuple[int, ...]:
    parts = given.split(",")
    if not all(part.isascii() and part.isdigit() and len(part) <= 2 and int(part) < count for part in parts):
        raise NotAnAnswer
    indices = tuple(int(part) for part in parts)
    if len(set(indices)) < len(indices) or (exactly is not None and len(indices) != exactly):
        raise NotAnAnswer
    return indices


def _same_words(given: str, accepted: str) -> bool:
    left, right = _words(given), _words(accepted)
    if not left:
        raise NotAnAnswer
    if "".join(left) == "".join(right):
        return True
    if len(left) != len(right):
        return False
    differing = [(one, other) for one, other in zip(left, right, strict=True) if one != other]
    return len(differing) == 1 and _nearly_same(*differing[0])


def _nearly_same(left: str, right: str) -> bool:
    """Whether two long words differ in one letter; a number is never nearly right."""
    if min(len(left), len(right)) < FORGIVING_LENGTH or abs(len(left) - len(right)) > 1:
        return False
    if not (left.isalpha() and right.isalpha()):
        return False
    same = sum(
        block.size for block in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    )
    return max(len(left), len(right)) - same <= 1


def _words(text: str) -> list[str]:
    """The words in lower case, without accents and punctuation."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return re.findall(r"\w+", letters)
