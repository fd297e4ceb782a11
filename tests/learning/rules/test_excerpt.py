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
    assert "… " in shown
    assert shown.endswith(" …")


def test_the_short_first_sentence_that_answers_stands_before_a_part_from_further_down() -> None:
    steps = "Hubungi petugas, catat jamnya, dan pasang label pada pintunya. " * 6
    shown = excerpt(f"Jangan buka pintunya. {steps}Suhu vaksin dicatat. {steps}", VACCINE, 200)
    assert shown.startswith("Jangan buka pintunya. … ")
    assert "Suhu vaksin dicatat." in shown


def test_a_part_near_the_beginning_is_shown_from_the_beginning() -> None:
    text = "Setel di bawah 5 °C. Suhu vaksin dibaca tiap pagi. " + "Penutup yang panjang. " * 20
    assert excerpt(text, VACCINE, 120).startswith("Setel di bawah 5 °C. Suhu vaksin")


def test_what_stands_just_before_the_best_part_is_shown_with_it() -> None:
    first = "Kalimat pembuka ini sengaja dibuat panjang sekali supaya tidak muat sebagai pengantar singkat. "
    text = first * 2 + "Jawabannya ada di sini. Suhu vaksin dicatat. " + "Penutup yang panjang. " * 20
    shown = excerpt(text, VACCINE, 160)
    assert shown.startswith("… Jawabannya ada di sini. Suhu vaksin dicatat.")


def test_an_excerpt_never_begins_after_a_colon_or_the_number_of_a_step() -> None:
    text = "Pembuka panjang. " * 20 + "Lakukan ini: 1. suhu vaksin dibaca. " + "Penutup. " * 40
    assert "… Lakukan ini: 1. suhu vaksin dibaca." in excerpt(text, VACCINE, 60)


def test_the_words_of_the_question_are_marked_as_they_are_written() -> None:
    pieces = list(marked("Suhu VAKSIN-nya dijaga.", VACCINE))
    assert [piece for piece, is_word in pieces if is_word] == ["Suhu", "VAKSIN-nya"]


@given(text=st.text(max_size=400), length=st.integers(20, 200))
def test_no_letter_is_lost_or_added_by_marking_and_no_excerpt_is_too_long(text: str, length: int) -> None:
    assert "".join(piece for piece, _ in marked(text, VACCINE)) == text
    assert len(excerpt(text, VACCINE, length)) <= length + 4
