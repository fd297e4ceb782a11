"""What tests stand on: a database of their own, the cast on its roster, and a clock to turn."""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
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

SERVER = os.environ.get("SELA_TEST_POSTGRES_URL", "")
BACKENDS = ["sqlite", *(["postgres"] if SERVER else [])]


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database at the newest schema, to be copied."""
    file = tmp_path_factory.mktemp("template") / "sela.db"
    migrate(database_url(f"sqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def migrated_server() -> Iterator[URL]:
    """A PostgreSQL database of this test run, at the newest schema."""
    with empty_server_database() as url:
        migrate(url)
        yield url


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
    server: URL = request.getfixturevalue("migrated_server")
    empty_tables(server)
    return server


def empty_tables(url: URL) -> None:
    """Empties every table of a PostgreSQL database and lets ids begin anew."""
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        names = ", ".join(f'"{table.name}"' for table in metadata.sorted_tables)
        connection.execute(sa.text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))


@pytest.fixture
def database(url: URL) -> Iterator[Database]:
    """The real store, empty."""
    database = Database(url)
    yield database
    database.close()


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
