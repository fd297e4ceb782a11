"""Looks through the archive that an office document is, before any part of it is opened for reading."""

import io
import re
import stat
import zipfile
from pyexpat import ExpatError, ParserCreate
from typing import IO

from content.documents.document import MEGABYTE, DocumentRefused, Limits
from content.documents.kinds import Kind, extension_of

MAIN_PART = {
    Kind.WORD: b"wordprocessingml.document.main+xml",
    Kind.SLIDES: b"presentationml.presentation.main+xml",
    Kind.SPREADSHEET: b"spreadsheetml.sheet.main+xml",
}
CONTENT_TYPES = "[Content_Types].xml"
ENCRYPTED_FLAG = 0x1
XML_EXTENSIONS = {".xml", ".rels"}
ARCHIVE_EXTENSIONS = {
    ".zip", ".docx", ".xlsx", ".pptx", ".docm", ".xlsm", ".pptm", ".jar", ".7z",
    ".rar", ".gz", ".tar", ".bz2", ".xz",
}  # fmt: skip
ARCHIVE_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
MACRO_PARTS = re.compile(r"(^|/)(vbaproject\.bin|vbadata\.xml|macrosheets/.*)$", re.IGNORECASE)
SMALL_ENTRY = MEGABYTE
"""Below this a single part may expand more than the limit: short repetitive XML does, and harms nobody."""


def check_archive(kind: Kind, data: bytes, *, limits: Limits) -> None:
    """Refuses an office document whose archive is hostile, protected, has macros, or is of another kind.

    Names, sizes and flags are checked from the table of contents before the first byte is unpacked. A
    damaged archive raises whatever the libraries below raise.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        _check_sizes(entries, len(data), limits)
        _check_names(entries)
        for entry in entries:
            _check_entry(entry, limits)
        _check_kind(kind, archive)
        for entry in entries:
            _check_part(archive, entry, limits)


def _check_sizes(entries: list[zipfile.ZipInfo], packed_bytes: int, limits: Limits) -> None:
    if len(entries) > limits.entries:
        raise DocumentRefused(f"the file has {len(entries)} parts, more than {limits.entries}; split it")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.unpacked_bytes:
        raise DocumentRefused(
            f"the file unpacks to {unpacked // MEGABYTE} MB, more than "
            f"{limits.unpacked_bytes // MEGABYTE} MB; remove pictures or split it"
        )
    if unpacked > limits.ratio * packed_bytes or any(_is_bomb(entry, limits) for entry in entries):
        raise DocumentRefused(
            f"the file unpacks to more than {limits.ratio} times its size, as only hostile files do; "
            "save it again in its own program"
        )


def _is_bomb(entry: zipfile.ZipInfo, limits: Limits) -> bool:
    return entry.file_size > max(SMALL_ENTRY, limits.ratio * entry.compress_size)


def _check_names(entries: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        path = name.replace("\\", "/")
        if path.startswith("/") or re.match(r"^[A-Za-z]:", path) or "\0" in path or ".." in path.split("/"):
            raise DocumentRefused(
                f"the part '{_printable(name)}' points outside the file; save it again in its program"
            )
        if path.lower() in seen:
            raise DocumentRefused(
                f"the part '{_printable(name)}' is there twice; save it again in its program"
            )
        seen.add(path.lower())


def _check_entry(entry: zipfile.ZipInfo, limits: Limits) -> None:
    name = _printable(entry.filename)
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise DocumentRefused(f"the part '{name}' is a link to another file; save it again in its program")
    if entry.flag_bits & ENCRYPTED_FLAG:
        raise DocumentRefused("the file is protected by a password; save it without one")
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise DocumentRefused(f"the part '{name}' is packed in an unusual way; save it again in its program")
    if MACRO_PARTS.search(entry.filename):
        raise DocumentRefused(f"the file carries macros ({name}); save a copy without macros")
    if extension_of(entry.filename) in ARCHIVE_EXTENSIONS and limits.nesting < 1:
        raise _nested(name)


def _check_kind(kind: Kind, archive: zipfile.ZipFile) -> None:
    try:
        types = archive.read(CONTENT_TYPES)
    except KeyError:
        raise DocumentRefused(
            f"the file is an archive, not a {kind.value} document; unpack it and add its documents one by one"
        ) from None
    if b"macroEnabled" in types:
        raise DocumentRefused("the file carries macros; save a copy without macros")
    if MAIN_PART[kind] in types:
        return
    other = next((other.value for other, part in MAIN_PART.items() if part in types), None)
    if other:
        raise DocumentRefused(
            f"the name says {kind.value}, but the content is {other}; give the file its true extension"
        )
    raise DocumentRefused(f"the file is not a {kind.value} document; save it again as {kind.value}")


def _check_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits) -> None:
    with archive.open(entry) as part:
        start = part.read(64)
    if start.startswith(ARCHIVE_STARTS) and limits.nesting < 1:
        raise _nested(_printable(entry.filename))
    is_xml = extension_of(entry.filename) in XML_EXTENSIONS
    # An XML part may bear any name, so whatever begins like XML is looked through as well.
    if is_xml or start.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<"):
        with archive.open(entry) as part:
            _check_xml(_printable(entry.filename), part, must_be_whole=is_xml)


def _check_xml(name: str, part: IO[bytes], *, must_be_whole: bool) -> None:
    def refuse(*_: object) -> None:
        raise DocumentRefused(
            f"the part '{name}' declares a DOCTYPE or entities, as only hostile files do; "
            "save it again in its own program"
        )

    parser = ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.ParseFile(part)
    except (ExpatError, LookupError) as error:
        if must_be_whole:
            raise DocumentRefused(
                f"the part '{name}' is damaged; open the file in its program and save it again"
            ) from error


def _nested(name: str) -> DocumentRefused:
    return DocumentRefused(
        f"the file contains another file ({name}), which is not opened; "
        "replace the embedded object with a picture or text"
    )


def _printable(name: str) -> str:
    """A part's name as a message may show it: short, without control characters."""
    return "".join(character if character.isprintable() else "?" for character in name)[:100]
