"""Whatever happens to a file on its way, reading it gives documents or a refusal, and nothing else."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.documents.reading import DocumentRefused, read_document
from tests.content.documents.samples import archive, docx, paragraph, pdf, pptx, word_table, xlsx

FILES = {
    "x.md": b"---\ntitle: Suhu\ntags: [a, b]\nreview_by: 2027-06-30\n---\n# Suhu\n\n- a\n\n```\nkode\n```\n",
    "x.txt": "Suhu vaksin\n\nSimpan pada 2–8 °C.".encode("cp1252"),
    "x.html": b"<title>x</title><h1>S</h1><table><tr><th rowspan=2>a<th>b<tr><td>1<td>2</table><ol><li>a",
    "x.csv": "pertanyaan;jawaban;tinjau\nApa?;\"Ini\";2027-06-30\n".encode("utf-16"),
    "x.docx": docx(paragraph("Suhu", style="Judul1"), paragraph("a", numbered=2), word_table([["a"], ["b"]])),
    "x.pptx": pptx(("Suhu", [(0, "Dingin"), (1, "sekali")]), table=[["a", "b"], ["1", "2"]]),
    "x.xlsx": xlsx([["pertanyaan", "jawaban"], ["Apa?", 2.5]]),
    "x.pdf": pdf([(20, "Suhu"), (10, "Simpan dingin."), (10, "• butir")], [(10, "Dua")], title="Suhu"),
}  # fmt: skip
PACKED = ["x.docx", "x.pptx", "x.xlsx"]
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
Change = tuple[float, int, bytes]
CHANGES = st.lists(
    st.tuples(
        st.floats(0, 1), st.integers(0, 40), st.binary(max_size=12) | st.sampled_from([b"<", b"0", b"9" * 12])
    ),
    min_size=1,
    max_size=4,
)


def changed(data: bytes, changes: list[Change]) -> bytes:
    """The bytes with some replaced: each change is a place, how many to drop, and what to put there."""
    for place, dropped, added in changes:
        start = int(place * len(data))
        data = data[:start] + added + data[start + dropped :]
    return data


def read_or_refuse(name: str, data: bytes) -> None:
    """Reads a file and checks what every document promises."""
    try:
        documents = read_document(name, data)
    except DocumentRefused:
        return
    for document in documents:
        assert document.title
        assert len(document.text.split("\f")) == document.pages
        assert document.text.encode()


@pytest.mark.parametrize("name", FILES)
@QUICK
@given(changes=CHANGES)
def test_a_damaged_file_is_read_or_refused(name: str, changes: list[Change]) -> None:
    read_or_refuse(name, changed(FILES[name], changes))


@pytest.mark.parametrize("name", FILES)
@QUICK
@given(share=st.floats(0, 1))
def test_a_file_cut_off_is_read_or_refused(name: str, share: float) -> None:
    read_or_refuse(name, FILES[name][: int(share * len(FILES[name]))])


@pytest.mark.parametrize("name", PACKED)
@QUICK
@given(choice=st.floats(0, 0.999), changes=CHANGES)
def test_a_damaged_part_of_an_archive_is_read_or_refused(
    name: str, choice: float, changes: list[Change]
) -> None:
    with zipfile.ZipFile(io.BytesIO(FILES[name])) as package:
        parts: dict[str, str | bytes] = {part: package.read(part) for part in package.namelist()}
        part = package.namelist()[int(choice * len(parts))]
        parts[part] = changed(package.read(part), changes)
    read_or_refuse(name, archive(parts, compression=zipfile.ZIP_STORED))


@pytest.mark.parametrize("name", PACKED)
@QUICK
@given(
    choice=st.floats(0, 0.999),
    at=st.floats(0, 1),
    value=st.sampled_from(["", "-1", "9" * 12, "x", "1.5", "A1"]),
)
def test_a_part_with_a_senseless_value_is_read_or_refused(
    name: str, choice: float, at: float, value: str
) -> None:
    with zipfile.ZipFile(io.BytesIO(FILES[name])) as package:
        parts: dict[str, str | bytes] = {part: package.read(part) for part in package.namelist()}
        part = package.namelist()[int(choice * len(parts))]
        pieces = package.read(part).split(b'"')
        pieces[int(at * (len(pieces) // 2)) * 2 - 1] = value.encode()
        parts[part] = b'"'.join(pieces)
    read_or_refuse(name, archive(parts, compression=zipfile.ZIP_STORED))


@pytest.mark.parametrize("name", FILES)
@QUICK
@given(data=st.binary(max_size=300))
def test_any_bytes_under_any_name_are_read_or_refused(name: str, data: bytes) -> None:
    read_or_refuse(name, data)


@pytest.mark.parametrize("name", ["x.md", "x.txt", "x.html", "x.csv"])
@QUICK
@given(text=st.text(max_size=300))
def test_any_text_is_read_or_refused(name: str, text: str) -> None:
    read_or_refuse(name, text.encode("utf-8", "surrogatepass"))
