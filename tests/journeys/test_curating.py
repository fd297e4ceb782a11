"""Looking after the knowledge base in chat: what waits, deciding, and being second."""

from bot.buttons.curated_item import Decide
from learning.curation import Decision, Waiting
from learning.knowledge import Item, ItemState
from tests.journeys.curators import (
    HOW_TO,
    PRINTER,
    curator,
    english,
    found_by,
    item_now,
    opens,
    publishes,
    shares,
)
from tests.journeys.office import Office
from tests.journeys.phone import Phone
from tests.people import BAYU, BUDI, CITRA, EAST, RINA, SARI, UNIT

TITLE = "Mengambil kunci ruang arsip"


def waiting_item(office: Office) -> Item:
    """The one item that waits for a curator."""
    (listed,) = office.database.transact(lambda records: records.curation.in_states(ItemState.IN_REVIEW))
    return item_now(office, listed.id)


async def test_what_a_curator_approves_is_found_by_everybody(office: Office) -> None:
    sari, citra, bayu = english(office, SARI), curator(office, CITRA, UNIT), english(office, BAYU)
    await shares(sari, TITLE)
    assert "This waits for you" in await citra.says("/kurasi")
    shown = await citra.taps("Texts to review (1)", TITLE)
    assert HOW_TO in shown
    assert "by Sari Dewi" in shown
    assert "Everybody finds it now" in await citra.taps("Publish")
    assert found_by(office, bayu, "kunci ruang arsip") == [TITLE]
    assert "Nothing waits" in await citra.taps("All lists")


async def test_a_curator_of_another_unit_neither_sees_nor_decides(office: Office) -> None:
    sari, bayu = english(office, SARI), curator(office, BAYU, EAST)
    await shares(sari, TITLE)
    assert "Nothing waits" in await bayu.says("/kurasi")
    item = waiting_item(office)
    assert "not yours to look after" in await opens(bayu, item)
    for decision in Decision:
        press = Decide(Waiting.REVIEW, item.id, item.version, decision)
        assert "not yours" in await bayu.presses(bayu.message["message_id"], press.pack())
    assert item_now(office, item.id).state is ItemState.IN_REVIEW


async def test_who_is_no_curator_is_shown_the_way_home(office: Office) -> None:
    budi = english(office, BUDI)
    await budi.says("/curate")
    assert "Learn now" in budi.labels


async def test_a_text_goes_back_with_a_note_and_comes_again(office: Office) -> None:
    sari, rina = english(office, SARI), curator(office, RINA)
    await shares(sari, TITLE)
    await rina.says("/curate")
    assert "What should the author change" in await rina.taps("Texts to review", TITLE, "Give back")
    assert "Given back" in await rina.says("Sebutkan jam bukanya.")
    await office.turn_to(office.clock.now)
    assert "Sebutkan jam bukanya." in sari.text
    returned = await sari.taps("Go on with it")
    assert "Rina Hartati gave it back on 23 Nov 2026: Sebutkan jam bukanya." in returned
    assert "send it in again, or throw it away" in returned
    await sari.taps("Add to the text")
    await sari.says("Buka pukul 8.")
    await sari.taps("Send it in")
    await rina.says("/curate")
    assert "Buka pukul 8." in await rina.taps("Texts to review", TITLE)


async def test_the_second_of_two_curators_is_told_and_changes_nothing(office: Office) -> None:
    sari, rina, citra = english(office, SARI), curator(office, RINA), curator(office, CITRA)
    await shares(sari, TITLE)
    for one in (rina, citra):
        await one.says("/curate")
        await one.taps("Texts to review", TITLE)
    late = citra.message
    await rina.taps("Publish, verified by me")
    said = await citra.taps_in(late, "Give back")
    assert "What should the author change" in said, "the version is the same; the state is asked at the end"
    assert "Somebody was faster" in await citra.says("Belum lengkap.")
    assert item_now(office, 1).state is ItemState.PUBLISHED
    assert item_now(office, 1).verified_by == "Rina Hartati"


