"""Killed or stopped in the middle of its nudges, Sela goes on where it was: nobody is written to twice."""

import asyncio
import random
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from playground.telegram import Fault
from tests.process.bot_process import Stage, stage_in

pytestmark = pytest.mark.process

IN_FLIGHT = 8
PATIENCE_SECONDS = 60
ENDS = {"sent", "uncertain", "expired"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a crowd's nudges after some kills."""

    states: dict[str, int]
    lost: int
    never_arrived: int
    copies: int
    seconds_to_resume: tuple[float, ...]


async def nudges_under_kills(stage: Stage, kills: int, chance: random.Random) -> Outcome:
    """Kills the bot at random points of its run, starts it again each time, and counts at the end."""
    resumed = []
    for left in range(kills, 0, -1):
        began, before = time.monotonic(), stage.arrived
        await stage.bot.start()
        if chance.random() < 0.2:  # also while it starts, migrates, plans
            await asyncio.sleep(chance.uniform(0.2, 4))
        elif await _arrived_or_over(stage, before + 1):
            resumed.append(time.monotonic() - began)
            share = max(1, 2 * (stage.people - before) // (left + 1))
            await _arrived_or_over(stage, before + chance.randint(1, share))
            await asyncio.sleep(chance.uniform(0, 0.03))
        await stage.bot.kill()
    await stage.bot.start()
    await stage.until_settled(timeout=300)
    await stage.bot.stop()
    return _outcome(stage, tuple(resumed))


async def _arrived_or_over(stage: Stage, count: int) -> bool:
    """Waits until so many have arrived, or none is left to send: what a kill left in doubt is over."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while stage.arrived < count and not stage.is_settled():
        assert time.monotonic() < deadline, stage.bot.outbox()
        await asyncio.sleep(0.01)
    return stage.arrived >= count


def _outcome(stage: Stage, resumed: tuple[float, ...]) -> Outcome:
    rows = stage.bot.ask(
        "SELECT outbox.state, telegram_id FROM outbox JOIN person ON person.id = outbox.person_id"
    )
    unseen = [state for state, phone in rows if not stage.api.messages(phone)]
    return Outcome(
        states=stage.bot.outbox(),
        lost=unseen.count("sent"),
        never_arrived=unseen.count("uncertain"),
        copies=len(stage.copies),
        seconds_to_resume=resumed,
    )


async def test_case_1_killed_at_random_points_every_nudge_ends_once(tmp_path: Path) -> None:
    kills = 2
    async with stage_in(tmp_path, 80, messages_per_second=60) as stage:
        outcome = await nudges_under_kills(stage, kills, random.Random(1))
    assert outcome.copies == 0
    assert outcome.lost == 0
    assert set(outcome.states) <= ENDS
    assert sum(outcome.states.values()) == 80
    assert outcome.states.get("uncertain", 0) <= kills * IN_FLIGHT


@pytest.mark.soak
async def test_case_1_two_hundred_kills_over_five_thousand_nudges(
    tmp_path: Path, kills: int, people: int
) -> None:
    async with stage_in(tmp_path, people, messages_per_second=60) as stage:
        outcome = await nudges_under_kills(stage, kills, random.Random(2))
    print(outcome)
    assert outcome.copies == 0
    assert outcome.lost == 0
    assert set(outcome.states) <= ENDS
    assert outcome.states.get("uncertain", 0) <= kills * IN_FLIGHT
    assert max(outcome.seconds_to_resume) < 10


async def test_case_2_killed_between_accept_and_reply_a_nudge_is_uncertain_and_not_repeated(
    tmp_path: Path,
) -> None:
    async with stage_in(tmp_path, 3) as stage:
        stage.api.inject(Fault(method="sendMessage", delay=60, times=3))
        await stage.bot.start()
        await stage.until_arrived(3)
        await stage.bot.kill()
        stage.api.clear_faults()
        await stage.bot.start()
        await stage.until_settled()
        await stage.bot.stop()
        assert stage.bot.outbox() == {"uncertain": 3}
        assert stage.arrived == 3
        assert '"messages": 3' in stage.bot.log
