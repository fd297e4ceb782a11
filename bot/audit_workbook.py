"""The audit log as a spreadsheet: one entry a row, newest first, nothing in it that runs."""

import io
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.spreadsheets import as_header, safe_cell, set_widths
from bot.texts import Texts
from bot.views.audit import who, whom
from bot.views.audit_details import details_for
from bot.views.audit_words import words_for
from learning.auditing import AuditLine

MOMENT = "yyyy-mm-dd hh:mm:ss"
WIDTHS = (20, 28, 44, 26, 28, 36, 40)


def audit_workbook(lines: Sequence[AuditLine], texts: Texts, zone: ZoneInfo) -> bytes:
    """An XLSX workbook of these entries, with moments on the clock of this zone."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = "Sela"
    sheet = book.worksheets[0]
    sheet.title = texts.plain("Audit log")
    sheet.append([safe_cell(title) for title in _titles(texts, zone)])
    for row, line in enumerate(lines, start=2):
        moment = line.entry.at.astimezone(zone).replace(microsecond=0, tzinfo=None)
        sheet.append([moment, *map(safe_cell, _words(line, texts))])
        sheet.cell(row, 1).number_format = MOMENT
    for cell in sheet[1]:
        as_header(cell)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    set_widths(sheet, WIDTHS)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _titles(t: Texts, zone: ZoneInfo) -> tuple[str, ...]:
    return (
        t.plain("When ({zone})", zone=t.zone(zone.key)),
        t.plain("Who"),
        t.plain("What"),
        t.plain("Name of the action"),
        t.plain("Whom"),
        t.plain("Unit"),
        t.plain("Details"),
    )


def _words(line: AuditLine, t: Texts) -> tuple[str, ...]:
    entry = line.entry
    what = words_for(entry.action, t)
    return (who(line, t), what, entry.action, whom(line, t), line.person_unit, details_for(entry, t))
