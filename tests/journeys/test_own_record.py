"""One's own progress and history, a copy of everything, and being forgotten."""

import io
import json

import pytest
from openpyxl import load_workbook

from tests.journeys.office import Office
from tests.journeys.phone import Phone, settled
from tests.people import RINA, SARI

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
async def sari(office: Office) -> Phone:
    """Sari, who has learned one lesson."""
    sari = settled(office, SARI)
    await sari.says("/belajar")
    await office.finish(SARI)
    return sari


async def test_progress_is_a_picture_and_its_words_from_command_and_button(sari: Phone) -> None:
    await sari.taps("Kemajuan saya")
    assert "Belajar Anda tahun 2026" in sari.text
    assert "JP tercatat: 0,0 dari 20,0" in sari.text
    assert "31 Desember" in sari.text
    assert "mengejar" not in sari.text, "in late November it says what is realistic, not what is missing"
    assert "Minggu ini: 4 menit" in sari.text
    assert "Konsumen cerdas obat dan makanan" in sari.text
    await sari.says("/progress")
    pictures = sari.files("photo")
    assert len(pictures) == 2
    assert all(picture.startswith(PNG) for picture in pictures)


async def test_the_history_is_a_spreadsheet_with_every_completed_lesson(sari: Phone) -> None:
    await sari.says("/kemajuan")
    await sari.taps("Riwayat saya")
    (content,) = sari.files()
    sheets = load_workbook(io.BytesIO(content)).worksheets
    cells = [str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row]
    assert any("Cek KLIK: empat cek sebelum membeli" in cell for cell in cells)
    assert any("Sari Dewi" in cell for cell in cells)
    assert "199001012015042001" not in "".join(cells)


async def test_the_copy_of_my_data_is_complete_and_for_programs(office: Office, sari: Phone) -> None:
    await sari.says("/jadwal")
    await sari.taps("☐ Malam")
    await sari.says("/mydata")
    copy = json.loads(sari.files()[-1])
    assert copy["person"]["name"] == "Sari Dewi"
    assert copy["person"]["acknowledged_at"].startswith("2026-11-23")
    assert copy["break_windows"] == {"evening": {"on": True}}
    assert copy["courses"]["lessons_done"] == ["cek-klik/01-empat-cek"]
    assert len(copy["answers"]) == 4
    assert all(answer["given"] for answer in copy["answers"])
    assert len(copy["reviews"]) == 4
    assert [row["seconds"] for row in copy["ledger"]] == [240]
    assert "copied_own_data" in {entry["action"] for entry in copy["access_log"]}
    assert "Rina" not in json.dumps(copy)


async def test_privacy_says_who_sees_what_and_when_the_notice_was_read(sari: Phone) -> None:
    text = await sari.says("/privasi")
    for word in ("Atasan", "Badan Contoh", "Telegram", "…001", "23 November", "UU 27/2022"):
        assert word in text
    assert sari.labels == ["Salinan data saya", "Lupakan saya"]
    await sari.taps("Salinan data saya")
    assert len(sari.files()) == 1


async def test_forgetting_takes_two_steps_and_the_first_can_be_taken_back(sari: Phone) -> None:
    assert "Lupakan" in await sari.says("/hapus")
    await sari.taps(sari.labels[1])
    assert "Belajar Anda" in sari.text
    assert sari.person.telegram_id == SARI


async def test_after_forgetting_the_account_is_a_strangers_and_the_hours_stay(
    office: Office, sari: Phone
) -> None:
    person_id, old = sari.person.id, sari.message
    await sari.says("/privasi")
    await sari.taps("Lupakan saya")
    assert "tetap" in sari.text, "the screen says that the hours stay"
    confirm = sari.message
    await sari.taps(sari.labels[0])
    assert "tetap" in sari.text
    records = office.database
    assert records.transact(lambda r: r.people.by_telegram_id(SARI)) is None
    assert records.transact(lambda r: r.study.answered_by(person_id)) == []
    assert [row.seconds for row in records.transact(lambda r: r.ledger.rows(person_id))] == [240]
    for message in (old, confirm):
        await sari.taps_in(message, office.api.buttons(message)[0][0])
    assert "Badan Contoh" in sari.text, "a stranger is told how to join"
    shown = len(sari.messages)
    await office.turn_to(office.clock().replace(hour=5))
    assert len(sari.messages) == shown
    office.clock.turn(minutes=1)
    await sari.says(f"/start {office.link_of(SARI)}")
    assert "Sebelum mulai" in sari.text, "the notice comes anew"


async def test_an_admin_sees_in_chat_what_everybody_sees_and_nobody_elses_record(
    office: Office, sari: Phone
) -> None:
    rina = settled(office, RINA)
    assert "JP tercatat: 0,0" in await rina.says("/kemajuan")
    assert "Sari" not in rina.text
    mine = sari.message
    before = sari.minutes
    for label, data in office.api.callback_buttons(mine):
        await rina.presses(rina.message["message_id"], data)
        assert "Sari" not in rina.text, label
    assert sari.minutes == before
