"""What must not be taken for more than it is: small talk, a group, an old card, a date nobody can promise."""

from datetime import UTC, datetime, timedelta

from tests.journeys.office import Office
from tests.people import SARI

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


async def test_leaving_a_group_does_not_make_a_person_unreachable(office: Office) -> None:
    await office.activate(SARI)
    sari = {"id": SARI, "is_bot": False, "first_name": "Sari"}
    bot = {"id": 123456789, "is_bot": True, "first_name": "Sela"}
    office.api.push_update(
        {
            "update_id": 990_001,
            "my_chat_member": {
                "chat": {"id": -100_500, "type": "supergroup", "title": "Kantor"},
                "from": sari,
                "date": 1_800_000_000,
                "old_chat_member": {"user": bot, "status": "member"},
                "new_chat_member": {"user": bot, "status": "kicked", "until_date": 0},
            },
        }
    )
    await office.settled()
    await office.turn_to(NOON)
    assert "±4" in office.shown(SARI)


async def test_later_during_a_pause_without_end_promises_no_date(office: Office) -> None:
    await office.activate(SARI)
    await office.turn_to(NOON)
    card = office.api.last(SARI)
    office.clock.turn(minutes=1)
    office.api.say(SARI, "/jeda")
    await office.sees(SARI, "berapa lama")
    await office.tap(SARI, "Sampai")
    later = next(data for label, data in office.api.buttons(card) if label == "Nanti")
    query = office.api.press(SARI, card["message_id"], later)
    await office.api.until(lambda: office.api.answers(query) is not None)
    await office.settled()
    shown = next(m for m in office.api.messages(SARI) if m["message_id"] == card["message_id"])
    assert "setelah Anda kembali" in shown["text"]


async def test_learning_by_oneself_does_not_leave_an_old_card_behind(office: Office) -> None:
    await office.activate(SARI)
    await office.turn_to(NOON)
    old = office.api.last(SARI)["message_id"]
    await office.turn_to(NOON + timedelta(hours=21))
    office.api.say(SARI, "/belajar")
    await office.sees(SARI, "Halaman")
    await office.turn_to(NOON + timedelta(days=1))
    assert old not in {message["message_id"] for message in office.api.messages(SARI)}
    assert "Lanjutkan" in office.labels(SARI)
