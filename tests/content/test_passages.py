"""A long text is cut where a reader would pause, and nothing of it is lost."""

import re

from hypothesis import given
from hypothesis import strategies as st

from content.passages import PASSAGE_LENGTH, cut_into_passages

PARAGRAPH = "Arsip disimpan di ruang yang kering dan sejuk. " * 12


def test_a_short_text_is_one_passage() -> None:
    (only,) = cut_into_passages("# Judul\n\nIsi yang pendek.")
    assert (only.path, only.page, only.text) == ((), None, "# Judul\n\nIsi yang pendek.")


def test_a_passage_knows_the_headings_it_stands_under() -> None:
    text = f"{PARAGRAPH}\n# Satu\n{PARAGRAPH}\n## Dalam\n{PARAGRAPH}\n# Dua\n{PARAGRAPH}"
    assert [passage.path for passage in cut_into_passages(text)] == [
        (),
        ("Satu",),
        ("Satu", "Dalam"),
        ("Dua",),
    ]


def test_a_passage_knows_the_page_it_begins_on() -> None:
    passages = cut_into_passages("Halaman satu.\f\fHalaman tiga.")
    assert [(passage.page, passage.text) for passage in passages] == [
        (1, "Halaman satu."),
        (3, "Halaman tiga."),
    ]


def test_a_heading_reaches_over_the_page_break() -> None:
    passages = cut_into_passages("# Bab\nSatu.\fDua.")
    assert [passage.path for passage in passages] == [("Bab",), ("Bab",)]


def test_short_paragraphs_under_one_heading_stay_together() -> None:
    text = "# Satu\n" + "\n\n".join(["Baris pendek."] * 5) + "\n# Dua\n" + PARAGRAPH * 3
    assert cut_into_passages(text)[0].text.count("Baris") == 5


def test_a_long_section_is_cut_between_sentences() -> None:
    passages = cut_into_passages("Suhu dicatat dua kali sehari. " * 200)
    assert len(passages) > 3
    assert all(passage.text.endswith("sehari.") for passage in passages)


@given(st.text(st.sampled_from("ab .\n#\f"), max_size=6000))
def test_no_word_is_lost_and_no_passage_is_too_long(text: str) -> None:
    passages = cut_into_passages(text)
    assert all(len(passage.text) <= PASSAGE_LENGTH for passage in passages)
    kept = "".join(passage.text + " ".join(passage.path) for passage in passages)
    body = re.sub(r"(?m)^#.*$", "", text.replace("\f", "\n"))
    assert kept.count("a") >= body.count("a")


def test_a_text_of_headings_alone_is_one_passage() -> None:
    assert len(cut_into_passages("# Selamat datang\f## Terima kasih")) == 1
