"""From the link to the minutes in the ledger, as Sari lives it."""

from datetime import UTC, datetime, timedelta

from tests.journeys.office import Office
from tests.people import BAYU, SARI

NOON_IN_JAKARTA = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
NOON_IN_JAYAPURA = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


async def test_sari_joins_gets_a_lesson_at_noon_and_its_minutes_are_recorded(office: Office) -> None:
    await office.activate(SARI)
    await office.turn_to(NOON_IN_JAKARTA)
    card = office.api.last(SARI)
    assert "1/6 · ±4" in card["text"]
    office.clock.turn(minutes=1)
    await office.tap(SARI, 0)
    last = await office.finish(SARI)
    assert "+4 menit" in last
    assert "0,0 dari 20,0 JP" in last
    ledger = office.database.transact(lambda records: records.ledger.rows(1))
    assert [row.seconds for row in ledger] == [240]


async def test_noon_is_noon_on_the_learners_own_clock(office: Office) -> None:
    await office.activate(SARI)
    await office.activate(BAYU)
    before = len(office.api.messages(SARI))
    await office.turn_to(NOON_IN_JAYAPURA)
    assert "±4" in office.shown(BAYU)
    assert len(office.api.messages(SARI)) == before
    await office.turn_to(NOON_IN_JAKARTA)
    assert "±4" in office.shown(SARI)


async def test_a_restart_in_the_middle_changes_nothing_but_shows_the_screen_again(office: Office) -> None:
    await office.activate(SARI)
    await office.turn_to(NOON_IN_JAKARTA)
    await office.tap(SARI, 0)
    await office.tap(SARI, 0)
    shown = office.shown(SARI)
    await office.restart()
    await office.turn_to(NOON_IN_JAKARTA + timedelta(minutes=5))
    assert office.shown(SARI) == shown
    office.api.say(SARI, "/belajar")
    await office.sees(SARI, shown[:40])
