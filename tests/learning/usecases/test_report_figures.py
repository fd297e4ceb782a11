"""Each figure of a report equals one worked out row by row, whatever the ledger holds."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from learning.people import PersonState
from learning.records import CreditKind
from learning.rules.periods import Period, parse
from storage.people import PERSON
from tests.learning.usecases.classroom import COURSE
from tests.learning.usecases.report_desk import ZONES, add, asked, opened, row
from tests.learning.usecases.report_oracle import EVERYBODY, Oracle
from tests.learning.usecases.workplace import Workplace
from tests.people import BAYU, BUDI, CAST, CITRA, EAST, SARI, UNIT


@pytest.fixture
def office(work: Workplace) -> Workplace:
    """The whole cast but Citra has joined."""
    return opened(work)


MOMENTS = st.datetimes(datetime(2025, 12, 20), datetime(2027, 1, 10), timezones=st.just(UTC))
RANDOM_ROWS = st.lists(
    st.tuples(
        st.sampled_from(EVERYBODY),
        st.sampled_from([CreditKind.LESSON, CreditKind.REVIEW, CreditKind.WEBINAR, CreditKind.CORRECTION]),
        MOMENTS,
        st.sampled_from([240, 300, 5400, 21_600, -240]),
        st.sampled_from([45, 60]),
        st.integers(1, 2),
        st.sampled_from(ZONES),
        st.integers(0, 3),
    ),
    max_size=30,
)
DAYS = st.dates(date(2025, 12, 20), date(2027, 1, 10))
NOON = time(12)
PERIODS = ("2026-W01", "2026-W48", "2026-W53", "2026-01", "2026-11", "2026-12", "2026-Q4", "2026", "2025")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(learned=RANDOM_ROWS, wanted=st.sampled_from(PERIODS), now=MOMENTS, unit=st.sampled_from([None, UNIT]))
def test_every_figure_equals_one_worked_out_row_by_row(
    office: Workplace, learned: list[tuple[Any, ...]], wanted: str, now: datetime, unit: str | None
) -> None:
    _learn(office, learned)
    period = _at_period(office, wanted, now)
    Oracle(office, unit).agrees_with(asked(office, period, unit=unit, with_people=True))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    learned=RANDOM_ROWS,
    moves=st.dictionaries(st.sampled_from([SARI, BAYU, CITRA, BUDI]), st.sampled_from([UNIT, EAST])),
    left=st.dictionaries(st.sampled_from([SARI, BAYU, CITRA, BUDI]), DAYS),
    starts=st.dictionaries(st.sampled_from([SARI, BAYU, CITRA]), DAYS),
    wanted=st.sampled_from(PERIODS),
    now=MOMENTS,
    unit=st.sampled_from([None, UNIT, EAST]),
)
@example(
    learned=[],
    moves={},
    left={},
    starts={BAYU: date(2027, 1, 1)},
    wanted="2026-W53",
    now=datetime(2027, 1, 3, 15, 55, tzinfo=UTC),
    unit=EAST,
)
def test_whoever_moves_leaves_or_comes_people_units_and_total_are_one_sum(
    office: Workplace,
    learned: list[tuple[Any, ...]],
    moves: dict[int, str],
    left: dict[int, date],
    starts: dict[int, date],
    wanted: str,
    now: datetime,
    unit: str | None,
) -> None:
    _learn(office, learned)
    period = _at_period(office, wanted, now)
    units = {one.path: one.id for one in office.look(lambda records: records.roster.units())}
    known = {who: _row_of(office, who) for who in CAST}
    for who, before in known.items():
        moved = {"unit_id": units[moves[who]]} if who in moves else {}
        gone = {"state": PersonState.LEFT, "left_on": left[who]} if who in left else {}
        _change(office, who, {**before, **moved, "starts_on": starts.get(who), **gone})
    report = asked(office, period, unit=unit, with_people=True)
    Oracle(office, unit, left).agrees_with(report)
    for who, before in known.items():
        _change(office, who, before)


def _learn(office: Workplace, learned: list[tuple[Any, ...]]) -> None:
    """Books random rows beside those of the examples before."""
    before = sum(len(office.ledger(who)) for who in EVERYBODY)
    for number, (who, kind, moment, seconds, rate, unit_id, zone, right) in enumerate(learned):
        source = f"lesson:{COURSE}/{number % 9:02}:{before + number}"
        evidence = (
            {"right": right, "questions": 3} if kind is not CreditKind.CORRECTION else {"corrects": source}
        )
        entry = row(
            office, who, f"{kind}/{source}" if kind is not CreditKind.LESSON else source, moment, zone=zone
        )
        add(
            office,
            replace(
                entry, kind=kind, seconds=seconds, minutes_per_jp=rate, unit_id=unit_id, evidence=evidence
            ),
        )


def _at_period(office: Workplace, wanted: str, now: datetime) -> Period:
    """The period, and the clock at a moment at which it has begun."""
    period = parse(wanted)
    assert period is not None
    office.clock.now = max(
        now, datetime(2026, 11, 24, tzinfo=UTC), datetime.combine(period.starts_on, NOON, UTC)
    )
    return period


def _row_of(office: Workplace, who: int) -> dict[str, Any]:
    columns = (PERSON.c.unit_id, PERSON.c.starts_on, PERSON.c.state, PERSON.c.left_on)
    query = sa.select(*columns).where(PERSON.c.id == office.ids[who])
    return office.look(lambda records: dict(records.connection.execute(query).mappings().one()))


def _change(office: Workplace, who: int, values: dict[str, Any]) -> None:
    query = sa.update(PERSON).where(PERSON.c.id == office.ids[who]).values(**values)
    office.look(lambda records: records.connection.execute(query))
