"""How the embedded Bot API says no: Telegram's codes and words."""

from collections.abc import Mapping


class Refused(Exception):
    """A call that Telegram would answer with `ok: false`; `code` is also the HTTP status."""

    def __init__(self, code: int, description: str, parameters: Mapping[str, int] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = dict(parameters or {})


def bad_request(reason: str) -> Refused:
    """A 400 in Telegram's wording: `Bad Request: <reason>`."""
    return Refused(400, f"Bad Request: {reason}")


def too_many_requests(retry_after: int) -> Refused:
    """A 429 that asks to come back in `retry_after` seconds."""
    return Refused(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})
