"""Bad luck on demand: answers that fail, arrive late, arrive garbled or never arrive."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from playground.telegram.errors import Refused, too_many_requests

USUAL_DESCRIPTIONS = {
    400: "Bad Request: injected fault",
    403: "Forbidden: bot was blocked by the user",
    429: "Too Many Requests: retry after 1",
    500: "Internal Server Error",
    502: "Bad Gateway",
    504: "Gateway Timeout",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One kind of bad luck.

    method: the Bot API method it hits, "*" for every one (getUpdates only by its own name).
    times: how often, None for ever.  chat_id, matching (of the decoded parameters): only these calls.
    accept: the call is carried out before it goes wrong.  delay: real seconds before the answer.
    drop: the connection closes without an answer.  body: these bytes instead of JSON.
    A fault with nothing but a delay is a slow answer to a call that succeeds.
    """

    method: str
    times: int | None = 1
    chat_id: int | None = None
    status: int | None = None
    description: str | None = None
    retry_after: int | None = None
    parameters: Mapping[str, int] = field(default_factory=dict)
    body: bytes | None = None
    delay: float = 0
    accept: bool = False
    drop: bool = False
    matching: Callable[[Mapping[str, Any]], bool] | None = None

    @property
    def only_slow(self) -> bool:
        """True when the call succeeds, just later."""
        return self.status is None and self.retry_after is None and self.body is None and not self.drop

    def refusal(self) -> Refused:
        """The answer `ok: false` this fault gives when it has no body of its own."""
        if self.retry_after is not None:
            return too_many_requests(self.retry_after)
        status = self.status or 500
        description = self.description or USUAL_DESCRIPTIONS.get(status, "Internal Server Error")
        return Refused(status, description, self.parameters)

    def hits(self, method: str, params: Mapping[str, Any]) -> bool:
        """Whether this call has the bad luck."""
        if self.method == "*":
            named = method != "getUpdates"
        else:
            named = self.method.lower() == method.lower()
        return (
            named
            and self.chat_id in (None, params.get("chat_id"))
            and (self.matching is None or self.matching(params))
        )


class Faults:
    """The faults still to come, first injected first."""

    def __init__(self) -> None:
        self._left: list[tuple[Fault, int | None]] = []

    def inject(self, fault: Fault) -> None:
        """Adds a fault behind the ones already waiting."""
        self._left.append((fault, fault.times))

    def clear(self) -> None:
        """Ends all bad luck."""
        self._left.clear()

    def take(self, method: str, params: Mapping[str, Any]) -> Fault | None:
        """The fault that hits this call, used up once; None when the call is lucky."""
        for position, (fault, times) in enumerate(self._left):
            if fault.hits(method, params):
                self._count_down(position, fault, times)
                return fault
        return None

    def _count_down(self, position: int, fault: Fault, times: int | None) -> None:
        if times is None:
            return
        if times <= 1:
            del self._left[position]
        else:
            self._left[position] = (fault, times - 1)
