"""Changes messages that have arrived already: broadcasts that were corrected or taken back."""

import asyncio
from collections import Counter
from collections.abc import Callable
from contextlib import suppress

import structlog
from telegram.error import TelegramError

from bot.courier import Courier
from bot.pace import BROADCAST
from bot.request import NotSent
from bot.screens import Screen
from bot.texts import texts_for
from bot.views import broadcast_card as views
from learning.errors import StorageUnavailable
from learning.ports import Store
from learning.usecases import amending
from learning.usecases.amending import Amendment
from learning.world import World

log = structlog.get_logger()

AT_A_TIME = 8
A_SECOND = 25
"""Deleting takes no place in the pace of messages, so it keeps a pace of its own."""

TRIES = 5
LOOK_EVERY_SECONDS = 2.0
REST_SECONDS = 5.0


class Mender:
    """Brings copies to what their broadcast says now. A change made twice harms nobody, so a crash may."""

    def __init__(self, store: Store, courier: Courier, world: Callable[[], World]) -> None:
        self.store, self.courier, self.world = store, courier, world
        self._wake = asyncio.Event()
        self._tries: Counter[int] = Counter()

    def wake(self) -> None:
        """Tells the mender that there is something to change."""
        self._wake.set()

    async def run(self) -> None:
        """Changes what there is to change until cancelled."""
        while True:
            try:
                found = await self.store.write(amending.next_amendments, self.world(), limit=AT_A_TIME)
                if found:
                    await asyncio.gather(*map(self._amend, found), asyncio.sleep(len(found) / A_SECOND))
                else:
                    await self._something_new()
            except StorageUnavailable as error:
                log.error("storage_unavailable", reason=error.reason)
                await asyncio.sleep(REST_SECONDS)

    async def _something_new(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), LOOK_EVERY_SECONDS)
        self._wake.clear()

    async def _amend(self, amendment: Amendment) -> None:
        """Changes one copy; what fails in Sela, or in Telegram again and again, is given up."""
        try:
            done = await (self._take_back(amendment) if amendment.takes_back else self._correct(amendment))
        except NotSent:
            await asyncio.sleep(REST_SECONDS)
            return
        except TelegramError as error:
            self._tries[amendment.outbox_id] += 1
            log.warning("not_amended", error=type(error).__name__, outbox=amendment.outbox_id)
            if self._tries[amendment.outbox_id] < TRIES:
                await asyncio.sleep(REST_SECONDS)
                return
            done = False
        except Exception:
            log.exception("amendment_failed", outbox=amendment.outbox_id)
            done = False
        self._tries.pop(amendment.outbox_id, None)
        await self.store.write(amending.amended, amendment, failed=not done)

    async def _correct(self, amendment: Amendment) -> bool:
        texts = texts_for(amendment.person.language)
        screen = views.card(amendment.broadcast, amendment.shown, texts, reaction=amendment.reaction)
        return await self._rewrite(amendment, screen)

    async def _take_back(self, amendment: Amendment) -> bool:
        """Whether nothing of it is left; what is too old to be deleted says that it was taken back."""
        chat, message = amendment.telegram_id, amendment.message_id
        if await self.courier.take_back(chat, message, priority=BROADCAST):
            return True
        left = views.withdrawn(texts_for(amendment.person.language))
        if amendment.broadcast.content.media is not None:
            return await self.courier.empty(chat, message, left.text, priority=BROADCAST)
        return await self._rewrite(amendment, left)

    async def _rewrite(self, amendment: Amendment, screen: Screen) -> bool:
        return await self.courier.rewrite(
            amendment.telegram_id, amendment.message_id, screen, priority=BROADCAST
        )
