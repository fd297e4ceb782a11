"""How close to 30 messages a second a broadcast gets, how often it is refused, what replies feel of it."""

import argparse
import asyncio
import statistics
import time
from collections.abc import Awaitable
from dataclasses import asdict, dataclass
from typing import Any

from telegram.ext import ExtBot

from bot.pace import BROADCAST, REPLY, Pace
from bot.request import AiohttpRequest
from tests.benchmarks.results import keep, show
from tests.benchmarks.server import TEXT, running, stats, stay_on_core

RATE = 30
TRIP_MS = 40
JITTER_MS = 20
IN_FLIGHT = 8
REPLIES_PER_SECOND = 5
MODELS = ("strict", "bucket", "flood_lock")


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcast:
    """One broadcast under one limiter: times in seconds, replies included in what the limit allows."""

    messages: int
    wall: float
    ideal: float
    refused: int
    lost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyTimes:
    """How long replies took from the call to the answer, in milliseconds."""

    p50: float
    p95: float


async def _send(bot: ExtBot[Any], chat: int, priority: int) -> None:
    await bot._post(
        "sendMessage", {"chat_id": chat, "text": TEXT}, api_kwargs=bot._merge_api_rl_kwargs(None, priority)
    )


async def _broadcast(bot: ExtBot[Any], count: int) -> None:
    chats = iter(range(1_000_000, 1_000_000 + count))

    async def work() -> None:
        for chat in chats:
            await _send(bot, chat, BROADCAST)

    await asyncio.gather(*(work() for _ in range(IN_FLIGHT)))


async def _replies(
    bot: ExtBot[Any], until: Awaitable[None] | None, most: int, first_chat: int
) -> list[float]:
    """Send replies to new chats until the other work is done; return their milliseconds."""
    other = asyncio.ensure_future(until) if until is not None else None
    calls: list[asyncio.Task[float]] = []
    while len(calls) < most and not (other is not None and other.done()):
        calls.append(asyncio.ensure_future(_timed(_send(bot, first_chat + len(calls), REPLY))))
        await asyncio.sleep(1 / REPLIES_PER_SECOND)
    if other is not None:
        await other
    return list(await asyncio.gather(*calls))


async def _timed(work: Awaitable[None]) -> float:
    started = time.perf_counter()
    await work
    return (time.perf_counter() - started) * 1000


def _bot(port: int, patience: float) -> ExtBot[Any]:
    return ExtBot(
        "1:benchmark",
        f"http://127.0.0.1:{port}/bot",
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(),
        rate_limiter=Pace(RATE, reply_patience=patience),
    )


async def alone(port: int, messages: int, patience: float) -> Broadcast:
    """Send the broadcast and nothing else."""
    async with _bot(port, patience) as bot:
        started = time.perf_counter()
        await _broadcast(bot, messages)
        wall = time.perf_counter() - started
    return _counted(port, messages, messages, wall)


async def with_replies(port: int, messages: int, patience: float) -> tuple[Broadcast, ReplyTimes, ReplyTimes]:
    """Send replies to an idle bot first, then during a broadcast."""
    async with _bot(port, patience) as bot:
        idle = await _replies(bot, None, 40, first_chat=1)
        await asyncio.sleep(1.1)
        started = time.perf_counter()
        busy = await _replies(bot, _broadcast(bot, messages), 100_000, first_chat=1000)
        wall = time.perf_counter() - started
    limited = messages + len(busy)
    return _counted(port, limited + len(idle), limited, wall), _reply_times(idle), _reply_times(busy)


def _counted(port: int, sent: int, limited: int, wall: float) -> Broadcast:
    counts = stats(port)
    return Broadcast(
        messages=limited,
        wall=wall,
        ideal=limited / RATE,
        refused=counts["refused"],
        lost=sent - counts["chats"],
    )


def _reply_times(milliseconds: list[float]) -> ReplyTimes:
    return ReplyTimes(p50=statistics.median(milliseconds), p95=statistics.quantiles(milliseconds, n=20)[-1])


def measure(model: str, messages: int, busy_messages: int, patience: float) -> None:
    """Run one limiter model both ways; print the figures and keep them."""
    with running(limiter=model, trip_ms=TRIP_MS, jitter_ms=JITTER_MS, rate=RATE) as port:
        quiet = asyncio.run(alone(port, messages, patience))
    with running(limiter=model, trip_ms=TRIP_MS, jitter_ms=JITTER_MS, rate=RATE) as port:
        shared, idle, busy = asyncio.run(with_replies(port, busy_messages, patience))
    show(
        f"{model} limit of {RATE}/s, round trip {TRIP_MS} + 0-{JITTER_MS} ms (goal 1.03 x, 0, 0)",
        ["broadcast", "messages", "wall s", "x ideal", "429s", "lost"],
        [
            [name, run.messages, f"{run.wall:.2f}", f"{run.wall / run.ideal:.3f}", run.refused, run.lost]
            for name, run in (("alone", quiet), (f"with {REPLIES_PER_SECOND} replies/s", shared))
        ],
    )
    show(
        "Replies (goal: p95 during a broadcast at most 2 x idle)",
        ["", "p50 ms", "p95 ms", "p95 x idle"],
        [
            [name, f"{times.p50:.0f}", f"{times.p95:.0f}", f"{times.p95 / idle.p95:.2f}"]
            for name, times in (("idle", idle), ("during a broadcast", busy))
        ],
    )
    runs: dict[str, Broadcast | ReplyTimes] = {
        "alone": quiet,
        "with_replies": shared,
        "idle_replies": idle,
        "busy_replies": busy,
    }
    keep(
        "pacing", {"model": model, "patience": patience, **{name: asdict(run) for name, run in runs.items()}}
    )


def main() -> None:
    """Read the options and measure each limiter model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=900, help="broadcast without replies")
    parser.add_argument("--busy-messages", type=int, default=300, help="broadcast with replies")
    parser.add_argument("--models", nargs="+", choices=MODELS, default=MODELS)
    parser.add_argument("--patience", type=float, default=0.1, help="seconds a reply waits for a free place")
    options = parser.parse_args()
    stay_on_core(0)
    for model in options.models:
        measure(model, options.messages, options.busy_messages, options.patience)


if __name__ == "__main__":
    main()
