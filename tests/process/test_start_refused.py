"""Whatever is broken at the start, Sela says it in one plain sentence with the mend, and writes nothing."""

import os
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.process.bot_process import BotProcess, Ended, stage_in

pytestmark = pytest.mark.process

PAGE = 4096


@pytest.fixture
def process(tmp_path: Path, migrated_file: Path) -> BotProcess:
    """A bot with an empty database, and no Telegram to talk to."""
    folder = tmp_path / "sela"
    folder.mkdir()
    shutil.copy(migrated_file, folder / "sela.db")
    return BotProcess(folder, "http://127.0.0.1:9")


def is_one_plain_sentence(ended: Ended) -> bool:
    """Exit code 1 and a few words for a person: no traceback, no more than a line."""
    lines = ended.complained.strip().splitlines()
    return ended.code == 1 and len(lines) == 1 and lines[0].startswith("✗ ") and "Traceback" not in lines[0]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


async def test_case_15_a_missing_database_is_not_replaced_by_an_empty_one(process: BotProcess) -> None:
    process.database_file.unlink()
    ended = await process.command("run")
    assert is_one_plain_sentence(ended)
    assert "sela migrate" in ended.complained
    assert "sela restore FILE" in ended.complained
    assert contents(process.folder) == {}


async def test_case_15_an_empty_file_is_not_taken_for_a_database(process: BotProcess) -> None:
    process.database_file.write_bytes(b"")
    ended = await process.command("run")
    assert is_one_plain_sentence(ended)
    assert "sela restore FILE" in ended.complained
    assert contents(process.folder) == {"sela.db": b""}


@pytest.mark.parametrize("what", ["a page in the middle", "everything"])
async def test_case_15_a_damaged_database_is_refused_and_left_as_it_is(
    process: BotProcess, what: str
) -> None:
    whole = process.database_file.read_bytes()
    noise = random.Random(15).randbytes(len(whole))
    start, end = (0, len(whole)) if what == "everything" else (3 * PAGE, 5 * PAGE)
    process.database_file.write_bytes(whole[:start] + noise[start:end] + whole[end:])
    before = contents(process.folder)
    ended = await process.command("run")
    assert is_one_plain_sentence(ended), ended
    assert "sela restore FILE" in ended.complained
    assert contents(process.folder)["sela.db"] == before["sela.db"]


async def test_case_15_a_database_of_another_program_is_left_as_it_is(process: BotProcess) -> None:
    process.database_file.unlink()
    with closing(sqlite3.connect(process.database_file)) as other:
        other.execute("CREATE TABLE invoice (id INTEGER)")
        other.commit()
    before = contents(process.folder)
    ended = await process.command("run")
    assert is_one_plain_sentence(ended), ended
    assert contents(process.folder)["sela.db"] == before["sela.db"]


def without_roots_rights() -> tuple[str, ...]:
    """What makes even root obey the rights of a file."""
    if os.geteuid() != 0:
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("root may write everything, and there is no setpriv to give that up")
    return ("setpriv", "--bounding-set=-dac_override", "--")


async def test_case_15_a_read_only_database_is_refused(process: BotProcess) -> None:
    process.database_file.chmod(0o444)
    process.folder.chmod(0o555)
    before = contents(process.folder)
    ended = await process.command("run", through=without_roots_rights())
    process.folder.chmod(0o755)
    assert is_one_plain_sentence(ended), ended
    assert "right to write" in ended.complained
    assert contents(process.folder) == before


async def test_case_16_a_second_process_on_the_same_database_ends_with_a_sentence(tmp_path: Path) -> None:
    async with stage_in(tmp_path, 3) as stage:
        await stage.bot.start()
        await stage.until_settled()
        ended = await stage.bot.command("run")
        assert is_one_plain_sentence(ended), ended
        assert "Another Sela" in ended.complained
        refused = await stage.bot.command("restore", str(tmp_path / "sela.db"), "--yes")
        assert refused.code == 1
        assert (await stage.bot.stop())[0] == 0
        assert stage.copies == []
        assert stage.bot.outbox() == {"sent": 3}


BROKEN_SETTINGS = [
    ("timezone", "Mars/Phobos", "SELA_TIMEZONE"),
    ("database_url", "nonsense", "SELA_DATABASE_URL"),
    ("telegram_token", "", "SELA_TELEGRAM_TOKEN"),
    ("content_dirs", '["/nowhere/at/all"]', "/nowhere/at/all"),
]


async def test_a_broken_setting_is_named(process: BotProcess) -> None:
    before = contents(process.folder)
    whole = process.settings
    for name, value, says in BROKEN_SETTINGS:
        process.settings = {**whole, name: value}
        ended = await process.command("run")
        assert ended.code == 1
        assert "Traceback" not in ended.complained
        assert says in ended.complained
    assert contents(process.folder) == before


async def test_a_broken_course_pack_is_named_with_file_and_line(process: BotProcess) -> None:
    course = process.folder / "packs" / "rusak"
    (course / "id").mkdir(parents=True)
    (course / "course.toml").write_text('[title]\nid = "Rusak"\n')
    (course / "id" / "01-satu.md").write_text(
        "---\ntitle: Satu\n---\nTeks.\n\n# Pertanyaan\n\n## Apa? {#apa}\n- ( ) a\n"
    )
    process.settings["content_dirs"] = f'["{process.folder / "packs"}"]'
    before = contents(process.folder)
    ended = await process.command("run")
    assert ended.code == 1
    assert "01-satu.md" in ended.complained
    assert "Traceback" not in ended.complained
    assert contents(process.folder) == before


async def test_a_broken_calendar_is_named(process: BotProcess) -> None:
    (process.folder / "calendar.toml").write_text("[ramadan]\n2026 = ['soon', 'later']\n")
    before = contents(process.folder)
    ended = await process.command("run")
    assert is_one_plain_sentence(ended), ended
    assert "'soon' is no date" in ended.complained
    assert contents(process.folder) == before


async def test_a_broken_roster_is_refused_whole(process: BotProcess) -> None:
    file = process.folder / "people.csv"
    file.write_text("employee_number,name,unit\n199001012015042001,Sari,Biro\n12,Bayu,\n")
    before = contents(process.folder)
    ended = await process.command("roster", "import", str(file), "--apply")
    assert ended.code == 1
    assert "Nothing was written" in ended.complained
    assert "Traceback" not in ended.complained
    assert contents(process.folder) == before


async def test_a_token_telegram_does_not_know_is_named_without_being_said(tmp_path: Path) -> None:
    async with stage_in(tmp_path, 1) as stage:
        stage.bot.settings["telegram_token"] = "987654321:AAWrongWrongWrongWrongWrongWrongWrong"
        ended = await stage.bot.command("run")
    assert is_one_plain_sentence(ended), ended
    assert "@BotFather" in ended.complained
    assert "AAWrong" not in ended.complained
