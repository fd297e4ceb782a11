"""Pieces of work that wait together are committed together, and none of them suffers from another."""

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest

from storage.database import Database
from storage.records import SqlRecords

NOW = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


@pytest.fixture
def file(migrated_file: Path, tmp_path: Path) -> Path:
    """An SQLite database of this test alone."""
    file = tmp_path / "together.db"
    file.write_bytes(migrated_file.read_bytes())
    return file


def keeping(key: str) -> Callable[[SqlRecords], str]:
    """A piece of work that keeps a fact and returns its key."""

    def work(records: SqlRecords) -> str:
        records.journal.set_fact(key, "kept", NOW)
        return key

    return work


def failing(records: SqlRecords) -> None:
    """A piece of work that writes, and then fails."""
    records.journal.set_fact("half", "kept", NOW)
    raise LookupError("nothing there")


def facts(file: Path) -> set[str]:
    """What stands in the file, as another process reads it."""
    connection = sqlite3.connect(file)
    try:
        return {key for (key,) in connection.execute("SELECT key FROM system_state")}
    finally:
        connection.close()


async def together(database: Database, *pieces: Callable[[SqlRecords], object]) -> list[object]:
    """Has all these pieces wait while the writer is busy, so that they share a transaction."""
    is_busy, may_go_on = Event(), Event()

    def keep_busy(_: SqlRecords) -> None:
        is_busy.set()
        may_go_on.wait(5)

    busy = asyncio.create_task(database.write(keep_busy))
    await asyncio.to_thread(is_busy.wait, 5)
    waiting = [asyncio.create_task(database.write(piece)) for piece in pieces]
    await asyncio.sleep(0)
    may_go_on.set()
    await busy
    return list(await asyncio.gather(*waiting, return_exceptions=True))


async def test_whoever_hears_of_success_finds_it_in_the_file(file: Path) -> None:
    database = Database(f"sqlite:///{file}")
    keys = [f"fact {number}" for number in range(20)]
    assert await together(database, *map(keeping, keys)) == keys
    assert set(keys) <= facts(file)
    database.close()


async def test_a_piece_that_fails_leaves_nothing_and_harms_no_other(file: Path) -> None:
    database = Database(f"sqlite:///{file}")
    first, failed, last = await together(database, keeping("first"), failing, keeping("last"))
    assert (first, last) == ("first", "last")
    assert isinstance(failed, LookupError)
    assert {"first", "last"} <= facts(file)
    assert "half" not in facts(file)
    database.close()


async def test_what_waits_at_the_end_is_still_written(file: Path) -> None:
    database = Database(f"sqlite:///{file}")
    waiting = [asyncio.create_task(database.write(keeping(f"late {number}"))) for number in range(5)]
    await asyncio.sleep(0)
    await asyncio.to_thread(database.close)
    assert await asyncio.gather(*waiting) == [f"late {number}" for number in range(5)]
    assert {f"late {number}" for number in range(5)} <= facts(file)


async def test_a_shared_transaction_that_cannot_be_kept_is_done_again_piece_by_piece(file: Path) -> None:
    database = Database(f"sqlite:///{file}")
    tries: list[str] = []

    def first_time_locked(records: SqlRecords) -> str:
        tries.append("again")
        if len(tries) == 1:
            records.connection.exec_driver_sql("ROLLBACK")
        records.journal.set_fact("in the end", "kept", NOW)
        return "kept"

    assert await together(database, keeping("before"), first_time_locked) == ["before", "kept"]
    assert {"before", "in the end"} <= facts(file)
    assert len(tries) == 2
    database.close()
