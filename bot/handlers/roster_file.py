"""A roster file in chat: read and held against the roster, shown, and taken over after a confirmation."""

import asyncio
import tempfile
import zlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import structlog
from telegram.error import TelegramError

from bot.buttons.roster import AskMissing, ReadRoster, TakeRoster
from bot.headed_table import TableProblem
from bot.roster_file import RosterReading, read_roster
from bot.turn import Turn
from bot.views import roster as roster_views
from bot.views import roster_file as views
from bot.views import sent_files as file_views
from learning.records import RosterEntry
from learning.roster import RosterPlan
from learning.usecases import dialogues, roster_file
from learning.usecases.contributing import OFFERED
from learning.usecases.roster_file import NoAdminLeft, Progress, RosterTaken

log = structlog.get_logger()

SECONDS_BETWEEN_SIGNS = 1.0
"""How often an import that lasts says how far it is."""

_reading = asyncio.Semaphore(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sent:
    """The file that came last, read without a mistake."""

    name: str
    number: int
    entries: tuple[RosterEntry, ...]
    warnings: tuple[TableProblem, ...]


async def read(turn: Turn, _: ReadRoster) -> None:
    """Shows what the file would change."""
    sent = await _sent(turn)
    if sent is not None:
        plan = await _plan(turn, sent)
        if plan is not None:
            await turn.show(views.preview(sent.name, sent.number, plan, sent.warnings, turn.texts))


async def ask_missing(turn: Turn, press: AskMissing) -> None:
    """Names who would leave."""
    sent = await _sent(turn, press.file)
    plan = await _plan(turn, sent) if sent is not None else None
    if sent is None or plan is None:
        return
    if plan.check != press.check:
        await turn.show(views.changed_meanwhile(turn.texts))
    elif plan.no_admin_leaves:
        await turn.show(views.no_admin_left(turn.texts))
    else:
        await turn.show(views.ask_missing(sent.number, plan, turn.texts))


async def take(turn: Turn, press: TakeRoster) -> None:
    """Takes the file over in one piece, saying meanwhile how far that is; a second tap says it once more."""
    before = await turn.store.read(
        roster_file.taken_before, turn.actor, press.check, missing_leave=press.missing_leave, now=turn.now
    )
    if before is not None:
        await turn.show(views.taken_before(before, turn.texts))
        return
    sent = await _sent(turn, press.file)
    if sent is None:
        return
    progress = Progress()
    await turn.show(views.writing(0, 0, turn.texts))
    writing = asyncio.ensure_future(
        turn.store.write(
            roster_file.take_in,
            turn.world,
            turn.actor,
            sent.entries,
            press.check,
            missing_leave=press.missing_leave,
            progress=progress,
            now=turn.now,
        )
    )
    while not (await asyncio.wait({writing}, timeout=SECONDS_BETWEEN_SIGNS))[0]:
        await _say_how_far(turn, progress)
    await _show_outcome(turn, sent, writing.result())


async def _say_how_far(turn: Turn, progress: Progress) -> None:
    """A sign of life; the import goes on whether it arrives or not."""
    try:
        await turn.show(views.writing(progress.done, progress.total, turn.texts))
    except TelegramError as error:
        log.info("progress_not_shown", error=type(error).__name__)


async def _show_outcome(
    turn: Turn, sent: _Sent, outcome: RosterTaken | NoAdminLeft | RosterPlan | None
) -> None:
    match outcome:
        case RosterTaken():
            log.info("roster_taken_over", rows=len(outcome.plan.rows), left=outcome.left)
            await turn.show(views.taken(outcome, turn.texts))
        case NoAdminLeft():
            await turn.show(views.no_admin_left(turn.texts))
        case RosterPlan() if outcome.changes_nothing:
            await turn.show(views.preview(sent.name, sent.number, outcome, (), turn.texts))
        case RosterPlan():
            await turn.show(views.changed_meanwhile(turn.texts))
        case None:
            await turn.show(roster_views.gone(turn.texts))


async def _plan(turn: Turn, sent: _Sent) -> RosterPlan | None:
    """What the file would change now; None when it was said that it is not for this person."""
    plan = await turn.store.read(roster_file.foresee, turn.world, turn.actor, sent.entries, now=turn.now)
    if plan is None:
        await turn.show(roster_views.gone(turn.texts))
    return plan


async def _sent(turn: Turn, shown: int | None = None) -> _Sent | None:
    """The file that came last; None when it was said what is wrong with it, or that it is newer."""
    offered = await turn.store.read(dialogues.current, turn.person, now=turn.now)
    if offered is None or offered.kind != OFFERED:
        await turn.show(file_views.file_gone(turn.texts))
        return None
    file_id = str(offered.payload["file"])
    number = zlib.crc32(file_id.encode())
    if shown not in (None, number):
        await turn.show(views.replaced(turn.texts))
        return None
    await turn.acknowledge()
    name = str(offered.payload["name"])
    content = await turn.courier.download(file_id)
    today = turn.now.astimezone(turn.world.policy.zone).date()
    async with _reading:
        reading = await asyncio.to_thread(_read, content, turn.world.policy.language, today)
    if any(problem.is_error for problem in reading.problems):
        await turn.show(views.problems(name, reading.problems, turn.texts))
        return None
    return _Sent(name=name, number=number, entries=reading.entries, warnings=reading.problems)


def _read(content: bytes, language: str, today: date) -> RosterReading:
    """The people in the file, which is read from the disk as on the command line."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "roster"
        file.write_bytes(content)
        return read_roster(file, default_language=language, today=today)
