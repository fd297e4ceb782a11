"""Tables of questions and answers: columns in two languages, cells as shown, and what to mend where."""

import io
import zipfile
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook, load_workbook

from content.documents.document import Limits
from content.documents.reading import DocumentRefused, read_document
from tests.content.documents.samples import archive, refusal, xlsx

CSV = """\
Pertanyaan;Jawaban;Tag;Pemilik;Tinjau
Berapa suhu vaksin?;2–8 °C;vaksin, suhu;Tim Distribusi;30/6/2027

"Boleh
beku?";"Tidak.

Sebagian rusak.";;;
"""


def test_each_row_is_a_question_with_its_answer_and_fields() -> None:
    first, second = read_document("tanya.csv", CSV.encode())
    assert (first.title, first.text, first.question) == ("Berapa suhu vaksin?", "2–8 °C", True)
    assert first.fields == {"tags": "vaksin, suhu", "owner": "Tim Distribusi", "review_by": "2027-06-30"}
    assert (second.title, second.text, second.fields) == ("Boleh beku?", "Tidak.\n\nSebagian rusak.", {})


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("headings", [("question", "answer"), ("Judul", "ISI"), ("title", "body")])
def test_columns_are_known_in_two_languages_whatever_separates_them(
    separator: str, headings: tuple[str, str]
) -> None:
    rows = [separator.join(headings), separator.join(["Apa?", "Ini."])]
    (document,) = read_document("x.csv", "\r\n".join(rows).encode("utf-8-sig"))
    assert (document.title, document.text) == ("Apa?", "Ini.")


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("pertanyaan,jawaban,warna\na,b,c", "row 1: the column 'warna' is not known; name it one of"),
        ("pertanyaan,tag\na,b", "row 1: the column 'answer' ('jawaban') is missing"),
        ("pertanyaan,jawaban,answer\na,b,c", "row 1: two columns hold the answer"),
        ("pertanyaan,jawaban\na,b\nc,", "row 3: the cell of the column 'answer' is empty"),
        ("pertanyaan,jawaban\n,b", "row 2: the cell of the column 'question' is empty"),
        ("pertanyaan,jawaban\na,b,c", "row 2: there are more cells than columns"),
        ("pertanyaan,jawaban,tinjau\na,b,besok", "row 2: the cell of the column 'review_by' is no date"),
        ('pertanyaan,jawaban\na,"b', "check its quotation marks"),
        ("pertanyaan,jawaban", "no text"),
    ],
)
def test_a_table_that_cannot_be_read_says_where_and_how_to_mend_it(table: str, reason: str) -> None:
    assert reason in refusal("x.csv", table)


def test_cells_of_a_spreadsheet_are_read_as_shown() -> None:
    shown = {
        "2,5": "2,5", 5.0: "5", 2.5: "2.5", 7: "7", 0.1 + 0.2: "0.3", True: "True",
        date(2027, 6, 30): "2027-06-30", datetime(2027, 6, 30, 8, 5): "2027-06-30 08:05", time(8, 5): "08:05",
    }  # fmt: skip
    rows: list[list[object]] = [["pertanyaan", "jawaban"], *[["Berapa?", value] for value in shown]]
    assert [document.text for document in read_document("x.xlsx", xlsx(rows))] == list(shown.values())


def test_a_share_is_read_as_its_percentage() -> None:
    workbook = load_workbook(io.BytesIO(xlsx([["pertanyaan", "jawaban"], ["Berapa?", 0.055]])))
    workbook["Tanya jawab"]["B2"].number_format = "0.0%"
    packed = io.BytesIO()
    workbook.save(packed)
    assert read_document("x.xlsx", packed.getvalue())[0].text == "5.5%"


def test_every_visible_sheet_is_read_and_a_hidden_one_noted() -> None:
    workbook = Workbook()
    for title, state in (
        ("Satu", "visible"),
        ("Daftar", "hidden"),
        ("Dua", "visible"),
        ("Kosong", "visible"),
    ):
        sheet = workbook.create_sheet(title)
        sheet.sheet_state = state
        if title != "Kosong":
            sheet.append(["pertanyaan", "jawaban"])
            sheet.append([f"Tanya {title}?", "Ya."])
    packed = io.BytesIO()
    workbook.save(packed)
    documents = read_document("x.xlsx", packed.getvalue())
    assert [document.title for document in documents] == ["Tanya Satu?", "Tanya Dua?"]
    assert documents[0].notes == ("the hidden sheet 'Daftar' was not read",)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([["pertanyaan", "warna"], ["a", "b"]], "sheet 'Tanya jawab', row 1: the column 'warna'"),
        (
            [[], ["pertanyaan", "jawaban"], ["a", None]],
            "sheet 'Tanya jawab', row 3: the cell of the column 'answer'",
        ),
        ([["pertanyaan", "jawaban"], ["a", "#REF!"]], "row 2: a cell shows the error #REF!"),
        ([["pertanyaan", "jawaban"], ["a", "=1+1"]], "row 2: the cell of the column 'answer' is empty"),
    ],
)
def test_a_spreadsheet_that_cannot_be_read_names_its_sheet_and_row(
    rows: list[list[object]], reason: str
) -> None:
    assert reason in refusal("x.xlsx", xlsx(rows))


@pytest.mark.parametrize("name", ["x.csv", "x.xlsx"])
def test_a_table_of_too_many_rows_is_refused(name: str) -> None:
    rows = [["pertanyaan", "jawaban"], *[["a", "b"]] * 3]
    data = xlsx(rows) if name == "x.xlsx" else "\n".join(map(",".join, rows)).encode()
    with pytest.raises(DocumentRefused, match="more than 2 rows"):
        read_document(name, data, limits=Limits(rows=2))


def test_a_spreadsheet_that_claims_endless_rows_is_refused() -> None:
    source = xlsx([["pertanyaan", "jawaban"], ["a", "b"]])
    packed = rewritten(source, "xl/worksheets/sheet1.xml", b'<row r="2"', b'<row r="99999999999"')
    assert "more rows than a sheet can have" in refusal("x.xlsx", packed)


def rewritten(source: bytes, part: str, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(source)) as package:
        parts: dict[str, str | bytes] = {name: package.read(name) for name in package.namelist()}
    content = parts[part]
    assert isinstance(content, bytes)
    assert old in content
    return archive({**parts, part: content.replace(old, new)})
