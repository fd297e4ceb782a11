"""How lines of print become paragraphs: words divided at a line's end."""

import pytest

from content.documents.print_layout import Line, markdown_pages


def line(text: str, height: float = 0.0) -> Line:
    return Line.of(text, size=10, top=height, foot=height)


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("pelak\x02", "sanaan", "pelaksanaan"),
        ("undang\x02", "undang", "undang-undang"),
        ("COVID\x02", "19", "COVID-19"),
        ("buku-", "buku", "buku-buku"),
        ("dua", "kata", "dua kata"),
    ],
)
def test_a_word_divided_at_the_end_of_a_line_is_made_whole(first: str, second: str, whole: str) -> None:
    assert markdown_pages([[line(f"Isi {first}", 100), line(second, 88)]]) == [f"Isi {whole}"]


def test_a_page_without_lines_is_an_empty_page() -> None:
    assert markdown_pages([[], [line("Isi")]]) == ["", "Isi"]
