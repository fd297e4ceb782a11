"""The embedded Bot API server as one object: serve it to a bot, act as the people, look at their phones."""

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from playground.telegram.dispatch import Answer, Call, Dispatcher
from playground.telegram.faults import Fault
from playground.telegram.limits import Limiter, Limits
from playground.telegram.phones import Phones
from playground.telegram.profile import Profile
from playground.telegram.serving import serve
from playground.telegram.web_app import build_web_app
from playground.telegram.world import World


class BotApi(Phones):
    """One bot token and its Telegram: `app` for the bot, `say`/`press`/… for people, `messages`/… to look.

    `clock` dates messages and ages queries; `monotonic` paces the limits. With `keep_calls=False` only the
    newest calls are remembered (between one and two hundred).
    """

    def __init__(
        self,
        *,
        token: str,
        clock: Callable[[], datetime],
        username: str = "SelaBot",
        name: str = "Sela",
        limits: Limits | None = None,
        keep_calls: bool = True,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        bot_id = int(token.partition(":")[0])
        bot = {"id": bot_id, "is_bot": True, "first_name": name, "username": username}
        self.world = World(bot=bot, clock=clock, profile=Profile(name))
        limiter = Limiter(limits or Limits(), monotonic)
        self._dispatcher = Dispatcher(self.world, limiter, keep_calls=keep_calls, monotonic=monotonic)
        self.servers: set[serve] = set()
        self.app = build_web_app(token, self._dispatcher, self.world.files)

    async def answer(self, method: str, params: Mapping[str, Any]) -> Answer:
        """Carries out one call without HTTP, bad luck and limits included."""
        return await self._dispatcher.answer(method, params, {})

    @property
    def calls(self) -> list[Call]:
        """Every call of the bot, oldest first, getUpdates included."""
        return self._dispatcher.calls

    def calls_of(self, *methods: str) -> list[Call]:
        """The calls of these methods, oldest first."""
        return [call for call in self._dispatcher.calls if call.method in methods]

    def inject(self, fault: Fault) -> None:
        """Brings bad luck over the next calls that match."""
        self._dispatcher.faults.inject(fault)

    def clear_faults(self) -> None:
        """Ends all bad luck that was injected."""
        self._dispatcher.faults.clear()

    @property
    def is_offline(self) -> bool:
        """Whether every connection is closed without an answer."""
        return self._dispatcher.offline

    def go_offline(self) -> None:
        """Closes every connection without an answer, now and until `go_online`."""
        self._dispatcher.offline = True
        for server in self.servers:
            server.hang_up()

    def go_online(self) -> None:
        """Answers again."""
        self._dispatcher.offline = False

    async def until(self, condition: Callable[[], bool], timeout: float = 5.0) -> None:
        """Returns once the condition holds; looks after every event and call, and every 20 ms.

        TimeoutError after `timeout` real seconds, with the last ten calls in its text.
        """
        try:
            await self.world.happenings.until(condition, timeout)
        except TimeoutError:
            raise TimeoutError(f"still not so after {timeout} s; {self._last_calls()}") from None

    def _last_calls(self) -> str:
        calls = [call for call in self.calls if call.method != "getUpdates"][-10:]
        lines = [f"{call.method} to {call.chat_id}: {call.status} {call.error or ''}" for call in calls]
        return "the last calls:\n" + "\n".join(lines) if lines else "no calls yet"
