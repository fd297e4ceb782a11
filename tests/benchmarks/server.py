"""A bare Bot API in a process of its own: it answers after a round trip and enforces one of three limits."""

import argparse
import asyncio
import json
import os
import random
import re
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.request import urlopen

from tests.benchmarks.script import Script

CHAT = re.compile(rb'chat_id(?:=|":\s*"?)(-?\d+)')
ME = b'{"ok":true,"result":{"id":1,"is_bot":true,"first_name":"Sela","username":"sela_bot"}}'
TEXT = "Cuci tangan dengan sabun sebelum menyentuh makanan, dan sesudahnya. " * 6
BUTTONS = [[{"text": f"Pilihan {n}", "callback_data": f"v1:a:1234:{n}"}] for n in range(3)]
USER = {"id": 1, "is_bot": True, "first_name": "Sela", "username": "sela_bot"}
MESSAGE = {"message_id": 1, "from": USER, "date": 1795000000, "text": TEXT}
MESSAGE_TAIL = json.dumps({**MESSAGE, "reply_markup": {"inline_keyboard": BUTTONS}})[1:].encode()
REFUSAL = (
    b'{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 1",'
    b'"parameters":{"retry_after":1}}'
)


class NoLimit:
    """Takes everything."""

    def __init__(self, rate: int) -> None:
        self.rate = rate

    def admits(self, now: float) -> bool:
        """Return whether a message arriving now, in seconds, is taken."""
        return True


class StrictWindow(NoLimit):
    """Takes at most `rate` messages within any second."""

    def __init__(self, rate: int) -> None:
        super().__init__(rate)
        self._taken: deque[float] = deque()

    def admits(self, now: float) -> bool:
        while self._taken and self._taken[0] <= now - 1:
            self._taken.popleft()
        if len(self._taken) >= self.rate:
            return False
        self._taken.append(now)
        return True


class Bucket(NoLimit):
    """Holds `rate` tokens and gains as many every second; a message takes one."""

    def __init__(self, rate: int) -> None:
        super().__init__(rate)
        self._tokens = float(rate)
        self._filled_at = 0.0

    def admits(self, now: float) -> bool:
        self._tokens = min(self.rate, self._tokens + (now - self._filled_at) * self.rate)
        self._filled_at = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True


class FloodLock(StrictWindow):
    """A strict window that takes nothing at all for a second after it was broken."""

    def __init__(self, rate: int) -> None:
        super().__init__(rate)
        self._locked_until = 0.0

    def admits(self, now: float) -> bool:
        if now < self._locked_until:
            return False
        if super().admits(now):
            return True
        self._locked_until = now + 1
        return False


LIMITERS: dict[str, type[NoLimit]] = {
    "none": NoLimit,
    "strict": StrictWindow,
    "bucket": Bucket,
    "flood_lock": FloodLock,
}


class FakeTelegram:
    """Decides about each call and counts what it took and what it refused."""

    def __init__(self, limiter: NoLimit) -> None:
        self._limiter = limiter
        self._accepted = 0
        self._refused = 0
        self._edited = 0
        self._polls = 0
        self._chats: set[bytes] = set()
        self.script = Script()

    def answer(self, path: bytes, body: bytes, now: float) -> tuple[bytes, bytes]:
        """Return the status line and the JSON body for one call that arrives now, in seconds."""
        if path == b"/stats":
            counts = {
                "accepted": self._accepted,
                "refused": self._refused,
                "chats": len(self._chats),
                "edited": self._edited,
                "polls": self._polls,
            }
            return b"200 OK", json.dumps(counts).encode()
        if path == b"/script":
            self.script.load(body, now)
            return b"200 OK", ME
        if path == b"/log":
            return b"200 OK", self.script.report()
        method = path.rpartition(b"/")[2]
        if method == b"getUpdates":
            return b"200 OK", self.script.take(body, now)
        self.script.note(method.decode(), body, now)
        if not method.startswith((b"send", b"edit")):
            return b"200 OK", ME
        if not self._limiter.admits(now):
            self._refused += 1
            return b"429 Too Many Requests", REFUSAL
        self._accepted += 1
        self._edited += method.startswith(b"edit")
        found = CHAT.search(body)
        chat = found[1] if found else b"1"
        self._chats.add(chat)
        private = b'{"ok":true,"result":{"chat":{"id":%s,"type":"private","first_name":"Budi"},' % chat
        return b"200 OK", private + MESSAGE_TAIL + b"}"

    def poll(self, body: bytes, now: float) -> float:
        """Count a getUpdates that arrives now; return the seconds until it is answered."""
        self._polls += 1
        return self.script.wait(body, now)


