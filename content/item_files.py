"""Finds an organisation's files and makes knowledge items of each, whole or not at all."""

import os
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from content.documents.document import LIMITS, DocumentRefused, ReadDocument, too_large
from content.documents.folder import Skipped, files_in
from content.item_fields import ItemBroken, knowledge_item
from content.item_lines import items_in_lines
from content.items import KnowledgeItem

COLLECTIONS = frozenset({".jsonl", ".ndjson"})
"""Files with an item a line, which carry their own ids."""

WITH_FIELDS = frozenset({".md", ".markdown", ".csv", ".xlsx"})
"""Files that can say more of themselves than a title and a text."""

LONGEST_KEY = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFile:
    """A file to read; `origin` is its path from the folder that was named, with that folder's own name."""

    path: Path
    origin: str

    @property
    def name(self) -> str:
        """The file's name."""
        return PurePosixPath(self.origin).name

    @property
    def key(self) -> str:
        """What its item is called: the origin without the suffix."""
        return str(PurePosixPath(self.origin).with_suffix(""))

    @property
    def is_collection(self) -> bool:
        """Whether it holds an item a line."""
        return self.path.suffix.lower() in COLLECTIONS

    @property
    def has_fields(self) -> bool:
        """Whether it may say itself who owns it and the like."""
        return self.is_collection or self.path.suffix.lower() in WITH_FIELDS


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsRead:
    """What a file holds; rows of a table and lines of a collection are told apart by title as well."""

    items: tuple[KnowledgeItem, ...]
    notes: tuple[str, ...] = ()
    has_rows: bool = False


class Reader(Protocol):
    """What turns a document into Markdown, such as `DocumentReader`."""

    def read(self, name: str, data: bytes) -> tuple[ReadDocument, ...]: ...


def named_files(paths: Sequence[Path]) -> Iterator[NamedFile | Skipped]:
    """The files under these paths in a stable order, and those that are not read; each once."""
    seen: set[str] = set()
    for path in paths:
        above = Path(os.path.abspath(path)).parent
        base = above if path.is_dir() else above.parent
        for found in files_in([path]):
            named = _named(found, base)
            place = os.path.abspath(named.path)
            if place not in seen:
                seen.add(place)
                yield named


def written(path: Path) -> str:
    """A path as it can be kept and printed, the same on every system.

    Some systems write é as two signs; some allow names that are no text at all.
    """
    return unicodedata.normalize("NFC", path.as_posix().encode("utf-8", "replace").decode())


def read_bytes(file: NamedFile) -> bytes:
    """The content of a file. Raises DocumentRefused where it cannot be opened or is too large."""
    try:
        size = file.path.stat().st_size
        if size > LIMITS.file_bytes and not file.is_collection:
            raise too_large(size, LIMITS)
        return file.path.read_bytes()
    except OSError as error:
        raise DocumentRefused(f"it cannot be opened ({error.strerror}); check its permissions") from error


def read_items(file: NamedFile, data: bytes, reader: Reader, defaults: Mapping[str, str]) -> ItemsRead:
    """The items of a file; `defaults` fill the fields it leaves out. Raises DocumentRefused.

    A document is one item under the file's key, unless its front matter has an `id`; a row of a table is
    one under the key, `#` and the row's id or number.
    """
    try:
        if file.is_collection:
            read = ItemsRead(items=_from_lines(file, defaults), has_rows=True)
        else:
            documents = reader.read(file.name, data)
            read = ItemsRead(
                items=tuple(_item(file, documents, place, defaults) for place in range(len(documents))),
                notes=documents[0].notes,
                has_rows=documents[0].question,
            )
    except ItemBroken as broken:
        raise DocumentRefused(broken.reason) from broken
    _check_keys(read.items)
    return read


def _named(found: Path | Skipped, base: Path) -> NamedFile | Skipped:
    path = found.path if isinstance(found, Skipped) else found
    is_collection = path.suffix.lower() in COLLECTIONS and path.is_file() and not path.is_symlink()
    if isinstance(found, Skipped) and not is_collection:
        return found
    return NamedFile(path=path, origin=written(Path(os.path.relpath(path, base))))


def _from_lines(file: NamedFile, defaults: Mapping[str, str]) -> tuple[KnowledgeItem, ...]:
    try:
        read = tuple(items_in_lines(file.path))
    except UnicodeDecodeError as error:
        raise DocumentRefused(f"byte {error.start} is not UTF-8; save the file as UTF-8") from error
    except OSError as error:
        raise DocumentRefused(f"it cannot be opened ({error.strerror}); check its permissions") from error
    if not read:
        raise DocumentRefused("the file holds no item; write one JSON object a line")
    return tuple(
        KnowledgeItem(**{**defaults, **{name: value for name, value in item if value}}) for item in read
    )


def _item(
    file: NamedFile, documents: Sequence[ReadDocument], place: int, defaults: Mapping[str, str]
) -> KnowledgeItem:
    document = documents[place]
    fields = {**defaults, **document.fields}
    key = file.key
    if document.question:
        key = f"{key}#{fields.pop('id', '') or place + 1}"
    elif fields.get("id"):
        key = fields["id"]
    if len(key) > LONGEST_KEY:
        raise ItemBroken(
            f"its path has {len(key)} characters, more than {LONGEST_KEY}; shorten names of files or folders"
        )
    try:
        return knowledge_item(key, document.title, document.text, fields)
    except ItemBroken as broken:
        where = f"row {place + 1}: " if document.question else ""
        raise ItemBroken(f"{where}{broken.reason}") from broken


def _check_keys(items: Sequence[KnowledgeItem]) -> None:
    numbers: dict[str, int] = {}
    for number, item in enumerate(items, 1):
        first = numbers.setdefault(item.id, number)
        if first != number:
            raise DocumentRefused(
                f"items {first} and {number} have the same id '{item.id}'; give each an id of its own"
            )
