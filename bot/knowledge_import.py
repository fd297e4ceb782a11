"""Takes an organisation's files into the knowledge base: reads each whole, writes in batches, reports."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar

from content.documents.document import DocumentRefused
from content.documents.folder import Skipped
from content.item_files import ItemsRead, NamedFile, Reader, read_bytes, read_items, written
from content.items import KnowledgeItem
from learning.knowledge import ItemState, StoredDocument
from learning.ports import Records
from learning.usecases.importing import Taken
from learning.usecases.importing_files import Contents, FoundFile, import_files

T = TypeVar("T")

BATCH_ITEMS = 100
BATCH_BYTES = 20_000_000
"""A transaction takes in no more than this, so that whoever taps meanwhile waits only a moment."""


class Base(Protocol):
    """The database, for one transaction at a time; what is not kept leaves no trace."""

    def try_out(self, work: Callable[[Any], T], *, keep: bool) -> T: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How to import: what fills gaps in files (unit, owner, source), the state of new items, and the moment.

    `keep` False does the very same work and leaves no trace.
    """

    defaults: Mapping[str, str]
    state: ItemState = ItemState.PUBLISHED
    keep: bool = True
    now: datetime


@dataclass(slots=True)
class FileReport:
    """What became of a file: how many of its items were taken how, and what was skipped and why."""

    origin: str
    taken: Counter[Taken] = field(default_factory=Counter)
    skipped: list[str] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    was_read: bool = True


@dataclass(frozen=True, slots=True)
class _Piece:
    """Items of one file that go into one transaction, and the share of the file's bytes they stand for."""

    found: FoundFile
    size: float


class KnowledgeImport:
    """One run over files: call `take` for each, `finish` at the end, and read `reports`.

    `advance` is told how many bytes of the files are done.
    """

    def __init__(self, base: Base, reader: Reader, wish: Wish, advance: Callable[[float], None]) -> None:
        self._base, self._reader, self._wish, self._advance = base, reader, wish, advance
        self._contents, self._units = base.try_out(_known, keep=False)
        self._origins: dict[str, str] = {}
        self._waiting: list[_Piece] = []
        self.reports: dict[str, FileReport] = {}

    def take(self, file: NamedFile | Skipped) -> None:
        """Reads a file, and writes it together with those before once they are enough for a transaction."""
        if isinstance(file, Skipped):
            name = written(file.path)
            self.reports[name] = FileReport(name, skipped=[file.reason], was_read=False)
            return
        report = self.reports[file.origin] = FileReport(file.origin)
        try:
            pieces = self._read(file, report)
        except DocumentRefused as refused:
            report.skipped.append(refused.reason)
            report.was_read = False
            pieces = []
        for piece in pieces:
            self._waiting.append(piece)
            if self._is_full():
                self.finish()
        if not pieces:
            self._advance(_size(file))

    def finish(self) -> None:
        """Writes what was read and waits."""
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        files = [piece.found for piece in waiting]
        outcomes = self._base.try_out(
            lambda records: import_files(records, files, now=self._wish.now, state=self._wish.state),
            keep=self._wish.keep,
        )
        for key, outcome in outcomes.items():
            self.reports[self._origins[key]].taken[outcome] += 1
        self._advance(sum(piece.size for piece in waiting))

    def _read(self, file: NamedFile, report: FileReport) -> list[_Piece]:
        data = b"" if file.is_collection else read_bytes(file)
        sha256 = hashlib.sha256(data).hexdigest()
        if self._is_as_before(file, sha256):
            self._claim(file, [file.key])
            report.taken[Taken.UNCHANGED] += 1
            return []
        read = read_items(file, data, self._reader, self._wish.defaults)
        self._check_units(read)
        self._claim(file, [item.id for item in read.items])
        report.notes = read.notes
        items = [item for item in read.items if self._is_new_content(item, read, report)]
        document = None
        if not file.is_collection:
            document = StoredDocument(sha256=sha256, name=file.name, content=data, added_at=self._wish.now)
        pieces = [items[start : start + BATCH_ITEMS] for start in range(0, len(items), BATCH_ITEMS)]
        share = _size(file) / max(1, len(pieces))
        return [
            _Piece(FoundFile(origin=file.origin, items=tuple(piece), document=document), share)
            for piece in pieces
        ]

    def _is_as_before(self, file: NamedFile, sha256: str) -> bool:
        """Whether this very file was taken in with the same options; a file with fields is read anyway."""
        if file.has_fields:
            return False
        known = self._base.try_out(lambda records: records.knowledge.by_key(file.key), keep=False)
        if known is None or (known.document, known.origin) != (sha256, file.origin):
            return False
        given = self._wish.defaults
        return all(
            (getattr(known, name) or "") == given.get(name, "") for name in ("unit", "owner", "source")
        )

    def _check_units(self, read: ItemsRead) -> None:
        for item in read.items:
            if item.unit and item.unit not in self._units:
                raise DocumentRefused(
                    f"there is no unit '{item.unit}'; write it as `sela roster list` shows it"
                )

    def _claim(self, file: NamedFile, keys: list[str]) -> None:
        for key in keys:
            if key in self._origins:
                raise DocumentRefused(
                    f"its item would be called '{key}' like that of {self._origins[key]}; rename one of them"
                )
        self._origins.update(dict.fromkeys(keys, file.origin))

    def _is_new_content(self, item: KnowledgeItem, read: ItemsRead, report: FileReport) -> bool:
        holder = self._contents.holder_of(item, is_row=read.has_rows)
        if holder is not None:
            what = f"'{item.title}'" if len(read.items) > 1 else "it"
            report.skipped.append(f"{what} says the same as '{holder}'; remove one of the two")
            return False
        self._contents.add(item)
        return True

    def _is_full(self) -> bool:
        items = sum(len(piece.found.items) for piece in self._waiting)
        held = sum(len(piece.found.document.content) for piece in self._waiting if piece.found.document)
        return items >= BATCH_ITEMS or held >= BATCH_BYTES


def _known(records: Records) -> tuple[Contents, frozenset[str]]:
    units = frozenset(unit.path for unit in records.roster.units())
    return Contents(records.knowledge.contents()), units


def _size(file: NamedFile) -> int:
    try:
        return file.path.stat().st_size
    except OSError:
        return 0
