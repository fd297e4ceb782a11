"""What people wrote or tapped while Sela was being killed is handled after the restart, once."""

from pathlib import Path

import pytest

from playground.telegram import Fault
from tests.process.bot_process import Stage, stage_in
from tests.process.crowd import phones

pytestmark = pytest.mark.process

PEOPLE = 30


def answered(stage: Stage) -> list[int]:
    """How many messages of Sela are on each phone."""
    return [
        sum(message["from"]["is_bot"] for message in stage.api.messages(phone)) for phone in phones(PEOPLE)
    ]


async def test_case_4_killed_as_soon_as_updates_were_handed_out_each_is_answered_once(
    tmp_path: Path,
) -> None:
    async with stage_in(tmp_path, PEOPLE, nudges_per_day=0) as stage:
        await stage.bot.start()
        await stage.until_polled()
        polls = len(stage.api.calls_of("getUpdates"))
        for phone in phones(PEOPLE):
            stage.api.say(phone, "/bantuan")
        await stage.api.until(lambda: len(stage.api.calls_of("getUpdates")) > polls)
        await stage.bot.kill()
        await stage.bot.start()
        await stage.api.until(lambda: min(answered(stage)) == 1, 20)
        await stage.bot.stop()
        assert stage.bot.ask("SELECT count(*) FROM inbox WHERE handled_at IS NULL") == [(0,)]
        assert sum(answered(stage)) - PEOPLE <= 32  # an answer whose mark was not written yet comes again


async def test_case_4_killed_while_the_answers_hang_each_is_answered_after_the_restart(
    tmp_path: Path,
) -> None:
    async with stage_in(tmp_path, PEOPLE, nudges_per_day=0) as stage:
        stage.api.inject(Fault(method="sendMessage", status=500, delay=60, times=None))
        await stage.bot.start()
        await stage.until_polled()
        for phone in phones(PEOPLE):
            stage.api.say(phone, "/bantuan")
        await stage.api.until(lambda: stage.api.world.updates.pending == 0, 10)
        await stage.bot.kill()
        stage.api.clear_faults()
        kept = stage.bot.ask("SELECT count(*) FROM inbox WHERE handled_at IS NULL")
        assert kept == [(PEOPLE,)]
        assert sum(answered(stage)) == 0
        await stage.bot.start()
        await stage.api.until(lambda: min(answered(stage)) == 1, 20)
        await stage.bot.stop()
        assert answered(stage) == [1] * PEOPLE


async def test_case_4_a_tap_that_changes_something_counts_once_over_a_kill(tmp_path: Path) -> None:
    async with stage_in(tmp_path, 1) as stage:
        (phone,) = phones(1)
        await stage.bot.start()
        await stage.until_arrived(1)
        stage.api.inject(Fault(method="editMessageText", status=500, delay=60, times=None))
        message = stage.api.last(phone)
        stage.api.press(phone, message["message_id"], stage.api.buttons(message)[0][1])
        await stage.api.until(lambda: stage.bot.ask("SELECT count(*) FROM attempt") == [(1,)], 10)
        await stage.bot.kill()
        stage.api.clear_faults()
        await stage.bot.start()
        await stage.api.until(lambda: bool(stage.api.calls_of("editMessageText")), 20)
        await stage.bot.stop()
        assert stage.bot.ask("SELECT count(*) FROM attempt") == [(1,)]
        assert stage.bot.ask("SELECT state FROM nudge") == [("answered",)]
