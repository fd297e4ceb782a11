"""python-telegram-bot's Bot with two doors of our own: raw updates, and lean message calls."""

from typing import Any

from telegram import Update
from telegram.ext import ExtBot

from bot.pace import Pace

UPDATE_KINDS = ["message", "callback_query", "inline_query", "my_chat_member"]


class SelaBot(ExtBot[int]):
    """The bot as Sela uses it.

    Updates come as plain dictionaries, so that one that cannot be parsed harms no other and each can
    be kept before Telegram forgets it. Messages go out without building Message objects from the
    answers, of which only the message id is needed. `_post` is protected, so python-telegram-bot is
    pinned to one version, and tests hold this file to it.
    """

    __slots__ = ()

    async def shutdown(self) -> None:
        """Closes every connection, also where Telegram was never reached."""
        await super().shutdown()
        for request in self._request:
            await request.shutdown()

    def seconds_until_free(self, priority: int) -> float:
        """About how many seconds a message of this priority would wait now, by the pace of this bot."""
        pace = self.rate_limiter
        return pace.seconds_until_free(priority) if isinstance(pace, Pace) else 0.0

    async def fetch_updates(self, offset: int | None, *, seconds: int) -> list[dict[str, Any]]:
        """The next updates as Telegram gave them, after waiting for them at most so long."""
        data: dict[str, Any] = {"timeout": seconds, "limit": 100, "allowed_updates": UPDATE_KINDS}
        if offset is not None:
            data["offset"] = offset
        answer = await self._post("getUpdates", data, read_timeout=seconds + 10)
        return [update for update in answer if isinstance(update, dict)] if isinstance(answer, list) else []

    def parse(self, raw: dict[str, Any]) -> Update:
        """The update in these raw fields; raises whatever python-telegram-bot raises for odd ones."""
        return Update.de_json(raw, self)

    async def download(self, file_id: str) -> bytes:
        """The content of a file that somebody sent; Telegram gives out at most 20 MB."""
        file = await self.get_file(file_id)
        return bytes(await file.download_as_bytearray())

    async def call(self, method: str, priority: int, **data: Any) -> Any:
        """Calls a method and returns its plain result; `priority` orders it among everything that leaves."""
        given = {name: value for name, value in data.items() if value is not None}
        return await self._post(method, given, api_kwargs=self._merge_api_rl_kwargs(None, priority))
