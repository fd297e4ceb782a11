"""The roster by command line: what a dry run shows, what is written, links, leaving and erasing."""

import csv
import io
import sqlite3
import stat
from pathlib import Path

import pytest

from tests.bot.commandline import BAYU, HEADER, ROSTER, SARI, Shell


def test_a_dry_run_counts_and_writes_nothing_not_even_a_database(shell: Shell) -> None:
    shell.writes("people.csv", ROSTER)
    says = shell.succeeds("roster", "import", "people.csv")
    assert "dry run" in says
    assert "--apply" in says
    assert not shell.has("sela.db")


def test_every_problem_is_named_by_row_and_column_and_nothing_is_written(shell: Shell) -> None:
    shell.writes(
        "people.csv",
        f"{HEADER}\n"
        f"{SARI},Sari Dewi,Biro Umum,Asia/Jakarta,id,PNS,,,\n"
        f"NIP-12,Bayu,Biro Umum,Asia/Nowhere,id,PNS,,,\n"
        f"{BAYU},,Biro Umum,Asia/Jakarta,id,PNS,king,,\n",
    )
    says = shell.fails("roster", "import", "people.csv", "--apply")
    for where in ("3", "employee_number", "time_zone", "4", "name", "roles"):
        assert where in says
    assert "Nothing was written" in says
    assert not shell.has("sela.db")


def test_applying_twice_changes_nothing_the_second_time(staffed: Shell) -> None:
    says = staffed.succeeds("roster", "import", "people.csv", "--apply")
    assert any("unchanged" in line and " 2 " in line for line in says.splitlines())


def test_a_dry_run_names_what_changes_and_leaves_what_the_file_does_not_say(staffed: Shell) -> None:
    staffed.writes("short.csv", f"nip,nama,unit\n{SARI},Sari D.,Sekretariat Utama/Biro Umum\n")
    says = " ".join(staffed.succeeds("roster", "import", "short.csv").replace("│", " ").split())
    assert "changed 1 name (Sari Dewi → Sari D.) 1 unchanged 0" in says


def test_a_dry_run_says_apart_what_empty_cells_empty(staffed: Shell) -> None:
    row = f"{SARI},Sari Dewi,Sekretariat Utama/Biro Umum"
    staffed.writes("full.csv", f"nip,nama,unit,mulai\n{row},2020-03-01\n")
    staffed.succeeds("roster", "import", "full.csv", "--apply")
    staffed.writes("emptied.csv", f"nip,nama,unit,mulai,jenis\n{row},,PPPK\n")
    says = " ".join(staffed.succeeds("roster", "import", "emptied.csv").replace("│", " ").split())
    assert "employment type (PNS → PPPK: 1) 1" in says
    assert "emptied: first day of work (Sari Dewi) 1" in says


def test_the_list_masks_employee_numbers(staffed: Shell) -> None:
    says = staffed.succeeds("roster", "list")
    assert "Sari Dewi" in says
    assert "…001" in says
    assert SARI not in says
    assert "2 people, 0 activated" in says
    assert "Sari" not in staffed.succeeds("roster", "list", "--unit", "Balai Jayapura")


def test_links_come_as_a_file_and_as_a_sheet_only_their_owner_reads(staffed: Shell) -> None:
    said = staffed.succeeds(
        "roster", "links", "--bot", "SelaBot", "--csv", "links.csv", "--sheet", "links.html"
    )
    assert "2 links" in said
    rows = list(csv.DictReader(io.StringIO(staffed.reads("links.csv"))))
    assert {row["employee_number"] for row in rows} == {SARI, BAYU}
    tokens = [row["link"].removeprefix("https://t.me/SelaBot?start=") for row in rows]
    assert all(len(token) >= 22 for token in tokens)
    sheet = staffed.reads("links.html")
    assert sheet.count("<svg") == 2
    assert all(token in sheet for token in tokens)
    for name in ("links.csv", "links.html"):
        assert stat.S_IMODE((staffed.folder / name).stat().st_mode) == 0o600
    assert all(token not in said for token in tokens)


def test_links_of_one_unit_are_for_its_people_only_and_a_wrong_unit_is_said(staffed: Shell) -> None:
    staffed.succeeds("roster", "links", "--bot", "SelaBot", "--unit", "Sekretariat Utama")
    assert [row["name"] for row in csv.DictReader(io.StringIO(staffed.reads("links.csv")))] == ["Sari Dewi"]
    staffed.fails("roster", "links", "--bot", "SelaBot", "--unit", "Nowhere")


def test_links_without_a_token_or_a_name_say_what_is_missing(staffed: Shell) -> None:
    assert "SELA_TELEGRAM_TOKEN" in staffed.fails("roster", "links")


