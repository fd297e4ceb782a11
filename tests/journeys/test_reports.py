"""Admins and supervisors read who learned how much: in chat, as a picture and as a spreadsheet."""

import io
from datetime import UTC, datetime, timedelta

from openpyxl import load_workbook

from bot.buttons.reports import (
    HandBehind,
    SendReportWorkbook,
    ShowBehind,
    ShowReport,
    ShowReportPerson,
)
from learning.auditing import AuditSought
from learning.usecases import roster
from tests.journeys.curators import english
from tests.journeys.office import Office
from tests.journeys.phone import settled
from tests.journeys.test_mondays import monday_comes
from tests.journeys.test_notes import presses
from tests.people import BAYU, BUDI, CAST, EAST, RINA, SARI, UNIT

WEEK = "2026-W48"
TUESDAY_AT_EIGHT = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)


async def learned_in(office: Office, *people: int) -> None:
    """Lets these people do a lesson each."""
    for person in people:
        await settled(office, person, mondays=True).says("/belajar")
        await office.finish(person)


def actions(office: Office) -> list[str]:
    """Everything that is in the audit log, newest first."""
    lines = office.database.transact(lambda records: records.journal.log(AuditSought(), limit=100))
    return [line.entry.action for line in lines]


def unit_id(office: Office, path: str) -> int:
    """The id of a unit."""
    units = office.database.transact(lambda records: records.roster.units())
    return next(unit.id for unit in units if unit.path == path)


