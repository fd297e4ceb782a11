"""Farming minutes: instant taps are flagged for a human, the day has a cap, repeating earns nothing."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from learning.records import CreditEntry
from tests.journeys.office import Office, office_in
from tests.people import SARI

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
CAP_MINUTES = 10


@pytest.fixture
async def learner(tmp_path: Path) -> AsyncIterator[Office]:
    """An office that credits ten minutes a day at most, with Sari in it."""
    async with office_in(tmp_path, daily_credit_minutes=CAP_MINUTES) as office:
        office.list_people()
        await office.activate(SARI)
        office.clock.now = NOON
        yield office


def ledger(office: Office) -> list[CreditEntry]:
    """What Sari was credited."""
    return list(office.database.transact(lambda records: records.ledger.rows(1)))


async def start(office: Office, lesson: str) -> None:
    """Opens a lesson through a forged or remembered button."""
    office.api.say(SARI, "/kursus")
    await office.sees(SARI, "Kursus")
    message = office.api.last(SARI)["message_id"]
    tap = office.api.press(SARI, message, f"1ks:{lesson}")
    await office.api.until(lambda: office.api.answers(tap) is not None)
    await office.settled()


async def test_case_37_taps_of_a_script_are_credited_but_flagged(learner: Office) -> None:
    learner.api.say(SARI, "/belajar")
    await learner.sees(SARI, "1/")
    await learner.finish(SARI, seconds_each=0)
    assert [row.flagged for row in ledger(learner)] == [True]


async def test_case_37_reading_at_a_human_speed_is_not_flagged(learner: Office) -> None:
    learner.api.say(SARI, "/belajar")
    await learner.sees(SARI, "1/")
    await learner.finish(SARI, seconds_each=30)
    assert [row.flagged for row in ledger(learner)] == [False]


async def test_case_37_a_lesson_left_open_for_a_day_earns_its_planned_minutes(learner: Office) -> None:
    learner.api.say(SARI, "/belajar")
    await learner.sees(SARI, "1/")
    learner.clock.turn(days=1)
    await learner.finish(SARI, seconds_each=30)
    assert [row.seconds for row in ledger(learner)] == [240]


async def test_case_37_no_day_credits_more_than_its_cap(learner: Office) -> None:
    for _ in range(4):
        learner.api.say(SARI, "/belajar")
        await learner.api.until(lambda: "/belajar" not in learner.shown(SARI))
        await learner.finish(SARI, seconds_each=1)
    assert sum(row.seconds for row in ledger(learner)) == CAP_MINUTES * 60
    learner.clock.turn(days=1)
    learner.api.say(SARI, "/belajar")
    await learner.api.until(lambda: "/belajar" not in learner.shown(SARI))
    await learner.finish(SARI, seconds_each=30)
    assert sum(row.seconds for row in ledger(learner)) > CAP_MINUTES * 60


async def test_case_37_the_same_lesson_again_earns_nothing_this_year(learner: Office) -> None:
    learner.api.say(SARI, "/belajar")
    await learner.sees(SARI, "1/")
    await learner.finish(SARI, seconds_each=30)
    course, _, _ = ledger(learner)[0].source.removeprefix("lesson:").partition("/")
    earned = sum(row.seconds for row in ledger(learner))
    learner.clock.turn(days=1)
    await start(learner, f"{course}:1")
    await learner.finish(SARI, seconds_each=30)
    assert sum(row.seconds for row in ledger(learner)) == earned
