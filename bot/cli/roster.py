"""Commands for the roster: import, list, links, release, deactivate, erase."""

import asyncio
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track
from rich.table import Table
from rich.text import Text

from bot.cli.console import console, errors, fail, plain_ending, read_settings, show_problems, typist
from bot.clock import system_clock
from bot.link_sheet import write_link_sheet, write_links_csv
from bot.roster_cells import CellWrong, read_time_zone
from bot.roster_file import read_roster
from bot.settings import Settings, read_span
from bot.texts import texts_for
from bot.views.roster_facts import told_facts
from bot.wiring import WorldSource, bot_username, open_database, open_for_trying, plain_sentences
from learning.people import Grant, Role
from learning.ports import Records
from learning.records import RosterEntry
from learning.roster import RosterPlan
from learning.rules.breaks import Leave
from learning.usecases import privacy, roster, roster_file
from learning.usecases.roster import RosterChange

app = typer.Typer(
    help="People: who they are, their activation links, and their leaving.", no_args_is_help=True
)

ENGLISH = texts_for("en")
SHOWN_FLAGS = 1_000

UNIT_WINDOWS = ("lunch", "morning", "afternoon")
"""Windows of working time; the others are people's own."""


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="CSV or XLSX with the columns of docs/operating.md")],
    apply: Annotated[bool, typer.Option("--apply", help="Write it; without this nothing is written")] = False,
) -> None:
    """Check a roster file and say what would change; with --apply, change it.

    Columns: employee_number, name, unit, time_zone, language, employment_type, roles, starts_on, email.
    Without one of the last six, what is known of each person stays; an empty cell empties it.
    Every problem is named by row and column. One problem, and nothing at all is written.
    """
    settings = read_settings()
    reading = read_roster(
        file,
        default_language=settings.language,
        today=system_clock().astimezone(settings.zone).date(),
    )
    wrong = show_problems(reading.problems)
    if wrong:
        fail(f"{wrong} problems in {file}. Nothing was written; mend them and run again.")
    plan, change = _import(settings, reading.entries, apply=apply)
    table = Table("", "people")
    table.add_row("new", str(len(change.added)))
    table.add_row("changed", str(len(change.changed)))
    for told in told_facts(plan.facts, ENGLISH):
        emptied = "emptied: " if told.is_emptied else ""
        table.add_row(Text(f"  {emptied}{told.fact} ({told.details})"), str(told.people))
    table.add_row("unchanged", str(change.unchanged))
    table.add_row("new units", str(len(change.new_units)))
    console.print(table)
    if apply:
        console.print("Written. Next: [bold]sela roster links --unit …[/bold]")
    else:
        console.print("This was a dry run: nothing was written. Run again with [bold]--apply[/bold].")


@app.command("list")
def list_(
    unit: Annotated[str | None, typer.Option(help="Only this unit and what is below it")] = None,
) -> None:
    """Show who is on the roster, and who has activated."""
    settings = read_settings()
    with plain_ending():
        database = open_database(settings)
    people = database.transact(lambda records: records.people.everyone(unit))
    table = Table("number", "name", "unit", "zone", "state")
    for person in people:
        state = "blocked Sela" if person.blocked_at else person.state.value
        table.add_row(person.masked_number, person.name, person.unit, person.time_zone, state)
    console.print(table)
    active = sum(person.telegram_id is not None for person in people)
    console.print(f"{len(people)} people, {active} activated.")


@app.command()
def links(
    unit: Annotated[str | None, typer.Option(help="Only this unit and what is below it")] = None,
    csv: Annotated[Path | None, typer.Option(help="Where to write the links as CSV")] = None,
    sheet: Annotated[Path | None, typer.Option(help="Where to write a printable sheet with QR codes")] = None,
    bot: Annotated[str | None, typer.Option(help="The bot's username; else Telegram is asked")] = None,
) -> None:
    """Make one-time activation links for everyone who has none in use, as CSV and as a printable sheet.

    Links made before for the same people stop working. Keep the files like passwords.
    """
    settings = read_settings()
    csv_file = csv or (None if sheet else Path("links.csv"))
    with plain_ending():
        username = bot or asyncio.run(bot_username(settings))
        database = open_database(settings)
    now = system_clock()
    expires_on = (now + timedelta(days=settings.link_days)).astimezone(settings.zone).date()

    def issue(records: Records) -> int:
        """Writes the files before the old links die: where they cannot be written, nothing has changed."""
        made = roster.links_for(records, unit, link_days=settings.link_days, actor=typist(), now=now)
        if made and csv_file is not None:
            write_links_csv(made, username, csv_file)
        if made and sheet is not None:
            write_link_sheet(made, username, settings.organisation, settings.language, expires_on, sheet)
        return len(made)

    try:
        count = database.transact(issue)
    except OSError as error:
        fail(f"The links cannot be written ({error}). Nothing was changed; earlier links still work.")
    if not count:
        fail("Nobody here needs a link: everyone is activated, or the unit has no such name.")
    if csv_file is not None:
        console.print(f"Wrote {csv_file}: {count} links.")
    if sheet is not None:
        console.print(f"Wrote {sheet}: {count} cards; open it in a browser and print it.")


