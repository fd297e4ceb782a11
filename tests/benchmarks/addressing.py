"""What an author waits for: the preview of an audience, the tap that sends, and what became of it."""

import argparse
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import partial
from itertools import repeat
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from sqlalchemy.engine import URL

from bot.collector import calm_collector
from learning.broadcasts import Broadcast, Content, ContentKind, Quiz, Results, Timing
from learning.people import Actor
from learning.ports import Records
from learning.usecases import broadcast_contents, broadcasting, following_up, watching
from storage.broadcast_tables import ReactionRow
from storage.database import Database, database_url
from storage.records import SqlRecords
from storage.tables import AttemptRow, OutboxRow, table
from tests.benchmarks.agency import UNITS, Agency, attempt, draft_of
from tests.benchmarks.population import NOON, insert
from tests.benchmarks.results import keep, show, spread_of
from tests.benchmarks.stage import made_up_world
from tests.conftest import SERVER, empty_server_database

PEOPLE = 4_948
ROUNDS = 9
PAGE = 8
GOAL_PREVIEW_MS = 300
GOAL_RESULTS_MS = 100
LATER = NOON + timedelta(hours=2)

CONTENTS = {
    "text": Content(kind=ContentKind.TEXT, text="Rapat pindah ke lantai dua."),
    "lesson": Content(kind=ContentKind.LESSON, key="course-00/03-lesson"),
    "course": Content(kind=ContentKind.COURSE, key="course-01"),
    "quiz": Content(
        kind=ContentKind.QUIZ,
        quiz=Quiz(question="Kapan cuci tangan?", options=("Sebelum makan", "Tidak perlu"), right=0),
    ),
}

