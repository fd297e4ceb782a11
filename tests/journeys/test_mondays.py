"""On Monday at eight a supervisor reads how the week of the team was."""

from datetime import UTC, date, datetime

from bot.buttons.notes import SwitchMondays
from learning.usecases import assigning, enrol
from tests.journeys.curators import english
from tests.journeys.office import Office
from tests.journeys.phone import settled
from tests.journeys.test_notes import presses
from tests.people import BUDI, CITRA, SARI

SUNDAY_NOON = datetime(2026, 11, 29, 5, 0, tzinfo=UTC)
MONDAY_AT_EIGHT = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)
NEXT_MONDAY = datetime(2026, 12, 7, 1, 0, tzinfo=UTC)


async def monday_comes(office: Office, moment: datetime = MONDAY_AT_EIGHT) -> None:
    """Plans on the way and lets Monday morning come; nobody is at work before."""
    office.clock.now = SUNDAY_NOON if moment == MONDAY_AT_EIGHT else moment
    await office.sela.tick()
    await office.turn_to(moment)


async def test_the_week_of_the_team_comes_with_what_would_help(office: Office) -> None:
    budi, sari = english(office, BUDI, mondays=True), settled(office, SARI, mondays=True)
    await sari.says("/belajar")
    await office.finish(SARI)
    await monday_comes(office)
    assert "Your team last week" in budi.text
    assert "1 of 4 people learned (25 %)" in budi.text, "as in the report, with Budi himself"
    assert "2 people have not joined yet" in budi.text
    assert not any("Your team last week" in str(one.get("text")) for one in sari.messages)
    assert "Citra" in await budi.taps("Make links")


async def test_the_message_stays_when_one_goes_on_from_it(office: Office) -> None:
    budi, sari, citra = english(office, BUDI, mondays=True), settled(office, SARI), settled(office, CITRA)
    course, *_ = office.world().catalogue.courses
    actor = office.database.transact(enrol.who_is, BUDI, now=office.clock())
    assert actor is not None
    for phone in (sari, citra):
        do, person, now = office.database.transact, phone.person.id, office.clock()
        do(assigning.assign, office.world(), actor, person, course, date(2026, 12, 2), now=now)
    await monday_comes(office)
    card = budi.message
    assert "1 more person has a date like that" in budi.text
    for label, leads in (
        ("All courses with a date", "2 assignments"),
        ("Make links", "Not activated"),
        ("See ", "Uses Sela since"),
        ("My team", "This week"),
    ):
        if any(label in one for one, _ in office.api.buttons(card)):
            await budi.taps_in(card, label)
            assert leads in budi.text
            assert budi.message["message_id"] != card["message_id"]
    assert "Your team last week" in str(budi.now(card)["text"])


async def test_one_tap_ends_it_and_the_breaks_bring_it_back(office: Office) -> None:
    budi = english(office, BUDI, mondays=True)
    settled(office, CITRA, mondays=True)
    await monday_comes(office)
    assert "No message comes on Mondays any more" in await budi.taps("No Monday message")
    count = len(budi.messages)
    await monday_comes(office, NEXT_MONDAY)
    assert len(budi.messages) == count
    await budi.says("/breaks")
    assert "Every Monday at 08:00" in await budi.taps("☐ Monday message")
    await budi.says("/breaks")
    assert any("☑ Monday message" in label for label in budi.labels)


async def test_whoever_leads_nobody_has_no_such_switch(office: Office) -> None:
    sari = english(office, SARI, mondays=True)
    await sari.says("/breaks")
    assert not any("Monday" in label for label in sari.labels)
    assert "older version" in await presses(sari, SwitchMondays(True))
