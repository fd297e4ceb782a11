"""PPTX: a page for each slide, bullets, tables, and what is not read."""

import io

import pytest
from pptx import Presentation
from pptx.util import Inches

from content.documents.document import Limits
from content.documents.reading import DocumentRefused, read_document
from tests.content.documents.samples import pptx, read_one

SLIDES = pptx(
    ("Rantai dingin", [(0, "Simpan pada 2–8 °C")]),
    ("Langkah", [(0, "Buka pelan"), (1, "lalu tutup"), (0, "Catat")]),
    ("Suhu", []),
    table=[["Vaksin", "Suhu"], ["BCG", "2–8 °C"]],
)


def test_each_slide_is_a_page_with_its_title_bullets_and_table() -> None:
    document = read_one("dingin.pptx", SLIDES)
    assert (document.title, document.pages) == ("Rantai dingin", 3)
    assert document.text.split("\f") == [
        "# Rantai dingin\n\nSimpan pada 2–8 °C",
        "## Langkah\n\n- Buka pelan\n  - lalu tutup\n- Catat",
        "## Suhu\n\nVaksin: BCG · Suhu: 2–8 °C",
    ]


def test_hidden_slides_keep_their_page_and_speaker_notes_are_left_out() -> None:
    presentation = Presentation(io.BytesIO(SLIDES))
    presentation.slides[0]._element.set("show", "0")
    presentation.slides[1].notes_slide.notes_text_frame.text = "jangan dibaca"
    packed = io.BytesIO()
    presentation.save(packed)
    document = read_one("x.pptx", packed.getvalue())
    assert document.text.startswith("\f## Langkah")
    assert "jangan dibaca" not in document.text
    assert document.notes == ("slide 1 is hidden and was not read", "speaker notes were not read")


def test_text_in_groups_of_shapes_is_read() -> None:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    group = slide.shapes.add_group_shape()
    frame = group.shapes.add_textbox(Inches(1), Inches(1), Inches(2), Inches(1)).text_frame
    frame.text = "Dalam kelompok"
    frame.add_paragraph().text = "Baris kedua"
    packed = io.BytesIO()
    presentation.save(packed)
    assert read_one("x.pptx", packed.getvalue()).text == "Dalam kelompok\n\nBaris kedua"


def test_a_presentation_with_too_many_slides_is_refused() -> None:
    with pytest.raises(DocumentRefused, match="3 slides, more than 2"):
        read_document("x.pptx", SLIDES, limits=Limits(pages=2))
