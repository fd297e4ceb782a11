"""Commands for the ledger: import of learning from elsewhere, rows of one person, corrections, sums."""

import tempfile
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track
from rich.table import Table
from rich.text import Text

from bot.cli.console import console, errors, fail, plain_ending, read_settings, show_problems, typist
from bot.clock import system_clock
from bot.ledger_file import problems_of, read_activities
from bot.settings import Settings
from bot.texts import texts_for
from bot.views.credit_kinds import kind_words
from bot.wiring import WorldSource, open_database, open_for_trying, plain_sentences
from learning.bookings import Booked
from learning.usecases import checking_ledger, correcting, ledger_import
from learning.usecases.correcting import Hindrance, NotCorrected
from learning.usecases.ledger_import import Activity, LedgerChange

app = typer.Typer(
    help="The ledger of learning hours: take in records from elsewhere, look, correct, check.",
    no_args_is_help=True,
)

SHOWN_CHANGES = 30
ENGLISH = texts_for("en")
SAYS = {
    Hindrance.NO_SUCH_ROW: "The ledger has no row of this number. See `sela ledger list NUMBER`.",
    Hindrance.IS_A_CORRECTION: "This row is a correction itself; correct the row it stands for.",
    Hindrance.NOTHING_CHANGES: "0 minutes change nothing.",
    Hindrance.BELOW_ZERO: "That is more than the row counts now ({counted} minutes).",
    Hindrance.OVER_A_DAY: "Nothing counts for more than 24 hours on one day.",
    Hindrance.NO_REASON: "Say why with --reason; the learner reads it.",
    Hindrance.REASON_TOO_LONG: "The reason is longer than 500 characters.",
}


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="CSV or XLSX with the columns of docs/operating.md")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change; nothing is written")
    ] = False,
    skip_wrong: Annotated[
        bool, typer.Option("--skip-wrong", help="Write the rows that are right, leave out the others")
    ] = False,
) -> None:
    """Take learning that happened elsewhere into the ledger: webinars, classroom training, coaching, exams.

    Columns: employee_number, date, kind, title, minutes, evidence, source; competency if there is one.
    Every problem is named by row and column, and one problem keeps the whole file out. The same row twice
    counts once; a row with other minutes than before adds the difference as a correction.
    """
    settings = read_settings()
    today = system_clock().astimezone(settings.zone).date()
    reading = read_activities(file, today=today)
    wrong = [problem for problem in reading.problems if problem.is_error]
    if wrong and (not skip_wrong or not reading.activities):
        show_problems(reading.problems)
        fail(f"{len(wrong)} problems in {file}. Nothing was written; mend them and run again.")
    change = _import(settings, reading.activities, skips_wrong=skip_wrong, keep=not dry_run)
    refused = problems_of(change.refused, reading.headers)
    show_problems(sorted((*reading.problems, *refused), key=lambda problem: problem.row))
    if not change.is_written:
        fail(f"{len(refused)} problems in {file}. Nothing was written; mend them and run again.")
    _show_change(change, left_out=len(wrong) + len(refused))
    if dry_run:
        console.print("This was a dry run: nothing was written. Run again without [bold]--dry-run[/bold].")
    else:
        console.print("Written." if change.seconds_by_kind else "Nothing new: the ledger has all of it.")


@app.command("list")
def list_(
    employee_number: Annotated[str, typer.Argument(help="Whose rows")],
    year: Annotated[int | None, typer.Option(help="Only this year")] = None,
) -> None:
    """Show what the ledger holds of one person, with the number of each row."""
    settings = read_settings()
    with plain_ending(), plain_sentences():
        database = open_database(settings)
    rows = database.transact(checking_ledger.rows_of, employee_number)
    if rows is None:
        fail("Nobody on the roster has this employee number.")
    shown = [row for row in rows if year in (None, row.entry.year)]
    console.print(_rows_table(shown))
    minutes = Decimal(sum(row.entry.seconds for row in shown)) / 60
    console.print(f"{len(shown)} rows, {ENGLISH.number(round(minutes, 1))} minutes.")


