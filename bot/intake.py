"""Takes updates in: keeps each before Telegram forgets it, and handles every person's in order."""

import asyncio
import json
import random
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

import structlog
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.commands import split_command
from bot.request import GarbledAnswer
from bot.sela_bot import SelaBot
from learning.errors import StorageUnavailable
from learning.ports import Records, Store
from learning.usecases.enrol import token_hash

log = structlog.get_logger()

AT_ONCE = 64
"""Updates in work at the same time."""

WAITING_AT_MOST = 400
"""Updates kept in memory before the poller waits; the rest waits at Telegram."""

PER_PERSON_AT_MOST = 20
"""Updates of one person that may wait; what floods beyond is dropped."""

ACTIVATION = re.compile(r'(/(?:start|mulai)(?:@\w+)?)(?: |\\[nt])(?:[^"\\]|\\.)*', re.IGNORECASE)
"""A command that carries a token, as it stands in JSON text."""

LINK_HASH = "link_hash"
"""Stands in a kept message for the token that was cut out; Telegram sends no such field."""

LONG_POLL_SECONDS = 25
LONGEST_BACKOFF_SECONDS = 30.0


class Intake:
    """The poller, the durable inbox and the lanes in which updates are handled.

    An update is confirmed to Telegram only after it stands in the inbox. One that was not handled
    when the process ended is handled at the next start, so every handler may see an update twice.
    """

    def __init__(
        self,
        bot: SelaBot,
        store: Store,
        handle: Callable[[dict[str, Any]], Awaitable[None]],
        clock: Callable[[], datetime],
    ) -> None:
        self.bot, self.store, self.handle, self.clock = bot, store, handle, clock
        self._lanes: dict[int, asyncio.Task[None]] = {}
        self._waiting: dict[int, int] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(WAITING_AT_MOST)
        self._working = asyncio.Semaphore(AT_ONCE)
        self._done: list[int] = []
        self._something_done = asyncio.Event()
        self._stopping = False

    @property
    def is_busy(self) -> bool:
        """Whether any update is waiting or in work."""
        return bool(self._lanes)

    async def run(self) -> None:
        """Handles what was left over, then polls until cancelled; raises InvalidToken."""
        marking = asyncio.create_task(self._mark_handled_for_ever())
        try:
            await self._take_up_unhandled()
            await self._poll_for_ever()
        finally:
            self._stopping = True
            marking.cancel()
            with suppress(asyncio.CancelledError):
                await marking

    async def drain(self, seconds: float) -> None:
        """Waits for the updates in work, at most so long, and marks those that are handled."""
        self._stopping = True
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        unfinished = list(self._tasks)
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)
        await self._mark_handled()

    async def _take_up_unhandled(self) -> None:
        for text in (await self.store.read(_unhandled)).values():
            await self._put_into_lane(json.loads(text))

    async def _poll_for_ever(self) -> None:
        offset: int | None = None
        failures = 0
        while True:
            try:
                updates = await self.bot.fetch_updates(offset, seconds=LONG_POLL_SECONDS)
                if updates:
                    offset = await self._keep(updates)
                failures = 0
            except InvalidToken:
                raise
            except (TelegramError, StorageUnavailable) as error:
                failures += 1
                await asyncio.sleep(_pause_after(error, failures))

    async def _keep(self, updates: list[dict[str, Any]]) -> int:
        """Keeps new updates and hands them on; the offset that confirms all of them."""
        known = {update["update_id"]: update for update in updates if has_proper_id(update)}
        if not known:
            raise GarbledAnswer("updates without ids")
        packed = {update_id: without_activation_link(update) for update_id, update in known.items()}
        for update_id in await self.store.write(_store, packed, self.clock()):
            await self._put_into_lane(known[update_id])
        return int(max(known)) + 1

    async def _put_into_lane(self, update: dict[str, Any]) -> None:
        person = sender_of(update)
        if self._waiting.get(person, 0) >= PER_PERSON_AT_MOST:
            log.warning("flood_dropped")
            self._mark(update)
            return
        await self._room.acquire()
        self._waiting[person] = self._waiting.get(person, 0) + 1
        before = self._lanes.get(person)
        task = asyncio.create_task(self._in_turn(before, update, person))
        self._lanes[person] = task
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _in_turn(self, before: asyncio.Task[None] | None, update: dict[str, Any], person: int) -> None:
        try:
            if before is not None:
                await asyncio.wait([before])
            async with self._working:
                await self._handle(update)
            self._mark(update)
        finally:
            self._room.release()
            self._waiting[person] -= 1
            if self._lanes.get(person) is asyncio.current_task():
                del self._lanes[person], self._waiting[person]

    async def _handle(self, update: dict[str, Any]) -> None:
        """Handles one update; while the records are away it waits, so that no tap is lost."""
        failures = 0
        while True:
            try:
                await self.handle(update)
                return
            except StorageUnavailable as error:
                failures += 1
                log.error("storage_unavailable", reason=error.reason)
                await asyncio.sleep(_pause_after(error, failures))

    def _mark(self, update: dict[str, Any]) -> None:
        self._done.append(update["update_id"])
        self._something_done.set()

    async def _mark_handled_for_ever(self) -> None:
        while True:
            await self._something_done.wait()
            await self._mark_handled()
            await asyncio.sleep(0.05)

    async def _mark_handled(self) -> None:
        self._something_done.clear()
        done, self._done = self._done, []
        if not done:
            return
        try:
            await self.store.write(_handled, done, self.clock())
        except StorageUnavailable as error:
            self._done += done
            log.error("storage_unavailable", reason=error.reason)
        except asyncio.CancelledError:
            self._done += done
            raise


