"""A text is found by other forms of its words, and by nothing that is no word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.rules.terms import content_words, roots_of, term_of, words_of

FAMILIES = (
    "simpan menyimpan penyimpanan disimpan simpanan tersimpan simpanlah menyimpannya",
    "kirim mengirim pengiriman kiriman mengirimkan dikirim terkirim",
    "tulis menulis tulisan penulis ditulis tertulis",
    "masak memasak masakan dimasak",
    "terima menerima penerima penerimaan diterima penerimaannya",
    "periksa memeriksa pemeriksaan diperiksa pemeriksa",
    "pakai memakai pemakaian dipakai pakaian",
    "nilai menilai penilaian dinilai",
    "olah mengolah pengolahan diolah",
    "tolak menolak penolakan ditolak",
    "musnah memusnahkan pemusnahan dimusnahkan",
    "ubah berubah mengubah perubahan diubah",
    "lapor melapor melaporkan pelaporan laporan dilaporkan pelapor",
    "ambil mengambil pengambilan diambil",
    "aman keamanan mengamankan pengamanan",
    "baik perbaiki memperbaiki perbaikan diperbaiki",
    "kunjung pengunjung kunjungan mengunjungi",
    "beri memberi pemberian diberi memberikan berikan",
    "racun keracunan beracun",
    "hilang kehilangan menghilangkan",
    "ajar belajar pelajaran mengajar",
)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_word_finds_its_other_forms(family: str) -> None:
    plain, *others = family.split()
    missed = [other for other in others if set(roots_of(plain)).isdisjoint(roots_of(other))]
    assert missed == []


@pytest.mark.parametrize(
    ("one", "another"),
    [
        ("berikan", "ikan"),
        ("kepala", "pala"),
        ("penting", "ting"),
        ("dinas", "dini"),
        ("makan", "mak"),
        ("tangan", "tang"),
        ("mentah", "tah"),
        ("berkas", "kas"),
        ("bulan", "bul"),
    ],
)
def test_what_only_looks_like_an_affix_stays(one: str, another: str) -> None:
    assert set(roots_of(one)).isdisjoint(roots_of(another))


def test_a_doubled_word_comes_once() -> None:
    assert words_of("anak-anak membawa obat-obatan dan oleh-oleh") == [
        "anak",
        "membawa",
        "obat",
        "dan",
        "oleh",
    ]


def test_two_words_with_a_hyphen_are_two_words() -> None:
    assert words_of("sayur-mayur e-mail") == ["sayur", "mayur", "e", "mail"]


def test_accents_and_capitals_do_not_matter() -> None:
    assert words_of("Café CAFÉ cafe\u0301") == ["cafe"] * 3


def test_numbers_and_units_are_words() -> None:
    assert words_of("2–8 °C, UU 27/2022") == ["2", "8", "c", "uu", "27", "2022"]
    assert roots_of("2022") == ("2022",)


def test_words_that_every_question_has_say_nothing() -> None:
    assert content_words(words_of("Bagaimana caranya agar saya boleh menyimpan itu?")) == ["menyimpan"]


@given(st.text(max_size=300))
def test_any_text_gives_words_that_give_roots(text: str) -> None:
    for word in words_of(text):
        assert 0 < len(word) <= 40
        assert word.isalnum()
        assert all(roots_of(word))
        assert term_of(word) in roots_of(word)


@given(st.text("abdeiknmgprstu", min_size=1, max_size=14))
def test_a_word_has_few_roots_and_none_longer_than_itself_by_more_than_a_letter(word: str) -> None:
    roots = roots_of(word)
    assert len(roots) <= 12
    assert all(len(root) <= len(word) + 1 for root in roots)
