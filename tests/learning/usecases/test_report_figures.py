"""Each figure of a report equals one worked out row by row, whatever the ledger holds."""

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning.records import CreditKind
from learning.rules.periods import parse
from tests.learning.usecases.classroom import COURSE
from tests.learning.usecases.report_desk import ZONES, add, asked, opened, row
from tests.learning.usecases.report_oracle import EVERYBODY, Oracle
from tests.learning.usecases.workplace import Workplace
from tests.people import UNIT


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
NOON = time(12)
PERIODS = ("2026-W01", "2026-W48", "2026-W53", "2026-01", "2026-11", "2026-12", "2026-Q4", "2026", "2025")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(learned=RANDOM_ROWS, wanted=st.sampled_from(PERIODS), now=MOMENTS, unit=st.sampled_from([None, UNIT]))
def test_every_figure_equals_one_worked_out_row_by_row(
    office: Workplace, learned: list[tuple[Any, ...]], wanted: str, now: datetime, unit: str | None
) -> None:
    period = parse(wanted)
    assert period is not None
    office.clock.now = max(
        now, datetime(2026, 11, 24, tzinfo=UTC), datetime.combine(period.starts_on, NOON, UTC)
    )
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
    report = asked(office, period, unit=unit, with_people=True)
    oracle = Oracle(office, unit)
    oracle.agrees_with(report)
