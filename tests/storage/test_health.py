"""A database that must not be used is refused with a plain sentence and the way to mend it."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from storage.database import Database, database_url, sqlite_file
from storage.health import DatabaseTrouble, check_database
from tests.storage.test_transactions import foreign_writer

NOBODY = 65534
CHECK_AS_NOBODY = f"""
import os, sys
from storage.database import database_url
from storage.health import DatabaseTrouble, check_database
if os.getuid() == 0:
    os.setgroups([])
    os.setgid({NOBODY})
    os.setuid({NOBODY})
try:
    check_database(database_url(sys.argv[1]))
except DatabaseTrouble as trouble:
    print(trouble)
"""


@pytest.fixture
def file(backend: str, url: URL) -> Path:
    """The file of the database."""
    found = sqlite_file(url)
    if found is None:
        pytest.skip("about an SQLite file")
    return found


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of this machine can enter."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_sound_database_is_no_trouble(url: URL) -> None:
    check_database(url)


def test_a_missing_database_is_never_replaced_by_an_empty_one(tmp_path: Path) -> None:
    missing = tmp_path / "sela.db"
    with pytest.raises(DatabaseTrouble, match="There is no database") as trouble:
        check_database(database_url(f"sqlite:///{missing}"))
    assert "sela migrate" in trouble.value.mend
    assert "sela restore" in trouble.value.mend
    assert not missing.exists()


def test_an_empty_file_counts_as_missing(tmp_path: Path) -> None:
    (tmp_path / "sela.db").touch()
    url = database_url(f"sqlite:///{tmp_path / 'sela.db'}")
    with pytest.raises(DatabaseTrouble, match="There is no database"):
        check_database(url)
    check_database(url, may_be_missing=True)


def test_a_random_page_overwritten_is_found(file: Path, url: URL) -> None:
    sound = file.read_bytes()
    noise = bytes((13 * index + 7) % 256 for index in range(4096))
    for page in range(len(sound) // 4096):
        file.write_bytes(sound[: page * 4096] + noise + sound[(page + 1) * 4096 :])
        with pytest.raises(DatabaseTrouble, match="is damaged") as trouble:
            check_database(url)
        assert "sela restore FILE" in trouble.value.mend
    file.write_bytes(sound)
    check_database(url)


def test_a_file_that_is_no_database_is_called_damaged(tmp_path: Path) -> None:
    (tmp_path / "sela.db").write_text("a letter" * 1000)
    with pytest.raises(DatabaseTrouble, match="is damaged"):
        check_database(database_url(f"sqlite:///{tmp_path / 'sela.db'}"))
    assert (tmp_path / "sela.db").read_text() == "a letter" * 1000


@pytest.mark.parametrize("modes", [(0o444, 0o755), (0o000, 0o755), (0o666, 0o555), (0o666, 0o000)])
def test_a_database_that_cannot_be_written_says_who_needs_which_right(
    file: Path, open_folder: Path, modes: tuple[int, int]
) -> None:
    copy = open_folder / "folder" / "sela.db"
    copy.parent.mkdir()
    shutil.copy(file, copy)
    copy.chmod(modes[0])
    copy.parent.chmod(modes[1])
    said = subprocess.run(
        [sys.executable, "-c", CHECK_AS_NOBODY, f"sqlite:///{copy}"],
        capture_output=True,
        text=True,
        timeout=20,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONDONTWRITEBYTECODE": "1"},
    )
    copy.parent.chmod(0o755)
    if "Permission denied" in said.stderr and "storage" in said.stderr.splitlines()[-1]:
        pytest.skip("another user cannot read this checkout")
    assert "cannot be written" in said.stdout, said.stderr
    assert "Give the user that runs Sela the right to write the file and its folder" in said.stdout


def test_a_database_that_somebody_writes_into_is_sound(file: Path, url: URL) -> None:
    with foreign_writer(url, seconds=8):
        check_database(url)


def test_a_server_that_does_not_answer_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatabaseTrouble, match="does not answer") as trouble:
        check_database(database_url(f"postgresql://nobody@/none?host={tmp_path}"))
    assert "SELA_DATABASE_URL" in trouble.value.mend


def test_a_check_leaves_a_database_that_is_in_use_alone(database: Database) -> None:
    before = database.transact(lambda records: records.outbox.counts())
    check_database(database.url)
    assert database.transact(lambda records: records.outbox.counts()) == before
