"""One's own progress, and the history as a file."""

import asyncio

from bot.buttons.progress import SendHistory, ShowProgress
from bot.charts import progress_picture
from bot.spreadsheets import history_workbook
from bot.turn import Turn
from bot.views import privacy as privacy_views
from bot.views import progress as views
from learning.usecases import progress

_drawing = asyncio.Semaphore(1)


async def show(turn: Turn, _: ShowProgress | str) -> None:
    """JP, pace, week, streak and strengths, with a picture."""
    shown = await turn.store.read(progress.look, turn.world, turn.person, now=turn.now)
    await turn.acknowledge()
    async with _drawing:
        picture = await asyncio.to_thread(progress_picture, shown, turn.texts)
    await turn.show(views.progress(shown, picture, turn.texts))


async def send_history(turn: Turn, press: SendHistory) -> None:
    """The ledger rows of the person as a spreadsheet."""
    history = await turn.store.read(progress.full_history, turn.person.id)
    await turn.acknowledge()
    today = turn.now.astimezone(turn.world.policy.zone).date()
    content = await asyncio.to_thread(
        history_workbook,
        history,
        turn.person,
        turn.texts,
        organisation=turn.world.policy.organisation,
        made_on=today,
    )
    await turn.send(privacy_views.history(content, today.year, turn.texts))
