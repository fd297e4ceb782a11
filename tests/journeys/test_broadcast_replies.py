"""The author of a broadcast may read its replies at any time; only two messages a day bring them."""

from datetime import timedelta

import pytest

from bot.buttons.broadcast import ShowBroadcast
from bot.buttons.notes import ShowReplies
from learning.broadcasts import Broadcast
from learning.usecases import replying
from tests.journeys.announcing import NINE, arrived, confirmed
from tests.journeys.curators import english
from tests.journeys.office import Office
from tests.journeys.phone import Phone
from tests.journeys.test_notes import STALE, presses, time_passes
from tests.people import BUDI, CITRA, RINA, SARI


@pytest.fixture
def morning(office: Office) -> Office:
    """Monday at nine."""
    office.clock.now = NINE
    return office


def writes_back(office: Office, phone: Phone, sent: Broadcast, words: str) -> None:
    """Somebody replies to a broadcast."""
    person, now = phone.person, office.clock()
    office.database.transact(
        replying.reply, office.world(), person, broadcast_id=sent.id, text=words, now=now
    )


async def asked(office: Office) -> tuple[Phone, Phone, Phone, Broadcast]:
    """Pak Budi has broadcast, and Sari and Citra have it."""
    budi, sari, citra = (english(office, who) for who in (BUDI, SARI, CITRA))
    sent = confirmed(office, "Who comes on Friday?")
    await arrived(office, sent, CITRA, "Who comes on Friday?")
    await arrived(office, sent, SARI, "Who comes on Friday?")
    return budi, sari, citra, sent


async def test_replies_count_once_they_have_come_and_the_held_ones_can_be_read_now(morning: Office) -> None:
    budi, sari, citra, sent = await asked(morning)
    for number, phone in enumerate((sari, citra), 1):
        writes_back(morning, phone, sent, f"Answer {number}")
        await time_passes(morning)
    writes_back(morning, sari, sent, "May I bring a guest?")
    await time_passes(morning)
    assert "Answer 2" in budi.text, "two messages a day bring notes"
    text = await presses(budi, ShowBroadcast(sent.id))
    assert "2 replies came to you." in text
    assert "1 reply waits for its turn" in text
    text = await budi.taps("Replies (3)")
    assert text.index("May I bring a guest?") < text.index("Answer 2") < text.index("Answer 1")
    assert "1 of these had been waiting for its turn" in text
    assert "Sari Dewi" in text
    assert "3 replies came to you." in await budi.taps("Back to the broadcast")


async def test_what_was_read_in_the_list_does_not_come_again_the_next_day(morning: Office) -> None:
    budi, sari, _, sent = await asked(morning)
    for number in range(1, 4):
        writes_back(morning, sari, sent, f"Answer {number}")
        await time_passes(morning)
    await presses(budi, ShowReplies(sent.id, 0))
    count = len(budi.messages)
    await morning.turn_to(morning.clock() + timedelta(days=1))
    assert not any("Answer 3" in str(one.get("text")) for one in budi.messages[count:])


async def test_a_reply_is_answered_out_of_the_list(morning: Office) -> None:
    budi, sari, _, sent = await asked(morning)
    writes_back(morning, sari, sent, "May I bring a guest?")
    await time_passes(morning)
    await presses(budi, ShowReplies(sent.id, 0))
    assert "May I bring a guest?" in await budi.taps("Reply to Sari Dewi")
    await budi.says("Of course")
    await time_passes(morning)
    assert "Of course" in sari.text


async def test_replies_are_turned_over_five_at_a_time(morning: Office) -> None:
    budi, sari, _, sent = await asked(morning)
    for number in range(1, 8):
        writes_back(morning, sari, sent, f"Answer no. {number}")
    await time_passes(morning)
    text = await presses(budi, ShowReplies(sent.id, 0))
    assert "Page 1 of 2" in text
    assert "Answer no. 7" in text
    assert "Answer no. 2" not in text
    assert "Answer no. 2" in await budi.taps("›")


async def test_a_reply_within_its_minute_can_still_be_taken_back_unseen(morning: Office) -> None:
    budi, sari, _, sent = await asked(morning)
    writes_back(morning, sari, sent, "Too quick")
    assert "Too quick" not in await presses(budi, ShowReplies(sent.id, 0))
    person = sari.person
    note = morning.database.transact(lambda records: records.notes.of_person(person.id))[-1]
    assert morning.database.transact(replying.take_back, person, note.id, now=morning.clock())
    await time_passes(morning)
    text = await presses(budi, ShowBroadcast(sent.id))
    assert "repl" not in text


async def test_replies_are_for_the_author_alone(morning: Office) -> None:
    _, sari, _, sent = await asked(morning)
    writes_back(morning, sari, sent, "Between us")
    await time_passes(morning)
    rina = english(morning, RINA)
    assert STALE in await presses(rina, ShowReplies(sent.id, 0))
    assert STALE in await presses(sari, ShowReplies(sent.id, 0))
    assert "repl" not in await presses(rina, ShowBroadcast(sent.id))
