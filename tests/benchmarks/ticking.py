"""What the tick of one minute costs among 100,000 people, one in a hundred of them due."""

import argparse
import asyncio
import statistics
import time
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.collector import calm_collector
from bot.running import Sela
from storage.database import Database
from tests.benchmarks.lessons import made_up_catalogue
from tests.benchmarks.population import NOON, make_due_again, populate
from tests.benchmarks.results import keep, show, spread_of
from tests.benchmarks.stage import made_up_world, sela_over
from tests.clock import StillClock

PEOPLE = 100_000
SHARE_DUE = 100
ROUNDS = 7
GOAL_DUE_MS = 250
GOAL_IDLE_MS = 5


async def measure(file: Path, due: int, rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds of ticks that bring something to `due` people, and of ticks with nobody due."""
    database = Database(f"sqlite:///{file}")
    clock = StillClock(NOON)
    sela = sela_over(database, clock, world=made_up_world())
    with_due, idle = [], []
    for _ in range(rounds):
        idle.append(await _timed(sela, clock, NOON - timedelta(minutes=1)))
        with_due.append(await _timed(sela, clock, NOON))
        queued = database.transact(lambda records: records.outbox.counts())
        assert queued["queued"] == due, queued
        database.transact(lambda records: make_due_again(records.connection, due))
    database.close()
    return with_due, idle


async def _timed(sela: Sela, clock: StillClock, now: datetime) -> float:
    clock.now = now
    started = time.perf_counter()
    await sela.tick()
    return (time.perf_counter() - started) * 1000


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
        with_due, idle = asyncio.run(measure(file, due, options.rounds))
    show(
        f"The tick of a minute among {options.people:,} people, median of {options.rounds}",
        ["", "ms", "fastest to slowest", "us a person", "goal ms"],
        [
            [
                f"{due:,} due",
                f"{statistics.median(with_due):.0f}",
                spread_of(with_due),
                f"{statistics.median(with_due) * 1000 / due:.0f}",
                GOAL_DUE_MS,
            ],
            ["nobody due", f"{statistics.median(idle):.1f}", spread_of(idle), "", GOAL_IDLE_MS],
        ],
    )
    keep("ticking", {"people": options.people, "due": due, "due_ms": with_due, "idle_ms": idle})


if __name__ == "__main__":
    main()
