"""A batch for the personnel system: its columns, its forms, and the replies that come back."""

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from bot.handover_file import FileKind, batch_file
from bot.handover_layout import Layout, LayoutBroken, ReplyLayout, default_layout, read_layout
from bot.handover_reply import ReplyReading, all_problems, read_reply
from learning.handover import HandedRow, HandedState, HandOver
from learning.records import CreditKind
from learning.usecases.handing_over import RefusedReply, ReplyFlaw
from tests.habits.repository import ROOT
from tests.people import CAST, SARI, UNIT
from tests.storage.rows import credit

NIP = CAST[SARI].employee_number
BATCH = HandOver(
    id=3,
    month="2026-11",
    made_at=datetime(2026, 12, 1, tzinfo=UTC),
    replied_at=None,
    rows=3,
    seconds=5370,
    accepted=0,
    rejected=0,
)
Read = Callable[[str | bytes], ReplyReading]


def row(credit_id: int, **more: Any) -> HandedRow:
    """A row of the batch."""
    values: dict[str, Any] = {
        "credit_id": credit_id,
        "entry": credit(1),
        "employee_number": NIP,
        "name": "Sari Dewi",
        "unit": UNIT,
        "activity": CreditKind.LESSON,
        "words": "",
        "corrects_id": None,
        "state": HandedState.HANDED,
        "reason": "",
    }
    return HandedRow(**{**values, **more})


WEBINAR = credit(
    1,
    source="import:1",
    kind=CreditKind.WEBINAR,
    seconds=5400,
    title="Arsip",
    evidence={"origin": "Pusdiklat"},
)
ROWS = (
    row(7),
    row(12, entry=WEBINAR, activity=CreditKind.WEBINAR, words="=SERT(12)"),
    row(
        31,
        entry=credit(1, source="correction:12:1", kind=CreditKind.CORRECTION, seconds=-270, title="Arsip"),
        activity=CreditKind.WEBINAR,
        words="Pulang awal",
        corrects_id=12,
    ),
)


ENGLISH = default_layout("en")


def written(kind: FileKind, layout: Layout = ENGLISH, language: str = "en") -> bytes:
    """The batch as a file."""
    return batch_file(BATCH, ROWS, layout, kind, organisation="Badan Contoh", language=language)


def test_the_csv_of_a_batch_is_this_to_the_letter() -> None:
    assert written(FileKind.CSV).decode("utf-8-sig").splitlines() == [
        "reference,employee_number,name,unit,date,kind,title,minutes,jp,organiser,evidence,corrects",
        f"SELA-7,{NIP},Sari Dewi,{UNIT},2026-11-23,Lesson,Pelajaran 01,4,0.088889,Badan Contoh,"
        "lesson:kelas/01:2026,",
        f"SELA-12,{NIP},Sari Dewi,{UNIT},2026-11-23,Webinar,Arsip,90,2.000000,Pusdiklat,'=SERT(12),",
        f"SELA-31,{NIP},Sari Dewi,{UNIT},2026-11-23,Correction,Arsip,-4.50,-0.100000,Badan Contoh,"
        "Pulang awal,SELA-12",
    ]
    assert written(FileKind.CSV).startswith(b"\xef\xbb\xbf")


def test_where_indonesian_is_spoken_headers_kinds_and_empty_titles_are_indonesian() -> None:
    untitled = (row(8, entry=credit(1, kind=CreditKind.REVIEW, title=""), activity=CreditKind.REVIEW),)
    content = batch_file(
        BATCH,
        (*ROWS, *untitled),
        default_layout("id"),
        FileKind.CSV,
        organisation="Badan Contoh",
        language="id",
    )
    first, *_, review = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    assert ",".join(first) == (
        "referensi,nip,nama,unit_kerja,tanggal,jenis,judul,menit,jp,penyelenggara,bukti,memperbaiki"
    )
    assert first["jenis"] == "Pelajaran"
    assert review["jenis"] == review["judul"] == "Mengingat kembali"


def test_a_kind_that_the_mapping_does_not_name_is_in_the_language_of_the_organisation() -> None:
    layout = Layout.model_validate(
        {
            "columns": [
                {"header": "R", "field": "reference"},
                {"header": "J", "field": "kind", "words": {"lesson": "Mandiri"}},
            ]
        }
    )
    found = json.loads(written(FileKind.JSON, layout, "id"))
    assert [one["J"] for one in found] == ["Mandiri", "Webinar", "Koreksi"]


