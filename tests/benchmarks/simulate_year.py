"""A year of many people through the real use cases, judged by an oracle that knows none of Sela's rules."""

import argparse
import heapq
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from learning.people import Person
from learning.policy import Policy
from learning.ports import Records
from learning.records import CreditKind, LeaveKind, RosterEntry
from learning.rules.breaks import Leave, WindowKind
from learning.rules.calendar import Calendar, Overrides
from learning.usecases import breaks, bring, deliver, enrol, put_off, roster, steps, study
from learning.usecases.attention import look_again
from learning.usecases.deliver import Delivery, Sending
from learning.world import World
from storage.database import Database, database_url
from storage.migrate import migrate
from tests.benchmarks.lessons import made_up_catalogue
from tests.benchmarks.results import keep, show
from tests.benchmarks.year_oracle import OFFSETS, RAMADAN, Judge

FIRST = datetime(2025, 12, 31, 17, tzinfo=UTC)
LAST = datetime(2026, 12, 31, 17, tzinfo=UTC)
"""The year 2026 on the organisation's clock."""

ENOUGH_JP = 20


class Habit(StrEnum):
    """What a person does with what Sela brings."""

    ALL = "takes every one"
    MOST = "takes five of six"
    LATER = "often later or not today"
    EXTRA = "takes every one, and pulls one a week"
    NEVER = "hardly ever opens one"


HABITS = (Habit.ALL, Habit.MOST, Habit.LATER, Habit.EXTRA, Habit.NEVER)


@dataclass(kw_only=True)
class Learner:
    """One person of the simulation."""

    person: Person
    habit: Habit
    judge: Judge
    chance: random.Random


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a person's year came to."""

    habit: Habit
    zone: str
    sent: int
    jp: float
    lessons: int
    reviews: int
    review_minutes: float
    wrongs: tuple[str, ...]


@dataclass(order=True)
class _Event:
    at: datetime
    number: int
    act: Callable[[Records, datetime], None] = field(compare=False)


