"""The long runs: a flood, and two hundred thousand updates without growth. Run by `make soak`."""

import asyncio
import os
import time
from pathlib import Path

import psutil
import pytest

from bot.clock import system_clock
from playground.telegram import BotApi, Limits
from tests.process.bot_process import TOKEN, Stage, stage_in
from tests.process.crowd import phones

pytestmark = [pytest.mark.process, pytest.mark.soak]

PEOPLE = 500
UPDATES = int(os.environ.get("SELA_SOAK_UPDATES", "200000"))
MOST_SECONDS = float(os.environ.get("SELA_SOAK_SECONDS", "240"))
WARM_UP = 0.2
"""The share of a run after which memory has to be level."""


async def test_case_24_memory_and_handles_stay_level_over_two_hundred_thousand_updates(
    tmp_path: Path,
) -> None:
    api = BotApi(token=TOKEN, clock=system_clock, keep_calls=False)
    async with stage_in(
        tmp_path, PEOPLE, api, nudges_per_day=0, messages_at_once=1000, messages_per_second=10_000,
        log_level="WARNING",
    ) as stage:  # fmt: skip
        await stage.bot.start()
        await stage.until_polled()
        process = psutil.Process(stage.bot.pid)
        given, began, level = 0, time.monotonic(), (0.0, 0)
        while given < UPDATES and time.monotonic() - began < MOST_SECONDS:
            given += await a_round_of_words(stage)
            used = process.memory_info().rss / 2**20, process.num_fds()
            is_warm = given >= UPDATES * WARM_UP or time.monotonic() - began > MOST_SECONDS * WARM_UP
            if is_warm and not level[1]:
                level = used
        print(f"{given} updates in {time.monotonic() - began:.0f} s: {level} -> {used} (MiB, handles)")
        assert used[0] < level[0] * 1.05
        assert used[1] <= level[1] + 5
        assert "handler_failed" not in stage.bot.log
        assert (await stage.bot.stop())[0] == 0


async def a_round_of_words(stage: Stage) -> int:
    """Everybody says something and is answered; how many updates that were. Old messages are thrown away."""
    for phone in phones(stage.people):
        stage.api.world.chats.chat(phone).messages.clear()
        stage.api.say(phone, "/bantuan")
    await stage.until_arrived(2 * stage.people, timeout=60)
    return stage.people


async def test_case_40_with_five_hundred_people_and_one_flood_everybody_is_answered_in_time(
    tmp_path: Path,
) -> None:
    async with stage_in(tmp_path, PEOPLE, nudges_per_day=0, messages_per_second=1000) as stage:
        await stage.bot.start()
        await stage.until_polled()
        flooding = asyncio.create_task(flood(stage, phones(PEOPLE)[0]))
        seconds = []
        for phone in phones(PEOPLE)[1:101]:
            seconds.append(await words_answered(stage, phone))
        flooding.cancel()
        seconds.sort()
        print(f"answered after {seconds[50]:.3f} s, p95 {seconds[95]:.3f} s, worst {seconds[-1]:.3f} s")
        assert seconds[95] < 1


async def words_answered(stage: Stage, phone: int) -> float:
    """Asks for help; seconds until the answer stood there."""
    began = time.monotonic()
    stage.api.say(phone, "/bantuan")
    await stage.api.until(lambda: len(stage.api.messages(phone)) == 2)
    return time.monotonic() - began


async def flood(stage: Stage, phone: int) -> None:
    """A hundred long messages a second, for as long as it lasts."""
    while True:
        stage.api.say(phone, "panjang " * 1250)
        await asyncio.sleep(0.01)


async def test_a_tap_is_answered_at_once_while_five_hundred_nudges_go_out(tmp_path: Path) -> None:
    limits = Limits(model="strict", per_second=30)
    api = BotApi(token=TOKEN, clock=system_clock, limits=limits)
    async with stage_in(tmp_path, PEOPLE, api, messages_per_second=30) as stage:
        await stage.bot.start()
        await stage.until_arrived(10)
        began = time.monotonic()
        seconds: list[float] = []
        while stage.bot.outbox().get("queued", 0) > 10:
            with_a_card = [phone for phone in phones(PEOPLE) if stage.api.messages(phone)]
            seconds.append(await tap_answered(stage, with_a_card[len(seconds) % len(with_a_card)]))
            await asyncio.sleep(0.1)
        rate = len(stage.api.calls_of("sendMessage")) / (time.monotonic() - began)
        refused = [call for call in stage.api.calls if call.status == 429]
        seconds.sort()
        median, p95, worst = (seconds[int(share * (len(seconds) - 1))] for share in (0.5, 0.95, 1))
        print(
            f"{len(seconds)} taps at {rate:.1f} nudges/s: median {median:.3f} s, p95 {p95:.3f} s, "
            f"worst {worst:.3f} s, {len(refused)} times 429"
        )
        assert p95 < 0.5
        await stage.until_settled()
        assert stage.bot.outbox() == {"sent": PEOPLE}


async def tap_answered(stage: Stage, phone: int) -> float:
    """Taps the card's first button; seconds until the screen changed."""
    message = stage.api.last(phone)
    began = time.monotonic()
    stage.api.press(phone, message["message_id"], stage.api.buttons(message)[0][1])
    await stage.api.until(lambda: stage.api.last(phone) is not message)
    return time.monotonic() - began
