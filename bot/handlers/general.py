"""Help, and a kind answer to free words."""

from bot.buttons.general import ShowHelp
from bot.commands import publish_own_menu
from bot.turn import Turn
from bot.views import general as views
from learning.rules.access import Action, may


async def help_(turn: Turn, _: ShowHelp | str) -> None:
    """What one can do; the menu follows the roles the person has by now."""
    if turn.message_id is None:
        await publish_own_menu(turn.courier, turn.chat_id, turn.person.language, turn.actor.roles)
    curates, leads = may(turn.actor, Action.CURATE), may(turn.actor, Action.SEE_TEAM)
    await turn.show(views.help_(turn.texts, curates=curates, leads=leads))


async def free_text(turn: Turn) -> None:
    """Words that are no command."""
    await turn.show(views.free_text(turn.texts))
