"""One transaction for each piece of work: nothing lost, nothing in halves, and honest when it cannot be."""

import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import URL

from learning.errors import StorageUnavailable
from storage.database import Database, database_url, sqlite_file
from storage.records import SqlRecords
from tests.clock import MONDAY_MORNING


def count_one(records: SqlRecords) -> None:
    """Reads a number and writes the next one."""
    found = records.journal.fact("count")
    records.journal.set_fact("count", str(int(found[0]) + 1 if found else 1), MONDAY_MORNING)


def counted(records: SqlRecords) -> int:
    """The number as it stands."""
    found = records.journal.fact("count")
    return int(found[0]) if found else 0


def write_much(records: SqlRecords) -> None:
    """Writes more than a full disk holds."""
    for number in range(200):
        records.journal.set_fact(f"fact {number}", "x" * 2000, MONDAY_MORNING)


@contextmanager
def foreign_writer(url: URL, seconds: float) -> Iterator[None]:
    """Another program that holds the database for a while."""
    file = sqlite_file(url)
    assert file is not None
    holding = threading.Event()

    def hold() -> None:
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            holding.set()
            released.wait(seconds)
            connection.execute("COMMIT")

    released = threading.Event()
    thread = threading.Thread(target=hold)
    thread.start()
    holding.wait(5)
    try:
        yield
    finally:
        released.set()
        thread.join(5)


@pytest.fixture
def sqlite_only(backend: str) -> None:
    """For what only a file can suffer."""
    if backend != "sqlite":
        pytest.skip("about an SQLite file")


def test_ten_threads_that_read_and_then_write_lose_nothing(backend: str, database: Database) -> None:
    times = 100 if backend == "sqlite" else 10

    def work(_: int) -> None:
        for _ in range(times):
            database.transact(count_one)

    with ThreadPoolExecutor(10) as threads:
        list(threads.map(work, range(10)))
    assert database.transact(counted) == 10 * times


async def test_what_is_written_off_the_event_loop_is_read_again(database: Database) -> None:
    await database.write(count_one)
    await database.write(count_one)
    assert await database.read(counted) == 2


@pytest.mark.usefixtures("sqlite_only")
async def test_reading_cannot_change_anything(database: Database) -> None:
    with pytest.raises(StorageUnavailable, match="readonly"):
        await database.read(count_one)
    assert await database.read(counted) == 0


def test_work_that_fails_leaves_nothing_behind(database: Database) -> None:
    def half(records: SqlRecords) -> None:
        count_one(records)
        raise LookupError("in the middle")

    with pytest.raises(LookupError):
        database.transact(half)
    assert database.transact(counted) == 0


@pytest.mark.parametrize(("keep", "left"), [(True, 1), (False, 0)])
def test_a_dry_run_does_the_same_work_and_leaves_nothing(database: Database, keep: bool, left: int) -> None:
    def work(records: SqlRecords) -> int:
        count_one(records)
        return counted(records)

    assert database.try_out(work, keep=keep) == 1
    assert database.transact(counted) == left


@pytest.mark.usefixtures("sqlite_only")
async def test_a_foreign_writer_is_waited_for(database: Database) -> None:
    with foreign_writer(database.url, seconds=0.05):
        await database.write(count_one)
    assert await database.read(counted) == 1


@pytest.mark.usefixtures("sqlite_only")
async def test_a_foreign_writer_does_not_keep_anybody_from_reading(database: Database) -> None:
    await database.write(count_one)
    with foreign_writer(database.url, seconds=5):
        assert await database.read(counted) == 1


@pytest.mark.usefixtures("sqlite_only")
async def test_a_writer_busy_longer_than_one_wait_is_tried_again(url: URL) -> None:
    database = Database(url)
    sa.event.listen(database.engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout=1").close())
    with foreign_writer(url, seconds=0.06):
        await database.write(count_one)
    assert await database.read(counted) == 1
    database.close()


@pytest.mark.usefixtures("sqlite_only")
def test_on_a_full_disk_nothing_is_half_written_and_work_goes_on_when_space_returns(
    database: Database,
) -> None:
    database.transact(count_one)
    pages = _pragma(database, "page_count")
    _pragma(database, f"max_page_count={pages + 3}")
    with pytest.raises(StorageUnavailable) as unavailable:
        database.transact(write_much)
    assert "full" in unavailable.value.reason
    assert database.transact(lambda records: records.journal.fact("fact 0")) is None
    assert database.transact(counted) == 1
    _pragma(database, "max_page_count=1000000")
    database.transact(write_much)
    assert database.transact(lambda records: records.journal.fact("fact 199")) is not None


@pytest.mark.usefixtures("sqlite_only")
async def test_a_database_whose_pages_are_damaged_while_it_runs_is_unavailable(url: URL) -> None:
    file = sqlite_file(url)
    assert file is not None
    database = Database(url)
    await database.read(counted)
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    file.write_bytes(content)
    with pytest.raises(StorageUnavailable, match="malformed"):
        await database.write(count_one)
    database.close()


async def test_a_server_that_is_away_makes_the_records_unavailable(tmp_path: Path) -> None:
    database = Database(f"postgresql://nobody@/none?host={tmp_path}")
    with pytest.raises(StorageUnavailable):
        await database.read(counted)
    database.close()


def test_a_folder_that_is_not_there_makes_the_records_unavailable(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'nowhere' / 'sela.db'}")
    with pytest.raises(StorageUnavailable, match="unable to open"):
        database.transact(counted)
    database.close()


def test_only_sqlite_and_postgresql_are_spoken() -> None:
    with pytest.raises(ValueError, match="mysql is not supported"):
        database_url("mysql://somewhere/sela")


@pytest.mark.usefixtures("sqlite_only")
def test_every_commit_reaches_the_disk_and_references_are_checked(url: URL) -> None:
    database = Database(url)
    assert _pragma(database, "journal_mode") == "wal"
    assert _pragma(database, "synchronous") == 2
    assert _pragma(database, "foreign_keys") == 1
    with pytest.raises(sa.exc.IntegrityError):
        database.transact(lambda records: records.people.choose_windows(404, {}))
    database.close()


def _pragma(database: Database, text: str) -> Any:
    return database.transact(
        lambda records: records.connection.exec_driver_sql(f"PRAGMA {text}").scalar_one_or_none()
    )
