"""How many messages a second the embedded Bot API lets through before it answers 429."""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

COUNTED_PREFIXES = ("send", "edit", "copy", "forward")
NOT_COUNTED = frozenset({"sendChatAction"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limiter model and its rates.

    strict: at most `per_second` calls in any one second.  bucket: a token bucket that holds `per_second`.
    flood_lock: as strict, and a refusal closes the door for `flood_lock_seconds`.
    per_chat_per_second: None, or messages a second to one chat after a burst of `per_chat_burst`.
    """

    model: Literal["none", "strict", "bucket", "flood_lock"] = "none"
    per_second: int = 30
    per_chat_per_second: float | None = None
    per_chat_burst: int = 5
    flood_lock_seconds: float = 1.0


class Limiter:
    """Counts the calls that send, edit, copy or forward on a monotonic clock."""

    def __init__(self, limits: Limits, monotonic: Callable[[], float]) -> None:
        self._limits = limits
        self._monotonic = monotonic
        self._admitted: deque[float] = deque()
        self._tokens = float(limits.per_second)
        self._tokens_at = monotonic()
        self._locked_until = 0.0
        self._chats: dict[int, float] = {}
        self._gate = {
            "none": self._no_wait,
            "strict": self._window_wait,
            "bucket": self._bucket_wait,
            "flood_lock": self._flood_lock_wait,
        }[limits.model]

    def retry_after(self, method: str, chat_id: object) -> int | None:
        """None when the call may pass (it is counted then), else the whole seconds to wait."""
        if not method.startswith(COUNTED_PREFIXES) or method in NOT_COUNTED:
            return None
        now = self._monotonic()
        wait = self._chat_wait(chat_id, now) or self._gate(now)
        if wait > 0:
            return max(1, math.ceil(wait))
        self._count_chat(chat_id, now)
        return None

    def _no_wait(self, _now: float) -> float:
        return 0.0

    def _window_wait(self, now: float) -> float:
        while self._admitted and self._admitted[0] <= now - 1:
            self._admitted.popleft()
        if len(self._admitted) >= self._limits.per_second:
            return self._admitted[0] + 1 - now
        self._admitted.append(now)
        return 0.0

    def _bucket_wait(self, now: float) -> float:
        rate = self._limits.per_second
        self._tokens = min(float(rate), self._tokens + (now - self._tokens_at) * rate)
        self._tokens_at = now
        if self._tokens < 1:
            return (1 - self._tokens) / rate
        self._tokens -= 1
        return 0.0

    def _flood_lock_wait(self, now: float) -> float:
        if now < self._locked_until:
            return self._locked_until - now
        wait = self._window_wait(now)
        if wait > 0:
            self._locked_until = now + self._limits.flood_lock_seconds
            return self._limits.flood_lock_seconds
        return 0.0

    def _chat_wait(self, chat_id: object, now: float) -> float:
        rate = self._limits.per_chat_per_second
        if rate is None or not isinstance(chat_id, int):
            return 0.0
        ahead = self._chats.get(chat_id, 0.0) - now
        return max(0.0, ahead - (self._limits.per_chat_burst - 1) / rate)

    def _count_chat(self, chat_id: object, now: float) -> None:
        rate = self._limits.per_chat_per_second
        if rate is not None and isinstance(chat_id, int):
            self._chats[chat_id] = max(self._chats.get(chat_id, 0.0), now) + 1 / rate
