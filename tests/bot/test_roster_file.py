"""A roster as a personnel office really has it: read rightly, or every flaw named with its row and mend."""

import io
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from bot.roster_file import RosterReading, read_roster
from bot.spreadsheets import safe_cell
from learning.records import RosterFact

SITI = "196804111993031009"
BUDI = "198507232023212015"
PLAIN = f"employee_number,name,unit\n{SITI},Siti,Biro Umum\n"
Read = Callable[[str | bytes], RosterReading]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(content: str | bytes) -> RosterReading:
        file = tmp_path / "roster"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return reading_of(file)

    return read


def reading_of(file: Path) -> RosterReading:
    return read_roster(file, default_language="id", today=date(2026, 11, 23))


def workbook(*rows: Sequence[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def is_wrong(reading: RosterReading) -> bool:
    return any(problem.is_error for problem in reading.problems)


def told(reading: RosterReading) -> list[str]:
    return [str(problem) for problem in reading.problems]


def test_a_full_row_is_read_into_an_entry(read: Read) -> None:
    reading = read(
        "employee_number,name,unit,time_zone,language,employment_type,roles,starts_on,email\n"
        f'{SITI}," Siti  Aminah, S.Si. ",Sekretariat / Biro Umum,WIT,EN,pns,atasan|Admin,'
        "31/01/1993,siti@example.go.id\n"
    )
    (siti,) = reading.entries
    assert not reading.problems
    assert siti.name == "Siti Aminah, S.Si."
    assert siti.unit == "Sekretariat/Biro Umum"
    assert siti.time_zone == "Asia/Jayapura"
    assert siti.language == "en"
    assert siti.employment_type == "PNS"
    assert siti.roles == ("supervisor", "admin")
    assert siti.starts_on == date(1993, 1, 31)
    assert siti.email == "siti@example.go.id"


def test_empty_cells_fall_back_to_the_organisations_defaults_and_the_clock_to_the_units(read: Read) -> None:
    (siti,) = read(PLAIN).entries
    assert (siti.time_zone, siti.language, siti.roles) == ("", "id", ())
    assert (siti.starts_on, siti.email) == (None, "")


def test_indonesian_headers_in_any_spelling_are_understood(read: Read) -> None:
    reading = read(
        "NIP;Nama;Unit Kerja;Zona-Waktu;bahasa;jenis;peran;mulai;surel\n"
        f"{BUDI};Budi;Biro;WITA;id;PPPK;pegawai;2023-02-01;\n"
    )
    (budi,) = reading.entries
    assert not reading.problems
    assert (budi.time_zone, budi.roles, budi.employment_type) == ("Asia/Makassar", ("employee",), "PPPK")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_usual_encoding_and_separator_gives_the_same_people(
    read: Read, encoding: str, separator: str
) -> None:
    lines = ("employee_number,name,unit", f"{SITI},Zoë Ayu,Biro", "130012345,Ayu,Biro", "")
    content = "\r\n".join(lines).replace(",", separator)
    reading = read(content.encode(encoding))
    assert [entry.name for entry in reading.entries] == ["Zoë Ayu", "Ayu"]
    assert not reading.problems


def test_windows_1252_is_read_with_a_warning(read: Read) -> None:
    reading = read(PLAIN.replace("Siti", "Zoë").encode("cp1252"))
    assert reading.entries[0].name == "Zoë"
    assert not is_wrong(reading)
    assert "Windows-1252" in told(reading)[0]


def test_the_separator_line_of_a_spreadsheet_is_not_counted(read: Read) -> None:
    reading = read("sep=;\nnip;nama;unit\n;Siti;Biro\n")
    assert told(reading) == ["row 2, nip: error: the cell is empty: fill it in"]


def test_a_title_above_the_header_and_empty_rows_keep_the_spreadsheets_row_numbers(read: Read) -> None:
    reading = read(f"DAFTAR PEGAWAI,,\n,,\n\nnip,nama,unit\n\n{SITI},Siti,Biro\n{BUDI},,Biro\n")
    assert len(reading.entries) == 1
    assert told(reading) == ["row 7, nama: error: the cell is empty: fill it in"]


def test_a_missing_column_is_named_in_both_languages(read: Read) -> None:
    assert told(read("nip,nama\n1,Siti\n")) == [
        "row 1: error: the column unit_kerja is missing: add it with the header “unit” or “unit_kerja”"
    ]
    assert told(read("employee_number,name\n1,Siti\n"))[0].startswith(
        "row 1: error: the column unit is missing"
    )


def test_problems_name_columns_as_the_file_does(read: Read) -> None:
    reading = read(f"Nama,Golongan,Unit Kerja,NIP,Zona-Waktu\nSiti,,Biro,{SITI},WIBB\n")
    assert "row 2, Zona-Waktu" in told(reading)[-1]
    doubled = read(f"NIP,Nama,Unit\n{SITI},Siti,Biro\n{SITI},Siti,Biro\n")
    assert told(doubled) == ["row 3, NIP: error: the same number is in row 2: keep one of the two rows"]


def test_of_a_column_that_is_not_there_the_file_says_nothing(read: Read) -> None:
    (siti,) = read(f"nip,nama,unit,peran\n{SITI},Siti,Biro,\n").entries
    assert siti.kept == frozenset(RosterFact) - {RosterFact.NAME, RosterFact.ROLES}
    full = ",".join(("nip", "unit", *RosterFact))
    (siti,) = read(f"{full}\n{SITI},Biro,Siti,,,,,,\n").entries
    assert siti.kept == frozenset()


def test_a_doubled_column_is_an_error(read: Read) -> None:
    assert "there twice" in told(read("nip,employee_number,nama,unit\n1,2,Siti,Biro\n"))[0]


def test_a_misspelt_column_is_an_error_and_a_foreign_one_only_a_warning(read: Read) -> None:
    misspelt = read(f"nip,nama,unit,peren\n{SITI},Siti,Biro,admin\n")
    assert is_wrong(misspelt)
    assert "did you mean peran?" in told(misspelt)[0]
    foreign = read(f"No,nip,nama,unit,golongan\n1,{SITI},Siti,Biro,III/a\n")
    assert not is_wrong(foreign)
    assert len(foreign.entries) == 1
    assert len(foreign.problems) == 2


def test_an_unquoted_comma_in_a_name_is_noticed(read: Read) -> None:
    reading = read(f"nip,nama,unit\n{SITI},Siti, S.Si.,Biro\n")
    assert not reading.entries
    assert "beyond the last header" in told(reading)[0]


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("time_zone", "Asia/Bandung", "no time zone"),
        ("language", "jv", "no language of Sela: write id or en"),
        ("employment_type", "honorer", "write PNS, PPPK or other"),
        ("roles", "admin|boss", "'boss' is no role"),
        ("starts_on", "31/02/2020", "no date of employment"),
        ("starts_on", "01/31/2020", "no date of employment"),
        ("starts_on", "1020-01-01", "no date of employment"),
        ("email", "siti@kantor", "no e-mail address"),
        ("email", "siti", "no e-mail address"),
        ("name", "Siti\u202egnp", "invisible or direction-changing"),
        ("name", "Si\u200bti", "invisible"),
        ("name", "Si\x07ti", "invisible"),
        ("name", "12345", "no letter"),
        ("name", "#N/A", "the error #N/A"),
        ("name", "x" * 201, "longer than 200"),
        ("unit", "Biro//Bagian", "a part of the unit is empty"),
        ("unit", "/Biro", "a part of the unit is empty"),
    ],
)
def test_a_wrong_cell_is_named_by_row_column_and_mend(read: Read, column: str, value: str, says: str) -> None:
    cells = {"employee_number": SITI, "name": "Siti", "unit": "Biro"} | {column: value}
    reading = read(f"{','.join(cells)}\n{','.join(cells.values())}\n")
    assert not reading.entries
    (problem,) = reading.problems
    assert (problem.row, problem.column, problem.is_error) == (2, column, True)
    assert says in problem.message