def test_release_deactivate_and_erase_ask_and_name_who(staffed: Shell) -> None:
    assert "Sari Dewi (…001)" in staffed.succeeds("roster", "release", SARI)
    assert "Nobody" in staffed.fails("roster", "release", "1")
    assert "Nothing was changed" in staffed.fails("roster", "deactivate", SARI, answers="n\n")
    assert "Deactivate first" in staffed.fails("roster", "erase", SARI, "--yes")
    staffed.succeeds("roster", "deactivate", SARI, "--yes")
    assert "Sari" not in staffed.succeeds("roster", "list")
    assert "Nothing was changed" in staffed.fails("roster", "erase", SARI, answers="n\n")


def test_after_erasing_no_byte_of_the_person_is_in_the_database(staffed: Shell) -> None:
    staffed.succeeds("roster", "links", "--bot", "SelaBot")
    staffed.succeeds("roster", "deactivate", SARI, "--yes")
    assert "Backups" in staffed.succeeds("roster", "erase", SARI, "--yes")
    for file in staffed.folder.glob("sela.db*"):
        content = file.read_bytes()
        assert b"Sari Dewi" not in content, file
        assert SARI.encode() not in content, file
        assert b"sari@contoh" not in content, file


@pytest.mark.parametrize("command", ["list", "links", "release", "deactivate"])
def test_without_a_database_each_command_says_how_to_make_one(shell: Shell, command: str) -> None:
    words = {"links": ["--bot", "SelaBot"], "list": []}.get(command, [SARI])
    says = shell.fails("roster", command, *words)
    assert "sela migrate" in says
    assert not shell.has("sela.db")


def test_a_file_that_is_missing_or_no_table_is_one_plain_sentence(shell: Shell) -> None:
    assert "people.csv" in shell.fails("roster", "import", "people.csv")
    Path("people.xlsx").write_bytes(b"no workbook")
    assert "people.xlsx" in shell.fails("roster", "import", "people.xlsx")


def test_what_was_imported_is_what_the_file_says(staffed: Shell) -> None:
    with sqlite3.connect("sela.db") as database:
        numbers = {row[0] for row in database.execute("select employee_number from person")}
    database.close()
    assert numbers == {SARI, BAYU}


def test_leave_is_recorded_by_its_first_and_last_day(staffed: Shell) -> None:
    assert "2026-12-21 to 2026-12-24" in staffed.succeeds("roster", "leave", SARI, "2026-12-21", "2026-12-24")
    assert "before the first" in staffed.fails("roster", "leave", SARI, "2026-12-24", "2026-12-21")
    assert "Nobody" in staffed.fails("roster", "leave", "1", "2026-12-21", "2026-12-24")
    assert staffed.types("roster", "leave", SARI, "tomorrow", "2026-12-24").code == 2


def test_an_acting_head_is_granted_a_role_for_a_time(staffed: Shell) -> None:
    words = ("roster", "grant", SARI, "supervisor", "--unit", "Balai Jayapura", "--until", "2030-12-31")
    assert "supervisor over Balai Jayapura" in staffed.succeeds(*words)
    assert "until 2030-12-31" in staffed.succeeds(*words)
    assert "no unit" in staffed.fails("roster", "grant", SARI, "supervisor", "--unit", "Nowhere")
    assert "Nobody" in staffed.fails("roster", "grant", "1", "supervisor")
    assert staffed.types("roster", "grant", SARI, "king").code == 2


def test_a_unit_gets_its_own_days_and_break(staffed: Shell) -> None:
    words = ("roster", "unit", "Balai Jayapura", "--days", "1234567", "--window", "lunch=11:30-12:30")
    assert "Balai Jayapura is set" in staffed.succeeds(*words)
    assert "11:30" in staffed.fails("roster", "unit", "Balai Jayapura", "--window", "lunch=11:30")
    assert "evening" in staffed.fails("roster", "unit", "Balai Jayapura", "--window", "evening=on")
    assert "--days" in staffed.fails("roster", "unit", "Balai Jayapura", "--days", "8")
    assert "no unit" in staffed.fails("roster", "unit", "Nowhere", "--days", "12345")


def test_a_units_clock_is_for_whoever_is_listed_without_one(staffed: Shell) -> None:
    assert "is set" in staffed.succeeds(
        "roster", "unit", "Sekretariat Utama/Biro Umum", "--time-zone", "WITA"
    )
    newcomer = "199203152014022003"
    staffed.writes("new.csv", f"nip,nama,unit\n{newcomer},Citra,Sekretariat Utama/Biro Umum\n")
    staffed.succeeds("roster", "import", "new.csv", "--apply")
    listed = staffed.succeeds("roster", "list").splitlines()
    assert any("Citra" in line and "Asia/Makassar" in line for line in listed)
    assert any("Sari" in line and "Asia/Jakarta" in line for line in listed), "who has a clock keeps it"


def test_a_clock_that_does_not_exist_is_named_with_what_to_write(staffed: Shell) -> None:
    for wrong in ("Asia/Nowhere", "7", ""):
        says = staffed.fails("roster", "unit", "Balai Jayapura", "--time-zone", wrong)
        assert "--time-zone" in says
        assert "WIB, WITA, WIT" in says
