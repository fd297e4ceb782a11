"""A folder in which the command line is tried."""

import os
from pathlib import Path

import pytest

from tests.bot.commandline import ROSTER, Shell


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """An empty folder with no setting of this machine."""
    for name in [name for name in os.environ if name.startswith("SELA_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return Shell(tmp_path)


@pytest.fixture
def staffed(shell: Shell) -> Shell:
    """The same with two people on the roster."""
    shell.writes("people.csv", ROSTER)
    shell.succeeds("roster", "import", "people.csv", "--apply")
    return shell
