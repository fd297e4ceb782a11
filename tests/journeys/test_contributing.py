"""Sharing what one knows: written or sent as a file, found by nobody before a curator approves it."""

import pytest

from bot.buttons.contributing import OpenOwn, SendIn, TakeBack
from bot.buttons.curated_item import ShowCurated
from bot.buttons.knowledge import OpenItem, SendDocument
from learning.curation import Waiting
from learning.knowledge import ItemState
from learning.notices import Dialogue
from learning.usecases import contributing, enrol
from learning.usecases.contributing import CONTRIBUTING, OPEN_AT_ONCE, Given
from tests.content.documents.samples import core_title, docx, paragraph
from tests.journeys.curators import HOW_TO, curator, english, found_by, shares
from tests.journeys.office import Office
from tests.journeys.phone import Phone
from tests.people import BAYU, CITRA, RINA, SARI

TITLE = "Mengambil kunci ruang arsip"


def sends(phone: Phone, name: str, content: bytes, caption: str = "") -> None:
    """Sends a file."""
    phone.office.api.send_document(phone.id, name, content, "application/octet-stream", caption)


async def test_title_text_preview_and_sending_in_are_four_steps(office: Office) -> None:
    sari = english(office, SARI)
    assert "Write the title" in await sari.says("/bagikan")
    assert "Now write the text" in await sari.says(TITLE)
    preview = await sari.says(HOW_TO)
    assert TITLE in preview
    assert HOW_TO in preview
    assert "Nobody else sees it yet" in preview
    assert "curators of your unit" in await sari.taps("Send it in")
    await sari.taps("My texts")
    assert f"{TITLE} · waits for a curator" in sari.labels


async def test_nobody_else_finds_what_no_curator_has_approved(office: Office) -> None:
    sari, bayu = english(office, SARI), english(office, BAYU)
    await shares(sari, TITLE)
    assert found_by(office, bayu, "kunci ruang arsip") == []
    (item,) = office.database.transact(lambda records: records.curation.in_states(ItemState.IN_REVIEW))
    await bayu.says("/help")
    pressed = (OpenItem(item.id, 0), SendDocument(item.id), OpenOwn(item.id), SendIn(item.id))
    for press in (*pressed, TakeBack(item.id, True), ShowCurated(Waiting.REVIEW, item.id)):
        await bayu.presses(bayu.message["message_id"], press.pack())
        assert HOW_TO not in bayu.text
        assert TITLE not in bayu.text


async def test_a_draft_is_changed_before_it_is_sent_in(office: Office) -> None:
    sari = english(office, SARI)
    await sari.says("/share")
    await sari.says("Kunci")
    await sari.says("Ada di pos.")
    await sari.taps("Change the title")
    assert TITLE in await sari.says(TITLE)
    await sari.taps("Add to the text")
    text = await sari.says("Bawa kartu pegawai.")
    assert "Ada di pos." in text
    assert "Bawa kartu pegawai." in text
    assert "For your unit" in await sari.taps("Only for my unit")
    assert "For everybody" in await sari.taps("For everybody")
    assert "cannot be brought back" in await sari.taps("Throw it away")
    assert "Thrown away" in await sari.taps("Yes, throw it away")
    person = sari.person
    assert office.database.transact(lambda records: records.knowledge.of_author(person.id)) == []


async def test_what_waits_is_taken_back_and_sent_in_again(office: Office) -> None:
    sari = english(office, SARI)
    await shares(sari, TITLE)
    await sari.taps("My texts", TITLE)
    assert "You took it back on 23 Nov 2026" in await sari.taps("Take it back")
    await sari.taps("Send it in", "My texts")
    assert f"{TITLE} · waits for a curator" in sari.labels


async def test_the_author_is_told_shown_and_may_withdraw_what_is_published(office: Office) -> None:
    sari, rina, bayu = english(office, SARI), curator(office, RINA), english(office, BAYU)
    await shares(sari, TITLE)
    await office.turn_to(office.clock.now)
    assert "A colleague has sent in a text" in rina.text
    await rina.taps("Look at it", TITLE, "Publish, verified by me")
    await office.turn_to(office.clock.now)
    assert "in the knowledge base now" in sari.text
    answer = await bayu.says("di mana kunci ruang arsip?")
    assert HOW_TO[:30] in answer
    assert "Written by Sari Dewi" in answer
    assert "not verified" not in answer
    asked = bayu.message
    await sari.says("/share")
    await sari.taps("My texts", TITLE)
    assert "Take back" in await sari.taps("Take it back")
    await sari.taps("Yes, take it back")
    assert found_by(office, bayu, "kunci ruang arsip") == []
    assert HOW_TO[:30] not in await bayu.taps_in(asked, "Read it all")


async def test_a_word_document_becomes_a_draft_with_the_file_behind_it(office: Office) -> None:
    body = paragraph("Isi formulir dua hari sebelumnya dan serahkan ke bagian umum.")
    file = docx(body, core=core_title("Peminjaman kendaraan dinas"))
    sari, rina = english(office, SARI), curator(office, RINA)
    sends(sari, "kendaraan.docx", file)
    await office.sees(SARI, "kendaraan.docx")
    await office.tap(SARI, "Share it with colleagues")
    await office.sees(SARI, "dua hari sebelumnya", timeout=30)
    await sari.taps("Send it in")
    await rina.says("/kurasi")
    await rina.taps("Texts to review", "Peminjaman kendaraan dinas", "The document")
    assert rina.files()[-1] == file


