"""Sends what waits in the outbox: a few at a time, and records what became of each."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

import structlog

from bot.courier import Courier, Sent
from bot.pace import BROADCAST
from bot.report_files import picture_of, workbook_of
from bot.screens import File
from bot.texts import Texts, texts_for
from bot.views.broadcast_card import delivered
from bot.views.notices import notice
from bot.views.nudges import nudge_card, replaced
from bot.views.reports import picture_file, workbook_file
from learning.errors import StorageUnavailable
from learning.ports import Store
from learning.reports import PeriodReport
from learning.usecases import deliver, mondays
from learning.usecases.carrying import BroadcastDelivery
from learning.usecases.deliver import AnyDelivery, NoticeDelivery, Sending
from learning.world import World

log = structlog.get_logger()

IN_FLIGHT = 8
"""Most messages between claim and outcome; so many can be in doubt after a crash."""

AT_A_TIME = 2
CLAIMED_AHEAD_SECONDS = 0.05
"""Nothing is claimed before its turn is this near, so that a crash leaves few in doubt."""

LOOK_EVERY_SECONDS = 2.0
LONGEST_NAP_SECONDS = 0.25


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
        self._stopping = False
        self._flying: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """Tells the sender that there is something new."""
        self._wake.set()

    @property
    def is_busy(self) -> bool:
        """Whether a message is in the air, or the files that follow one are."""
        return bool(self._flying)

    async def run(self) -> None:
        """Sends until told to stop; then ends when everything in flight has landed."""
        while not self._stopping:
            await self._turn_nears()
            if len(self._flying) >= IN_FLIGHT:
                await self._one_lands()
            elif not await self._fill():
                await self._something_new()
        while self._flying:
            await self._one_lands()

    def stop(self) -> None:
        """Takes nothing more from the outbox. To cancel `run` instead would leave claims in doubt."""
        self._stopping = True
        self.wake()

    async def _fill(self) -> int:
        """Claims a few messages when their turn is near, and starts sending them."""
        limit = min(AT_A_TIME, IN_FLIGHT - len(self._flying))
        try:
            deliveries = await self.store.write(deliver.claim, self.world(), now=self.clock(), limit=limit)
        except StorageUnavailable as error:
            log.error("storage_unavailable", reason=error.reason)
            await asyncio.sleep(1)
            return 0
        for delivery in deliveries:
            task = asyncio.create_task(self._send(delivery))
            self._flying.add(task)
            task.add_done_callback(self._flying.discard)
        return len(deliveries)

    async def _turn_nears(self) -> None:
        """Waits until the pace has nearly room for another message; a stop ends the waiting.

        Whatever comes next, copies of broadcasts that wait for their turn already count as ahead of it.
        """
        while not self._stopping:
            early = self.courier.seconds_until_free(BROADCAST) - CLAIMED_AHEAD_SECONDS
            if early <= 0:
                return
            await asyncio.sleep(min(early, LONGEST_NAP_SECONDS))

    async def _something_new(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), LOOK_EVERY_SECONDS)
        self._wake.clear()

    async def _one_lands(self) -> None:
        if self._flying:
            await asyncio.wait(self._flying, return_when=asyncio.FIRST_COMPLETED)

    async def _send(self, delivery: AnyDelivery) -> None:
        sent = await self._deliver(delivery)
        if sent.reason:
            log.info("delivery", outcome=sent.sending, reason=sent.reason, outbox=delivery.outbox_id)
        await self._record(delivery, sent.sending, sent.message_id, sent.reason)
        if sent.sending is Sending.SENT and isinstance(delivery, NoticeDelivery):
            await self._send_files(delivery)
        if sent.sending is Sending.NO_CONNECTION and not self._stopping:
            await self._rest()

    async def _deliver(self, delivery: AnyDelivery) -> Sent:
        """Hands a message to the courier; one over which Sela itself fails is set aside, and stops nobody."""
        try:
            texts = texts_for(delivery.person.language)
            if isinstance(delivery, NoticeDelivery):
                return await self._tell(delivery, texts)
            if isinstance(delivery, BroadcastDelivery):
                return await self._carry(delivery, texts)
            return await self.courier.deliver(
                delivery.telegram_id,
                nudge_card(delivery, texts),
                priority=delivery.priority,
                replaces=delivery.replaces_message_id,
                instead=replaced(texts),
            )
        except Exception as error:
            log.exception("delivery_failed", outbox=delivery.outbox_id)
            return Sent(sending=Sending.REFUSED, reason=type(error).__name__)

    async def _tell(self, delivery: NoticeDelivery, texts: Texts) -> Sent:
        told = delivery.told
        if told.week is not None:
            told = replace(told, report=await self._report(delivery))
        screen = notice(told, texts, maybe_twice=delivery.maybe_twice)
        return await self.courier.deliver(
            delivery.telegram_id, screen, priority=delivery.priority, instead=screen
        )

    async def _report(self, delivery: NoticeDelivery, *, with_people: bool = False) -> PeriodReport | None:
        """The figures of a Monday message, read beside the writing: many leave in the same minute."""
        return await self.store.read(
            mondays.report_of, self.world(), delivery.person, with_people=with_people, now=self.clock()
        )

    async def _send_files(self, delivery: NoticeDelivery) -> None:
        """Sends the files of a message that is on record as sent: it counts without them, they come once.

        What fails here costs nobody the message, whose buttons bring the same files.
        """
        if delivery.told.week is None or not delivery.told.week.is_admin:
            return
        try:
            for file in await self._files(delivery, texts_for(delivery.person.language)):
                arrived = await self.courier.send_along(
                    delivery.telegram_id, file, priority=delivery.priority
                )
                log.info("file_of_notice", outbox=delivery.outbox_id, arrived=arrived)
        except Exception:
            log.exception("files_failed", outbox=delivery.outbox_id)

    async def _files(self, delivery: NoticeDelivery, texts: Texts) -> tuple[File, ...]:
        now, world = self.clock(), self.world()
        if not await self.store.write(mondays.taken_out, world, delivery.person, now=now):
            return ()
        report = await self._report(delivery, with_people=True)
        if report is None:
            return ()
        picture = await picture_of(report, texts)
        workbook = await workbook_of(report, texts, target_jp=world.policy.target_jp)
        return picture_file(report, picture), workbook_file(report, workbook)

    async def _carry(self, delivery: BroadcastDelivery, texts: Texts) -> Sent:
        """A copy of a broadcast, in place of one that was put off or stayed unopened."""
        return await self.courier.deliver(
            delivery.telegram_id,
            delivered(delivery, texts),
            priority=delivery.priority,
            replaces=delivery.replaces_message_id,
            instead=replace(replaced(texts), media=delivery.broadcast.content.media),
        )

    async def _rest(self) -> None:
        """Keeps a place in the air taken for a moment, so that a dead network is not hammered."""
        self._wake.clear()
        await self._something_new()

    async def _record(
        self, delivery: AnyDelivery, sending: Sending, message_id: int | None, reason: str
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
