"""Copies of the database that are whole, taken while Sela runs, and put back with care."""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import URL

from storage.database import sqlite_file
from storage.health import DatabaseTrouble
from storage.lock import AlreadyServed, only_one

PRIVATE = 0o600
"""Backups hold names and numbers: only their owner may read them."""


def back_up(url: URL, target: Path) -> int:
    """Writes a checked copy of the database; its size in bytes. Raises DatabaseTrouble.

    The copy is the state of one moment, also while others write.
    """
    source = _sqlite(url, "pg_dump --format=custom --file=FILE")
    if not source.exists():
        raise DatabaseTrouble(problem=f"There is no database at {source}", mend="Check SELA_DATABASE_URL")
    if target.exists():
        raise DatabaseTrouble(problem=f"{target} exists already", mend="Choose another name")
    partial = target.with_name(target.name + ".partial")
    partial.unlink(missing_ok=True)
    try:
        partial.touch(mode=PRIVATE)
        with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(partial)) as copy:
            live.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        check_copy(partial)
        os.replace(partial, target)
    except (OSError, sqlite3.DatabaseError) as error:
        raise DatabaseTrouble(
            problem=f"The backup failed ({error})", mend="Check space and rights"
        ) from error
    finally:
        partial.unlink(missing_ok=True)
    return target.stat().st_size


def restore(url: URL, backup: Path, *, now: datetime) -> Path | None:
    """Puts a checked backup in the place of the database; where the old one was kept, None if there was none.

    Raises DatabaseTrouble when the backup is damaged, Sela is running or there is no space; the database
    then stays in its place.
    """
    target = _sqlite(url, "pg_restore --clean --dbname=NAME FILE")
    if not backup.is_file():
        raise DatabaseTrouble(problem=f"There is no backup at {backup}", mend="Check the name")
    check_copy(backup)
    try:
        with only_one(url):
            partial = target.with_name(target.name + ".partial")
            partial.unlink(missing_ok=True)
            partial.touch(mode=PRIVATE)
            shutil.copyfile(backup, partial)
            _doubt_what_was_queued(partial)
            kept = _move_aside(target, now)
            os.replace(partial, target)
            return kept
    except AlreadyServed as error:
        raise DatabaseTrouble(problem="Sela is running on this database", mend="Stop it first") from error
    except OSError as error:
        raise DatabaseTrouble(
            problem=f"The backup could not be put in place ({error})", mend="Check space and rights"
        ) from error


def _doubt_what_was_queued(copy: Path) -> None:
    """What waited when the backup was taken may have left since, so it is not sent again."""
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute(
            "UPDATE outbox SET state = 'uncertain', reason = 'restored from a backup'"
            " WHERE state IN ('queued', 'claimed')"
        )
        connection.commit()


def check_copy(file: Path) -> None:
    """Raises DatabaseTrouble unless the file is a whole Sela database."""
    broken = DatabaseTrouble(problem=f"{file} is no whole Sela database", mend="Use another backup")
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
    try:
        if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise broken
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
            raise broken
    except sqlite3.DatabaseError as error:
        raise broken from error
    finally:
        connection.close()


def _move_aside(target: Path, now: datetime) -> Path | None:
    if not target.exists():
        return None
    kept = target.with_name(f"{target.name}.before-restore-{now:%Y%m%dT%H%M%S}")
    for ending in ("", "-wal", "-shm"):
        part = Path(f"{target}{ending}")
        if part.exists():
            part.rename(f"{kept}{ending}")
    return kept


def _sqlite(url: URL, server_command: str) -> Path:
    file = sqlite_file(url)
    if file is None:
        raise DatabaseTrouble(
            problem="This database is a PostgreSQL server, which has tools of its own",
            mend=f"Use `{server_command}`",
        )
    return file
