"""Asks the author of a broadcast for words."""

from bot.buttons.broadcast_draft import AskWords
from bot.turn import Turn
from bot.views import broadcast as broadcast_views
from bot.views import broadcast_asking as views
from learning.usecases import broadcast_words, watching
from learning.usecases.broadcast_words import Wording


async def ask_words(turn: Turn, press: AskWords) -> None:
    """Takes the next message as this part of a broadcast."""
    await ask(turn, press.broadcast, press.wording)


async def ask(turn: Turn, broadcast_id: int, wording: Wording) -> None:
    """Asks for words, where there is something to be written."""
    await turn.store.write(watching.look_away, turn.actor, turn.message_id)
    found = await turn.store.write(broadcast_words.ask, turn.actor, broadcast_id, wording, now=turn.now)
    if found is not None:
        await turn.show(views.ask(found, wording, turn.texts))
    elif wording is Wording.CORRECTION:
        await turn.show(broadcast_views.not_yours(turn.texts))
    else:
        await turn.show(broadcast_views.draft_gone(turn.texts))
