"""The hand-over to the personnel system in chat, for admins."""

import asyncio
import tempfile
from pathlib import Path

from bot.buttons.handover import AskHandOverReply, MakeHandOver, SendHandOver, ShowHandOvers
from bot.handover_file import FileKind, batch_file
from bot.handover_layout import DEFAULT
from bot.handover_reply import ReplyReading, problems_of, read_reply
from bot.turn import Turn
from bot.views import general as general_views
from bot.views import handover as views
from learning.handover import HandedRow, HandOver
from learning.notices import Dialogue
from learning.usecases import handing_over_in_chat

_writing = asyncio.Semaphore(1)


async def show(turn: Turn, _: ShowHandOvers) -> None:
    """What waits, and what became of the batches."""
    found = await turn.store.read(handing_over_in_chat.overview, turn.actor)
    await turn.show(views.overview(found, turn.texts) if found else general_views.stale(turn.texts))


async def make(turn: Turn, press: MakeHandOver) -> None:
    """Hands over all that waits; a second tap finds nothing and shows the batches."""
    made = await turn.store.write(handing_over_in_chat.make, turn.actor, now=turn.now)
    if made is None:
        await show(turn, ShowHandOvers())
        return
    await _send(turn, *made)


async def send(turn: Turn, press: SendHandOver) -> None:
    """The file of a batch once more."""
    found = await turn.store.write(handing_over_in_chat.again, turn.actor, press.batch, now=turn.now)
    if found is None:
        await turn.show(general_views.stale(turn.texts))
        return
    await _send(turn, *found)


async def ask_reply(turn: Turn, press: AskHandOverReply) -> None:
    """Asks for the reply as a file."""
    batch = await turn.store.write(handing_over_in_chat.ask_reply, turn.actor, press.batch, now=turn.now)
    await turn.send(views.ask_reply(batch, turn.texts) if batch else general_views.stale(turn.texts))


async def take(turn: Turn, dialogue: Dialogue) -> None:
    """Takes the file that came as the reply to a batch."""
    batch_id = int(dialogue.payload["batch"])
    if turn.document is None or turn.is_too_large:
        await turn.show(views.file_wanted(turn.texts))
        return
    content = await turn.courier.download(str(turn.document["file_id"]))
    reading = await asyncio.to_thread(_read, content)
    problems = [problem for problem in reading.problems if problem.is_error]
    if problems:
        await turn.show(views.problems(problems, turn.texts))
        return
    replied = await turn.store.write(
        handing_over_in_chat.take_reply, turn.actor, batch_id, reading.replies, now=turn.now
    )
    if replied is None:
        await turn.show(general_views.stale(turn.texts))
    elif replied.refused:
        await turn.show(views.problems(problems_of(replied.refused), turn.texts))
    else:
        await turn.show(views.replied(replied, turn.texts))


async def _send(turn: Turn, batch: HandOver, rows: tuple[HandedRow, ...]) -> None:
    await turn.acknowledge()
    organisation = turn.world.policy.organisation
    async with _writing:
        content = await asyncio.to_thread(
            batch_file, batch, rows, DEFAULT, FileKind.XLSX, organisation=organisation
        )
    await turn.send(views.batch(batch, content, turn.texts))


def _read(content: bytes) -> ReplyReading:
    """The replies in the file, which is read from the disk as on the command line."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "reply"
        file.write_bytes(content)
        return read_reply(file, DEFAULT.reply)
