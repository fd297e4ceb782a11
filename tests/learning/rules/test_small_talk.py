"""Thanks and greetings are no questions; a question with a greeting is one."""

import pytest

from learning.rules.small_talk import is_small_talk


@pytest.mark.parametrize(
    "words", ["terima kasih banyak ya", "Selamat pagi!", "apa kabar?", "oke, sudah jelas", "thanks"]
)
def test_greetings_and_thanks_ask_for_nothing(words: str) -> None:
    assert is_small_talk(words)


@pytest.mark.parametrize(
    "words", ["", "?", "selamat pagi, suhu vaksin berapa?", "terima parsel boleh?", "vaksin"]
)
def test_anything_with_a_subject_is_a_question(words: str) -> None:
    assert not is_small_talk(words)
