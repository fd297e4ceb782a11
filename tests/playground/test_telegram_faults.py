"""Bad luck with the embedded Telegram looks to the bot like bad luck with Telegram."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from playground.telegram import BotApi, Fault, Limits, serve
from tests.playground.real_bot import SARI, TOKEN, TurnedClock, client_of, two_people, wire_to


@pytest.fixture(autouse=True)
def _seconds_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def api() -> BotApi:
    return two_people(TurnedClock())


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[Bot]:
    async with serve(api) as base_url, client_of(base_url) as client:
        yield client


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(method="sendMessage", retry_after=7), RetryAfter),
        (Fault(method="sendmessage", status=403), Forbidden),
        (Fault(method="*", status=400, description="Bad Request: chat not found"), BadRequest),
        (Fault(method="sendMessage", status=500), NetworkError),
        (Fault(method="sendMessage", status=502, body=b"<html>Bad Gateway</html>"), NetworkError),
        (Fault(method="sendMessage", body=b'{"ok":tr'), TelegramError),
        (Fault(method="sendMessage", body=b""), TelegramError),
        (Fault(method="sendMessage", drop=True), NetworkError),
        (Fault(method="sendMessage", status=400, parameters={"migrate_to_chat_id": -100}), ChatMigrated),
    ],
)
async def test_a_fault_hits_once_and_nothing_is_sent(
    api: BotApi, bot: Bot, fault: Fault, error: type[TelegramError]
) -> None:
    api.inject(fault)
    with pytest.raises(error):
        await bot.send_message(SARI, "satu")
    assert api.messages(SARI) == []
    await bot.send_message(SARI, "dua")
    assert [message["text"] for message in api.messages(SARI)] == ["dua"]


async def test_an_answer_can_get_lost_after_the_message_arrived(api: BotApi, bot: Bot) -> None:
    api.inject(Fault(method="sendMessage", drop=True, accept=True))
    with pytest.raises(NetworkError):
        await bot.send_message(SARI, "satu")
    assert api.last(SARI)["text"] == "satu"
    assert api.calls_of("sendMessage")[0].status == 0


async def test_an_answer_can_come_too_late(api: BotApi, bot: Bot) -> None:
    api.inject(Fault(method="sendMessage", delay=0.2))
    with pytest.raises(TimedOut):
        await bot.send_message(SARI, "satu", read_timeout=0.02)
    assert api.last(SARI)["text"] == "satu"


async def test_faults_can_be_meant_for_one_chat_or_one_text(api: BotApi, bot: Bot) -> None:
    api.inject(Fault(method="sendMessage", status=500, chat_id=SARI + 1, times=None))
    api.inject(
        Fault(method="sendMessage", status=500, times=None, matching=lambda params: params["text"] == "racun")
    )
    for _ in range(2):
        await bot.send_message(SARI, "halo")
        with pytest.raises(NetworkError):
            await bot.send_message(SARI, "racun")
    api.clear_faults()
    await bot.send_message(SARI, "racun")


async def test_a_429_says_when_to_come_back_in_body_and_header(api: BotApi) -> None:
    api.inject(Fault(method="getMe", retry_after=30))
    async with serve(api) as base_url, httpx.AsyncClient(trust_env=False) as http:
        answer = await http.get(f"{base_url}/bot{TOKEN}/getMe")
    assert answer.headers["Retry-After"] == "30"
    assert answer.json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 30",
        "parameters": {"retry_after": 30},
    }


async def test_without_a_network_every_connection_ends_without_an_answer(api: BotApi, bot: Bot) -> None:
    poll = asyncio.ensure_future(bot.get_updates(timeout=30))
    await api.until(lambda: api.world.updates.is_polled)
    api.go_offline()
    with pytest.raises(NetworkError):
        await poll
    with pytest.raises(NetworkError):
        await bot.send_message(SARI, "satu")
    api.go_online()
    await bot.send_message(SARI, "dua")
    assert [message["text"] for message in api.messages(SARI)] == ["dua"]


async def statuses(limits: Limits, instants: list[float], method: str = "sendMessage") -> list[int]:
    current = 0.0

    def monotonic() -> float:
        return current

    api = two_people(TurnedClock(), limits=limits, monotonic=monotonic)
    result = []
    async with wire_to(api) as wire:
        for instant in instants:
            current = instant
            status, _answer = await wire.call(method, chat_id=SARI, text="x", action="typing")
            result.append(status)
    return result


async def test_a_strict_window_lets_its_number_through_in_any_one_second() -> None:
    strict = Limits(model="strict", per_second=2)
    assert await statuses(strict, [0.5, 0.9, 1.4, 1.5, 1.6, 1.9]) == [200, 200, 429, 200, 429, 200]


async def test_a_token_bucket_gives_a_burst_and_then_its_rate() -> None:
    bucket = Limits(model="bucket", per_second=2)
    assert await statuses(bucket, [0.1, 0.1, 0.1, 0.7, 0.8, 1.2]) == [200, 200, 429, 200, 429, 200]


async def test_a_flood_lock_closes_the_door_for_a_while() -> None:
    lock = Limits(model="flood_lock", per_second=2)
    assert await statuses(lock, [0.1, 0.2, 0.3, 1.25, 1.31]) == [200, 200, 429, 429, 200]


async def test_one_chat_may_burst_and_then_waits_its_turn() -> None:
    per_chat = Limits(per_chat_per_second=1, per_chat_burst=3)
    assert await statuses(per_chat, [10, 10, 10, 10, 11, 11, 12]) == [200, 200, 200, 429, 200, 429, 200]


async def test_the_typing_sign_counts_for_no_limit() -> None:
    strict = Limits(model="strict", per_second=1)
    assert await statuses(strict, [1.0] * 5, method="sendChatAction") == [200] * 5
