"""Finds the documents in files and folders."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from content.documents.document import DocumentRefused
from content.documents.kinds import kind_by_name

HIDDEN_STARTS = (".", "~$")
"""Hidden files, and the marks that an office program leaves beside a file it has open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A file or folder that is not read, and why."""

    path: Path
    reason: str


def files_in(paths: Sequence[Path]) -> Iterator[Path | Skipped]:
    """The readable files among these files and folders, folders searched to their depths, sorted by name.

    Hidden files are passed over in silence, everything else that is not read as Skipped. Links are
    never followed, and a file that is named twice comes once.
    """
    seen: set[str] = set()
    for path in paths:
        for found in _under(path):
            key = os.path.abspath(found.path if isinstance(found, Skipped) else found)
            if key not in seen:
                seen.add(key)
                yield found


def _under(path: Path) -> Iterator[Path | Skipped]:
    if path.is_symlink():
        yield Skipped(path=path, reason="it is a link, which is not followed; name the file itself")
    elif path.is_dir():
        yield from _in_folder(path)
    elif not path.exists():
        yield Skipped(path=path, reason="there is no such file; check its name")
    elif not path.is_file():
        yield Skipped(path=path, reason="it is neither a file nor a folder")
    else:
        yield _file(path)


def _in_folder(folder: Path) -> Iterator[Path | Skipped]:
    try:
        inside = sorted(folder.iterdir(), key=lambda path: (path.name.casefold(), path.name))
    except OSError as error:
        yield Skipped(path=folder, reason=f"the folder cannot be opened: {error.strerror}")
        return
    for path in inside:
        if not path.name.startswith(HIDDEN_STARTS):
            yield from _under(path)


def _file(path: Path) -> Path | Skipped:
    try:
        kind_by_name(path.name)
    except DocumentRefused as refused:
        return Skipped(path=path, reason=refused.reason)
    return path
