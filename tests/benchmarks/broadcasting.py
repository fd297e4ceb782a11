"""One broadcast to a whole agency through the real bot, while others tap and a small team gets one too."""

import argparse
import asyncio
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sqlalchemy as sa

from bot.buttons.broadcast_draft import ConfirmBroadcast, PreviewBroadcast
from bot.collector import calm_collector
from bot.running import Sela
from learning.broadcasts import Broadcast, Content, ContentKind, Media, MediaKind
from learning.people import Actor
from learning.usecases.drafting import check_of
from storage.broadcast_tables import BroadcastRow
from storage.database import Database, database_url
from storage.records import SqlRecords
from storage.tables import OutboxRow, table
from tests.benchmarks.agency import PEOPLE_OF_TEAM, UNITS, Agency, draft_of, telegram_id_of
from tests.benchmarks.population import NOON
from tests.benchmarks.results import keep, show
from tests.benchmarks.server import load_script, log_of, running, stats, stay_on_core
from tests.benchmarks.stage import made_up_world, sela_over
from tests.benchmarks.taps import TAPS_IN_A_LESSON, begin_lessons, update_of, updates_of

MESSAGES = 4_948
RATE = 30
TRIP_MS = 40
JITTER_MS = 20
MODELS = ("strict", "bucket", "flood_lock")
TAPPERS = 200
TAPS_A_SECOND = 2
IDLE_SECONDS = 16

WORDS = "<b>Rapat</b> pindah ke lantai dua. Bawa daftar hadir, dan datang lima menit sebelumnya."
CONTENTS = {
    "text": Content(kind=ContentKind.TEXT, text=WORDS),
    "document": Content(
        kind=ContentKind.TEXT,
        text=WORDS,
        media=Media(kind=MediaKind.DOCUMENT, file_id="BQACAgUAAxkBAAIBY2cZ-surat-edaran", name="edaran.pdf"),
    ),
}


