"""Asks the author of a broadcast for words."""

from bot.buttons.broadcast_draft import AskWords
from bot.turn import Turn
from bot.views import broadcast as broadcast_views
from bot.views import broadcast_asking as views
from bot.views import broadcast_running as running_views
from learning.usecases import broadcast_words, broadcasting, following_up, watching
from learning.usecases.broadcast_words import Wording


async def ask_words(turn: Turn, press: AskWords) -> None:
    """Takes the next message as this part of a broadcast."""
    await ask(turn, press.broadcast, press.wording)


async def ask(turn: Turn, broadcast_id: int, wording: Wording) -> None:
    """Asks for words, where there is something to be written."""
    await turn.store.write(watching.look_away, turn.actor, turn.message_id)
    found = await turn.store.write(broadcast_words.ask, turn.actor, broadcast_id, wording, now=turn.now)
    if found is not None and wording is Wording.CORRECTION:
        left_out = await turn.store.read(following_up.left_out, turn.actor, broadcast_id)
        await turn.show(views.ask(found, wording, turn.texts, left_out=left_out))
    elif found is not None:
        await turn.show(views.ask(found, wording, turn.texts))
    elif wording is Wording.CORRECTION:
        await _show_uncorrectable(turn, broadcast_id)
    else:
        await turn.show(broadcast_views.draft_gone(turn.texts))


async def _show_uncorrectable(turn: Turn, broadcast_id: int) -> None:
    """Why nothing can be corrected: it was taken back, or is not theirs."""
    results = await turn.store.read(broadcasting.look, turn.world, turn.actor, broadcast_id, now=turn.now)
    if results is None:
        await turn.show(broadcast_views.not_yours(turn.texts))
        return
    is_own = results.broadcast.author_id == turn.person.id
    note = running_views.taken_back_before(turn.texts)
    await turn.show(running_views.running(results, turn.texts, turn.now, note=note, is_own=is_own))
