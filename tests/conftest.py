"""What tests stand on: a database of their own, the cast on its roster, and a clock to turn."""

import gc
import os
import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, groupby
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from psycopg import sql
from sqlalchemy.engine import URL

from learning.policy import Policy
from learning.rules.calendar import Calendar
from learning.usecases.roster import import_roster
from learning.world import World
from storage.database import Database, database_url
from storage.migrate import migrate
from storage.tables import metadata
from tests.clock import StillClock
from tests.learning.usecases.classroom import classroom
from tests.people import CAST

os.environ.pop("COLUMNS", None)  # a worker of pytest-xdist has one, and tables would be as narrow as that
gc.set_threshold(100_000, 50, 1_000)  # tests leave little, and looking for it took a sixth of the time
SERVER = os.environ.get("SELA_TEST_POSTGRES_URL", "")
BACKENDS = ["sqlite", *(["postgres"] if SERVER else [])]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Spreads the files that wait for processes among the others: beside each other they leave both idle.

    A file that takes long begins early, so that nobody waits for it alone at the end.
    """
    files = [list(tests) for _, tests in groupby(items, key=lambda item: item.path)]
    files.sort(key=lambda tests: tests[0].get_closest_marker("long") is None)
    waiting = [tests for tests in files if tests[0].get_closest_marker("process")]
    busy = [tests for tests in files if not tests[0].get_closest_marker("process")]
    apart = len(busy) // (len(waiting) + 1) + 1
    for place, tests in enumerate(waiting):
        busy.insert(place * (apart + 1), tests)
    items[:] = chain.from_iterable(busy)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database at the newest schema, to be copied."""
    file = tmp_path_factory.mktemp("template") / "sela.db"
    migrate(database_url(f"sqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def migrated_server() -> Iterator[psycopg.Connection]:
    """A connection to a PostgreSQL database of this test run, at the newest schema."""
    with empty_server_database() as url:
        migrate(url)
        address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            yield connection


@contextmanager
def empty_server_database() -> Iterator[URL]:
    """An empty PostgreSQL database on the test server, dropped at the end."""
    name = f"sela_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield database_url(SERVER).set(database=name)
    finally:
        with psycopg.connect(SERVER, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """Which database a test runs on: SQLite, and PostgreSQL where SELA_TEST_POSTGRES_URL names a server."""
    return str(request.param)


@pytest.fixture
def empty_url(backend: str, tmp_path: Path) -> Iterator[URL]:
    """Where a database may be made."""
    if backend == "sqlite":
        yield database_url(f"sqlite:///{tmp_path / 'sela.db'}")
        return
    with empty_server_database() as url:
        yield url


@pytest.fixture
def url(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> URL:
    """An empty database at the newest schema."""
    if backend == "sqlite":
        file = tmp_path / "sela.db"
        shutil.copy(request.getfixturevalue("migrated_file"), file)
        return database_url(f"sqlite:///{file}")
    server: psycopg.Connection = request.getfixturevalue("migrated_server")
    empty_tables(server)
    return database_url(SERVER).set(database=server.info.dbname)


def empty_tables(server: psycopg.Connection) -> None:
    """Deletes what a test left, and lets ids begin anew.

    Only what was touched: TRUNCATE makes new files for every table, which takes ten times as long.
    """
    names = [table.name for table in reversed(metadata.sorted_tables)]
    look = sql.SQL("(SELECT {} FROM {} LIMIT 1)")
    looks = sql.SQL(" UNION ALL ").join(
        look.format(sql.Literal(name), sql.Identifier(name)) for name in names
    )
    filled = {name for (name,) in server.execute(looks)}
    begun = server.execute("SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL").fetchall()
    # The ledger's own trigger lets nobody delete.
    empty = sql.SQL(
        "ALTER TABLE {0} DISABLE TRIGGER USER; DELETE FROM {0}; ALTER TABLE {0} ENABLE TRIGGER USER"
    )
    restart = sql.SQL("ALTER SEQUENCE {} RESTART")
    steps = [empty.format(sql.Identifier(name)) for name in names if name in filled]
    steps += [restart.format(sql.Identifier(name)) for (name,) in begun]
    if steps:
        server.execute(sql.SQL("; ").join(steps))


@pytest.fixture
def database(url: URL) -> Iterator[Database]:
    """The real store, empty."""
    database = Database(url)
    if url.get_backend_name() == "sqlite":
        sa.event.listen(database.engine, "connect", wait_for_no_disk)
    yield database
    database.close()


def wait_for_no_disk(connection: sqlite3.Connection, _: object) -> None:
    """Leaves it to the system when a commit reaches the disk: no test pulls the plug."""
    connection.execute("PRAGMA synchronous=OFF").close()


@pytest.fixture
def clock() -> StillClock:
    """Monday morning, eight o'clock in Jakarta, until it is turned."""
    return StillClock()


@pytest.fixture
def world() -> World:
    """Default decisions, the national calendar, and the small classroom catalogue."""
    return World(policy=Policy(), calendar=Calendar(), catalogue=classroom())


@pytest.fixture
def people(database: Database, world: World, clock: StillClock) -> dict[int, int]:
    """The cast on the roster, nobody activated: person ids by Telegram id."""
    database.transact(import_roster, world, list(CAST.values()), actor="test", now=clock())
    listed = database.transact(lambda records: records.people.everyone())
    ids = {person.employee_number: person.id for person in listed}
    return {telegram_id: ids[entry.employee_number] for telegram_id, entry in CAST.items()}
