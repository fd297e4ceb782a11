"""Lesson Markdown becomes the HTML that Telegram understands, and nothing else does."""

import html
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.markup import telegram_html, utf16_length, visible_length

ALLOWED = {"b", "i", "code", "a", "blockquote"}


class Page(HTMLParser):
    """What a reader of the HTML sees, and whether its tags are Telegram's and balanced."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        assert [name for name, _ in attrs] == (["href"] if tag == "a" else [])
        assert tag not in {"a", "code", "blockquote"} or tag not in self.open
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("biasa", "biasa"),
        ("**tebal** dan *miring*", "<b>tebal</b> dan <i>miring</i>"),
        ("***keduanya***", "<i><b>keduanya</b></i>"),
        ("`kode <b>`", "<code>kode &lt;b&gt;</code>"),
        ("satu\n\ndua", "satu\n\ndua"),
        ("satu\nbaris", "satu baris"),
        ("satu  \nbaris\\\nbaru", "satu\nbaris\nbaru"),
        ("## Judul\n\nteks", "<b>Judul</b>\n\nteks"),
        ("- a\n- b\n\nteks", "• a\n• b\n\nteks"),
        ("3. a\n4. b", "3. a\n4. b"),
        ("- a\n  - b\n    1. c\n- d\n\nteks", "• a\n   • b\n      1. c\n• d\n\nteks"),
        ("- a\n\n- b", "• a\n• b"),
        ("> kutipan\n> panjang\n\nteks", "<blockquote>kutipan panjang</blockquote>\n\nteks"),
        ("> a\n>\n> b", "<blockquote>a\n\nb</blockquote>"),
        ("> - a\n> - b", "<blockquote>• a\n• b</blockquote>"),
        ("> ## J\n\nx", "<blockquote><b>J</b></blockquote>\n\nx"),
        ("> luar\n> > dalam\n\nx", "<blockquote>luar\n\ndalam</blockquote>\n\nx"),
        ("[WHO](https://who.int/?a=1&b=2)", '<a href="https://who.int/?a=1&amp;b=2">WHO</a>'),
        ('[x](https://a.b/"><b>)', '<a href="https://a.b/%22%3E%3Cb%3E">x</a>'),
        ("5 < 7 & 8 > 6", "5 &lt; 7 &amp; 8 &gt; 6"),
        ("<script>alert('x')</script>", "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"),
        ("<https://a.b>", "&lt;https://a.b&gt;"),
        ("2 * 3 * 4 dan a_b_c", "2 * 3 * 4 dan a_b_c"),
        ("\\*bukan miring\\*", "*bukan miring*"),
        ("[a](javascript:x)", "[a](javascript:x)"),
        ("| a | b |\n|---|---|", "| a | b | |---|---|"),
        ("", ""),
    ],
)
def test_markdown_becomes_telegram_html(markdown: str, shown: str) -> None:
    assert str(telegram_html(markdown)) == shown


markdown_like = st.one_of(
    st.text(),
    st.text("*_`[]()<>&\"'#->\\! \nab1.:/;", max_size=60),
    st.lists(
        st.sampled_from(
            ["> ", "- ", "1. ", "## ", "\n", "\n\n", "  ", "*", "**", "`", "[", "](https://a.b)",
             "<b>", "</b>", "&lt;", "&#60;", "&", "kata", '"', "<!--", "<?", "]]>"]
        ),
        max_size=20,
    ).map("".join),
)  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(markdown_like)
def test_any_text_gives_balanced_tags_that_telegram_allows(markdown: str) -> None:
    Page(str(telegram_html(markdown)))


@settings(deadline=None)
@given(st.text("<>&\"'/=ab 1?", max_size=60))
def test_text_that_looks_like_html_is_shown_as_it_was_written(text: str) -> None:
    shown = Page(str(telegram_html("a" + text))).text
    assert shown.split() == ("a" + text).split()


@settings(deadline=None)
@given(st.text("<>&\"'/=ab 1?;#lgtmp", max_size=60))
def test_escaped_html_is_shown_unescaped(text: str) -> None:
    shown = Page(str(telegram_html("a" + html.escape(text)))).text
    assert shown.split() == ("a" + text).split()


@settings(deadline=None)
@given(st.lists(st.from_regex(r"\A[a-zA-Z]{1,8}\Z"), min_size=1, max_size=12))
def test_no_word_of_a_text_is_lost(words: list[str]) -> None:
    markdown = f"## {words[0]}\n\n- " + "\n- ".join(f"**{word}**" for word in words) + f"\n\n> {words[-1]}"
    assert re.findall("[a-zA-Z]+", Page(str(telegram_html(markdown))).text) == [words[0], *words, words[-1]]


@pytest.mark.parametrize(("text", "units"), [("", 0), ("abc", 3), ("é", 1), ("🙂", 2), ("👨‍👩‍👧", 8)])
def test_telegram_counts_in_utf16_units(text: str, units: int) -> None:
    assert utf16_length(text) == units


def test_tags_and_escapes_do_not_count_as_visible() -> None:
    assert visible_length(telegram_html("**a** & `b`")) == 5
    assert visible_length(telegram_html("[🙂](https://example.org/very/long)")) == 2


@settings(deadline=None)
@given(markdown_like)
def test_the_visible_length_is_never_more_than_the_html_and_one_line_end(markdown: str) -> None:
    shown = telegram_html(markdown)
    assert 0 <= visible_length(shown) <= utf16_length(str(shown)) + 1
