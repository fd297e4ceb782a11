"""Reads a document of any known kind, or says why not."""

import warnings
from importlib import import_module
from typing import Protocol

from content.documents.archives import check_archive
from content.documents.document import (
    LIMITS,
    TOO_MUCH_MEMORY,
    DocumentRefused,
    Limits,
    ReadDocument,
    too_large,
)
from content.documents.kinds import OFFICE, Kind, kind_of

__all__ = ["DocumentRefused", "Limits", "ReadDocument", "read_document"]


class Reader(Protocol):
    """What reads one format; it may raise anything for a broken file."""

    def __call__(self, name: str, data: bytes, *, limits: Limits) -> tuple[ReadDocument, ...]:
        """The documents of a file whose name, size and archive have been checked."""


READERS: dict[Kind, tuple[str, str]] = {
    Kind.MARKDOWN: ("text_files", "read_markdown"),
    Kind.TEXT: ("text_files", "read_text"),
    Kind.WEB_PAGE: ("web_pages", "read_web_page"),
    Kind.PDF: ("portable", "read_portable"),
    Kind.WORD: ("word", "read_word"),
    Kind.SLIDES: ("slides", "read_slides"),
    Kind.CSV: ("tables", "read_csv"),
    Kind.SPREADSHEET: ("tables", "read_spreadsheet"),
}
"""Module and function for each kind, loaded only when needed: together the libraries take half a second."""


def read_document(name: str, data: bytes, *, limits: Limits = LIMITS) -> tuple[ReadDocument, ...]:
    """The documents in a file: one, or one for each row of a table of questions and answers.

    `name` is the file's name, whose extension tells the format; `data` all its bytes. Raises
    DocumentRefused, and nothing else, for whatever cannot be read in full and safely. A hostile PDF can
    take long or break the process; `content.documents.guarded` reads in a process of its own.
    """
    if len(data) > limits.file_bytes:
        raise too_large(len(data), limits)
    kind = kind_of(name, data)
    documents = _read(kind, name, data, limits)
    characters = sum(len(document.text) for document in documents)
    if characters > limits.characters:
        raise DocumentRefused(
            f"the file has {characters} characters, more than {limits.characters}; split it"
        )
    if not any(document.text.strip() for document in documents):
        raise DocumentRefused("the file has no text that can be read; check that its text is not a picture")
    return documents


def _reader_of(kind: Kind) -> Reader:
    module, function = READERS[kind]
    reader: Reader = getattr(import_module(f"content.documents.{module}"), function)
    return reader


def _read(kind: Kind, name: str, data: bytes, limits: Limits) -> tuple[ReadDocument, ...]:
    reader = _reader_of(kind)
    try:
        with warnings.catch_warnings():
            # The libraries warn about features of a file that do not concern its text.
            warnings.simplefilter("ignore")
            if kind in OFFICE:
                check_archive(kind, data, limits=limits)
            return reader(name, data, limits=limits)
    except DocumentRefused:
        raise
    except MemoryError as error:
        raise DocumentRefused(TOO_MUCH_MEMORY) from error
    except RecursionError as error:
        raise DocumentRefused("the file is nested too deep to be read; save it in a simpler form") from error
    except Exception as error:
        # Each library has its own errors, and a broken file can raise any of them.
        raise DocumentRefused(
            f"the file cannot be read as {kind.value}: it is damaged or was not copied completely; "
            "open it in its program and save it again"
        ) from error
