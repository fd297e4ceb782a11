"""Reads the rows of a CSV or XLSX file that somebody made, whatever state it is in."""

import codecs
import csv
import io
import re
import struct
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

MOST_BYTES = 50 * 1024**2
MOST_ROWS = 200_000
MOST_COLUMNS = 64
LAST_SHEET_ROW = 1_048_576
MOST_UNPACKED_BYTES = 256 * 1024**2
MOST_DIRECTORY_BYTES = 256 * 1024
DIRECTORY_TAIL = 65_557
"""An archive ends with 22 bytes that say how large its directory is, and at most 65,535 of comment."""

SEPARATORS = (",", ";", "\t")
SEPARATOR_LINE = re.compile(r'\A"?sep=([,;\t])"?\r?\n', re.IGNORECASE)

TableRow = tuple[int, tuple[object, ...]]
"""The row's number as the spreadsheet shows it, and its cells."""


class TableUnreadable(Exception):
    """The file cannot be read on; the message names the mend, `row` is 0 for the whole file."""

    def __init__(self, message: str, row: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.row = row


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows of a file that hold anything, read as they are asked for; asking may raise TableUnreadable.

    `first_of_several` names the sheet that they are on, where the workbook has others.
    """

    rows: Iterator[TableRow]
    warnings: tuple[str, ...] = ()
    first_of_several: str = ""


def open_table(path: Path) -> Table:
    """The table in this CSV or XLSX file, told apart by content; raises TableUnreadable."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise TableUnreadable("the file is larger than 50 MB; split it")
        content = path.read_bytes()
    except OSError as error:
        raise TableUnreadable(f"the file cannot be opened: {error.strerror}") from error
    if content.startswith(b"PK\x03\x04"):
        return _workbook_table(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise TableUnreadable("the file is an old or locked Excel workbook; save it as XLSX without password")
    return _text_table(content)


def _text_table(content: bytes) -> Table:
    text, notes = _decoded(content)
    said = SEPARATOR_LINE.match(text)
    if said:
        text = text[said.end() :]
    separator = said.group(1) if said else _separator(text)
    return Table(rows=_filled(_text_rows(text, separator)), warnings=notes)


def _decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text, by its byte order mark, else UTF-8, else Windows-1252 with a warning."""
    try:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return content.decode("utf-16"), ()
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise TableUnreadable("the file is no text; save it as CSV UTF-8 or XLSX") from error
    return text, ("the file is not UTF-8 and was read as Windows-1252; look at letters with accents",)


def _separator(text: str) -> str:
    """The separator that the first line with any has most of, outside quotation marks."""
    for line in text[:100_000].splitlines():
        bare = re.sub(r'"[^"]*"', "", line)
        best = max(SEPARATORS, key=bare.count)
        if best in bare:
            return best
    return SEPARATORS[0]


def _text_rows(text: str, separator: str) -> Iterator[TableRow]:
    if "\0" in text:
        raise TableUnreadable("the file holds zero bytes and is no text; save it as CSV UTF-8 or XLSX")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, tuple(cells)
    except csv.Error as error:
        raise TableUnreadable(_mend_of(error), number + 1) from error


def _mend_of(error: csv.Error) -> str:
    """The reader says in English only what it met."""
    if "field limit" in str(error):
        return (
            f"a cell is longer than {csv.field_size_limit():,} characters: "
            "shorten it, or close the quotation mark that it begins with"
        )
    return "quotation marks do not match up here: close each one, or delete it"


def _workbook_table(content: bytes) -> Table:
    """The first sheet, with what formulas last gave."""
    _refuse_bombs(content)
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        # The library warns of styles and extensions, which say nothing about a roster.
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            rows: Iterable[tuple[object, ...]] = sheet.iter_rows(
                max_row=LAST_SHEET_ROW, max_col=MOST_COLUMNS, values_only=True
            )
            filled = list(_filled((number, _trimmed(cells)) for number, cells in enumerate(rows, start=1)))
            title = str(sheet.title) if len(book.worksheets) > 1 else ""
            return Table(rows=iter(filled), first_of_several=title)
        except TableUnreadable:
            raise
        except Exception as error:
            # A broken workbook makes the library raise almost anything.
            raise TableUnreadable("the file is no readable XLSX workbook; save it as XLSX again") from error


def _refuse_bombs(content: bytes) -> None:
    """Looks at the archive's own directory before anything is unpacked."""
    end = content.rfind(b"PK\x05\x06", -DIRECTORY_TAIL)
    if end < 0 or len(content) < end + 22:
        raise TableUnreadable("the XLSX workbook is cut off; copy it again")
    (directory_bytes,) = struct.unpack("<I", content[end + 12 : end + 16])
    is_huge = content[max(0, end - 20) : end].startswith(b"PK\x06\x07")
    if is_huge or directory_bytes > MOST_DIRECTORY_BYTES:
        raise TableUnreadable("the workbook is packed out of too many files; save it as XLSX again")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, struct.error) as error:
        raise TableUnreadable("the XLSX workbook is broken; copy it again") from error
    if unpacked > MOST_UNPACKED_BYTES:
        raise TableUnreadable("the workbook would unpack to more than 256 MB; delete what is not the roster")


def _trimmed(cells: tuple[object, ...]) -> tuple[object, ...]:
    """The cells without the empty ones at the end, which a wide sheet has many of."""
    width = len(cells)
    while width and cells[width - 1] in (None, ""):
        width -= 1
    return cells[:width]


def _filled(rows: Iterable[TableRow]) -> Iterator[TableRow]:
    """The rows that hold anything, up to the limit; the row above it is the header."""
    filled = (row for row in rows if any(cell not in (None, "") for cell in row[1]))
    for count, row in enumerate(filled):
        if count > MOST_ROWS:
            raise TableUnreadable("the file has more than 200,000 rows; split it", row[0])
        yield row
