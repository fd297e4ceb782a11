"""Reads Telegram's HTML into plain text and message entities, and complains in Telegram's words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from playground.telegram.detection import detected_entities
from playground.telegram.errors import bad_request
from playground.telegram.html_reader import read_html
from playground.telegram.plain_text import cleaned, utf16_length
from playground.telegram.spans import Span, normalised

Json = dict[str, Any]

MAX_ENTITIES = 100
BLANK = " \n"


@dataclass(frozen=True, slots=True)
class FormattedText:
    """Text as a phone shows it; entity offsets and lengths are UTF-16 units."""

    text: str
    entities: tuple[Json, ...]

    @property
    def units(self) -> int:
        """The length Telegram counts, in UTF-16 units."""
        return utf16_length(self.text)


def formatted(raw: str, parse_mode: str | None, given: Sequence[Json] | None = None) -> FormattedText:
    """Parses `raw` by its parse mode, or takes the entities given beside it; Refused when it cannot."""
    mode = (parse_mode or "").lower()
    if mode in ("", "none"):
        text, spans = cleaned(raw), [Span.from_entity(entity) for entity in given or ()]
    elif mode == "html":
        text, spans = read_html(raw)
    else:
        raise bad_request("unsupported parse_mode")
    return _finished(text, spans)


def _finished(text: str, spans: list[Span]) -> FormattedText:
    stripped = text.lstrip(BLANK)
    lead = len(text) - len(stripped)
    stripped = stripped.rstrip(BLANK)
    kept = normalised(spans, lead=lead, units=utf16_length(stripped))
    kept += detected_entities(stripped, kept)
    kept.sort(key=Span.order)
    return FormattedText(stripped, tuple(span.as_entity() for span in kept[:MAX_ENTITIES]))


def message_text(raw: object, parse_mode: str | None, given: Sequence[Json] | None) -> FormattedText:
    """The text of a message: 1-4096 units after parsing."""
    result = formatted(raw if isinstance(raw, str) else "", parse_mode, given)
    if not result.text:
        raise bad_request("message text is empty")
    if result.units > 4096:
        raise bad_request("message is too long")
    return result


def caption_text(raw: object, parse_mode: str | None, given: Sequence[Json] | None) -> FormattedText:
    """A caption: 0-1024 units after parsing."""
    result = formatted(raw if isinstance(raw, str) else "", parse_mode, given)
    if result.units > 1024:
        raise bad_request("message caption is too long")
    return result