def has_proper_id(update: dict[str, Any]) -> bool:
    """Whether an update has an id that can be kept."""
    update_id = update.get("update_id")
    return type(update_id) is int and 0 <= update_id < 2**63


def without_activation_link(update: dict[str, Any]) -> str:
    """The update as JSON to keep, with the hash of an activation link in place of its token.

    A token opens a person's account, so it is never written down. The hash lets the tap count if the
    process ends before the link was redeemed.
    """
    message = update.get("message")
    token = _token_in(message.get("text")) if isinstance(message, dict) else ""
    if token:
        update = {**update, "message": {**update["message"], LINK_HASH: token_hash(token)}}
    return ACTIVATION.sub(r"\1", json.dumps(update))


def _token_in(text: object) -> str:
    command = split_command(text) if isinstance(text, str) else None
    return command[1] if command is not None and command[0] == "start" else ""


def sender_of(update: dict[str, Any]) -> int:
    """The Telegram id of who caused an update, 0 where there is none."""
    for kind in ("callback_query", "message", "edited_message", "my_chat_member", "inline_query"):
        sender = update.get(kind, {}).get("from") if isinstance(update.get(kind), dict) else None
        if isinstance(sender, dict) and isinstance(sender.get("id"), int):
            return int(sender["id"])
    return 0


def _pause_after(error: Exception, failures: int) -> float:
    """Seconds to wait: what Telegram asks for, else longer each time, with jitter."""
    if isinstance(error, RetryAfter):
        seconds: float = error._retry_after.total_seconds()
        return seconds
    if isinstance(error, Conflict):
        log.error("another_process_polls_with_this_token")
    elif failures == 1:
        log.warning("polling_failed", error=type(error).__name__)
    longest = min(LONGEST_BACKOFF_SECONDS, 0.5 * 2.0 ** min(failures, 8))
    return longest * random.uniform(0.5, 1.0)  # noqa: S311 - jitter, not a secret


def _unhandled(records: Records) -> dict[int, str]:
    return dict(records.inbox.unhandled())


def _store(records: Records, updates: dict[int, str], at: datetime) -> list[int]:
    return list(records.inbox.store(updates, at))


def _handled(records: Records, update_ids: list[int], at: datetime) -> None:
    records.inbox.handled(update_ids, at)