@pytest.mark.parametrize("kind", [FileKind.CSV, FileKind.JSON, FileKind.XLSX])
def test_the_jp_column_adds_up_to_the_jp_of_the_batch(kind: FileKind) -> None:
    """HR batch of short lessons: cut to two decimals, its column lacked two per cent of what was learned."""
    rows = [row(at, entry=credit(1, source=str(at), seconds=60 * (1 + at % 9))) for at in range(1, 1_001)]
    content = batch_file(BATCH, rows, ENGLISH, kind, organisation="Badan Contoh", language="en")
    exact = Fraction(sum(one.entry.seconds for one in rows), 60 * 45)
    assert abs(sum(jp_column(content, kind)) - exact) < Fraction(1, 1_000)


def jp_column(content: bytes, kind: FileKind) -> list[Fraction]:
    """The JP of each row of a file, as it writes them."""
    if kind is FileKind.CSV:
        return [Fraction(one["jp"]) for one in csv.DictReader(io.StringIO(content.decode("utf-8-sig")))]
    if kind is FileKind.JSON:
        return [Fraction(one["jp"]) for one in json.loads(content)]
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return [Fraction(str(cells[8])) for cells in sheet.iter_rows(min_row=2, values_only=True)]


def test_the_json_keeps_numbers_as_numbers_and_employee_numbers_as_text() -> None:
    first, second, third = json.loads(written(FileKind.JSON))
    assert first["employee_number"] == NIP
    assert (first["minutes"], first["jp"], first["date"]) == (4, 0.088889, "2026-11-23")
    assert second["evidence"] == "=SERT(12)"
    assert (third["minutes"], third["corrects"]) == (-4.5, "SELA-12")


def test_the_workbook_has_real_types_text_numbers_a_fixed_header_and_filters() -> None:
    sheet = load_workbook(io.BytesIO(written(FileKind.XLSX))).worksheets[0]
    header, first, second, third = sheet.iter_rows()
    assert [cell.value for cell in header] == [column.header for column in ENGLISH.columns]
    assert (first[1].value, first[1].data_type, first[1].number_format) == (NIP, "s", "@")
    assert (first[4].value, first[4].number_format) == (datetime(2026, 11, 23), "yyyy-mm-dd")
    assert second[10].value == "'=SERT(12)"
    assert (third[7].value, third[8].value, third[8].number_format) == (-4.5, -0.1, "#,##0.00")
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:L4")
    assert all(cell.data_type != "f" for cells in sheet.iter_rows() for cell in cells)


def test_the_example_of_a_mapping_file_can_be_used_as_it_stands() -> None:
    layout = read_layout(ROOT / "handover.example.toml", "id")
    found = list(csv.DictReader(io.StringIO(written(FileKind.CSV, layout).decode("utf-8-sig"))))
    assert list(found[0]) == [
        "Referensi",
        "NIP",
        "Nama",
        "Tanggal",
        "Jenis Kegiatan",
        "Nama Kegiatan",
        "JP",
        "Penyelenggara",
        "Nomor Sertifikat",
        "Memperbaiki",
        "Instansi",
    ]
    assert [line["Jenis Kegiatan"] for line in found] == ["Belajar mandiri", "Webinar", "Webinar"]
    assert {line["Tanggal"] for line in found} == {"23-11-2026"}
    assert {line["Instansi"] for line in found} == {"Badan Contoh"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("columns = [", "no TOML"),
        ("", "columns: Field required"),
        ('[[columns]]\nheader = "A"\nfield = "nip"', "columns.1.field"),
        ('[[columns]]\nheader = "A"', "either a field or a value"),
        ('[[columns]]\nheader = "A"\nfield = "name"', 'needs field = "reference"'),
        ('[[columns]]\nheader = "A"\nfield = "reference"\nformat = "%d"', "is no date"),
        (2 * '[[columns]]\nheader = "A"\nfield = "reference"\n', "“A” is there twice"),
        ('[[columns]]\nheader = "A"\nfield = "reference"\ncolour = "red"', "columns.1.colour"),
    ],
)
def test_a_broken_mapping_file_is_refused_with_its_place(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "layout.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(LayoutBroken, match=r".*") as broken:
        read_layout(file, "id")
    assert says in str(broken.value)


def test_a_mapping_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(LayoutBroken, match="cannot be opened"):
        read_layout(tmp_path / "none.toml", "id")


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(content: str | bytes) -> ReplyReading:
        file = tmp_path / "reply"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_reply(file, ReplyLayout())

    return read


def answers(reading: ReplyReading) -> list[tuple[int, bool, str]]:
    """What was read, without the rows."""
    return [(reply.credit_id, reply.is_accepted, reply.reason) for reply in reading.replies]


EXPECTED = [(7, True, ""), (12, False, "Bukti kurang"), (31, True, "")]


def test_a_reply_is_read_out_of_csv_xlsx_and_json_alike(read: Read) -> None:
    lines = [("SELA-7", "Diakui", ""), ("sela-12", "DITOLAK", "Bukti kurang"), ("31", "accepted", "")]
    text = "referensi;NIP;keputusan;keterangan\n" + "".join(f"{a};{NIP};{b};{c}\n" for a, b, c in lines)
    assert answers(read(text)) == EXPECTED
    book = Workbook()
    book.worksheets[0].append(["Reference", "Status", "Reason"])
    for reference, status, reason in lines:
        book.worksheets[0].append([31 if reference == "31" else reference, status, reason or None])
    content = io.BytesIO()
    book.save(content)
    assert answers(read(content.getvalue())) == EXPECTED
    objects = [{"reference": a, "status": b, "reason": c or None} for a, b, c in lines]
    assert answers(read(json.dumps(objects))) == EXPECTED
    assert answers(read("\ufeff" + json.dumps({"rows": objects}))) == EXPECTED


def test_the_batch_itself_with_two_columns_filled_in_is_a_reply(read: Read) -> None:
    lines = written(FileKind.CSV).decode("utf-8-sig").splitlines()
    filled = [f"{lines[0]},status,reason", *(f"{line},ditolak,Tidak relevan" for line in lines[1:])]
    assert answers(read("\n".join(filled))) == [(number, False, "Tidak relevan") for number in (7, 12, 31)]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (
            "SELA-x,accepted,",
            "row 2, reference: error: 'SELA-x' is no reference of Sela: it looks like SELA-123",
        ),
        ("SELA-1234567890123456,accepted,", "is no reference"),
        (
            "SELA-7,maybe,",
            "row 2, status: error: 'maybe' is no answer: write one of accepted, diterima, diakui",
        ),
        ("SELA-7,,", "row 2, status: error: the cell is empty"),
        ("SELA-7,rejected,", "row 2, reason: error: a rejected row needs a reason"),
    ],
)
def test_each_flaw_of_a_reply_is_named(read: Read, line: str, says: str) -> None:
    reading = read(f"reference,status,reason\n{line}\n")
    assert reading.replies == ()
    assert any(says in str(problem) for problem in reading.problems), reading.problems


