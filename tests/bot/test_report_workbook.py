"""The spreadsheet of a report: real types, safe cells, and LibreOffice reads it as it was written."""

import csv
import io
import shutil
import subprocess
import zipfile
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.report_workbook import report_workbook
from bot.texts import texts_for
from learning.report_lists import YearTable
from learning.reports import Accuracy, CompetencyLine, Earned, Participation, PeriodReport, Totals
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
    assert found["People"].auto_filter.ref == "A1:N4"


def test_numbers_are_numbers_dates_are_dates_and_employee_numbers_are_text() -> None:
    row = sheets(report(persons=(person(90, first_try=Accuracy(right=2, answered=3)),)))["People"][2]
    assert (row[0].value, row[0].data_type, row[0].number_format) == ("199001012015040090", "s", "@")
    assert row[4].value == 90
    assert row[5].value == 2
    assert row[6].value == pytest.approx(37 / 3), "exact, to add up"
    assert row[6].number_format == "#,##0.00"
    assert (row[9].value, row[9].number_format) == (0.666, "0.0%"), "cut, as in chat"
    assert (row[13].value, row[13].number_format) == (datetime(2026, 11, 20), "yyyy-mm-dd")


def test_each_sheet_adds_up_to_the_total_with_a_row_for_people_who_are_no_longer_here() -> None:
    """Thirds of a JP, which no number of decimals holds; half an hour is of somebody who left."""
    persons = tuple(person(number, seconds=900, jp=Fraction(1, 3)) for number in range(1, 8))
    units = tuple(unit(number, seconds=1350, jp=Fraction(1, 2)) for number in range(1, 7))
    whole = Totals(learned=7, seconds=8100, jp=Fraction(3))
    others = Earned(seconds=1800, jp=Fraction(2, 3))
    found = sheets(report(persons=persons, units=units, totals=whole, others=others))
    rows: list[Any] = list(found["People"].iter_rows(min_row=2, values_only=True))
    assert rows[-1][1] == "people who are no longer here"
    assert sum(row[4] for row in rows) == 8100 / 60
    assert sum(row[5] for row in rows) == pytest.approx(3, abs=1e-9)
    by_unit: list[Any] = list(found["Units"].iter_rows(min_row=2, values_only=True))
    assert sum(row[4] for row in by_unit) == pytest.approx(8100 / 3600, abs=1e-9)
    assert sum(row[5] for row in by_unit) == pytest.approx(3, abs=1e-9)
    summary = {row[0].value: row[1].value for row in found["Summary"].iter_rows()}
    assert (summary["Hours"], summary["JP recorded"]) == (2.25, 3)
    assert summary["of these by people who are no longer here"] == pytest.approx(2 / 3)


def test_spread_shares_and_median_read_the_same_on_each_sheet_as_in_chat() -> None:
    spread = Participation(people=6, without_minutes=2, median_seconds=Fraction(690), gini=Fraction(508, 999))
    found = sheets(report(participation=spread, units=(unit(4, people=6, participation=spread),)))
    summary = {row[0].value: row[1].value for row in found["Summary"].iter_rows()}
    by_unit = dict(zip(*found["Units"].iter_rows(values_only=True), strict=True))
    for values in (summary, by_unit):
        assert (values["Spread (Gini)"], values["Median minutes"]) == (0.5, 11)
    assert summary["Share without minutes"] == 0.333
    assert by_unit["Share that learned"] == 0.666


def test_the_file_of_a_year_has_a_sheet_of_its_indicators() -> None:
    table = YearTable(
        year=2026,
        staff=3,
        events=4,
        modules=5,
        users=1,
        unscheduled=6,
        at_events=7,
        exam_takers=1,
        jp=Fraction(8),
    )
    content = report_workbook(report(), texts_for("en"), target_jp=20, table=table)
    rows = list(load_workbook(io.BytesIO(content))["Indicators"].iter_rows(values_only=True))
    found = {row[0]: row[1:] for row in rows}
    assert found["Events held"][0] == 4
    assert found["Share that used it"] == (0.333, "over 3 people on the staff during the year")
    assert found["JP per person of the year's staff"][0] == pytest.approx(8 / 3)
    assert found["JP per person who used it"] == (8, "over the one who used it")


def test_what_names_no_competency_has_a_label() -> None:
    found = sheets(report(competencies=(CompetencyLine(competency="", seconds=9000),)))
    assert found["Competencies"][2][0].value == "(no competency named)"


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
    read.pop()  # who is no longer here
    assert [row[0] for row in read[1:]] == [one.number for one in persons]
    assert read[1][1] == f"'{EVIL[0]}"
    assert [Decimal(row[4]) for row in read[1:]] == list(range(1, len(EVIL) + 1))
    assert {row[13] for row in read[1:]} == {"2026-11-20"}
    assert (tmp_path / "report-Summary.csv").exists()