Work = Callable[[SqlRecords], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Milliseconds of each round, and of them those in which this process worked."""

    goal: float | None
    walls: list[float]
    cpus: list[float]


class Desk:
    """The admin over a database, with a watch."""

    def __init__(self, database: Database, agency: Agency, rounds: int) -> None:
        self.database, self.rounds = database, rounds
        self.world = made_up_world()
        self.admin: Actor = agency.actor(database, agency.admin)
        self.costs: dict[str, Cost] = {}

    def time(self, what: str, work: Work | Iterable[Work], goal: float | None = None) -> None:
        """Times pieces of work, or one again and again, each in its transaction; the first one warms up."""
        walls, cpus = [], []
        for piece in repeat(work, self.rounds + 1) if callable(work) else work:
            started, worked = time.perf_counter(), time.process_time()
            outcome = self.database.transact(piece)
            walls.append((time.perf_counter() - started) * 1000)
            cpus.append((time.process_time() - worked) * 1000)
            assert outcome, what
        self.costs[what] = Cost(goal=goal, walls=walls[1:], cpus=cpus[1:])

    def preview(
        self,
        what: str,
        content: Content,
        timing: Timing = Timing.NOW,
        goal: float | None = GOAL_PREVIEW_MS,
    ) -> None:
        """Times the preview of a draft to everybody."""
        draft = draft_of(self.database, self.world, self.admin, content, timing=timing)
        work = partial(broadcasting.preview, world=self.world, actor=self.admin, broadcast_id=draft.id)
        self.time(f"preview, {what}", partial(work, now=NOON), goal)

    def send(self, what: str, content: Content, rounds: int = 2) -> Broadcast:
        """Times the tap that sends; the last broadcast that was sent, settled."""
        sent: list[Broadcast] = []
        self.time(f"confirm, {what}", self._confirmations(content, rounds + 1, sent))
        self.database.transact(_settle, sent[-1])
        self.database.transact(_gather_statistics)
        return sent[-1]

    def _confirmations(self, content: Content, rounds: int, sent: list[Broadcast]) -> Iterator[Work]:
        for _ in range(rounds):
            draft = draft_of(self.database, self.world, self.admin, content)
            sent.append(draft)
            yield partial(self._confirm, draft=draft)

    def _confirm(self, records: Records, draft: Broadcast) -> bool:
        outcome = broadcasting.confirm(records, self.world, self.admin, draft.id, now=NOON)
        return isinstance(outcome, broadcasting.Confirmed) and outcome.is_new

    def look_at(self, what: str, sent: Broadcast) -> None:
        """Times what became of it: the view, and the last page of the people of the commonest standing."""
        work = partial(broadcasting.look, world=self.world, actor=self.admin, broadcast_id=sent.id, now=LATER)
        self.time(f"results, {what}", work, GOAL_RESULTS_MS)
        results = self.database.transact(work)
        assert isinstance(results, Results)
        standing = max(results.people, key=lambda one: results.people[one])
        page = partial(
            broadcasting.recipients, world=self.world, actor=self.admin, broadcast_id=sent.id, limit=PAGE
        )
        last = max(0, results.people[standing] - PAGE)
        self.time(f"last page of people, {what}", partial(page, standing=standing, offset=last), 100)
        assert sum(results.people.values()) == results.broadcast.size
        print(what, {standing.value: count for standing, count in results.people.items()}, flush=True)

    def keep_view(self, sent: Broadcast) -> None:
        """Times what the watcher asks where something moved, and the list of what was sent."""
        self.database.transact(broadcasting.watch, self.admin, sent.id, 77)
        refresh = partial(watching.watched, world=self.world, before={}, now=NOON)
        self.time("refresh of the view", refresh)
        page = partial(broadcast_contents.sent_page, world=self.world, actor=self.admin, limit=6, offset=0)
        self.time("list of what was sent", partial(page, now=LATER), GOAL_RESULTS_MS)


def _settle(records: SqlRecords, sent: Broadcast) -> None:
    """Everybody who can be reached got it, half of them opened it, a thousand did what it asks for."""
    connection, outbox = records.connection, table(OutboxRow)
    copies = (outbox.c.broadcast_id == sent.id) & (outbox.c.state == "queued")
    done = {
        "state": "sent",
        "claimed_at": NOON,
        "settled_at": LATER,
        "message_id": outbox.c.id,
        "attempts": 1,
    }
    got = connection.execute(sa.update(outbox).where(copies).values(done).returning(outbox.c.person_id))
    people = list(got.scalars())
    opened = [
        {"broadcast_id": sent.id, "person_id": id_, "opened_at": LATER, "choice": id_ % 2}
        for id_ in people[::2]
    ]
    insert(connection, ReactionRow, opened)
    key = f"{sent.content.key}/07-lesson" if sent.content.kind is ContentKind.COURSE else sent.content.key
    if sent.content.key:
        insert(connection, AttemptRow, [attempt(id_, key, NOON) for id_ in people[:1000]])


def _gather_statistics(records: SqlRecords) -> None:
    """Does at once what a PostgreSQL server does by itself within a minute."""
    if records.connection.dialect.name == "postgresql":
        records.connection.exec_driver_sql("ANALYZE")


def measure(url: URL, people: int, rounds: int) -> dict[str, Cost]:
    """The costs of one broadcast after the other over a year of lessons and broadcasts."""
    agency = Agency(people=people)
    world = made_up_world()
    keys = [key for course in world.catalogue.lesson_keys.values() for key in course]
    agency.build(url, keys)
    calm_collector()
    database = Database(url)
    database.transact(_gather_statistics)
    desk = Desk(database, agency, rounds)
    text = CONTENTS["text"]
    desk.preview("now", text)
    desk.preview("next break", text, Timing.NEXT_BREAK)
    desk.preview("course, not done yet", CONTENTS["course"])
    for name, content in CONTENTS.items():
        desk.look_at(name, desk.send(name, content))
    desk.preview(f"{3 * len(CONTENTS)} more sent today", text, goal=None)
    corrected = desk.send("again", text)
    changed = database.transact(following_up.correct, desk.admin, corrected.id, "Rapat batal.", now=LATER)
    assert isinstance(changed, Broadcast)
    desk.look_at("being corrected", corrected)
    desk.keep_view(corrected)
    database.close()
    return desk.costs


@contextmanager
def _databases() -> Iterator[dict[str, URL]]:
    """An empty SQLite file, and a PostgreSQL database where the tests have a server."""
    with TemporaryDirectory() as folder:
        urls = {"sqlite": database_url(f"sqlite:///{Path(folder) / 'sela.db'}")}
        if not SERVER:
            yield urls
            return
        with empty_server_database() as server:
            yield {**urls, "postgresql": server}


def main() -> None:
    """Measure on each database there is, print the table and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    options = parser.parse_args()
    with _databases() as urls:
        for name, url in urls.items():
            if options.only not in {None, name}:
                continue
            costs = measure(url, options.people, options.rounds)
            show(
                f"Addressing {options.people:,} people in {UNITS} units, {name}, median of {options.rounds}",
                ["", "ms", "least – most", "CPU ms of Sela", "goal ms"],
                [
                    [
                        what,
                        f"{statistics.median(cost.walls):.0f}",
                        spread_of(cost.walls),
                        f"{statistics.median(cost.cpus):.0f}",
                        cost.goal or "",
                    ]
                    for what, cost in costs.items()
                ],
            )
            found = {what: asdict(cost) for what, cost in costs.items()}
            keep("addressing", {"database": name, "people": options.people, "costs": found})


if __name__ == "__main__":
    main()