def sheets_of(content: bytes) -> dict[str, list[tuple[object, ...]]]:
    """The sheets of a workbook by name."""
    book = load_workbook(io.BytesIO(content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


async def test_an_admin_drills_from_the_organisation_to_a_unit_and_a_person(office: Office) -> None:
    rina = english(office, RINA, mondays=True)
    await learned_in(office, SARI, BAYU)
    assert "2 of 5 people learned (40 %)" in await rina.says("/report")
    assert "The whole organisation" in rina.text
    assert "over all 5" in rina.text
    assert "over the 2 who learned" in rina.text
    assert "Right at the first try" in rina.text, "hours never stand alone"
    listed = await rina.taps("By unit")
    assert "Balai Jayapura: 1 of 1" in listed
    assert EAST in await rina.taps("1")
    assert "1 of 1 people learned (100 %)" in rina.text
    assert "Bayu Pratama, …002" in await rina.taps("By person")
    assert "Bayu Pratama" in await rina.taps("1")


async def test_a_person_in_a_report_is_shown_with_that_period_and_leads_back_to_it(office: Office) -> None:
    rina = english(office, RINA, mondays=True)
    await learned_in(office, SARI)
    office.clock.now += timedelta(days=14)
    await rina.says("/report W48")
    await rina.taps("By unit", "2", "By person")
    shown = await rina.taps("4")
    assert "Sari Dewi" in shown
    minutes = next(line for line in shown.splitlines() if line.startswith("Week 48 of 2026: "))
    assert "minutes = 0" in minutes
    assert not minutes.startswith("Week 48 of 2026: 0 ")
    assert "2026: 0" in shown
    assert "This week" not in shown
    assert any("Send a note" in label for label in rina.labels)
    assert "…001" in await rina.taps("Back to the list")
    await rina.taps("4")
    assert "Week 48 of 2026" in await rina.taps("Back to the report")
    assert "Sekretariat Utama" in rina.text


async def test_who_has_left_since_is_shown_with_nothing_but_what_is_in_the_report(office: Office) -> None:
    rina = english(office, RINA, mondays=True)
    await learned_in(office, SARI)
    office.clock.now += timedelta(days=14)
    number = CAST[SARI].employee_number
    office.database.transact(roster.deactivate, number, actor="test", now=office.clock())
    await rina.says("/report W48")
    await rina.taps("By unit", "2", "By person")
    shown = await rina.taps("4")
    assert "Sari Dewi" in shown
    assert "Is no longer here" in shown
    assert "Week 48 of 2026: " in shown
    assert rina.labels == ["Back to the list", "Back to the report"]
    east = unit_id(office, EAST)
    sari = office.database.transact(lambda records: records.people.by_number(number))
    assert sari is not None
    assert "older version" in await presses(rina, ShowReportPerson(WEEK, east, "", sari.id))


async def test_what_is_opened_from_a_report_leads_back_to_it(office: Office) -> None:
    rina = english(office, RINA, mondays=True)
    settled(office, SARI, mondays=True)
    settled(office, BAYU, mondays=True)
    for name in ("To look at", "Hand-over", "Not reached", "Behind pace"):
        await rina.says("/report W46")
        await rina.taps(name)
        assert "Week 46 of 2026" in await rina.taps("Back to the report"), name


async def test_who_is_behind_pace_is_of_the_day_that_the_report_counts(office: Office) -> None:
    rina = english(office, RINA, mondays=True)
    settled(office, SARI, mondays=True)
    settled(office, BAYU, mondays=True)
    assert "Week 46 of 2026" in await rina.says("/report W46")
    counted = next(label for label in rina.labels if label.startswith("Behind pace"))
    people = (await rina.taps("Behind pace")).splitlines()
    listed = [line for line in people if line[:1].isdigit() and ". " in line]
    assert counted == f"Behind pace ({len(listed)})"
    assert "Hand to the supervisors" not in rina.labels, "what is over is nothing to write about today"


async def test_a_period_that_has_not_begun_is_said_to_lie_ahead(office: Office) -> None:
    rina = english(office, RINA, mondays=True)
    for words, name in (("2031", "2026"), ("Desember 2026", "Nov 2026"), ("minggu depan", "Week 48 of 2026")):
        assert "That period has not begun yet." in await rina.says(f"/report {words}")
        assert name in await rina.taps(name)
    assert "I know weeks, months, quarters and years" in await rina.says("/report semester 1")
    assert "/cancel" not in rina.text, "nothing was asked"
    assert "Which period?" in await rina.taps("Choose a period")


async def test_any_period_is_one_tap_or_a_few_words_away(office: Office) -> None:
    rina = english(office, RINA, mondays=True)
    await learned_in(office, SARI)
    await rina.says("/report")
    assert "Quarter 4 of 2026" in await rina.taps("Period", "This quarter")
    assert "Week 47 of 2026" in await rina.taps("Period", "Last week")
    assert "0 of 5 people learned" in rina.text
    await rina.taps("Period", "Another one")
    assert "no period that I know" in await rina.says("someday")
    assert "<b>" not in await rina.says("November 2026")
    assert "Nov 2026 (1 Nov 2026 – 30 Nov 2026)" in rina.text
    assert "2026 (1 Jan 2026 – 31 Dec 2026)" in await rina.says("/report 2026")
    assert "The year 2026 in the ledger" in rina.text


async def test_one_course_is_shown_alone(office: Office) -> None:
    rina = english(office, RINA, mondays=True)
    await learned_in(office, SARI)
    await rina.says("/report")
    await rina.taps("By course")
    assert "1 person began it" in await rina.taps("1")
    assert "All courses" in rina.labels


async def test_the_spreadsheet_and_the_picture_come_as_files_and_names_are_in_the_log(office: Office) -> None:
    rina = english(office, RINA, mondays=True)
    await learned_in(office, SARI)
    await rina.says("/report")
    await rina.taps("Spreadsheet")
    assert "names 5 people" in rina.text
    found = sheets_of(rina.files()[-1])
    assert list(found)[:5] == ["Summary", "Units", "People", "Courses", "Competencies"]
    numbers = [row[0] for row in found["People"][1:]]
    assert CAST[SARI].employee_number in numbers
    assert actions(office)[0] == "report_exported"
    await rina.taps("Back to the report", "Picture")
    assert rina.files("photo")[-1].startswith(b"\x89PNG")


async def test_a_supervisor_sees_their_scope_with_masked_numbers_and_nothing_else(office: Office) -> None:
    budi = english(office, BUDI, mondays=True)
    await learned_in(office, SARI, BAYU)
    assert "1 of 4 people learned" in await budi.says("/report")
    assert UNIT in budi.text
    await budi.taps("Spreadsheet")
    assert "Employee numbers are masked" in budi.text
    found = sheets_of(budi.files()[-1])
    assert {str(row[0]) for row in found["People"][1:]} == {"…001", "…003", "…004", "…005"}
    assert "Bayu" not in str(found)
    east = unit_id(office, EAST)
    count = len(budi.files())
    for press in (ShowReport(WEEK, east), SendReportWorkbook(WEEK, east), ShowBehind(WEEK, east)):
        assert "older version" in await presses(budi, press)
    assert "older version" in await presses(budi, HandBehind(WEEK))
    assert len(budi.files()) == count


async def test_whoever_leads_nobody_gets_no_report(office: Office) -> None:
    sari = english(office, SARI, mondays=True)
    assert "people learned" not in await sari.says("/report")
    for press in (ShowReport(WEEK), SendReportWorkbook(WEEK), HandBehind(WEEK)):
        assert "older version" in await presses(sari, press)
    assert sari.files() == []
    assert "report_exported" not in actions(office)


async def test_who_is_not_reached_leads_to_a_sheet_of_links(office: Office) -> None:
    rina = english(office, RINA, mondays=True)
    settled(office, BAYU, mondays=True)
    await rina.says("/report")
    assert f"1. {UNIT}: 3 not activated, of 4" in await rina.taps("Not reached")
    assert "3" in await rina.taps("🖨 1")


async def test_people_behind_pace_are_handed_to_their_own_supervisors_once_a_day(office: Office) -> None:
    rina, budi = english(office, RINA, mondays=True), english(office, BUDI, mondays=True)
    settled(office, SARI, mondays=True)
    settled(office, BAYU, mondays=True)
    await rina.says("/report")
    assert "Sari Dewi" in await rina.taps("Behind pace")
    before = len(budi.messages)
    assert "1 supervisor is told" in await rina.taps("Hand to the supervisors")
    assert "told today already" in await rina.taps("Back to the list", "Hand to the supervisors")
    await office.sent()
    (message,) = budi.messages[before:]
    assert "Sari Dewi" in str(message["text"])
    assert "Bayu" not in str(message["text"]), "nobody leads him"
    assert "Budi" not in str(message["text"]), "nobody reads of themself"
    assert actions(office).count("behind_handed_over") == 1
    assert "Behind pace" in await budi.taps("Look at them")


async def test_on_monday_an_admin_gets_the_week_with_its_picture_and_its_spreadsheet(office: Office) -> None:
    rina = english(office, RINA, mondays=True)
    await learned_in(office, SARI)
    await monday_comes(office)
    await office.api.until(lambda: len(rina.files()) == 1)
    (text,) = [one for one in rina.messages if "Week 48 of 2026" in str(one.get("text"))]
    assert "1 of 5 people learned (20 %)" in text["text"]
    assert "Right at the first try" in text["text"]
    assert rina.files("photo")[0].startswith(b"\x89PNG")
    assert "Sari Dewi" in str(sheets_of(rina.files()[0])["People"])
    assert actions(office)[0] == "report_exported"
    await rina.taps_in(text, "The report")
    assert "JP recorded in 2026 so far" in rina.text


async def test_who_is_admin_and_supervisor_gets_one_message(office: Office) -> None:
    rina = english(office, RINA, mondays=True, roles=("admin", "supervisor"))
    await learned_in(office, SARI)
    await monday_comes(office)
    await office.api.until(lambda: len(rina.files()) == 1)
    texts = [str(one.get("text")) for one in rina.messages if "people learned" in str(one.get("text"))]
    assert len(texts) == 1
    assert "Your team" in texts[0]


async def test_a_supervisor_reads_the_same_figures_of_their_scope(office: Office) -> None:
    budi = english(office, BUDI, mondays=True)
    await learned_in(office, SARI)
    await monday_comes(office)
    figures = next(line for line in budi.text.splitlines() if "people learned" in line)
    assert figures in await budi.taps("The report")
    assert budi.files() == [], "the spreadsheet comes when asked for"


async def test_after_a_holiday_the_message_comes_on_the_next_working_day(office: Office) -> None:
    office.settings.calendar_file.write_text('[holidays.add]\n2026-11-30 = "Libur"\n', encoding="utf-8")
    await office.restart()
    rina = english(office, RINA, mondays=True)
    await monday_comes(office)
    assert "Week 48" not in rina.text
    await office.turn_to(TUESDAY_AT_EIGHT)
    assert "Week 48" in str([one.get("text") for one in rina.messages])
    await office.api.until(lambda: len(rina.files()) == 1)
