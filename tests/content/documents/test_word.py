"""DOCX: headings whatever the language of the program, lists, tables, footnotes."""

from tests.content.documents.samples import core_title, docx, paragraph, read_one, word_table


def test_headings_lists_and_tables_of_a_document_are_kept() -> None:
    document = read_one(
        "suhu.docx",
        docx(
            paragraph("Suhu vaksin", style="Judul1"),
            paragraph("Simpan pada 2–8 °C &lt;selalu&gt;."),
            paragraph("Langkah", style="Judul5"),
            paragraph("Buka pelan", numbered=1),
            paragraph("Tutup rapat", numbered=1),
            paragraph("Catat", numbered=2),
            paragraph("Lapor", numbered=2),
            word_table([["Vaksin", "Suhu"], ["BCG", "2–8 °C"], ["OPV", "−20 °C"]]),
        ),
    )
    assert document.title == "Suhu vaksin"
    assert document.text == (
        "# Suhu vaksin\n\nSimpan pada 2–8 °C <selalu>.\n\n### Langkah\n\n- Buka pelan\n- Tutup rapat\n\n"
        "1. Catat\n2. Lapor\n\nVaksin: BCG · Suhu: 2–8 °C\nVaksin: OPV · Suhu: −20 °C"
    )
    assert document.pages == 1


def test_the_title_line_of_a_document_is_its_first_heading() -> None:
    assert (
        read_one("x.docx", docx(paragraph("Pedoman", style="Judul"), paragraph("Isi."))).text
        == "# Pedoman\n\nIsi."
    )


def test_a_document_without_headings_is_named_by_its_properties() -> None:
    named = docx(paragraph("Isi."), core=core_title("Pedoman suhu"))
    assert read_one("x.docx", named).title == "Pedoman suhu"
    assert (
        read_one("suhu-vaksin.docx", docx(paragraph("Isi."), core=core_title("Document1"))).title
        == "Suhu vaksin"
    )
