"""A question in one's own words: answered with its source, or handed to an expert."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.buttons.experts import DraftAnswer
from content.items import KnowledgeItem
from learning.knowledge import Item, PassageText
from learning.people import Grant, Role
from learning.usecases import importing, knowledge
from tests.journeys.curators import english
from tests.journeys.office import Office, office_in
from tests.journeys.phone import Phone, settled
from tests.people import BAYU, CAST, CITRA, RINA, SARI, STRANGER

VACCINES = KnowledgeItem(
    id="obat/vaksin",
    title="Menyimpan vaksin di lemari pendingin",
    summary="Vaksin disimpan pada 2–8 °C.",
    text="Vaksin disimpan pada suhu 2–8 °C di rak tengah.\n\n## Listrik padam\n\nJangan buka <pintunya>.",
    source="WHO, Immunization in Practice (2015)",
    owner="Tim Vaksin",
    lesson="rantai-dingin/03-menyimpan-dan-memantau",
    shareable=True,
)
SECRET = KnowledgeItem(
    id="rahasia/brankas",
    title="Membuka brankas seksi",
    text="Brankas seksi dibuka dengan dua kunci.",
    unit=CAST[SARI].unit,
    shareable=True,
)


def knows(office: Office, *items: KnowledgeItem) -> dict[str, Item]:
    """Puts items into the base of an office, by key."""
    found = [importing.FoundItem(item=item, origin="test") for item in items]

    def put(records: object) -> dict[str, Item]:
        importing.import_items(records, found, now=office.clock())  # type: ignore[arg-type]
        return dict(records.knowledge.by_keys([item.id for item in items]))  # type: ignore[attr-defined]

    return office.database.transact(put)


def becomes(office: Office, phone: Phone, role: Role, unit: str | None = None) -> None:
    """Grants a role from long ago."""
    person = phone.person
    grant = Grant(role=role, unit=unit, starts_on=datetime(2020, 1, 1).date())
    office.database.transact(lambda records: records.roster.add_grant(person.id, grant))


async def test_a_question_with_slips_gets_the_passage_its_source_and_what_to_do_next(office: Office) -> None:
    knows(office, VACCINES)
    sari = settled(office, SARI)
    text = await sari.says("suhu nyimpen vaksinn brp?")
    assert "Menyimpan vaksin di lemari pendingin" in text
    assert "2–8 °C" in text
    assert "Sumber: WHO, Immunization in Practice (2015)" in text
    assert "Contoh, belum diverifikasi" in text
    assert "Jangan buka <pintunya>" in await sari.taps("Baca selengkapnya")


async def test_the_lesson_behind_an_answer_starts_with_one_tap(office: Office) -> None:
    knows(office, VACCINES)
    sari = settled(office, SARI)
    await sari.says("/cari suhu vaksin")
    await sari.taps("Pelajari dalam")
    assert "1/" in sari.text or "Menyimpan" in sari.text


async def test_what_fits_nothing_goes_to_an_expert_and_comes_back_as_knowledge(office: Office) -> None:
    knows(office, VACCINES)
    sari, rina, bayu = settled(office, SARI), settled(office, RINA), settled(office, BAYU)
    becomes(office, rina, Role.CURATOR)
    assert "tidak menemukan" in await sari.says("siapa pemenang lomba karaoke kantor kemarin")
    assert "Pertanyaan Anda diteruskan" in await sari.taps("Tanya ahli")
    await office.turn_to(office.clock.now.replace(hour=3))
    assert "karaoke" in rina.text
    await rina.taps("Saya jawab")
    await rina.says("Pemenang lomba karaoke ialah tim arsip.")
    await rina.taps("Kirim")
    await office.sent()
    assert "Pemenang lomba karaoke ialah tim arsip." in sari.text
    await rina.presses(rina.message["message_id"], DraftAnswer(1).pack())
    assert "tidak menemukan" in await bayu.says("pemenang lomba karaoke")


async def test_only_one_of_two_curators_answers(office: Office) -> None:
    sari, rina, citra = settled(office, SARI), settled(office, RINA), settled(office, CITRA)
    for curator in (rina, citra):
        becomes(office, curator, Role.CURATOR)
    await sari.says("kapan kantin buka hari sabtu")
    await sari.taps("Tanya ahli")
    await office.turn_to(office.clock.now.replace(hour=3))
    await rina.taps("Saya jawab")
    assert "lebih dulu" in await citra.taps("Saya jawab")
    await citra.says("Jawaban saya yang terlambat.")
    await rina.says("Sabtu tutup.")
    await rina.taps("Kirim")
    await office.sent()
    assert "Sabtu tutup." in sari.text


async def test_whoever_is_no_curator_cannot_take_a_question(office: Office) -> None:
    sari, bayu = settled(office, SARI), settled(office, BAYU)
    await sari.says("kapan kantin buka hari sabtu")
    await sari.taps("Tanya ahli")
    message = bayu.office.api.messages(BAYU)
    assert not message
    await bayu.says("/bantuan")
    await bayu.presses(bayu.message["message_id"], "1xt:1")
    kept = office.database.transact(lambda records: records.experts.get(1))
    assert kept is not None
    assert kept.state == "open"


async def test_knowledge_of_a_unit_is_found_there_and_nowhere_else(office: Office) -> None:
    inside, outside = settled(office, SARI), settled(office, BAYU)
    item = knows(office, SECRET)["rahasia/brankas"]
    mine = office.database.transact(lambda records: records.people.by_telegram_id(SARI))
    other = office.database.transact(lambda records: records.people.by_telegram_id(BAYU))
    assert mine is not None
    assert other is not None
    assert "dua kunci" in await inside.says("membuka brankas seksi")
    assert "tidak menemukan" in await outside.says("membuka brankas seksi")
    await outside.presses(outside.message["message_id"], f"1ko:{item.id}:0")
    assert "dua kunci" not in outside.text
    assert office.database.transact(knowledge.shareable, other, "membuka brankas seksi") == ()
    assert len(office.database.transact(knowledge.shareable, mine, "membuka brankas seksi")) == 1


@pytest.mark.parametrize("words", ["?", "a", "🙂🙂", '"suhu" OR NEAR(x) col:y *', "x" * 4000, "yang di dan"])
async def test_any_words_get_a_sensible_answer(office: Office, words: str) -> None:
    knows(office, VACCINES)
    sari = settled(office, SARI)
    text = await sari.says(words)
    assert "kesalahan" not in text.casefold()
    assert text != words


async def test_a_question_nobody_takes_reaches_the_admins_after_two_working_days(tmp_path: Path) -> None:
    async with office_in(tmp_path) as office:
        sari, rina, citra = settled(office, SARI), settled(office, RINA), settled(office, CITRA)
        becomes(office, rina, Role.ADMIN)
        becomes(office, citra, Role.CURATOR)
        office.clock.now = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
        await sari.says("kapan kantin buka hari sabtu")
        await sari.taps("Tanya ahli")
        await office.turn_to(datetime(2026, 11, 26, 3, 0, tzinfo=UTC))
        assert not any("kantin" in message.get("text", "") for message in rina.messages)
        await office.turn_to(datetime(2026, 11, 27, 3, 0, tzinfo=UTC))
        await office.sent()
        assert "lebih dari dua hari kerja" in rina.text
        assert "Admin sudah diberi tahu" in sari.text


async def test_inline_mode_offers_shareable_cards_to_people_of_the_roster_only(office: Office) -> None:
    sari = settled(office, SARI)
    private = VACCINES.model_copy(update={"id": "obat/lain", "title": "Vaksin lain", "shareable": False})
    knows(office, VACCINES, private)

    async def offered(person: int, words: str) -> dict[str, Any]:
        query = office.api.inline(person, words)
        await office.api.until(lambda: office.api.inline_answers(query) is not None)
        return office.api.inline_answers(query) or {}

    answer = await offered(SARI, "suhu vaksin")
    assert [result["title"] for result in answer["results"]] == [VACCINES.title]
    assert "2–8 °C" in answer["results"][0]["input_message_content"]["message_text"]
    assert answer["is_personal"] is True
    assert answer["cache_time"] == 0
    stranger = await offered(STRANGER, "suhu vaksin")
    assert stranger["results"] == []
    assert stranger["button"]["text"] == "Only for people who have joined"
    assert sari.messages == []


async def test_an_answer_with_a_document_reaches_the_asker_as_the_very_file(office: Office) -> None:
    sari, rina = settled(office, SARI), settled(office, RINA)
    becomes(office, rina, Role.CURATOR)
    await sari.says("daftar hadir senam pagi")
    await sari.taps("Tanya ahli")
    await office.turn_to(office.clock.now.replace(hour=3))
    await rina.taps("Saya jawab")
    office.api.send_document(RINA, "daftar.txt", b"Senin: Sari", "text/plain", "Ini daftarnya.")
    await office.sees(RINA, "daftar.txt")
    await rina.taps("Kirim")
    await office.sent()
    assert "Ini daftarnya." in sari.text
    card = sari.message
    await sari.taps_in(card, "Dokumennya")
    await sari.taps_in(card, "Dokumennya")
    assert sari.files() == [b"Senin: Sari", b"Senin: Sari"]


class Repeating:
    """Phrases an answer by naming the passages it was given."""

    async def phrase(self, question: str, passages: Sequence[PassageText], language: str) -> str | None:
        """The titles of the passages, with a mark of HTML in them."""
        return f"<b>{language}</b>: " + ", ".join(passage.title for passage in passages)


async def test_an_adapter_may_phrase_an_answer_above_the_passage_it_cites(office: Office) -> None:
    sari = settled(office, SARI)
    knows(office, VACCINES)
    office.sela.switchboard.phrasing = Repeating()
    text = await sari.says("suhu vaksin")
    assert text.startswith("<b>id</b>: Menyimpan vaksin di lemari pendingin")
    assert "Sumber: WHO" in text
    assert "<b>id</b>" not in await sari.says("resep rendang padang asli")


async def test_whether_it_helped_is_asked_once_and_the_buttons_go(office: Office) -> None:
    item = knows(office, VACCINES)["obat/vaksin"]
    sari = english(office, SARI)
    await sari.says("suhu vaksin")
    found = sari.message
    assert "helps others find it" in await sari.taps("Helpful")
    left = [label for label, _ in office.api.buttons(sari.now(found))]
    assert "Ask an expert" in left
    assert not {"👍 Helpful", "Not what I meant"} & set(left)
    count = len(sari.messages)
    await sari.taps_in(found, "Not what I meant")
    await sari.taps_in(found, "Helpful")
    assert len(sari.messages) == count, "what was said already is not thanked for again"
    use = office.database.transact(lambda records: records.knowledge.use_of([item.id])[item.id])
    assert (use.helpful, use.unhelpful) == (1, 0)


async def test_whoever_has_asked_an_expert_is_not_offered_it_again_there(office: Office) -> None:
    sari = english(office, SARI)
    await sari.says("siapa juara karaoke?")
    asked = sari.message
    await sari.taps("Ask an expert")
    assert office.api.buttons(sari.now(asked)) == []


async def test_a_lesson_is_found_in_either_language_and_told_in_ones_own(office: Office) -> None:
    office.database.transact(importing.index_lessons, office.world().catalogue, now=office.clock())
    lessons = office.world().catalogue.lessons
    lesson, translated = (lessons["kearsipan", "02-nama-berkas", language] for language in ("id", "en"))
    sari, bayu = settled(office, SARI), english(office, BAYU)
    assert lesson.title in await sari.says(translated.title)
    assert "Dari pelajaran" in sari.text
    assert translated.title in await bayu.says(lesson.title)
    assert lesson.title not in bayu.text


async def test_a_card_that_somebody_shared_through_the_bot_is_no_question(office: Office) -> None:
    knows(office, VACCINES)
    settled(office, SARI)
    query = office.api.inline(SARI, "suhu vaksin")
    await office.api.until(lambda: office.api.inline_answers(query) is not None)
    card = (office.api.inline_answers(query) or {})["results"][0]
    shared = office.api.choose_inline(SARI, query, card["id"])
    office.api.say(SARI, "/bantuan")
    await office.sees(SARI, "/belajar")
    assert VACCINES.title in shared["text"]
    assert len(office.api.messages(SARI)) == 3, "the card, the command and its answer"
