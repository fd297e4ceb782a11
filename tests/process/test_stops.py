"""Asked to stop, Sela finishes what is in the air, keeps the rest, and goes on with it at the next start."""

import asyncio
import random
from pathlib import Path

import pytest

from playground.telegram import Fault
from tests.process.bot_process import Stage, stage_in

pytestmark = pytest.mark.process

MOST_SECONDS = 10


async def stop_again_and_again(stage: Stage, stops: int, chance: random.Random) -> list[float]:
    """Stops the bot in the middle of its nudges and starts it again; the seconds each stop took."""
    took = []
    for left in range(stops, 0, -1):
        before = stage.arrived
        await stage.bot.start()
        share = max(1, 2 * (stage.people - before) // (left + 1))
        await stage.until_arrived(min(before + chance.randint(1, share), stage.people - left))
        await asyncio.sleep(chance.uniform(0, 0.03))
        code, seconds = await stage.bot.stop()
        assert code == 0
        assert stage.bot.outbox().get("claimed", 0) == 0
        took.append(seconds)
    await stage.bot.start()
    await stage.until_settled(timeout=300)
    await stage.bot.stop()
    return took


@pytest.mark.parametrize(
    ("people", "stops"), [(80, 2), pytest.param(5000, 50, marks=pytest.mark.soak, id="full")]
)
async def test_case_3_stopped_in_the_middle_nothing_is_lost_doubled_or_doubted(
    tmp_path: Path, people: int, stops: int
) -> None:
    async with stage_in(tmp_path, people, messages_per_second=60) as stage:
        took = await stop_again_and_again(stage, stops, random.Random(3))
        assert stage.bot.outbox() == {"sent": people}
        assert stage.copies == []
        assert stage.arrived == people
        assert max(took) < MOST_SECONDS
        assert "Traceback" not in stage.bot.log


async def test_case_3_what_waits_for_telegrams_leave_at_the_stop_is_sent_after_the_restart(
    tmp_path: Path,
) -> None:
    async with stage_in(tmp_path, 20) as stage:
        stage.api.inject(Fault(method="sendMessage", retry_after=60))
        await stage.bot.start()
        await stage.api.until(lambda: bool(stage.api.calls_of("sendMessage")), 20)
        code, seconds = await stage.bot.stop()
        assert code == 0
        assert seconds < MOST_SECONDS
        assert set(stage.bot.outbox()) <= {"sent", "queued"}
        await stage.bot.start()
        await stage.until_settled()
        await stage.bot.stop()
        assert stage.bot.outbox() == {"sent": 20}
        assert stage.copies == []


async def test_case_3_a_stop_before_telegram_was_ever_reached_is_quick(tmp_path: Path) -> None:
    async with stage_in(tmp_path, 1) as stage:
        stage.api.go_offline()
        await stage.bot.start()
        await stage.api.until(lambda: "telegram_out_of_reach" in stage.bot.log, 20)
        code, seconds = await stage.bot.stop()
        assert (code, stage.bot.outbox()) == (0, {})
        assert seconds < MOST_SECONDS
