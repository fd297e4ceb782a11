"""Updates that come at a steady rate, and the log of what was answered to them."""

import json
import re
from typing import Any

OFFSET = re.compile(rb"offset(?:=|\":\s*)(\d+)")
CALLBACK = re.compile(rb"callback_query_id=([\w-]+)")
CHAT = re.compile(rb"chat_id=(\d+)")
MOST_AT_ONCE = 100
LONGEST_POLL = 1.0


class Script:
    """Hands out update number n at `n / rate` seconds after the start, and again until it is confirmed."""

    def __init__(self) -> None:
        self._updates: list[bytes] = []
        self._rate = 1.0
        self._starts_at = 0.0
        self._log: list[tuple[str, str, float]] = []

    def load(self, body: bytes, now: float) -> None:
        """Takes `{"rate": …, "updates": […]}`; the first update comes in half a second."""
        script: dict[str, Any] = json.loads(body)
        numbered = ({**update, "update_id": n} for n, update in enumerate(script["updates"], start=1))
        self._updates = [json.dumps(update).encode() for update in numbered]
        self._rate = float(script["rate"])
        self._starts_at = now + 0.5

    def wait(self, body: bytes, now: float) -> float:
        """Seconds until getUpdates has something to say, at most a second."""
        next_one = self._first(body)
        if next_one >= len(self._updates):
            return LONGEST_POLL
        return min(LONGEST_POLL, max(0.0, self._starts_at + next_one / self._rate - now))

    def take(self, body: bytes, now: float) -> bytes:
        """The answer to getUpdates."""
        came = max(0, int((now - self._starts_at) * self._rate) + 1) if now >= self._starts_at else 0
        first = self._first(body)
        updates = self._updates[first : min(came, first + MOST_AT_ONCE)]
        return b'{"ok":true,"result":[%s]}' % b",".join(updates)

    def note(self, method: str, body: bytes, now: float) -> None:
        """Remembers when an answer to a tap came in, and to which tap or chat it belongs."""
        if method == "answerCallbackQuery":
            found = CALLBACK.search(body)
        elif method == "editMessageText":
            found = CHAT.search(body)
        else:
            return
        if found:
            self._log.append((method, found[1].decode(), now))

    def report(self) -> bytes:
        """When the updates came, and every answer with its moment, in seconds of the server's clock."""
        return json.dumps({"starts_at": self._starts_at, "rate": self._rate, "log": self._log}).encode()

    def _first(self, body: bytes) -> int:
        found = OFFSET.search(body)
        return int(found[1]) - 1 if found else 0
