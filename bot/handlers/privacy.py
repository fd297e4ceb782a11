"""Who sees what, a copy of one's data, and being forgotten."""

import json
from datetime import date, datetime, time
from typing import Any

from bot.buttons.privacy import AskForget, Forget, SendMyData
from bot.turn import Turn
from bot.views import privacy as views
from learning.usecases import privacy


async def show(turn: Turn, words: str) -> None:
    """Who sees what."""
    await turn.show(views.privacy(turn.person, turn.world.policy.organisation, turn.texts))


async def send_my_data(turn: Turn, _: SendMyData | str) -> None:
    """Everything about the person, as a file."""
    everything = await turn.store.write(privacy.copy_of_my_data, turn.person.id, now=turn.now)
    content = json.dumps(everything, ensure_ascii=False, indent=2, default=_as_text).encode()
    await turn.send(views.my_data(content, turn.texts))


async def ask_forget(turn: Turn, _: AskForget | str) -> None:
    """The first of two steps."""
    await turn.show(views.ask_forget(turn.texts))


async def forget(turn: Turn, press: Forget) -> None:
    """The second step."""
    await turn.store.write(privacy.forget, turn.person.id, now=turn.now)
    await turn.show(views.forgotten(turn.texts))


def _as_text(value: Any) -> Any:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return sorted(value) if isinstance(value, frozenset | set) else str(value)
