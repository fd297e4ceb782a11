"""Lets only one process serve a database, and so a token."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import URL

from storage.database import sqlite_file

SERVING_LOCK = 7353


class AlreadyServed(Exception):
    """Another process serves this database."""


@contextmanager
def only_one(url: URL) -> Iterator[None]:
    """Holds the database for this process while it serves; freed by the system when the process dies.

    Raises AlreadyServed at once when another process holds it.
    """
    file = sqlite_file(url)
    if file is not None:
        with Path(f"{file}.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise AlreadyServed from error
            yield
        return
    engine = sa.create_engine(url, hide_parameters=True, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    try:
        with engine.connect() as connection:
            held = sa.text("SELECT pg_try_advisory_lock(:number)")
            if not connection.execute(held, {"number": SERVING_LOCK}).scalar_one():
                raise AlreadyServed
            yield
    finally:
        engine.dispose()
