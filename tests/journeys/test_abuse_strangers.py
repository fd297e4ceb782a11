"""Strangers who knock, and people who flood: politely little for the one, no harm to the others."""

import asyncio
import time
from pathlib import Path

from structlog.testing import capture_logs

from tests.journeys.office import Office, office_in
from tests.people import CAST, CITRA, SARI, STRANGER


def sent_to(office: Office, person: int) -> list[str]:
    """The texts Sela sent or wrote over on this phone."""
    calls = office.api.calls_of("sendMessage", "editMessageText", "sendDocument", "sendPhoto")
    return [str(call.params.get("text", call.method)) for call in calls if call.chat_id == person]


async def test_case_25_a_stranger_is_answered_politely_once_in_twenty_seconds_and_learns_nothing(
    office: Office,
) -> None:
    await office.activate(SARI)
    card = office.api.last(SARI)
    with capture_logs() as logs:
        for text in ("/start", "/belajar", "/kemajuan", "/dataku", "/hapus", "halo", "/lapor Sari Dewi"):
            office.api.say(STRANGER, text)
        for _, data in office.api.buttons(card):
            office.api.press(STRANGER, card["message_id"], data)
        last = office.api.press(STRANGER, card["message_id"], "1yd")
        await office.api.until(lambda: office.api.answers(last) is not None)
        await office.settled()
    assert len(sent_to(office, STRANGER)) == 1
    assert "Badan Contoh" in sent_to(office, STRANGER)[0]
    assert [log["event"] for log in logs] == ["stranger"]
    office.clock.turn(seconds=19)
    office.api.say(STRANGER, "halo?")
    office.clock.turn(seconds=1)
    office.api.say(STRANGER, "halo??")
    await office.api.until(lambda: len(sent_to(office, STRANGER)) == 2)
    told = " ".join(sent_to(office, STRANGER))
    for listed in CAST.values():
        assert listed.name not in told
        assert listed.employee_number not in told


async def test_case_25_in_a_group_sela_says_nothing(office: Office) -> None:
    await office.activate(SARI)
    office.api.add_group(-100)
    before = len(office.api.calls_of("sendMessage"))
    office.api.say(SARI, "/kemajuan", chat=-100)
    office.api.say(STRANGER, "/kemajuan", chat=-100)
    tap = office.api.press(SARI, 1, "1p", chat=-100)
    await office.api.until(lambda: office.api.answers(tap) is not None)
    await office.settled()
    assert len(office.api.calls_of("sendMessage")) == before


async def test_case_40_one_who_floods_does_not_keep_others_waiting(tmp_path: Path) -> None:
    async with office_in(tmp_path, messages_at_once=4, messages_per_second=30) as office:
        office.list_people()
        await office.activate(SARI)
        await office.activate(CITRA)
        for number in range(100):
            office.api.say(SARI, f"{number} " + "panjang " * 1250)
        before = len(sent_to(office, CITRA))
        began = time.monotonic()
        office.api.say(CITRA, "/bantuan")
        await office.api.until(lambda: len(sent_to(office, CITRA)) > before)
        assert time.monotonic() - began < 1
        assert len(sent_to(office, SARI)) < 30


async def test_case_40_what_floods_beyond_twenty_is_dropped_for_good(tmp_path: Path) -> None:
    async with office_in(tmp_path) as office:
        office.list_people()
        await office.activate(SARI)
        with capture_logs() as logs:
            for _ in range(100):
                office.api.say(SARI, "halo")
            await office.api.until(lambda: office.api.world.updates.pending == 0)
            await office.settled()
        dropped = [log["event"] for log in logs].count("flood_dropped")
        assert dropped > 0
        await asyncio.sleep(0.05)
        before = len(sent_to(office, SARI))
        await office.restart()
        office.api.say(SARI, "/bantuan")
        await office.sees(SARI, "/jadwal")
        assert len(sent_to(office, SARI)) == before + 1
