"""The database: connections set up right, and one transaction for each piece of work."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from learning.errors import StorageUnavailable
from storage.records import SqlRecords
from storage.transactions import GroupCommit, transact

P = ParamSpec("P")
T = TypeVar("T")

BUSY_MILLISECONDS = 5000


class UnusableAddress(ValueError):
    """The setting names no database that Sela can use; the message says what to write."""


def database_url(text: str) -> URL:
    """The SQLAlchemy URL with the one driver Sela uses for each kind of database."""
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise UnusableAddress(
            f"{text!r} in SELA_DATABASE_URL is no address such as sqlite:///sela.db"
        ) from error
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite":
        return url.set(drivername="sqlite+pysqlite")
    raise UnusableAddress(f"{url.get_backend_name()} is not supported; use sqlite or postgresql")


def sqlite_file(url: URL) -> Path | None:
    """The file of an SQLite database, None for any other."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def make_engine(url: URL, *, read_only: bool = False) -> Engine:
    """An engine whose every transaction is durable and begins at once.

    SQLite: WAL, foreign keys, full synchronous commits, BEGIN IMMEDIATE, since its defaults lose
    updates when two tasks read and then write. Recursive triggers keep REPLACE out of the ledger.
    PostgreSQL: serializable, retried when it must be.
    """
    if url.get_backend_name() == "postgresql":
        return sa.create_engine(
            url, hide_parameters=True, isolation_level="SERIALIZABLE", pool_pre_ping=True, pool_size=8
        )
    engine = sa.create_engine(
        url,
        hide_parameters=True,
        connect_args={"check_same_thread": False, "timeout": BUSY_MILLISECONDS / 1000},
    )

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "recursive_triggers=ON",
            "secure_delete=ON",
            f"busy_timeout={BUSY_MILLISECONDS}",
            *(("query_only=ON",) if read_only else ()),
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    @sa.event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


class Database:
    """Runs use cases, each in one transaction, off the event loop.

    A use case is a plain function of the records and its arguments, so it cannot wait for the
    network inside its transaction, and it can be run again when the database was busy.
    """

    def __init__(self, url: str | URL) -> None:
        self.url = database_url(url) if isinstance(url, str) else url
        is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = make_engine(self.url)
        self.read_engine = make_engine(self.url, read_only=True) if is_sqlite else self.engine
        self._writer = GroupCommit(self.engine) if is_sqlite else None
        self._workers = ThreadPoolExecutor(2 if is_sqlite else 6, thread_name_prefix="sela-database")

    async def write(
        self, work: Callable[Concatenate[SqlRecords, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """What `work` returns, once its changes are durable; else raises StorageUnavailable."""
        if self._writer is None:
            return await self._run(self.engine, lambda records: work(records, *args, **kwargs))
        return await asyncio.wrap_future(self._writer.submit(lambda records: work(records, *args, **kwargs)))

    async def read(
        self, work: Callable[Concatenate[SqlRecords, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """What `work` returns; it must not change anything."""
        return await self._run(self.read_engine, lambda records: work(records, *args, **kwargs))

    def transact(self, work: Callable[Concatenate[SqlRecords, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The same as `write`, in the calling thread; for the command line and tests."""
        return transact(self.engine, lambda records: work(records, *args, **kwargs))

    def try_out(self, work: Callable[[SqlRecords], T], *, keep: bool) -> T:
        """What `work` returns; its changes stay only with `keep`, so a dry run does the very same work."""

        def kept_or_not(records: SqlRecords) -> T:
            result = work(records)
            if not keep:
                raise _DryRun(result)
            return result

        try:
            return transact(self.engine, kept_or_not)
        except _DryRun as dry_run:
            return cast(T, dry_run.result)

    async def _run(self, engine: Engine, work: Callable[[SqlRecords], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._workers, transact, engine, work)

    def scrub(self, *, wait_seconds: float = 5.0) -> None:
        """Leaves no byte of what was deleted in the files of the database; call it after `erase`.

        Takes seconds and nobody can write meanwhile. Raises StorageUnavailable when somebody else uses the
        database for longer than `wait_seconds`; nothing is lost then, and it can be called again.
        """
        file = sqlite_file(self.url)
        try:
            if file is not None:
                _scrub_file(file, wait_seconds)
                return
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM FULL")
        except (sqlite3.OperationalError, OperationalError) as error:
            raise StorageUnavailable(str(error)) from error

    def close(self) -> None:
        """Waits for running transactions and closes every connection."""
        if self._writer is not None:
            self._writer.close()
        self._workers.shutdown()
        self.engine.dispose()
        if self.read_engine is not self.engine:
            self.read_engine.dispose()


class _DryRun(Exception):
    """Carries the result of a dry run out of its transaction, which is rolled back."""

    def __init__(self, result: object) -> None:
        super().__init__()
        self.result = result


def _scrub_file(file: Path, wait_seconds: float) -> None:
    """Writes the file anew and empties the write-ahead log, which still holds old pages."""
    with closing(sqlite3.connect(file, isolation_level=None, timeout=wait_seconds)) as connection:
        connection.execute("VACUUM")
        is_busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if is_busy:
        raise StorageUnavailable("somebody reads the database, so that its log cannot be emptied")
