"""The one pace at which everything leaves for Telegram: replies first, then what Sela starts by itself."""

import asyncio
import heapq
import itertools
import math
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Final

from telegram._utils.types import JSONDict
from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.limits import ChatLimit, Throttle, Window

REPLY: Final = 0
NUDGE: Final = 2
BROADCAST: Final = 3
REPORT: Final = 4

_MESSAGES: Final = "messages"
_MESSAGE_CALLS: Final = ("send", "edit", "copy", "forward")
_NEVER_COUNTED: Final = frozenset({"sendChatAction"})
_MOST_RETRIES: Final = 5
_SECONDS_AFTER_A_REFUSAL: Final = 0.1
_SECONDS_OF_LATENESS_MADE_UP: Final = 0.01

_Answer = bool | JSONDict | list[JSONDict]
_Callback = Callable[..., Coroutine[Any, Any, _Answer]]
_Rank = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaceCounters:
    """What the pace did since the start: messages, waits, refusals and their seconds; and the rate now."""

    sent: int
    waited: int
    refused: int
    retry_after_seconds_total: float
    messages_per_second: int


@dataclass(slots=True, kw_only=True)
class _Call:
    """One message waiting for its turn; `gate` opens when it may leave."""

    rank: _Rank
    chat: int | None
    impatient_at: float
    gate: asyncio.Future[None]

    @property
    def is_reply(self) -> bool:
        return self.rank[0] == REPLY


