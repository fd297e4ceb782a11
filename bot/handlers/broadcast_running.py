"""Watching and steering a broadcast that was sent."""

from markupsafe import Markup

from bot.buttons.broadcast import (
    PauseBroadcast,
    RemindOfBroadcast,
    ReopenBroadcast,
    ResumeBroadcast,
    SendAgain,
    ShowBroadcast,
    ShowRecipients,
    StopBroadcast,
    WithdrawBroadcast,
)
from bot.handlers import broadcast_draft
from bot.turn import Turn
from bot.views import broadcast as broadcast_views
from bot.views import broadcast_people as people_views
from bot.views import broadcast_running as views
from learning.broadcasts import Broadcast, Results
from learning.usecases import (
    broadcast_contents,
    broadcasting,
    dialogues,
    drafting,
    following_up,
    rescheduling,
    watching,
)


async def show(turn: Turn, press: ShowBroadcast) -> None:
    """What became of it so far; from now on this message is kept up to date."""
    await turn.store.write(dialogues.end, turn.person)
    await _show(turn, press.broadcast)


async def show_results(turn: Turn, results: Results, note: Markup | None = None) -> None:
    """Shows how a broadcast stands, in the message that is kept up to date."""
    broadcast = results.broadcast
    listed = await turn.store.read(broadcast_contents.listed, turn.world, broadcast, turn.person.language)
    is_own = broadcast.author_id == turn.person.id
    screen = views.running(results, turn.texts, turn.now, title=listed.title, note=note, is_own=is_own)
    if turn.message_id is None:
        message_id = await turn.courier.send(turn.chat_id, screen)
    else:
        message_id = turn.message_id
        await turn.show(screen)
    await turn.store.write(broadcasting.watch, turn.actor, broadcast.id, message_id)


async def show_corrected(turn: Turn, broadcast: Broadcast) -> None:
    """How it stands after a correction, and how many copies are being changed."""
    results = await turn.store.read(broadcasting.look, turn.world, turn.actor, broadcast.id, now=turn.now)
    if results is not None:
        await show_results(turn, results, views.corrected(results, turn.texts))


async def pause(turn: Turn, press: PauseBroadcast) -> None:
    """Lets nothing more leave for now."""
    await turn.store.write(broadcasting.pause, turn.actor, press.broadcast, now=turn.now)
    await _show(turn, press.broadcast)


async def resume(turn: Turn, press: ResumeBroadcast) -> None:
    """Lets it go on."""
    await turn.store.write(broadcasting.resume, turn.actor, press.broadcast, now=turn.now)
    await _show(turn, press.broadcast)


async def stop(turn: Turn, press: StopBroadcast) -> None:
    """Ends it for everybody who has it not yet, after asking once."""
    if press.sure:
        await turn.store.write(broadcasting.stop, turn.actor, press.broadcast, now=turn.now)
        await _show(turn, press.broadcast)
        return
    results = await _looked_at(turn, press.broadcast)
    if results is not None:
        await turn.show(people_views.stop_question(results, turn.now, turn.texts))


async def withdraw(turn: Turn, press: WithdrawBroadcast) -> None:
    """Takes it back, after asking once."""
    if press.sure:
        await turn.store.write(broadcasting.withdraw, turn.actor, press.broadcast, now=turn.now)
        await _show(turn, press.broadcast)
        return
    results = await _looked_at(turn, press.broadcast)
    if results is not None:
        await turn.show(people_views.withdraw_question(results.broadcast, turn.texts))


async def remind(turn: Turn, press: RemindOfBroadcast) -> None:
    """Reminds those who have not opened it, after asking once."""
    if press.sure:
        await turn.store.write(following_up.remind, turn.actor, press.broadcast, now=turn.now)
        await _show(turn, press.broadcast)
        return
    results = await _looked_at(turn, press.broadcast)
    reach = await turn.store.read(following_up.reach, turn.actor, press.broadcast)
    if results is not None and reach is not None:
        await turn.show(people_views.remind_question(press.broadcast, reach, turn.texts))


async def reopen(turn: Turn, press: ReopenBroadcast) -> None:
    """Makes a draft again of what its author scheduled, after asking once."""
    results = await _looked_at(turn, press.broadcast)
    if results is None:
        return
    if results.broadcast.author_id != turn.person.id:
        await turn.show(broadcast_views.not_yours(turn.texts))
    elif not results.is_ahead(turn.now):
        await show_results(turn, results)
    elif press.sure:
        await _reopen(turn, press.broadcast)
    else:
        other = await turn.store.read(drafting.current, turn.actor)
        has_draft = other is not None
        await turn.show(people_views.reopen_question(results.broadcast, turn.texts, has_draft=has_draft))


async def _reopen(turn: Turn, broadcast_id: int) -> None:
    found = await turn.store.write(rescheduling.reopen, turn.actor, broadcast_id, now=turn.now)
    if found is None:
        await _show(turn, broadcast_id)
    else:
        await broadcast_draft.show_draft(turn, found.id, views.reopened(turn.texts))


async def send_again(turn: Turn, press: SendAgain) -> None:
    """Makes a new draft of what was sent; the message with its results stays as it is."""
    turn.message_id = None
    found = await turn.store.write(broadcasting.again, turn.actor, press.broadcast, now=turn.now)
    if found is None:
        await turn.show(broadcast_views.not_yours(turn.texts))
    else:
        await broadcast_draft.show_draft(turn, found.id)


async def show_recipients(turn: Turn, press: ShowRecipients) -> None:
    """The people of one state."""
    results = await _looked_at(turn, press.broadcast)
    if results is None:
        return
    count = results.people.get(press.standing, 0)
    page = min(press.page, max(0, -(-count // people_views.PAGE) - 1))
    found = await turn.store.read(
        broadcasting.recipients,
        turn.world,
        turn.actor,
        press.broadcast,
        press.standing,
        now=turn.now,
        limit=people_views.PAGE,
        offset=page * people_views.PAGE,
    )
    screen = people_views.recipients(
        results.broadcast, press.standing, found or [], page, count, turn.texts, now=turn.now
    )
    await turn.show(screen)


async def _show(turn: Turn, broadcast_id: int) -> None:
    results = await turn.store.read(broadcasting.look, turn.world, turn.actor, broadcast_id, now=turn.now)
    if results is None:
        await turn.show(broadcast_views.not_yours(turn.texts))
    else:
        await show_results(turn, results)


async def _looked_at(turn: Turn, broadcast_id: int) -> Results | None:
    """How it stands, while the message shows something else; where it is not theirs, says so."""
    await turn.store.write(watching.look_away, turn.actor, turn.message_id)
    results = await turn.store.read(broadcasting.look, turn.world, turn.actor, broadcast_id, now=turn.now)
    if results is None:
        await turn.show(broadcast_views.not_yours(turn.texts))
    return results
