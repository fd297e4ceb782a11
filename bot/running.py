"""The running bot: starts its parts in order, keeps them going, and stops them without losing anything."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog
from telegram.error import InvalidToken, NetworkError

from bot.calendar_file import CalendarBroken
from bot.commands import publish_menus
from bot.courier import Courier
from bot.intake import Intake
from bot.mender import Mender
from bot.role_menus import RoleMenus
from bot.sela_bot import SelaBot
from bot.sender import Sender
from bot.switchboard import Switchboard
from bot.turn import no_meaning
from bot.watcher import Watcher
from learning.errors import StorageUnavailable
from learning.knowledge_ports import Phrasing
from learning.ports import Records, Store
from learning.rules.calendar import Calendar
from learning.usecases import bring, deliver, experts, knowledge, lookup, mondays, recurring
from learning.usecases.attention import look_again_at_all
from learning.world import World

log = structlog.get_logger()

BATCH = 500
DRAIN_SECONDS = 4.0
LAST_SECONDS = 2.0
"""For what was still in the air when the connections were closed: its fate is written down."""

INBOX_REMEMBERED = timedelta(days=8)
"""Telegram repeats nothing older than a day; ids restart at random after a week of silence."""

HEARTBEAT = "heartbeat"


class Ticks(Protocol):
    """What makes the jobs run; APScheduler behind it."""

    def every_minute(self, job: Callable[[], Awaitable[None]], name: str) -> None: ...
    def every_day(self, job: Callable[[], Awaitable[None]], name: str) -> None: ...
    def start(self) -> None: ...
    async def stop(self, seconds: float) -> None: ...


class Meanings(Protocol):
    """What passages and questions mean; a model behind it, where the settings ask for one."""

    async def nearest(self, question: str) -> Mapping[int, float] | None: ...
    async def run(self) -> None: ...
    async def close(self) -> None: ...


class Sela:
    """One bot over one database: intake, sender and ticks."""

    def __init__(
        self,
        *,
        bot: SelaBot,
        store: Store,
        world: Callable[[], World],
        clock: Callable[[], datetime],
        ticks: Ticks,
        default_language: str,
        meaning: Meanings | None = None,
        phrasing: Phrasing | None = None,
    ) -> None:
        self.bot, self.store, self.world, self.clock, self.ticks = bot, store, world, clock, ticks
        self.default_language = default_language
        self.courier = Courier(bot)
        self.meaning = meaning
        nearest = meaning.nearest if meaning else no_meaning
        self.switchboard = Switchboard(store, self.courier, world, clock, nearest, phrasing)
        self.sender = Sender(store, self.courier, world, clock)
        self.mender = Mender(store, self.courier, world)
        self.watcher = Watcher(store, self.courier, world, clock)
        self.role_menus = RoleMenus(store, self.courier, world, clock)
        self.intake = Intake(bot, store, self.switchboard.handle, clock)
        self._calendar: Calendar | None = None
        self._ticking = asyncio.Lock()

    async def run(self, stop: asyncio.Event) -> None:
        """Serves until `stop` is set; raises InvalidToken when Telegram does not know the token."""
        try:
            if await self._reach_telegram(stop):
                await self._serve(stop)
        finally:
            await self.bot.shutdown()

    async def _serve(self, stop: asyncio.Event) -> None:
        doubted = await self.store.write(deliver.recover, now=self.clock())
        if doubted:
            log.warning("in_doubt_after_restart", messages=doubted)
        self.ticks.every_minute(self.tick, "tick")
        self.ticks.every_day(self.tidy, "tidy")
        self.ticks.start()
        polling = asyncio.create_task(self.intake.run(), name="intake")
        sending = asyncio.create_task(self.sender.run(), name="sender")
        menus = asyncio.create_task(self._publish_menus(), name="menus")
        stopping = asyncio.create_task(stop.wait(), name="stop")
        warming = asyncio.create_task(self.store.read(lookup.warm_up), name="warming")
        beside = [
            asyncio.create_task(self.mender.run(), name="mender"),
            asyncio.create_task(self.watcher.run(), name="watcher"),
            asyncio.create_task(self.role_menus.run(), name="role menus"),
        ]
        if self.meaning:
            beside.append(asyncio.create_task(self.meaning.run(), name="meaning"))
        log.info("started", bot=self.bot.username)
        try:
            await asyncio.wait({polling, sending, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ticks = asyncio.create_task(self.ticks.stop(DRAIN_SECONDS), name="last tick")
            self.sender.stop()
            await _cancel(polling, menus, stopping, warming, *beside)
            await asyncio.gather(
                ticks, self.intake.drain(DRAIN_SECONDS), asyncio.wait({sending}, timeout=DRAIN_SECONDS)
            )
            if self.meaning:
                await self.meaning.close()
            await self.bot.shutdown()
            await asyncio.wait({sending}, timeout=LAST_SECONDS)
            await _cancel(sending)
            log.info("stopped")
        for task in (polling, sending):
            if task.done() and not task.cancelled():
                task.result()

    async def tick(self) -> None:
        """Once a minute: ends what is too late, plans for whoever is due, and wakes the sender."""
        async with self._ticking:
            try:
                now = self.clock()
                await self._follow_calendar(now)
                await self.store.write(deliver.expire_late, now=now)
                await self.store.write(mondays.plan_mondays, self.world(), now=now)
                while await self.store.write(bring.bring_due, self.world(), now=now, limit=BATCH) == BATCH:
                    self.sender.wake()
                await self.store.write(recurring.run_due, self.world(), now=now)
                await self.store.write(experts.escalate, self.world(), now=now)
                self.sender.wake()
                await self.store.write(_beat, now)
            except StorageUnavailable as error:
                log.error("storage_unavailable", reason=error.reason)
            except CalendarBroken as error:
                log.error("calendar_broken", reason=str(error))

    async def tidy(self) -> None:
        """Once a day: forgets the ids of updates handled long ago, and who looked what up."""
        now = self.clock()
        try:
            await self.store.write(_forget_updates, now - INBOX_REMEMBERED)
            await self.store.write(knowledge.forget_searchers, now=now)
        except StorageUnavailable as error:
            log.error("storage_unavailable", reason=error.reason)

    async def _follow_calendar(self, now: datetime) -> None:
        """When the calendar changed, everyone's next moment is computed anew."""
        calendar = self.world().calendar
        if self._calendar is not None and calendar != self._calendar:
            waiting = await self.store.read(_waiting, now)
            for start in range(0, len(waiting), BATCH):
                await self.store.write(
                    look_again_at_all, self.world(), waiting[start : start + BATCH], now=now
                )
            log.info("calendar_changed", people=len(waiting))
        self._calendar = calendar

    async def _reach_telegram(self, stop: asyncio.Event) -> bool:
        """Asks Telegram who we are, for as long as the network is away; False when told to stop first."""
        wait = 1.0
        while True:
            try:
                await self.bot.initialize()
                return True
            except InvalidToken:
                raise
            except NetworkError as error:
                log.warning("telegram_out_of_reach", error=type(error).__name__, retry_in=wait)
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), wait)
                    return False
                wait = min(wait * 2, 30.0)

    async def _publish_menus(self) -> None:
        try:
            await publish_menus(self.courier, self.default_language)
        except NetworkError as error:
            log.warning("menus_not_published", error=type(error).__name__)


async def _cancel(*tasks: asyncio.Task[Any]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _beat(records: Records, now: datetime) -> None:
    records.journal.set_fact(HEARTBEAT, now.isoformat(), now)


def _waiting(records: Records, now: datetime) -> list[int]:
    return list(records.nudges.everyone_due_later(now))


def _forget_updates(records: Records, before: datetime) -> int:
    return records.inbox.prune(before)