class RunningClock:
    """A clock that shows noon of a working Monday when it is made, and goes on from there."""

    def __init__(self) -> None:
        self._started = time.monotonic()

    def __call__(self) -> datetime:
        return NOON + timedelta(seconds=time.monotonic() - self._started)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One broadcast: seconds from its confirmation to the last copy that stands as sent, and all beside.

    `messages` are all that the limit counted meanwhile; taps in milliseconds from the tap to the changed
    message, both at Telegram; `second` is what the team of twenty waited.
    """

    content: str
    people: int
    messages: int
    wall: float
    refused: int
    lost: int
    second: float
    idle_p95: float
    busy_p50: float
    busy_p95: float
    busy_most: float
    taps: int
    unanswered: int
    cpu_ms: float

    @property
    def times_ideal(self) -> float:
        """The time by that of so many messages at the allowed pace."""
        return self.wall * RATE / self.messages


class Stage:
    """The agency over a database, its bot, and what happens when."""

    def __init__(self, file: Path, port: int, people: int, content: Content, taps: int) -> None:
        self.agency = Agency(people=people, others=TAPPERS)
        self.agency.build(database_url(f"sqlite:///{file}"))
        self.world, self.port, self.people = made_up_world(), port, people
        self.database = Database(f"sqlite:///{file}")
        self.large = self._draft(self.agency.admin, content, unit=1)
        self.small = self._draft(self.agency.supervisor, CONTENTS["text"])
        self.rate, self.idle_taps = taps, IDLE_SECONDS * taps
        self.busy_taps = taps * people // (RATE - taps)
        self.updates = self._script()
        calm_collector()

    def _draft(self, author: int, content: Content, unit: int | None = None) -> Broadcast:
        actor: Actor = self.agency.actor(self.database, author)
        return draft_of(self.database, self.world, actor, content, unit=unit)

    def _script(self) -> list[dict[str, Any]]:
        """Taps when nothing else happens, both taps of the admin, taps, those of the supervisor, taps."""
        tappers = range(self.people, self.people + TAPPERS)
        lessons = 1 + (self.idle_taps + self.busy_taps) // TAPPERS // TAPS_IN_A_LESSON
        begun = self.database.transact(begin_lessons, self.world, tappers, lessons, NOON)
        taps = updates_of(begun)[: self.idle_taps + self.busy_taps]
        half = self.idle_taps + self.busy_taps // 2
        return [
            *taps[: self.idle_taps],
            *_taps_to_send(self.agency.admin, self.large),
            *taps[self.idle_taps : half],
            *_taps_to_send(self.agency.supervisor, self.small),
            *taps[half:],
        ]


def _taps_to_send(author: int, draft: Broadcast) -> list[dict[str, Any]]:
    account = telegram_id_of(author)
    buttons = (PreviewBroadcast(draft.id), ConfirmBroadcast(draft.id, check_of(draft)))
    return [update_of(account, f"{account}-{place}", button) for place, button in enumerate(buttons)]


async def measure(file: Path, port: int, people: int, name: str, taps: int) -> Run:
    """Lets everything happen and waits until every copy has its end and every tap its answer."""
    stage = Stage(file, port, people, CONTENTS[name], taps)
    sela = sela_over(stage.database, RunningClock(), world=stage.world, port=port)
    stop = asyncio.Event()
    serving = asyncio.create_task(sela.run(stop))
    ticking = asyncio.create_task(_tick(sela))
    await asyncio.sleep(1)
    load_script(port, stage.updates, taps)
    worked = time.process_time()
    await _until(stage, _is_confirmed)
    before = await asyncio.to_thread(stats, port)
    await _until(stage, _is_over)
    after = await asyncio.to_thread(stats, port)
    worked = time.process_time() - worked
    ticking.cancel()
    await asyncio.sleep(3)
    report = await asyncio.to_thread(log_of, port)
    stop.set()
    await serving
    run = _evaluate(stage, name, report, after["accepted"] - before["accepted"], after["refused"], worked)
    stage.database.close()
    return run


async def _tick(sela: Sela) -> None:
    while True:
        await sela.tick()
        await asyncio.sleep(60)


async def _until(stage: Stage, is_so: Callable[[SqlRecords], bool]) -> None:
    while True:
        if await stage.database.read(is_so):
            return
        await asyncio.sleep(0.1)


def _is_confirmed(records: SqlRecords) -> bool:
    return "running" in _states(records)


def _is_over(records: SqlRecords) -> bool:
    """Whether both broadcasts were confirmed and nothing of them waits."""
    copies = _copies(records)
    return "draft" not in _states(records) and not copies["queued"] and not copies["claimed"]


def _states(records: SqlRecords) -> list[str]:
    return list(records.connection.execute(sa.select(table(BroadcastRow).c.state)).scalars())


def _copies(records: SqlRecords) -> Counter[str]:
    """How many copies of broadcasts are in each state."""
    outbox = table(OutboxRow)
    query = sa.select(outbox.c.state, sa.func.count()).where(outbox.c.broadcast_id.is_not(None))
    return Counter(dict(row for row in records.connection.execute(query.group_by(outbox.c.state))))


def _evaluate(
    stage: Stage, name: str, report: dict[str, Any], messages: int, refused: int, worked: float
) -> Run:
    seconds = [stage.database.transact(_seconds, one.id) for one in (stage.large, stage.small)]
    answers, unanswered = _answers(stage, report)
    idle, busy = answers[: stage.idle_taps], answers[stage.idle_taps :]
    ends = stage.idle_taps + int(seconds[0] * stage.rate)
    during = busy[: max(2, ends - stage.idle_taps)]
    sent = stage.database.transact(_copies)["sent"]
    return Run(
        content=name,
        people=stage.people,
        messages=messages,
        wall=seconds[0],
        refused=refused,
        lost=stage.people + PEOPLE_OF_TEAM - sent,
        second=seconds[1],
        idle_p95=statistics.quantiles(idle, n=20)[-1],
        busy_p50=statistics.median(during),
        busy_p95=statistics.quantiles(during, n=20)[-1],
        busy_most=max(during),
        taps=len(answers),
        unanswered=unanswered,
        cpu_ms=worked * 1000 / messages,
    )


def _seconds(records: SqlRecords, broadcast_id: int) -> float:
    """From the confirmation to the last copy that stands as sent."""
    outbox = table(OutboxRow)
    last = sa.select(sa.func.max(outbox.c.settled_at)).where(outbox.c.broadcast_id == broadcast_id)
    found = records.broadcasts.get(broadcast_id)
    assert found is not None
    assert found.confirmed_at is not None
    ended: datetime = records.connection.execute(last).scalar_one()
    return (ended.astimezone(UTC) - found.confirmed_at).total_seconds()


def _answers(stage: Stage, report: dict[str, Any]) -> tuple[list[float], int]:
    """Milliseconds until each tap on a lesson changed its message, in their order; how many never did."""
    edits: dict[str, list[float]] = defaultdict(list)
    for method, chat, at in report["log"]:
        if method == "editMessageText":
            edits[chat].append(at)
    authors = {telegram_id_of(stage.agency.admin), telegram_id_of(stage.agency.supervisor)}
    answers, unanswered = [], 0
    for place, update in enumerate(stage.updates):
        account = update["callback_query"]["from"]["id"]
        if account in authors:
            continue
        theirs = edits[str(account)]
        if theirs:
            answers.append((theirs.pop(0) - report["starts_at"] - place / report["rate"]) * 1000)
        else:
            unanswered += 1
    return answers, unanswered


def one_run(name: str, people: int, model: str, taps: int) -> Run:
    """One broadcast with a server and a database of its own; its figures are kept."""
    with (
        TemporaryDirectory() as folder,
        running(limiter=model, trip_ms=TRIP_MS, jitter_ms=JITTER_MS, rate=RATE) as port,
    ):
        run = asyncio.run(measure(Path(folder) / "sela.db", port, people, name, taps))
    keep(
        "broadcasting",
        {"model": model, "taps_a_second": taps, "times_ideal": run.times_ideal, **asdict(run)},
    )
    return run


def main() -> None:
    """Measure each content against each limiter model, print the table and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=MESSAGES)
    parser.add_argument("--models", nargs="+", choices=MODELS, default=["strict"])
    parser.add_argument("--contents", nargs="+", choices=CONTENTS, default=list(CONTENTS))
    parser.add_argument("--taps", type=int, default=TAPS_A_SECOND, help="taps a second")
    options = parser.parse_args()
    stay_on_core(0)
    runs = [
        (model, one_run(name, options.messages, model, options.taps))
        for model in options.models
        for name in options.contents
    ]
    show(
        f"A broadcast to {options.messages:,} people in {UNITS} units at {RATE}/s, {TAPPERS} others tap "
        f"{options.taps} times a second, round trip {TRIP_MS} + 0-{JITTER_MS} ms "
        "(goals 1.03 x, 0, 0, p95 300 ms, 5 s)",
        [
            "limit",
            "content",
            "messages",
            "wall s",
            "x ideal",
            "429s",
            "lost",
            "tap p95 idle ms",
            "p50, p95, most busy",
            "no answer",
            f"to {PEOPLE_OF_TEAM} beside, s",
            "CPU ms a message",
        ],
        [
            [
                model,
                run.content,
                run.messages,
                f"{run.wall:.1f}",
                f"{run.times_ideal:.3f}",
                run.refused,
                run.lost,
                f"{run.idle_p95:.0f}",
                f"{run.busy_p50:.0f}, {run.busy_p95:.0f}, {run.busy_most:.0f}",
                run.unanswered,
                f"{run.second:.1f}",
                f"{run.cpu_ms:.2f}",
            ]
            for model, run in runs
        ],
    )


if __name__ == "__main__":
    main()
