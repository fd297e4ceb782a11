"""Whether a database can be used, said before anything is written into it."""

import sqlite3
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import URL

from storage.database import make_engine, sqlite_file
from storage.migrate import head_revision, revision_of

SELAS_OR_EMPTY = """
    SELECT count(*) = 0 OR max(name = 'alembic_version') FROM sqlite_master WHERE type = 'table'
"""
"""Whether an SQLite file has nothing in it yet, or carries Sela's mark."""


class DatabaseTrouble(Exception):
    """A database that must not be used as it is: what is wrong, and how to mend it."""

    def __init__(self, *, problem: str, mend: str) -> None:
        super().__init__(f"{problem}. {mend}.")
        self.problem, self.mend = problem, mend


def check_database(url: URL, *, may_be_missing: bool = False) -> None:
    """Raises DatabaseTrouble for a database that is missing, damaged, read-only or out of reach."""
    file = sqlite_file(url)
    if file is None:
        _check_server(url)
        return
    try:
        is_missing = not file.exists() or file.stat().st_size == 0
    except PermissionError as error:
        raise _cannot_write(file, error) from error
    if is_missing:
        if may_be_missing:
            return
        raise DatabaseTrouble(
            problem=f"There is no database at {file}",
            mend="For a first start run `sela migrate`; after a loss run `sela restore FILE` with a backup",
        )
    _check_file(file)


def is_current(url: URL) -> bool:
    """Whether the database has the newest schema."""
    engine = sa.create_engine(url, hide_parameters=True)
    try:
        with engine.connect() as connection:
            return revision_of(connection) == head_revision()
    finally:
        engine.dispose()


def _check_file(file: Path) -> None:
    restore = f"Restore a backup with `sela restore FILE`; the damaged file stays as it is at {file}"
    try:
        connection = sqlite3.connect(file, isolation_level=None, timeout=0)
        try:
            findings = connection.execute("PRAGMA quick_check(1)").fetchone()
            if findings != ("ok",):
                found = " ".join(findings[0].split())
                raise DatabaseTrouble(problem=f"The database {file} is damaged ({found})", mend=restore)
            if not connection.execute(SELAS_OR_EMPTY).fetchone()[0]:
                raise DatabaseTrouble(
                    problem=f"The database {file} belongs to another program", mend="Check SELA_DATABASE_URL"
                )
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        text = str(error)
        if "readonly" in text or "unable to open" in text:
            raise _cannot_write(file, error) from error
        if "locked" in text:
            return
        raise DatabaseTrouble(problem=f"The database {file} is damaged ({text})", mend=restore) from error


def _cannot_write(file: Path, error: Exception) -> DatabaseTrouble:
    return DatabaseTrouble(
        problem=f"The database {file} cannot be written ({error})",
        mend="Give the user that runs Sela the right to write the file and its folder",
    )


def _check_server(url: URL) -> None:
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            connection.execute(sa.text("SELECT 1"))
    except sa.exc.OperationalError as error:
        raise DatabaseTrouble(
            problem=f"The database server {url.host or ''} does not answer ({str(error.orig).strip()})",
            mend="Check SELA_DATABASE_URL and that the server runs",
        ) from error
    finally:
        engine.dispose()
