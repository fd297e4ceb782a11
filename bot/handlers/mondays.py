"""The Monday message: on or off."""

from bot.buttons.notes import EndMondays, SwitchMondays
from bot.turn import Turn
from bot.views import mondays as views
from learning.usecases import mondays


async def switch(turn: Turn, press: SwitchMondays) -> None:
    """Switches the Monday message."""
    is_on = await turn.store.write(mondays.switch, turn.person.id, on=press.on)
    await turn.send(views.switched(is_on, turn.texts))


async def end(turn: Turn, _: EndMondays) -> None:
    """Ends the Monday message, from below one."""
    await switch(turn, SwitchMondays(False))
