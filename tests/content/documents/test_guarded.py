"""A hostile file may stop the process that reads it, and Sela goes on."""

from collections.abc import Iterator

import pytest

from content.documents.document import DocumentRefused, Limits
from content.documents.guarded import DocumentReader
from tests.content.documents.samples import pdf

SLOW = b"<ul>" + b"<li>kata <b>tebal</b>\n" * 400_000


@pytest.fixture(scope="module")
def reader() -> Iterator[DocumentReader]:
    """A reader whose worker has little time for a file."""
    with DocumentReader(seconds=1) as reader:
        yield reader


def test_one_worker_reads_many_files(reader: DocumentReader) -> None:
    assert reader.read("a.md", b"# Suhu\n\nDingin.")[0].title == "Suhu"
    assert reader.read("b.pdf", pdf([(10, "Simpan dingin.")]))[0].text == "Simpan dingin."


def test_a_refusal_comes_through(reader: DocumentReader) -> None:
    with pytest.raises(DocumentRefused, match="not a known kind of file"):
        reader.read("a.exe", b"isi")


def test_a_file_that_takes_too_long_is_refused_and_the_next_one_read(reader: DocumentReader) -> None:
    with pytest.raises(DocumentRefused, match="takes too long to read"):
        reader.read("slow.html", SLOW)
    assert reader.read("a.md", b"Dingin.")[0].text == "Dingin."


def test_a_file_that_needs_too_much_memory_is_refused_and_the_next_one_read() -> None:
    with DocumentReader(memory_bytes=260_000_000) as reader:
        with pytest.raises(DocumentRefused, match="too much memory"):
            reader.read("large.html", SLOW)
        assert reader.read("a.md", b"Dingin.")[0].text == "Dingin."


def test_a_file_too_large_never_reaches_the_worker() -> None:
    with pytest.raises(DocumentRefused, match="more than 1e-05 MB"):
        DocumentReader(limits=Limits(file_bytes=10)).read("a.md", b"kata " * 10)


def test_a_closed_reader_starts_again(reader: DocumentReader) -> None:
    reader.close()
    assert reader.read("a.md", b"Dingin.")[0].text == "Dingin."
