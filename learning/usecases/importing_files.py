"""Taking whole files in: their items, and the files themselves so that chat can send them."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from content.items import KnowledgeItem
from learning.knowledge import ItemState, StoredDocument
from learning.ports import Records
from learning.usecases.importing import FoundItem, Taken, import_items


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """Items of one file, and the file itself where chat should be able to send it."""

    origin: str
    items: tuple[KnowledgeItem, ...]
    document: StoredDocument | None = None


def import_files(
    records: Records, files: Sequence[FoundFile], *, now: datetime, state: ItemState = ItemState.PUBLISHED
) -> Mapping[str, Taken]:
    """What became of each item, by key; a file is kept only where an item of it is new or changed."""
    known = records.knowledge.by_keys([item.id for file in files for item in file.items])
    hashes = {key: item.origin_hash for key, item in known.items()}
    for file in files:
        is_news = any(hashes.get(item.id) != item.content_hash for item in file.items)
        if file.document is not None and is_news:
            records.documents.put(file.document)
    found = [
        FoundItem(item=item, origin=file.origin, document=file.document.sha256 if file.document else None)
        for file in files
        for item in file.items
    ]
    return import_items(records, found, now=now, state=state)


class Contents:
    """Which item holds which text, so that the same content under another name is noticed.

    A document is the same where the text is; a row of a table only where its question is the same as well,
    since many questions have the same short answer. What only another unit may see is not the same.
    """

    def __init__(self, known: Iterable[tuple[str, str | None, str, str]]) -> None:
        """`known` gives the key, unit, title and text of every item there is."""
        self._holders: dict[bytes, str] = {}
        for key, unit, title, text in known:
            self._add(key, unit, title, text)

    def holder_of(self, item: KnowledgeItem, *, is_row: bool) -> str | None:
        """The key of another item with the same content, or None."""
        holder = self._holders.get(_digest(item.unit, item.title if is_row else "", item.text))
        return holder if holder != item.id else None

    def add(self, item: KnowledgeItem) -> None:
        """Remembers an item that comes in."""
        self._add(item.id, item.unit, item.title, item.text)

    def _add(self, key: str, unit: str | None, title: str, text: str) -> None:
        for told_by in ("", title):
            self._holders.setdefault(_digest(unit or "", told_by, text), key)


def _digest(unit: str, title: str, text: str) -> bytes:
    return hashlib.blake2b("\0".join((unit, title, text)).encode(), digest_size=16).digest()