def test_every_flaw_of_a_row_is_told_at_once(read: Read) -> None:
    reading = read("nip,nama,unit,bahasa\n1E+17,,Biro,jv\n")
    assert [problem.column for problem in reading.problems] == ["nip", "nama", "bahasa"]


def test_both_rows_of_a_doubled_number_are_named_and_neither_is_taken(read: Read) -> None:
    reading = read(f"{PLAIN}19680411 199303 1 009,Siti A.,Biro\n{BUDI},Budi,Biro\n")
    assert [entry.employee_number for entry in reading.entries] == [BUDI]
    assert told(reading) == [
        "row 3, employee_number: error: the same number is in row 2: keep one of the two rows"
    ]


def test_a_number_against_its_employment_type_is_refused_and_for_others_a_warning(read: Read) -> None:
    lines = "nip,nama,unit,jenis\n{number},Budi,Biro,{type}\n"
    assert is_wrong(read(lines.format(number=BUDI, type="PNS")))
    assert not read(lines.format(number=BUDI, type="PPPK")).problems
    assert is_wrong(read(lines.format(number="999999999999999999", type="")))
    odd = read(lines.format(number="999999999999999999", type="lainnya"))
    assert len(odd.entries) == 1
    assert [problem.is_error for problem in odd.problems] == [False]


