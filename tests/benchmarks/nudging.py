"""Thousands of lessons through the real outbox at 30 a second, and what a tap feels of it meanwhile."""

import argparse
import asyncio
import itertools
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.running import Sela
from content.shipped_items import shipped_digest, shipped_items
from learning.usecases.lookup import look_up
from learning.usecases.shipped import bring_shipped
from storage.database import Database
from tests.benchmarks.population import NOON, populate
from tests.benchmarks.results import keep, show
from tests.benchmarks.server import running, stats, stay_on_core
from tests.benchmarks.stage import made_up_world, sela_over
from tests.benchmarks.taps import begin_lessons, updates_of
from tests.clock import StillClock

RATE = 30
TRIP_MS = 40
JITTER_MS = 20
MODELS = ("strict", "bucket", "flood_lock")
TAPPERS = 200
TAPS_A_SECOND = 2
IDLE_TAPS = 40
QUESTIONS = (
    "suhu nyimpen vaksin brp?",
    "hp ilang gmn",
    "gratifikasi parsel lebaran",
    "what to do with a phishing email",
    "berapa lama arsip keuangan disimpan",
    "resep rendang padang",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Noon:
    """One noon: seconds, messages the limit counts, milliseconds of taps, what the outbox became."""

    nudges: int
    limited: int
    wall: float
    ideal: float
    refused: int
    lost: int
    outbox: Mapping[str, int]
    idle_p95: float
    busy_p95: float | None
    busy_p50: float | None
    lookup_p95: float | None = None


async def measure(file: Path, port: int, nudges: int, *, alone: bool, lookups: int = 0) -> Noon:
    """Brings everybody a lesson; other people tap before it and, unless it is `alone`, during it.

    So many `lookups` a second go on beside.
    """
    world = made_up_world()
    database = Database(f"sqlite:///{file}")
    tappers = range(nudges, nudges + TAPPERS)
    taps = iter(updates_of(database.transact(begin_lessons, world, tappers, 4, NOON)))
    sela = sela_over(database, StillClock(NOON), world=world, port=port)
    if lookups:
        database.transact(bring_shipped, shipped_digest(), shipped_items, now=NOON)
    await sela.bot.initialize()
    idle = await _tap_until(sela, itertools.islice(taps, IDLE_TAPS), None)
    await asyncio.sleep(1.1)
    before = Counter(database.transact(lambda records: records.outbox.counts()))
    sending = asyncio.create_task(sela.sender.run())
    started = time.perf_counter()
    done = asyncio.create_task(_send_all(sela, database))
    looking = asyncio.create_task(_look_up_until(database, lookups, done))
    busy = await _tap_until(sela, iter(()) if alone else taps, done)
    wall = await done - started
    looked = await looking
    sela.sender.stop()
    await sending
    counts = Counter(database.transact(lambda records: records.outbox.counts())) - before
    await sela.bot.shutdown()
    database.close()
    counted = await asyncio.to_thread(stats, port)
    limited = nudges + len(busy)
    return Noon(
        nudges=nudges,
        limited=limited,
        wall=wall,
        ideal=limited / RATE,
        refused=counted["refused"],
        lost=nudges - counts["sent"] + len(idle) + len(busy) - counted["edited"],
        outbox=dict(counts),
        idle_p95=statistics.quantiles(idle, n=20)[-1],
        busy_p95=statistics.quantiles(busy, n=20)[-1] if busy else None,
        busy_p50=statistics.median(busy) if busy else None,
        lookup_p95=statistics.quantiles(looked, n=20)[-1] if looked else None,
    )


async def _look_up_until(database: Database, rate: int, until: asyncio.Task[float]) -> list[float]:
    """Looks questions up at a steady pace until the other work is done; milliseconds of each."""
    calls: list[asyncio.Task[float]] = []
    for question in itertools.cycle(QUESTIONS if rate else ()):
        if until.done():
            break
        calls.append(asyncio.create_task(_timed_lookup(database, question)))
        await asyncio.sleep(1 / rate)
    return list(await asyncio.gather(*calls))


async def _timed_lookup(database: Database, question: str) -> float:
    started = time.perf_counter()
    await database.read(look_up, question, unit=None)
    return (time.perf_counter() - started) * 1000


async def _send_all(sela: Sela, database: Database) -> float:
    """Ticks once and waits until the outbox is empty; the moment of that."""
    await sela.tick()
    while True:
        counts = await database.read(lambda records: records.outbox.counts())
        if not {"queued", "claimed"} & set(counts):
            return time.perf_counter()
        await asyncio.sleep(0.1)


async def _tap_until(
    sela: Sela, taps: Iterator[dict[str, Any]], until: asyncio.Task[float] | None
) -> list[float]:
    """Taps at a steady pace until the other work is done; milliseconds of each until it was answered."""
    calls: list[asyncio.Task[float]] = []
    for tap in taps:
        if until is not None and until.done():
            break
        calls.append(asyncio.create_task(_timed(sela, tap)))
        await asyncio.sleep(1 / TAPS_A_SECOND)
    with suppress(asyncio.CancelledError):
        if until is not None:
            await asyncio.wait([until])
    return list(await asyncio.gather(*calls))


async def _timed(sela: Sela, tap: dict[str, Any]) -> float:
    started = time.perf_counter()
    await sela.switchboard.handle(tap)
    return (time.perf_counter() - started) * 1000


def one_noon(model: str, nudges: int, *, alone: bool, lookups: int = 0) -> Noon:
    """One limiter model with a server and a database of its own."""
    with (
        TemporaryDirectory() as folder,
        running(limiter=model, trip_ms=TRIP_MS, jitter_ms=JITTER_MS, rate=RATE) as port,
    ):
        file = Path(folder) / "sela.db"
        populate(file, made_up_world().catalogue, people=nudges + TAPPERS, due=nudges, history=False)
        return asyncio.run(measure(file, port, nudges, alone=alone, lookups=lookups))


def main() -> None:
    """Read the options, measure each limiter model, print the table and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=900)
    parser.add_argument("--models", nargs="+", choices=MODELS, default=MODELS)
    parser.add_argument("--lookups", type=int, default=0, help="questions a second looked up meanwhile")
    parser.add_argument("--alone", action="store_true", help="nobody taps meanwhile")
    options = parser.parse_args()
    stay_on_core(0)
    noons = {
        model: one_noon(model, options.messages, alone=options.alone, lookups=options.lookups)
        for model in options.models
    }
    taps = 0 if options.alone else TAPS_A_SECOND
    show(
        f"{options.messages:,} lessons through the outbox at {RATE}/s, {taps} taps/s meanwhile, "
        f"round trip {TRIP_MS} + 0-{JITTER_MS} ms (goal 1.03 x, 0, 0, 2 x)",
        [
            "limit",
            "wall s",
            "x ideal",
            "429s",
            "lost",
            "outbox",
            "tap p95 idle ms",
            "p50, p95 busy",
            "x idle",
            "lookup p95 ms",
        ],
        [
            [
                model,
                f"{noon.wall:.2f}",
                f"{noon.wall / noon.ideal:.3f}",
                noon.refused,
                noon.lost,
                noon.outbox,
                f"{noon.idle_p95:.0f}",
                f"{noon.busy_p50:.0f}, {noon.busy_p95:.0f}" if noon.busy_p50 and noon.busy_p95 else "",
                f"{noon.busy_p95 / noon.idle_p95:.2f}" if noon.busy_p95 else "",
                f"{noon.lookup_p95:.0f}" if noon.lookup_p95 else "",
            ]
            for model, noon in noons.items()
        ],
    )
    for model, noon in noons.items():
        keep("nudging", {"model": model, **asdict(noon)})


if __name__ == "__main__":
    main()
