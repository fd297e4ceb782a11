"""The fixed ticks: the daily one comes at night on the organisation's clock, and a stop cuts none off."""

import asyncio
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from scheduler.ticker import Ticker, nightly

MORNING_IN_JAKARTA = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "at"),
    [
        ("Asia/Jakarta", datetime(2026, 11, 23, 19, 30, tzinfo=UTC)),
        ("Asia/Makassar", datetime(2026, 11, 23, 18, 30, tzinfo=UTC)),
        ("Asia/Jayapura", datetime(2026, 11, 23, 17, 30, tzinfo=UTC)),
    ],
)
def test_the_daily_tidying_happens_at_night_where_the_organisation_is(zone: str, at: datetime) -> None:
    fires = nightly(ZoneInfo(zone)).get_next_fire_time(None, MORNING_IN_JAKARTA)
    assert fires == at
    assert (fires.hour, fires.minute) == (2, 30)


async def test_a_tick_that_runs_at_the_stop_comes_to_its_end_and_no_other_begins() -> None:
    begun, goes_on = asyncio.Event(), asyncio.Event()
    ended = []

    async def tick() -> None:
        begun.set()
        await goes_on.wait()
        ended.append("tick")

    ticker = Ticker(ZoneInfo("Asia/Jakarta"))
    ticker.every_minute(tick, "tick")
    ticker.start()
    await asyncio.wait_for(begun.wait(), 5)
    stopping = asyncio.create_task(ticker.stop(5))
    await asyncio.sleep(0)
    assert not stopping.done()
    goes_on.set()
    await stopping
    assert ended == ["tick"]


async def test_a_stop_before_the_start_is_no_fault() -> None:
    await Ticker(ZoneInfo("Asia/Jakarta")).stop(1)
