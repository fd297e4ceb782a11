"""Markdown and plain text: front matter, headings, encodings, and text that is none."""

import codecs

import pytest

from tests.content.documents.samples import read_one, refusal

ITEM = """\
---
title: Menyimpan vaksin
tags: [vaksin, suhu]
Pemilik: Tim Distribusi
sumber: "WHO: modul 2"
tinjau: 2027-06-30
lesson: rantai-dingin/02
---

Simpan pada **2–8 °C**.
"""


def test_front_matter_becomes_the_fields_of_a_document() -> None:
    document = read_one("vaksin.md", ITEM)
    assert document.title == "Menyimpan vaksin"
    assert document.text == "Simpan pada **2–8 °C**."
    assert document.fields == {
        "tags": "vaksin, suhu",
        "owner": "Tim Distribusi",
        "source": "WHO: modul 2",
        "review_by": "2027-06-30",
        "lesson": "rantai-dingin/02",
    }
    assert (document.pages, document.question, document.notes) == (1, False, ())


def test_a_file_without_front_matter_is_named_by_its_first_heading() -> None:
    assert read_one("x.md", "Pembuka.\n\n## Suhu **vaksin** ##\n\nIsi.").title == "Suhu **vaksin"


def test_a_file_without_a_heading_is_named_by_its_file_name() -> None:
    assert read_one("folder/suhu-vaksin_2027.md", "Simpan dingin.").title == "Suhu vaksin 2027"


def test_headings_are_three_levels_deep_and_in_one_form() -> None:
    text = (
        "Suhu\n====\n\nPagi\n---\n\n##### Kecil #####\n\n```\n# bukan judul\nkode\n---\n```\n\n- butir\n---"
    )
    assert read_one("x.md", text).text == (
        "# Suhu\n\n## Pagi\n\n### Kecil\n\n```\n# bukan judul\nkode\n---\n```\n\n- butir\n---"
    )


def test_a_heading_with_a_long_gap_is_read_at_once() -> None:
    assert read_one("x.md", "# a" + " " * 900_000 + "b").title == "a b"


def test_a_rule_at_the_start_is_no_front_matter() -> None:
    assert read_one("x.md", "---\nSatu kalimat.\n\n---\nDua.").text.startswith("---")


def test_html_in_markdown_stays_literal_text() -> None:
    assert read_one("x.md", "Klik <script>alert(1)</script>").text == "Klik <script>alert(1)</script>"


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ("title: a: b", "line 2"),
        ("title: x\ntags: [a", "cannot be read"),
        ("title: &a [x]\ntags: *a", "refers to itself"),
        ("title: {a: b}", "parts of its own"),
        ("review_by: besok", "is no date"),
        ("title: " + "[" * 9000, "brackets"),
        ("day: 2027-13-30", "cannot be read"),
        ("title: " + "a" * 21_000, "longer than"),
    ],
)
def test_front_matter_that_cannot_be_read_is_refused(front: str, reason: str) -> None:
    assert reason in refusal("x.md", f"---\n{front}\n---\nIsi.")


def test_front_matter_without_an_end_is_refused() -> None:
    assert "not closed" in refusal("x.md", "---\ntitle: Suhu\n\nIsi.")


def test_plain_text_is_named_by_a_first_line_that_stands_alone() -> None:
    document = read_one("x.txt", "Suhu vaksin\n\n    Simpan dingin.\n\n\n\nJangan beku.\n")
    assert document.title == "Suhu vaksin"
    assert document.text == "Suhu vaksin\n\nSimpan dingin.\n\nJangan beku."


def test_a_first_sentence_is_no_title() -> None:
    assert read_one("catatan.txt", "Simpan dingin.\n\nJangan beku.").title == "Catatan"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_text_is_read_in_every_form_of_unicode(encoding: str) -> None:
    assert read_one("x.txt", "Simpan pada 2–8 °C".encode(encoding)).text == "Simpan pada 2–8 °C"


def test_text_of_an_old_windows_program_is_read_and_noted() -> None:
    document = read_one("x.txt", "Simpan pada 2–8 °C, “jangan beku”.".encode("cp1252"))
    assert document.text == "Simpan pada 2–8 °C, “jangan beku”."
    assert "cp1252" in document.notes[0]


def test_text_in_another_alphabet_is_recognised() -> None:
    said = "Это проверка кодировки текста для учебного бота, написанная по-русски."
    assert read_one("x.txt", said.encode("cp1251")).text == said


def test_line_ends_pages_and_control_signs_of_other_programs_are_cleaned() -> None:
    document = read_one("x.txt", "satu\r\ndua\rtiga\x0cempat\u00ad\u200a lima\x1b\n")
    assert document.text == "satu\ndua\ntiga\nempat\u200a lima"
    assert document.pages == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"a\0b", "binary"),
        (b"kata \x01\x02 kata", "binary"),
        ("kata \0".encode("utf-16"), "binary"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8", "no encoding"),
        (bytes(range(128, 256)) * 3, "no encoding"),
        (b"", "empty"),
        (b" \n\n ", "empty"),
        ("\ufeff\n".encode(), "no text"),
        (b"a" * 1_000_001, "a line is longer"),
    ],
)
def test_a_file_that_is_no_text_is_refused(data: bytes, reason: str) -> None:
    assert reason in refusal("x.txt", data)
