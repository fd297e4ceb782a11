"""The audit log in chat, for admins."""

import asyncio

from bot.audit_workbook import audit_workbook
from bot.buttons.audit import SendAudit, ShowAudit
from bot.turn import Turn
from bot.views import audit as views
from learning.auditing import AuditGroup
from learning.usecases import auditing

_writing = asyncio.Semaphore(1)


async def show(turn: Turn, press: ShowAudit | str) -> None:
    """A page of the log; the command shows the newest of everything."""
    wanted = press if isinstance(press, ShowAudit) else ShowAudit(AuditGroup.EVERYTHING, 0, newer=False)
    page = await turn.store.read(
        auditing.page, turn.actor, wanted.group, beside=wanted.beside, newer=wanted.newer
    )
    await turn.show(views.log(page, turn.person.zone, turn.texts) if page else views.refused(turn.texts))


async def send(turn: Turn, press: SendAudit) -> None:
    """The newest entries of a group as a spreadsheet; that it was taken is in the log first."""
    if not await turn.store.write(auditing.begin_export, turn.actor, press.group, now=turn.now):
        await turn.show(views.refused(turn.texts))
        return
    await turn.acknowledge()
    async with _writing:
        lines = await turn.store.read(auditing.exported, turn.actor, press.group)
        content = await asyncio.to_thread(audit_workbook, lines, turn.texts, turn.person.zone)
    made_on = turn.person.local_date(turn.now)
    await turn.send(views.spreadsheet(content, len(lines), made_on, turn.texts))
