"""Every command by both its names, the menus, free words, and buttons from long ago."""

import base64

import pytest

from bot.commands import COMMANDS
from bot.texts import texts_for
from playground.telegram import BotApi, Fault
from tests.journeys.office import Office
from tests.journeys.phone import settled
from tests.people import SARI, STRANGER

INDONESIAN = texts_for("id")
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
"""A picture of one dot."""

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
    "search": "vaksin",
    "share": INDONESIAN.plain("Write the title as your next message, or send a document."),
    "curate": INDONESIAN.plain("Nothing waits for a curator at the moment. Thank you for looking after it."),
    "broadcast": INDONESIAN.plain(
        "What would you like to send to your people? You see a preview first; nothing leaves without it."
    ),
    "team": INDONESIAN.plain("The whole organisation"),
    "report": INDONESIAN.plain("The whole organisation"),
    "roster": INDONESIAN.plain(
        "Write a name, or the last digits of an employee number. "
        "To bring the whole roster up to date, send it as a file (XLSX or CSV)."
    ),
    "audit": INDONESIAN.plain("Audit log"),
    "cancel": INDONESIAN.plain("There is nothing to stop: nothing was being written."),
    "help": "/belajar 3",
    "start": "/belajar 3",
}


async def test_every_command_works_by_its_indonesian_and_its_english_name(office: Office) -> None:
    sari = settled(office, SARI, roles=("curator", "admin"))
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


async def test_every_menu_lists_the_twelve_commands_with_a_description(office: Office) -> None:
    await office.activate(SARI)
    listed = office.api.commands_for(SARI, "id")
    assert len(listed) == 12
    assert all(command["description"] for command in listed)


async def test_the_menu_of_a_curator_has_one_more_as_soon_as_they_ask_for_help(office: Office) -> None:
    await office.activate(SARI)
    assert "kurasi" not in names_of(office.api, SARI, "id")
    sari = settled(office, SARI, roles=("curator",))
    await sari.says("/bantuan")
    assert "kurasi" in names_of(office.api, SARI, "id")
    assert "/curate" in sari.text or "/kurasi" in sari.text


@pytest.mark.parametrize("words", ["halo, selamat", "apa kabar?", "apakah bisa?", "/tidakada", "🙂"])
async def test_small_talk_gets_a_kind_answer_with_everything_one_tap_away(office: Office, words: str) -> None:
    sari = settled(office, SARI)
    await sari.says(words)
    assert sari.labels == ["Belajar sekarang", "Ada waktu sebentar", "Kemajuan saya", "Kursus", "Jadwal saya"]


@pytest.mark.parametrize("words", ["Berapa lama izin edar berlaku?", "123"])
async def test_a_question_without_an_answer_gets_none_and_the_way_to_an_expert(
    office: Office, words: str
) -> None:
    sari = settled(office, SARI)
    assert "tidak menemukan" in await sari.says(words)
    assert sari.labels == ["Tanya ahli"]


async def test_a_picture_gets_the_same_kind_answer(office: Office) -> None:
    sari = settled(office, SARI)
    office.api.send_photo(SARI, base64.b64decode(DOT))
    await office.api.until(lambda: "Belajar sekarang" in sari.labels)


async def test_a_file_is_asked_what_it_is_for(office: Office) -> None:
    sari = settled(office, SARI)
    office.api.send_document(SARI, "catatan.txt", b"halo", "text/plain")
    await office.sees(SARI, "catatan.txt")
    assert sari.labels[0] == INDONESIAN.plain("Share it with colleagues")


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


async def test_a_command_works_without_its_slash_and_a_question_stays_one(office: Office) -> None:
    sari = settled(office, SARI)
    assert "Istirahat berikutnya" in await sari.says("Jadwal")
    assert "Halaman 1" in await sari.says("belajar 3")
    assert "tidak menemukan" in await sari.says("jadwal poliklinik keliling kantor")
    await sari.says("/bagikan")
    await sari.says("batal")
    assert "tidak menemukan" in await sari.says("poliklinik keliling")


async def test_the_menu_follows_a_role_without_a_word_from_whoever_holds_it(office: Office) -> None:
    await office.activate(SARI)
    sari = settled(office, SARI, roles=("supervisor",))
    count = len(sari.messages)
    await office.sela.role_menus.refresh()
    assert {"tim", "laporan"} <= set(names_of(office.api, SARI, "id"))
    settled(office, SARI, roles=())
    await office.restart()
    await office.sela.role_menus.refresh()
    assert not {"tim", "laporan"} & set(names_of(office.api, SARI, "id"))
    assert len(sari.messages) == count, "nothing is said about it"


async def test_a_menu_that_could_not_be_set_is_tried_again(office: Office) -> None:
    await office.activate(SARI)
    settled(office, SARI, roles=("curator",))
    office.api.inject(Fault(method="setMyCommands", status=500))
    await office.sela.role_menus.refresh()
    await office.sela.role_menus.refresh()
    assert "kurasi" in names_of(office.api, SARI, "id")
