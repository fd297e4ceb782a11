"""After a run with every error forced, no token stands in a log, the database, a backup or an answer."""

import asyncio
import csv
from pathlib import Path

import pytest

from bot.clock import system_clock
from playground.telegram import BotApi, Fault
from tests.people import CAST, SARI, STRANGER
from tests.process.bot_process import TOKEN, Stage, stage_in
from tests.process.crowd import phones

pytestmark = pytest.mark.process

PEOPLE = 12
PRIVATE_WORDS = "pendapat rahasia tentang atasan"
HTML = b"<html>Bad Gateway</html>"
EVERY_ERROR = [
    Fault(method="sendMessage", retry_after=1),
    Fault(method="sendMessage", status=400),
    Fault(method="sendMessage", status=403),
    Fault(method="sendMessage", status=401, description="Unauthorized"),
    Fault(method="sendMessage", status=404, description="Not Found"),
    Fault(method="sendMessage", status=409, description="Conflict"),
    Fault(method="sendMessage", status=502, body=HTML),
    Fault(method="sendMessage", body=b'{"ok":tr'),
    Fault(method="sendMessage", drop=True),
    Fault(method="setMyCommands", status=500, times=None),
    Fault(method="getUpdates", drop=True),
    Fault(method="getUpdates", status=409, description="Conflict: terminated by other getUpdates request"),
]


@pytest.fixture
def api() -> BotApi:
    """A Telegram with two people beside the crowd."""
    api = BotApi(token=TOKEN, clock=system_clock)
    api.add_user(SARI, "Sari", started=True)
    api.add_user(STRANGER, "Orang", started=True)
    return api


async def test_case_39_no_token_is_left_anywhere(tmp_path: Path, api: BotApi) -> None:
    async with stage_in(tmp_path / "sela", PEOPLE, api, log_level="DEBUG") as stage:
        tokens = await links_of(stage)
        await live_through_every_error(stage, tokens)
        copy = tmp_path / "sela" / "copy.db"
        assert (await stage.bot.command("backup", str(copy))).code == 0
        await stage.bot.kill()
        await stage.bot.start()
        await stage.until_polled()
        assert (await stage.bot.stop())[0] == 0
        assert "Traceback" in stage.bot.log or "error" in stage.bot.log
        (stage.bot.folder / "links.csv").unlink()
        for file in stage.bot.folder.iterdir():
            for secret in (TOKEN, TOKEN.partition(":")[2], *tokens):
                assert secret.encode() not in file.read_bytes(), file.name
        assert PRIVATE_WORDS not in stage.bot.log
        assert CAST[SARI].name not in stage.bot.log


async def links_of(stage: Stage) -> list[str]:
    """Lists Sari and makes her link, as an operator does; also a link nobody may use."""
    file = stage.bot.folder / "people.csv"
    sari = CAST[SARI]
    file.write_text(
        "employee_number,name,unit,time_zone,language,employment_type\n"
        f"{sari.employee_number},{sari.name},{sari.unit},Asia/Jakarta,id,PNS\n"
    )
    assert (await stage.bot.command("roster", "import", str(file), "--apply")).code == 0
    assert (await stage.bot.command("roster", "links", "--bot", "SelaBot")).code == 0
    with (stage.bot.folder / "links.csv").open(newline="", encoding="utf-8-sig") as rows:
        tokens = [cell.partition("start=")[2] for row in csv.reader(rows) for cell in row if "start=" in cell]
    assert len(tokens) == 1
    return [*tokens, "A-token-that-is-made-up-1"]


async def live_through_every_error(stage: Stage, tokens: list[str]) -> None:
    """People join, write and tap while everything goes wrong."""
    for fault in EVERY_ERROR:
        stage.api.inject(fault)
    await stage.bot.start()
    await stage.until_polled()
    stage.api.push_update({"update_id": 999_000_001, "message": {"text": f"/start {tokens[0]}"}})
    for phone in phones(PEOPLE):
        stage.api.say(phone, "/bantuan")
        stage.api.say(phone, PRIVATE_WORDS)
    stage.api.say(STRANGER, f"/start {tokens[1]}")
    stage.api.say(SARI, f"/start {tokens[0]}")
    sari = f"SELECT state FROM person WHERE telegram_id = {SARI}"
    await stage.api.until(lambda: stage.bot.ask(sari) == [("active",)], 25)
    await stage.api.until(lambda: stage.api.world.updates.pending == 0, 20)
    stage.api.go_offline()
    stage.api.say(SARI, PRIVATE_WORDS)
    await asyncio.sleep(0.05)
    stage.api.go_online()
    await stage.until_polled()
