"""Tests of the embedded Telegram use a real python-telegram-bot, plain HTTP, and a clock they turn."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from telegram import Bot
from telegram.ext import Application, ApplicationBuilder
from telegram.request import HTTPXRequest

from playground.telegram import BotApi, serve

TOKEN = "123456789:AAEmbeddedEmbeddedEmbeddedEmbeddedE"
SARI, BAYU = 1001, 1002
NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


class TurnedClock:
    """A clock that stands still until it is turned."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **by: float) -> None:
        """Moves on by a timedelta."""
        self.now += timedelta(**by)


def two_people(clock: TurnedClock, **options: Any) -> BotApi:
    """A Telegram in which Sari has started the bot and Bayu has not."""
    api = BotApi(token=TOKEN, clock=clock, **options)
    api.add_user(SARI, "Sari", last_name="Dewi", username="sari_dewi", started=True)
    api.add_user(BAYU, "Bayu")
    return api


def _request() -> HTTPXRequest:
    return HTTPXRequest(read_timeout=5, httpx_kwargs={"trust_env": False})


@asynccontextmanager
async def client_of(base_url: str) -> AsyncIterator[Bot]:
    """An initialised python-telegram-bot Bot that talks to the embedded server."""
    bot = Bot(
        TOKEN,
        base_url=f"{base_url}/bot",
        base_file_url=f"{base_url}/file/bot",
        request=_request(),
        get_updates_request=_request(),
    )
    async with bot:
        yield bot


@asynccontextmanager
async def polling(base_url: str, application: AnyApplication | None = None) -> AsyncIterator[AnyApplication]:
    """A polling python-telegram-bot Application; handlers can be added inside."""
    built = application or application_for(base_url)
    await built.initialize()
    await built.start()
    assert built.updater is not None
    await built.updater.start_polling(timeout=30)
    try:
        yield built
    finally:
        await built.updater.stop()
        await built.stop()
        await built.shutdown()


def application_for(base_url: str) -> AnyApplication:
    """An Application that is not started yet."""
    return (
        ApplicationBuilder()
        .token(TOKEN)
        .base_url(f"{base_url}/bot")
        .base_file_url(f"{base_url}/file/bot")
        .request(_request())
        .get_updates_request(_request())
        .job_queue(None)
        .build()
    )


class Wire:
    """Calls methods over HTTP without python-telegram-bot in between."""

    def __init__(self, http: httpx.AsyncClient, base_url: str) -> None:
        self.http = http
        self.base_url = base_url

    async def call(self, method: str, **params: Any) -> tuple[int, Any]:
        """(HTTP status, JSON answer) of a call with a JSON body."""
        answer = await self.http.post(f"{self.base_url}/bot{TOKEN}/{method}", json=params)
        return answer.status_code, answer.json()

    async def description(self, method: str, **params: Any) -> str:
        """The words of a refused call; fails when it is not refused."""
        _status, answer = await self.call(method, **params)
        assert answer["ok"] is False, answer
        return str(answer["description"])

    async def result(self, method: str, **params: Any) -> Any:
        """The result of a call that succeeds."""
        _status, answer = await self.call(method, **params)
        assert answer["ok"] is True, answer
        return answer["result"]


@asynccontextmanager
async def wire_to(api: BotApi) -> AsyncIterator[Wire]:
    """Serves the api and calls it over HTTP."""
    async with serve(api) as base_url, httpx.AsyncClient(trust_env=False, timeout=5) as http:
        yield Wire(http, base_url)
