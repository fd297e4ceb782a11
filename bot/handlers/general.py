"""Help, and a kind answer to free words."""

from bot.callbacks import ShowHelp
from bot.turn import Turn
from bot.views import general as views


async def help_(turn: Turn, _: ShowHelp | str) -> None:
    """What one can do."""
    await turn.show(views.help_(turn.texts))


async def free_text(turn: Turn) -> None:
    """Words that are no command."""
    await turn.show(views.free_text(turn.texts))
