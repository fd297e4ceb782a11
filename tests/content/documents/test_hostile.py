"""What a hostile, protected or mislabelled file is refused for, before it is unpacked."""

import io
import stat
import struct
import zipfile

import pytest

from content.documents.document import Limits
from content.documents.reading import DocumentRefused, read_document
from tests.content.documents.samples import (
    CONTENT_TYPES,
    archive,
    docx,
    paragraph,
    pdf,
    pptx,
    read_one,
    refusal,
    word_parts,
    xlsx,
)

PARTS = word_parts(paragraph("Simpan pada 2–8 °C."))
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512)
LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><w>&b;</w>'
OUTSIDE = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w>&a;</w>'


def test_the_file_that_the_hostile_ones_are_made_from_is_read() -> None:
    assert read_one("x.docx", archive(PARTS)).text == "Simpan pada 2–8 °C."


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("x.exe", "'.exe' is not a known kind of file; readable are .csv, .docx"),
        ("README", "'README' is not a known kind of file"),
        ("x.doc", "save it as DOCX"),
        ("X.XLS", "save it as XLSX"),
        ("x.ppt", "save it as PPTX"),
        ("x.docm", "carry macros, which are never read; save the file as DOCX"),
        ("x.xlsm", "save the file as XLSX"),
        ("x.pptm", "save the file as PPTX"),
    ],
)
def test_a_kind_of_file_that_is_not_read_says_what_to_save_it_as(name: str, reason: str) -> None:
    assert reason in refusal(name, b"isi")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("x.docx", xlsx([["a"]]), "the name says DOCX, but the content is XLSX"),
        ("x.xlsx", docx(paragraph("a")), "the name says XLSX, but the content is DOCX"),
        ("x.pptx", docx(paragraph("a")), "the name says PPTX, but the content is DOCX"),
        ("x.docx", pdf([(10, "a")]), "the name says DOCX, but the content is a PDF"),
        ("x.pdf", docx(paragraph("a")), "the name says PDF, but the content is an archive"),
        ("x.txt", docx(paragraph("a")), "the name says plain text, but the content is an archive"),
        ("x.md", b"\x89PNG\r\n", "the name says Markdown, but the content is a picture"),
        ("x.html", pdf([(10, "a")]), "the name says HTML, but the content is a PDF"),
        ("x.csv", b"MZ\x90\x00", "the name says CSV, but the content is a program"),
        ("x.docx", b"teks biasa", "the content is something else"),
        ("x.docx", OLE, "an old office document under a new name"),
        ("x.docx", archive({"a.txt": "a"}), "an archive, not a DOCX document"),
        ("x.docx", archive({"[Content_Types].xml": "<Types/>"}), "not a DOCX document"),
    ],
)
def test_a_name_and_a_content_that_disagree_are_refused(name: str, data: bytes, reason: str) -> None:
    assert reason in refusal(name, data)


@pytest.mark.parametrize("name", ["x.docx", "x.xlsx", "x.pptx"])
def test_an_office_document_under_a_password_is_refused(name: str) -> None:
    assert "protected by a password" in refusal(name, OLE + "EncryptedPackage".encode("utf-16-le"))


def test_an_encrypted_part_is_refused() -> None:
    data = bytearray(archive(PARTS))
    entry = data.index(b"PK\x01\x02")
    data[entry + 8] |= 0x1
    assert "protected by a password" in refusal("x.docx", bytes(data))


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("../../etc/cron.d/x", "a", "points outside"),
        ("word/..\\..\\x", "a", "points outside"),
        ("/etc/passwd", "a", "points outside"),
        ("C:\\windows\\x", "a", "points outside"),
        ("\\\\server\\x", "a", "points outside"),
        ("word/vbaProject.bin", "a", "macros"),
        ("xl/macrosheets/sheet1.xml", "<a/>", "macros"),
        ("word/embeddings/tabel.xlsx", "a", "contains another file"),
        ("word/media/x.bin", archive({"a": "a"}), "contains another file"),
        ("word/media/y.bin", b"7z\xbc\xaf\x27\x1c", "contains another file"),
        ("WORD/document.xml", "<a/>", "is there twice"),
        ("word/extra.xml", LAUGHS, "declares a DOCTYPE or entities"),
        ("word/extra.xml", OUTSIDE, "declares a DOCTYPE or entities"),
        ("word/extra.xml", LAUGHS.encode("utf-16"), "declares a DOCTYPE or entities"),
        ("word/_rels/extra.rels", OUTSIDE, "declares a DOCTYPE or entities"),
        ("word/unsuspicious.bin", "\n " + OUTSIDE, "declares a DOCTYPE or entities"),
        ("word/extra.xml", "<a>", "is damaged"),
        ("word/extra.xml", '<?xml version="1.0" encoding="utf-7"?><a/>', "is damaged"),
    ],
)
def test_a_hostile_part_is_refused(name: str, content: str | bytes, reason: str) -> None:
    assert reason in refusal("x.docx", archive({**PARTS, name: content}))


