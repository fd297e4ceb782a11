"""A handful of fixed ticks on APScheduler; when a person is due is a column, not a job."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
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
        self._running: set[asyncio.Task[None]] = set()
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )

    def every_minute(self, job: Job, name: str) -> None:
        """Runs the job at the start of each minute, and once at the start of the ticker."""
        now = datetime.now(UTC)
        watched = self._watched(job)
        self._scheduler.add_job(watched, "cron", second=0, id=name, name=name, next_run_time=now)

    def every_day(self, job: Job, name: str) -> None:
        """Runs the job each night."""
        self._scheduler.add_job(self._watched(job), nightly(self._zone), id=name, name=name)

    def start(self) -> None:
        """Begins to tick."""
        self._scheduler.start()

    async def stop(self, seconds: float) -> None:
        """Begins no more jobs, and waits so long for those that run; APScheduler would cut them off."""
        if not self._scheduler.running:
            return
        self._scheduler.pause()
        if self._running:
            await asyncio.wait(self._running, timeout=seconds)
        self._scheduler.shutdown(wait=False)

    def _watched(self, job: Job) -> Callable[[], Coroutine[None, None, None]]:
        """The job as a task that is known while it runs."""

        async def run() -> None:
            task = asyncio.ensure_future(job())
            self._running.add(task)
            task.add_done_callback(self._running.discard)
            await task

        return run
