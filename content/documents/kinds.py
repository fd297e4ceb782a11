"""Which kind of document a file is, by its name, and whether its first bytes agree."""

from enum import Enum
from pathlib import PurePath

from content.documents.document import DocumentRefused


class Kind(Enum):
    """The formats that can be read; the value is what a person calls such a file."""

    MARKDOWN = "Markdown"
    TEXT = "plain text"
    WEB_PAGE = "HTML"
    PDF = "PDF"
    WORD = "DOCX"
    SLIDES = "PPTX"
    CSV = "CSV"
    SPREADSHEET = "XLSX"


EXTENSIONS = {
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".txt": Kind.TEXT,
    ".html": Kind.WEB_PAGE,
    ".htm": Kind.WEB_PAGE,
    ".pdf": Kind.PDF,
    ".docx": Kind.WORD,
    ".pptx": Kind.SLIDES,
    ".csv": Kind.CSV,
    ".xlsx": Kind.SPREADSHEET,
}
OFFICE = frozenset({Kind.WORD, Kind.SLIDES, Kind.SPREADSHEET})
LEGACY = {".doc": "DOCX", ".dot": "DOCX", ".xls": "XLSX", ".xlt": "XLSX", ".ppt": "PPTX", ".pps": "PPTX"}
WITH_MACROS = {
    ".docm": "DOCX", ".dotm": "DOCX", ".xlsm": "XLSX", ".xltm": "XLSX", ".xlam": "XLSX",
    ".pptm": "PPTX", ".ppsm": "PPTX", ".potm": "PPTX",
}  # fmt: skip
ZIP = b"PK\x03\x04"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
PDF_HEADER_WITHIN = 1024
"""Readers of PDF accept a few bytes of mail or print header before %PDF-."""
BINARY_STARTS = {
    ZIP: "an archive or office document",
    b"PK\x05\x06": "an empty archive",
    OLE: "an old office document",
    b"%PDF-": "a PDF",
    b"{\\rtf": "a rich text document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x7fELF": "a program",
    b"MZ\x90\x00": "a program",
    b"\x1f\x8b": "an archive",
    b"7z\xbc\xaf\x27\x1c": "an archive",
    b"Rar!": "an archive",
}


def extension_of(name: str) -> str:
    """The extension of a file name, in lower case and with its dot; empty where there is none."""
    return PurePath(name.replace("\\", "/")).suffix.lower()


def kind_by_name(name: str) -> Kind:
    """The kind of document that a file name promises; refused where it is none that can be read."""
    extension = extension_of(name)
    if extension in LEGACY:
        raise DocumentRefused(
            f"{extension} is a format of before 2007; open the file and save it as {LEGACY[extension]}"
        )
    if extension in WITH_MACROS:
        raise DocumentRefused(
            f"{extension} files carry macros, which are never read; save the file as {WITH_MACROS[extension]}"
        )
    if extension not in EXTENSIONS:
        known = ", ".join(sorted(EXTENSIONS))
        raise DocumentRefused(f"'{extension or name}' is not a known kind of file; readable are {known}")
    return EXTENSIONS[extension]


def kind_of(name: str, data: bytes) -> Kind:
    """The kind of document by its name, refused where the content is of another kind."""
    kind = kind_by_name(name)
    if not data.strip():
        raise DocumentRefused("the file is empty; check that it was saved and copied completely")
    if kind in OFFICE:
        _check_office(kind, data)
    elif kind is Kind.PDF:
        if data.startswith((ZIP, OLE)) or b"%PDF-" not in data[:PDF_HEADER_WITHIN]:
            raise _disagreement(kind, data)
    elif data.startswith(tuple(BINARY_STARTS)):
        raise _disagreement(kind, data)
    return kind


def _check_office(kind: Kind, data: bytes) -> None:
    if data.startswith(OLE) and ENCRYPTED_PACKAGE in data:
        raise DocumentRefused("the file is protected by a password; save it without one")
    if data.startswith(OLE):
        raise DocumentRefused(
            f"the file is an old office document under a new name; open it and save it as {kind.value}"
        )
    if not data.startswith(ZIP):
        raise _disagreement(kind, data)


def _disagreement(kind: Kind, data: bytes) -> DocumentRefused:
    found = next((what for start, what in BINARY_STARTS.items() if data.startswith(start)), "something else")
    return DocumentRefused(
        f"the name says {kind.value}, but the content is {found}; "
        "give the file its true extension, or save it again in its own program"
    )
