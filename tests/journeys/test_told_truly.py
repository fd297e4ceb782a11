"""What curators, authors and readers are told is what happened, and promises no more than will happen."""

from bot.buttons.curated_item import Decide
from learning.curation import Decision, Waiting
from learning.knowledge import ItemState
from tests.journeys.curators import HOW_TO, PRINTER, curator, english, item_now, opens, publishes, shares
from tests.journeys.office import Office
from tests.people import CITRA, RINA, SARI, UNIT

TITLE = "Mengambil kunci ruang arsip"


async def test_a_version_restored_twice_is_restored_once_and_nobody_is_said_to_be_faster(
    office: Office,
) -> None:
    (item,) = publishes(office, PRINTER)
    rina = curator(office, RINA)
    await opens(rina, item)
    await rina.taps("Change", "Text")
    await rina.says("Tinta diganti oleh petugas lantai tiga.")
    await rina.taps("Versions", "1 · ")
    shown = rina.message
    await rina.taps("Let it say this again")
    assert "You have changed or decided this already" in await rina.taps_in(shown, "Let it say this again")
    assert item_now(office, item.id).version == 3


async def test_retiring_twice_with_one_button_is_told_the_same_both_times(office: Office) -> None:
    (item,) = publishes(office, PRINTER)
    rina = curator(office, RINA)
    await opens(rina, item)
    await rina.taps("Retire")
    shown = rina.message
    said = [await rina.taps_in(shown, "Yes, retire it") for _ in range(2)]
    assert said[0] == said[1]
    assert "Nobody finds it any more" in said[0]


async def test_a_curator_sees_what_became_of_a_text_that_went_back_or_was_taken_back(office: Office) -> None:
    sari, rina = english(office, SARI), curator(office, RINA)
    await shares(sari, TITLE)
    await rina.says("/curate")
    await rina.taps("Texts to review", TITLE)
    seen = rina.message
    await rina.taps("Give back")
    await rina.says("Sebutkan jam bukanya.")
    shown = await rina.taps("Show it again")
    assert "Rina Hartati gave it back on 23 Nov 2026: Sebutkan jam bukanya." in shown
    assert "can change it and send it in again" in shown
    await sari.says("/share")
    await sari.taps("My texts", TITLE, "Send it in", "My texts", TITLE, "Take it back")
    await rina.presses(seen["message_id"], Decide(Waiting.REVIEW, 1, 1, Decision.APPROVE).pack())
    assert "Sari Dewi took this contribution back on 23 Nov 2026" in rina.now(seen)["text"]
    assert item_now(office, 1).state is ItemState.DRAFT


async def test_a_text_for_one_unit_promises_nothing_to_everybody(office: Office) -> None:
    sari, rina = english(office, SARI), curator(office, RINA)
    await sari.says("/share")
    assert "everybody finds it" not in sari.text
    await sari.says(TITLE)
    await sari.says(HOW_TO)
    await sari.taps("Only for my unit", "Send it in")
    await rina.says("/curate")
    assert f"Everybody in {UNIT} finds it now" in await rina.taps("Texts to review", TITLE, "Publish")


async def test_a_report_is_promised_to_an_owner_only_where_that_is_a_person(office: Office) -> None:
    (item,) = publishes(office, PRINTER.model_copy(update={"owner": "Tim Sarana"}))
    sari, rina = english(office, SARI), curator(office, RINA)
    await sari.says("ganti tinta pencetak")
    await sari.taps("Read it all")
    shown = sari.message
    assert "The curators will read it" in await sari.taps("Report a mistake")
    assert "The curators will look at it" in await sari.taps("Out of date")
    assert "a name only" in await opens(rina, item)
    await rina.taps("Change", "Owner")
    await rina.says("citra")
    english(office, CITRA)
    assert "a name only" not in await rina.taps("Citra Lestari")
    await sari.taps_in(shown, "Report a mistake")
    assert "Its owner will read it" in sari.text
    assert "The owner of this text will hear of it" in await sari.taps("Something is wrong")
