"""What the tick of one minute costs among 100,000 people, one in a hundred of them due."""

import argparse
import asyncio
import statistics
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.collector import calm_collector
from bot.running import Sela
from storage.database import Database
from tests.benchmarks.lessons import made_up_catalogue
from tests.benchmarks.population import NOON, broadcast_beside, make_due_again, populate
from tests.benchmarks.results import keep, show, spread_of
from tests.benchmarks.stage import made_up_world, sela_over
from tests.clock import StillClock

PEOPLE = 100_000
SHARE_DUE = 100
ROUNDS = 7
GOAL_DUE_MS = 250
GOAL_IDLE_MS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """Milliseconds of one tick, and how many of them some core worked for it."""

    wall: float
    cpu: float


async def measure(file: Path, due: int, rounds: int) -> tuple[list[Tick], list[Tick]]:
    """The ticks that bring something to `due` people, and those with nobody due."""
    database = Database(f"sqlite:///{file}")
    clock = StillClock(NOON)
    sela = sela_over(database, clock, world=made_up_world())
    before = database.transact(lambda records: records.outbox.counts()).get("queued", 0)
    with_due, idle = [], []
    for _ in range(rounds):
        idle.append(await _timed(sela, clock, NOON - timedelta(minutes=1)))
        with_due.append(await _timed(sela, clock, NOON))
        queued = database.transact(lambda records: records.outbox.counts())
        assert queued["queued"] - before == due, queued
        database.transact(lambda records: make_due_again(records.connection, due))
    database.close()
    return with_due, idle


async def _timed(sela: Sela, clock: StillClock, now: datetime) -> Tick:
    clock.now = now
    started, worked = time.perf_counter(), time.process_time()
    await sela.tick()
    ended, rested = time.perf_counter(), time.process_time()
    return Tick(wall=(ended - started) * 1000, cpu=(rested - worked) * 1000)


def _row(what: str, ticks: Sequence[Tick], people: int, goal: float) -> list[object]:
    walls = [tick.wall for tick in ticks]
    return [
        what,
        f"{statistics.median(walls):.1f}",
        spread_of(walls),
        f"{statistics.median(tick.cpu for tick in ticks):.1f}",
        f"{statistics.median(walls) * 1000 / people:.0f}" if people else "",
        goal,
    ]


def main() -> None:
    """Measure, print the table and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    due = options.people // SHARE_DUE
    with TemporaryDirectory() as folder:
        file = Path(folder) / "sela.db"
        populate(file, made_up_catalogue(), people=options.people, due=due)
        calm_collector()
        rows = {}
        for beside in ("", ", one broadcast running"):
            if beside:
                broadcast_beside(file, options.people, due)
            with_due, idle = asyncio.run(measure(file, due, options.rounds))
            rows[f"{due:,} due{beside}"] = (with_due, due, GOAL_DUE_MS)
            rows[f"nobody due{beside}"] = (idle, 0, GOAL_IDLE_MS)
    show(
        f"The tick of a minute among {options.people:,} people, median of {options.rounds}",
        ["", "ms", "fastest to slowest", "CPU ms", "us a person", "goal ms"],
        [_row(what, *row) for what, row in rows.items()],
    )
    ticks = {what: [asdict(tick) for tick in ticks] for what, (ticks, *_) in rows.items()}
    keep("ticking", {"people": options.people, "due": due, "ticks": ticks})


if __name__ == "__main__":
    main()
