"""The hand-over to the personnel system in chat, for admins."""

import asyncio
import tempfile
from pathlib import Path

from bot.buttons.handover import AskHandOverReply, MakeHandOver, SendHandOver, ShowHandOvers
from bot.handover_file import FileKind, batch_file
from bot.handover_layout import DEFAULT_REPLY, default_layout
from bot.handover_reply import ReplyReading, all_problems, read_reply
from bot.turn import Turn
from bot.views import general as general_views
from bot.views import handover as views
from learning.handover import HandedRow, HandOver
from learning.notices import Dialogue
from learning.rules.periods import named_period
from learning.usecases import handing_over_in_chat

_writing = asyncio.Semaphore(1)


async def show(turn: Turn, press: ShowHandOvers) -> None:
    """What waits, and what became of the batches."""
    found = await turn.store.read(handing_over_in_chat.overview, turn.actor)
    period = named_period(press.period)
    await turn.show(views.overview(found, period, turn.texts) if found else general_views.stale(turn.texts))


async def make(turn: Turn, press: MakeHandOver) -> None:
    """Hands over all that waits; a second tap finds nothing and shows the batches."""
    made = await turn.store.write(handing_over_in_chat.make, turn.actor, now=turn.now)
    if made is None:
        await show(turn, ShowHandOvers(press.period))
        return
    await _send(turn, *made, press.period)


async def send(turn: Turn, press: SendHandOver) -> None:
    """The file of a batch once more."""
    found = await turn.store.write(handing_over_in_chat.again, turn.actor, press.batch, now=turn.now)
    if found is None:
        await turn.show(general_views.stale(turn.texts))
        return
    await _send(turn, *found, press.period)


async def ask_reply(turn: Turn, press: AskHandOverReply) -> None:
    """Asks for the reply as a file."""
    batch = await turn.store.write(
        handing_over_in_chat.ask_reply,
        turn.actor,
        press.batch,
        period=named_period(press.period),
        now=turn.now,
    )
    await turn.send(views.ask_reply(batch, turn.texts) if batch else general_views.stale(turn.texts))


async def take(turn: Turn, dialogue: Dialogue) -> None:
    """Takes the file that came as the reply to a batch."""
    batch_id = int(dialogue.payload["batch"])
    if turn.document is None or turn.is_too_large:
        await turn.show(views.file_wanted(turn.texts))
        return
    content = await turn.courier.download(str(turn.document["file_id"]))
    reading = await asyncio.to_thread(_read, content)
    refused = await turn.store.read(handing_over_in_chat.refused_of, turn.actor, batch_id, reading.named)
    problems = [problem for problem in all_problems(reading, refused) if problem.is_error]
    if problems:
        await turn.show(views.problems(problems, turn.texts))
        return
    replied = await turn.store.write(
        handing_over_in_chat.take_reply, turn.actor, batch_id, reading.replies, now=turn.now
    )
    if replied is None or replied.refused:
        await turn.show(general_views.stale(turn.texts))
    else:
        period = named_period(str(dialogue.payload.get("period", "")))
        await turn.show(views.replied(replied, period, turn.texts))


async def _send(turn: Turn, batch: HandOver, rows: tuple[HandedRow, ...], period: str) -> None:
    await turn.acknowledge()
    policy = turn.world.policy
    async with _writing:
        content = await asyncio.to_thread(
            batch_file,
            batch,
            rows,
            default_layout(policy.language),
            FileKind.XLSX,
            organisation=policy.organisation,
            language=policy.language,
        )
    await turn.send(views.batch(batch, content, named_period(period), turn.texts))


def _read(content: bytes) -> ReplyReading:
    """The replies in the file, which is read from the disk as on the command line."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "reply"
        file.write_bytes(content)
        return read_reply(file, DEFAULT_REPLY)
