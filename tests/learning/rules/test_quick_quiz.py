"""A quick quiz is read from a few written lines, and every flaw is named with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.broadcasts import Quiz
from learning.rules.quick_quiz import (
    LONGEST_OPTION,
    LONGEST_QUESTION,
    MOST_OPTIONS,
    FlawedQuiz,
    QuizFlaw,
    quiz_of,
)

WORDS = st.text(alphabet="abcdefgh <b>{x}?", min_size=1, max_size=30).map(str.strip).filter(bool)


def test_a_star_marks_the_right_option_and_an_equals_sign_the_explanation() -> None:
    assert quiz_of("Kapan?\nPagi\n* Siang\n\n= Siang lebih tenang") == Quiz(
        question="Kapan?", options=("Pagi", "Siang"), right=1, explanation="Siang lebih tenang"
    )


def test_without_a_star_nothing_is_right_or_wrong() -> None:
    found = quiz_of("Kapan?\nPagi\nSiang")
    assert isinstance(found, Quiz)
    assert found.right is None


@pytest.mark.parametrize(
    ("lines", "flaw", "line"),
    [
        ("", QuizFlaw.NO_OPTIONS, 1),
        ("Kapan?", QuizFlaw.NO_OPTIONS, 1),
        ("Kapan?\nPagi", QuizFlaw.NO_OPTIONS, 2),
        ("Kapan?\nPagi\n*", QuizFlaw.NO_OPTIONS, 3),
        ("Kapan?\n" + "\n".join("abcdefg"), QuizFlaw.TOO_MANY_OPTIONS, 8),
        ("Kapan?\nPagi\npagi", QuizFlaw.SAME_TWICE, 3),
        ("Kapan?\n*Pagi\n*Siang", QuizFlaw.TWO_RIGHT, 3),
        ("K" * (LONGEST_QUESTION + 1) + "\nPagi\nSiang", QuizFlaw.TOO_LONG, 1),
        ("Kapan?\nPagi\n" + "S" * (LONGEST_OPTION + 1), QuizFlaw.TOO_LONG, 3),
    ],
)
def test_every_flaw_is_named_with_its_line(lines: str, flaw: QuizFlaw, line: int) -> None:
    assert quiz_of(lines) == FlawedQuiz(flaw=flaw, line=line)


@given(
    WORDS,
    st.lists(WORDS, min_size=2, max_size=MOST_OPTIONS, unique_by=str.casefold),
    st.data(),
)
def test_what_is_written_as_a_quiz_is_read_as_that_quiz(
    question: str, options: list[str], data: st.DataObject
) -> None:
    right = data.draw(st.none() | st.integers(0, len(options) - 1))
    lines = [question, *(("* " if place == right else "") + one for place, one in enumerate(options))]
    assert quiz_of("\n".join(lines)) == Quiz(question=question, options=tuple(options), right=right)


@given(st.text(alphabet="ab*= \n", max_size=60))
def test_any_lines_are_a_quiz_that_can_be_sent_or_have_a_flaw_in_one_of_them(lines: str) -> None:
    found = quiz_of(lines)
    if isinstance(found, FlawedQuiz):
        assert 1 <= found.line <= max(1, len(lines.strip().splitlines()))
    else:
        assert 2 <= len(found.options) <= MOST_OPTIONS
        assert len({option.casefold() for option in found.options}) == len(found.options)
        assert all(found.options)
        assert found.right is None or 0 <= found.right < len(found.options)
