"""The files of the repository, as the habits look at them."""

import os
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "content", "learning", "storage", "scheduler", "playground")
DOCUMENTS = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "docs")
PICTURES = {".png", ".jpg", ".ico", ".woff2", ".gz"}


def texts() -> Iterator[Path]:
    """Every text file that belongs to the project; what .gitignore names does not."""
    ignored = [line.strip("/") for line in (ROOT / ".gitignore").read_text().split()]

    def belongs(name: str) -> bool:
        return name != ".git" and not any(fnmatch(name, pattern) for pattern in ignored)

    for folder, folders, names in os.walk(ROOT):
        folders[:] = filter(belongs, folders)
        yield from (
            Path(folder, name) for name in names if belongs(name) and Path(name).suffix not in PICTURES
        )


def sources(*folders: str, suffix: str = ".py") -> list[Path]:
    """The source files below these folders, but for migrations, which a tool writes."""
    found = (path for folder in folders for path in sorted((ROOT / folder).rglob(f"*{suffix}")))
    return [path for path in found if "versions" not in path.parts]


def documents() -> list[Path]:
    """Every page of the documentation."""
    found = (sorted((ROOT / name).rglob("*.md")) or [ROOT / name] for name in DOCUMENTS)
    return [page for pages in found for page in pages]


def place(path: Path, line: int | None = None) -> str:
    """Where something is, as a reader looks for it."""
    name = str(path.relative_to(ROOT))
    return name if line is None else f"{name}:{line}"
