"""The HTTP face of the embedded Bot API: /bot<token>/<method> and /file/bot<token>/<path>."""

import asyncio
import hmac
import re
from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from playground.telegram.decoding import read_call
from playground.telegram.dispatch import Answer, Dispatcher, refusal
from playground.telegram.errors import Refused
from playground.telegram.files import FileStore

CLOSE_CONNECTION = "sela.close_connection"
_TOKEN = re.compile(r"\d+:[\w-]+")


def build_web_app(token: str, dispatcher: Dispatcher, files: FileStore) -> Starlette:
    """The Starlette application for one bot token."""
    return Starlette(
        routes=[
            Route("/file/bot{token}/{path:path}", _Download(token, files)),
            Route("/bot{token}/{method}", _Methods(token, dispatcher)),
        ]
    )


class _Methods:
    def __init__(self, token: str, dispatcher: Dispatcher) -> None:
        self._token = token
        self._dispatcher = dispatcher

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        http = HttpRequest(scope, receive)
        try:
            answer = await self._answer(http)
        except ClientDisconnect:
            return
        if answer is not None:
            await _deliver(answer, scope, receive, send)

    async def _answer(self, http: HttpRequest) -> Answer | None:
        unwelcome = _unwelcome(http.path_params["token"], self._token)
        try:
            params, files = await read_call(http)
        except Refused as refused:
            return refusal(refused)
        if unwelcome is not None:
            return refusal(unwelcome)
        method = http.path_params["method"]
        answering = self._dispatcher.answer(method, params, files)
        if method.lower() != "getupdates":
            return await answering
        return await _unless_gone(asyncio.ensure_future(answering), http)


class _Download:
    def __init__(self, token: str, files: FileStore) -> None:
        self._token = token
        self._files = files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        parts = HttpRequest(scope).path_params
        stored = self._files.by_path(parts["path"])
        if _unwelcome(parts["token"], self._token) or stored is None:
            await _deliver(refusal(Refused(404, "Not Found")), scope, receive, send)
            return
        await Response(stored.content, media_type="application/octet-stream")(scope, receive, send)


def _unwelcome(given: str, token: str) -> Refused | None:
    if hmac.compare_digest(given.encode(), token.encode()):
        return None
    return Refused(401, "Unauthorized") if _TOKEN.fullmatch(given) else Refused(404, "Not Found")


async def _unless_gone(answering: asyncio.Future[Answer], http: HttpRequest) -> Answer | None:
    """The answer of a long poll; None, and the poll ended, when the client hangs up first."""
    gone = asyncio.ensure_future(http.receive())
    either: set[asyncio.Future[Any]] = {answering, gone}
    try:
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        return answering.result() if answering.done() else None
    finally:
        answering.cancel()
        gone.cancel()


async def _deliver(answer: Answer, scope: Scope, receive: Receive, send: Send) -> None:
    if answer.drop:
        close: Callable[[], None] | None = scope.get("state", {}).get(CLOSE_CONNECTION)
        if close is None:
            raise ConnectionResetError("injected: connection closed without an answer")
        close()
        return
    response = Response(answer.body, answer.status, answer.headers, media_type="application/json")
    await response(scope, receive, send)