@pytest.mark.parametrize("stated", ["PNS", "PPPK", ""])
def test_a_number_of_sixteen_digits_is_refused_unless_another_employment_is_stated(
    read: Read, stated: str
) -> None:
    lines = "nip,nama,unit,jenis\n{number},Budi,Biro,{type}\n"
    assert told(read(lines.format(number=SITI[:16], type=stated))) == [
        "row 2, nip: error: the number has 16 digits, and those of PNS and PPPK have 18: "
        "compare, or write other as the employment type"
    ]
    assert not read(lines.format(number=SITI[:16], type="lainnya")).problems


def test_a_short_number_is_taken_as_it_is_where_no_employment_is_stated(read: Read) -> None:
    assert not read("nip,nama,unit\n130012345,Budi,Biro\n").problems
    assert is_wrong(read("nip,nama,unit,jenis\n130012345,Budi,Biro,PNS\n"))


def test_no_message_holds_a_name_or_a_number(read: Read) -> None:
    reading = read(f"nip,nama,unit\n{SITI[:-1]}X,Siti\u202e,Biro\n{SITI[:-3]}000,Budi,Biro\n")
    assert len(reading.problems) == 3
    for message in told(reading):
        assert SITI[:8] not in message
        assert "Siti" not in message


def test_a_wrong_value_cannot_forge_a_line_of_the_report(read: Read) -> None:
    reading = read(f'nip,nama,unit,bahasa\n{SITI},Siti,Biro,"jv\nrow 9: all is well{"x" * 99}"\n')
    assert "\n" not in told(reading)[0]
    assert len(told(reading)[0]) < 140


def test_after_a_thousand_errors_the_reading_stops_and_says_so(read: Read) -> None:
    reading = read("nip,nama,unit\n" + "x,Siti,Biro\n" * 1_200)
    assert len(reading.problems) == 1_001
    assert "1,000 errors so far" in told(reading)[-1]


def test_a_cell_made_safe_for_spreadsheets_comes_back_as_it_was(read: Read) -> None:
    reading = read(f'nip,nama,unit\n{SITI},"{safe_cell("-Siti-")}","{safe_cell("=Biro")}"\n')
    assert (reading.entries[0].name, reading.entries[0].unit) == ("-Siti-", "=Biro")


