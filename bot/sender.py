"""Sends what waits in the outbox: a few at a time, and records what became of each."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog

from bot.courier import Courier
from bot.texts import texts_for
from bot.views.nudges import nudge_card
from learning.errors import StorageUnavailable
from learning.ports import Store
from learning.usecases import deliver
from learning.usecases.deliver import Delivery
from learning.world import World

log = structlog.get_logger()

IN_FLIGHT = 8
"""Most messages between claim and outcome; so many can be in doubt after a crash."""

LOOK_EVERY_SECONDS = 2.0


class Sender:
    """Takes messages from the outbox in order of priority and hands them to the courier."""

    def __init__(
        self,
        store: Store,
        courier: Courier,
        world: Callable[[], World],
        clock: Callable[[], datetime],
    ) -> None:
        self.store, self.courier, self.world, self.clock = store, courier, world, clock
        self._wake = asyncio.Event()
        self._flying: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """Tells the sender that there is something new."""
        self._wake.set()

    async def run(self) -> None:
        """Sends until cancelled; what is in flight is finished by `drain`."""
        while True:
            sent = await self._fill()
            if sent or self._flying:
                await self._one_lands()
                continue
            self._wake.clear()
            try:
                await asyncio.wait_for(self._wake.wait(), LOOK_EVERY_SECONDS)
            except TimeoutError:
                continue

    async def drain(self, seconds: float) -> None:
        """Waits for what is in flight, at most so long."""
        if self._flying:
            await asyncio.wait(self._flying, timeout=seconds)

    async def _fill(self) -> int:
        """Claims as many messages as there are free places and starts sending them."""
        free = IN_FLIGHT - len(self._flying)
        if free <= 0:
            return 0
        try:
            deliveries = await self.store.write(deliver.claim, self.world(), now=self.clock(), limit=free)
        except StorageUnavailable as error:
            log.error("storage_unavailable", reason=error.reason)
            await asyncio.sleep(1)
            return 0
        for delivery in deliveries:
            task = asyncio.create_task(self._send(delivery))
            self._flying.add(task)
            task.add_done_callback(self._flying.discard)
        return len(deliveries)

    async def _one_lands(self) -> None:
        if self._flying:
            await asyncio.wait(self._flying, return_when=asyncio.FIRST_COMPLETED)

    async def _send(self, delivery: Delivery) -> None:
        screen = nudge_card(delivery, texts_for(delivery.person.language))
        sent = await self.courier.deliver(
            delivery.telegram_id,
            screen,
            priority=delivery.priority,
            replaces=delivery.replaces_message_id,
        )
        if sent.reason:
            log.info("delivery", outcome=sent.sending, reason=sent.reason, outbox=delivery.outbox_id)
        await self._record(delivery, sent.sending, sent.message_id, sent.reason)

    async def _record(
        self, delivery: Delivery, sending: deliver.Sending, message_id: int | None, reason: str
    ) -> None:
        """Keeps the outcome, however long the records are away: it must not be forgotten."""
        while True:
            try:
                await self.store.write(
                    deliver.settle,
                    delivery,
                    sending,
                    now=self.clock(),
                    message_id=message_id,
                    reason=reason,
                )
                return
            except StorageUnavailable as error:
                log.error("storage_unavailable", reason=error.reason)
                await asyncio.sleep(1)
