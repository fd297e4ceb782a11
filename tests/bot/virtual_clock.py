"""A world without waiting: a clock that jumps, a fake Telegram, and a pace between them."""

import asyncio
import random
import selectors
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any

from telegram.error import RetryAfter

from bot.pace import BROADCAST, REPLY, Pace


class VirtualClockLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock jumps to the next timer, so that a minute passes in no time."""

    def __init__(self) -> None:
        super().__init__(_JumpingSelector(self))
        self.now = 1000.0

    def time(self) -> float:
        return self.now


class _JumpingSelector(selectors.SelectSelector):
    def __init__(self, loop: VirtualClockLoop) -> None:
        super().__init__()
        self._virtual_loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            raise AssertionError("everybody waits and no timer runs: nothing would ever happen again")
        self._virtual_loop.now += timeout
        return []


class World:
    """A pace, a fake Telegram with a round trip of 40 to 60 ms, and a record of what left when."""

    def __init__(self, loop: VirtualClockLoop, **options: Any) -> None:
        self.pace = Pace(**options, monotonic=loop.time)
        self.start = loop.time()
        self.left: list[tuple[float, str]] = []
        self.admitted: list[float] = []
        self.refusals: deque[float] = deque()
        self._loop = loop
        self._random = random.Random(7)

    def seconds(self) -> float:
        return self._loop.time() - self.start

    async def telegram(self, name: str, fails: Exception | None) -> bool:
        self.left.append((self.seconds(), name))
        await asyncio.sleep(0.020 + self._random.uniform(0, 0.020))
        if self.refusals:
            seconds = self.refusals.popleft()
            await asyncio.sleep(0.020)
            raise RetryAfter(int(seconds))
        self.admitted.append(self.seconds())
        await asyncio.sleep(0.020)
        if fails is not None:
            raise fails
        return True

    async def call(
        self,
        name: str = "",
        *,
        priority: int = REPLY,
        chat: int | str | None = 1,
        endpoint: str = "sendMessage",
        fails: Exception | None = None,
    ) -> float:
        """Return the second at which the call was answered."""
        chat_id = {} if chat is None else {"chat_id": chat}
        await self.pace.process_request(self.telegram, (name, fails), {}, endpoint, chat_id, priority or None)
        return self.seconds()

    def broadcast(
        self, count: int, priority: int = BROADCAST, start: int = 1000
    ) -> list[asyncio.Task[float]]:
        return [
            asyncio.ensure_future(self.call(f"bulk {n}", priority=priority, chat=start + n))
            for n in range(count)
        ]

    def times(self, prefix: str) -> list[float]:
        return [moment for moment, name in self.left if name.startswith(prefix)]

    def busiest_second(self) -> int:
        """Return how many messages the server took within its worst second."""
        moments, worst = sorted(self.admitted), 0
        for first, moment in enumerate(moments):
            worst = max(worst, sum(moment <= other < moment + 1 for other in moments[first : first + 200]))
        return worst


def on_a_virtual_clock(story: Callable[[World], Coroutine[Any, Any, None]], **options: Any) -> None:
    loop = VirtualClockLoop()

    async def told() -> None:
        world = World(loop, **options)
        await story(world)
        await world.pace.shutdown()

    try:
        loop.run_until_complete(told())
    finally:
        loop.close()