@app.command()
def release(employee_number: Annotated[str, typer.Argument(help="Whose account to unbind")]) -> None:
    """Unbind a person's Telegram account, so that a new link can be used."""
    settings = read_settings()
    with plain_ending():
        database = open_database(settings)
    person = database.transact(roster.release, employee_number, actor=typist(), now=system_clock())
    if person is None:
        fail("Nobody on the roster has this employee number.")
    console.print(
        f"{person.name} ({person.masked_number}) is released. Make a new link with `sela roster links`."
    )


@app.command()
def deactivate(
    employee_number: Annotated[str, typer.Argument(help="Who has left")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask")] = False,
) -> None:
    """End the access of a person who left, at once. Their hours stay."""
    settings = read_settings()
    with plain_ending():
        database = open_database(settings)
    if not yes and not typer.confirm("End this person's access now?"):
        fail("Nothing was changed.")
    person = database.transact(roster.deactivate, employee_number, actor=typist(), now=system_clock())
    if person is None:
        fail("Nobody on the roster has this employee number.")
    console.print(f"{person.name} ({person.masked_number}) can no longer use Sela.")


@app.command()
def leave(
    employee_number: Annotated[str, typer.Argument(help="Who is on leave")],
    first: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], help="First day, such as 2026-12-21")],
    last: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], help="Last day, included")],
) -> None:
    """Record leave: nothing is brought to the person on these days."""
    if last < first:
        fail("The last day lies before the first.")
    settings = read_settings()
    with plain_ending(), plain_sentences():
        world, database = WorldSource(settings)(), open_database(settings)
    away = Leave(starts_on=first.date(), ends_on=last.date())
    person = database.transact(
        roster.take_leave, world, employee_number, away, actor=typist(), now=system_clock()
    )
    if person is None:
        fail("Nobody on the roster has this employee number.")
    console.print(f"{person.name} ({person.masked_number}) is on leave {first:%Y-%m-%d} to {last:%Y-%m-%d}.")


@app.command()
def grant(
    employee_number: Annotated[str, typer.Argument(help="Who gets the role")],
    role: Annotated[Role, typer.Argument(help="supervisor, curator or admin")],
    unit: Annotated[str | None, typer.Option(help="Over this unit and what is below; else their own")] = None,
    since: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"])] = None,
    until: Annotated[datetime | None, typer.Option("--until", formats=["%Y-%m-%d"])] = None,
) -> None:
    """Give a role for a time, as to an acting head."""
    settings = read_settings()
    with plain_ending():
        database = open_database(settings)
    person = database.transact(lambda records: records.people.by_number(employee_number))
    scope = unit or (person.unit if person else None)
    if scope and database.transact(lambda records: records.roster.unit(scope)) is None:
        fail(f"There is no unit '{scope}'. See `sela roster list`.")
    now = system_clock()
    starts_on = (since or now.astimezone(settings.zone)).date()
    given = Grant(role=role, unit=scope, starts_on=starts_on, ends_on=until.date() if until else None)
    if database.transact(roster.grant, employee_number, given, actor=typist(), now=now) is None:
        fail("Nobody on the roster has this employee number.")
    console.print(
        f"Granted: {role} over {scope} from {starts_on}" + (f" until {until:%Y-%m-%d}." if until else ".")
    )


