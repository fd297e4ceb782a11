"""Starting, looking after and saving Sela by command line, and the courses."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typer.main

from bot.cli.app import app
from bot.running import HEARTBEAT
from playground.telegram import BotApi, serve
from storage.database import Database, database_url
from tests.bot.commandline import SARI, Shell
from tests.clock import StillClock

TOKEN = "123456789:AAEmbeddedEmbeddedEmbeddedEmbeddedE"
NOWHERE = "http://127.0.0.1:9"


def every_command(command: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of every command and group of commands."""
    yield words
    for name, below in getattr(command, "commands", {}).items():
        yield from every_command(below, (*words, name))


def ticked_in(year: int) -> None:
    """The last tick on record was at the beginning of this year."""
    database = Database(database_url("sqlite:///sela.db"))
    moment = datetime(year, 1, 2, 3, 4, tzinfo=UTC)
    database.transact(lambda records: records.journal.set_fact(HEARTBEAT, moment.isoformat(), moment))
    database.close()


@pytest.mark.parametrize("words", list(every_command(typer.main.get_command(app))), ids=" ".join)
def test_every_command_explains_itself(shell: Shell, words: tuple[str, ...]) -> None:
    says = shell.succeeds(*words, "--help")
    assert "Usage:" in says
    assert len(says) > 300


def test_a_wrong_use_is_told_apart_from_a_problem_by_its_exit_code(shell: Shell) -> None:
    assert shell.types("fly").code == 2
    assert shell.types("restore").code == 2
    assert shell.types("run").code == 1


def test_migrate_makes_a_database_and_says_when_there_is_nothing_to_do(shell: Shell) -> None:
    assert "empty" in shell.succeeds("migrate")
    assert "current" in shell.succeeds("migrate")


def test_run_without_a_token_says_where_to_get_one_and_that_there_is_a_playground(shell: Shell) -> None:
    says = shell.fails("run")
    assert "@BotFather" in says
    assert "sela playground" in says
    assert not shell.has("sela.db")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SELA_TIMEZONE", "Asia/Nowhere"),
        ("SELA_MINUTES_PER_JP", "0"),
        ("SELA_LANGUAGE", "fr"),
        ("SELA_CONTENT_DIRS", "courses"),
    ],
)
def test_a_wrong_setting_is_named_with_its_variable(shell: Shell, name: str, value: str) -> None:
    assert name in shell.fails("doctor", **{name: value})


def test_the_dotenv_file_is_read(shell: Shell) -> None:
    shell.writes(".env", "SELA_TARGET_JP=twenty\n")
    assert "SELA_TARGET_JP" in shell.fails("run")


def test_the_doctor_gives_each_thing_one_line_and_fails_where_something_must_be_mended(
    staffed: Shell,
) -> None:
    lines = staffed.fails("doctor").splitlines()
    whats = ["token", "database", "ledger", "clock", "time zones", "holidays", "Ramadan", "content", "disk"]
    assert [line[2:13].strip() for line in lines] == whats
    assert lines[0].startswith("✗")
    assert "@BotFather" in lines[0]
    assert "2 people, 0 activated" in lines[1]


async def test_the_doctor_is_content_when_telegram_knows_the_token(staffed: Shell) -> None:
    async with serve(BotApi(token=TOKEN, clock=StillClock()), port=0) as address:
        environment = {"SELA_TELEGRAM_TOKEN": TOKEN, "SELA_TELEGRAM_API_URL": address}
        says = await asyncio.to_thread(staffed.succeeds, "doctor", **environment)
        other = {**environment, "SELA_TELEGRAM_TOKEN": TOKEN.replace("E", "F")}
        refused = await asyncio.to_thread(staffed.fails, "doctor", **other)
        links = await asyncio.to_thread(staffed.succeeds, "roster", "links", **environment)
    assert "✓ token       @SelaBot" in says
    assert "does not know this token" in refused
    assert "2 links" in links
    assert "https://t.me/SelaBot?start=" in staffed.reads("links.csv")


def test_the_doctor_never_prints_the_token(staffed: Shell) -> None:
    says = staffed.fails("doctor", SELA_TELEGRAM_TOKEN=TOKEN, SELA_TELEGRAM_API_URL=NOWHERE)
    assert "does not answer" in says
    assert TOKEN.partition(":")[2] not in says


