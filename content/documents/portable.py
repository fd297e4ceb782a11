"""Reads PDF files: their text page by page, with headings and paragraphs told from its size and place."""

import ctypes
import sys
from collections.abc import Iterator
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

from content.documents.document import DocumentRefused, Limits, ReadDocument
from content.documents.print_layout import Line, markdown_pages
from content.documents.tidying import paged, title_of

NEEDS_PASSWORD = {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}
LINE_ENDS = "\r\n"
SAMPLES = 5
"""On about so many letters the height of a line is measured."""


def read_portable(name: str, data: bytes, *, limits: Limits) -> tuple[ReadDocument, ...]:
    """A PDF as one document; pages without text are noted, and a file without any is refused."""
    document = _opened(data)
    try:
        count = len(document)
        if count > limits.pages:
            raise DocumentRefused(f"the file has {count} pages, more than {limits.pages}; split it")
        pages = list(_pages(document, limits))
        said = document.get_metadata_value("Title")
    finally:
        document.close()
    empty = [number for number, lines in enumerate(pages, 1) if not lines]
    if len(empty) == count:
        raise DocumentRefused(
            "the pages have no text (scanned?); run text recognition (OCR) on the file first"
        )
    text = paged(markdown_pages(pages))
    notes = (_without_text(empty),) if empty else ()
    return (ReadDocument(title=title_of(text, said=said, name=name), text=text, pages=count, notes=notes),)


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in NEEDS_PASSWORD:
            raise DocumentRefused("the file is protected by a password; save it without one") from error
        raise


def _pages(document: pypdfium2.PdfDocument, limits: Limits) -> Iterator[list[Line]]:
    characters = 0
    for index in range(len(document)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            yield []
            continue
        text_page = page.get_textpage()
        characters += text_page.count_chars()
        if characters > limits.characters:
            raise DocumentRefused(f"the file has more than {limits.characters} characters; split it")
        yield [line for line in _lines(text_page) if line.text]
        text_page.close()
        page.close()


def _lines(page: pypdfium2.PdfTextPage) -> Iterator[Line]:
    letters: list[str] = []
    places: list[int] = []
    for index in range(page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(page, index)
        letter = chr(code) if code < sys.maxunicode else ""
        if letter and letter in LINE_ENDS:
            yield _line(page, letters, places)
            letters, places = [], []
            continue
        # Bullets and signs are often of another font, which says nothing about the line.
        if letter.isalnum():
            places.append(index)
        letters.append(letter)
    yield _line(page, letters, places)


def _line(page: pypdfium2.PdfTextPage, letters: list[str], places: list[int]) -> Line:
    measured = places[:: len(places) // SAMPLES + 1]
    size = median([_type_height(page, index) for index in measured]) if measured else 0.0
    top, foot = (_baseline(page, places[0]), _baseline(page, places[-1])) if places else (0.0, 0.0)
    return Line.of("".join(letters), size=size, top=top, foot=foot)


def _type_height(page: pypdfium2.PdfTextPage, index: int) -> float:
    """The height of a character's line of type in points; its font size leaves out how the page is scaled."""
    box = pdfium.FS_RECTF()
    found = pdfium.FPDFText_GetLooseCharBox(page, index, ctypes.byref(box))
    return abs(box.top - box.bottom) if found else 0.0


def _baseline(page: pypdfium2.PdfTextPage, index: int) -> float:
    """How high a character stands above the page's lower edge, in points."""
    across, height = ctypes.c_double(), ctypes.c_double()
    found = pdfium.FPDFText_GetCharOrigin(page, index, ctypes.byref(across), ctypes.byref(height))
    return height.value if found else 0.0


def _without_text(pages: list[int]) -> str:
    ranges: list[list[int]] = []
    for page in pages:
        if ranges and page == ranges[-1][1] + 1:
            ranges[-1][1] = page
        else:
            ranges.append([page, page])
    said = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)
    return (
        f"page {said} has no text (scanned?)" if len(pages) == 1 else f"pages {said} have no text (scanned?)"
    )
