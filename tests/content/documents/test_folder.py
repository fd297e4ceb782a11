"""Which files of a folder are read, in which order, and which are skipped with a reason."""

import os
from collections.abc import Sequence
from pathlib import Path

from content.documents.folder import Skipped, files_in


def found(paths: Sequence[Path], root: Path) -> list[str]:
    """The paths below the root, those skipped with their reason."""
    return [
        f"{file.path.relative_to(root)}: {file.reason}"
        if isinstance(file, Skipped)
        else str(file.relative_to(root))
        for file in files_in(paths)
    ]


def test_a_folder_is_searched_to_its_depths_in_a_stable_order(tmp_path: Path) -> None:
    for name in ("b.md", "A.pdf", "c/d/e.docx", "c/a.CSV", ".git/x.md", ".x.md", "~$b.docx"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    assert found([tmp_path], tmp_path) == ["A.pdf", "b.md", "c/a.CSV", "c/d/e.docx"]


def test_files_come_in_the_order_they_are_named_and_each_once(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).touch()
    assert found([tmp_path / "b.md", tmp_path, tmp_path / "a.md"], tmp_path) == ["b.md", "a.md"]


def test_what_cannot_be_read_is_skipped_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "a.exe").touch()
    (tmp_path / "b.doc").touch()
    os.mkfifo(tmp_path / "c.md")
    skipped = found([tmp_path, tmp_path / "gone.md"], tmp_path)
    assert skipped[0].startswith("a.exe: '.exe' is not a known kind of file")
    assert "save it as DOCX" in skipped[1]
    assert skipped[2:] == [
        "c.md: it is neither a file nor a folder",
        "gone.md: there is no such file; check its name",
    ]


def test_links_are_never_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").touch()
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "file.md").symlink_to(outside / "secret.md")
    (folder / "sub").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    (folder / "broken.md").symlink_to(tmp_path / "gone")
    reason = "it is a link, which is not followed; name the file itself"
    names = ("broken.md", "file.md", "loop", "sub")
    assert found([folder], folder) == [f"{name}: {reason}" for name in names]