async def test_a_second_tap_on_a_decision_decides_once(office: Office) -> None:
    sari, rina = english(office, SARI), curator(office, RINA)
    await shares(sari, TITLE)
    await rina.says("/curate")
    await rina.taps("Texts to review", TITLE)
    shown = rina.message
    await rina.taps("Publish, verified by me")
    assert "verified by you" in await rina.taps_in(shown, "Publish, verified by me")
    await rina.presses(shown["message_id"], Decide(Waiting.REVIEW, 1, 1, Decision.APPROVE).pack())
    assert "You have changed or decided this already" in rina.text
    await office.turn_to(office.clock.now)
    told = [message for message in sari.messages if "in the knowledge base now" in message.get("text", "")]
    assert len(told) == 1


async def test_what_is_retired_between_the_search_and_the_tap_says_so(office: Office) -> None:
    (item,) = publishes(office, PRINTER)
    sari, rina = english(office, SARI), curator(office, RINA)
    assert "lantai dua" in await sari.says("ganti tinta pencetak")
    await opens(rina, item)
    assert "Nobody finds it any more" in await rina.taps("Retire")
    assert "Retired" in await rina.taps("Yes, retire it")
    assert "not in the knowledge base any more" in await sari.taps("Read it all")
    await rina.taps("All lists", "Retired (1)", PRINTER.title)
    await rina.taps("Publish again")
    assert found_by(office, sari, "ganti tinta pencetak") == [PRINTER.title]


async def test_a_curator_edits_from_the_answer_and_the_old_version_comes_back(office: Office) -> None:
    publishes(office, PRINTER)
    rina = curator(office, RINA)
    await rina.says("ganti tinta pencetak")
    await rina.taps("Read it all", "Curate", "Change", "Text")
    assert "Changed." in await rina.says("Tinta diganti oleh petugas lantai tiga.")
    assert "lantai tiga" in await rina.says("ganti tinta pencetak")
    await rina.taps("Read it all", "Curate", "Versions")
    assert "lantai dua" in await rina.taps("1 · ")
    assert "lantai dua" in await rina.taps("Let it say this again")
    assert item_now(office, 1).version == 3


async def test_title_tags_source_owner_and_review_date_are_written(office: Office) -> None:
    (item,) = publishes(office, PRINTER)
    rina = curator(office, RINA)
    for label, words in (
        ("Title", "Tinta pencetak"),
        ("Tags", "tinta, pencetak; tinta"),
        ("Source", "Edaran 4/2026"),
        ("Review date", "30/6/2027"),
    ):
        await opens(rina, item)
        await rina.taps("Change", label)
        assert "Changed." in await rina.says(words)
    await opens(rina, item)
    await rina.taps("Change", "Owner")
    assert "Who is meant?" in await rina.says("citra")
    await rina.taps("Citra Lestari")
    kept = item_now(office, item.id)
    assert (kept.title, kept.tags, kept.source) == ("Tinta pencetak", ("tinta", "pencetak"), "Edaran 4/2026")
    assert str(kept.review_by) == "2027-06-30"
    assert kept.owner == "Citra Lestari"
    assert kept.owner_id is not None
    await rina.taps("Change", "Owner")
    assert "Owner: Tim Sarana" in await rina.says("Tim Sarana")
    assert "I cannot use that" in await _writes(rina, "Review date", "kapan-kapan")
    assert "1 Jan 2020 does not lie ahead" in await rina.says("1/1/2020")
    assert "In 6 months" in rina.labels, "and the buttons are still there"
    await rina.taps("Never mind")
    await opens(rina, item)
    await rina.taps("Change", "Review date", "In 6 months")
    assert str(item_now(office, item.id).review_by) == "2027-05-23"


async def _writes(phone: Phone, label: str, words: str) -> str:
    await phone.taps("Change", label)
    return await phone.says(words)


async def test_readers_reports_wait_until_they_are_settled(office: Office) -> None:
    publishes(office, PRINTER)
    sari, rina = english(office, SARI), curator(office, RINA)
    await sari.says("ganti tinta pencetak")
    await sari.taps("Read it all", "Report a mistake", "Out of date")
    await rina.says("/curate")
    shown = await rina.taps("Reported by readers (1)", PRINTER.title)
    assert "Out of date (1)" in shown
    assert "settled" in await rina.taps("The reports are settled")
    assert "Nothing waits" in await rina.taps("All lists")


