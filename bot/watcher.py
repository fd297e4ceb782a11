"""Keeps the message in which an author watches a running broadcast up to date."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime

import structlog
from telegram.error import TelegramError

from bot.courier import Courier
from bot.pace import NUDGE
from bot.texts import texts_for
from bot.views.broadcast_running import running
from learning.broadcasts import Pulse
from learning.errors import StorageUnavailable
from learning.ports import Store
from learning.usecases import watching
from learning.usecases.watching import Watched
from learning.world import World

log = structlog.get_logger()

REFRESH_SECONDS = 10.0
PRIORITY = NUDGE
"""Before the broadcasts it tells of: behind them it would not get a turn before the last copy."""


class Watcher:
    """Rewrites each author's view while something moves: what leaves, is opened, corrected or taken back."""

    def __init__(
        self,
        store: Store,
        courier: Courier,
        world: Callable[[], World],
        clock: Callable[[], datetime],
    ) -> None:
        self.store, self.courier, self.world, self.clock = store, courier, world, clock
        self._before: Mapping[int, Pulse] = {}

    async def run(self) -> None:
        """Refreshes until cancelled; at first everything that runs, as nobody knows what was shown last."""
        while True:
            try:
                await self.refresh()
            except StorageUnavailable as error:
                log.error("storage_unavailable", reason=error.reason)
            except Exception:
                log.exception("refresh_failed")
            await asyncio.sleep(REFRESH_SECONDS)

    async def refresh(self) -> None:
        """Shows how each broadcast stands that moved since the last time, or could not be shown then."""
        now = self.clock()
        pulses, watched = await self.store.read(watching.watched, self.world(), self._before, now=now)
        shown = await asyncio.gather(*(self._show(one, now) for one in watched))
        owed = {one.results.broadcast.id for one, done in zip(watched, shown, strict=True) if not done}
        self._before = {one: pulse for one, pulse in pulses.items() if one not in owed}

    async def _show(self, one: Watched, now: datetime) -> bool:
        """Whether the author's message says how the broadcast stands, as far as it can be changed."""
        screen = running(one.results, texts_for(one.author.language), now, title=one.title)
        try:
            await self.courier.rewrite(one.telegram_id, one.message_id, screen, priority=PRIORITY)
        except TelegramError as error:
            log.info("view_not_refreshed", error=type(error).__name__)
            return False
        return True
