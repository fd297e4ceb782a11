"""Reads a file that somebody sent in chat, beside the conversation and where a hostile one does no harm."""

import asyncio
from collections.abc import Sequence
from threading import Lock

from content.documents.document import DocumentRefused, ReadDocument
from content.documents.guarded import DocumentReader
from content.documents.kinds import Kind, kind_by_name
from content.documents.reading import read_document

HARMLESS = frozenset({Kind.MARKDOWN, Kind.TEXT})
"""Read on the spot: they need no library that a file could break."""

SECONDS = 30.0
"""How long somebody waits for a file at most."""

_one_at_a_time = Lock()


async def read(name: str, content: bytes) -> tuple[ReadDocument, ...]:
    """What a file says. Raises DocumentRefused with the reason where it cannot be read."""
    return await asyncio.to_thread(_read, name, content)


class ReadAlready:
    """Gives the documents that were read before, to whoever wants a reader."""

    def __init__(self, documents: Sequence[ReadDocument]) -> None:
        self._documents = tuple(documents)

    def read(self, name: str, data: bytes) -> tuple[ReadDocument, ...]:
        """The documents, whatever the name."""
        return self._documents


def _read(name: str, content: bytes) -> tuple[ReadDocument, ...]:
    if kind_by_name(name) in HARMLESS:
        return read_document(name, content)
    with _one_at_a_time, DocumentReader(seconds=SECONDS) as reader:
        return reader.read(name, content)


__all__ = ["DocumentRefused", "ReadAlready", "read"]
