"""Joining Sela: the link, the privacy notice, language, clock and windows."""

from bot.buttons.enrol import Acknowledge, EnrolDone, EnrolLanguage, EnrolWindow, EnrolZone
from bot.commands import publish_own_menu
from bot.texts import LANGUAGES
from bot.turn import Turn
from bot.views import enrol as views
from bot.views import general
from bot.views.breaks import ZONES
from learning.rules.access import Action, may
from learning.usecases import breaks, enrol


async def start(turn: Turn, words: str) -> None:
    """Takes up joining where it stands, or shows what one can do."""
    await turn.store.write(enrol.reachable_again, turn.world, turn.person.id, now=turn.now)
    if turn.person.onboarded_at is not None:
        await publish_own_menu(turn.courier, turn.chat_id, turn.person.language, turn.actor.roles)
        curates, leads = may(turn.actor, Action.CURATE), may(turn.actor, Action.SEE_TEAM)
        await turn.show(general.help_(turn.texts, curates=curates, leads=leads))
    elif turn.person.acknowledged_at is not None:
        await turn.show(views.language(turn.texts))
    else:
        await turn.show(views.notice(turn.person, turn.world.policy.organisation, turn.texts))


async def acknowledge(turn: Turn, press: Acknowledge) -> None:
    """The notice was read; next is the language."""
    await turn.store.write(enrol.acknowledge, turn.person.id, now=turn.now)
    await turn.show(views.language(turn.texts))


async def choose_language(turn: Turn, press: EnrolLanguage) -> None:
    """Keeps the language; next is the clock."""
    if press.language in LANGUAGES:
        turn.know(await turn.store.write(enrol.choose_language, turn.person.id, press.language))
        await publish_own_menu(turn.courier, turn.chat_id, press.language, turn.actor.roles)
    await turn.show(views.zone(turn.person, turn.texts))


async def choose_zone(turn: Turn, press: EnrolZone) -> None:
    """Keeps the clock; next are the windows."""
    if press.zone in ZONES:
        turn.know(
            await turn.store.write(
                enrol.choose_time_zone, turn.world, turn.person.id, press.zone, now=turn.now
            )
        )
    shown = await turn.store.read(breaks.look, turn.world, turn.person.id, now=turn.now)
    await turn.show(views.windows(shown, turn.texts))


async def switch_window(turn: Turn, press: EnrolWindow) -> None:
    """Opens or closes a window and shows the windows again."""
    shown = await turn.store.write(
        breaks.switch, turn.world, turn.person.id, press.kind, on=press.on, now=turn.now
    )
    await turn.show(views.windows(shown, turn.texts))


async def join_as_listed(turn: Turn) -> None:
    """Ends joining with the language, clock and windows of the roster for one who starts learning first."""
    turn.know(await turn.store.write(enrol.finish, turn.world, turn.person.id, now=turn.now))


async def done(turn: Turn, press: EnrolDone) -> None:
    """The person is in."""
    turn.know(await turn.store.write(enrol.finish, turn.world, turn.person.id, now=turn.now))
    shown = await turn.store.read(breaks.look, turn.world, turn.person.id, now=turn.now)
    await turn.show(views.welcome(turn.person, shown, turn.texts))
