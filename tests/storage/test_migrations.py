"""The schema goes up and down, in one piece or not at all."""

import multiprocessing
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.engine import URL, Engine

from learning.errors import StorageUnavailable
from learning.ports import Records
from learning.records import AuditEntry
from learning.usecases.roster import import_roster
from learning.world import World
from storage.database import Database, database_url
from storage.health import is_current
from storage.migrate import DatabaseNewer, head_revision, migrate, revision_of
from storage.search_tables import is_in_metadata
from storage.tables import metadata
from tests.clock import MONDAY_MORNING
from tests.people import CAST, RINA

DDL_STATEMENTS = (1, 2, 9, 30)
"""After which statement of a migration it dies; the first migration has some forty."""


def tables_of(url: URL) -> set[str]:
    """The names of all tables."""
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    return set(sa.inspect(engine).get_table_names())


def revision(url: URL) -> str | None:
    """The revision a database stands at."""
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        return revision_of(connection)


@contextmanager
def dying_after(statements: int, die: Any) -> Iterator[None]:
    """Calls `die` before one statement more than so many that change a schema."""
    seen = 0

    def count(_: Any, __: Any, statement: str, *___: Any) -> None:
        nonlocal seen
        if statement.lstrip().upper().startswith(("CREATE", "DROP", "ALTER")):
            seen += 1
            if seen > statements:
                die()

    sa.event.listen(Engine, "before_cursor_execute", count)
    try:
        yield
    finally:
        sa.event.remove(Engine, "before_cursor_execute", count)


class PowerCut(Exception):
    """The machine stops here."""


def cut_power() -> None:
    """Ends a migration by an exception."""
    raise PowerCut


def vanish() -> None:
    """Ends the process at once, as a kill does."""
    os._exit(9)


def migrate_and_vanish(url: str, statements: int) -> None:
    """What a process does that is killed in the middle of a migration."""
    with dying_after(statements, vanish):
        migrate(database_url(url))


def test_the_schema_goes_up_and_down_and_up_again(empty_url: URL) -> None:
    assert migrate(empty_url) == (None, head_revision())
    assert is_current(empty_url)
    full = tables_of(empty_url)
    assert {"person", "credit", "outbox"} <= full
    assert migrate(empty_url, to="base") == (head_revision(), None)
    assert tables_of(empty_url) <= {"alembic_version"}
    assert not is_current(empty_url)
    assert migrate(empty_url) == (None, head_revision())
    assert tables_of(empty_url) == full


def test_migrating_an_up_to_date_database_changes_nothing(url: URL) -> None:
    before = tables_of(url)
    assert migrate(url) == (head_revision(), head_revision())
    assert tables_of(url) == before


def test_the_tables_in_code_are_the_tables_that_migrations_make(url: URL) -> None:
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        opts = {"compare_type": True, "include_name": is_in_metadata}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, metadata) == []


@pytest.mark.parametrize("statements", DDL_STATEMENTS)
def test_an_upgrade_that_fails_in_the_middle_leaves_the_old_schema(empty_url: URL, statements: int) -> None:
    with dying_after(statements, cut_power), pytest.raises(PowerCut):
        migrate(empty_url)
    assert tables_of(empty_url) == set()
    assert migrate(empty_url) == (None, head_revision())


@pytest.mark.parametrize("statements", [1, 20])
def test_a_downgrade_that_fails_in_the_middle_leaves_the_new_schema(empty_url: URL, statements: int) -> None:
    migrate(empty_url)
    before = tables_of(empty_url)
    with dying_after(statements, cut_power), pytest.raises(PowerCut):
        migrate(empty_url, to="base")
    assert tables_of(empty_url) == before
    assert revision(empty_url) == head_revision()


def test_a_process_killed_in_the_middle_of_an_upgrade_leaves_the_old_schema(empty_url: URL) -> None:
    killed = multiprocessing.get_context("spawn").Process(
        target=migrate_and_vanish, args=(empty_url.render_as_string(hide_password=False), 20)
    )
    killed.start()
    killed.join(timeout=20)
    assert killed.exitcode == 9
    assert tables_of(empty_url) == set()
    assert migrate(empty_url) == (None, head_revision())


def test_several_who_migrate_at_once_take_turns(empty_url: URL) -> None:
    outcomes: list[Any] = []

    def upgrade() -> None:
        try:
            outcomes.append(migrate(empty_url))
        except Exception as error:
            outcomes.append(error)

    threads = [threading.Thread(target=upgrade) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    head = head_revision()
    assert sorted(outcomes, key=str) == sorted([(None, head), *[(head, head)] * 5], key=str)


def test_who_acted_in_chat_before_is_known_by_id_after_an_upgrade(empty_url: URL, world: World) -> None:
    migrate(empty_url)
    database = Database(empty_url)
    database.transact(import_roster, world, [CAST[RINA]], actor="test", now=MONDAY_MORNING)
    (rina,) = database.transact(lambda records: records.people.everyone())
    for actor in (f"person {rina.id}", "self", "stranger"):
        entry = AuditEntry(at=MONDAY_MORNING, actor=actor, action="acted", person_id=rina.id)
        database.transact(_audit, entry)
    database.close()
    migrate(empty_url, to="0004")
    migrate(empty_url)
    database = Database(empty_url)
    found = database.transact(lambda records: records.journal.audit_of(rina.id))
    database.close()
    assert [entry.actor_id for entry in found] == [rina.id, rina.id, None]


def _audit(records: Records, entry: AuditEntry) -> None:
    records.journal.audit(entry)


def test_a_database_of_a_newer_sela_is_refused_and_left_alone(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    try:
        with pytest.raises(DatabaseNewer):
            migrate(database.url)
        assert revision(database.url) == "9999"
        assert not is_current(database.url)
    finally:
        with database.engine.begin() as connection:
            back = sa.text("UPDATE alembic_version SET version_num = :head")
            connection.execute(back, {"head": head_revision()})


def test_a_migration_that_would_orphan_rows_is_taken_back(backend: str, url: URL) -> None:
    if backend != "sqlite":
        pytest.skip("PostgreSQL checks references by itself")
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO preference (person_id, windows) VALUES (77, '{}')")
    with pytest.raises(StorageUnavailable, match="1 rows would lose"):
        migrate(url)


def test_a_migration_on_a_full_disk_says_so_and_changes_nothing(backend: str, empty_url: URL) -> None:
    if backend != "sqlite":
        pytest.skip("the disk of a server is not Sela's")

    def fill_disk(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA max_page_count=12").close()

    sa.event.listen(Engine, "connect", fill_disk)
    try:
        with pytest.raises(StorageUnavailable, match="full"):
            migrate(empty_url)
    finally:
        sa.event.remove(Engine, "connect", fill_disk)
    assert tables_of(empty_url) == set()