class Pace(BaseRateLimiter[int]):
    """Lets calls leave in order of priority, as fast as Telegram allows; one instance for one token.

    `rate_limit_args` is the priority: `REPLY` (also when missing), `NUDGE`, `BROADCAST` or `REPORT`.
    Messages Sela starts (priority above `REPLY`) wait for one of `messages_per_second` places. A reply takes
    a place too; if none is free it waits for the next, `reply_patience` seconds at most, then leaves anyway.
    No place is kept free for replies: the next one comes within a thirtieth of a second.
    After a 429 messages wait until Telegram's deadline; replies need a place until the full rate is back.
    """

    def __init__(
        self,
        messages_per_second: int = 30,
        *,
        at_once_to_a_chat: int = 3,
        reply_patience: float = 0.2,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`monotonic` gives seconds, at the speed of the event loop's own clock."""
        self._reply_patience = reply_patience
        self._monotonic = monotonic
        self._tickets = itertools.count()
        self._throttle = Throttle(messages_per_second)
        self._window = Window()
        self._chats = ChatLimit(at_once_to_a_chat)
        self._ready: list[tuple[_Rank, _Call]] = []
        self._resting: list[tuple[float, _Rank, _Call]] = []
        self._held_until: dict[str, float] = {}
        self._pauses: set[asyncio.Future[None]] = set()
        self._next_started = -math.inf
        self._alarm: asyncio.TimerHandle | None = None
        self._sent = self._waited = self._refused = 0
        self._retry_after_seconds = 0.0

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """Cancel every call that is still waiting for its turn."""
        self._set_alarm(math.inf, self._monotonic())
        waiting = [call.gate for _, call in self._ready] + [call.gate for *_, call in self._resting]
        for gate in [*waiting, *self._pauses]:
            gate.cancel()
        self._ready.clear()
        self._resting.clear()

    @property
    def counters(self) -> PaceCounters:
        """What happened so far, for one line of metrics."""
        return PaceCounters(
            sent=self._sent,
            waited=self._waited,
            refused=self._refused,
            retry_after_seconds_total=self._retry_after_seconds,
            messages_per_second=self._throttle.rate(self._monotonic()),
        )

    def seconds_until_free(self, priority: int) -> float:
        """Return about how many seconds a message of this priority would wait if it came now."""
        now = self._monotonic()
        held = max(0.0, self._held_until.get(_MESSAGES, now) - now)
        if priority == REPLY:
            return held
        rate = self._throttle.rate(now)
        free = max(self._window.free_at(now, rate), self._next_started) - now
        ahead = sum(rank[0] <= priority for rank, _ in self._ready)
        return max(held, 1.0 if free == math.inf else free) + ahead / rate

    async def process_request(
        self,
        callback: _Callback,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> _Answer:
        """Make the call in its turn; after a 429 once more, first of its priority, at most five times."""
        is_message = endpoint.startswith(_MESSAGE_CALLS) and endpoint not in _NEVER_COUNTED
        chat = data.get("chat_id") if isinstance(data.get("chat_id"), int) else None
        rank = (rate_limit_args or REPLY, next(self._tickets))
        for attempt in itertools.count():
            try:
                if is_message:
                    return await self._message(rank, chat, callback, args, kwargs)
                return await self._other(endpoint, callback, args, kwargs)
            except RetryAfter:
                if attempt == _MOST_RETRIES:
                    raise
        raise AssertionError("unreachable")

    async def _message(
        self, rank: _Rank, chat: int | None, callback: _Callback, args: Any, kwargs: dict[str, Any]
    ) -> _Answer:
        await self._turn(rank, chat)
        left_at = self._monotonic()
        round_trip = None
        try:
            answer = await callback(*args, **kwargs)
            round_trip = self._monotonic() - left_at
        except RetryAfter as refusal:
            self._obey(refusal, _MESSAGES)
            raise
        finally:
            self._window.ended(self._monotonic(), round_trip)
            if self._ready:
                self._dispatch()
        return answer

    async def _other(self, endpoint: str, callback: _Callback, args: Any, kwargs: dict[str, Any]) -> _Answer:
        """Make a call that is no message: it waits only for a 429 that this very endpoint was given."""
        while (rest := self._held_until.get(endpoint, -math.inf) - self._monotonic()) > 0:
            await self._pause(rest)
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as refusal:
            self._obey(refusal, endpoint)
            raise

    async def _pause(self, seconds: float) -> None:
        over = asyncio.get_running_loop().create_future()
        alarm = asyncio.get_running_loop().call_later(seconds, _open, over)
        self._pauses.add(over)
        try:
            await over
        finally:
            alarm.cancel()
            self._pauses.discard(over)

    def _obey(self, refusal: RetryAfter, held: str) -> None:
        now = self._monotonic()
        # The public attribute warns about its own type; python-telegram-bot's limiter reads this one as well.
        seconds = refusal._retry_after.total_seconds()
        if held == _MESSAGES:
            if self._held_until.get(held, -math.inf) <= now:
                self._throttle.halve(now)
            self._throttle.quiet_from(now + seconds)
        deadline = now + seconds + _SECONDS_AFTER_A_REFUSAL
        self._held_until[held] = max(self._held_until.get(held, deadline), deadline)
        self._refused += 1
        self._retry_after_seconds += seconds

    async def _turn(self, rank: _Rank, chat: int | None) -> None:
        """Return when the message may leave; its place in the window is taken then."""
        call = _Call(
            rank=rank,
            chat=chat,
            impatient_at=self._monotonic() + self._reply_patience,
            gate=asyncio.get_running_loop().create_future(),
        )
        heapq.heappush(self._ready, (call.rank, call))
        self._dispatch()
        if not call.gate.done():
            self._waited += 1
        try:
            await call.gate
        except asyncio.CancelledError:
            if call.gate.done() and not call.gate.cancelled():
                self._window.give_back()
                self._dispatch()
            raise

    def _dispatch(self) -> None:
        """Let every message go whose turn has come, and wake up again when the next one's may come."""
        now = self._monotonic()
        self._bring_back_rested(now)
        wake_at = math.inf
        while (call := self._first_ready()) is not None:
            chat_ready_at = self._chats.ready_at(call.chat)
            if chat_ready_at > now:
                heapq.heappop(self._ready)
                heapq.heappush(self._resting, (chat_ready_at, call.rank, call))
                continue
            wake_at = self._leaves_at(call, now)
            if wake_at > now:
                break
            heapq.heappop(self._ready)
            self._let_go(call, now)
            wake_at = math.inf
        self._set_alarm(min(wake_at, self._resting[0][0] if self._resting else math.inf), now)

    def _bring_back_rested(self, now: float) -> None:
        while self._resting and (self._resting[0][0] <= now or self._resting[0][2].gate.done()):
            _, rank, call = heapq.heappop(self._resting)
            heapq.heappush(self._ready, (rank, call))

    def _first_ready(self) -> _Call | None:
        while self._ready:
            call = self._ready[0][1]
            if not call.gate.done():
                return call
            heapq.heappop(self._ready)
        return None

    def _leaves_at(self, call: _Call, now: float) -> float:
        held_until = self._held_until.get(_MESSAGES, -math.inf)
        if held_until > now:
            return held_until
        rate = self._throttle.rate(now)
        if not call.is_reply:
            return max(self._next_started, self._window.free_at(now, rate))
        place_at = self._window.free_at(now, self._throttle.most)
        return min(place_at, max(now, call.impatient_at)) if rate == self._throttle.most else place_at

    def _let_go(self, call: _Call, now: float) -> None:
        self._chats.take(call.chat, now)
        self._window.take()
        if not call.is_reply:
            on_time = max(self._next_started, now - _SECONDS_OF_LATENESS_MADE_UP)
            self._next_started = on_time + 0.99 / self._throttle.rate(now)
        self._sent += 1
        call.gate.set_result(None)

    def _set_alarm(self, wake_at: float, now: float) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        if wake_at < math.inf:
            self._alarm = asyncio.get_running_loop().call_later(max(0.0, wake_at - now), self._dispatch)


def _open(gate: asyncio.Future[None]) -> None:
    if not gate.done():
        gate.set_result(None)
