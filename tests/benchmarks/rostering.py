"""A roster file of 5,000 people: read, held against the roster, and taken over; and again a month later."""

import argparse
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from openpyxl import Workbook

from bot.roster_file import INDONESIAN, read_roster
from learning.people import Actor, Grant, Role
from learning.ports import Records
from learning.records import RosterEntry
from learning.roster import RosterPlan
from learning.usecases import roster, roster_file
from learning.usecases.roster_file import Progress, RosterTaken
from storage.database import Database, database_url
from storage.migrate import migrate
from tests.benchmarks.population import NOON
from tests.benchmarks.results import keep, show
from tests.benchmarks.stage import made_up_world
from tests.people import CAST, RINA, entry

PEOPLE, UNITS = 5_000, 106
JOIN, MOVE, LEAVE = 50, 100, 30
"""What changes in a month."""

GOAL_SECONDS = 10.0
T = TypeVar("T")


class Desk:
    """The admin over a database, with a watch."""

    def __init__(self, database: Database) -> None:
        self.database, self.world = database, made_up_world()
        self.rows: list[tuple[str, float]] = []
        database.transact(roster.import_roster, self.world, [CAST[RINA]], actor="benchmark", now=NOON)
        self.admin = database.transact(self._join)

    def _join(self, records: Records) -> Actor:
        listed = records.people.by_number(CAST[RINA].employee_number)
        assert listed is not None
        records.people.bind(listed.id, RINA)
        person = records.people.get(listed.id)
        assert person is not None
        return Actor(person=person, grants=(Grant(role=Role.ADMIN, starts_on=date(2026, 1, 1)),))

    def time(self, what: str, work: Callable[[], T]) -> T:
        """What a piece of work returns, and how long it took."""
        started = time.perf_counter()
        outcome = work()
        self.rows.append((what, time.perf_counter() - started))
        return outcome

    def take_over(self, what: str, file: Path, *, missing_leave: bool) -> float:
        """Reads a file, shows what it would change and takes it over; seconds from the file to the end."""
        begun = len(self.rows)
        reading = self.time(f"{what}: read {file.suffix}", lambda: read_roster(file, default_language="id"))
        assert not reading.problems, reading.problems[:3]
        plan = self.time(f"{what}: what would change", lambda: self._plan(reading.entries))
        progress = Progress()
        taken = self.time(
            f"{what}: take it over",
            lambda: self.database.transact(
                roster_file.take_in,
                self.world,
                self.admin,
                reading.entries,
                plan.check,
                missing_leave=missing_leave,
                progress=progress,
                now=NOON,
            ),
        )
        assert isinstance(taken, RosterTaken)
        assert progress.done == progress.total
        return sum(seconds for _, seconds in self.rows[begun:])

    def _plan(self, entries: Sequence[RosterEntry]) -> RosterPlan:
        plan = self.database.transact(roster_file.foresee, self.world, self.admin, entries, now=NOON)
        assert plan is not None
        return plan


def written(entries: Sequence[RosterEntry], file: Path) -> Path:
    """A roster file as an office has it."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Pegawai")
    sheet.append(list(INDONESIAN))
    for one in entries:
        cells = (one.employee_number, one.name, one.unit, one.time_zone, one.language, one.employment_type)
        sheet.append([*cells, "|".join(one.roles), "", one.email])
    book.save(file)
    return file


def agency(people: int) -> list[RosterEntry]:
    """So many people in some units, and the admin."""
    listed = [
        entry(_number(at, "1990"), f"Pegawai {at}", unit=f"Deputi {at % 6}/Unit {at % UNITS}")
        for at in range(people)
    ]
    return [*listed, CAST[RINA]]


def _number(at: int, born: str) -> str:
    """The employee number of a civil servant, another for each."""
    day, serial = divmod(at, 999)
    return f"{born}01{day + 1:02}2015031{serial + 1:03}"


def a_month_later(entries: list[RosterEntry]) -> list[RosterEntry]:
    """Some have joined, moved and left."""
    *people, admin = entries
    newcomers = [entry(_number(at, "1991"), f"Baru {at}", unit="Deputi 0/Unit 0") for at in range(JOIN)]
    moved = [replace(one, unit="Deputi 1/Unit Baru") for one in people[:MOVE]]
    return [*moved, *people[MOVE:-LEAVE], *newcomers, admin]


def main() -> None:
    """Prints the table and adds a line to build/benchmarks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        url = database_url(f"sqlite:///{Path(folder) / 'sela.db'}")
        migrate(url)
        database = Database(url)
        desk = Desk(database)
        entries = agency(options.people)
        first = desk.take_over(
            "all of them new", written(entries, Path(folder, "first.xlsx")), missing_leave=False
        )
        later = written(a_month_later(entries), Path(folder, "later.xlsx"))
        second = desk.take_over("a month later", later, missing_leave=True)
        database.close()
    show(
        f"A roster file of {options.people:,} people",
        ("step", "s"),
        [(what, f"{seconds:.2f}") for what, seconds in desk.rows],
    )
    goal = f"goal {GOAL_SECONDS:g} s"
    print(f"\nfrom the file to the end: {first:.1f} s at first, {second:.1f} s a month later ({goal})")
    keep("rostering", {"people": options.people, "first": first, "a_month_later": second})


if __name__ == "__main__":
    main()
