"""Whatever two people tap, in any order, with any ids: nothing breaks and the ledger equals an oracle."""

from collections import defaultdict
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning.usecases import mistakes, study
from learning.usecases.put_off import put_off
from learning.usecases.steps import AnswerGraded, CardShown, Completed, Gone, NothingDue, QuestionShown, Step
from storage.records import SqlRecords
from tests.learning.usecases.classroom import COURSE, VARIETY
from tests.learning.usecases.workplace import Workplace, at
from tests.people import CITRA, SARI

PEOPLE = (SARI, CITRA)
KEYS = [f"{COURSE}/01", f"{COURSE}/02", f"{VARIETY}/01", "tidak/ada", ""]
SECONDS = {f"{VARIETY}/01": 300}

ids = st.one_of(st.integers(1, 6), st.sampled_from([0, -1, 404, 10**14]))
given_answers = st.sampled_from(
    ["0", "1", "0,2", "70", "kedaluwarsa", "0,1,2", "1,0", "", ",", "-1", "99", "x" * 64, "٣", "0,0"]
)
taps = st.lists(
    st.one_of(
        st.tuples(st.just("begin"), st.sampled_from(KEYS)),
        st.tuples(st.just("learn"), st.sampled_from([0, 1, 5, 10, -5, 10**6])),
        st.tuples(st.just("card"), ids, st.sampled_from([1, 2, 3, 4, 0, -3, 99])),
        st.tuples(st.just("answer"), ids, st.integers(-1, 9), given_answers),
        st.tuples(st.just("draft"), ids, st.integers(-1, 9), given_answers),
        st.tuples(st.just("words"), given_answers),
        st.tuples(st.just("go_on"), ids),
        st.tuples(st.just("nudge"), ids),
        st.tuples(st.just("put_off"), ids, st.booleans()),
        st.tuples(st.just("report"), ids, st.sampled_from([None, 0, 7, -1])),
        st.tuples(st.just("tick"), st.integers(0, 20)),
        st.tuples(st.just("finish"), st.just(0)),
        st.tuples(st.just("finish"), st.just(1)),
    ),
    max_size=25,
)
steps = st.lists(st.tuples(st.sampled_from(PEOPLE), taps.map(tuple)), max_size=6)


class Undone(Exception):
    """Takes one example back, so that the next begins afresh."""


class Inside(Workplace):
    """A place of work within one transaction that is taken back at the end."""

    def __init__(self, work: Workplace, records: SqlRecords) -> None:
        super().__init__(work.database, work.world, work.clock, work.ids)
        self._records = records

    def do(self, usecase: Any, *args: Any, **more: Any) -> Any:
        """Runs a use case in the one transaction."""
        return usecase(self._records, *args, now=self.clock(), **more)

    def look(self, work: Any) -> Any:
        """Reads in the one transaction."""
        return work(self._records)


class Oracle:
    """What the ledger must hold, from nothing but the screens that people saw."""

    def __init__(self) -> None:
        self.seconds: dict[int, int] = defaultdict(int)
        self.ended: dict[int, tuple[int, Any]] = {}

    def saw(self, who: int, step: Step | None) -> None:
        """An end counts once, however often it is shown, and a lesson once a year."""
        completed = step.completed if isinstance(step, AnswerGraded) else step
        if not isinstance(completed, Completed):
            return
        if completed.attempt_id not in self.ended:
            self.ended[completed.attempt_id] = (who, completed.credit)
            self.seconds[who] += completed.credit.seconds
        assert self.ended[completed.attempt_id] == (who, completed.credit)


def tap(work: Workplace, who: int, what: tuple[Any, ...]) -> Step | None:
    """One tap, and the screen that follows."""
    person, world = work.person(who), work.world
    match what:
        case ("begin", key):
            return work.do(study.begin_lesson, world, person, key)
        case ("learn", minutes):
            return work.do(study.learn, world, person, minutes=minutes)
        case ("card", attempt, number):
            return work.do(study.open_card, world, person, attempt, number)
        case ("answer", attempt, index, words):
            return work.do(study.answer, world, person, attempt, index, words)
        case ("draft", attempt, index, words):
            return work.do(study.draft, world, person, attempt, index, words)
        case ("words", words):
            return work.do(study.answer_in_words, world, person, words)
        case ("go_on", attempt):
            return work.do(study.go_on, world, person, attempt)
        case ("nudge", nudge):
            return work.do(study.open_nudge, world, person, nudge)
        case ("put_off", nudge, later):
            work.do(put_off, world, person.id, nudge, later=later)
        case ("report", attempt, index):
            work.do(mistakes.report, world, person, attempt, index, "old")
        case ("tick", day):
            work.bring(max(at("12:10", day=day), work.clock()))
    return None


def finish(work: Workplace, who: int, oracle: Oracle) -> None:
    """Goes through whatever is next; every screen on the way is seen."""
    step = tap(work, who, ("learn", 0))
    oracle.saw(who, step)
    if isinstance(step, CardShown | QuestionShown):
        oracle.saw(who, work.finish(who, step))
    else:
        assert isinstance(step, Completed | NothingDue | Gone | AnswerGraded)


@pytest.mark.parametrize("cap", [90, 7])
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sequences=steps)
def test_any_taps_of_two_people_keep_the_ledger_right_and_break_nothing(
    work: Workplace, cap: int, sequences: list[tuple[int, tuple[tuple[Any, ...], ...]]]
) -> None:
    work.decide(daily_credit_minutes=cap)
    work.clock.now = at("08:00")

    def play(records: SqlRecords) -> None:
        inside, oracle = Inside(work, records), Oracle()
        for who in PEOPLE:
            inside.activate(who)
        for who, person_taps in sequences:
            for what in person_taps:
                inside.clock.turn(seconds=7)
                if what[0] == "finish":
                    finish(inside, who, oracle)
                else:
                    oracle.saw(who, tap(inside, who, what))
        for who in PEOPLE:
            check_ledger(inside, who, oracle, cap)
        raise Undone

    with pytest.raises(Undone):
        work.database.transact(play)


def check_ledger(work: Workplace, who: int, oracle: Oracle, cap: int) -> None:
    """The ledger equals the oracle, pays nothing twice and stays under the cap."""
    rows = work.ledger(who)
    assert sum(row.seconds for row in rows) == oracle.seconds[who]
    assert len({row.source for row in rows}) == len(rows)
    by_day: dict[object, int] = defaultdict(int)
    for row in rows:
        by_day[row.local_on] += row.seconds
        if row.source.startswith("lesson:"):
            assert row.seconds <= SECONDS.get(row.source.split(":")[1], 240)
    assert all(seconds <= cap * 60 for seconds in by_day.values())
