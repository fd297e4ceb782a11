"""Stretches of formatted text: trimmed, joined, and in the order Telegram lists them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

JOINED = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
MONOSPACE = frozenset({"code", "pre"})
PRIORITY = (
    "blockquote", "expandable_blockquote", "pre", "code", "text_link", "text_mention", "custom_emoji",
    "bold", "italic", "underline", "strikethrough", "spoiler",
)  # fmt: skip
ARGUMENT_FIELDS = {"text_link": "url", "pre": "language", "custom_emoji": "custom_emoji_id"}


@dataclass(frozen=True, slots=True)
class Span:
    """One entity before it is written down; start and end count UTF-16 units."""

    kind: str
    start: int
    end: int
    argument: str = ""

    @staticmethod
    def from_entity(entity: dict[str, Any]) -> "Span":
        """The span of a MessageEntity sent by the bot."""
        kind, start = str(entity["type"]), int(entity["offset"])
        argument = str(entity.get(ARGUMENT_FIELDS.get(kind, ""), ""))
        return Span(kind, start, start + int(entity["length"]), argument)

    def as_entity(self) -> dict[str, Any]:
        """The MessageEntity a bot reads."""
        entity: dict[str, Any] = {"type": self.kind, "offset": self.start, "length": self.end - self.start}
        if self.argument and self.kind in ARGUMENT_FIELDS:
            entity[ARGUMENT_FIELDS[self.kind]] = self.argument
        return entity

    def order(self) -> tuple[int, int, int]:
        """Sorts by place, the outer before the inner."""
        rank = PRIORITY.index(self.kind) if self.kind in PRIORITY else len(PRIORITY)
        return self.start, -self.end, rank

    def covers(self, other: "Span") -> bool:
        """Whether the other span touches this one."""
        return self.start < other.end and other.start < self.end


def normalised(spans: Iterable[Span], *, lead: int, units: int) -> list[Span]:
    """Spans of a text that lost `lead` leading units and has `units` left: clipped, joined, in order."""
    if not spans:
        return []
    clipped = [
        replace(span, start=max(0, span.start - lead), end=min(units, span.end - lead)) for span in spans
    ]
    kept = [span for span in clipped if span.start < span.end]
    return sorted(_joined(_plain_inside_monospace(kept)), key=Span.order)


def _plain_inside_monospace(spans: list[Span]) -> list[Span]:
    monospace = [span for span in spans if span.kind in MONOSPACE]
    if not monospace:
        return spans
    return [
        span
        for span in spans
        if span.kind in MONOSPACE
        or "blockquote" in span.kind
        or not any(fixed.covers(span) for fixed in monospace)
    ]


def _joined(spans: list[Span]) -> list[Span]:
    result = [span for span in spans if span.kind not in JOINED]
    latest: dict[str, Span] = {}
    for span in sorted((span for span in spans if span.kind in JOINED), key=Span.order):
        before = latest.get(span.kind)
        if before is not None and span.start <= before.end:
            latest[span.kind] = replace(before, end=max(before.end, span.end))
            continue
        if before is not None:
            result.append(before)
        latest[span.kind] = span
    return result + list(latest.values())
