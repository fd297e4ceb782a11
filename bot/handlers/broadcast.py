"""The way into broadcasts in chat: what one can send, the draft, and what was sent."""

from bot.buttons.broadcast import ShowBroadcasts, ShowSent, ShowUnderWay
from bot.turn import Turn
from bot.views import broadcast as views
from learning.people import Role
from learning.usecases import broadcast_contents, dialogues, steering, watching


async def show(turn: Turn, _: ShowBroadcasts | str) -> None:
    """What one can send; nothing is being written any more."""
    await _leave(turn)
    draft = await turn.store.read(broadcast_contents.current, turn.world, turn.actor)
    await turn.show(views.home(draft, turn.texts, is_admin=Role.ADMIN in turn.actor.roles))


async def show_sent(turn: Turn, press: ShowSent) -> None:
    """A page of what was sent, newest first."""
    await _leave(turn)
    found = await turn.store.read(
        broadcast_contents.sent_page,
        turn.world,
        turn.actor,
        limit=views.PAGE + 1,
        offset=press.page * views.PAGE,
        now=turn.now,
    )
    shown, has_more = found[: views.PAGE], len(found) > views.PAGE
    screen = views.sent_list(shown, press.page, turn.now, turn.person.zone, turn.texts, has_more=has_more)
    await turn.show(screen)


async def show_under_way(turn: Turn, press: ShowUnderWay) -> None:
    """A page of what runs, is scheduled or comes every week, of all authors."""
    await _leave(turn)
    found = await turn.store.read(
        steering.under_way,
        turn.world,
        turn.actor,
        limit=views.PAGE + 1,
        offset=press.page * views.PAGE,
        now=turn.now,
    )
    shown, has_more = found[: views.PAGE], len(found) > views.PAGE
    await turn.show(views.under_way(shown, press.page, turn.now, turn.texts, has_more=has_more))


async def _leave(turn: Turn) -> None:
    """Nothing is being written, nor kept up to date in this message, any more."""
    await turn.store.write(dialogues.end, turn.person)
    await turn.store.write(watching.look_away, turn.actor, turn.message_id)