@pytest.mark.parametrize(
    "content", ["[", "{}", "[1]", '[["a"]]', "[" * 100_000, '{"rows": 3}', b"[\xff]", "", "x"]
)
def test_what_is_no_reply_is_refused_with_a_reason(read: Read, content: str | bytes) -> None:
    reading = read(content)
    assert reading.replies == ()
    assert any(problem.is_error for problem in reading.problems)


def test_a_column_that_is_missing_is_said_to_be_missing(read: Read) -> None:
    assert [str(problem) for problem in read("referensi;catatan\nSELA-7;x\n").problems] == [
        "row 1: error: the column status is missing: add it with the header “status” or “keputusan”"
    ]


def test_what_a_reply_names_is_known_also_where_its_answer_is_wrong(read: Read) -> None:
    reading = read("referensi,keputusan,alasan\nSELA-7,mungkin,\nSELA-9,ditolak,\nSELA-x,diakui,\n")
    assert [(one.row, one.credit_id) for one in reading.named] == [(2, 7), (3, 9)]
    refused = (RefusedReply(row=3, flaw=ReplyFlaw.NOT_IN_THIS_BATCH),)
    assert [(problem.row, problem.column) for problem in all_problems(reading, refused)] == [
        (2, "keputusan"),
        (3, "alasan"),
        (3, "referensi"),
        (4, "referensi"),
    ], "everything in one round, under the headers of the file"


def test_what_fits_no_row_of_the_batch_is_named() -> None:
    refused = (
        RefusedReply(row=5, flaw=ReplyFlaw.TWICE, other_row=2),
        RefusedReply(row=4, flaw=ReplyFlaw.NOT_IN_THIS_BATCH),
    )
    first, second = map(str, all_problems(ReplyReading(replies=(), problems=()), refused))
    assert first.startswith("row 4, reference: error: this batch has no such row")
    assert second.startswith("row 5, reference: error: row 2 answers for the same reference")


WHOLE = "reference,status,reason\nSELA-7,accepted,\nSELA-12,rejected,Bukti kurang\n"


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, len(WHOLE) - 1), to=st.binary(max_size=5), length=st.integers(0, 12))
def test_no_damage_to_a_reply_makes_the_reader_crash(read: Read, at: int, to: bytes, length: int) -> None:
    content = WHOLE.encode()
    read(content[:at] + to + content[at + length :])


def test_a_date_in_a_batch_is_written_as_the_mapping_says() -> None:
    layout = Layout.model_validate(
        {
            "columns": [
                {"header": "R", "field": "reference"},
                {"header": "T", "field": "date", "format": "%d/%m/%Y"},
            ]
        }
    )
    assert json.loads(written(FileKind.JSON, layout))[0] == {
        "R": "SELA-7",
        "T": f"{date(2026, 11, 23):%d/%m/%Y}",
    }
