"""The preview of a broadcast in chat, and the tap that sends it."""

from bot.buttons.broadcast_draft import ConfirmBroadcast, ExplainPreview, PreviewBroadcast
from bot.handlers import broadcast_running
from bot.turn import Turn
from bot.views import broadcast as broadcast_views
from bot.views import broadcast_preview as views
from learning.broadcasts import Preview
from learning.usecases import broadcast_contents, broadcasting, dialogues, drafting
from learning.usecases.broadcasting import Confirmed, Flawed, Nobody
from learning.usecases.drafting import check_of


async def show(turn: Turn, press: PreviewBroadcast) -> None:
    """The message as its receivers see it, and below it how many they are."""
    await turn.store.write(dialogues.end, turn.person)
    outcome = await turn.store.write(
        broadcasting.preview, turn.world, turn.actor, press.broadcast, now=turn.now
    )
    if not isinstance(outcome, Preview):
        await _show_outcome(turn, outcome, before=None)
        return
    shown = await turn.store.read(broadcast_contents.look_at, turn.world, turn.actor, press.broadcast)
    if shown is None:
        await turn.show(broadcast_views.draft_gone(turn.texts))
        return
    await turn.send(views.message(outcome.broadcast, shown.shown, turn.texts))
    await turn.send(views.counted(outcome, turn.now, turn.texts))


async def explain(turn: Turn, _: ExplainPreview) -> None:
    """Says that this is only the preview."""
    await turn.acknowledge(views.explanation(turn.texts), alert=True)


async def confirm(turn: Turn, press: ConfirmBroadcast) -> None:
    """Sends what the preview showed; where that is not what would be sent now, shows it anew."""
    found = await turn.store.read(drafting.draft, turn.actor, press.broadcast)
    if found is not None and check_of(found) != press.check:
        await show(turn, PreviewBroadcast(press.broadcast))
        return
    outcome = await turn.store.write(
        broadcasting.confirm, turn.world, turn.actor, press.broadcast, now=turn.now
    )
    await _show_outcome(turn, outcome, before=found.size if found else None)


async def _show_outcome(
    turn: Turn, outcome: Confirmed | Preview | Nobody | Flawed | None, *, before: int | None
) -> None:
    if isinstance(outcome, Confirmed):
        await broadcast_running.show_results(turn, outcome.results)
    elif isinstance(outcome, Preview):
        await turn.show(views.counted(outcome, turn.now, turn.texts, before=before))
    elif isinstance(outcome, Nobody):
        await turn.show(views.nobody(outcome, turn.texts))
    elif isinstance(outcome, Flawed):
        await turn.show(views.flawed(outcome, turn.texts))
    else:
        await turn.show(broadcast_views.draft_gone(turn.texts))
