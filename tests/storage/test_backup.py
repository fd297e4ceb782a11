"""A backup is the whole state of one moment, and is put back with care or not at all."""

import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from learning.records import CreditKind, OutboxState
from storage.backup import back_up, check_copy, restore
from storage.database import Database, database_url, sqlite_file
from storage.health import DatabaseTrouble
from storage.lock import only_one
from storage.records import SqlRecords
from tests.clock import MONDAY_MORNING
from tests.people import SARI
from tests.storage.rows import credit, later, outgoing

PAIR_SECONDS = 100


@pytest.fixture
def backend() -> str:
    """Only SQLite has backups of ours."""
    return "sqlite"


@pytest.fixture
def file(url: URL) -> Path:
    """The file of the database."""
    found = sqlite_file(url)
    assert found is not None
    return found


def add_pair(records: SqlRecords, person_id: int, number: int) -> None:
    """Two rows that belong together."""
    for half in ("a", "b"):
        entry = credit(person_id, source=f"{half}{number}", seconds=PAIR_SECONDS // 2, kind=CreditKind.REVIEW)
        records.ledger.add(entry)


def totals(file: Path) -> tuple[int, int]:
    """Rows and seconds in the ledger of a database file."""
    with closing(sqlite3.connect(file)) as connection:
        found: tuple[int, int] = connection.execute(
            "SELECT count(*), coalesce(sum(seconds), 0) FROM credit"
        ).fetchone()
        return found


def test_a_backup_taken_while_others_write_is_whole_and_of_one_moment(
    database: Database, people: dict[int, int], tmp_path: Path
) -> None:
    stop, written = threading.Event(), 0

    def write() -> None:
        nonlocal written
        while not stop.is_set():
            database.transact(add_pair, people[SARI], written)
            written += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        copies = []
        for number in range(5):
            before = written
            copy = tmp_path / f"copy-{number}.db"
            assert back_up(database.url, copy) == copy.stat().st_size
            copies.append((before, copy, written))
    finally:
        stop.set()
        writer.join()
    for before, copy, after in copies:
        check_copy(copy)
        rows, seconds = totals(copy)
        assert rows % 2 == 0
        assert seconds == rows // 2 * PAIR_SECONDS
        assert before <= rows // 2 <= after + 1


def test_a_restored_database_stands_where_the_backup_was_taken_and_sends_nothing_again(
    database: Database, people: dict[int, int], tmp_path: Path
) -> None:
    database.transact(add_pair, people[SARI], 1)
    database.transact(lambda r: r.outbox.put([outgoing(people[SARI], "a"), outgoing(people[SARI], "b")]))
    (row,) = database.transact(lambda r: r.outbox.claim(later(), 1))
    database.transact(lambda r: r.outbox.settle(row.id, OutboxState.SENT, later(), message_id=7))
    back_up(database.url, tmp_path / "backup.db")
    database.transact(add_pair, people[SARI], 2)
    elsewhere = database_url(f"sqlite:///{tmp_path / 'elsewhere.db'}")
    assert restore(elsewhere, tmp_path / "backup.db", now=MONDAY_MORNING) is None
    restored = Database(elsewhere)
    assert len(restored.transact(lambda r: r.ledger.rows(people[SARI]))) == 2
    assert restored.transact(lambda r: r.outbox.counts()) == {"sent": 1, "uncertain": 1}
    assert not restored.transact(lambda r: r.outbox.claim(later(), 9))
    restored.close()


def test_restoring_keeps_the_database_that_was_there(url: URL, file: Path, tmp_path: Path) -> None:
    back_up(url, tmp_path / "backup.db")
    kept = restore(url, tmp_path / "backup.db", now=MONDAY_MORNING)
    assert kept is not None
    assert kept.name == "sela.db.before-restore-20261123T010000"
    check_copy(kept)
    check_copy(file)


@pytest.mark.parametrize("damage", ["random", "cut", "text", "empty", "foreign"])
def test_a_damaged_backup_is_refused_and_nothing_changes(
    url: URL, file: Path, tmp_path: Path, damage: str
) -> None:
    backup = tmp_path / "backup.db"
    back_up(url, backup)
    content = bytearray(backup.read_bytes())
    if damage == "random":
        content[8192:12288] = bytes(range(256)) * 16
    backup.write_bytes(
        {
            "random": bytes(content),
            "cut": bytes(content[: len(content) // 2]),
            "text": b"not a database at all, but long enough to be looked at" * 40,
            "empty": b"",
            "foreign": b"",
        }[damage]
    )
    if damage == "foreign":
        with closing(sqlite3.connect(backup)) as connection:
            connection.execute("CREATE TABLE something (id INTEGER)")
    before = file.read_bytes()
    with pytest.raises(DatabaseTrouble, match="no whole Sela database"):
        restore(url, backup, now=MONDAY_MORNING)
    assert file.read_bytes() == before


def test_nothing_is_restored_under_a_running_sela(url: URL, file: Path, tmp_path: Path) -> None:
    back_up(url, tmp_path / "backup.db")
    before = file.read_bytes()
    with only_one(url), pytest.raises(DatabaseTrouble, match="Sela is running"):
        restore(url, tmp_path / "backup.db", now=MONDAY_MORNING)
    assert file.read_bytes() == before


def test_a_restore_that_finds_no_space_leaves_the_database_in_its_place(
    url: URL, file: Path, tmp_path: Path
) -> None:
    back_up(url, tmp_path / "backup.db")
    before = file.read_bytes()
    file.with_name("sela.db.partial").mkdir()
    with pytest.raises(DatabaseTrouble, match="could not be put in place"):
        restore(url, tmp_path / "backup.db", now=MONDAY_MORNING)
    assert file.read_bytes() == before


def test_a_backup_is_never_written_over_another(url: URL, tmp_path: Path) -> None:
    back_up(url, tmp_path / "backup.db")
    with pytest.raises(DatabaseTrouble, match="exists already"):
        back_up(url, tmp_path / "backup.db")


def test_a_backup_that_cannot_be_written_leaves_nothing_behind(url: URL, tmp_path: Path) -> None:
    with pytest.raises(DatabaseTrouble, match="The backup failed"):
        back_up(url, tmp_path / "nowhere" / "backup.db")


def test_a_damaged_database_gives_no_backup(url: URL, file: Path, tmp_path: Path) -> None:
    content = bytearray(file.read_bytes())
    content[8192:12288] = b"\xa5" * 4096
    file.write_bytes(content)
    with pytest.raises(DatabaseTrouble):
        back_up(url, tmp_path / "backup.db")
    assert not list(tmp_path.glob("backup*"))


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    missing = database_url(f"sqlite:///{tmp_path / 'sela.db'}")
    with pytest.raises(DatabaseTrouble, match="no database at"):
        back_up(missing, tmp_path / "backup.db")
    with pytest.raises(DatabaseTrouble, match="no backup at"):
        restore(missing, tmp_path / "backup.db", now=MONDAY_MORNING)


def test_a_server_has_tools_of_its_own(tmp_path: Path) -> None:
    server = database_url("postgresql://sela@db/sela")
    with pytest.raises(DatabaseTrouble, match="pg_dump"):
        back_up(server, tmp_path / "backup.db")
    with pytest.raises(DatabaseTrouble, match="pg_restore"):
        restore(server, tmp_path / "backup.db", now=MONDAY_MORNING)


def test_names_with_odd_characters_are_only_names(url: URL, tmp_path: Path) -> None:
    odd = tmp_path / "cadangan 100% #1?.db"
    back_up(url, odd)
    shutil.copy(odd, tmp_path / "copy.db")
    assert totals(tmp_path / "copy.db") == (0, 0)
