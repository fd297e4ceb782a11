"""Updates that come twice, late, in the wrong order, at the same moment or broken."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest

from tests.journeys.office import BACKWARD, Office
from tests.people import CITRA, SARI

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


@pytest.fixture
def update_ids() -> Iterator[int]:
    """Update ids far above those of the embedded Telegram."""
    return count(900_000_001)


def tap_of(office: Office, person: int, update_id: int) -> dict[str, Any]:
    """The update of a tap on the button that leads on."""
    message = office.api.last(person)
    buttons = [(label, data) for label, data in office.api.buttons(message) if label not in BACKWARD]
    data = next((data for label, data in buttons if label == "Kirim"), buttons[0][1])
    return {
        "update_id": update_id,
        "callback_query": {
            "id": str(update_id),
            "from": {"id": person, "is_bot": False, "first_name": "Sari", "language_code": "id"},
            "message": message,
            "chat_instance": "1",
            "data": data,
        },
    }


async def deliver(office: Office, updates: list[dict[str, Any]]) -> None:
    """Hands out updates as they are, and waits until one of them was answered."""
    before = len(office.api.calls_of("answerCallbackQuery"))
    for update in updates:
        office.api.push_update(update)
    await office.api.until(lambda: len(office.api.calls_of("answerCallbackQuery")) > before)
    await office.settled()


async def tap_twice(office: Office, message_id: int, data: str) -> None:
    """Sari taps twice in the same millisecond."""
    taps = [office.api.press(SARI, message_id, data) for _ in range(2)]
    await office.api.until(lambda: all(office.api.answers(tap) is not None for tap in taps))
    await office.settled()


async def test_case_5_every_tap_delivered_up_to_five_times_and_late_counts_once(
    office: Office, update_ids: Iterator[int]
) -> None:
    chance = random.Random(5)
    await office.activate(SARI)
    await office.turn_to(NOON)
    seen: list[dict[str, Any]] = []
    for _ in range(80):
        if " JP" in office.shown(SARI):
            break
        office.clock.turn(seconds=40)
        update = tap_of(office, SARI, next(update_ids))
        deliveries = [update] * chance.randint(1, 5) + chance.sample(seen, min(len(seen), 2))
        chance.shuffle(deliveries)
        seen.append(update)
        await deliver(office, deliveries)
    rows = office.database.transact(lambda records: records.ledger.rows(1))
    assert [row.seconds for row in rows] == [240]


async def test_case_6_two_taps_in_the_same_millisecond_are_one_completion(office: Office) -> None:
    await office.activate(SARI)
    await office.turn_to(NOON)
    for _ in range(80):
        if " JP" in office.shown(SARI):
            break
        office.clock.turn(seconds=40)
        data = tap_of(office, SARI, 1)["callback_query"]["data"]
        message = office.api.last(SARI)["message_id"]
        await tap_twice(office, message, data)
    rows = office.database.transact(lambda records: records.ledger.rows(1))
    assert [row.seconds for row in rows] == [240]


BROKEN: list[Any] = [
    {},
    {"message": {}},
    {"message": None},
    {"message": []},
    {"message": {"chat": {"id": SARI, "type": "private"}, "from": {"id": "x"}, "text": 7}},
    {"message": {"chat": {"id": SARI, "type": "private"}, "from": {"id": SARI}, "text": None}},
    {"callback_query": None},
    {"callback_query": {}},
    {"callback_query": {"id": "1", "from": {"id": SARI}, "message": [], "data": []}},
    {"callback_query": {"id": "1", "from": None, "message": {"chat": None}}},
    {"my_chat_member": {}},
    {"my_chat_member": {"from": {"id": SARI}, "new_chat_member": None}},
    {"message": {"chat": {"id": SARI, "type": "private"}, "from": {"id": SARI}, "text": "\ud800"}},
]


async def test_a_broken_update_harms_no_other_and_does_not_come_back(
    office: Office, update_ids: Iterator[int]
) -> None:
    await office.activate(CITRA)
    for broken in BROKEN:
        office.api.push_update({"update_id": next(update_ids), **broken})
    office.api.say(CITRA, "/bantuan")
    await office.sees(CITRA, "/jadwal")
    await office.settled()
    await office.restart()
    unhandled = office.database.transact(lambda records: records.inbox.unhandled())
    assert unhandled == {}


@pytest.mark.parametrize("update_id", [None, "7", -1])
async def test_an_update_without_a_proper_id_does_not_stop_the_polling(
    office: Office, update_id: Any
) -> None:
    await office.activate(CITRA)
    office.api.push_update({"update_id": update_id, "message": {"text": "halo"}})
    office.api.say(CITRA, "/bantuan")
    await office.sees(CITRA, "/jadwal")
