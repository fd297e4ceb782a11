"""Cuts a lesson's text into cards that read well on a phone."""

import re
from functools import lru_cache

from content.markup import telegram_html, visible_length

CARD_LENGTH = 1800
"""Visible UTF-16 units a card should not exceed; Telegram's own limit is 4,096."""

TELEGRAM_LENGTH = 4096 - 400
"""What Telegram carries, less the title line and footer that Sela adds to a card."""


@lru_cache(maxsize=2048)
def cut_into_cards(text: str) -> tuple[str, ...]:
    """The Markdown of each card, in order: one card where the text fits, else cut at `##` headings.

    Neighbouring sections share a card while they fit together.
    """
    if visible_length(telegram_html(text)) <= CARD_LENGTH:
        return (text,)
    cards: list[str] = []
    for section in re.split(r"(?m)^(?=##\s)", text):
        if not section.strip():
            continue
        joined = f"{cards[-1]}\n\n{section.strip()}" if cards else section.strip()
        if cards and visible_length(telegram_html(joined)) <= CARD_LENGTH:
            cards[-1] = joined
        else:
            cards.append(section.strip())
    return tuple(cards)
