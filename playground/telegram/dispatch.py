"""Carries out one Bot API call: bad luck, limits, the method itself, and the record of it."""

import asyncio
import inspect
import json
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from playground.telegram import about, answering, editing, messaging, polling
from playground.telegram.decoding import decoded
from playground.telegram.errors import Refused, bad_request, too_many_requests
from playground.telegram.faults import Fault, Faults
from playground.telegram.files import Upload
from playground.telegram.limits import Limiter
from playground.telegram.method_names import METHOD_NAMES
from playground.telegram.world import Handler, Request, World

METHODS: dict[str, Handler] = (
    about.METHODS | messaging.METHODS | editing.METHODS | polling.METHODS | answering.METHODS
)
NAMES = {name.lower(): name for name in METHOD_NAMES}
REMEMBERED_CALLS = 100
_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of the bot: status 0 means that the connection closed without an answer."""

    method: str
    params: Mapping[str, Any]
    chat_id: Any
    at: datetime
    monotonic_at: float
    status: int
    error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What goes back over HTTP; `drop` closes the connection instead."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    drop: bool = False
    error: str | None = None


class Dispatcher:
    """Answers calls one by one and remembers them."""

    def __init__(
        self,
        world: World,
        limiter: Limiter,
        *,
        keep_calls: bool,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.calls: list[Call] = []
        self.faults = Faults()
        self.offline = False
        self._world = world
        self._limiter = limiter
        self._keep_calls = keep_calls
        self._monotonic = monotonic

    async def answer(self, name: str, raw: Mapping[str, Any], files: Mapping[str, Upload]) -> Answer:
        """Carries out the call with these raw parameters; method names are case-insensitive."""
        method = NAMES.get(name.lower(), name)
        started = self._monotonic()
        try:
            params = decoded(raw)
        except Refused as refused:
            params, answer = dict(raw), refusal(refused)
        else:
            answer = await self._lucky_or_not(Request(method=method, params=params, files=files))
        self._remember(method, params, started, answer)
        return answer

    async def _lucky_or_not(self, request: Request) -> Answer:
        if self.offline:
            return Answer(status=0, drop=True)
        fault = self.faults.take(request.method, request.params)
        if fault is None:
            return await self._carried_out(request)
        return await self._unlucky(fault, request)

    async def _unlucky(self, fault: Fault, request: Request) -> Answer:
        answer = Answer()
        if fault.accept or fault.only_slow:
            answer = await self._carried_out(request)
        if fault.delay:
            await asyncio.sleep(fault.delay)
        return answer if fault.only_slow else _fault_answer(fault)

    async def _carried_out(self, request: Request) -> Answer:
        try:
            wait = self._limiter.retry_after(request.method, request.chat_id)
            if wait is not None:
                raise too_many_requests(wait)
            result = _handler(request.method)(self._world, request)
            if inspect.isawaitable(result):
                result = await result
        except Refused as refused:
            return refusal(refused)
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            _LOGGER.warning("%s could not be read", request.method, exc_info=True)
            return refusal(bad_request(f"can't parse the parameters: {error!r}"))
        return _json_answer(200, {"ok": True, "result": result})

    def _remember(self, method: str, params: Mapping[str, Any], started: float, answer: Answer) -> None:
        call = Call(
            method=method,
            params=params,
            chat_id=params.get("chat_id"),
            at=self._world.clock(),
            monotonic_at=started,
            status=0 if answer.drop else answer.status,
            error=answer.error,
        )
        self.calls.append(call)
        if not self._keep_calls and len(self.calls) > 2 * REMEMBERED_CALLS:
            del self.calls[:-REMEMBERED_CALLS]
        self._world.happenings.wake()


def refusal(refused: Refused) -> Answer:
    """`ok: false` with Telegram's code, words, parameters and Retry-After header."""
    content: dict[str, Any] = {"ok": False, "error_code": refused.code, "description": refused.description}
    headers = {}
    if refused.parameters:
        content["parameters"] = refused.parameters
        if "retry_after" in refused.parameters:
            headers["Retry-After"] = str(refused.parameters["retry_after"])
    return _json_answer(refused.code, content, headers=headers, error=refused.description)


def _handler(method: str) -> Handler:
    if method in METHODS:
        return METHODS[method]
    if method in METHOD_NAMES:
        raise bad_request("method not implemented by the embedded Bot API")
    raise Refused(404, "Not Found")


def _fault_answer(fault: Fault) -> Answer:
    if fault.drop:
        return Answer(status=0, drop=True, error="injected: connection closed")
    if fault.body is not None:
        status = fault.status or 200
        return Answer(
            status=status, body=fault.body, error=f"injected: {status} with {len(fault.body)} bytes"
        )
    return refusal(fault.refusal())


def _json_answer(
    status: int, content: Any, *, headers: Mapping[str, str] | None = None, error: str | None = None
) -> Answer:
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Answer(status=status, body=body, headers=headers or {}, error=error)