async def test_who_has_too_many_drafts_hears_so_when_they_share_a_file(office: Office) -> None:
    sari = english(office, SARI)
    now, do = office.clock(), office.database.transact
    sari_herself = do(enrol.who_is, SARI, now=now)
    assert sari_herself is not None
    for number in range(OPEN_AT_ONCE):
        payload: dict[str, str | int] = {"asked": "text", "title": f"Draf {number}"}
        text = Dialogue(kind=CONTRIBUTING, payload=payload, begun_at=now)
        do(contributing.take, sari_herself, text, Given(text=HOW_TO), now=now)
    sends(sari, "catatan.txt", HOW_TO.encode())
    await office.sees(SARI, "catatan.txt")
    await office.tap(SARI, "Share it with colleagues")
    await office.sees(SARI, "Finish or throw away some first", timeout=30)


async def test_a_file_takes_its_caption_as_title(office: Office) -> None:
    sari = english(office, SARI)
    await sari.says("/share")
    sends(sari, "catatan.txt", HOW_TO.encode(), caption=TITLE)
    await office.sees(SARI, "Nobody else sees it yet")
    assert TITLE in sari.text


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("kosong.pdf", b" ", "empty"),
        ("lama.doc", b"x", "before 2007"),
        ("makro.docm", b"x", "macros"),
        ("foto.jpg", b"\xff\xd8\xff", "this kind of file"),
        ("palsu.pdf", b"PK\x03\x04 not a pdf", "The reason:"),
    ],
)
async def test_a_file_that_cannot_be_read_is_refused_in_plain_words(
    office: Office, name: str, content: bytes, reason: str
) -> None:
    sari = english(office, SARI)
    await sari.says("/share")
    sends(sari, name, content)
    await office.sees(SARI, "cannot read this file", timeout=30)
    assert reason in sari.text
    assert "Now write the text" in await sari.says(TITLE), "and the dialogue goes on"


async def test_only_an_admin_imports_a_file_and_sees_first_what_it_brings(office: Office) -> None:
    sari, rina = english(office, SARI), english(office, RINA)
    rows = ("pertanyaan,jawaban", "Berapa lama parkir?,Parkir tamu dua jam.", "Di mana parkir?,Di belakang.")
    table = "\n".join(rows)
    sends(sari, "parkir.csv", table.encode())
    await office.sees(SARI, "parkir.csv")
    assert not any("Import" in label for label in sari.labels)
    await sari.presses(sari.message["message_id"], "1sm:1")
    sends(rina, "parkir.csv", table.encode())
    await office.sees(RINA, "parkir.csv")
    await office.tap(RINA, "Import it")
    await office.sees(RINA, "new: 2", timeout=30)
    assert "Berapa lama parkir?" in rina.text
    assert found_by(office, sari, "parkir tamu") == []
    await office.tap(RINA, "Yes, import it")
    await office.sees(RINA, "Imported.", timeout=30)
    assert found_by(office, sari, "parkir tamu")


async def test_a_question_that_follows_an_offered_file_is_still_a_question(office: Office) -> None:
    sari = english(office, SARI)
    sends(sari, "catatan.txt", b"halo")
    await office.sees(SARI, "catatan.txt")
    assert "found nothing" in await sari.says("siapa juara karaoke?")


async def test_curators_hear_of_contributions_once_a_day(office: Office) -> None:
    sari, citra = english(office, SARI), english(office, CITRA)
    rina = curator(office, RINA)
    before = len(rina.messages)
    await shares(sari, "Satu")
    await shares(citra, "Dua")
    await office.turn_to(office.clock.now)
    assert "2 texts" in rina.text
    assert len(rina.messages) == before + 1


async def test_a_command_puts_a_contribution_aside_with_its_title(office: Office) -> None:
    sari = english(office, SARI)
    await sari.says("/share")
    await sari.says(TITLE)
    assert "What you can do" in await sari.says("/help")
    aside = sari.messages[-2]
    assert aside["text"] == f"Put aside: your contribution “{TITLE}”."
    assert "found nothing" in await sari.says("siapa juara karaoke?")
    await sari.taps_in(aside, "Go on with it")
    assert "Now write the text" in sari.now(aside)["text"]
    assert "Nobody else sees it yet" in await sari.says(HOW_TO)


async def test_sharing_again_goes_on_where_the_title_is_given(office: Office) -> None:
    sari = english(office, SARI)
    await sari.says("/share")
    await sari.says(TITLE)
    assert TITLE in await sari.says("/share")
    assert "Nobody else sees it yet" in await sari.says(HOW_TO)


async def test_what_somebody_began_and_left_twice_is_not_gone_on_with_by_mistake(office: Office) -> None:
    sari = english(office, SARI)
    await sari.says("/share")
    await sari.says(TITLE)
    await sari.says("/help")
    aside = sari.messages[-2]
    assert f"nothing is kept of “{TITLE}”" in await sari.says("/cancel")
    await sari.taps_in(aside, "Go on with it")
    assert "something newer took its place" in sari.now(aside)["text"]


async def test_nothing_is_put_aside_where_nothing_was_written(office: Office) -> None:
    sari = english(office, SARI)
    await sari.says("/share")
    before = len(sari.messages)
    await sari.says("/help")
    assert len(sari.messages) == before + 2, "the command and its answer"


async def test_stopping_the_change_of_a_draft_leaves_the_draft(office: Office) -> None:
    sari = english(office, SARI)
    await sari.says("/share")
    await sari.says(TITLE)
    await sari.says(HOW_TO)
    await sari.taps("Change the text")
    assert f"“{TITLE}” stays as it was" in await sari.says("/batal")
    assert HOW_TO in await sari.taps("Back")
