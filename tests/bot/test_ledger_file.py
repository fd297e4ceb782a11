"""Learning from elsewhere as organisers really send it: read rightly, or every flaw named with its mend."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from bot.ledger_file import LedgerReading, problems_of, read_activities
from bot.spreadsheets import safe_cell
from learning.activities import WORDS
from learning.records import CreditKind
from learning.usecases.ledger_import import Flaw, Refused

NIP = "199001012015042001"
HEADER = "employee_number,date,kind,title,minutes,evidence,source\n"
PLAIN = f"{HEADER}{NIP},2026-11-03,webinar,Arsip digital,90,SERT-12/2026,Pusdiklat\n"
Read = Callable[[str | bytes], LedgerReading]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(content: str | bytes) -> LedgerReading:
        file = tmp_path / "records"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_activities(file, today=date(2026, 11, 23))

    return read


def workbook(*rows: Sequence[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def told(reading: LedgerReading) -> list[str]:
    return [str(problem) for problem in reading.problems]


def test_a_row_is_read_into_an_activity(read: Read) -> None:
    reading = read(PLAIN)
    (activity,) = reading.activities
    assert not reading.problems
    assert (activity.row, activity.employee_number, activity.on) == (2, NIP, date(2026, 11, 3))
    assert (activity.kind, activity.title, activity.seconds) == (CreditKind.WEBINAR, "Arsip digital", 5400)
    assert (activity.evidence, activity.origin, activity.competency) == ("SERT-12/2026", "Pusdiklat", "")


def test_indonesian_headers_semicolons_and_a_title_above_are_understood(read: Read) -> None:
    reading = read(
        "Rekap diklat 2026\n"
        "NIP;Tanggal;Jenis;Judul;Menit;Bukti;Sumber;Kompetensi\n"
        f"{NIP};03/11/2026;Komunitas Belajar;Berbagi praktik;37,5;;Surat 12;Kearsipan\n"
    )
    (activity,) = reading.activities
    assert not reading.problems
    assert (activity.kind, activity.seconds) == (CreditKind.COMMUNITY, 2250)
    assert (activity.on, activity.competency) == (date(2026, 11, 3), "Kearsipan")


def test_a_workbook_with_its_own_dates_and_text_numbers_reads_the_same(read: Read) -> None:
    rows: list[list[object]] = [
        [*HEADER.strip().split(",")],
        [NIP, datetime(2026, 11, 3), "Webinar", "Arsip digital", 90, "", "P"],
    ]
    (activity,) = read(workbook(*rows)).activities
    assert (activity.on, activity.seconds) == (date(2026, 11, 3), 5400)


@pytest.mark.parametrize("kind", WORDS)
def test_every_kind_is_known_by_all_its_names(read: Read, kind: CreditKind) -> None:
    for word in (*WORDS[kind], kind.value, WORDS[kind][0].upper()):
        (activity,) = read(f"{HEADER}{NIP},2026-11-03,{word},x y,30,,s\n").activities
        assert activity.kind is kind


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        (f"{NIP},2026-11-24,webinar,A,90,,P", "row 2, date: error: the date lies in the future"),
        (f"{NIP},1926-11-03,webinar,A,90,,P", "is no date"),
        (f"{NIP},1996-11-03,webinar,A,90,,P", "before 2000"),
        (
            f"{NIP},31.11.2026,webinar,A,90,,P",
            "row 2, date: error: '31.11.2026' is no date: write 2026-01-31",
        ),
        (
            f"{NIP},2026-11-03,webiner,A,90,,P",
            "row 2, kind: error: 'webiner' is no kind of learning: did you mean web",
        ),
        (f"{NIP},2026-11-03,rapat,A,90,,P", "is no kind of learning"),
        (f"{NIP},2026-11-03,lesson,A,90,,P", "is no kind of learning"),
        (f"{NIP},2026-11-03,correction,A,90,,P", "is no kind of learning"),
        (f"{NIP},2026-11-03,webinar,A,0,,P", "row 2, minutes: error: the minutes are not more than 0"),
        (f"{NIP},2026-11-03,webinar,A,-5,,P", "the minutes are not more than 0"),
        (f"{NIP},2026-11-03,webinar,A,1441,,P", "more than 24 hours on one day"),
        (f"{NIP},2026-11-03,webinar,A,satu jam,,P", "'satu jam' is no number of minutes"),
        (f"{NIP},2026-11-03,webinar,A,NaN,,P", "the minutes are not more than 0"),
        (f"{NIP},2026-11-03,webinar,A,1e9,,P", "more than 24 hours"),
        (f"{NIP},2026-11-03,webinar,A,0.333,,P", "is no whole number of seconds"),
        (f"{NIP},2026-11-03,webinar,A,90,,", "row 2, source: error: the cell is empty: fill it in"),
        (f"{NIP},2026-11-03,webinar,,90,,P", "row 2, title: error: the cell is empty"),
        ("1.99001E+17,2026-11-03,webinar,A,90,,P", "a spreadsheet has shortened the number"),
        (f"{NIP},2026-11-03,webinar,A,90,,P,,more", "a value stands beyond the last header"),
        (f"{NIP},2026-11-03,webinar,A\u202eb,90,,P", "invisible or direction-changing"),
    ],
)
def test_each_flaw_is_named_by_row_and_column_with_its_mend(read: Read, cells: str, says: str) -> None:
    reading = read(f"{HEADER}{cells}\n{NIP},2026-11-04,webinar,B,90,,P\n")
    assert len(reading.activities) == 1
    assert any(says in said for said in told(reading)), told(reading)
    assert NIP not in "".join(told(reading))


def test_minutes_that_became_a_time_of_day_are_refused(read: Read) -> None:
    rows: list[list[object]] = [
        [*HEADER.strip().split(",")],
        [NIP, datetime(2026, 11, 3), "Webinar", "A", time(1, 30), "", "P"],
    ]
    assert "taken the minutes for a time" in told(read(workbook(*rows)))[0]


def test_a_missing_column_is_named_in_both_languages(read: Read) -> None:
    reading = read(f"nip,tanggal,jenis,judul,menit\n{NIP},2026-11-03,webinar,A,90\n")
    assert told(reading) == [
        "row 1: error: the column sumber is missing: add it with the header “source” or “sumber”"
    ]
    assert reading.activities == ()


def test_a_misspelt_header_is_an_error_and_a_strange_one_a_warning(read: Read) -> None:
    assert "did you mean evidence?" in told(read(PLAIN.replace("evidence", "evidense")))[0]
    reading = read(PLAIN.replace("evidence", "lokasi rapat"))
    assert "warning" in told(reading)[0]
    assert len(reading.activities) == 1


def test_a_thousand_errors_are_enough(read: Read) -> None:
    reading = read(HEADER + f"{NIP},2026-11-03,webinar,A,0,,P\n" * 3000)
    assert len(reading.problems) == 1001
    assert "rows below were not read" in told(reading)[-1]


@pytest.mark.parametrize(
    "content", ["", "\n\n", "x", b"\x00\x01\x02", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0x"]
)
def test_what_is_no_table_is_refused_with_a_reason(read: Read, content: str | bytes) -> None:
    reading = read(content)
    assert reading.activities == ()
    assert any(problem.is_error for problem in reading.problems)


def test_a_workbook_that_would_burst_is_refused_before_it_is_unpacked(read: Read) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)
    assert "256 MB" in told(read(content.getvalue()))[0]


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+cmd", "-2+3", "@SUM(A1)", "'=1"])
def test_what_an_export_made_safe_comes_back_as_it_was(read: Read, text: str) -> None:
    rows: list[list[object]] = [
        [*HEADER.strip().split(",")],
        [NIP, date(2026, 11, 3), "webinar", safe_cell(text), 90, "", "P"],
    ]
    (activity,) = read(workbook(*rows)).activities
    assert activity.title == text


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, len(PLAIN) - 1), to=st.binary(max_size=6), length=st.integers(0, 20))
def test_no_damage_to_a_file_makes_the_reader_crash(read: Read, at: int, to: bytes, length: int) -> None:
    content = PLAIN.encode()
    reading = read(content[:at] + to + content[at + length :])
    assert reading.activities or reading.problems or len(content) > 0


def test_what_fits_no_person_is_said_without_the_number() -> None:
    refused = (
        Refused(row=9, flaw=Flaw.TWICE_WITH_OTHER_MINUTES, other_row=4),
        Refused(row=3, flaw=Flaw.NOBODY, near="…003", digit=17),
        Refused(row=2, flaw=Flaw.NOBODY),
        Refused(row=5, flaw=Flaw.NAMES_THE_PERSON),
        Refused(row=6, flaw=Flaw.BELOW_ZERO),
    )
    assert [str(problem) for problem in problems_of(refused, {"employee_number": "NIP"})] == [
        "row 2, NIP: error: nobody on the roster has this number: import the roster first, "
        "or correct the number",
        "row 3, NIP: error: nobody on the roster has this number: the nearest ends in 003 and "
        "differs in digit 17",
        "row 5, title: error: title, source or competency names the person: put names into evidence, "
        "which can be erased",
        "row 6, minutes: error: corrections by hand have taken off more than that: see `sela ledger list`",
        "row 9, minutes: error: row 4 says the same activity took other minutes: keep one of the two rows",
    ]
