"""An expert answers: shown before it is sent, stopped, put aside for a command, and gone on with."""

import pytest

from tests.journeys.curators import curator, english
from tests.journeys.office import Office
from tests.journeys.phone import Phone
from tests.people import CITRA, RINA, SARI

QUESTION = "kapan kantin buka hari sabtu"


async def taken_question(office: Office) -> tuple[Phone, Phone]:
    """The phones of somebody who asked, and of the expert who has taken the question."""
    sari, rina = english(office, SARI), curator(office, RINA)
    await sari.says(QUESTION)
    await sari.taps("Ask an expert")
    await office.turn_to(office.clock.now.replace(hour=3))
    assert "The question is yours" in await rina.taps("I answer it")
    return sari, rina


def answers(phone: Phone) -> list[str]:
    """The answers that reached somebody."""
    texts = [str(message.get("text", "")) for message in phone.messages]
    return [text for text in texts if "answers your question" in text]


async def test_an_answer_is_shown_as_the_asker_gets_it_and_leaves_with_a_tap(office: Office) -> None:
    sari, rina = await taken_question(office)
    preview = await rina.says("Sabtu tutup.")
    await office.sent()
    assert "Nothing is sent yet" in preview
    assert answers(sari) == []
    await rina.taps("Send")
    await office.sent()
    (answer,) = answers(sari)
    assert answer in preview


async def test_an_answer_is_sent_once_however_often_the_button_is_tapped(office: Office) -> None:
    sari, rina = await taken_question(office)
    await rina.says("Sabtu tutup.")
    shown = rina.message
    said = [await rina.taps_in(shown, "Send") for _ in range(3)]
    await office.sent()
    assert len(answers(sari)) == 1
    assert len(set(said)) == 1
    assert "gets your answer" in said[0]


async def test_an_answer_is_written_anew_and_only_what_was_shown_is_sent(office: Office) -> None:
    sari, rina = await taken_question(office)
    await rina.says("Sabtu buka.")
    first = rina.message
    assert "Write the answer" in await rina.taps("Write it anew")
    await rina.says("Sabtu tutup.")
    assert "Sabtu tutup." in await rina.taps_in(first, "Send"), "another draft is shown, not sent"
    await office.sent()
    assert answers(sari) == []
    await rina.taps("Send")
    await office.sent()
    assert "Sabtu tutup." in answers(sari)[0]


async def test_a_file_is_named_before_it_is_sent(office: Office) -> None:
    sari, rina = await taken_question(office)
    office.api.send_document(RINA, "jam.txt", b"Sabtu: tutup", "text/plain", "Ini jamnya.")
    await office.sees(RINA, "jam.txt")
    assert "Ini jamnya." in rina.text
    await rina.taps("Send")
    await office.sent()
    await sari.taps("The document")
    assert sari.files() == [b"Sabtu: tutup"]


@pytest.mark.parametrize("says", ["/cancel", "/batal", "batal"])
async def test_stopping_says_that_the_question_is_still_theirs_and_offers_it_to_others(
    office: Office, says: str
) -> None:
    sari, rina = await taken_question(office)
    citra = curator(office, CITRA)
    await rina.says("Sabtu buka.")
    stopped = await rina.says(says)
    assert "was not sent" in stopped
    assert "still yours" in stopped
    assert QUESTION in stopped
    assert "open to the others" in await rina.taps("Leave it to the others")
    await citra.says("/curate")
    await citra.taps("Questions to experts", QUESTION, "I answer it")
    await office.sent()
    assert answers(sari) == []


async def test_a_question_given_back_twice_is_open_to_the_others_as_after_once(office: Office) -> None:
    _, rina = await taken_question(office)
    await rina.says("/cancel")
    shown = rina.message
    said = [await rina.taps_in(shown, "Leave it") for _ in range(2)]
    assert said[0] == said[1]


async def test_after_stopping_the_draft_cannot_leave_by_an_old_button(office: Office) -> None:
    sari, rina = await taken_question(office)
    await rina.says("Sabtu buka.")
    preview = rina.message
    await rina.says("/cancel")
    await rina.taps_in(preview, "Send")
    assert "Write the answer" in rina.now(preview)["text"]
    await rina.taps("Leave it")
    await rina.taps_in(preview, "Send")
    assert "not any more" in rina.now(preview)["text"]
    await office.sent()
    assert answers(sari) == []


async def test_a_command_puts_an_answer_aside_and_one_tap_brings_it_back(office: Office) -> None:
    sari, rina = await taken_question(office)
    await rina.says("Sabtu tutup.")
    assert "What you can do" in await rina.says("/help")
    aside = rina.messages[-2]
    assert QUESTION in aside["text"]
    assert "not sent" in aside["text"]
    assert "found nothing" in await rina.says("siapa juara karaoke"), "a question is a question meanwhile"
    await rina.taps_in(aside, "Go on with it")
    assert "Sabtu tutup." in rina.now(aside)["text"]
    await rina.taps_in(rina.now(aside), "Send")
    await office.sent()
    assert "Sabtu tutup." in answers(sari)[0]


async def test_what_is_put_aside_can_be_sent_from_its_preview_too(office: Office) -> None:
    sari, rina = await taken_question(office)
    await rina.says("Sabtu tutup.")
    preview = rina.message
    await rina.says("/help")
    await rina.taps_in(preview, "Send")
    await office.sent()
    assert len(answers(sari)) == 1


async def test_whoever_stops_with_nothing_begun_is_told_so(office: Office) -> None:
    sari = english(office, SARI)
    assert "nothing was being written" in await sari.says("/cancel")


async def test_a_question_taken_back_twice_is_withdrawn_as_after_once(office: Office) -> None:
    sari = english(office, SARI)
    await sari.says(QUESTION)
    await sari.taps("Ask an expert")
    shown = sari.message
    assert [await sari.taps_in(shown, "Never mind") for _ in range(2)] == [
        "All right, the question is withdrawn."
    ] * 2