class Year:
    """The simulation of some people over one database."""

    def __init__(self, database: Database, people: Sequence[int]) -> None:
        overrides = Overrides(ramadans={2026: RAMADAN})
        self.world = World(
            policy=Policy(), calendar=Calendar(overrides), catalogue=made_up_catalogue("Cuci tangan. " * 30)
        )
        self.database = database
        self._events: list[_Event] = []
        self._messages = 0
        self.learners = database.transact(self._enrol, people)

    def run(self) -> list[Outcome]:
        """Jumps from moment to moment until the year is over."""
        while (moment := self._next_moment()) < LAST:
            self.database.transact(self._live, moment)
        return [self.database.transact(self._outcome, learner) for learner in self.learners.values()]

    def _next_moment(self) -> datetime:
        due = self.database.transact(lambda records: records.nudges.earliest_due()) or LAST
        return min(due, self._events[0].at if self._events else LAST)

    def _live(self, records: Records, now: datetime) -> None:
        """One transaction: what people do until the next moment of Sela's, then her tick."""
        due = records.nudges.earliest_due() or LAST
        while self._events and self._events[0].at < due:
            event = heapq.heappop(self._events)
            event.act(records, event.at)
            due = records.nudges.earliest_due() or LAST
        self._tick(records, due)

    def _tick(self, records: Records, now: datetime) -> None:
        if now >= LAST:
            return
        deliver.expire_late(records, now=now)
        while bring.bring_due(records, self.world, now=now, limit=500) == 500:
            pass
        while deliveries := deliver.claim(records, self.world, now=now, limit=500):
            for delivery in deliveries:
                assert isinstance(delivery, Delivery)
                self._arrives(records, delivery, now)

    def _arrives(self, records: Records, delivery: Delivery, now: datetime) -> None:
        self._messages += 1
        deliver.settle(records, delivery, Sending.SENT, now=now, message_id=self._messages)
        learner = self.learners[delivery.person.id]
        learner.judge.sees(
            now,
            message=self._messages,
            replaces=delivery.replaces_message_id,
            seconds=delivery.nudge.seconds,
            is_return=delivery.nudge.is_return,
        )
        act = self._reaction(learner, delivery.nudge.id)
        if act is not None:
            self._plan(now + timedelta(minutes=2), act)

    def _reaction(self, learner: Learner, nudge_id: int) -> Callable[[Records, datetime], None] | None:
        roll = learner.chance.random()
        if learner.habit is Habit.NEVER:
            return self._taking(learner, nudge_id) if roll < 0.02 else None
        if learner.habit is Habit.MOST and roll < 1 / 6:
            return None
        if learner.habit is Habit.LATER and roll < 0.6:
            return self._putting_off(learner, nudge_id, later=roll < 0.4)
        return self._taking(learner, nudge_id)

    def _plan(self, at: datetime, act: Callable[[Records, datetime], None]) -> None:
        heapq.heappush(self._events, _Event(at, len(self._events) + self._messages * 1000, act))

    def _taking(self, learner: Learner, nudge_id: int) -> Callable[[Records, datetime], None]:
        def act(records: Records, now: datetime) -> None:
            learner.judge.answers()
            step = study.open_nudge(records, self.world, learner.person, nudge_id, now=now)
            self._go_through(records, learner, step, now)

        return act

    def _putting_off(
        self, learner: Learner, nudge_id: int, *, later: bool
    ) -> Callable[[Records, datetime], None]:
        def act(records: Records, now: datetime) -> None:
            learner.judge.answers()
            put_off.put_off(records, self.world, learner.person.id, nudge_id, later=later, now=now)

        return act

    def _pulling(self, learner: Learner) -> Callable[[Records, datetime], None]:
        def act(records: Records, now: datetime) -> None:
            learner.judge.answers()
            self._go_through(records, learner, study.learn(records, self.world, learner.person, now=now), now)
            self._plan(now + timedelta(days=7), self._pulling(learner))

        return act

    def _go_through(self, records: Records, learner: Learner, step: steps.Step, now: datetime) -> None:
        """Opens every card and answers every question, right four times out of five."""
        for seconds in range(0, 1200, 40):
            at = now + timedelta(seconds=seconds)
            if isinstance(step, steps.CardShown):
                step = study.open_card(
                    records, self.world, learner.person, step.attempt_id, step.number + 1, now=at
                )
            elif isinstance(step, steps.QuestionShown):
                right = getattr(step.question, "right", 0)
                given = str(right if learner.chance.random() < 0.8 else (right + 1) % 3)
                step = study.answer(
                    records, self.world, learner.person, step.attempt_id, step.index, given, now=at
                )
            elif isinstance(step, steps.AnswerGraded) and step.completed is None:
                step = study.go_on(records, self.world, learner.person, step.attempt_id, now=at)
            else:
                return

    def _enrol(self, records: Records, people: Sequence[int]) -> dict[int, Learner]:
        entries = [_entry(number) for number in people]
        roster.import_roster(records, self.world, entries, actor="simulation", now=FIRST)
        learners = (self._join(records, number) for number in people)
        return {learner.person.id: learner for learner in learners}

    def _join(self, records: Records, number: int) -> Learner:
        chance = random.Random(number)
        listed = records.people.by_number(f"{number:018}")
        assert listed is not None
        records.people.bind(listed.id, 1_000_000 + number)
        enrol.acknowledge(records, listed.id, now=FIRST)
        person = enrol.finish(records, self.world, listed.id, now=FIRST)
        afternoon, evening = number % 7 == 3, number % 11 == 5
        for kind, chosen in ((WindowKind.AFTERNOON, afternoon), (WindowKind.EVENING, evening)):
            if chosen:
                breaks.switch(records, self.world, person.id, kind, on=True, now=FIRST)
        quiet = frozenset(self._leaves(records, person, chance))
        look_again(records, self.world, person.id, now=FIRST)
        judge = Judge(zone=person.time_zone, has_afternoon=afternoon, has_evening=evening, quiet_days=quiet)
        learner = Learner(person=person, habit=HABITS[number % len(HABITS)], judge=judge, chance=chance)
        if learner.habit is Habit.EXTRA:
            self._plan(FIRST + timedelta(days=chance.randrange(7), hours=14), self._pulling(learner))
        return learner

    def _leaves(self, records: Records, person: Person, chance: random.Random) -> Iterator[date]:
        """Two weeks of leave in two pieces, and for some a pause of five days."""
        starts = [chance.randrange(10, 150), chance.randrange(170, 340)]
        pieces = [(start, 7, LeaveKind.LEAVE) for start in starts]
        if chance.random() < 0.3:
            pieces.append((chance.randrange(160, 165), 5, LeaveKind.PAUSE))
        for start, days, kind in pieces:
            first = date(2026, 1, 1) + timedelta(days=start)
            last = first + timedelta(days=days - 1)
            records.people.add_leave(person.id, Leave(starts_on=first, ends_on=last), kind)
            yield from (first + timedelta(days=offset) for offset in range(days))

    def _outcome(self, records: Records, learner: Learner) -> Outcome:
        rows = [row for row in records.ledger.rows(learner.person.id) if row.year == 2026]
        reviewed = [row.seconds for row in rows if row.kind is CreditKind.REVIEW]
        return Outcome(
            habit=learner.habit,
            zone=learner.person.time_zone,
            sent=learner.judge.sent,
            jp=sum(row.seconds for row in rows) / 60 / 45,
            lessons=len(rows) - len(reviewed),
            reviews=len(reviewed),
            review_minutes=sum(reviewed) / 60,
            wrongs=tuple(learner.judge.wrongs),
        )


