"""The fixed ticks: the daily one comes at night, on the organisation's own clock."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from scheduler.ticker import nightly

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
