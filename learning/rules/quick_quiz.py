"""A quick quiz from a few written lines: the question, then an option a line, the right one with a star."""

from dataclasses import dataclass
from enum import StrEnum

from learning.broadcasts import Quiz
from learning.rules.visible_text import seen

FEWEST_OPTIONS, MOST_OPTIONS = 2, 6
LONGEST_QUESTION, LONGEST_OPTION = 300, 60
EXPLAINS = "="
RIGHT = "*"


class QuizFlaw(StrEnum):
    """What is wrong with the lines."""

    NO_OPTIONS = "no_options"
    TOO_MANY_OPTIONS = "too_many_options"
    SAME_TWICE = "same_twice"
    TWO_RIGHT = "two_right"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True, kw_only=True)
class FlawedQuiz:
    """Lines that are no quiz, with the number of the line, counted from 1, that shows it."""

    flaw: QuizFlaw
    line: int


def quiz_of(text: str) -> Quiz | FlawedQuiz:
    """The quiz that these lines write: question, options (`*` before the right one), `=` an explanation."""
    lines = [(number, seen(line)) for number, line in enumerate(text.strip().splitlines(), 1)]
    lines = [(number, line) for number, line in lines if line]
    if not lines:
        return FlawedQuiz(flaw=QuizFlaw.NO_OPTIONS, line=1)
    (first, question), *others = lines
    explanation = " ".join(line[1:].strip() for _, line in others if line.startswith(EXPLAINS))
    options = [(number, line) for number, line in others if not line.startswith(EXPLAINS)]
    if len(question) > LONGEST_QUESTION:
        return FlawedQuiz(flaw=QuizFlaw.TOO_LONG, line=first)
    flawed = _flaw_of(options, last=lines[-1][0])
    if flawed is not None:
        return flawed
    rights = [place for place, (_, line) in enumerate(options) if line.startswith(RIGHT)]
    return Quiz(
        question=question,
        options=tuple(_said(line) for _, line in options),
        right=rights[0] if rights else None,
        explanation=explanation[:LONGEST_QUESTION],
    )


def _flaw_of(options: list[tuple[int, str]], *, last: int) -> FlawedQuiz | None:
    if len(options) < FEWEST_OPTIONS:
        return FlawedQuiz(flaw=QuizFlaw.NO_OPTIONS, line=last)
    if len(options) > MOST_OPTIONS:
        return FlawedQuiz(flaw=QuizFlaw.TOO_MANY_OPTIONS, line=options[MOST_OPTIONS][0])
    seen: set[str] = set()
    right = False
    for number, line in options:
        said = _said(line)
        if not said or len(said) > LONGEST_OPTION:
            return FlawedQuiz(flaw=QuizFlaw.TOO_LONG if said else QuizFlaw.NO_OPTIONS, line=number)
        if said.casefold() in seen:
            return FlawedQuiz(flaw=QuizFlaw.SAME_TWICE, line=number)
        if right and line.startswith(RIGHT):
            return FlawedQuiz(flaw=QuizFlaw.TWO_RIGHT, line=number)
        right = right or line.startswith(RIGHT)
        seen.add(said.casefold())
    return None


def _said(line: str) -> str:
    return seen(line.removeprefix(RIGHT))
