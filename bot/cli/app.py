"""The root of the `sela` command."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import audit, course, doctor, handover, knowledge, ledger, report, roster
from bot.cli.console import console, fail, plain_ending, read_settings, typist
from bot.clock import system_clock
from bot.settings import Settings
from learning.usecases import auditing

app = typer.Typer(
    name="sela",
    help=(
        "Sela teaches people at work in the gaps of their day, in Telegram.\n\n"
        "Try it without a token: [bold]sela playground[/bold]. Go live: [bold]sela migrate[/bold], "
        "[bold]sela roster import people.csv --apply[/bold], [bold]sela roster links[/bold], "
        "[bold]sela run[/bold]. Settings come from the environment and .env; see .env.example."
    ),
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
app.add_typer(roster.app, name="roster")
app.add_typer(course.app, name="course")
app.add_typer(knowledge.app, name="knowledge")
app.add_typer(ledger.app, name="ledger")
app.add_typer(handover.app, name="handover")
app.add_typer(report.app, name="report")
app.command("audit")(audit.audit)
app.command("doctor")(doctor.doctor)


@app.command()
def run() -> None:
    """Run the bot until it is stopped (Ctrl-C or SIGTERM).

    Needs SELA_TELEGRAM_TOKEN and a database (made by `sela migrate` or `sela roster import`).
    """
    from bot.logs import set_up_logs
    from bot.wiring import serve

    settings = read_settings()
    set_up_logs(style=settings.log_format, level=settings.log_level)
    with plain_ending():
        asyncio.run(serve(settings))


@app.command()
def playground(
    port: Annotated[int, typer.Option(help="Port of the page on 127.0.0.1; 0 takes a free one")] = 8080,
    open_page: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in a browser")] = True,
) -> None:
    """Try Sela in the browser: phones side by side, and a clock you can turn. No token, no network."""
    from bot.logs import set_up_logs
    from playground.play import play

    set_up_logs(style="console", level="WARNING")
    with plain_ending():
        asyncio.run(play(port=port, open_page=open_page, say=console.print))


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema and shipped knowledge; makes it where there is none."""
    from bot.wiring import WorldSource, migrate_database, open_database, plain_sentences, sync_shipped

    settings = read_settings()
    with plain_ending():
        before, after = migrate_database(settings)
    if before == after:
        console.print(f"The database is current (revision {after}).")
    else:
        console.print(f"The database went from {before or 'empty'} to revision {after}.")
    with plain_ending(), plain_sentences():
        world = WorldSource(settings)()
        items = sync_shipped(settings, open_database(settings), world.catalogue, system_clock())
    if items:
        console.print(f"{items} items of the shipped knowledge are new or changed.", highlight=False)


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="Where to write the copy")]) -> None:
    """Write a checked copy of the database, also while Sela runs."""
    from bot.wiring import back_up_database

    settings = read_settings()
    with plain_ending():
        size = back_up_database(settings, file)
    _write_down(settings, "backed_up")
    console.print(f"Wrote {file} ({size / 1024:,.0f} KiB), checked and whole.")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="The copy to put in place")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask")] = False,
) -> None:
    """Put a backup in the place of the database; the old one is kept beside it."""
    from bot.wiring import restore_database

    settings = read_settings()
    if not yes and not typer.confirm(f"Replace the database {settings.database_url} by {file}?"):
        fail("Nothing was changed.")
    with plain_ending():
        kept = restore_database(settings, file)
    _write_down(settings, "restored")
    console.print(f"Restored {file}." + (f" The database before is {kept}." if kept else ""))


def _write_down(settings: Settings, action: str) -> None:
    """Puts it into the audit log, unless the database is older than Sela: it must not be changed by this."""
    from bot.wiring import database_condition, open_database, plain_sentences

    with plain_ending(), plain_sentences():
        if database_condition(settings) == "current":
            open_database(settings).transact(auditing.note, actor=typist(), action=action, now=system_clock())