def simulate(people: Sequence[int]) -> list[Outcome]:
    """The year of these people, by number, in a database of their own."""
    with TemporaryDirectory() as folder:
        url = database_url(f"sqlite:///{Path(folder) / 'year.db'}")
        migrate(url)
        database = Database(url)
        try:
            return Year(database, people).run()
        finally:
            database.close()


def _entry(number: int) -> RosterEntry:
    zones = list(OFFSETS)
    return RosterEntry(
        employee_number=f"{number:018}",
        name=f"Pegawai {number}",
        unit=f"Unit {number % 3}",
        time_zone=zones[number % 3],
        language="id",
        employment_type="PNS",
        roles=(),
        starts_on=None,
        email="",
    )


def report(outcomes: Sequence[Outcome], seconds: float) -> None:
    """Prints what the year came to."""
    rows = []
    for habit in HABITS:
        theirs = [outcome for outcome in outcomes if outcome.habit is habit]
        jp = sorted(outcome.jp for outcome in theirs)
        sent = [outcome.sent for outcome in theirs]
        figures = [f"{figure:.1f}" for figure in (jp[0], statistics.median(jp), jp[-1])]
        enough = f"{sum(one >= ENOUGH_JP for one in jp)} of {len(jp)}"
        lessons = statistics.median(outcome.lessons for outcome in theirs)
        reviews = statistics.median(outcome.reviews for outcome in theirs)
        minutes = statistics.median(outcome.review_minutes for outcome in theirs)
        sittings = f"{lessons:.0f} / {reviews:.0f} ({minutes:.0f} min)"
        rows.append([habit, f"{min(sent)} – {max(sent)}", sittings, *figures, enough])
    wrongs = Counter(wrong.partition(": ")[2] for outcome in outcomes for wrong in outcome.wrongs)
    messages = sum(outcome.sent for outcome in outcomes)
    show(
        f"A year of {len(outcomes):,} people: {messages:,} messages, {wrongs.total()} wrong, {seconds:.0f} s",
        [
            "people who",
            "messages each",
            "lessons / reviews",
            "JP least",
            "JP median",
            "JP most",
            f"{ENOUGH_JP} JP reached",
        ],
        rows,
    )
    for wrong, count in wrongs.most_common(20):
        print(f"- {count} x {wrong}")
    for outcome in outcomes:
        for wrong in outcome.wrongs[:2]:
            print(f"- {wrong} ({outcome.habit})")


def main() -> None:
    """Simulate, print the summary and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    started = time.perf_counter()
    shares = [range(first, options.people, options.processes) for first in range(options.processes)]
    with ProcessPoolExecutor(options.processes) as pool:
        outcomes = [outcome for share in pool.map(simulate, shares) for outcome in share]
    seconds = time.perf_counter() - started
    report(outcomes, seconds)
    jp = {habit: [round(o.jp, 2) for o in outcomes if o.habit is habit] for habit in HABITS}
    wrongs = sum(len(outcome.wrongs) for outcome in outcomes)
    keep("simulate_year", {"people": options.people, "seconds": seconds, "wrongs": wrongs, "jp": jp})


if __name__ == "__main__":
    main()
