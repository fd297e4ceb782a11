"""Reads DOCX documents."""

import io
import zipfile
from xml.etree import ElementTree

import mammoth

from content.documents.document import Limits, ReadDocument
from content.documents.tidying import title_of
from content.documents.web_pages import markdown_of

STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
"""
CORE_TITLE = "{http://purl.org/dc/elements/1.1/}title"
CORE_PROPERTIES = "docProps/core.xml"


def read_word(name: str, data: bytes, *, limits: Limits) -> tuple[ReadDocument, ...]:
    """A DOCX file as one document: headings, lists, tables and footnotes, without pictures and comments."""
    page = mammoth.convert_to_html(io.BytesIO(data), style_map=STYLES, convert_image=lambda image: [])
    body = markdown_of(page.value)
    return (ReadDocument(title=title_of(body, said=_core_title(data), name=name), text=body),)


def _core_title(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if CORE_PROPERTIES not in archive.namelist():
            return ""
        # No part has a DOCTYPE or entities: the archive was looked through before.
        properties = ElementTree.fromstring(archive.read(CORE_PROPERTIES))  # noqa: S314
    return properties.findtext(CORE_TITLE) or ""
