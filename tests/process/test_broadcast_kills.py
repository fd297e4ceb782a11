"""Killed anywhere in a broadcast, Sela serves everybody; who may have two copies is on a list."""

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pytest

from playground.telegram import Fault
from tests.process.announcing import Announcement, announcement_in
from tests.process.crowd import phones

pytestmark = pytest.mark.process

IN_FLIGHT = 8
PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a broadcast after some kills."""

    states: dict[str, int]
    kills: int
    in_flight: tuple[int, ...]
    """How many copies were being sent at each kill."""
    missed: int
    """People without any copy on their phone, but those whose copy was being sent at two kills."""
    killed_twice: int
    """People whose copy was being sent at two kills and never arrived: the author sees them as uncertain."""
    copies: int
    """Phones with two copies."""
    most_on_a_phone: int
    unlisted: int
    """Phones with two copies that no list names."""
    listed: int
    seconds_to_view: tuple[float, ...]
    """From each start until the author's message said what was known at the kill."""


async def broadcast_under_kills(sent: Announcement, kills: int, chance: random.Random) -> Outcome:
    """Kills the bot at random points of the broadcast, starts it again each time, and counts at the end."""
    in_flight: list[list[int]] = []
    waits: list[float] = []
    for left in range(kills, 0, -1):
        known = sent.states.get("sent", 0)
        began = time.monotonic()
        await sent.bot.start()
        if chance.random() < 0.2:  # also while it starts
            await asyncio.sleep(chance.uniform(0.2, 4))
        else:
            await _until_view_tells(sent, known)
            waits.append(time.monotonic() - began)
            before = sent.stage.arrived
            share = max(1, 2 * (sent.stage.people - before) // (left + 1))
            await _arrived_or_over(sent, before + chance.randint(1, share))
            await asyncio.sleep(chance.uniform(0, 0.03))
        await sent.bot.kill()
        in_flight.append(sent.in_flight())
    await sent.bot.start()
    await sent.until_over(timeout=600)
    await sent.api.until(lambda: sent.sent_in_view == sent.stage.people, 30)
    await sent.bot.stop()
    return _outcome(sent, in_flight, tuple(waits))


async def _until_view_tells(sent: Announcement, known: int) -> None:
    """Waits until the author's message says at least what was on record before the start."""
    await sent.api.until(lambda: sent.sent_in_view >= known, PATIENCE_SECONDS)


async def _arrived_or_over(sent: Announcement, count: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while sent.stage.arrived < count and not sent.is_over():
        assert time.monotonic() < deadline, sent.states
        await asyncio.sleep(0.01)


def _outcome(sent: Announcement, in_flight: list[list[int]], waits: tuple[float, ...]) -> Outcome:
    received = {phone: sent.received(phone) for phone in phones(sent.stage.people)}
    hits = Counter(phone for flying in in_flight for phone in flying)
    unsure = {copy.phone for copy in sent.copies() if copy.state == "uncertain"}
    missed = {phone for phone, count in received.items() if count == 0}
    excused = {phone for phone in missed if hits[phone] == 2 and phone in unsure}
    twice = {phone for phone, count in received.items() if count > 1}
    listed = {copy.phone for copy in sent.copies() if copy.maybe_twice or copy.state == "uncertain"}
    assert sent.results().maybe_twice == sum(copy.maybe_twice for copy in sent.copies())
    return Outcome(
        states=sent.states,
        kills=len(in_flight),
        in_flight=tuple(map(len, in_flight)),
        missed=len(missed - excused),
        killed_twice=len(excused),
        copies=len(twice),
        most_on_a_phone=max(received.values()),
        unlisted=len(twice - listed),
        listed=len(listed),
        seconds_to_view=waits,
    )


def check(outcome: Outcome, people: int) -> None:
    """Nobody is missed; copies are no more than what was in the air, two at most, each on the list."""
    assert outcome.missed == 0
    assert outcome.copies <= sum(outcome.in_flight)
    assert max(outcome.in_flight) <= IN_FLIGHT
    assert outcome.most_on_a_phone <= 2
    assert outcome.unlisted == 0
    assert outcome.listed <= sum(outcome.in_flight)
    assert set(outcome.states) <= {"sent", "uncertain"}
    assert sum(outcome.states.values()) == people


async def test_case_1_killed_at_random_points_everybody_is_served_and_copies_are_listed(
    tmp_path: Path,
) -> None:
    async with announcement_in(tmp_path, 120, messages_per_second=60) as sent:
        outcome = await broadcast_under_kills(sent, 2, random.Random(1))
    check(outcome, 120)


@pytest.mark.soak
async def test_case_1_two_hundred_kills_over_a_broadcast_to_five_thousand(
    tmp_path: Path, kills: int, people: int
) -> None:
    async with announcement_in(tmp_path, people, messages_per_second=30) as sent:
        outcome = await broadcast_under_kills(sent, kills, random.Random(2))
    print(outcome)
    check(outcome, people)
    assert outcome.killed_twice <= kills / 20
    assert median(outcome.seconds_to_view) < 10


async def test_the_authors_message_is_kept_up_to_date_while_the_broadcast_runs(tmp_path: Path) -> None:
    async with announcement_in(tmp_path, 400, messages_per_second=20) as sent:
        await sent.bot.start()
        await sent.api.until(lambda: sent.sent_in_view > 0, 30)
        assert not sent.is_over()
        assert sent.stage.arrived - sent.sent_in_view <= IN_FLIGHT


async def test_case_2_killed_between_accept_and_reply_a_copy_leaves_once_more_and_is_listed(
    tmp_path: Path,
) -> None:
    async with announcement_in(tmp_path, 3) as sent:
        sent.api.inject(Fault(method="sendMessage", delay=60, times=3))
        await sent.bot.start()
        await sent.stage.until_arrived(3)
        await sent.bot.kill()
        sent.api.clear_faults()
        await sent.bot.start()
        await sent.until_over()
        await sent.bot.stop()
        assert sent.states == {"sent": 3}
        assert [sent.received(phone) for phone in phones(3)] == [2, 2, 2]
        assert sent.results().maybe_twice == 3
        assert '"messages": 3' in sent.bot.log


async def test_case_2_killed_again_over_the_second_copy_it_is_uncertain_and_comes_no_third_time(
    tmp_path: Path,
) -> None:
    async with announcement_in(tmp_path, 3) as sent:
        sent.api.inject(Fault(method="sendMessage", delay=60, times=6))
        for arrived in (3, 6):
            await sent.bot.start()
            await sent.stage.until_arrived(arrived)
            await sent.bot.kill()
        sent.api.clear_faults()
        await sent.bot.start()
        await sent.until_over()
        await sent.bot.stop()
        assert sent.states == {"uncertain": 3}
        assert [sent.received(phone) for phone in phones(3)] == [2, 2, 2]
        assert sent.results().maybe_twice == 3
