"""Runs pieces of work in transactions: alone, or together with others that wait, each safe from the rest."""

import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DatabaseError, OperationalError

from learning.errors import StorageUnavailable
from storage.records import SqlRecords

T = TypeVar("T")
Work = Callable[[SqlRecords], T]

RETRIES = 12
"""How often a transaction is tried when another writer holds the database: about a minute in all."""

RETRYABLE = ("database is locked", "database is busy", "serialize", "deadlock")
MOST_TOGETHER = 64
SECONDS_TOGETHER = 0.01
"""After so long a shared transaction takes nothing more in, so that nobody waits long for the others."""


def transact(engine: Engine, work: Work[T]) -> T:
    """What `work` returns, in a transaction of its own; raises StorageUnavailable when it cannot be kept."""
    for attempt in range(RETRIES):
        try:
            with engine.begin() as connection:
                return work(SqlRecords(connection))
        except DatabaseError as error:
            if not _is_outage(error):
                raise
            if not _is_retryable(error) or attempt == RETRIES - 1:
                raise StorageUnavailable(str(error.orig)) from error
            time.sleep(min(0.05 * 2**attempt, 1.0))
    raise AssertionError("unreachable")


@dataclass(frozen=True, slots=True)
class _Piece:
    work: Work[Any]
    future: Future[Any]


@dataclass(frozen=True, slots=True)
class _Outcome:
    result: Any = None
    error: Exception | None = None


class GroupCommit:
    """One thread that writes: what waits meanwhile shares a transaction, and so one write to the disk.

    Each piece runs in a savepoint, so that one that fails harms no other, and hears of its success only
    after the commit. If the shared transaction cannot be kept, each piece is tried again alone.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._queue: SimpleQueue[_Piece | None] = SimpleQueue()
        self._thread = Thread(target=self._write, name="sela-write", daemon=True)
        self._thread.start()

    def submit(self, work: Work[T]) -> Future[T]:
        """Queues a piece of work; the future holds what it returns, once that is durable."""
        future: Future[T] = Future()
        self._queue.put(_Piece(work, future))
        return future

    def close(self) -> None:
        """Writes what waits, then ends the thread."""
        self._queue.put(None)
        self._thread.join()

    def _write(self) -> None:
        while (piece := self._queue.get()) is not None:
            if not piece.future.set_running_or_notify_cancel():
                continue
            if self._queue.empty():
                _alone(self._engine, piece)
            else:
                self._together(piece)

    def _together(self, first: _Piece) -> None:
        taken = [first]
        outcomes: list[_Outcome] = []
        try:
            with self._engine.begin() as connection:
                outcomes.append(_inside(connection, first))
                ends_at = time.monotonic() + SECONDS_TOGETHER
                while len(taken) < MOST_TOGETHER and time.monotonic() < ends_at:
                    piece = self._next_waiting()
                    if piece is None:
                        break
                    taken.append(piece)
                    outcomes.append(_inside(connection, piece))
        except Exception:
            for piece in taken:
                _alone(self._engine, piece)
            return
        for piece, outcome in zip(taken, outcomes, strict=True):
            _tell(piece, outcome)

    def _next_waiting(self) -> _Piece | None:
        """The next piece that nobody cancelled, None when nothing waits or the end was announced."""
        while True:
            try:
                piece = self._queue.get_nowait()
            except Empty:
                return None
            if piece is None:
                self._queue.put(None)
                return None
            if piece.future.set_running_or_notify_cancel():
                return piece


def _inside(connection: Connection, piece: _Piece) -> _Outcome:
    """The piece in a savepoint; raises DatabaseError when it is the database that failed."""
    try:
        with connection.begin_nested():
            return _Outcome(result=piece.work(SqlRecords(connection)))
    except Exception as error:
        if isinstance(error, DatabaseError) and _is_outage(error):
            raise
        return _Outcome(error=error)


def _alone(engine: Engine, piece: _Piece) -> None:
    try:
        outcome = _Outcome(result=transact(engine, piece.work))
    except Exception as error:
        outcome = _Outcome(error=error)
    _tell(piece, outcome)


def _tell(piece: _Piece, outcome: _Outcome) -> None:
    if outcome.error is not None:
        piece.future.set_exception(outcome.error)
    else:
        piece.future.set_result(outcome.result)


def _is_outage(error: DatabaseError) -> bool:
    """Whether the database failed, and not what was asked of it; a damaged file has no class of its own."""
    return isinstance(error, OperationalError) or type(error) is DatabaseError


def _is_retryable(error: DatabaseError) -> bool:
    text = str(error.orig).lower()
    return any(word in text for word in RETRYABLE)
