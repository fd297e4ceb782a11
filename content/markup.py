"""Turns lesson Markdown into the HTML that Telegram understands, escaped by construction."""

from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

_PARSER = MarkdownIt("zero").enable(
    ["emphasis", "backticks", "link", "list", "blockquote", "heading", "escape", "newline", "entity"]
)
_OPENING = {"strong_open": "<b>", "em_open": "<i>"}
_CLOSING = {"strong_close": "</b>", "em_close": "</i>", "link_close": "</a>"}


@lru_cache(maxsize=4096)
def telegram_html(markdown: str) -> Markup:
    """Telegram HTML of this Markdown; anything that is not known Markdown stays literal text."""
    writer = _Writer()
    for token in _PARSER.parse(markdown):
        writer.block(token)
    return Markup("".join(writer.parts).strip("\n"))  # noqa: S704 - every part below is escaped


def utf16_length(text: str) -> int:
    """The length of a text as Telegram counts it, in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def visible_length(html: Markup) -> int:
    """The length of the text that HTML shows, in UTF-16 code units."""
    return (
        utf16_length(html.striptags())
        if "\n" not in html
        else sum(
            utf16_length(Markup(line).striptags()) + 1  # noqa: S704 - measured, never shown
            for line in html.split("\n")
        )
    )


class _Writer:
    """Collects escaped parts; paragraphs are set apart by one empty line."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.lists: list[int | None] = []
        self.quotes = 0
        self.tight = False

    def block(self, token: Token) -> None:
        if token.type == "inline":
            for child in token.children or []:
                self.inline(child)
        elif token.type == "heading_open":
            self.parts.append("<b>")
        elif token.type == "heading_close":
            self.parts.append("</b>\n\n")
        elif token.type == "paragraph_close":
            self.parts.append("\n" if token.hidden or self.lists else "\n\n")
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            self.lists.append(int(token.attrGet("start") or 1) if token.type.startswith("ordered") else None)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            self.lists.pop()
            self.parts.append("" if self.lists else "\n")
        elif token.type == "list_item_open":
            self.parts.append(self._bullet())
        elif token.type == "blockquote_open":
            self._open_quote()
        elif token.type == "blockquote_close":
            self._close_quote()

    def _open_quote(self) -> None:
        """Telegram has no quotation inside a quotation, so only the outermost gets a tag."""
        self.quotes += 1
        if self.quotes == 1:
            self.parts.append("<blockquote>")

    def _close_quote(self) -> None:
        self.quotes -= 1
        if self.quotes == 0:
            self.parts = ["".join(self.parts).rstrip("\n"), "</blockquote>\n\n"]

    def _bullet(self) -> str:
        indent = "   " * (len(self.lists) - 1)
        number = self.lists[-1]
        if number is None:
            return f"{indent}• "
        self.lists[-1] = number + 1
        return f"{indent}{number}. "

    def inline(self, token: Token) -> None:
        if token.type in _OPENING:
            self.parts.append(_OPENING[token.type])
        elif token.type in _CLOSING:
            self.parts.append(_CLOSING[token.type])
        elif token.type == "link_open":
            self.parts.append(f'<a href="{escape(str(token.attrGet("href")))}">')
        elif token.type == "code_inline":
            self.parts.append(f"<code>{escape(token.content)}</code>")
        elif token.type in {"softbreak", "hardbreak"}:
            self.parts.append(" " if token.type == "softbreak" else "\n")
        else:
            self.parts.append(str(escape(token.content)))
