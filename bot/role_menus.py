"""Lets the command menus of people with roles follow their roles, without their having to write."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog
from telegram.error import Forbidden, TelegramError

from bot.commands import publish_own_menu
from bot.courier import Courier
from learning.errors import StorageUnavailable
from learning.ports import Store
from learning.usecases import menus
from learning.usecases.menus import MenuOwed
from learning.world import World

log = structlog.get_logger()

AT_A_TIME = 10
A_SECOND = 10
"""A menu takes no place in the pace of messages, so this keeps a pace of its own, far below theirs."""

LOOK_EVERY_SECONDS = 10.0


class RoleMenus:
    """Sets a menu anew when the roster, a person or the calendar changed what somebody may do."""

    def __init__(
        self,
        store: Store,
        courier: Courier,
        world: Callable[[], World],
        clock: Callable[[], datetime],
    ) -> None:
        self.store, self.courier, self.world, self.clock = store, courier, world, clock

    async def run(self) -> None:
        """Looks until cancelled. It is a courtesy: no right depends on it, and nothing else waits for it."""
        while True:
            try:
                while await self.refresh():
                    pass
            except StorageUnavailable as error:
                log.error("storage_unavailable", reason=error.reason)
            except Exception:
                log.exception("menus_not_refreshed")
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def refresh(self) -> bool:
        """Sets a few menus anew, at their pace; whether there may be more."""
        found = await self.store.read(menus.owed, self.world(), now=self.clock(), limit=AT_A_TIME)
        if not found:
            return False
        tried = await asyncio.gather(*map(self._publish, found), asyncio.sleep(len(found) / A_SECOND))
        done = [one for one, is_done in zip(found, tried[:-1], strict=True) if is_done]
        if done:
            await self.store.write(menus.settle, done, now=self.clock())
        return len(done) == AT_A_TIME

    async def _publish(self, one: MenuOwed) -> bool:
        """Whether the menu is set, or never will be: who blocks Sela needs none."""
        try:
            return await publish_own_menu(self.courier, one.telegram_id, one.language, one.roles)
        except Forbidden:
            return True
        except TelegramError as error:
            log.info("menu_not_published", error=type(error).__name__)
            return False
