"""What is scheduled can be changed or cancelled, admins steer everybody's, and who leads no more reads so."""

from dataclasses import replace

import pytest

from bot.buttons.broadcast import ReopenBroadcast, ShowUnderWay
from learning.broadcasts import Selection
from learning.usecases import roster
from tests.journeys.office import Office
from tests.journeys.phone import Phone
from tests.journeys.test_broadcasting import (
    NEWS,
    about,
    at_work,
    author,
    broadcasts,
    draft_of,
    minute_passes,
    sends,
    writes,
)
from tests.people import BUDI, CAST, EAST, RINA


@pytest.fixture
def tuesday(office: Office) -> Office:
    """Tuesday at eight: no Monday message comes between."""
    office.clock.turn(days=1)
    return office


async def schedules(budi: Phone) -> str:
    """Sends the news at three in the afternoon; what is then shown."""
    await writes(budi, "Text", NEWS)
    await budi.taps("When", "At one moment", "Write another time")
    await budi.says("24 Nov 15.00")
    return await budi.taps("Preview", "Send to")


async def test_what_is_scheduled_says_so_and_gets_another_time(tuesday: Office) -> None:
    budi, sari, _ = at_work(tuesday)
    shown = await schedules(budi)
    assert "Scheduled: today 15:00 WIB, for 3 people" in shown
    assert "On its way" not in shown
    await budi.says("/broadcast")
    assert "scheduled: today 15:00 WIB" in await budi.taps("What I sent")
    await budi.taps(budi.labels[0])
    assert "Change the time?" in await budi.taps("Change the time")
    assert "It is a draft again, and nothing leaves" in await budi.taps("Yes, change it")
    assert broadcasts(tuesday, budi) == []
    assert NEWS in draft_of(tuesday, budi).content.text
    await sends(budi)
    await minute_passes(tuesday)
    assert len(about(sari, "Rapat")) == 1


async def test_what_is_scheduled_is_cancelled(tuesday: Office) -> None:
    budi, sari, _ = at_work(tuesday)
    await schedules(budi)
    assert "nobody gets it then" in await budi.taps("Cancel it")
    assert "Cancelled: nobody got it" in await budi.taps("Yes, cancel it")
    await minute_passes(tuesday, minutes=8 * 60)
    assert about(sari, "Rapat") == []


async def test_an_admin_steers_what_a_supervisor_sent_who_leads_no_more(tuesday: Office) -> None:
    budi, *_ = at_work(tuesday)
    rina = author(tuesday, RINA)
    await schedules(budi)
    scheduled = budi.message
    await writes(budi, "Text", "Mingguan.")
    await budi.taps("Every week", "Friday", "10:00", "Begin")
    weekly = budi.message
    demotes(tuesday, BUDI)
    for old, label in ((scheduled, "Cancel it"), (weekly, "End it"), (weekly, "Day and time")):
        await budi.taps_in(old, label)
        assert "You do not lead this unit any more; nothing was sent" in budi.now(old)["text"]
    await rina.says("/broadcast")
    shown = await rina.taps("Under way")
    assert "Mingguan." in shown
    assert "every Friday, 10:00" in shown
    assert "scheduled: today 15:00 WIB" in shown
    assert shown.count("by Budi Santoso") == 2
    assert "by Budi Santoso" in await rina.taps("Rapat")
    sent = next(one for one in broadcasts(tuesday, budi))
    refused = await rina.presses(rina.message["message_id"], ReopenBroadcast(sent.id, sure=True).pack())
    assert "not yours" in refused
    await rina.says("/broadcast")
    await rina.taps("Under way", "Rapat", "Cancel it", "Yes, cancel it")
    await rina.says("/broadcast")
    await rina.taps("Under way", "Mingguan", "End it", "Yes, end it")
    await rina.says("/broadcast")
    assert "Nothing runs, is scheduled" in await rina.taps("Under way")


def demotes(office: Office, person: int) -> None:
    """From now on they lead nobody."""
    id_ = Phone(office, person).person.id
    unit = office.database.transact(lambda records: records.roster.unit(CAST[person].unit))
    assert unit is not None
    today = office.clock().date()
    office.database.transact(lambda records: records.roster.set_grants(id_, [], unit, today))


async def test_a_supervisor_has_no_list_of_everybodys(tuesday: Office) -> None:
    budi, *_ = at_work(tuesday)
    await schedules(budi)
    await budi.says("/broadcast")
    assert not any("Under way" in label for label in budi.labels)
    shown = await budi.presses(budi.message["message_id"], ShowUnderWay(0).pack())
    assert "Rapat" not in shown


async def test_a_series_whose_author_lost_the_unit_rests_and_both_sides_hear(tuesday: Office) -> None:
    budi, *_ = at_work(tuesday)
    rina = author(tuesday, RINA)
    await writes(budi, "Text", NEWS)
    await budi.taps("For whom", "Everybody I lead", "Back to the draft")
    await budi.taps("Every week", "Friday", "In each one's", "Begin")
    demotes(tuesday, BUDI)
    await minute_passes(tuesday, minutes=30)
    assert "you do not lead all of these people any more" in budi.text
    assert "You can take it over" in rina.text


async def test_a_draft_for_a_unit_that_was_lost_sends_nothing_and_says_why(tuesday: Office) -> None:
    budi, *_ = at_work(tuesday)
    await writes(budi, "Text", NEWS)
    drafted = draft_of(tuesday, budi)
    lost = replace(drafted, selection=Selection(units=(EAST,)))
    tuesday.database.transact(lambda records: records.broadcasts.keep(lost))
    assert "You do not lead this unit any more; nothing was sent" in await budi.taps("Preview")


async def test_correcting_what_was_taken_back_says_so(tuesday: Office) -> None:
    budi, *_ = at_work(tuesday)
    await writes(budi, "Text", NEWS)
    await sends(budi)
    await minute_passes(tuesday)
    before = budi.message
    await budi.taps("Take back", "Yes, take it back")
    shown = await budi.taps_in(before, "Correct")
    assert "nothing to correct any more" in shown
    assert "Taken back" in shown


async def test_an_author_who_left_is_no_reason_to_tell_them(tuesday: Office) -> None:
    budi, *_ = at_work(tuesday)
    await writes(budi, "Text", NEWS)
    await budi.taps("Every week", "Friday", "In each one's", "Begin")
    count = len(budi.messages)
    tuesday.database.transact(
        roster.deactivate, CAST[BUDI].employee_number, actor="test", now=tuesday.clock()
    )
    await minute_passes(tuesday, minutes=30)
    assert len(budi.messages) == count
