"""The files of a Monday message: whatever becomes of them, the message is told once and stays."""

import pytest

from playground.telegram import Fault
from tests.journeys.curators import english
from tests.journeys.office import Office
from tests.journeys.phone import Phone
from tests.journeys.test_faults_sending import state_of
from tests.journeys.test_mondays import MONDAY_AT_EIGHT, monday_comes
from tests.people import RINA


@pytest.fixture(autouse=True)
def _seconds_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


def mondays_of(phone: Phone) -> list[str]:
    """The Monday messages that came."""
    return [text for one in phone.messages if "Week 48 of 2026" in (text := str(one.get("text")))]


@pytest.mark.parametrize("status", [400, 500])
async def test_a_picture_that_is_refused_costs_neither_the_text_nor_the_spreadsheet(
    office: Office, status: int
) -> None:
    rina = english(office, RINA, mondays=True)
    office.api.inject(
        Fault(method="sendPhoto", status=status, description="Bad Request: IMAGE_PROCESS_FAILED")
    )
    await monday_comes(office)
    await office.api.until(lambda: len(rina.files()) == 1)
    assert len(mondays_of(rina)) == 1
    assert rina.files("photo") == []
    assert state_of(office, RINA) == ("sent", 1)
    await rina.taps_in(
        next(one for one in rina.messages if mondays_of(rina)[0] == one.get("text")), "The report"
    )


async def test_a_stop_between_the_text_and_its_files_repeats_nothing(office: Office) -> None:
    rina = english(office, RINA, mondays=True)
    office.api.inject(Fault(method="sendPhoto", drop=True))
    office.api.inject(Fault(method="sendDocument", drop=True))
    await monday_comes(office)
    await office.api.until(lambda: len(office.api.calls_of("sendDocument")) == 1)
    await office.restart()
    await office.turn_to(MONDAY_AT_EIGHT)
    assert len(mondays_of(rina)) == 1
    assert rina.files() == []
    assert state_of(office, RINA)[0] == "sent"


async def test_a_text_that_did_not_leave_brings_its_files_with_the_next_try(office: Office) -> None:
    rina = english(office, RINA, mondays=True)
    office.api.inject(Fault(method="sendMessage", status=500, chat_id=RINA))
    await monday_comes(office)
    assert rina.files() == []
    office.clock.turn(minutes=2)
    await office.sela.tick()
    await office.api.until(lambda: len(rina.files()) == 1)
    assert len(mondays_of(rina)) == 1