@app.command(context_settings={"ignore_unknown_options": True})
def correct(
    row: Annotated[int, typer.Argument(help="The number of the row, as `sela ledger list` shows it")],
    minutes: Annotated[float, typer.Argument(help="How many minutes more, such as 15, or less, such as -15")],
    reason: Annotated[str, typer.Option(help="Why; the learner reads it")] = "",
) -> None:
    """Correct recorded minutes: by a new row beside the old one; the learner is told why."""
    settings = read_settings()
    with plain_ending(), plain_sentences():
        world, database = WorldSource(settings)(), open_database(settings)
    outcome = database.transact(
        correcting.correct,
        world,
        actor_name=typist(),
        actor_id=None,
        credit_id=row,
        seconds=round(minutes * 60),
        reason=reason,
        now=system_clock(),
    )
    if isinstance(outcome, NotCorrected):
        fail(SAYS[outcome.hindrance].format(counted=ENGLISH.minutes(outcome.counted)))
    console.print(f"Corrected: the row counts {ENGLISH.minutes(outcome.total_seconds)} minutes now.")


@app.command()
def check() -> None:
    """Add the ledger up anew and compare with the sums that are kept beside it."""
    settings = read_settings()
    with plain_ending(), plain_sentences():
        found = open_database(settings).transact(checking_ledger.check)
    console.print(f"{ENGLISH.number(found.rows)} rows, {ENGLISH.number(found.seconds // 60)} minutes.")
    if found.is_sound:
        console.print("The sums of years and weeks equal the rows; nothing counts below zero.")
        return
    fail(
        f"{found.wrong_sums} sums differ from the ledger, {found.below_zero} rows count below zero. "
        "Restore a backup, or ask for help with this database."
    )


def _import(
    settings: Settings, activities: tuple[Activity, ...], *, skips_wrong: bool, keep: bool
) -> LedgerChange:
    """Does the very same work for a dry run, which leaves no trace."""
    actor, now = typist(), system_clock()
    shown = track(activities, description="Importing", console=errors, transient=True)
    with tempfile.TemporaryDirectory() as folder, plain_ending(), plain_sentences():
        world = WorldSource(settings)()
        database = open_database(settings) if keep else open_for_trying(settings, Path(folder))
        try:
            return database.try_out(
                lambda records: ledger_import.import_activities(
                    records, world, shown, actor=actor, skips_wrong=skips_wrong, now=now
                ),
                keep=keep,
            )
        finally:
            database.close()


def _show_change(change: LedgerChange, *, left_out: int) -> None:
    table = Table("", "rows")
    table.add_row("new", str(change.added))
    table.add_row("corrections", str(len(change.changed)))
    table.add_row("in the ledger already", str(change.unchanged))
    if left_out:
        table.add_row("left out", str(left_out))
    words = kind_words(ENGLISH)
    for kind, seconds in sorted(change.seconds_by_kind.items()):
        table.add_row(f"minutes: {words[kind]}", ENGLISH.minutes(seconds))
    console.print(table)
    for one in change.changed[:SHOWN_CHANGES]:
        minutes = f"{one.before_seconds / 60:g} → {one.seconds / 60:g} min"
        console.print(Text(f"row {one.row}: {one.number}, {one.title}: {minutes}"), highlight=False)
    if len(change.changed) > SHOWN_CHANGES:
        console.print(f"… and {len(change.changed) - SHOWN_CHANGES} more corrections.")


def _rows_table(rows: Iterable[Booked]) -> Table:
    table = Table("row", "date", "kind", "what", "minutes", "flagged")
    words = kind_words(ENGLISH)
    for row in rows:
        entry = row.entry
        title = Text(entry.title or entry.source)
        flagged = "yes" if entry.flagged else ""
        minutes = f"{entry.seconds / 60:g}"
        table.add_row(str(row.id), f"{entry.local_on}", words[entry.kind], title, minutes, flagged)
    return table
