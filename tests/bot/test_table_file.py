"""A file that is broken, hostile or no table at all is refused before it does harm."""

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.headed_table import TableProblem
from bot.table_file import TableRow, TableUnreadable, open_table
from bot.texts import LANGUAGES, texts_for
from bot.views import table_problems


def rows_of(tmp_path: Path, content: bytes) -> list[TableRow]:
    file = tmp_path / "table"
    file.write_bytes(content)
    return list(open_table(file).rows)


def refusal(tmp_path: Path, content: bytes) -> str:
    with pytest.raises(TableUnreadable) as refused:
        rows_of(tmp_path, content)
    return refused.value.message


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_a_row_at_the_very_bottom_of_a_sheet_keeps_its_number(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["nip"])
    book.worksheets[0].cell(100_000, 1, "x")
    assert rows_of(tmp_path, saved(book)) == [(1, ("nip",)), (100_000, ("x",))]


def test_a_formula_counts_as_what_it_last_gave_and_is_never_run(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["nip", "=1+1"])
    assert rows_of(tmp_path, saved(book)) == [(1, ("nip",))]


def test_a_file_over_fifty_megabytes_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "huge.csv"
    with file.open("wb") as opened:
        opened.truncate(50 * 1024**2 + 1)
    with pytest.raises(TableUnreadable, match="larger than 50 MB"):
        open_table(file)


def test_a_cell_as_long_as_a_book_is_said_to_be_long_in_both_languages(tmp_path: Path) -> None:
    said = refusal(tmp_path, b'nip,nama\n1,"' + b"x" * 140_000 + b'"\n')
    assert said.startswith("a cell is longer than 131,072 characters: shorten it")
    for language in LANGUAGES:
        shown = table_problems.message(TableProblem(row=2, message=said), texts_for(language))
        assert ("131,072" if language == "en" else "131.072") in shown
        assert "limit" not in shown


def test_what_the_csv_reader_says_in_english_is_not_passed_on(tmp_path: Path) -> None:
    assert refusal(tmp_path, b'nip,nama\n1,"Budi"x\n') == (
        "quotation marks do not match up here: close each one, or delete it"
    )


def test_more_than_two_hundred_thousand_people_are_refused(tmp_path: Path) -> None:
    assert len(rows_of(tmp_path, b"nip\n" + b"1\n" * 200_000)) == 200_001
    assert "more than 200,000 rows" in refusal(tmp_path, b"nip\n" + b"1\n" * 200_001)


def test_a_workbook_that_unpacks_to_gigabytes_is_refused_before_unpacking(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(1024**2))
    huge = content.getvalue().replace((1024**2).to_bytes(4, "little"), (2**31).to_bytes(4, "little"))
    assert "unpack to more than 256 MB" in refusal(tmp_path, huge)


def test_a_workbook_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", bytes(1024**2))
    lying = content.getvalue().replace((1024**2).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    assert "no readable XLSX" in refusal(tmp_path, lying)


def test_a_workbook_packed_out_of_thousands_of_files_is_refused(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for number in range(6_000):
            archive.writestr(f"../../{number}", b"")
    assert "too many files" in refusal(tmp_path, content.getvalue())


def test_a_workbook_full_of_laughs_is_refused_quickly(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    sheet = (
        f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "ha">{laughs}]><worksheet xmlns="http://schemas.'
        'openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr">'
        "<is><t>&l11;</t></is></c></row></sheetData></worksheet>"
    )
    assert "no readable XLSX" in refusal(tmp_path, with_sheet(sheet))


def test_a_workbook_cannot_read_a_file_of_this_machine(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the token")
    sheet = (
        f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}">]><worksheet xmlns="http://'
        'schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr">'
        "<is><t>&x;</t></is></c></row></sheetData></worksheet>"
    )
    assert "token" not in refusal(tmp_path, with_sheet(sheet))


def with_sheet(sheet: str) -> bytes:
    """A sound workbook but for its first sheet."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved(Workbook()))) as sound,
        zipfile.ZipFile(content, "w") as changed,
    ):
        for name in sound.namelist():
            changed.writestr(name, sheet if name.endswith("sheet1.xml") else sound.read(name))
    return content.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00",
        b"\x00" * 99,
        b"\x81\x8d",
        b"PK\x03\x04",
        b"PK\x03\x04" + b"PK\x05\x06" * 9,
        b"\xd0\xcf\x11\xe0old workbook",
        b'nip,nama,unit\n"1,Siti,Biro\n',
        b"nip,nama,unit\n" + b"1" * 200_000,
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    assert refusal(tmp_path, content)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.csv", tmp_path):
        with pytest.raises(TableUnreadable, match="cannot be opened"):
            open_table(path)