def test_macros_are_known_by_the_content_types_too() -> None:
    types = CONTENT_TYPES.replace(
        "openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "ms-word.document.macroEnabled.main+xml",
    )
    assert "macros" in refusal("x.docx", archive({**PARTS, "[Content_Types].xml": types}))


def test_an_entity_in_the_document_itself_is_never_expanded() -> None:
    document = str(PARTS["word/document.xml"]).replace("Simpan", "&a;")
    hostile = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + document
    assert "DOCTYPE" in refusal("x.docx", archive({**PARTS, "word/document.xml": hostile}))


def test_a_link_inside_an_archive_is_refused() -> None:
    packed = io.BytesIO(archive(PARTS))
    with zipfile.ZipFile(packed, "a") as target:
        link = zipfile.ZipInfo("word/link.xml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        target.writestr(link, "/etc/passwd")
    assert "a link to another file" in refusal("x.docx", packed.getvalue())


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_part_packed_in_an_unusual_way_is_refused(compression: int) -> None:
    assert "packed in an unusual way" in refusal("x.docx", archive(PARTS, compression=compression))


def test_a_bomb_is_refused_by_its_table_of_contents() -> None:
    assert "more than 100 times its size" in refusal(
        "x.docx", archive({**PARTS, "word/a.bin": bytes(30_000_000)})
    )
    assert "more than 200 MB" in refusal(
        "x.docx", archive({**PARTS, **{f"word/{number}.bin": bytes(70_000_000) for number in range(3)}})
    )


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(archive({"word/a.bin": bytes(30_000_000), **PARTS}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.index(mark) + offset, 1000)
    assert "damaged" in refusal("x.docx", bytes(data))


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(entries=4), "5 parts, more than 4"),
        (Limits(file_bytes=100), "more than 0.0001 MB"),
        (Limits(unpacked_bytes=1000), "unpacks to"),
        (Limits(ratio=1), "more than 1 times its size"),
        (Limits(characters=5), "more than 5"),
    ],
)
def test_every_limit_refuses_what_exceeds_it(limits: Limits, reason: str) -> None:
    with pytest.raises(DocumentRefused, match=reason):
        read_document("x.docx", archive(PARTS), limits=limits)


def test_an_embedded_file_may_be_tolerated_and_is_never_opened() -> None:
    data = archive({**PARTS, "word/embeddings/tabel.xlsx": archive({"a": "rahasia"})})
    (document,) = read_document("x.docx", data, limits=Limits(nesting=1))
    assert document.text == "Simpan pada 2–8 °C."


@pytest.mark.parametrize("name", ["x.docx", "x.pptx", "x.xlsx"])
def test_a_document_cut_off_is_refused(name: str) -> None:
    whole = {
        "x.docx": archive(PARTS),
        "x.pptx": pptx(("Suhu", [(0, "Dingin")])),
        "x.xlsx": xlsx([["pertanyaan", "jawaban"], ["a", "b"]]),
    }[name]
    for share in (0.1, 0.5, 0.99):
        assert "damaged" in refusal(name, whole[: int(len(whole) * share)])


def test_a_document_nested_without_end_is_refused() -> None:
    deep = "<w:p>" * 3000 + "</w:p>" * 3000
    assert refusal(
        "x.docx", archive({**PARTS, "word/document.xml": str(word_parts(deep)["word/document.xml"])})
    )


def test_a_document_without_text_is_refused() -> None:
    assert "no text" in refusal("x.docx", docx(paragraph(" ")))
    assert "no text" in refusal("x.pptx", pptx(("", [])))
    assert "no text" in refusal("x.xlsx", xlsx([["pertanyaan", "jawaban"]]))