class Connection(asyncio.Protocol):
    """Speaks just enough HTTP/1.1 with one client; `trip` and `jitter` are in seconds."""

    def __init__(self, telegram: FakeTelegram, trip: float, jitter: float) -> None:
        self._telegram = telegram
        self._trip = trip
        self._jitter = jitter
        self._loop = asyncio.get_running_loop()
        self._received = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, blank, rest = self._received.partition(b"\r\n\r\n")
        if not blank:
            return
        length = re.search(rb"content-length:\s*(\d+)", head.lower())
        size = int(length[1]) if length else 0
        if len(rest) < size:
            return
        self._received = rest[size:]
        self._arrive_later(head.split(b" ", 2)[1], rest[:size])

    def _arrive_later(self, path: bytes, body: bytes) -> None:
        if self._trip or self._jitter:
            uplink = self._trip / 2 + random.uniform(0, self._jitter)
            self._loop.call_later(uplink, self._arrive, path, body)
        else:
            self._arrive(path, body)

    def _arrive(self, path: bytes, body: bytes) -> None:
        wait = self._telegram.poll(body, self._loop.time()) if path.endswith(b"/getUpdates") else 0
        if wait:
            self._loop.call_later(wait, self._answer, path, body)
        else:
            self._answer(path, body)

    def _answer(self, path: bytes, body: bytes) -> None:
        status, payload = self._telegram.answer(path, body, self._loop.time())
        response = b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (
            status,
            len(payload),
            payload,
        )
        if self._trip:
            self._loop.call_later(self._trip / 2, self._respond, response)
        else:
            self._respond(response)

    def _respond(self, response: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(response)


def stay_on_core(number: int) -> None:
    """Keep this process on one core, where there are at least two."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) >= 2:
        os.sched_setaffinity(0, {cores[number]})


@contextmanager
def running(
    *, limiter: str = "none", trip_ms: float = 0, jitter_ms: float = 0, rate: int = 30
) -> Iterator[int]:
    """Run the server in its own process and give its port."""
    options = [f"--limiter={limiter}", f"--trip-ms={trip_ms}", f"--jitter-ms={jitter_ms}", f"--rate={rate}"]
    command = [sys.executable, "-m", "tests.benchmarks.server", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()


def stats(port: int) -> dict[str, int]:
    """Return what was `accepted`, `refused` (429) and `edited`, all `polls`, and the number of `chats`."""
    with urlopen(f"http://127.0.0.1:{port}/stats") as answer:
        counts: dict[str, int] = json.load(answer)
    return counts


def load_script(port: int, updates: list[dict[str, Any]], rate: float) -> None:
    """Have the server hand out these updates, so many a second."""
    body = json.dumps({"rate": rate, "updates": updates}).encode()
    with urlopen(f"http://127.0.0.1:{port}/script", body) as answer:
        answer.read()


def log_of(port: int) -> dict[str, Any]:
    """Return when updates came and when they were answered: `starts_at`, `rate`, `log`."""
    with urlopen(f"http://127.0.0.1:{port}/log") as answer:
        report: dict[str, Any] = json.load(answer)
    return report


async def serve(options: argparse.Namespace) -> None:
    """Serve on a free port, printed first, until the process is ended."""
    telegram = FakeTelegram(LIMITERS[options.limiter](options.rate))
    trip, jitter = options.trip_ms / 1000, options.jitter_ms / 1000
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(telegram, trip, jitter), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def main() -> None:
    """Read the options and serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limiter", choices=sorted(LIMITERS), default="none")
    parser.add_argument("--rate", type=int, default=30, help="messages a second")
    parser.add_argument("--trip-ms", type=float, default=0, help="round trip without jitter, milliseconds")
    parser.add_argument(
        "--jitter-ms", type=float, default=0, help="most extra time on the way in, milliseconds"
    )
    stay_on_core(1)
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
