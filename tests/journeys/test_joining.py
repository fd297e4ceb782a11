"""From the link on paper to being in: the notice first, then language, clock and breaks."""

import hashlib
from typing import Any

import pytest

from bot.intake import without_activation_link
from tests.journeys.office import Office
from tests.journeys.phone import Phone
from tests.people import BAYU, BUDI, SARI, STRANGER


async def arrives(office: Office, telegram_id: int) -> Phone:
    """Somebody taps their link for the first time."""
    phone = Phone(office, telegram_id)
    await phone.says(f"/start {office.link_of(telegram_id)}")
    return phone


def tap_kept_over_a_kill(office: Office, telegram_id: int) -> None:
    """Somebody tapped their link, and Sela was killed after keeping the update and before handling it."""
    sender = {"id": telegram_id, "is_bot": False, "first_name": "Sari", "language_code": "id"}
    chat = {"id": telegram_id, "type": "private"}
    message: dict[str, Any] = {"message_id": 1, "date": 0, "from": sender, "chat": chat}
    update = {"update_id": 5, "message": {**message, "text": f"/start {office.link_of(telegram_id)}"}}
    payload = without_activation_link(update)
    office.database.transact(lambda records: records.inbox.store({5: payload}, office.clock()))
    office.api.world.chats.chat(telegram_id).opened = True


async def test_a_tap_on_the_link_that_was_killed_counts_after_the_restart(office: Office) -> None:
    tap_kept_over_a_kill(office, SARI)
    await office.restart()
    await office.sees(SARI, "Sebelum mulai")
    assert Phone(office, SARI).person.name == "Sari Dewi"


async def test_the_hash_of_a_link_opens_nothing_when_somebody_types_it(office: Office) -> None:
    hashed = hashlib.sha256(office.link_of(SARI).encode()).hexdigest()
    stranger = Phone(office, STRANGER)
    await stranger.says(f"/start {hashed}")
    assert office.database.transact(lambda records: records.people.by_telegram_id(STRANGER)) is None


async def test_joining_is_a_notice_a_language_a_clock_and_breaks_and_needs_no_typing(office: Office) -> None:
    sari = await arrives(office, SARI)
    assert "Sari Dewi" in sari.text
    assert "…001" in sari.text
    assert "199001012015042001" not in sari.text
    assert sari.labels == ["Sudah saya baca"]
    assert sari.person.acknowledged_at is None

    await sari.taps("Sudah saya baca")
    assert "1/3" in sari.text
    assert sari.labels == ["Bahasa Indonesia", "English"]
    await sari.taps("Bahasa Indonesia")
    assert "2/3" in sari.text
    assert "✓ WIB · Jakarta" in sari.labels
    await sari.taps("WIB")
    assert "3/3" in sari.text
    assert "malam hari, atau akhir pekan" in sari.text
    assert sari.labels[0] == "☑ Siang 12.00–13.00"
    await sari.taps("☐ Malam", "Selesai")
    assert "Senin, 23 November, 12.00 WIB" in sari.text
    assert sari.person.onboarded_at is not None
    assert len(sari.messages) == 2, "her link and one message that changed in place"


async def test_nothing_is_shown_before_the_notice_is_read(office: Office) -> None:
    sari = await arrives(office, SARI)
    for words in ("/belajar", "/progress", "/dataku", "halo"):
        assert "Sudah saya baca" in (await sari.says(words), sari.labels)[1], words
    await sari.presses(sari.message["message_id"], "1le:0")
    assert sari.labels == ["Sudah saya baca"]
    assert sari.minutes == 0


async def test_joining_goes_on_where_it_stood_after_a_start_and_a_restart(office: Office) -> None:
    sari = await arrives(office, SARI)
    await sari.taps("Sudah saya baca")
    await office.restart()
    await sari.says("/start")
    assert "1/3" in sari.text
    await sari.taps("English")
    await office.restart()
    await sari.taps("WIB")
    assert sari.text.startswith("3/3 When may I come?")
    await sari.taps("Done")
    await sari.says("/start")
    assert "What you can do" in sari.text


async def test_words_in_the_middle_of_joining_lead_back_to_it(office: Office) -> None:
    sari = await arrives(office, SARI)
    await sari.taps("Sudah saya baca")
    assert "1/3" in await sari.says("sudah?")


async def test_whoever_learns_before_joining_is_complete_is_in_with_what_the_roster_says(
    office: Office,
) -> None:
    sari = await arrives(office, SARI)
    await sari.taps("Sudah saya baca")
    assert "Halaman 1" in await sari.says("/belajar")
    assert sari.person.onboarded_at is not None


async def test_the_clock_in_jayapura_is_offered_and_the_first_lesson_comes_at_its_noon(
    office: Office,
) -> None:
    bayu = await arrives(office, BAYU)
    await bayu.taps("Sudah saya baca", "Bahasa Indonesia")
    assert "✓ WIT · Jayapura" in bayu.labels
    await bayu.taps("✓ WIT ·", "Selesai")
    assert "12.00 WIT." in bayu.text


async def test_a_link_works_for_one_account_and_the_first_one_is_told(office: Office) -> None:
    link = f"/start {office.link_of(SARI)}"
    sari, other = Phone(office, SARI), Phone(office, STRANGER)
    await sari.says(link)
    refusal = await other.says(link)
    assert "another Telegram account" in refusal
    await office.sees(SARI, "akun Telegram lain")
    assert "Sari Dewi" in await sari.says(link)


async def test_an_old_link_and_a_made_up_one_say_whom_to_ask(office: Office) -> None:
    link = f"/start {office.link_of(SARI)}"
    office.clock.turn(days=15)
    sari = Phone(office, SARI)
    assert "sudah habis" in await sari.says(link)
    assert "tidak dikenal" in await sari.says("/start nonsense")
    assert "bagian kepegawaian" in sari.text


async def test_a_stranger_is_told_how_to_get_a_link_once_and_in_their_language(office: Office) -> None:
    stranger = Phone(office, STRANGER)
    answer = await stranger.says("/learn")
    assert "Badan Contoh" in answer
    assert "activation link" in answer
    office.api.say(STRANGER, "hello?")
    await office.settled()
    assert len(stranger.messages) == 3, "one answer to two messages in a row"
    await stranger.presses(99, "1p")
    assert len(stranger.messages) == 3


@pytest.mark.parametrize("person", [BUDI])
async def test_a_supervisor_joins_and_learns_like_everybody_else(office: Office, person: int) -> None:
    await office.activate(person)
    budi = Phone(office, person)
    assert "Halaman 1" in await budi.taps("Belajar sekarang")
    names = [command["command"] for command in office.api.commands_for(person, "id")]
    assert names[:3] == ["belajar", "kursus", "cari"]
