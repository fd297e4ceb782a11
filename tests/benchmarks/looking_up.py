"""What looking something up costs beside the bare full-text query, in a small and in a large collection."""

import argparse
import random
import sqlite3
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from content.items import KnowledgeItem
from learning.rules.lookup import Wanted, wanted_of, words_to_look_up
from learning.usecases.importing import FoundItem, import_items
from learning.usecases.lookup import look_up
from storage.database import Database, database_url
from storage.migrate import migrate
from storage.search_index import CANDIDATES, FEW, match_query
from storage.transactions import transact
from tests.benchmarks.population import NOON
from tests.benchmarks.results import keep, show

SIZES = (2_555, 100_000)
QUESTIONS = 400
ROOTS = 9_000
WAYS = {"bare": "", "look_up without repair": 1.3, "look_up with repair": 3.0}
"""What is measured, with how many times the bare query its 95th percentile may take."""

BATCH = 100
BARE = (
    "SELECT rowid FROM passage_index WHERE passage_index MATCH ? "
    f"ORDER BY bm25(passage_index, 4.0, 2.0, 1.0) LIMIT {CANDIDATES}"
)


Query = Callable[[Sequence[Wanted]], int]


class Language:
    """Made-up words of Indonesian build, as often as Zipf says, in topics of their own."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        roots: dict[str, None] = {}
        while len(roots) < ROOTS:
            roots[self._root()] = None
        self.roots = list(roots)
        self.weights = list(accumulate(1 / rank for rank in range(3, ROOTS + 3)))

    def words(self, count: int, topic: int) -> list[str]:
        """So many words, a third of them of the topic."""
        chance = self.chance
        common = chance.choices(self.roots, cum_weights=self.weights, k=count)
        own = [self.roots[(topic * 37 + chance.randrange(30)) % ROOTS] for _ in range(count)]
        return [
            self._inflected(one if chance.random() < 0.33 else other)
            for one, other in zip(own, common, strict=True)
        ]

    def item(self, number: int) -> FoundItem:
        """An item of a few sentences on one of 400 topics."""
        topic = self.chance.randrange(400)
        text = " ".join(self.words(self.chance.randint(60, 140), topic))
        title = " ".join(self.words(4, topic))
        item = KnowledgeItem(id=f"made-up/{number}", title=title, text=text, language="id")
        return FoundItem(item=item, origin="made-up")

    def question(self, found: FoundItem, *, with_typo: bool) -> str:
        """Two to eight words of an item, one of them perhaps misspelt."""
        words = found.item.text.split()
        asked = self.chance.sample(words, self.chance.randint(2, 8))
        if with_typo:
            place = max(range(len(asked)), key=lambda each: len(asked[each]))
            cut = self.chance.randrange(1, len(asked[place]))
            asked[place] = asked[place][:cut] + asked[place][cut + 1 :]
        return " ".join(asked)

    def _root(self) -> str:
        syllables = self.chance.choice((2, 2, 2, 3))
        open_ = "".join(
            self.chance.choice("bcdghjklmnprstw") + self.chance.choice("aaaiiuueo") for _ in range(syllables)
        )
        return open_ + self.chance.choice(("", "n", "r", "k", "t", "s", "ng"))

    def _inflected(self, root: str) -> str:
        before, after = self.chance.choice(
            (("", ""), ("", ""), ("", "an"), ("di", ""), ("ber", ""), ("", "nya"))
        )
        return before + root + after


def bare_query(file: Path) -> Query:
    """What the same full-text query costs with nothing around it: all of it, then any of it."""
    connection = sqlite3.connect(file)

    def query(wanted: Sequence[Wanted]) -> int:
        found = connection.execute(BARE, (match_query(wanted, "AND"),)).fetchall() if len(wanted) > 1 else []
        if len(found) < FEW:
            found = connection.execute(BARE, (match_query(wanted, "OR"),)).fetchall()
        return len(found)

    return query


def fill(database: Database, language: Language, size: int) -> tuple[list[FoundItem], float]:
    """Takes in so many items; some of them, and the seconds it took without making them up."""
    kept: list[FoundItem] = []
    seconds = 0.0
    for start in range(0, size, BATCH):
        found = [language.item(number) for number in range(start, min(size, start + BATCH))]
        kept.extend(found[:: max(1, size // 2_000)])
        started = time.perf_counter()
        database.transact(import_items, found, now=NOON)
        seconds += time.perf_counter() - started
    return kept, seconds


def measure(size: int, questions: int, folder: Path) -> dict[str, float]:
    """The figures of one collection, in milliseconds and seconds."""
    file = folder / f"{size}.db"
    migrate(database_url(f"sqlite:///{file}"))
    database = Database(f"sqlite:///{file}")
    language = Language(seed=size)
    items, import_seconds = fill(database, language, size)
    database.transact(lambda records: records.connection.execute(sa.text("ANALYZE")))
    asked = [
        language.question(language.chance.choice(items), with_typo=number % 3 == 0)
        for number in range(questions)
    ]
    times = _times(database, bare_query(file), asked)
    database.close()
    figures = {"items": float(size), "import_s": import_seconds}
    for name, each in times.items():
        figures[f"{name} p50"] = statistics.median(each)
        figures[f"{name} p95"] = statistics.quantiles(each, n=20)[-1]
    return figures


def _times(database: Database, bare: Query, asked: Sequence[str]) -> dict[str, list[float]]:
    """Milliseconds of each way to ask, question by question in turn, after one round to warm up."""

    def look(question: str, repair: bool) -> object:
        return transact(
            database.read_engine, lambda records: look_up(records, question, unit=None, repair=repair)
        )

    for question in asked:
        look(question, True)
    times: dict[str, list[float]] = {name: [] for name in WAYS}
    for question in asked:
        wanted = wanted_of(words_to_look_up(question), {}, {})
        ways: tuple[Callable[[], object], ...] = (
            partial(bare, wanted),
            partial(look, question, False),
            partial(look, question, True),
        )
        for name, way in zip(WAYS, ways, strict=True):
            started = time.perf_counter()
            way()
            times[name].append((time.perf_counter() - started) * 1000)
    return times


def main() -> None:
    """Measure, print the table and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        results = [measure(size, options.questions, Path(folder)) for size in options.sizes]
    rows = []
    for result in results:
        for name, goal in WAYS.items():
            p95 = result[f"{name} p95"]
            rows.append(
                [
                    f"{result['items']:,.0f}",
                    name,
                    f"{result[f'{name} p50']:.2f}",
                    f"{p95:.2f}",
                    f"{p95 / result['bare p95']:.2f}",
                    goal,
                    f"{result['import_s']:.0f}",
                ]
            )
    show(
        f"{options.questions} questions of 2 to 8 words, a third misspelt",
        ["items", "", "p50 ms", "p95 ms", "times bare", "goal", "import s"],
        rows,
    )
    keep("looking_up", {"results": results})


if __name__ == "__main__":
    main()
