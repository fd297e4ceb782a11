"""Which word is meant by one that nobody wrote down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.rules.spelling import (
    english_bases,
    forms_of,
    is_filler,
    is_shortened,
    repaired,
    spoken_forms,
)

WORDS = {"vaksin": 9, "lemari": 4, "kantor": 20, "kalimat": 2, "obat": 30, "obor": 1, "kedaluwarsa": 8}


def spelt_like(word: str) -> dict[str, int]:
    """The words that share a form with this one, as the index would find them."""
    forms = set(forms_of(word))
    return {known: count for known, count in WORDS.items() if forms & set(forms_of(known))}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("vaksni", "vaksin"),
        ("vakin", "vaksin"),
        ("vakssin", "vaksin"),
        ("faksin", "vaksin"),
        ("kntor", "kantor"),
        ("kntr", "kantor"),
        ("klmt", "kalimat"),
        ("obt", "obat"),
        ("kedaluarsa", "kedaluwarsa"),
    ],
)
def test_a_misspelt_or_shortened_word_finds_the_one_that_is_meant(written: str, meant: str) -> None:
    assert repaired(written, spelt_like(written)) == meant


@pytest.mark.parametrize("written", ["xyzzy", "ob", "2022", "oba", "qwertyuiop"])
def test_what_is_like_no_word_stays_as_it_is(written: str) -> None:
    assert repaired(written, spelt_like(written)) is None


def test_of_two_words_as_near_the_more_common_is_meant() -> None:
    assert repaired("pasir", {"pasar": 3, "pasif": 5}) == "pasif"


def test_a_word_with_all_its_consonants_is_shortened_and_no_other_is() -> None:
    assert is_shortened("kntr", "kantor")
    assert is_shortened("kantr", "kantor")
    assert not is_shortened("kontr", "kantor")
    assert not is_shortened("kantor", "kantor")


@pytest.mark.parametrize(
    ("spoken", "standard"),
    [
        ("nyimpen", "simpan"),
        ("ngirim", "kirim"),
        ("nulis", "tulis"),
        ("mindahin", "pindahkan"),
        ("benerin", "benar"),
        ("ilang", "hilang"),
        ("diapus", "hapus"),
        ("nyuci", "cuci"),
        ("dibales", "dibalas"),
        ("kebuka", "buka"),
        ("seporsi", "porsi"),
        ("pake", "pakai"),
    ],
)
def test_a_word_as_it_is_spoken_may_mean_the_standard_one(spoken: str, standard: str) -> None:
    assert standard in spoken_forms(spoken)


def test_an_english_word_may_be_inflected() -> None:
    assert "vaccine" in english_bases("vaccines")
    assert "story" in english_bases("stories")
    assert "share" in english_bases("sharing")


def test_a_shortened_word_that_says_nothing_is_known_as_such() -> None:
    assert is_filler("sblm")
    assert not is_filler("vksn")


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789é한", min_size=1, max_size=30))
def test_any_word_has_few_forms_and_no_more_than_so_many_spoken_ones(word: str) -> None:
    assert len(set(forms_of(word))) <= 10
    assert len(spoken_forms(word)) <= 30
    assert word not in spoken_forms(word)
    assert repaired(word, spelt_like(word)) in {None, *WORDS}


@given(
    st.sampled_from([word for word in WORDS if len(word) > 4]),
    st.integers(0, 10),
    st.sampled_from("aeioukst"),
)
def test_one_wrong_letter_always_shares_a_form(word: str, place: int, letter: str) -> None:
    place = place % len(word)
    wrong = word[:place] + letter + word[place + 1 :]
    assert word in spelt_like(wrong)