def test_a_workbook_is_read_with_its_own_types(read: Read) -> None:
    reading = read(
        workbook(
            ("NIP", "Nama", "Unit Kerja", "Mulai", "Surel"),
            (SITI, "Siti", "Biro", datetime(1993, 3, 1), "siti@example.go.id"),
            (130012345, "Ayu", "Biro", 45_000, None),
        )
    )
    assert not reading.problems
    siti, ayu = reading.entries
    assert siti.starts_on == date(1993, 3, 1)
    assert (ayu.employee_number, ayu.starts_on) == ("130012345", date(2023, 3, 15))


def test_a_long_number_kept_as_number_in_a_workbook_is_refused_with_its_row(read: Read) -> None:
    reading = read(workbook(("nip", "nama", "unit"), (), (int(SITI), "Siti", "Biro")))
    assert not reading.entries
    assert told(reading)[0].startswith("row 3, nip: error: the cell is a number")
    assert "format the column as text" in told(reading)[0]


def test_only_the_first_sheet_is_read_and_where_it_has_no_header_that_is_said(read: Read) -> None:
    book = Workbook()
    book.worksheets[0].title = "Catatan"
    book.worksheets[0].append(["Mohon diisi sebelum Jumat"])
    table = book.create_sheet("Pegawai")
    table.append(["nip", "nama", "unit"])
    table.append([SITI, "Siti", "Biro"])
    content = io.BytesIO()
    book.save(content)
    said = told(read(content.getvalue()))
    assert (
        "the file: error: only the first sheet, 'Catatan', is read: move the one with the table to the front"
        in said
    )
    book.move_sheet("Pegawai", -1)
    content = io.BytesIO()
    book.save(content)
    assert not read(content.getvalue()).problems, "a note behind the table is no problem"


@pytest.mark.parametrize(
    "content", [b"", b"\n\n\n", b"\xff\xfe", b"\x00" * 9, b"PK\x03\x04", b"\xd0\xcf\x11\xe0"]
)
def test_a_file_that_is_no_roster_is_an_error_and_never_a_crash(read: Read, content: bytes) -> None:
    reading = read(content)
    assert is_wrong(reading)
    assert not reading.entries


def test_a_file_that_breaks_off_names_the_row(read: Read) -> None:
    reading = read(f'{PLAIN}{BUDI},"Budi,Biro\n')
    assert [problem.row for problem in reading.problems if problem.is_error] == [3]


SEEDS = (
    PLAIN.encode(),
    (PLAIN + f'{BUDI},"Budi, S.Si.",Biro/Bagian\n').encode("utf-16"),
    workbook(("nip", "nama", "unit", "mulai"), (SITI, "Siti", "Biro", datetime(1993, 3, 1))),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.sampled_from(SEEDS),
    edits=st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=6)), max_size=8),
    cut=st.integers(0, 40),
)
def test_mutated_files_never_crash_the_reader(
    read: Read, seed: bytes, edits: list[tuple[int, bytes]], cut: int
) -> None:
    content = bytearray(seed[: len(seed) - cut])
    for at, replacement in edits:
        place = at % max(1, len(content))
        content[place : place + len(replacement)] = replacement
    reading = read(bytes(content))
    assert all(entry.employee_number.isdigit() and entry.name and entry.unit for entry in reading.entries)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.text(max_size=12), min_size=9, max_size=9), max_size=4))
def test_arbitrary_cells_never_crash_the_reader(read: Read, rows: list[list[str]]) -> None:
    header = "employee_number,name,unit,time_zone,language,employment_type,roles,starts_on,email"
    quoted = [",".join('"{}"'.format(cell.replace('"', '""')) for cell in row) for row in rows]
    reading = read("\n".join([header, *quoted]).encode("utf-8", "replace"))
    assert all(entry.employee_number.isdigit() and entry.name for entry in reading.entries)
