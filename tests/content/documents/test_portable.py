"""PDF: pages, headings and paragraphs from print, running heads, scans and passwords."""

import io

import pytest
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from content.documents.document import Limits
from content.documents.reading import DocumentRefused, read_document
from tests.content.documents.samples import pdf, read_one, refusal

BODY = [
    (10, "Vaksin disimpan pada suhu dua sampai delapan derajat di lemari"),
    (10, "pendingin yang tidak dipakai untuk makanan atau minuman."),
]


def test_headings_are_told_by_their_size_and_lines_become_paragraphs() -> None:
    page = [
        (20, "Rantai dingin"),
        (14, "Suhu simpan"),
        *BODY,
        (10, ""),
        (10, "Paragraf kedua berdiri sendiri."),
    ]
    document = read_one("dingin.pdf", pdf(page))
    assert (document.title, document.pages) == ("Rantai dingin", 1)
    assert document.text == (
        "# Rantai dingin\n\n## Suhu simpan\n\nVaksin disimpan pada suhu dua sampai delapan derajat di lemari "
        "pendingin yang tidak dipakai untuk makanan atau minuman.\n\nParagraf kedua berdiri sendiri."
    )


def test_chapters_and_articles_of_a_regulation_are_headings() -> None:
    page = [
        (10, "BAB I"),
        (10, "KETENTUAN UMUM"),
        (10, "Pasal 1"),
        (10, "Dalam Peraturan ini vaksin adalah obat."),
    ]
    assert read_one("x.pdf", pdf(page)).text == (
        "## BAB I KETENTUAN UMUM\n\n### Pasal 1\n\nDalam Peraturan ini vaksin adalah obat."
    )


def test_lists_of_a_page_are_kept() -> None:
    page = [
        (10, "Langkah:"),
        (10, "• Buka pelan"),
        (10, "• Tutup rapat"),
        (10, "2. Catat"),
        (10, "a. suhu"),
        *BODY,
    ]
    assert read_one("x.pdf", pdf(page)).text.startswith(
        "Langkah:\n\n- Buka pelan\n- Tutup rapat\n2. Catat\n\na. suhu"
    )


def test_lines_that_lead_to_a_page_or_price_stand_alone() -> None:
    page = [(10, "Suhu simpan . . . . . . . . . . 4"), (10, "Biaya uji .......... Rp50.000"), *BODY]
    assert read_one("x.pdf", pdf(page)).text.startswith("Suhu simpan … 4\n\nBiaya uji … Rp50.000\n\nVaksin")


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [
        [
            (10, "Pedoman Suhu"),
            (10, ""),
            (10, f"Isi halaman ke-{word}."),
            *BODY,
            (10, ""),
            (10, f"- {number} -"),
        ]
        for number, word in enumerate(["satu", "dua", "tiga", "empat"], 1)
    ]
    document = read_one("x.pdf", pdf(*pages))
    first, *others = document.text.split("\f")
    assert first.startswith("Pedoman Suhu\n\nIsi halaman ke-satu.")
    assert [page.split(".")[0] for page in others] == [
        f"Isi halaman ke-{word}" for word in ("dua", "tiga", "empat")
    ]
    assert "- 2 -" not in document.text


def test_pages_without_text_stay_pages_and_are_noted() -> None:
    document = read_one("x.pdf", pdf([], BODY, [], [], BODY, []))
    assert document.pages == 6
    assert [bool(page) for page in document.text.split("\f")] == [False, True, False, False, True, False]
    assert document.notes == ("pages 1, 3-4, 6 have no text (scanned?)",)


def test_a_file_without_headings_is_named_by_its_properties() -> None:
    assert read_one("x.pdf", pdf(BODY, title="Pedoman suhu")).title == "Pedoman suhu"
    assert read_one("suhu.pdf", pdf(BODY, title="Microsoft Word - suhu final.doc")).title == "Suhu"


def test_a_file_of_a_plotting_program_is_read() -> None:
    packed = io.BytesIO()
    with PdfPages(packed) as pages:
        for words in ("Grafik suhu", "Grafik kelembapan"):
            figure = Figure()
            figure.text(0.2, 0.5, words)
            pages.savefig(figure)
    assert read_one("x.pdf", packed.getvalue()).text == "Grafik suhu\fGrafik kelembapan"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf([], []), "run text recognition"),
        (pdf(BODY, encrypted=True), "protected by a password"),
        (b"%PDF-1.5\n% nothing", "damaged"),
        (pdf(BODY)[:200], "damaged"),
        (b"<html>", "the content is something else"),
    ],
)
def test_a_file_that_gives_no_text_is_refused(data: bytes, reason: str) -> None:
    assert reason in refusal("x.pdf", data)


def test_a_file_with_too_many_pages_or_characters_is_refused() -> None:
    for limits, reason in ((Limits(pages=1), "2 pages"), (Limits(characters=50), "more than 50 characters")):
        with pytest.raises(DocumentRefused, match=reason):
            read_document("x.pdf", pdf(BODY, BODY), limits=limits)
