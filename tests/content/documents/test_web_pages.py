"""HTML: its text, lists and tables, without what is not for reading."""

import pytest

from tests.content.documents.samples import read_one, refusal

PAGE = """\
<!DOCTYPE html><html><head><title>Situs kami</title><style>p {color: red}</style></head><body>
<nav><a href="/">Beranda</a></nav>
<h1>Suhu <b>vaksin</b></h1>
<p>Simpan pada 2–8 °C, <a href="https://contoh.go.id/a">panduan</a> &lt;resmi&gt;.</p>
<script>alert(1)</script><!-- rahasia --><p style="display: none">tersembunyi</p><p hidden>juga</p>
<h5>Langkah</h5><ol><li>Buka<ul><li>pelan</li></ul></li><li>Tutup</li></ol>
<p>a_b 5*3 <img src="x.png" alt="gambar"><a href="javascript:alert(1)">klik</a></p>
</body></html>"""


def test_a_page_is_read_without_scripts_styles_menus_and_hidden_text() -> None:
    document = read_one("suhu.html", PAGE)
    assert document.title == "Suhu vaksin"
    assert document.text == (
        "# Suhu vaksin\n\nSimpan pada 2–8 °C, [panduan](https://contoh.go.id/a) <resmi>.\n\n"
        "### Langkah\n\n1. Buka\n   - pelan\n2. Tutup\n\na_b 5*3 klik"
    )


def test_a_page_without_a_heading_is_named_by_its_title() -> None:
    assert read_one("x.html", "<title>Suhu  vaksin</title><p>Dingin.</p>").title == "Suhu vaksin"


def test_only_the_main_part_of_a_page_is_read() -> None:
    assert read_one("x.html", "<div>Menu</div><main><p>Isi.</p></main>").text == "Isi."


def test_a_table_becomes_lines_that_name_their_columns() -> None:
    table = (
        "<table><caption>Suhu simpan</caption><tr><th>Vaksin<th>Suhu<th>Catatan</tr>"
        "<tr><td rowspan=2>BCG<td>2–8 °C<td></tr><tr><td colspan=2>beku</tr></table>"
    )
    assert read_one("x.html", table).text == (
        "Suhu simpan\nVaksin: BCG · Suhu: 2–8 °C\nVaksin: BCG · Suhu: beku"
    )


def test_a_table_inside_a_table_stays_in_its_cell() -> None:
    table = "<table><tr><td>A<td>B</tr><tr><td>1<td><table><tr><td>x<td>y</tr></table></tr></table>"
    assert read_one("x.html", table).text == "A: 1 · B: x · y"


def test_a_frame_of_one_column_keeps_the_shape_of_its_text() -> None:
    assert (
        read_one("x.html", "<table><tr><td><ul><li>satu<li>dua</ul></td></tr></table>").text
        == "- satu\n- dua"
    )


def test_a_page_may_say_its_own_encoding() -> None:
    page = "<meta charset=windows-1251><p>Температура</p>".encode("cp1251")
    assert read_one("x.htm", page).text == "Температура"


@pytest.mark.parametrize("page", ["<script>x</script>", "<p> </p>", "<img src='x'>"])
def test_a_page_without_text_is_refused(page: str) -> None:
    assert "no text" in refusal("x.html", page)


def test_a_page_nested_without_end_is_refused() -> None:
    assert "nested too deep" in refusal("x.html", "<div>\n" * 5000 + "teks")


def test_entities_of_a_page_are_not_expanded() -> None:
    page = '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><p>isi &a;</p>'
    assert "root:" not in read_one("x.html", page).text
