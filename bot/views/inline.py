"""Cards of the knowledge base as Telegram wants them for inline mode."""

from typing import Any

from bot.screens import lines, paragraphs
from bot.texts import Texts
from bot.views.knowledge import plain_text
from learning.knowledge import Hit
from learning.rules.excerpt import excerpt

SHARED_LENGTH = 1500


def card(hit: Hit, t: Texts) -> dict[str, Any]:
    """One hit as an article: what the chooser sees, and the message that the chat gets."""
    item = hit.item
    assert item is not None
    source = t("<i>Source: {source}</i>", source=item.source) if item.source else None
    unverified = None if item.verified_by else t("<i>Example, not verified yet</i>")
    message = paragraphs(
        t("<b>{title}</b>", title=item.title),
        excerpt(plain_text(hit.passage.text), frozenset(), SHARED_LENGTH),
        lines(source, unverified),
    )
    return {
        "type": "article",
        "id": f"item-{item.id}-{item.version}",
        "title": item.title,
        "description": item.summary or excerpt(plain_text(hit.passage.text), frozenset(), 120),
        "input_message_content": {
            "message_text": str(message),
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        },
    }


def join(t: Texts) -> str:
    """What strangers see instead of results."""
    return t.plain("Only for people who have joined")