async def test_searches_in_vain_are_one_line_and_become_an_item(office: Office) -> None:
    sari, bayu, rina = english(office, SARI), english(office, BAYU), curator(office, RINA)
    await sari.says("di mana mengambil kunci arsip?")
    await bayu.says("kunci arsip, mengambil di mana")
    await bayu.says("siapa juara karaoke")
    await rina.says("/curate")
    await rina.taps("Looked for in vain (2)")
    assert rina.labels[0].startswith("2 × ")
    assert "Asked 2 times" in await rina.taps("2 × ")
    await rina.taps("Write an item")
    assert HOW_TO in await rina.says(HOW_TO)
    await rina.taps("Send it in")
    await rina.says("/curate")
    await rina.taps("Looked for in vain (1)", "1 × siapa juara karaoke")
    assert "Taken off the list" in await rina.taps("Nothing to do")
    await rina.taps("All lists")
    assert not any("in vain" in label for label in rina.labels)


async def test_other_words_are_added_used_and_taken_back(office: Office) -> None:
    publishes(office, PRINTER)
    sari, rina = english(office, SARI), curator(office, RINA)
    assert found_by(office, sari, "cicak") == []
    await rina.says("/curate")
    await rina.taps("Other words", "Add a word")
    assert "could not read" in await rina.says("cicak itu pencetak")
    assert "now find" in await rina.says("cicak = mesin pencetak")
    assert found_by(office, sari, "cicak") == [PRINTER.title]
    assert "cicak = mesin pencetak" in await rina.taps("Other words")
    await rina.taps("Remove: cicak")
    assert found_by(office, sari, "cicak") == []


async def test_an_experts_question_waits_in_the_list_until_somebody_takes_it(office: Office) -> None:
    sari, rina, citra = english(office, SARI), curator(office, RINA), curator(office, CITRA)
    await sari.says("siapa juara karaoke?")
    await sari.taps("Ask an expert")
    await rina.says("/curate")
    await rina.taps("Questions to experts (1)", "siapa juara", "I answer it")
    await citra.says("/curate")
    assert "Rina Hartati is answering it" in await citra.taps("Questions to experts", "siapa juara")
    assert "I answer it" not in citra.labels


async def test_what_a_curator_decided_is_audited(office: Office) -> None:
    sari, rina = english(office, SARI), curator(office, RINA)
    await shares(sari, TITLE)
    await rina.says("/curate")
    await rina.taps("Texts to review", TITLE, "Publish, verified by me")
    author, actor = sari.person.id, rina.person.id
    entries = office.database.transact(lambda records: records.journal.audit_of(author))
    assert [(one.actor_id, one.action, one.detail) for one in entries][-1] == (
        actor,
        "item_verify",
        "item 1 v1",
    )


async def test_a_question_asked_after_leaving_an_edit_changes_nothing(office: Office) -> None:
    (item,) = publishes(office, PRINTER)
    rina = curator(office, RINA)
    for leaves in (rina.says("/help"), opens(rina, item)):
        await opens(rina, item)
        await rina.taps("Change", "Text")
        await leaves
        assert "lantai dua" in await rina.says("ganti tinta pencetak")
        assert item_now(office, item.id).version == 1


async def test_a_change_that_a_command_puts_aside_is_gone_on_with_or_stopped(office: Office) -> None:
    (item,) = publishes(office, PRINTER)
    rina = curator(office, RINA)
    await opens(rina, item)
    await rina.taps("Change", "Title")
    await rina.says("/help")
    aside = rina.messages[-2]
    assert aside["text"] == f"Put aside: your change of “{PRINTER.title}”."
    await rina.taps_in(aside, "Go on with it")
    assert "Write the new title" in rina.now(aside)["text"]
    assert f"“{PRINTER.title}” stays as it was" in await rina.says("/cancel")
    assert "lantai dua" in await rina.taps("Back")


async def test_stopping_a_new_word_says_that_none_was_added(office: Office) -> None:
    rina = curator(office, RINA)
    await rina.says("/curate")
    await rina.taps("Other words", "Add a word")
    assert "no word was added" in await rina.says("/cancel")
