"""Reads PPTX presentations, one page for each slide."""

import io
from collections.abc import Iterator
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.text.text import TextFrame

from content.documents.document import DocumentRefused, Limits, ReadDocument
from content.documents.tidying import one_line, paged, table_lines, title_of

BULLETED = {PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.VERTICAL_BODY}
UNREAD_PLACEHOLDERS = {PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.DATE}
DEEPEST_GROUP = 20


def read_slides(name: str, data: bytes, *, limits: Limits) -> tuple[ReadDocument, ...]:
    """A presentation as one document; hidden slides are empty pages, speaker notes are left out."""
    presentation = Presentation(io.BytesIO(data))
    slides = list(presentation.slides)
    if len(slides) > limits.pages:
        raise DocumentRefused(
            f"the presentation has {len(slides)} slides, more than {limits.pages}; split it"
        )
    hidden = [
        number for number, slide in enumerate(slides, 1) if slide._element.get("show") in {"0", "false"}
    ]
    pages = [
        "" if number in hidden else "\n\n".join(_blocks(slide, is_first=number == 1))
        for number, slide in enumerate(slides, 1)
    ]
    notes = [f"slide {number} is hidden and was not read" for number in hidden]
    if any(slide.has_notes_slide for slide in slides):
        notes.append("speaker notes were not read")
    text = paged(pages)
    title = title_of(text, said=presentation.core_properties.title or "", name=name)
    return (ReadDocument(title=title, text=text, pages=len(slides), notes=tuple(notes)),)


def _blocks(slide: Any, *, is_first: bool) -> Iterator[str]:
    """The title as a heading, then each shape's text; `Any` because shapes of a slide have no common type."""
    title = slide.shapes.title
    if title is not None and one_line(title.text_frame.text):
        yield f"{'#' if is_first else '##'} {one_line(title.text_frame.text)}"
    for shape in _shapes(slide.shapes, DEEPEST_GROUP):
        if title is not None and shape.shape_id == title.shape_id:
            continue
        if getattr(shape, "has_table", False):
            yield "\n".join(table_lines([[cell.text for cell in row.cells] for row in shape.table.rows]))
        elif getattr(shape, "has_text_frame", False) and not _is_unread(shape):
            yield _text(shape.text_frame, is_list=_is_list(shape))


def _shapes(shapes: Any, depth: int) -> Iterator[Any]:
    for shape in shapes:
        if hasattr(shape, "shapes"):
            if depth:
                yield from _shapes(shape.shapes, depth - 1)
        else:
            yield shape


def _is_unread(shape: Any) -> bool:
    return shape.is_placeholder and shape.placeholder_format.type in UNREAD_PLACEHOLDERS


def _is_list(shape: Any) -> bool:
    """Several paragraphs in the body of a slide are its bullets; elsewhere they are paragraphs."""
    is_body = shape.is_placeholder and shape.placeholder_format.type in BULLETED
    return is_body and sum(1 for paragraph in shape.text_frame.paragraphs if one_line(paragraph.text)) > 1


def _text(frame: TextFrame, *, is_list: bool) -> str:
    paragraphs = [(paragraph.level, one_line(paragraph.text)) for paragraph in frame.paragraphs]
    if is_list:
        return "\n".join(f"{'  ' * level}- {words}" for level, words in paragraphs if words)
    return "\n\n".join(words for _, words in paragraphs if words)
