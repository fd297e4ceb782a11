"""Small files of every format, made from scratch, and archives with whatever a hostile one holds."""

import io
import zipfile
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from pptx import Presentation
from pptx.util import Inches

from content.documents.document import DocumentRefused, ReadDocument
from content.documents.reading import read_document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>'
)
STYLES = (
    f'<w:styles xmlns:w="{W}">'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{name}"/></w:style>'
        for id_, name in [
            ("Judul", "Title"),
            ("Judul1", "heading 1"),
            ("Judul2", "heading 2"),
            ("Judul5", "heading 5"),
        ]
    )
    + "</w:styles>"
)
NUMBERING = (
    f'<w:numbering xmlns:w="{W}">'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num></w:numbering>'
)  # fmt: skip


def read_one(name: str, data: bytes | str) -> ReadDocument:
    """The only document of a file."""
    (document,) = read_document(name, data.encode() if isinstance(data, str) else data)
    return document


def refusal(name: str, data: bytes | str) -> str:
    """Why a file is refused."""
    try:
        read_document(name, data.encode() if isinstance(data, str) else data)
    except DocumentRefused as refused:
        return refused.reason
    raise AssertionError(f"{name} was read")


def archive(parts: Mapping[str, str | bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file with these parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return packed.getvalue()


def paragraph(text: str, *, style: str = "", numbered: int = 0) -> str:
    """A paragraph of WordprocessingML; `numbered` 1 is a bullet, 2 a number."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbered:
        properties += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{numbered}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def word_table(rows: Sequence[Sequence[str]]) -> str:
    """A table of WordprocessingML."""
    lines = (
        "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows
    )
    return f"<w:tbl>{''.join(lines)}</w:tbl>"


def word_parts(*body: str) -> dict[str, str | bytes]:
    """The parts of a DOCX file with this body."""
    return {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELATIONSHIPS,
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{"".join(body)}</w:body></w:document>',
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
    }


def docx(*body: str, **parts: str) -> bytes:
    """A DOCX file with this body, `core` as its properties where given."""
    added = {"docProps/core.xml": parts["core"]} if "core" in parts else {}
    return archive({**word_parts(*body), **added})


def core_title(title: str) -> str:
    """Office properties that name a title."""
    space = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    return (
        f'<cp:coreProperties xmlns:cp="{space}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title></cp:coreProperties>"
    )


def pdf(
    *pages: Sequence[tuple[float, str]], title: str = "", encrypted: bool = False, gap: float = 1.2
) -> bytes:
    """A PDF of pages of lines, each a size in points and a text; an empty text leaves a line free."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {count} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for index, lines in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * index} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        content = _content(lines, gap)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    trailer = b""
    if title:
        objects.append(f"<< /Title ({title}) >>".encode())
        trailer += b" /Info %d 0 R" % len(objects)
    if encrypted:
        secret = b"<" + b"5a" * 32 + b">"
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /O %s /U %s /P -4 >>" % (secret, secret))
        trailer += b" /Encrypt %d 0 R /ID [<%s> <%s>]" % (len(objects), b"5a" * 16, b"5a" * 16)
    return _with_references(objects, trailer)


def _content(lines: Sequence[tuple[float, str]], gap: float) -> bytes:
    parts, height = [b"BT"], 780.0
    for size, text in lines:
        height -= size * gap
        written = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        parts.append(b"/F1 %g Tf 1 0 0 1 50 %g Tm (%s) Tj" % (size, height, written))
    return b"\n".join([*parts, b"ET"]) if lines else b""


def _with_references(objects: Sequence[bytes], trailer: bytes) -> bytes:
    file, places = b"%PDF-1.5\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        file
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer << /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, len(file))
    )


def xlsx(rows: Sequence[Sequence[object]], *, title: str = "Tanya jawab") -> bytes:
    """An XLSX file with one sheet."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    packed = io.BytesIO()
    workbook.save(packed)
    return packed.getvalue()


def pptx(*slides: tuple[str, Sequence[tuple[int, str]]], table: Sequence[Sequence[str]] = ()) -> bytes:
    """A PPTX file of slides with a title and bullets of a level; the table stands on the last slide."""
    presentation = Presentation()
    for title, bullets in slides:
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = title
        frame = slide.placeholders[1].text_frame
        for index, (level, text) in enumerate(bullets):
            written = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
            written.text, written.level = text, level
    if table:
        shape = slide.shapes.add_table(len(table), len(table[0]), Inches(1), Inches(3), Inches(6), Inches(2))
        for row, cells in enumerate(table):
            for column, cell in enumerate(cells):
                shape.table.cell(row, column).text = cell
    packed = io.BytesIO()
    presentation.save(packed)
    return packed.getvalue()
