"""What leaves the house says nothing of the machine it was made on, and is pinned."""

import re

import pytest

from tests.habits.repository import ROOT, place, texts

# The brackets keep these patterns from finding themselves.
REGISTRY = re.compile(
    r"\bpy[p]i\b|python[h]osted|npm[j]s|index[-_]ur[l]|extra[-_]inde[x]|trusted[-_]hos[t]", re.IGNORECASE
)
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:wor[k]|roo[t]|hom[e]|User[s])/\w|/tm[p]/v\b")
PINNED = re.compile(r"^[a-z0-9][a-z0-9._-]*(\[[a-z,-]+\])?==\S+", re.IGNORECASE)


def test_no_file_names_a_package_registry() -> None:
    assert _found(REGISTRY) == []


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    assert _found(MACHINE_PATH) == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_and_hashed(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    requirements = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert requirements
    for requirement in requirements:
        assert PINNED.match(requirement), requirement
        assert "--hash=sha256:" in requirement, requirement


def _found(pattern: re.Pattern[str]) -> list[str]:
    return [
        place(path, number)
        for path in texts()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]
