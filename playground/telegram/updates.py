"""The queue of updates a bot has not confirmed yet, and the long poll that hands them out."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from playground.telegram.errors import Refused

Json = dict[str, Any]

FIRST_UPDATE_ID = 500_000_001
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
LONGEST_POLL_SECONDS = 50
TAKEN_OVER = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_IS_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


@dataclass(slots=True)
class _Queued:
    update: Json
    injected: bool
    delivered: bool = False

    @property
    def update_id(self) -> int:
        number = self.update.get("update_id")
        return number if isinstance(number, int) else 0


class UpdateQueue:
    """Updates in the order they happened; delivered again until an offset confirms them."""

    def __init__(self) -> None:
        self._queued: list[_Queued] = []
        self._next_id = FIRST_UPDATE_ID
        self._allowed: tuple[str, ...] = ()
        self._poller: asyncio.Future[None] | None = None
        self.webhook_url = ""

    @property
    def pending(self) -> int:
        """How many updates nobody has confirmed yet."""
        return len(self._queued)

    @property
    def is_polled(self) -> bool:
        """Whether a long poll is waiting right now."""
        return self._poller is not None and not self._poller.done()

    @property
    def allowed(self) -> tuple[str, ...]:
        """The kinds the bot asked for; empty means Telegram's default."""
        return self._allowed

    def add(self, kind: str, content: Json) -> None:
        """Queues an update of this kind, unless the bot did not ask for the kind."""
        if kind in self._allowed or (not self._allowed and kind not in NOT_BY_DEFAULT):
            update = {"update_id": self._next_id, kind: content}
            self._next_id += 1
            self._enqueue(_Queued(update, injected=False))

    def push(self, update: Json) -> None:
        """Queues a raw update as it is: also a duplicate, a late or a malformed one."""
        queued = _Queued(update, injected=True)
        self._next_id = max(self._next_id, queued.update_id + 1)
        self._enqueue(queued)

    def forget_all(self) -> None:
        """Drops everything that is pending."""
        self._queued.clear()

    def allow(self, kinds: Sequence[str] | None) -> None:
        """Sets which kinds are queued from now on; None keeps the earlier choice."""
        if kinds is not None:
            self._allowed = tuple(kinds)

    async def poll(
        self, *, offset: int = 0, limit: int = 100, timeout: float = 0, allowed: Sequence[str] | None = None
    ) -> list[Json]:
        """Up to `limit` updates from `offset` on; waits up to `timeout` real seconds (at most 50) for one.

        Refused with 409 when another poll takes over or a webhook is set.
        """
        if self.webhook_url:
            raise Refused(409, f"Conflict: {WEBHOOK_IS_ACTIVE}")
        self._take_over()
        self.allow(allowed)
        self._confirm(offset)
        if not self._queued and timeout > 0:
            await self._wait(min(timeout, LONGEST_POLL_SECONDS))
        batch = self._queued[: max(1, min(limit, 100))]
        for queued in batch:
            queued.delivered = True
        return [queued.update for queued in batch]

    def _enqueue(self, queued: _Queued) -> None:
        self._queued.append(queued)
        if self._poller is not None and self.is_polled:
            self._poller.set_result(None)

    def _take_over(self) -> None:
        if self._poller is not None and self.is_polled:
            self._poller.set_exception(Refused(409, f"Conflict: {TAKEN_OVER}"))
        self._poller = None

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self._queued = self._queued[offset:]
        elif offset > 0:
            self._queued = [queued for queued in self._queued if not _is_confirmed(queued, offset)]

    async def _wait(self, seconds: float) -> None:
        poller: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._poller = poller
        try:
            async with asyncio.timeout(seconds):
                await poller
        except TimeoutError:
            return
        finally:
            if self._poller is poller:
                self._poller = None


def _is_confirmed(queued: _Queued, offset: int) -> bool:
    # An injected duplicate carries an old id; it must reach the bot once all the same.
    return queued.update_id < offset and (queued.delivered or not queued.injected)
