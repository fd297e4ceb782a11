"""A handful of fixed ticks on APScheduler; when a person is due is a column, not a job."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, tzinfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

Job = Callable[[], Awaitable[None]]


def nightly(zone: tzinfo) -> CronTrigger:
    """When the daily job runs: at 02:30 on this clock, when hardly anybody learns."""
    return CronTrigger(hour=2, minute=30, timezone=zone)


class Ticker:
    """Runs jobs each minute and each night, late rather than never, and never twice at once.

    The nights are those of the organisation's zone.
    """

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )

    def every_minute(self, job: Job, name: str) -> None:
        """Runs the job at the start of each minute, and once at the start of the ticker."""
        now = datetime.now(UTC)
        self._scheduler.add_job(job, "cron", second=0, id=name, name=name, next_run_time=now)

    def every_day(self, job: Job, name: str) -> None:
        """Runs the job each night."""
        self._scheduler.add_job(job, nightly(self._zone), id=name, name=name)

    def start(self) -> None:
        """Begins to tick."""
        self._scheduler.start()

    def stop(self) -> None:
        """Stops ticking; a running job is not waited for, since it is one short transaction."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
