"""The spreadsheet of a report: real types, safe cells, and LibreOffice reads it as it was written."""

import csv
import io
import shutil
import subprocess
import zipfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.report_workbook import report_workbook
from bot.texts import texts_for
from learning.reports import PeriodReport
from tests.bot.report_made_up import person, report, unit

OFFICE = shutil.which("soffice")
EVIL = (
    '=HYPERLINK("http://x";"y")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "'=1+1",
    "＝1+1",
    " =1+1",
)


def sheets(shown: PeriodReport, language: str = "en") -> dict[str, Worksheet]:
    content = report_workbook(shown, texts_for(language), target_jp=20)
    return {sheet.title: sheet for sheet in load_workbook(io.BytesIO(content)).worksheets}


def test_every_sheet_has_a_frozen_header_a_filter_and_widths() -> None:
    found = sheets(report(persons=(person(1), person(2))))
    assert list(found) == ["Summary", "Units", "People", "Courses", "Competencies", "Kinds"]
    for name in list(found)[1:]:
        sheet = found[name]
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.column_dimensions["A"].width > 15
    assert found["People"].auto_filter.ref == "A1:N3"


def test_numbers_are_numbers_dates_are_dates_and_employee_numbers_are_text() -> None:
    row = sheets(report(persons=(person(90),)))["People"][2]
    assert (row[0].value, row[0].data_type, row[0].number_format) == ("199001012015040090", "s", "@")
    assert row[4].value == 90
    assert row[5].value == 2
    assert (row[6].value, row[6].number_format) == (12.33, "#,##0.00"), "cut, never rounded up"
    assert (row[9].value, row[9].number_format) == (0.75, "0.0%")
    assert (row[13].value, row[13].number_format) == (datetime(2026, 11, 20), "yyyy-mm-dd")


@pytest.mark.parametrize("text", EVIL)
def test_no_name_unit_or_title_runs_as_a_formula(text: str) -> None:
    shown = report(persons=(person(1, text, unit=text),), units=(unit(1, text),), unit=text)
    for sheet in sheets(shown).values():
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.coordinate
                assert not str(cell.value or "x").lstrip().startswith(("=", "@", "\t", "\r", "＝")), (
                    cell.value
                )


def test_there_is_no_formula_and_no_link_in_the_file_itself() -> None:
    persons = tuple(person(number, text) for number, text in enumerate(EVIL))
    with zipfile.ZipFile(
        io.BytesIO(report_workbook(report(persons=persons), texts_for("id"), target_jp=20))
    ) as file:
        for name in file.namelist():
            if name.startswith("xl/worksheets/"):
                assert b"<f>" not in file.read(name)
            assert "externalLink" not in name


def test_the_summary_names_the_denominator_of_every_average() -> None:
    rows = {row[0].value: row for row in sheets(report())["Summary"].iter_rows()}
    assert rows["Share that learned"][2].value == "over all 4,948 people"
    assert rows["JP per learner"][2].value == "over the 1,912 who learned"
    assert rows["Hours"][1].value == 412.5
    assert rows["Change in hours"][1].value == pytest.approx(0.12, abs=0.0001)
    assert rows["Right at the first try"][2].value == "of 12,000 answers"
    assert rows["Rating (0 to 100)"][2].value == "satisfying, 310 ratings"


def test_a_report_without_anything_still_opens() -> None:
    empty = report(units=(), courses=(), competencies=(), kinds=(), needing=(), distribution=())
    assert sheets(empty, "id")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_what_was_written(tmp_path: Path) -> None:
    persons = tuple(person(number, text) for number, text in enumerate(EVIL, start=1))
    file = tmp_path / "report.xlsx"
    file.write_bytes(report_workbook(report(persons=persons), texts_for("en"), target_jp=20))
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    command = [
        str(OFFICE),
        home,
        "--headless",
        "--convert-to",
        every_sheet,
        "--outdir",
        str(tmp_path),
        str(file),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with (tmp_path / "report-People.csv").open(encoding="utf-8", newline="") as written:
        read = list(csv.reader(written))
    assert [row[0] for row in read[1:]] == [one.number for one in persons]
    assert read[1][1] == f"'{EVIL[0]}"
    assert [Decimal(row[4]) for row in read[1:]] == list(range(1, len(EVIL) + 1))
    assert {row[13] for row in read[1:]} == {"2026-11-20"}
    assert (tmp_path / "report-Summary.csv").exists()
