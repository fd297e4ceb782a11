"""A reader for the tags Telegram allows in HTML messages."""

import re
from dataclasses import dataclass

from playground.telegram.errors import Refused, bad_request
from playground.telegram.links import checked_link
from playground.telegram.plain_text import cleaned, utf16_length
from playground.telegram.spans import Span

KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler",
    "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote", "tg-emoji": "custom_emoji",
}  # fmt: skip
NAMED_CHARACTERS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
SPACE = " \t\r\n\v\f"
_SPECIAL = re.compile(r"[<&]")
_CHARACTER = re.compile(r"&(?:#x([0-9A-Fa-f]{1,10})|#([0-9]{1,10})|([A-Za-z]{1,10}));?")
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>]*")
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.-]*")


@dataclass(frozen=True, slots=True)
class _OpenTag:
    name: str
    argument: str
    units: int
    pieces: int


def read_html(source: str) -> tuple[str, list[Span]]:
    """The plain text and its spans, in UTF-16 units; Refused with Telegram's words at the first mistake."""
    return _Reader(source).read()


class _Reader:
    def __init__(self, source: str) -> None:
        self._source = source
        self._position = 0
        self._pieces: list[str] = []
        self._units = 0
        self._open: list[_OpenTag] = []
        self._spans: list[Span] = []

    def read(self) -> tuple[str, list[Span]]:
        while (special := _SPECIAL.search(self._source, self._position)) is not None:
            self._write(self._source[self._position : special.start()])
            self._position = special.start()
            self._special()
        self._write(self._source[self._position :])
        if self._open:
            raise _unreadable(f'Can\'t find end tag corresponding to start tag "{self._open[-1].name}"')
        return "".join(self._pieces), self._spans

    def _write(self, text: str) -> None:
        text = cleaned(text)
        self._pieces.append(text)
        self._units += utf16_length(text)

    def _special(self) -> None:
        if self._peek() == "&":
            character, self._position = _character(self._source, self._position)
            self._write(character)
        elif self._source.startswith("</", self._position):
            self._end_tag()
        else:
            self._start_tag()

    def _start_tag(self) -> None:
        begin = self._position
        name = self._take(_TAG_NAME, begin + 1).lower()
        if not self._peek():
            raise self._at(begin, "Unclosed start tag")
        if name not in KINDS:
            raise self._at(begin, f'Unsupported start tag "{name}"')
        argument = ""
        while self._skip_space() != ">":
            argument = self._attribute(begin, name) or argument
        if name == "span" and argument != "spoiler":
            raise self._at(begin, 'Tag "span" must have class "tg-spoiler"')
        self._position += 1
        self._open.append(_OpenTag(name, argument, self._units, len(self._pieces)))

    def _attribute(self, begin: int, tag: str) -> str:
        attribute = self._take(_ATTRIBUTE_NAME, self._position)
        if not attribute:
            raise self._at(begin, f'Empty attribute name in the tag "{tag}"')
        value = ""
        if self._skip_space() == "=":
            self._position += 1
            value = self._attribute_value(begin, tag)
        if not self._peek():
            raise self._at(begin, f'Unclosed start tag "{tag}"')
        return _tag_argument(tag, attribute, value)

    def _attribute_value(self, begin: int, tag: str) -> str:
        quote = self._skip_space()
        if not quote:
            raise self._at(begin, f'Unclosed start tag "{tag}"')
        if quote in "'\"":
            return self._quoted(quote)
        token_begin = self._position
        token = self._take(_NAME_TOKEN, token_begin).lower()
        if self._peek() and self._peek() not in SPACE + ">":
            raise self._at(token_begin, "Unexpected end of name token")
        return token

    def _quoted(self, quote: str) -> str:
        self._position += 1
        value: list[str] = []
        while self._peek() not in ("", quote):
            if self._peek() == "&":
                character, self._position = _character(self._source, self._position)
                value.append(character)
            else:
                value.append(self._peek())
                self._position += 1
        if self._peek():
            self._position += 1
        return "".join(value)

    def _end_tag(self) -> None:
        begin = self._position
        if not self._open:
            raise self._at(begin, "Unexpected end tag")
        found = self._take(_TAG_NAME, begin + 2).lower()
        if self._skip_space() != ">":
            raise self._at(begin, "Unclosed end tag")
        tag = self._open.pop()
        if found and found != tag.name:
            raise self._at(begin, "Unmatched end tag", f', expected "</{tag.name}>", found "</{found}>"')
        self._position += 1
        if self._units > tag.units:
            self._close(tag)

    def _close(self, tag: _OpenTag) -> None:
        kind, argument = KINDS[tag.name], tag.argument
        if tag.name == "a":
            argument = checked_link(argument or "".join(self._pieces[tag.pieces :])) or ""
            if not argument:
                return
        elif tag.name == "blockquote" and argument:
            kind = "expandable_blockquote"
        span = Span(kind, tag.units, self._units, argument)
        if not self._joins_pre_and_code(span):
            self._spans.append(span)

    def _joins_pre_and_code(self, span: Span) -> bool:
        before = self._spans[-1] if self._spans else None
        if before is None or {before.kind, span.kind} != {"pre", "code"}:
            return False
        language = before.argument or span.argument
        if (before.start, before.end) != (span.start, span.end) or not language:
            return False
        self._spans[-1] = Span("pre", span.start, span.end, language)
        return True

    def _peek(self) -> str:
        return self._source[self._position : self._position + 1]

    def _skip_space(self) -> str:
        while self._peek() and self._peek() in SPACE:
            self._position += 1
        return self._peek()

    def _take(self, pattern: re.Pattern[str], begin: int) -> str:
        match = pattern.match(self._source, begin)
        taken = match.group() if match else ""
        self._position = begin + len(taken)
        return taken

    def _at(self, begin: int, reason: str, detail: str = "") -> Refused:
        offset = len(self._source[:begin].encode("utf-8", "surrogatepass"))
        return _unreadable(f"{reason} at byte offset {offset}{detail}")


def _unreadable(reason: str) -> Refused:
    return bad_request(f"can't parse entities: {reason}")


def _character(source: str, begin: int) -> tuple[str, int]:
    """The character an `&…;` stands for and where it ends; a plain `&` when it stands for none."""
    match = _CHARACTER.match(source, begin)
    if match is None:
        return "&", begin + 1
    hexadecimal, decimal, name = match.groups()
    if name:
        character = NAMED_CHARACTERS.get(name, "")
    else:
        code = int(hexadecimal, 16) if hexadecimal else int(decimal)
        character = chr(code) if 0 < code < 0x10FFFF else ""
    return (character, match.end()) if character else ("&", begin + 1)


def _tag_argument(tag: str, attribute: str, value: str) -> str:
    match tag, attribute.lower():
        case ("a", "href") | ("tg-emoji", "emoji-id"):
            return value
        case ("code", "class") if value.startswith("language-"):
            return value.removeprefix("language-")
        case ("span", "class") if value.startswith("tg-"):
            return value.removeprefix("tg-")
        case ("blockquote", "expandable"):
            return "1"
    return ""