def test_the_doctor_looks_at_the_disk_on_which_the_database_lies(staffed: Shell) -> None:
    (staffed.folder / "records").mkdir()
    elsewhere = f"sqlite:///{staffed.folder / 'records' / 'sela.db'}"
    assert staffed.fails("doctor", SELA_DATABASE_URL=elsewhere).splitlines()[-1].endswith("/records")
    not_there = f"sqlite:///{staffed.folder / 'gone' / 'away' / 'sela.db'}"
    last = staffed.fails("doctor", SELA_DATABASE_URL=not_there).splitlines()[-1]
    assert last.endswith(str(staffed.folder)), "the nearest folder there is"
    assert staffed.fails("doctor").splitlines()[-1].endswith(str(staffed.folder))


@pytest.mark.parametrize(("year", "mark"), [(2026, "✓"), (2099, "✗")])
def test_a_clock_behind_the_last_tick_is_named_with_its_mend(staffed: Shell, year: int, mark: str) -> None:
    ticked_in(year)
    line = next(line for line in staffed.fails("doctor").splitlines() if line[2:].startswith("clock"))
    assert line.startswith(mark)
    assert ("behind its last tick (2099-01-02 03:04 UTC)" in line) == (year == 2099)
    assert ("NTP" in line) == (year == 2099)
    assert "last tick 20" in staffed.fails("doctor", "--running"), "a tick to come is no sign of life"


def test_the_health_check_says_that_sela_has_never_run(staffed: Shell) -> None:
    assert "never ticked" in staffed.fails("doctor", "--running")


def test_a_backup_is_restored_and_the_database_before_is_kept(staffed: Shell) -> None:
    assert "checked and whole" in staffed.succeeds("backup", "copy.db")
    staffed.succeeds("roster", "deactivate", SARI, "--yes")
    assert "Nothing was changed" in staffed.fails("restore", "copy.db", answers="n\n")
    assert "The database before is" in staffed.succeeds("restore", "copy.db", "--yes")
    assert "Sari" in staffed.succeeds("roster", "list")
    assert len(list(staffed.folder.glob("sela.db.before-restore-*"))) >= 1


def test_a_file_that_is_no_backup_is_refused_and_nothing_changes(staffed: Shell) -> None:
    staffed.writes("copy.db", "not a database, but long enough to be looked at" * 50)
    staffed.fails("restore", "copy.db", "--yes")
    staffed.fails("restore", "missing.db", "--yes")
    assert "2 people" in staffed.succeeds("roster", "list")


def test_courses_are_listed_and_sound(shell: Shell) -> None:
    says = shell.succeeds("course", "list")
    assert "cek-klik" in says
    assert "en, id" in says
    assert "no errors" in shell.succeeds("course", "check")


def test_a_broken_course_is_named_by_file_and_line_and_stops_sela(shell: Shell, tmp_path: Path) -> None:
    lessons = tmp_path / "courses" / "demo" / "id"
    lessons.mkdir(parents=True)
    (lessons.parent / "course.toml").write_text('[title]\nid = "Demo"\n')
    (lessons / "01-satu.md").write_text("---\ntitle: Satu\nminutes: many\n---\nTeks.\n")
    assert "01-satu.md:" in shell.fails("course", "check", "courses")
    says = shell.fails(
        "run",
        SELA_TELEGRAM_TOKEN=TOKEN,
        SELA_TELEGRAM_API_URL=NOWHERE,
        SELA_CONTENT_DIRS=f'["{tmp_path / "courses"}"]',
    )
    assert "01-satu.md" in says
    assert not shell.has("sela.db")


def test_a_course_is_assigned_once_to_whom_it_is_for(staffed: Shell) -> None:
    assert "Assigned" in staffed.succeeds("course", "assign", "cek-klik", "--unit", "Balai Jayapura")
    assert "already" in staffed.succeeds("course", "assign", "cek-klik", "--unit", "Balai Jayapura")
    assert "Assigned" in staffed.succeeds("course", "assign", "kearsipan", "--person", SARI)
    assert "Assigned" in staffed.succeeds("course", "assign", "kearsipan", "--role", "supervisor")
    assert "exactly one" in staffed.fails("course", "assign", "cek-klik")
    assert "There are: cek-klik" in staffed.fails("course", "assign", "nope", "--person", SARI)
    assert "no unit" in staffed.fails("course", "assign", "cek-klik", "--unit", "Nowhere")
    assert "Nobody" in staffed.fails("course", "assign", "cek-klik", "--person", "1")


def test_reports_of_readers_can_be_looked_at_before_there_are_any(staffed: Shell) -> None:
    staffed.succeeds("course", "reports")
