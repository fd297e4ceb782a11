"""Reads documents in a process of its own, which a hostile file may stop without stopping Sela."""

import multiprocessing
import signal
import sys
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from threading import Lock
from types import TracebackType
from typing import Self

from content.documents.document import (
    LIMITS,
    MEGABYTE,
    TOO_MUCH_MEMORY,
    DocumentRefused,
    Limits,
    ReadDocument,
    too_large,
)

if sys.platform != "win32":
    import resource

START_SECONDS = 60.0
"""How long a fresh process may take to load the libraries."""
BROKEN = "the file broke its reader: it is damaged or needs too much memory; save it again or split it"
SPENT = (BROKEN, TOO_MUCH_MEMORY)
"""After these replies the worker is dead, or full of what it could not finish."""
Reply = tuple[ReadDocument, ...] | str
"""The documents, or the reason why there are none."""


class DocumentReader:
    """Reads one file after another in a worker process, started at the first and again after each loss.

    `seconds` is what a file may take; `memory_bytes` the address space of the worker. Safe to share
    between threads, which then wait for each other.
    """

    def __init__(
        self, *, limits: Limits = LIMITS, seconds: float = 60.0, memory_bytes: int = 1500 * MEGABYTE
    ) -> None:
        self._limits = limits
        self._seconds = seconds
        self._memory_bytes = memory_bytes
        self._worker: tuple[SpawnProcess, Connection] | None = None
        self._lock = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, name: str, data: bytes) -> tuple[ReadDocument, ...]:
        """What `read_document` gives or refuses; refused as well where it takes too long or breaks."""
        if len(data) > self._limits.file_bytes:
            raise too_large(len(data), self._limits)
        with self._lock:
            reply = self._ask(name, data)
        if isinstance(reply, str):
            raise DocumentRefused(reply)
        return reply

    def close(self) -> None:
        """Ends the worker; a later read starts another."""
        with self._lock:
            self._end()

    def _ask(self, name: str, data: bytes) -> Reply:
        is_fresh = self._worker is None
        reply = self._exchange(name, data)
        # What an earlier file left behind in the worker must not be held against this one.
        if reply in SPENT and not is_fresh:
            reply = self._exchange(name, data)
        return reply

    def _exchange(self, name: str, data: bytes) -> Reply:
        try:
            connection = self._connection()
            connection.send((name, data, self._limits))
            if not connection.poll(self._seconds):
                self._end()
                return f"the file takes too long to read (more than {self._seconds:g} seconds); split it"
            reply: Reply = connection.recv()
        except (EOFError, OSError):
            reply = BROKEN
        if reply in SPENT:
            self._end()
        return reply

    def _connection(self) -> Connection:
        if self._worker is None:
            self._start()
        assert self._worker is not None
        return self._worker[1]

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        worker = context.Process(target=_work, args=(there, self._memory_bytes), daemon=True)
        worker.start()
        there.close()
        self._worker = (worker, here)
        if not here.poll(START_SECONDS):
            raise EOFError
        here.recv()

    def _end(self) -> None:
        if self._worker is not None:
            worker, connection = self._worker
            self._worker = None
            connection.close()
            worker.kill()
            worker.join()
            worker.close()


def _work(connection: Connection, memory_bytes: int) -> None:
    """The worker's whole life: loads the readers, says so, and answers one file after another."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from content.documents.reading import read_document

    connection.send(())
    while True:
        try:
            name, data, limits = connection.recv()
        except EOFError:
            return
        try:
            connection.send(read_document(name, data, limits=limits))
        except DocumentRefused as refused:
            connection.send(refused.reason)


__all__ = ["DocumentReader", "DocumentRefused"]
