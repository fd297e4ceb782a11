"""Inline mode: what the base says, offered as cards to share in any chat."""

from typing import Any

from bot.courier import Courier
from bot.texts import Texts
from bot.turn import Turn
from bot.views import inline as views
from learning.knowledge import Hit
from learning.usecases import knowledge


async def answer(courier: Courier, turn: Turn | None, query: dict[str, Any], stranger_texts: Texts) -> None:
    """Answers an inline query; strangers get nothing but the way to the bot."""
    if turn is None:
        await courier.answer_inline(query["id"], [], join=views.join(stranger_texts))
        return
    words = str(query.get("query") or "").strip()
    hits: tuple[Hit, ...] = ()
    if words:
        meaning = await turn.nearest(words)
        hits = await turn.store.read(knowledge.shareable, turn.person, words, meaning=meaning)
    await courier.answer_inline(query["id"], [views.card(hit, turn.texts) for hit in hits])
