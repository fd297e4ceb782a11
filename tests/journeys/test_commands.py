"""Every command by both its names, the menus, free words, and buttons from long ago."""

import pytest

from bot.commands import COMMANDS
from playground.telegram import BotApi
from tests.journeys.office import Office
from tests.journeys.phone import settled
from tests.people import SARI, STRANGER

OPENS = {
    "learn": "Halaman 1/2",
    "courses": "Arsip yang mudah ditemukan",
    "progress": "JP tercatat",
    "breaks": "Istirahat berikutnya",
    "pause": "Mau jeda berapa lama?",
    "language": "bahasa apa?",
    "privacy": "Siapa melihat apa",
    "my_data": "JSON",
    "forget": "Lupakan saya?",
    "help": "/belajar 3",
    "start": "/belajar 3",
}


async def test_every_command_works_by_its_indonesian_and_its_english_name(office: Office) -> None:
    sari = settled(office, SARI)
    assert set(OPENS) == {command.key for command in COMMANDS}
    for command in COMMANDS:
        for name in command.names:
            assert OPENS[command.key] in await sari.says(f"/{name}"), name
    assert OPENS["learn"] in await sari.says("/Belajar@SelaBot")


async def test_the_menu_of_a_chat_follows_the_language_of_the_phone_until_one_is_chosen(
    office: Office,
) -> None:
    await office.api.until(lambda: bool(names_of(office.api, STRANGER, "en")))
    await office.api.until(lambda: names_of(office.api, STRANGER, "en")[0] == "learn")
    assert names_of(office.api, STRANGER, "id")[0] == "belajar"
    assert names_of(office.api, STRANGER, "fr")[0] == "belajar", "the organisation's language for all others"
    await office.activate(SARI)
    assert names_of(office.api, SARI, "en")[0] == "belajar"


async def test_every_menu_lists_the_ten_commands_with_a_description(office: Office) -> None:
    await office.activate(SARI)
    listed = office.api.commands_for(SARI, "id")
    assert len(listed) == 10
    assert all(command["description"] for command in listed)


@pytest.mark.parametrize("words", ["apa kabar?", "Berapa lama izin edar berlaku?", "/tidakada", "🙂", "123"])
async def test_free_words_get_a_kind_answer_with_everything_one_tap_away(office: Office, words: str) -> None:
    sari = settled(office, SARI)
    await sari.says(words)
    assert sari.labels == ["Belajar sekarang", "Ada waktu sebentar", "Kemajuan saya", "Kursus", "Jadwal saya"]


async def test_a_picture_or_file_gets_the_same_kind_answer(office: Office) -> None:
    sari = settled(office, SARI)
    office.api.send_document(SARI, "catatan.txt", b"halo", "text/plain")
    await office.sees(SARI, "bisa saya bantu")
    assert "Belajar sekarang" in sari.labels


@pytest.mark.parametrize("data", ["0le:0", "learn", "1zz", "1le:x", "1c:999999:1", "1no:424242"])
async def test_a_button_from_another_time_offers_a_fresh_screen(office: Office, data: str) -> None:
    sari = settled(office, SARI)
    await sari.says("/bantuan")
    await sari.presses(sari.message["message_id"], data)
    assert "Belajar sekarang" in sari.labels
    assert "Halaman 1" in await sari.taps("Belajar sekarang")


async def test_a_tap_on_a_message_that_is_gone_is_answered_with_a_new_one(office: Office) -> None:
    sari = settled(office, SARI)
    await sari.presses(4242, "1k")
    assert "Arsip yang mudah ditemukan" in sari.text


async def test_the_same_tap_twice_changes_nothing(office: Office) -> None:
    sari = settled(office, SARI)
    await sari.says("/kursus")
    shown, count = sari.text, len(sari.messages)
    await sari.presses(sari.message["message_id"], "1k")
    assert (sari.text, len(sari.messages)) == (shown, count)


def names_of(api: BotApi, telegram_id: int, language: str) -> list[str]:
    """The commands in the menu of a phone in this language."""
    return [command["command"] for command in api.commands_for(telegram_id, language)]
