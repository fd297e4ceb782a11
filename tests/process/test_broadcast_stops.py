"""Stopped, started twice, tapped twice: a broadcast goes on where it was, and there is only one of it."""

import asyncio
import random
from pathlib import Path

import pytest

from playground.telegram import Fault
from tests.process.announcing import AUTHOR, Announcement, announcement_in
from tests.process.crowd import phones

pytestmark = pytest.mark.process

MOST_SECONDS = 10


async def stop_again_and_again(sent: Announcement, stops: int, chance: random.Random) -> list[float]:
    """Stops the bot in the middle of a broadcast and starts it again; the seconds each stop took."""
    took = []
    for left in range(stops, 0, -1):
        before = sent.stage.arrived
        await sent.bot.start()
        share = max(1, 2 * (sent.stage.people - before) // (left + 1))
        await sent.stage.until_arrived(min(before + chance.randint(1, share), sent.stage.people - left))
        await asyncio.sleep(chance.uniform(0, 0.03))
        code, seconds = await sent.bot.stop()
        assert code == 0
        assert sent.in_flight() == []
        took.append(seconds)
    await sent.bot.start()
    await sent.until_over(timeout=300)
    await sent.bot.stop()
    return took


def all_have_one(sent: Announcement) -> bool:
    """Whether each phone has exactly one copy."""
    return all(sent.received(phone) == 1 for phone in phones(sent.stage.people))


@pytest.mark.parametrize(
    ("people", "stops"), [(80, 2), pytest.param(5000, 50, marks=pytest.mark.soak, id="full")]
)
async def test_case_3_a_broadcast_that_was_stopped_goes_on_without_a_copy(
    tmp_path: Path, people: int, stops: int
) -> None:
    async with announcement_in(tmp_path, people, messages_per_second=60) as sent:
        took = await stop_again_and_again(sent, stops, random.Random(3))
        assert sent.states == {"sent": people}
        assert sent.results().maybe_twice == 0
        assert all_have_one(sent)
        assert max(took) < MOST_SECONDS
        assert "Traceback" not in sent.bot.log


async def test_case_3_a_stop_while_telegram_makes_it_wait_loses_nothing(tmp_path: Path) -> None:
    async with announcement_in(tmp_path, 20) as sent:
        sent.api.inject(Fault(method="sendMessage", retry_after=60))
        await sent.bot.start()
        await sent.api.until(lambda: bool(sent.api.calls_of("sendMessage")[1:]), 20)
        code, seconds = await sent.bot.stop()
        assert code == 0
        assert seconds < MOST_SECONDS
        assert set(sent.states) <= {"sent", "queued"}
        await sent.bot.start()
        await sent.until_over()
        await sent.bot.stop()
        assert sent.states == {"sent": 20}
        assert all_have_one(sent)


async def test_case_16_a_second_process_sends_nothing_of_it(tmp_path: Path) -> None:
    async with announcement_in(tmp_path, 60, messages_per_second=30) as sent:
        await sent.bot.start()
        await sent.stage.until_arrived(5)
        second = await sent.bot.command("run")
        assert second.code != 0
        assert "Traceback" not in second.complained
        await sent.until_over()
        await sent.bot.stop()
        assert sent.states == {"sent": 60}
        assert all_have_one(sent)


def confirmations(sent: Announcement) -> int:
    """How often the audit log says that the broadcast was confirmed."""
    ((count,),) = sent.bot.ask("SELECT count(*) FROM audit WHERE action = 'broadcast_confirmed'")
    return int(count)


async def test_confirmed_by_two_taps_on_two_devices_it_is_sent_once(tmp_path: Path) -> None:
    async with announcement_in(tmp_path, 20, confirmed=False) as sent:
        first = sent.api.last(AUTHOR)["message_id"]
        await sent.bot.start()
        await sent.stage.until_polled()
        taps = [sent.api.press(AUTHOR, message, sent.confirm_button) for message in (first, first, 999_999)]
        await sent.api.until(lambda: all(sent.api.answers(tap) is not None for tap in taps), 20)
        await sent.until_over()
        await sent.bot.stop()
        assert confirmations(sent) == 1
        assert sent.states == {"sent": 20}
        assert all_have_one(sent)


async def test_confirmed_before_a_kill_and_again_after_it_it_is_sent_once(tmp_path: Path) -> None:
    async with announcement_in(tmp_path, 20, confirmed=False) as sent:
        message = sent.api.last(AUTHOR)["message_id"]
        sent.api.inject(Fault(method="editMessageText", delay=60, times=None, chat_id=AUTHOR))
        await sent.bot.start()
        await sent.stage.until_polled()
        sent.api.press(AUTHOR, message, sent.confirm_button)
        await sent.api.until(lambda: confirmations(sent) == 1, 20)
        await sent.bot.kill()
        assert sent.bot.ask("SELECT count(*) FROM inbox WHERE handled_at IS NULL") == [(1,)]
        sent.api.clear_faults()
        again = sent.api.press(AUTHOR, message, sent.confirm_button)
        await sent.bot.start()
        await sent.api.until(lambda: sent.api.answers(again) is not None, 20)
        await sent.until_over()
        await sent.api.until(lambda: sent.sent_in_view == 20, 20)
        await sent.bot.stop()
        assert confirmations(sent) == 1
        assert sum(sent.states.values()) == 20
        twice = {phone for phone in phones(20) if sent.received(phone) == 2}
        assert twice <= {copy.phone for copy in sent.copies() if copy.maybe_twice}
        assert {sent.received(phone) for phone in set(phones(20)) - twice} == {1}
