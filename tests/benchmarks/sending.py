"""What one message costs our processor: raw aiohttp, python-telegram-bot as it comes, and as Sela uses it."""

import asyncio
import itertools
import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import aiohttp
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.ext import ExtBot

from bot.pace import BROADCAST, Pace
from bot.request import AiohttpRequest
from tests.benchmarks.results import keep, show
from tests.benchmarks.server import BUTTONS, TEXT, running, stay_on_core

CONCURRENCY = 8
MESSAGES = 2000
ROUNDS = 3
KEYBOARD = InlineKeyboardMarkup(
    [[InlineKeyboardButton(button["text"], callback_data=button["callback_data"])] for (button,) in BUTTONS]
)
TOKEN = "1:benchmark"

Send = Callable[[int], Awaitable[Any]]
Sender = Callable[[int], AbstractAsyncContextManager[Send]]


@asynccontextmanager
async def raw_aiohttp(port: int) -> AsyncIterator[Send]:
    """The floor: a JSON body posted with aiohttp, the answer read but not looked at."""
    url = f"http://127.0.0.1:{port}/bot{TOKEN}/sendMessage"
    markup = {"inline_keyboard": BUTTONS}

    async with aiohttp.ClientSession() as session:

        async def send(chat: int) -> None:
            body = {"chat_id": chat, "text": TEXT, "parse_mode": "HTML", "reply_markup": markup}
            async with session.post(url, json=body) as answer:
                await answer.json()

        yield send


@asynccontextmanager
async def _bot(port: int, **options: Any) -> AsyncIterator[ExtBot[Any]]:
    async with ExtBot(TOKEN, f"http://127.0.0.1:{port}/bot", **options) as bot:
        yield bot


@asynccontextmanager
async def stock(port: int) -> AsyncIterator[Send]:
    """python-telegram-bot as it comes: httpx, no pace."""
    async with _bot(port) as bot:
        yield lambda chat: bot.send_message(chat, TEXT, parse_mode="HTML", reply_markup=KEYBOARD)


def _ours(port: int) -> AbstractAsyncContextManager[ExtBot[Any]]:
    pace = Pace(messages_per_second=1_000_000)
    return _bot(port, request=AiohttpRequest(), get_updates_request=AiohttpRequest(), rate_limiter=pace)


@asynccontextmanager
async def ordinary(port: int) -> AsyncIterator[Send]:
    """What a reply costs Sela: send_message on our request and pace, with a Message built from the answer."""
    async with _ours(port) as bot:
        yield lambda chat: bot.send_message(chat, TEXT, parse_mode="HTML", reply_markup=KEYBOARD)


@asynccontextmanager
async def lean(port: int) -> AsyncIterator[Send]:
    """What a broadcast can cost: prepared parameters on our request and pace, no objects built."""
    markup = KEYBOARD.to_json()
    async with _ours(port) as bot:

        async def send(chat: int) -> None:
            parameters = {"chat_id": chat, "text": TEXT, "parse_mode": "HTML", "reply_markup": markup}
            await bot._post("sendMessage", parameters, api_kwargs=bot._merge_api_rl_kwargs(None, BROADCAST))

        yield send


SENDERS: dict[str, Sender] = {
    "raw aiohttp": raw_aiohttp,
    "stock send_message": stock,
    "Sela send_message": ordinary,
    "Sela _post": lean,
}


async def cpu_and_wall(send: Send, chats: Iterator[int]) -> tuple[float, float]:
    """Return CPU milliseconds and wall milliseconds for one message."""
    remaining = iter(range(MESSAGES))

    async def work() -> None:
        for _ in remaining:
            await send(next(chats))

    await asyncio.gather(*(send(next(chats)) for _ in range(CONCURRENCY)))
    cpu, wall = time.process_time(), time.perf_counter()
    await asyncio.gather(*(work() for _ in range(CONCURRENCY)))
    return (time.process_time() - cpu) * 1000 / MESSAGES, (time.perf_counter() - wall) * 1000 / MESSAGES


async def measure(port: int) -> dict[str, tuple[float, float]]:
    """Return the medians of CPU and wall milliseconds for each way of sending, all of them in turn."""
    rounds: dict[str, list[tuple[float, float]]] = {name: [] for name in SENDERS}
    chats = itertools.count(1)
    for _ in range(ROUNDS):
        for name, sender in SENDERS.items():
            async with sender(port) as send:
                rounds[name].append(await cpu_and_wall(send, chats))
    return {
        name: (statistics.median(cpu for cpu, _ in figures), statistics.median(wall for _, wall in figures))
        for name, figures in rounds.items()
    }


def main() -> None:
    """Measure, print the table and keep the figures."""
    stay_on_core(0)
    with running() as port:
        medians = asyncio.run(measure(port))
    floor = medians["raw aiohttp"][0]
    show(
        f"CPU for one message, {CONCURRENCY} at a time (goal: send_message 2.2, lean 1.15 at most)",
        ["sender", "CPU ms", "x raw aiohttp", "messages/s"],
        [
            [name, f"{cpu:.3f}", f"{cpu / floor:.2f}", f"{1000 / wall:,.0f}"]
            for name, (cpu, wall) in medians.items()
        ],
    )
    keep("sending", {name: {"cpu_ms": cpu, "ratio": cpu / floor} for name, (cpu, _) in medians.items()})


if __name__ == "__main__":
    main()
