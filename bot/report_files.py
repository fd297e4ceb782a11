"""The picture and the spreadsheet of a report, made beside the conversation, one at a time."""

import asyncio

from bot.report_chart import report_picture
from bot.report_workbook import report_workbook
from bot.texts import Texts
from learning.report_lists import YearTable
from learning.reports import PeriodReport

_making = asyncio.Semaphore(1)


async def picture_of(report: PeriodReport, texts: Texts) -> bytes:
    """The picture, drawn in a thread."""
    async with _making:
        return await asyncio.to_thread(report_picture, report, texts)


async def workbook_of(
    report: PeriodReport, texts: Texts, *, target_jp: int, table: YearTable | None = None
) -> bytes:
    """The spreadsheet, written in a thread; so 5,000 rows hold up nobody's tap."""
    async with _making:
        return await asyncio.to_thread(report_workbook, report, texts, target_jp=target_jp, table=table)
