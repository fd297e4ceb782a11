"""What employees do with a broadcast: read it, open it, answer it, have it later."""

import pytest

from learning.broadcasts import ContentKind, Media, MediaKind
from tests.journeys.announcing import NINE, arrived, change, confirmed, remind, results
from tests.journeys.office import Office
from tests.journeys.phone import Phone
from tests.people import BUDI, SARI
from tests.playground.test_telegram_journeys import PNG

QUIZ = "Berapa suhu vaksin?\n*2–8 °C\n10–15 °C\n= Permenkes menyebut 2–8 °C."


@pytest.fixture
async def sari(office: Office) -> Phone:
    """Sari's phone, on Monday at nine; Pak Budi has joined as well."""
    await office.activate(BUDI)
    await office.activate(SARI)
    office.clock.now = NINE
    return Phone(office, SARI)


async def test_a_text_says_from_whom_and_why_and_is_read_with_one_tap(office: Office, sari: Phone) -> None:
    sent = confirmed(office, "Rapat <b>pindah</b> ke {ruang} 5 & 6.")
    text = await office.sees(SARI, "Rapat")
    assert "Rapat <b>pindah</b> ke {ruang} 5 & 6." in text["text"]
    assert "Budi Santoso" in sari.text
    assert "Biro Umum" in sari.text
    await office.tap(SARI, "Sudah saya baca")
    assert "Sudah saya baca" not in sari.labels
    assert results(office, sent)["opened"] == 1


async def test_a_lesson_opens_at_once_and_counts_when_it_is_done(office: Office, sari: Phone) -> None:
    key = next(iter(office.world().catalogue.minutes))
    sent = confirmed(office, "Penting untuk minggu ini.", kind=ContentKind.LESSON, key=key)
    await office.sees(SARI, "Penting untuk minggu ini.")
    await office.tap(SARI, "Buka")
    await office.finish(SARI)
    assert results(office, sent)["completed"] == 1
    assert sari.minutes > 0


async def test_a_quiz_is_answered_once_and_explained(office: Office, sari: Phone) -> None:
    sent = confirmed(office, QUIZ, kind=ContentKind.QUIZ)
    await office.sees(SARI, "Berapa suhu vaksin?")
    card = sari.message
    await office.tap(SARI, "10–15 °C")
    assert "Permenkes menyebut" in sari.text
    assert "2–8 °C" in sari.text
    data = next(data for label, data in office.api.buttons(card) if label == "2–8 °C")
    office.api.press(SARI, card["message_id"], data)
    await office.settled()
    found = office.database.transact(
        lambda records: records.reception.results(sent, (), office.clock()).choices
    )
    assert found == (0, 1)


async def test_later_takes_it_away_and_brings_it_back_in_the_break(office: Office, sari: Phone) -> None:
    confirmed(office, "Isi formulir cuti.")
    card = await office.sees(SARI, "Isi formulir cuti.")
    await office.tap(SARI, "Nanti")
    assert card["message_id"] not in {one["message_id"] for one in sari.messages}
    office.clock.now = NINE.replace(hour=5)
    office.sela.sender.wake()
    await office.sees(SARI, "Isi formulir cuti.")
    assert "Nanti" not in sari.labels


async def test_a_correction_changes_the_message_in_place(office: Office, sari: Phone) -> None:
    sent = confirmed(office, "Rapat di lantai dua.")
    card = await arrived(office, sent, SARI, "Rapat di lantai dua.")
    await change(office, sent, "Rapat di lantai tiga.")
    assert "Rapat di lantai tiga." in sari.now(card)["text"]


async def test_a_copy_that_cannot_be_shown_does_not_end_the_correcting(office: Office, sari: Phone) -> None:
    broken = confirmed(office, QUIZ, kind=ContentKind.QUIZ)
    await arrived(office, broken, SARI, "Berapa suhu vaksin?")
    no_such_option = 9
    do, reader = office.database.transact, sari.person.id
    do(lambda records: records.reception.choose(broken.id, reader, no_such_option, office.clock()))
    office.clock.turn(days=1)
    sent = confirmed(office, "Rapat di lantai dua.")
    card = await arrived(office, sent, SARI, "Rapat di lantai dua.")
    await change(office, broken, "Baca dulu pedomannya.")
    await change(office, sent, "Rapat di lantai tiga.")
    assert "Rapat di lantai tiga." in sari.now(card)["text"]


async def test_what_is_taken_back_is_gone_from_the_phone(office: Office, sari: Phone) -> None:
    sent = confirmed(office, "Salah kirim.")
    card = await arrived(office, sent, SARI, "Salah kirim.")
    data = office.api.buttons(card)[0][1]
    await change(office, sent, None)
    assert card["message_id"] not in {one["message_id"] for one in sari.messages}
    office.api.press(SARI, card["message_id"], data)
    await office.settled()
    assert "Salah kirim" not in sari.text


async def test_what_is_too_old_to_be_deleted_says_that_it_was_taken_back(office: Office, sari: Phone) -> None:
    sent = confirmed(office, "Salah kirim.")
    card = await arrived(office, sent, SARI, "Salah kirim.")
    office.clock.turn(hours=49)
    await change(office, sent, None)
    assert "Salah kirim." not in sari.now(card)["text"]
    assert "menarik" in sari.now(card)["text"]


async def test_a_reminder_leaves_no_second_picture_to_tap_on(office: Office, sari: Phone) -> None:
    picture = office.api.send_photo(BUDI, PNG)["photo"][-1]
    media = Media(kind=MediaKind.PICTURE, file_id=picture["file_id"])
    sent = confirmed(office, "Denah baru.", media=media)
    card = await arrived(office, sent, SARI, "Denah baru.")
    office.clock.turn(hours=51)
    await remind(office, sent)
    await office.sees(SARI, "🔔")
    assert "Denah baru." not in sari.now(card)["caption"]
    assert "reply_markup" not in sari.now(card)


async def test_somebody_else_can_do_nothing_with_it(office: Office, sari: Phone) -> None:
    sent = confirmed(office, QUIZ, kind=ContentKind.QUIZ)
    card = await arrived(office, sent, SARI, "Berapa suhu vaksin?")
    for _, data in office.api.buttons(card):
        office.api.press(BUDI, 1, data)
    await office.settled()
    assert results(office, sent) == {"delivered": 1, "not_activated": 2}


@pytest.mark.parametrize("kind", list(MediaKind))
async def test_a_file_too_old_to_be_deleted_is_gone_from_the_phone_when_it_is_taken_back(
    office: Office, sari: Phone, kind: MediaKind
) -> None:
    if kind is MediaKind.PICTURE:
        file_id = office.api.send_photo(BUDI, PNG)["photo"][-1]["file_id"]
    else:
        file_id = office.api.send_document(BUDI, "denah.pdf", b"%PDF-1.4", "application/pdf")["document"][
            "file_id"
        ]
    sent = confirmed(office, "Denah baru.", media=Media(kind=kind, file_id=file_id, name="denah.pdf"))
    card = await arrived(office, sent, SARI, "Denah baru.")
    office.clock.turn(hours=49)
    await change(office, sent, None)
    left = sari.now(card)
    assert "menarik" in left["caption"]
    assert "document" not in left
    assert file_id not in {size["file_id"] for size in left["photo"]}
    assert "reply_markup" not in left
    looked = office.database.transact(lambda records: records.broadcasts.get(sent.id))
    assert looked is not None
    found = office.database.transact(lambda records: records.reception.results(looked, (), office.clock()))
    assert (found.to_change, found.unchanged) == (0, 0)
