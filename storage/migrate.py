"""Brings a database to the newest schema, under a lock, and never in halves."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import URL, Connection, Engine

from learning.errors import StorageUnavailable
from storage.database import sqlite_file

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK_NUMBER = 7352
"""The PostgreSQL advisory lock under which migrations run."""


class DatabaseNewer(Exception):
    """The database was made by a newer version of Sela."""


def migrate(url: URL, *, to: str = "head") -> tuple[str | None, str | None]:
    """Upgrades or downgrades to a revision; the revisions before and after.

    Each run is one transaction: after a crash the schema is the old or the new one, never between.
    Raises DatabaseNewer, or StorageUnavailable when the database cannot be used.
    """
    engine = sa.create_engine(url, hide_parameters=True)
    try:
        with _alone(url, engine) as connection:
            before = revision_of(connection)
            config = configuration(connection)
            newest_first = [
                script.revision for script in ScriptDirectory.from_config(config).walk_revisions()
            ]
            if before is not None and before not in newest_first:
                raise DatabaseNewer(before)
            if _is_older(to, before, newest_first):
                command.downgrade(config, to)
            else:
                command.upgrade(config, to)
            return before, revision_of(connection)
    except sa.exc.DBAPIError as error:
        raise StorageUnavailable(str(error.orig)) from error
    finally:
        engine.dispose()


def revision_of(connection: Connection) -> str | None:
    """The revision of this database, None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def configuration(connection: Connection) -> Config:
    """Alembic's configuration over an open connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def head_revision() -> str:
    """The newest revision this version of Sela knows."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return str(ScriptDirectory.from_config(config).get_current_head())


def _is_older(to: str, current: str | None, newest_first: list[str]) -> bool:
    if to == "base":
        return True
    return to != "head" and current is not None and newest_first.index(to) > newest_first.index(current)


@contextmanager
def _alone(url: URL, engine: Engine) -> Iterator[Connection]:
    """One transaction that no other migration can run beside."""
    file = sqlite_file(url)
    if file is None:
        with engine.begin() as connection:
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:number)"), {"number": LOCK_NUMBER})
            yield connection
        return
    with open(f"{file}.migrating", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            file.touch(mode=0o600)
        with engine.connect() as connection:
            raw = connection.connection.dbapi_connection
            assert raw is not None
            raw.isolation_level = None
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield connection
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                if broken:
                    raise StorageUnavailable(f"{len(broken)} rows would lose what they refer to")
                connection.exec_driver_sql("COMMIT")
            except BaseException:
                connection.exec_driver_sql("ROLLBACK")
                raise
    Path(f"{file}.migrating").unlink(missing_ok=True)
