"""The embedded Telegram reads formatted text as Telegram does."""

import html
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.telegram import Refused
from playground.telegram.formatting import caption_text, formatted, message_text
from playground.telegram.plain_text import cleaned, utf16_length

TAGS = ("b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "tg-spoiler", "code", "pre", "blockquote")
NESTABLE = {"b": "bold", "i": "italic", "u": "underline", "s": "strikethrough", "tg-spoiler": "spoiler"}
visible = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zs", "Zl", "Zp")), min_size=1)


def cut(text: str, offset: int, length: int) -> str:
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le")


def marked(text: str, entities: tuple[dict[str, object], ...]) -> list[tuple[object, str]]:
    return [(e["type"], cut(text, int(str(e["offset"])), int(str(e["length"])))) for e in entities]


def complaint(source: str) -> str:
    with pytest.raises(Refused) as refused:
        formatted(source, "HTML")
    return refused.value.description.removeprefix("Bad Request: can't parse entities: ")


@given(st.text())
def test_any_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert formatted(html.escape(text), "HTML").text == cleaned(text).strip(" \n")


@given(st.text())
def test_any_text_without_parse_mode_comes_back_as_it_was(text: str) -> None:
    assert formatted(text, None).text == cleaned(text).strip(" \n")


@given(visible, st.sampled_from(sorted(NESTABLE)), visible, visible)
def test_offsets_count_utf16_units(before: str, tag: str, inside: str, after: str) -> None:
    source = f"{html.escape(before)}😀<{tag}>{html.escape(inside)}</{tag}>{html.escape(after)}"
    result = formatted(source, "HTML")
    found = [text for kind, text in marked(result.text, result.entities) if kind == NESTABLE[tag]]
    assert found == [text for text in [cleaned(inside)] if text]


@given(st.text(alphabet="<>/&;#xab \"'=bipretg-spoiler😀\n", max_size=60))
def test_every_source_is_read_or_refused_in_telegrams_words(source: str) -> None:
    try:
        result = formatted(source, "HTML")
    except Refused as refused:
        words = refused.description
    else:
        words = ""
        assert all(0 <= e["offset"] < e["offset"] + e["length"] <= result.units for e in result.entities)
    assert not words or words.startswith("Bad Request: can't parse entities: ")


@given(st.text())
def test_the_utf16_length_is_what_javascript_would_say(text: str) -> None:
    assert utf16_length(text) == sum(1 + (ord(character) > 0xFFFF) for character in text)


@pytest.mark.parametrize("tag", TAGS)
def test_every_allowed_tag_marks_its_text(tag: str) -> None:
    result = formatted(f"x <{tag}>isi</{tag}>", "HTML")
    assert [cut(result.text, e["offset"], e["length"]) for e in result.entities] == ["isi"]


def test_tags_nest() -> None:
    result = formatted("<b>tebal <i>miring <s>coret</s></i></b> biasa", "HTML")
    assert result.text == "tebal miring coret biasa"
    assert marked(result.text, result.entities) == [
        ("bold", "tebal miring coret"),
        ("italic", "miring coret"),
        ("strikethrough", "coret"),
    ]


def test_links_spoilers_code_and_quotes_keep_their_details() -> None:
    source = (
        '<a href="https://example.org/a?b=1&amp;c=2">taut</a> <span class="tg-spoiler">rahasia</span> '
        '<pre><code class="language-python">x</code></pre> <blockquote expandable>panjang</blockquote> '
        '<tg-emoji emoji-id="5368">👍</tg-emoji>'
    )
    entities = {e["type"]: e for e in formatted(source, "HTML").entities}
    assert entities["text_link"]["url"] == "https://example.org/a?b=1&c=2"
    assert entities["pre"]["language"] == "python"
    assert entities["custom_emoji"]["custom_emoji_id"] == "5368"
    assert set(entities) == {"text_link", "spoiler", "pre", "expandable_blockquote", "custom_emoji"}


def test_nothing_is_bold_inside_code() -> None:
    result = formatted("<code>a <b>b</b></code>", "HTML")
    assert marked(result.text, result.entities) == [("code", "a b")]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("é<x>a</x>", 'Unsupported start tag "x" at byte offset 2'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
    ],
)
def test_mistakes_are_named_in_telegrams_words(source: str, words: str) -> None:
    assert complaint(source) == words


def test_a_text_of_spaces_and_empty_tags_is_empty() -> None:
    with pytest.raises(Refused, match="message text is empty"):
        message_text(" \n<b> </b>", "HTML", None)


def test_a_text_may_have_4096_units_and_no_more() -> None:
    assert message_text("😀" * 2048, None, None).units == 4096
    with pytest.raises(Refused, match="message is too long"):
        message_text("😀" * 2048 + "a", None, None)


def test_tags_do_not_count_for_the_length() -> None:
    assert message_text("<b>" + "a" * 4096 + "</b>", "HTML", None).units == 4096


def test_a_caption_may_have_1024_units_and_no_more() -> None:
    assert caption_text("a" * 1024, None, None).units == 1024
    with pytest.raises(Refused, match="message caption is too long"):
        caption_text("a" * 1025, None, None)


def test_the_hundred_and_first_entity_is_ignored() -> None:
    result = formatted(" ".join(["<b>a</b>"] * 120), "HTML")
    assert len(result.entities) == 100


def test_spaces_around_the_text_go_and_offsets_follow() -> None:
    result = formatted("\n  <b>a</b> b \n", "HTML")
    assert result.text == "a b"
    assert marked(result.text, result.entities) == [("bold", "a")]


def test_links_and_commands_in_plain_text_are_found() -> None:
    result = formatted(
        "😀 ketik /mulai atau buka https://bkn.go.id/a. Tulis ke a@b.id #belajar @SelaBot", None
    )
    assert marked(result.text, result.entities) == [
        ("bot_command", "/mulai"),
        ("url", "https://bkn.go.id/a"),
        ("email", "a@b.id"),
        ("hashtag", "#belajar"),
        ("mention", "@SelaBot"),
    ]


@pytest.mark.parametrize("piece", ["-", "a", "a.", "a@", "#", "@", "/", "1", "a-", "http://", "😀"])
def test_the_longest_texts_are_read_in_no_time(piece: str) -> None:
    started = time.process_time()
    formatted(piece * (4096 // len(piece)), None)
    assert time.process_time() - started < 0.1


def test_fractions_and_dates_are_no_commands() -> None:
    assert formatted("benar 3/5, tanggal 1/2/2026, km/jam, dan/atau", None).entities == ()


def test_markdown_is_refused() -> None:
    with pytest.raises(Refused, match="unsupported parse_mode"):
        formatted("*a*", "MarkdownV2")
