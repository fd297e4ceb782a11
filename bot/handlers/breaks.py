"""Break windows, the clock, pauses and the language."""

from bot.buttons.breaks import (
    AskPause,
    AskZone,
    ChooseLanguage,
    ChooseZone,
    MoveWindow,
    Pause,
    Resume,
    ShowBreaks,
    SwitchWindow,
)
from bot.commands import publish_own_menu
from bot.screens import Key
from bot.texts import LANGUAGES
from bot.turn import Turn
from bot.views import breaks as views
from bot.views import general
from bot.views.enrol import LANGUAGE_NAMES
from learning.usecases import breaks, enrol

LONGEST_PAUSE_DAYS = 366


async def show(turn: Turn, _: ShowBreaks | str) -> None:
    """The person's windows."""
    shown = await turn.store.read(breaks.look, turn.world, turn.person.id, now=turn.now)
    await turn.show(views.breaks(shown, turn.texts))


async def switch(turn: Turn, press: SwitchWindow) -> None:
    """Opens or closes a window."""
    shown = await turn.store.write(
        breaks.switch, turn.world, turn.person.id, press.kind, on=press.on, now=turn.now
    )
    await turn.show(views.breaks(shown, turn.texts))


async def move(turn: Turn, press: MoveWindow) -> None:
    """Moves a window to another time."""
    shown = await turn.store.write(
        breaks.move, turn.world, turn.person.id, press.kind, press.preset, now=turn.now
    )
    await turn.show(views.breaks(shown, turn.texts))


async def ask_zone(turn: Turn, press: AskZone) -> None:
    """Asks for the clock."""
    await turn.show(views.zones(turn.person, turn.texts))


async def choose_zone(turn: Turn, press: ChooseZone) -> None:
    """Sets the clock."""
    if press.zone in views.ZONES:
        await turn.store.write(enrol.choose_time_zone, turn.world, turn.person.id, press.zone, now=turn.now)
    await show(turn, "")


async def ask_pause(turn: Turn, _: AskPause | str) -> None:
    """Asks how long to keep quiet."""
    await turn.show(views.pauses(turn.texts))


async def pause(turn: Turn, press: Pause) -> None:
    """Keeps quiet."""
    days = min(press.days, LONGEST_PAUSE_DAYS) or None
    shown = await turn.store.write(breaks.pause, turn.world, turn.person.id, days, now=turn.now)
    await turn.show(views.paused(shown, turn.texts))


async def resume(turn: Turn, press: Resume) -> None:
    """Ends a pause."""
    shown = await turn.store.write(breaks.resume, turn.world, turn.person.id, now=turn.now)
    await turn.show(views.breaks(shown, turn.texts))


async def ask_language(turn: Turn, words: str) -> None:
    """Asks for the language."""
    keys = [Key(LANGUAGE_NAMES[code], ChooseLanguage(code)) for code in LANGUAGES]
    await turn.show(general.languages(turn.texts, keys[0], keys[1]))


async def choose_language(turn: Turn, press: ChooseLanguage) -> None:
    """Sets the language and says so in it; the menu follows."""
    if press.language in LANGUAGES:
        turn.know(await turn.store.write(enrol.choose_language, turn.person.id, press.language))
        await publish_own_menu(turn.courier, turn.chat_id, press.language, turn.actor.roles)
    await turn.show(views.language_chosen(LANGUAGE_NAMES[turn.texts.language], turn.texts))
