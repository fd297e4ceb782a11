"""The doctor: looks at everything Sela stands on, one line each, with the mend."""

import asyncio
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from bot.calendar_file import CalendarBroken, CalendarSource
from bot.cli.console import console, plain_ending, read_settings
from bot.clock import system_clock
from bot.settings import Settings
from bot.views.breaks import ZONES
from bot.wiring import CannotStart, bot_username, database_condition, last_tick, open_database
from content.checks import check_courses
from learning.rules.calendar import Calendar, joint_leave_known_until
from learning.usecases import checking_ledger

SILENT_FOR = timedelta(minutes=3)
LEAST_FREE_MEGABYTES = 500
CLOCK_MAY_LAG = timedelta(minutes=1)
"""How far the last tick may lie ahead of the clock: what setting a clock right may shift."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor."""

    what: str
    is_well: bool
    says: str
    warns: bool = False


def doctor(
    running: Annotated[
        bool, typer.Option("--running", help="Only ask whether Sela runs and ticks (for health checks)")
    ] = False,
) -> None:
    """Look at token, database, clock, zones, holidays, content and disk: one line each, with the mend."""
    settings = read_settings()
    checks = (_heartbeat,) if running else ALL_CHECKS
    findings = [finding for check in checks for finding in check(settings)]
    for finding in findings:
        mark = "[green]✓[/green]" if finding.is_well else "[red]✗[/red]"
        mark = "[yellow]![/yellow]" if finding.warns else mark
        console.print(f"{mark} {finding.what:<11} {finding.says}", highlight=False, soft_wrap=True)
    if not all(finding.is_well for finding in findings):
        raise typer.Exit(1)


def _token(settings: Settings) -> Iterable[Finding]:
    try:
        username = asyncio.run(bot_username(settings))
        yield Finding("token", True, f"@{username} at {settings.telegram_api_url}")
    except CannotStart as error:
        yield Finding("token", False, str(error))


def _database(settings: Settings) -> Iterable[Finding]:
    try:
        schema = database_condition(settings)
    except CannotStart as error:
        yield Finding("database", False, str(error))
        return
    if schema != "current":
        yield Finding("database", True, "older schema; `sela run` or `sela migrate` brings it up", warns=True)
        return
    database = open_database(settings)
    people = database.transact(lambda records: records.people.everyone())
    counts = database.transact(lambda records: records.outbox.counts())
    active = sum(person.telegram_id is not None for person in people)
    waiting = counts.get("queued", 0)
    yield Finding(
        "database",
        True,
        f"whole and current; {len(people)} people, {active} activated, {waiting} messages waiting",
    )


def _ledger(settings: Settings) -> Iterable[Finding]:
    """Whether the sums kept beside the ledger equal it; a database that cannot tell has a line of its own."""
    try:
        if database_condition(settings) != "current":
            return
        found = open_database(settings).transact(checking_ledger.check)
    except CannotStart:
        return
    if found.is_sound:
        yield Finding("ledger", True, f"{found.rows:,} rows, and every sum equals them")
        return
    says = f"{found.wrong_sums} sums differ from the rows, {found.below_zero} rows count below zero"
    yield Finding("ledger", False, f"{says}: run `sela ledger check`")


def _clock(settings: Settings) -> Iterable[Finding]:
    now = system_clock()
    sane = datetime(2026, 1, 1, tzinfo=now.tzinfo) < now < datetime(2100, 1, 1, tzinfo=now.tzinfo)
    local = now.astimezone(settings.zone)
    says = f"{local:%Y-%m-%d %H:%M} in {settings.timezone}"
    beat = _last_tick(settings)
    if beat is not None and now < beat - CLOCK_MAY_LAG:
        sane, says = False, f"{says}, behind its last tick ({beat:%Y-%m-%d %H:%M} UTC)"
    yield Finding("clock", sane, says if sane else f"{says}: set the machine's clock (NTP)")


def _last_tick(settings: Settings) -> datetime | None:
    """When Sela last ticked; None also where the database cannot tell, which has a line of its own."""
    try:
        return last_tick(settings)
    except CannotStart:
        return None


def _zones(settings: Settings) -> Iterable[Finding]:
    missing = []
    for name in (*ZONES, settings.timezone):
        try:
            ZoneInfo(name)
        except ZoneInfoNotFoundError:
            missing.append(name)
    says = f"unknown: {', '.join(missing)}; install the package tzdata" if missing else "all known"
    yield Finding("time zones", not missing, says)


def _holidays(settings: Settings) -> Iterable[Finding]:
    known, this_year = joint_leave_known_until(), system_clock().year
    try:
        calendar = CalendarSource(settings.calendar_file).current()
    except CalendarBroken as error:
        yield Finding("holidays", False, str(error))
        return
    says = f"joint leave known until the end of {known}"
    if known < this_year:
        says += f"; update the package `holidays`, or list it in {settings.calendar_file}"
    yield Finding("holidays", known >= this_year, says)
    yield _next_ramadan(calendar, settings)


def _next_ramadan(calendar: Calendar, settings: Settings) -> Finding:
    today = system_clock().astimezone(settings.zone).date()
    years = (today.year - 1, today.year, today.year + 1)
    first, last, year = next(
        (first, last, year) for year in years for first, last in calendar.ramadans_of(year) if last >= today
    )
    confirmed = calendar.ramadan_is_confirmed(year)
    how = "confirmed" if confirmed else f"estimated; confirm it in {settings.calendar_file}"
    says = f"{first:%d %b} – {last:%d %b %Y} ({how})"
    return Finding("Ramadan", True, says, warns=not confirmed)


def _content(settings: Settings) -> Iterable[Finding]:
    problems = check_courses(settings.content_dirs)
    wrong = sum(problem.is_error for problem in problems)
    says = f"{wrong} errors, {len(problems) - wrong} warnings"
    yield Finding("content", not wrong, says if not problems else f"{says}; see `sela course check`")


def _disk(settings: Settings) -> Iterable[Finding]:
    folder = _folder_of_records(settings)
    free = shutil.disk_usage(folder).free // 2**20
    enough = free >= LEAST_FREE_MEGABYTES
    says = f"{free:,} MB free in {folder}"
    yield Finding(
        "disk", enough, says if enough else f"{says}: make room, at least {LEAST_FREE_MEGABYTES} MB"
    )


def _folder_of_records(settings: Settings) -> Path:
    """Where an SQLite file lies or would lie, the nearest folder there is; else the current folder."""
    address = urlsplit(settings.database_url)
    if not address.scheme.startswith("sqlite"):
        return Path.cwd()
    folder = Path(address.path[1:]).resolve().parent
    return next(above for above in (folder, *folder.parents) if above.is_dir())


def _heartbeat(settings: Settings) -> Iterable[Finding]:
    with plain_ending():
        beat = last_tick(settings)
    alive = beat is not None and -CLOCK_MAY_LAG < system_clock() - beat < SILENT_FOR
    last = f"last tick {beat:%Y-%m-%d %H:%M:%S} UTC" if beat else "it has never ticked"
    yield Finding("running", alive, last if alive else f"{last}: start it with `sela run`")


ALL_CHECKS: tuple[Callable[[Settings], Iterable[Finding]], ...] = (
    _token,
    _database,
    _ledger,
    _clock,
    _zones,
    _holidays,
    _content,
    _disk,
)
