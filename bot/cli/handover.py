"""Commands for the hand-over to the personnel system: make a batch, write it again, take the reply, look."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from bot.cli.console import console, fail, plain_ending, read_settings, show_problems, typist
from bot.clock import system_clock
from bot.handover_file import FileKind, batch_file
from bot.handover_layout import Layout, LayoutBroken, read_layout
from bot.handover_reply import all_problems, read_reply
from bot.settings import Settings
from bot.texts import texts_for
from bot.views.handover import MOST_TURNED, turned_reply
from bot.wiring import open_database, plain_sentences
from learning.handover import HandedRow, HandedState, HandOver
from learning.usecases import handing_over
from learning.usecases.handing_over import Replied

app = typer.Typer(
    help="Hours for the personnel system: batches of new ledger rows, and its replies.", no_args_is_help=True
)

SHOWN_REJECTED = 30
ENGLISH = texts_for("en")

LayoutOption = Annotated[
    Path | None, typer.Option(help="A mapping file for the columns; see handover.example.toml")
]
FormatOption = Annotated[
    FileKind | None, typer.Option("--format", help="Otherwise the ending of the output tells")
]
OutputOption = Annotated[Path, typer.Option("--output", "-o", help="Where to write the batch")]


@app.command()
def make(
    output: OutputOption,
    month: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m"], help="Up to the end of this month, such as 2026-11; else up to now"),
    ] = None,
    format_: FormatOption = None,
    layout: LayoutOption = None,
) -> None:
    """Write every ledger row that was not handed over yet into a file for the personnel system.

    A row is in one batch only. Corrections are rows of their own, with less than 0 minutes where they take
    away. Keep the file like a password: it has full employee numbers.
    """
    settings, kind = read_settings(), _kind(format_, output)
    columns = _layout(layout, settings)
    until = month.date() if month else None
    _try_writing(output)
    with plain_ending(), plain_sentences():
        database = open_database(settings)
        made = database.transact(handing_over.make, month=until, actor=typist(), now=system_clock())
    if made is None:
        fail("Nothing waits to be handed over: every row is in a batch already.")
    batch = _write(output, made, columns, kind, settings)
    console.print(f"Wrote {output}: batch {batch.id}, {_size(batch)}.", highlight=False)
    console.print(f"When the reply comes: [bold]sela handover reply {batch.id} FILE[/bold]")


@app.command()
def write(
    batch: Annotated[int, typer.Argument(help="The number of the batch")],
    output: OutputOption,
    format_: FormatOption = None,
    layout: LayoutOption = None,
) -> None:
    """Write a batch once more, with the very same rows; also with other columns."""
    settings, kind = read_settings(), _kind(format_, output)
    columns = _layout(layout, settings)
    with plain_ending(), plain_sentences():
        database = open_database(settings)
        found = database.transact(handing_over.again, batch, actor=typist(), now=system_clock())
    if found is None:
        fail(f"There is no batch {batch}. See `sela handover list`.")
    written = _write(output, found, columns, kind, settings)
    console.print(f"Wrote {output}: batch {written.id} again, {_size(written)}.", highlight=False)


@app.command()
def reply(
    batch: Annotated[int, typer.Argument(help="The number of the batch that was answered")],
    file: Annotated[Path, typer.Argument(help="CSV, XLSX or JSON: reference, status, reason")],
    layout: LayoutOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change; nothing is written")
    ] = False,
) -> None:
    """Take in what the personnel system replied: rows accepted, or rejected with a reason.

    Learners then read "acknowledged", or "rejected" and why, beside each entry of their history. One wrong
    row keeps the whole file out; the same reply again changes nothing, and a newer one holds.
    """
    settings = read_settings()
    reading = read_reply(file, _layout(layout, settings).reply)
    with plain_ending(), plain_sentences():
        database = open_database(settings)
    refused = database.transact(handing_over.refused_of, batch, reading.named)
    wrong = show_problems(all_problems(reading, refused or ()))
    if wrong:
        fail(f"{wrong} problems in {file}. Nothing was written; mend them and run again.")
    replied = database.try_out(
        lambda records: handing_over.take_reply(
            records, batch, reading.replies, actor=typist(), now=system_clock()
        ),
        keep=not dry_run,
    )
    if replied is None or replied.refused:
        fail(f"There is no batch {batch}. See `sela handover list`.")
    _show_replied(replied)
    if dry_run:
        console.print("This was a dry run: nothing was written. Run again without [bold]--dry-run[/bold].")


@app.command("list")
def list_() -> None:
    """Show every batch, newest first, and how much of it was replied to."""
    settings = read_settings()
    with plain_ending(), plain_sentences():
        batches = open_database(settings).transact(lambda records: records.hand_overs.all())
    if not batches:
        console.print("Nothing was handed over yet: [bold]sela handover make --output batch.xlsx[/bold]")
        return
    table = Table("batch", "made on", "month", "rows", "minutes", "acknowledged", "rejected", "open")
    for one in batches:
        made_on = f"{one.made_at.astimezone(settings.zone):%Y-%m-%d}"
        figures = (one.rows, one.seconds // 60, one.accepted, one.rejected, one.open)
        table.add_row(str(one.id), made_on, one.month, *map(ENGLISH.number, figures))
    console.print(table)


@app.command()
def show(batch: Annotated[int, typer.Argument(help="The number of the batch")]) -> None:
    """Show a batch and what was rejected of it, with the reasons; numbers are masked."""
    settings = read_settings()
    with plain_ending(), plain_sentences():
        database = open_database(settings)
    found = database.transact(lambda records: records.hand_overs.get(batch))
    if found is None:
        fail(f"There is no batch {batch}. See `sela handover list`.")
    console.print(f"Batch {found.id}: {_size(found)}.", highlight=False)
    console.print(
        f"{found.accepted} acknowledged, {found.rejected} rejected, {found.open} without a reply.",
        highlight=False,
    )
    rows = database.transact(lambda records: records.hand_overs.rows(batch))
    _show_rejected([row for row in rows if row.state is HandedState.REJECTED])


def _show_rejected(rows: list[HandedRow]) -> None:
    if not rows:
        return
    table = Table("reference", "number", "date", "what", "minutes", "rejected because")
    for row in rows[:SHOWN_REJECTED]:
        entry = row.entry
        number = f"…{row.employee_number[-3:]}"
        minutes = f"{entry.seconds / 60:g}"
        title = Text(entry.title or entry.kind.value)
        table.add_row(row.reference, number, f"{entry.local_on}", title, minutes, Text(row.reason))
    console.print(table)
    if len(rows) > SHOWN_REJECTED:
        console.print(f"… and {len(rows) - SHOWN_REJECTED} more.")


def _try_writing(output: Path) -> None:
    """Ends the command where the output cannot be written, before anything is handed over."""
    try:
        with output.open("ab"):
            pass
    except OSError as error:
        fail(f"{output} cannot be written ({error.strerror}). Nothing was handed over.")
    if not output.stat().st_size:
        output.unlink()


def _write(
    output: Path,
    made: tuple[HandOver, tuple[HandedRow, ...]],
    columns: Layout,
    kind: FileKind,
    settings: Settings,
) -> HandOver:
    """Writes the file outside of any transaction, as a large one takes a while: others write meanwhile."""
    batch, rows = made
    content = batch_file(
        batch, rows, columns, kind, organisation=settings.organisation, language=settings.language
    )
    try:
        output.write_bytes(content)
    except OSError as error:
        again = f"sela handover write {batch.id} --output FILE"
        fail(f"{output} cannot be written ({error.strerror}). The batch is kept: `{again}`.")
    return batch


def _show_replied(replied: Replied) -> None:
    console.print(
        f"{replied.accepted} rows acknowledged, {replied.rejected} rejected, "
        f"{replied.unchanged} known before; {replied.batch.open} of {replied.batch.rows} without a reply.",
        highlight=False,
    )
    if replied.turned:
        named = ", ".join(turned_reply(reply, ENGLISH) for reply in replied.turned[:MOST_TURNED])
        more = len(replied.turned) - MOST_TURNED
        named += f" and {ENGLISH.number(more)} more" if more > 0 else ""
        count = ENGLISH.number(len(replied.turned))
        console.print(f"{count} of them were answered otherwise before: {named}.", highlight=False)


def _layout(path: Path | None, settings: Settings) -> Layout:
    try:
        return read_layout(path, settings.language)
    except LayoutBroken as broken:
        fail(f"The mapping file cannot be used. {broken}.")


def _kind(given: FileKind | None, output: Path) -> FileKind:
    ending = output.suffix.lower().removeprefix(".")
    if given is None and ending not in set(FileKind):
        fail("Say in which form with --format xlsx, csv or json, or end the output with it.")
    return given or FileKind(ending)


def _size(batch: HandOver) -> str:
    return f"{ENGLISH.number(batch.rows)} rows, {ENGLISH.minutes(batch.seconds)} minutes"
