"""Which part of a passage is shown, and which of its words stand in bold."""

from hypothesis import given
from hypothesis import strategies as st

from learning.rules.excerpt import excerpt, marked
from learning.rules.terms import term_of

VACCINE = frozenset({term_of("suhu"), term_of("vaksin")})


def test_a_passage_that_fits_is_shown_whole() -> None:
    assert excerpt("Vaksin disimpan dingin.", VACCINE, 100) == "Vaksin disimpan dingin."


def test_a_long_passage_shows_the_part_that_answers() -> None:
    text = "Pengantar yang panjang sekali. " * 20 + "Suhu vaksin 2–8 °C. " + "Penutup yang panjang. " * 20
    shown = excerpt(text, VACCINE, 120)
    assert "Suhu vaksin 2–8 °C" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")


def test_the_words_of_the_question_are_marked_as_they_are_written() -> None:
    pieces = list(marked("Suhu VAKSIN-nya dijaga.", VACCINE))
    assert [piece for piece, is_word in pieces if is_word] == ["Suhu", "VAKSIN-nya"]


@given(text=st.text(max_size=400), length=st.integers(20, 200))
def test_no_letter_is_lost_or_added_by_marking_and_no_excerpt_is_too_long(text: str, length: int) -> None:
    assert "".join(piece for piece, _ in marked(text, VACCINE)) == text
    assert len(excerpt(text, VACCINE, length)) <= length + 4
