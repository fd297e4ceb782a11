"""The half-year behind the phones of the playground looks like one that was lived."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from content.catalogue import SHIPPED_PACKS, load_catalogue
from learning.policy import Policy
from learning.reports import PeriodReport
from learning.rules.calendar import Calendar
from learning.rules.periods import parse
from learning.usecases import reports
from learning.world import World
from playground import sample
from storage.database import Database
from storage.ledger import CREDIT

NOW = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)


@pytest.fixture
def stage(database: Database) -> World:
    """The office with its half-year until Monday, half past nine."""
    world = World(policy=Policy(), calendar=Calendar(), catalogue=load_catalogue([SHIPPED_PACKS]))
    database.transact(sample.fill, world, now=NOW)
    return world


def report_of(database: Database, world: World, text: str) -> PeriodReport:
    """The report of a period for the whole office."""
    period = parse(text)
    assert period is not None
    found = database.transact(reports.report_of_all, world, period, now=NOW)
    assert found is not None
    return found


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_hours_do_not_stand_alone_and_nothing_lies_ahead(database: Database, stage: World) -> None:
    week, year = report_of(database, stage, "2026-W47"), report_of(database, stage, "2026")
    assert week.totals.learned > 10
    assert week.totals.first_try.answered + week.totals.reviews.answered > 50
    assert year.totals.rating.count >= 5
    assert year.totals.rating.band is not None
    last = sa.select(sa.func.max(CREDIT.c.credited_at))
    newest = database.transact(lambda records: records.connection.scalar(last))
    assert newest < NOW
