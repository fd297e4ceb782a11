"""The reports of the command line: the same figures to read, as a spreadsheet and for programs."""

import csv
import io
import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.cli.report import as_read
from bot.spreadsheets import HUNDREDTHS, TENTHS
from tests.bot.commandline import BAYU, SARI, Shell

HOURS = f"""employee_number,date,kind,title,minutes,evidence,source
{SARI},2026-03-04,webinar,=HYPERLINK("x"),90,Sertifikat 1,SIASN
{BAYU},2026-03-04,webinar,=HYPERLINK("x"),90,Sertifikat 2,SIASN
{SARI},2026-03-06,exam,Ujian,45,Nilai 90,SIASN
"""


@pytest.fixture
def learned(staffed: Shell) -> Shell:
    """A roster of two, and three activities of the tenth week of 2026."""
    staffed.writes("hours.csv", HOURS)
    staffed.succeeds("ledger", "import", "hours.csv")
    return staffed


def test_a_week_is_printed_with_its_units(learned: Shell) -> None:
    says = learned.succeeds("report", "week", "2026-W10")
    assert "Balai Jayapura" in says
    assert "Sekretariat Utama/Biro Umum" in says
    assert "5" in says
    assert "3.00" in says, "JP a person has the decimals of the summary"
    assert SARI not in says


def test_the_year_comes_with_its_table_of_indicators(learned: Shell) -> None:
    says = learned.succeeds("report", "year", "2026")
    for words in (
        "Events held",
        "Exam participants",
        "over 2 people on the staff",
        "100.0%",
        "of the year's staff",
    ):
        assert words in says
    table = json.loads(learned.succeeds("report", "year", "2026", "--format", "json"))["year_table"]
    assert (table["events"], table["completions"], table["exam_takers"], table["users"]) == (1, 2, 1, 2)
    assert (table["jp"], table["jp_per_staff"]) == (5.0, 2.5)


def test_json_and_csv_say_the_same(learned: Shell) -> None:
    values = json.loads(learned.succeeds("report", "month", "2026-03", "--format", "json"))
    assert (values["period"], values["people"], values["totals"]["seconds"]) == ("2026-03", 2, 13_500)
    assert values["learned_share_of_people"] == 1.0
    assert "persons" in values
    assert not values["persons"]
    says = learned.succeeds("report", "month", "2026-03", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(says)))
    assert [(row["path"], row["seconds"]) for row in rows] == [
        ("Balai Jayapura", "5400"),
        ("Sekretariat Utama/Biro Umum", "8100"),
    ]


def test_a_unit_or_course_that_is_not_there_is_named(learned: Shell) -> None:
    one = learned.succeeds("report", "month", "2026-03", "--unit", "Balai Jayapura", "--format", "json")
    assert json.loads(one)["totals"]["seconds"] == 5400
    assert "'Nowhere'" in learned.fails("report", "month", "2026-03", "--unit", "Nowhere")
    assert "'nothing'" in learned.fails("report", "month", "2026-03", "--course", "nothing")
    assert learned.succeeds("report", "month", "2026-03", "--course", "kearsipan", "--format", "csv")


@pytest.mark.parametrize(("kind", "text"), [("week", "2026-11"), ("month", "2026-W47"), ("year", "soon")])
def test_a_period_that_cannot_be_read_says_how_to_write_it(staffed: Shell, kind: str, text: str) -> None:
    assert "Write it like this: 20" in staffed.fails("report", kind, text)
    assert "has not begun" in staffed.fails("report", "year", "2999")


@pytest.mark.parametrize("kind", ["week", "month", "quarter", "year"])
def test_without_a_period_there_is_one(staffed: Shell, kind: str) -> None:
    assert staffed.succeeds("report", kind)


def test_a_spreadsheet_has_whole_numbers_as_text_and_is_in_the_audit_log(learned: Shell) -> None:
    learned.succeeds("report", "quarter", "2026-Q1", "--format", "xlsx", "-o", "q1.xlsx")
    book = load_workbook(learned.folder / "q1.xlsx")
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert SARI in cells
    assert "Indikator" not in book.sheetnames
    learned.succeeds("report", "year", "2026", "--format", "xlsx", "-o", "year.xlsx")
    assert "Indikator" in load_workbook(learned.folder / "year.xlsx").sheetnames
    learned.succeeds("report", "quarter", "2026-Q1", "--format", "csv", "--lines", "persons", "-o", "q1.csv")
    assert SARI in learned.reads("q1.csv")
    log = json.loads(learned.succeeds("audit", "--format", "json", "--action", "report_exported"))
    assert [entry["detail"] for entry in log] == ["2026-Q1", "2026", "2026-Q1"]


def test_a_place_that_cannot_be_written_is_said_plainly(learned: Shell, tmp_path: Path) -> None:
    nowhere = str(tmp_path / "nowhere" / "q1.csv")
    assert "cannot be written" in learned.fails("report", "week", "--format", "csv", "-o", nowhere)


def test_figures_to_read_have_the_decimals_and_the_minus_that_chat_has() -> None:
    assert as_read(Decimal("84.2571428"), TENTHS) == "84.3"
    assert as_read(Fraction(-4, 3), HUNDREDTHS) == "−1.33"
    assert as_read(Decimal("-0.125"), "0.0%") == "−12.5%"
