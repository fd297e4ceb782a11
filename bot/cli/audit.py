"""The command that shows the audit log: who did what to whom."""

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.table import Table
from rich.text import Text

from bot.cli.console import console, errors, plain_ending, read_settings
from bot.spreadsheets import safe_cell
from bot.wiring import open_database, plain_sentences
from learning.auditing import AuditLine, AuditSought
from learning.ports import Records
from learning.usecases import auditing

COLUMNS = ("when", "who", "action", "whom", "unit", "detail")


class Format(StrEnum):
    """How the entries are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def audit(
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only from this day on, such as 2026-11-01")
    ] = None,
    actor: Annotated[str, typer.Option(help="Only by whom this is part of the name")] = "",
    action: Annotated[
        str, typer.Option(help="Only actions with this in their name: granted, item_, link")
    ] = "",
    limit: Annotated[int, typer.Option(min=1, help="How many entries at most")] = 50,
    format_: Annotated[
        Format, typer.Option("--format", help="A table to read, CSV for a spreadsheet, or JSON")
    ] = Format.TABLE,
) -> None:
    """Show who did what to whom, newest first: in chat, on the command line, and people themselves.

    Moments stand on the organisation's clock. CSV and JSON go to the output, to be kept in a file.
    """
    settings = read_settings()
    sought = AuditSought(
        since=since.replace(tzinfo=settings.zone) if since else None,
        actor=actor.strip(),
        action=action.strip(),
    )

    def show(records: Records) -> int:
        rows = (_row(line, settings.zone) for line in auditing.found(records, sought, limit=limit))
        return SHOWN_AS[format_](rows)

    with plain_ending(), plain_sentences():
        count = open_database(settings).transact(show)
    if not count:
        errors.print("The log holds no such entry.")
    elif count == limit:
        errors.print(f"These are the newest {limit}; there may be more (--limit).", highlight=False)


def _row(line: AuditLine, zone: ZoneInfo) -> Sequence[str]:
    entry = line.entry
    when = entry.at.astimezone(zone).isoformat(sep=" ", timespec="seconds")
    who = line.actor_name or entry.actor
    return (when, who, entry.action, line.person_name, line.person_unit, entry.detail)


def _as_table(rows: Iterable[Sequence[str]]) -> int:
    table = Table(*COLUMNS)
    for row in rows:
        table.add_row(*map(Text, row))
    if table.row_count:
        console.print(table)
    return table.row_count


def _as_csv(rows: Iterable[Sequence[str]]) -> int:
    written = 0
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(map(safe_cell, row))
        written += 1
    return written


def _as_json(rows: Iterable[Sequence[str]]) -> int:
    found = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
    return len(found)


SHOWN_AS = {Format.TABLE: _as_table, Format.CSV: _as_csv, Format.JSON: _as_json}
