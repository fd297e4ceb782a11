"""How many taps a second Sela answers, in which time and order, when 400 people tap at once."""

import argparse
import asyncio
import statistics
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.report_files import workbook_of
from bot.texts import texts_for
from storage.database import Database
from tests.benchmarks.population import NOON, populate
from tests.benchmarks.results import keep, show
from tests.benchmarks.server import load_script, log_of, running, stay_on_core
from tests.benchmarks.stage import made_up_world, sela_over
from tests.benchmarks.taps import TAPS_IN_A_LESSON, begin_lessons, updates_of
from tests.bot.report_made_up import person, report
from tests.clock import StillClock

PEOPLE = 400
SECONDS = 20
TAPS_A_SECOND = 200
TRIP_MS = 40
GOAL_A_SECOND = 195
ROWS = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Taps:
    """What became of the taps: times in milliseconds from the tap on the phone to the answer at Telegram."""

    offered: int
    answered: int
    a_second: float
    out_of_order: int
    stopped_waiting_p50: float
    stopped_waiting_p95: float
    answer_p50: float
    answer_p95: float
    cpu_ms: float


async def measure(file: Path, port: int, rate: int, seconds: int, *, writes: bool) -> Taps:
    """Offers the taps and waits until all are answered; spreadsheets are written all the while if asked."""
    world = made_up_world()
    database = Database(f"sqlite:///{file}")
    lessons = max(1, rate * seconds // PEOPLE // TAPS_IN_A_LESSON)
    attempts = database.transact(begin_lessons, world, range(PEOPLE), lessons, NOON)
    updates = updates_of(attempts)
    sela = sela_over(database, StillClock(NOON), world=world, port=port)
    await sela.bot.initialize()
    load_script(port, updates, rate)
    cpu = time.process_time()
    polling = asyncio.create_task(sela.intake.run())
    async with _spreadsheets_written(writes):
        await _until_answered(port, len(updates), seconds + 30)
    cpu = (time.process_time() - cpu) * 1000 / len(updates)
    polling.cancel()
    await asyncio.wait([polling])
    await sela.intake.drain(5)
    await sela.bot.shutdown()
    database.close()
    return _evaluate(log_of(port), updates, cpu)


@asynccontextmanager
async def _spreadsheets_written(writes: bool) -> AsyncIterator[None]:
    """Writes one report with a row for each of thousands of people after the other."""
    task = asyncio.create_task(_write_again_and_again()) if writes else None
    yield
    if task is not None:
        task.cancel()
        await asyncio.wait([task])


async def _write_again_and_again() -> None:
    everybody = report(persons=tuple(person(number) for number in range(ROWS)))
    count = 0
    began = time.monotonic()
    while True:
        await workbook_of(everybody, texts_for("id"), target_jp=20)
        count += 1
        print(f"{count} spreadsheets of {ROWS} rows in {time.monotonic() - began:.1f} s")


async def _until_answered(port: int, taps: int, seconds: float) -> None:
    for _ in range(int(seconds)):
        await asyncio.sleep(1)
        report = await asyncio.to_thread(log_of, port)
        if sum(method == "editMessageText" for method, *_ in report["log"]) >= taps:
            return


def _evaluate(report: dict[str, Any], updates: list[dict[str, Any]], cpu_ms: float) -> Taps:
    offered: dict[str, list[float]] = defaultdict(list)
    came: dict[str, float] = {}
    for place, update in enumerate(updates):
        query = update["callback_query"]
        came[query["id"]] = report["starts_at"] + place / report["rate"]
        offered[str(query["from"]["id"])].append(came[query["id"]])
    stopped = [(name, at) for method, name, at in report["log"] if method == "answerCallbackQuery"]
    edited = [(chat, at) for method, chat, at in report["log"] if method == "editMessageText"]
    answers = [(at - offered[chat].pop(0)) * 1000 for chat, at in edited]
    stopped_ms = [(at - came[name]) * 1000 for name, at in stopped]
    ends = max(at for _, at in edited) - report["starts_at"]
    return Taps(
        offered=len(updates),
        answered=len(edited),
        a_second=len(edited) / ends,
        out_of_order=_out_of_order([name for name, _ in stopped]),
        stopped_waiting_p50=statistics.median(stopped_ms),
        stopped_waiting_p95=statistics.quantiles(stopped_ms, n=20)[-1],
        answer_p50=statistics.median(answers),
        answer_p95=statistics.quantiles(answers, n=20)[-1],
        cpu_ms=cpu_ms,
    )


def _out_of_order(names: list[str]) -> int:
    """How many taps were taken before an earlier one of the same person; names are `person-place`."""
    latest: dict[str, int] = {}
    wrong = 0
    for name in names:
        person, place = name.split("-")
        wrong += int(place) < latest.get(person, -1)
        latest[person] = max(latest.get(person, -1), int(place))
    return wrong


def main() -> None:
    """Measure, print the table and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=int, default=TAPS_A_SECOND, help="taps a second")
    parser.add_argument("--seconds", type=int, default=SECONDS)
    parser.add_argument("--writes", action="store_true", help=f"beside spreadsheets of {ROWS} rows")
    options = parser.parse_args()
    stay_on_core(0)
    with TemporaryDirectory() as folder, running(trip_ms=TRIP_MS) as port:
        file = Path(folder) / "sela.db"
        populate(file, made_up_world().catalogue, people=PEOPLE, due=PEOPLE, history=False)
        taps = asyncio.run(measure(file, port, options.rate, options.seconds, writes=options.writes))
    show(
        f"{options.rate} taps a second by {PEOPLE} people, round trip {TRIP_MS} ms, a transaction each",
        [
            "offered",
            "answered",
            "a second",
            "out of order",
            "spinner p50 / p95 ms",
            "answer p50 / p95 ms",
            "CPU ms",
        ],
        [
            [
                taps.offered,
                taps.answered,
                f"{taps.a_second:.0f} (goal {GOAL_A_SECOND})",
                taps.out_of_order,
                f"{taps.stopped_waiting_p50:.0f} / {taps.stopped_waiting_p95:.0f}",
                f"{taps.answer_p50:.0f} / {taps.answer_p95:.0f}",
                f"{taps.cpu_ms:.2f}",
            ]
        ],
    )
    keep("tapping", {"rate": options.rate, "writes": options.writes, **asdict(taps)})


if __name__ == "__main__":
    main()
