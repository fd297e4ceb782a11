"""A backup taken while Sela writes is whole, and restored elsewhere it repeats nothing it knew."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.process.bot_process import BotProcess, stage_in
from tests.process.crowd import phones

pytestmark = pytest.mark.process

PEOPLE = 240


def states(file: Path) -> dict[int, str]:
    """The state of each person's message, by Telegram id."""
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as records:
        assert records.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        query = "SELECT telegram_id, outbox.state FROM outbox JOIN person ON person.id = outbox.person_id"
        return dict(records.execute(query).fetchall())


async def test_case_20_a_backup_taken_in_the_middle_and_restored_elsewhere_sends_nothing_twice(
    tmp_path: Path,
) -> None:
    copy = tmp_path / "copy.db"
    async with stage_in(tmp_path / "here", PEOPLE, messages_per_second=8) as stage:
        await stage.bot.start()
        await stage.until_arrived(20)
        made = await stage.bot.command("backup", str(copy))
        assert made.code == 0, made
        await stage.bot.kill()
        at_backup, at_kill = states(copy), states(stage.bot.database_file)
        sent = {phone for phone, state in at_backup.items() if state == "sent"}
        assert 20 <= len(sent) < PEOPLE
        assert all(at_kill[phone] == "sent" for phone in sent)
        received = {phone for phone in phones(PEOPLE) if stage.api.messages(phone)}
        elsewhere = BotProcess(tmp_path / "there", stage.bot.settings["telegram_api_url"])
        elsewhere.folder.mkdir()
        restored = await elsewhere.command("restore", str(copy), "--yes")
        assert restored.code == 0, restored
        doubted = {"queued": "uncertain", "claimed": "uncertain"}
        expected = {phone: doubted.get(state, state) for phone, state in at_backup.items()}
        assert states(elsewhere.database_file) == expected
        stage.bot = elsewhere
        await stage.bot.start()
        await stage.until_settled()
        await stage.bot.stop()
        assert not stage.copies
        assert set(stage.bot.outbox()) <= {"sent", "uncertain"}
        assert {phone for phone in phones(PEOPLE) if stage.api.messages(phone)} == received