@app.command()
def unit(
    path: Annotated[str, typer.Argument(help="The unit, such as 'Balai Jayapura'")],
    days: Annotated[str | None, typer.Option(help="Working days, 1 is Monday: 12345, or 1234567")] = None,
    holidays: Annotated[
        bool | None, typer.Option("--holidays/--no-holidays", help="Works on holidays")
    ] = None,
    time_zone: Annotated[
        str | None, typer.Option(help="For people listed without one: WIB, WITA, WIT or Asia/Jayapura")
    ] = None,
    window: Annotated[
        list[str] | None, typer.Option(help="lunch=11:30-12:30, morning=10:00-10:15, afternoon=off")
    ] = None,
) -> None:
    """Set a unit's working days, break windows and time zone; shift units work on any day."""
    if days is not None and (not days or set(days) - set("1234567")):
        fail("--days are digits from 1 (Monday) to 7 (Sunday), such as 12345.")
    zone = _zone(time_zone) if time_zone is not None else None
    settings = read_settings()
    with plain_ending(), plain_sentences():
        world, database = WorldSource(settings)(), open_database(settings)
        windows = dict(_window(text) for text in window or ())
    found = database.transact(
        roster.shape_unit,
        world,
        path,
        working_days=frozenset(map(int, days)) if days else None,
        works_on_holidays=holidays,
        windows=windows,
        time_zone=zone,
        actor=typist(),
        now=system_clock(),
    )
    if not found:
        fail(f"There is no unit '{path}'. See `sela roster list`.")
    console.print(f"{path} is set. It holds from the next break on.")


def _zone(text: str) -> str:
    """A time zone by its name or as WIB, WITA, WIT."""
    try:
        return read_time_zone(text)
    except CellWrong as wrong:
        fail(f"--time-zone: {wrong}.")


def _window(text: str) -> tuple[str, dict[str, object]]:
    """A window of working time from `lunch=11:30-12:30` or `morning=off`."""
    name, _, value = text.partition("=")
    if name not in UNIT_WINDOWS:
        fail(f"'{name}' is no window a unit can set; use {', '.join(UNIT_WINDOWS)}.")
    if value in {"on", "off"}:
        return name, {"on": value == "on"}
    try:
        starts, ends = read_span(value)
    except ValueError as error:
        fail(f"{error}.")
    return name, {"on": True, "starts": f"{starts:%H:%M}", "ends": f"{ends:%H:%M}"}


@app.command()
def erase(
    employee_number: Annotated[str, typer.Argument(help="Who has left and is to be erased")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask")] = False,
) -> None:
    """Remove every identifying byte of someone who left; totals stay as they are. Cannot be undone."""
    settings = read_settings()
    with plain_ending():
        database = open_database(settings)
    if not yes and not typer.confirm("Erase name, number, answers and links for good?"):
        fail("Nothing was changed.")
    if not database.transact(privacy.erase, employee_number, actor=typist(), now=system_clock()):
        fail("Nobody who left has this employee number. Deactivate first: `sela roster deactivate`.")
    with plain_ending(), plain_sentences():
        database.scrub(wait_seconds=30)
    console.print("Erased. Backups made before still hold the data: delete them by your retention rule.")


@app.command()
def scrub() -> None:
    """Overwrite what is left in the file of people erased before, if the database was busy then."""
    with plain_ending(), plain_sentences():
        open_database(read_settings()).scrub(wait_seconds=30)
    console.print("Nothing of erased people is left in the database.")


@app.command()
def flagged() -> None:
    """Show minutes that a person should look at: lessons done faster than anybody reads.

    Those that an admin has accepted or corrected in chat (`/pegawai`) are not shown any more.
    """
    with plain_ending():
        database = open_database(read_settings())
    rows = database.transact(lambda records: records.flags.page(limit=SHOWN_FLAGS, offset=0))
    if not rows:
        console.print("Nothing is flagged.")
        return
    table = Table("when", "number", "unit", "what", "minutes", "took")
    for flag in rows:
        row, person = flag.entry, flag.person
        took = f"{row.evidence.get('took_seconds', '?')} s"
        when = f"{row.credited_at:%Y-%m-%d %H:%M}"
        table.add_row(when, person.masked_number, person.unit, row.title, f"{row.seconds / 60:g}", took)
    console.print(table)


def _import(
    settings: Settings, entries: tuple[RosterEntry, ...], *, apply: bool
) -> tuple[RosterPlan, RosterChange]:
    """Does the very same work for a dry run, which leaves no trace; what changes is found beforehand."""
    actor, now = typist(), system_clock()
    shown = track(entries, description="Importing", console=errors, transient=True)
    with tempfile.TemporaryDirectory() as folder, plain_ending(), plain_sentences():
        world = WorldSource(settings)()
        if apply:
            database = open_database(settings, create=True)
        else:
            database = open_for_trying(settings, Path(folder))
        try:
            return database.try_out(
                lambda records: (
                    roster_file.planned(records, world, entries, now=now),
                    roster.import_roster(records, world, shown, actor=actor, now=now),
                ),
                keep=apply,
            )
        finally:
            database.close()
