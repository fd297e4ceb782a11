"""Finds what Telegram marks by itself in a text: links, commands, mentions, hashtags, mail addresses."""

import re

from playground.telegram.plain_text import utf16_length
from playground.telegram.spans import Span

PATTERN = re.compile(
    r"""
      (?P<email>(?<![\w.+-])[\w.+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,})
    | (?P<url>(?<![\w@./-])(?:https?://[^\s<>"']+
        | (?:[A-Za-z0-9-]+\.)+(?:com|org|net|int|gov|edu|io|id|me|dev)(?![\w.-]*\w)(?:/[^\s<>"']*)?))
    | (?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/]))
    | (?P<mention>(?<![\w/])@[A-Za-z0-9_]{4,32}(?!\w))
    | (?P<hashtag>(?<![\w#])\#\w*[^\W\d_]\w*)
    """,
    re.VERBOSE,
)
CLOSING_PUNCTUATION = ".,:;!?)]}»”’'\""
CLOSED_KINDS = frozenset({"code", "pre", "text_link", "text_mention"})
_TRIGGER = re.compile(r"[/@#.]")


def detected_entities(text: str, marked: list[Span]) -> list[Span]:
    """The spans found in `text` outside code and links that are already marked."""
    if not _TRIGGER.search(text):
        return []
    closed = [span for span in marked if span.kind in CLOSED_KINDS or span.kind in PATTERN.groupindex]
    found = [_span(text, match) for match in PATTERN.finditer(text)]
    return [span for span in found if not any(fixed.covers(span) for fixed in closed)]


def _span(text: str, match: re.Match[str]) -> Span:
    kind = str(match.lastgroup)
    value = match.group()
    if kind == "url":
        value = value.rstrip(CLOSING_PUNCTUATION)
    start = utf16_length(text[: match.start()])
    return Span(kind, start, start + utf16_length(value))
