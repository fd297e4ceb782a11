"""Tells whoever is watching (the web page, a waiting test) that something happened in a chat."""

import asyncio
import weakref
from collections.abc import AsyncIterator, Callable
from typing import Any

Event = dict[str, Any]

QUEUE_LIMIT = 2_000
LOOK_AGAIN_SECONDS = 0.02
LOST: Event = {"type": "lost"}


class Subscription(AsyncIterator[Event]):
    """One watcher's events, oldest first, from the moment of subscribing; ends with `aclose()`.

    A watcher that falls more than 2,000 events behind gets one `{"type": "lost"}` instead of them.
    """

    def __init__(self) -> None:
        self._queue: asyncio.Queue[Event | None] = asyncio.Queue(QUEUE_LIMIT)

    def put(self, event: Event | None) -> None:
        """Hands over an event without waiting; `None` ends the subscription."""
        if self._queue.full():
            while not self._queue.empty():
                self._queue.get_nowait()
            self._queue.put_nowait(LOST)
        self._queue.put_nowait(event)

    async def __anext__(self) -> Event:
        event = await self._queue.get()
        if event is None:
            raise StopAsyncIteration
        return event

    async def aclose(self) -> None:
        """Ends the iteration for whoever waits in it."""
        self.put(None)


class Happenings:
    """Publishes events to subscriptions and wakes those who wait for a condition."""

    def __init__(self) -> None:
        self._subscriptions: weakref.WeakSet[Subscription] = weakref.WeakSet()
        self._waiting: set[asyncio.Future[None]] = set()

    def subscribe(self) -> Subscription:
        """A new subscription; it is forgotten when nobody holds it any more."""
        subscription = Subscription()
        self._subscriptions.add(subscription)
        return subscription

    def publish(self, event: Event) -> None:
        """Hands the event to every subscription and wakes every waiter."""
        for subscription in list(self._subscriptions):
            subscription.put(event)
        self.wake()

    def end(self) -> None:
        """Ends every subscription, as the playground is closing."""
        for subscription in list(self._subscriptions):
            subscription.put(None)

    def wake(self) -> None:
        """Lets every waiter look at its condition again."""
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)

    async def until(self, condition: Callable[[], bool], timeout: float) -> None:
        """Returns when the condition holds; TimeoutError after `timeout` real seconds.

        It is looked at after every event and call, and every 20 ms for what changes elsewhere.
        """
        async with asyncio.timeout(timeout):
            while not condition():
                await self._next()

    async def _next(self) -> None:
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(waiter)
        try:
            await asyncio.wait({waiter}, timeout=LOOK_AGAIN_SECONDS)
        finally:
            self._waiting.discard(waiter)
