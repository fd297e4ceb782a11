"""Pak Budi broadcasts: what he can send, to whom, the preview, the one tap, and steering it afterwards."""

from datetime import timedelta
from typing import Any

import pytest

from bot.buttons.broadcast import PauseBroadcast, ShowBroadcast, ShowRecipients
from bot.buttons.broadcast_draft import AskWords, ConfirmBroadcast, PreviewBroadcast, ShowDraft, TickUnit
from bot.commands import menu
from content.items import KnowledgeItem
from learning.broadcasts import Broadcast, MediaKind, Standing
from learning.people import Role
from learning.usecases import roster
from learning.usecases.broadcast_words import Wording
from tests.journeys.curators import english, publishes
from tests.journeys.office import Office
from tests.journeys.phone import Phone
from tests.people import BAYU, BUDI, CAST, CITRA, EAST, RINA, SARI
from tests.playground.test_telegram_journeys import PNG

NEWS = "Rapat {jam} pindah ke <b>lantai</b> dua."
QUIZ = "Kapan arsip dikunci?\nSiang\n* Saat semua pulang\n= Orang terakhir mengunci."
DOCUMENT = b"%PDF-1.4 denah"


@pytest.fixture
def tuesday(office: Office) -> Office:
    """Tuesday at eight: no Monday message comes between."""
    office.clock.turn(days=1)
    return office


def author(office: Office, telegram_id: int, **changes: Any) -> Phone:
    """The phone of somebody who leads people and has switched the Monday message off."""
    phone = english(office, telegram_id, **changes)
    id_ = phone.person.id
    office.database.transact(lambda records: records.people.set_mondays(id_, on=False))
    return phone


def at_work(office: Office) -> tuple[Phone, Phone, Phone]:
    """Pak Budi and two of his people have joined."""
    return author(office, BUDI), english(office, SARI), english(office, CITRA)


async def writes(budi: Phone, kind: str, *words: str) -> str:
    """Begins a broadcast of a kind and writes it; the draft."""
    await budi.says("/broadcast")
    shown = await budi.taps(kind)
    for one in words:
        shown = await budi.says(one)
    return shown


async def sends(budi: Phone, *when: str) -> str:
    """Says when, looks at the preview, and taps send; the view that is kept up to date."""
    await budi.taps("When", *(when or ("Now, in",)))
    return await budi.taps("Preview", "Send to")


async def minute_passes(office: Office, minutes: int = 1) -> None:
    """Lets a tick happen."""
    await office.turn_to(office.clock.now + timedelta(minutes=minutes))


def broadcasts(office: Office, author: Phone) -> list[Broadcast]:
    """What somebody has sent, newest first."""
    id_ = author.person.id
    return list(office.database.transact(lambda r: r.broadcasts.of_author(id_, limit=99, offset=0)))


def draft_of(office: Office, author: Phone) -> Broadcast:
    """What somebody has begun."""
    id_ = author.person.id
    found = office.database.transact(lambda records: records.broadcasts.draft_of(id_))
    assert found is not None
    return found


def about(phone: Phone, words: str) -> list[dict[str, Any]]:
    """The messages in a chat that hold these words."""
    return [one for one in phone.messages if words in (one.get("text") or one.get("caption") or "")]


async def sees_file(phone: Phone, written: dict[str, Any]) -> str:
    """Waits for the answer to a picture or document that was sent; its text."""
    await phone.office.api.until(lambda: bool(phone.message["message_id"] > written["message_id"]))
    await phone.office.settled()
    return phone.text


async def test_a_text_reaches_his_people_as_he_wrote_it_and_nobody_else(tuesday: Office) -> None:
    budi, sari, citra = at_work(tuesday)
    bayu, rina = english(tuesday, BAYU), author(tuesday, RINA)
    assert NEWS in await writes(budi, "Text", NEWS)
    await budi.taps("When", "Now, in", "Preview")
    shown, count = budi.messages[-2:]
    assert NEWS in shown["text"]
    assert "It goes to 3 people" in count["text"]
    assert "3: at once" in count["text"]
    assert "On its way to 3 people" in await budi.taps("Send to 3 people")
    await minute_passes(tuesday)
    for one in (sari, citra, rina):
        assert NEWS in one.text
        assert one.text == shown["text"]
    assert about(bayu, "Rapat") == []
    assert "3 of 3 people have it" in await budi.taps("Refresh")


async def test_buttons_in_the_preview_only_explain_themselves(tuesday: Office) -> None:
    budi, *_ = at_work(tuesday)
    await writes(budi, "Text", NEWS)
    await budi.taps("Preview")
    preview = budi.messages[-2]
    for label, data in tuesday.api.buttons(preview):
        query = tuesday.api.press(BUDI, preview["message_id"], data)
        await tuesday.api.until(lambda query=query: tuesday.api.answers(query) is not None)  # type: ignore[misc]
        answer = tuesday.api.answers(query) or {}
        assert "only the preview" in answer["text"], label


async def test_a_lesson_is_chosen_and_opens_at_the_receivers(tuesday: Office) -> None:
    budi, sari, _ = at_work(tuesday)
    await budi.says("/broadcast")
    await budi.taps("Lesson")
    course = budi.labels[0]
    assert "Which lesson" in await budi.taps(course)
    assert "What: Lesson" in await budi.taps("2. ")
    await budi.taps("Words beside it")
    assert "Tolong dibaca" in await budi.says("Tolong dibaca sebelum rapat.")
    await sends(budi)
    await minute_passes(tuesday)
    assert "Tolong dibaca" in sari.text
    await sari.taps("Open")
    assert "Opened: 1" in await budi.taps("Refresh")


async def test_a_course_comes_with_a_due_date(tuesday: Office) -> None:
    budi, *_ = at_work(tuesday)
    await budi.says("/broadcast")
    await budi.taps("Course")
    await budi.taps(budi.labels[0], "Due date", "Write another date")
    assert "I read no date in that" in await budi.says("nanti")
    assert "no such day" in await budi.says("31 Feb")
    assert "has passed" in await budi.says("23 Nov")
    assert "Due: Thu, 31 Dec" in await budi.says("31 Desember")
    assert "On its way" in await sends(budi)


async def test_a_knowledge_item_is_found_by_a_few_words(tuesday: Office) -> None:
    item = KnowledgeItem(id="kantor/kunci", title="Kunci arsip", text="Kunci arsip ada di pos satpam.")
    publishes(tuesday, item)
    budi, sari, _ = at_work(tuesday)
    assert "found no item" in await writes(budi, "Knowledge item", "zzzz")
    await budi.says("kunci arsip")
    assert "Kunci arsip" in await budi.taps("Kunci arsip")
    await sends(budi)
    await minute_passes(tuesday)
    assert "pos satpam" in await sari.taps("Open")


async def test_a_quiz_says_its_flaws_by_line_and_counts_answers(tuesday: Office) -> None:
    budi, sari, _ = at_work(tuesday)
    shown = await writes(budi, "Quick quiz", "Kapan?\nPagi\nPagi")
    assert "Line 3: Pagi" in shown
    assert "there twice" in shown
    assert "★ Saat semua pulang" in await budi.says(QUIZ)
    await sends(budi)
    await minute_passes(tuesday)
    await sari.taps("Siang")
    shown = await budi.taps("Refresh")
    assert "1 answer" in shown
    assert "from 5 answers on" in shown
    assert "Sari Dewi" in await budi.taps("Answered: 1")
    assert "Siang" not in budi.text


async def test_a_picture_and_a_document_come_with_their_words(tuesday: Office) -> None:
    budi, sari, citra = at_work(tuesday)
    await writes(budi, "Text")
    assert "With a picture" in await sees_file(budi, tuesday.api.send_photo(BUDI, PNG, caption="Denah baru"))
    await budi.taps("Write it again")
    sent = tuesday.api.send_document(BUDI, "denah.pdf", DOCUMENT, "application/pdf", "Denah baru")
    assert "With the document denah.pdf" in await sees_file(budi, sent)
    await budi.taps("When", "Now, in", "Preview")
    assert budi.messages[-2]["caption"].startswith("📣")
    await budi.taps("Send to")
    await minute_passes(tuesday)
    for one in (sari, citra):
        assert "Denah baru" in one.message["caption"]
        assert one.files() == [DOCUMENT]
    (sent_one,) = broadcasts(tuesday, budi)
    assert sent_one.content.media is not None
    assert sent_one.content.media.kind is MediaKind.DOCUMENT


async def test_what_cannot_be_sent_is_said_in_a_clear_sentence(tuesday: Office) -> None:
    budi, *_ = at_work(tuesday)
    assert "500 characters too long" in await writes(budi, "Text", "a" * 4000)
    document = {"file_id": "besar", "file_name": "film.pdf", "file_size": 60 * 1024 * 1024}
    chat = {"id": BUDI, "type": "private"}
    sender = {"id": BUDI, "is_bot": False, "first_name": "Budi", "language_code": "id"}
    contents: tuple[dict[str, Any], ...] = ({"document": document}, {"voice": {"file_id": "suara"}})
    for number, content in enumerate(contents):
        message = {"message_id": 900 + number, "date": 1, "chat": chat, "from": sender, **content}
        before = len(budi.messages)
        tuesday.api.push_update({"update_id": 10**6 + number, "message": message})
        await tuesday.api.until(lambda before=before: len(budi.messages) > before)  # type: ignore[misc]
        said = ("too large", "a text, a picture or a document")[number]
        assert said in budi.text
    await budi.says(NEWS)
    await budi.taps("Write it again")
    assert "500 characters too long" not in await budi.says("Cukup singkat.")


async def test_a_caption_too_long_can_go_without_its_file(tuesday: Office) -> None:
    budi, *_ = at_work(tuesday)
    await writes(budi, "Text")
    await sees_file(budi, tuesday.api.send_photo(BUDI, PNG, caption="Denah"))
    await budi.taps("Write it again")
    assert "100 characters too long" in await budi.says("a" * 900)
    assert "With a picture" not in await budi.taps("Without the file")


async def test_only_those_who_lead_somebody_broadcast(tuesday: Office) -> None:
    budi, sari, _ = at_work(tuesday)
    await writes(budi, "Text", NEWS)
    drafted = draft_of(tuesday, budi)
    assert "only for people who look after it" in await sari.says("/siaran")
    for press in (ShowDraft(drafted.id), ConfirmBroadcast(drafted.id, 0), ShowBroadcast(drafted.id)):
        await sari.presses(sari.message["message_id"], press.pack())
        assert NEWS not in sari.text
    assert [one["command"] for one in menu("id", [Role.SUPERVISOR])].count("siaran") == 1
    assert "siaran" not in [one["command"] for one in menu("id")]


async def test_a_foreign_unit_cannot_be_addressed_even_by_a_forged_button(tuesday: Office) -> None:
    budi, *_ = at_work(tuesday)
    await writes(budi, "Text", NEWS)
    east = tuesday.database.transact(lambda records: records.roster.unit(EAST))
    assert east is not None
    drafted = draft_of(tuesday, budi)
    shown = await budi.presses(budi.message["message_id"], TickUnit(drafted.id, east.id, 0).pack())
    assert "not there any more" in shown
    assert draft_of(tuesday, budi).selection.units == ()


async def test_an_admin_ticks_units_and_pages_and_keeps_the_group(tuesday: Office) -> None:
    rina, bayu = author(tuesday, RINA), english(tuesday, BAYU)
    sari = english(tuesday, SARI)
    await writes(rina, "Text", NEWS)
    assert "Balai Jayapura" in await rina.taps("For whom", "Balai Jayapura")
    assert any(label.startswith("✓") and "Balai" in label for label in rina.labels)
    await rina.taps("Saved groups", "Save this selection")
    assert "Timur: Balai Jayapura" in await rina.says("Timur")
    await rina.taps("For whom", "Everybody I lead", "Saved groups", "Timur", "Back to the draft")
    await sends(rina)
    await minute_passes(tuesday)
    assert NEWS in bayu.text
    assert about(sari, "Rapat") == []


async def test_an_admins_urgent_one_shows_its_reason_and_is_logged(tuesday: Office) -> None:
    rina, sari = author(tuesday, RINA), english(tuesday, SARI)
    tuesday.clock.turn(hours=10)
    await writes(rina, "Text", NEWS)
    await rina.taps("Urgent")
    assert "Gedung ditutup" in await rina.says("Gedung ditutup besok")
    await rina.taps("Preview", "Send to")
    await minute_passes(tuesday)
    assert "Gedung ditutup" in sari.text
    assert "broadcast" in (await rina.says("/audit")).casefold()


async def test_two_taps_on_send_send_once(tuesday: Office) -> None:
    budi, sari, _ = at_work(tuesday)
    await writes(budi, "Text", NEWS)
    await budi.taps("When", "Now, in", "Preview")
    preview = budi.message
    await budi.taps_in(preview, "Send to")
    assert "On its way" in await budi.taps_in(preview, "Send to")
    await minute_passes(tuesday)
    assert len(about(sari, "Rapat")) == 1
    assert len(broadcasts(tuesday, budi)) == 1


async def test_an_audience_that_changed_is_shown_again_before_anything_is_sent(tuesday: Office) -> None:
    budi, *_ = at_work(tuesday)
    await writes(budi, "Text", NEWS)
    await budi.taps("When", "Now, in", "Preview")
    number = CAST[CITRA].employee_number
    tuesday.database.transact(roster.deactivate, number, actor="test", now=tuesday.clock())
    assert "now 2, before 3" in await budi.taps("Send to 3 people")
    assert broadcasts(tuesday, budi) == []
    assert "On its way to 2 people" in await budi.taps("Send to 2 people")


async def test_a_preview_of_what_has_changed_since_sends_nothing(tuesday: Office) -> None:
    budi, *_ = at_work(tuesday)
    await writes(budi, "Text", NEWS)
    await budi.taps("Preview")
    old = budi.message
    await budi.taps("Back to the draft", "Write it again")
    await budi.says("Sesuatu yang lain.")
    await budi.taps("Preview")
    shown = await budi.taps_in(old, "Send to")
    assert broadcasts(tuesday, budi) == []
    assert "This is how they will see it" in shown
    assert "Sesuatu yang lain." in budi.messages[-2]["text"]


async def test_a_button_of_a_draft_that_is_gone_says_so(tuesday: Office) -> None:
    budi, *_ = at_work(tuesday)
    await writes(budi, "Text", NEWS)
    old = budi.message
    assert "Throw this draft away" in await budi.taps("Throw away")
    assert "Nobody got anything" in await budi.taps("Yes, throw it away")
    await writes(budi, "Text", "Yang baru")
    for label in ("For whom", "When", "Preview", "Throw away", "How long"):
        await budi.taps_in(old, label)
        assert "not there any more" in budi.now(old)["text"]
    assert draft_of(tuesday, budi).content.text == "Yang baru"


async def test_a_draft_is_gone_on_with_later_and_cancel_keeps_it(tuesday: Office) -> None:
    budi, *_ = at_work(tuesday)
    await writes(budi, "Text", NEWS)
    await budi.taps("Write it again")
    assert "kept as a draft" in await budi.says("/batal")
    await budi.says("apa itu arsip")
    await budi.says("/siaran")
    assert NEWS in await budi.taps("Go on with the draft")


async def test_a_command_ends_the_writing_and_loses_nothing(tuesday: Office) -> None:
    budi, *_ = at_work(tuesday)
    await writes(budi, "Text", NEWS)
    await budi.taps("Write it again")
    await budi.says("/progress")
    await budi.says("belajar apa hari ini?")
    assert draft_of(tuesday, budi).content.text == NEWS


async def test_a_written_time_is_taken_and_mistakes_are_named(tuesday: Office) -> None:
    budi, *_ = at_work(tuesday)
    await writes(budi, "Text", NEWS)
    await budi.taps("When", "At one moment", "Write another time")
    assert "The time is missing" in await budi.says("besok")
    assert "no such time" in await budi.says("besok 25.00")
    assert "no such day" in await budi.says("31/2 09.00")
    assert "moment has passed" in await budi.says("23 Nov 2026 07.00")
    assert "half a year" in await budi.says("1 Des 2027 09.00")
    assert "Wed, 25 Nov, 10:00 WIB, one moment for all" in await budi.says("besok 10")


async def test_a_moment_is_written_where_it_is_asked_for(tuesday: Office) -> None:
    budi, *_ = at_work(tuesday)
    await writes(budi, "Text", NEWS)
    await budi.taps("When", "At one moment")
    assert "moment has passed" in await budi.says("23 Nov 09:00")
    assert "Wed, 25 Nov, 10:00 WIB, one moment for all" in await budi.says("besok 10")
    await budi.taps("When", "At a time on each one's clock")
    assert "Fri, 27 Nov, 09:00 on each person's clock" in await budi.says("Friday 09:00")


@pytest.mark.parametrize(("words", "day"), [("besok", "Wed, 25 Nov"), ("24 Nov", "Tue, 24 Nov")])
async def test_a_due_date_is_written_where_it_is_asked_for(tuesday: Office, words: str, day: str) -> None:
    budi, *_ = at_work(tuesday)
    await budi.says("/broadcast")
    await budi.taps("Course")
    await budi.taps(budi.labels[0], "Due date")
    assert f"Due: {day}" in await budi.says(words)


async def test_a_tapped_time_ends_the_question_for_one(tuesday: Office) -> None:
    budi, *_ = at_work(tuesday)
    await writes(budi, "Text", NEWS)
    await budi.taps("When", "At one moment", "tomorrow 12:00")
    assert "could not read a date" not in await budi.says("cuti besar")


async def test_only_what_is_written_is_written_again(tuesday: Office) -> None:
    budi, *_ = at_work(tuesday)
    await budi.says("/broadcast")
    await budi.taps("Text", "Back to the draft")
    assert "Write it" in budi.labels
    assert "Write it again" not in budi.labels


async def test_pause_resume_and_stop(tuesday: Office) -> None:
    budi, sari, citra = at_work(tuesday)
    await writes(budi, "Text", NEWS)
    await sends(budi)
    assert "Paused" in await budi.taps("Pause")
    tuesday.clock.turn(minutes=1)
    await tuesday.sela.tick()
    assert about(sari, "Rapat") == []
    assert "On its way" in await budi.taps("Go on")
    assert "Stop it for good" in await budi.taps("Stop")
    assert "Stopped. 0 of 3 people have it." in await budi.taps("Yes, stop it")
    await minute_passes(tuesday)
    assert about(sari, "Rapat") == about(citra, "Rapat") == []


async def test_a_correction_changes_every_copy(tuesday: Office) -> None:
    budi, sari, citra = at_work(tuesday)
    await writes(budi, "Text", NEWS)
    await sends(budi)
    await minute_passes(tuesday)
    assert NEWS in await budi.taps("Correct")
    shown = await budi.says("Rapat di lantai <tiga>.")
    assert "2 copies are being changed" in shown
    await minute_passes(tuesday)
    for one in (sari, citra):
        await tuesday.api.until(lambda one=one: "lantai <tiga>" in one.text)  # type: ignore[misc]
        assert len(about(one, "Rapat")) == 1


async def test_what_is_taken_back_is_gone_from_every_phone(tuesday: Office) -> None:
    budi, sari, citra = at_work(tuesday)
    await writes(budi, "Text", NEWS)
    await sends(budi)
    await minute_passes(tuesday)
    assert "48 hours" in await budi.taps("Take back")
    assert "Taken back" in await budi.taps("Yes, take it back")
    await minute_passes(tuesday)
    for one in (sari, citra):
        await tuesday.api.until(lambda one=one: about(one, "Rapat") == [])  # type: ignore[misc]


async def test_those_who_have_not_opened_it_are_reminded_once(tuesday: Office) -> None:
    budi, sari, _ = at_work(tuesday)
    await writes(budi, "Text", NEWS)
    await sends(budi)
    await minute_passes(tuesday)
    await sari.taps("I have read it")
    await budi.taps("Refresh")
    assert "no second reminder" in await budi.taps("Remind the 1 who")
    assert "Reminded, once: 1" in await budi.taps("Yes, remind them")
    assert not any("Remind" in label for label in budi.labels)


async def test_every_remaining_person_is_listed_with_the_reason(tuesday: Office) -> None:
    budi, sari = author(tuesday, BUDI), english(tuesday, SARI)
    tuesday.clock.turn(hours=11)
    await writes(budi, "Text", NEWS)
    assert "outside working hours (held)" in await _count(budi)
    await budi.taps("Send to")
    shown = await budi.taps("Held: 1")
    assert "Sari Dewi" in shown
    assert "outside working hours · tomorrow 08:00 WIB" in shown
    await budi.taps("Back to the broadcast")
    shown = await budi.taps("Not activated: 2")
    assert "Citra Lestari" in shown
    assert "has not joined yet" in shown
    assert about(sari, "Rapat") == []


async def _count(budi: Phone) -> str:
    await budi.taps("When", "Now, in")
    return await budi.taps("Preview")


async def test_what_he_sent_is_listed_and_can_be_sent_again(tuesday: Office) -> None:
    budi, *_ = at_work(tuesday)
    for number in range(8):
        await writes(budi, "Text", f"Kabar {number}")
        await budi.taps("Preview", "Send to")
    await budi.says("/broadcast")
    shown = await budi.taps("What I sent")
    assert "Kabar 7" in shown
    assert "Kabar 1" not in shown
    assert "on its way · 0 of 3" in shown
    assert "Kabar 1" in await budi.taps("›")
    await budi.taps("Kabar 1")
    result = budi.message
    assert "not sent yet" in await budi.taps("Send again")
    assert budi.now(result)["text"] == result["text"]
    assert draft_of(tuesday, budi).content.text == "Kabar 1"


async def test_a_series_is_begun_moved_and_ended(tuesday: Office) -> None:
    budi, *_ = at_work(tuesday)
    await budi.says("/broadcast")
    await budi.taps("Course")
    await budi.taps(budi.labels[0])
    assert "next lesson of this course" in await budi.taps("Every week")
    assert "At what time" in await budi.taps("Monday")
    count = await budi.taps("In each one's next break")
    assert "every Monday, in each person's next break" in count
    assert "The first time: Mon, 30 Nov, to 3 people" in count
    assert tuesday.database.transact(lambda records: records.broadcasts.all_series()) == []
    shown = budi.message
    for _ in range(2):
        begun = await budi.taps_in(shown, "Begin")
        assert "It comes every week from now on" in begun
        assert "Next: Mon, 30 Nov" in begun
    assert len(tuesday.database.transact(lambda records: records.broadcasts.all_series())) == 1
    assert "every Friday" in await budi.taps("Day and time", "Friday")
    assert "every Friday, 10:00" in await budi.taps("Day and time", "10:00")
    assert "every Friday, 10:00" in await budi.taps("Every week")
    await budi.taps(budi.labels[0], "End it")
    assert "It has ended" in await budi.taps("Yes, end it")
    assert "Nothing comes every week yet" in await budi.taps("Every week")


async def test_a_series_whose_author_left_is_taken_over(tuesday: Office) -> None:
    budi, sari, _ = at_work(tuesday)
    rina = author(tuesday, RINA)
    await writes(budi, "Text", NEWS)
    await budi.taps("Every week", "Thursday", "In each one's", "Begin")
    number = CAST[BUDI].employee_number
    tuesday.database.transact(roster.deactivate, number, actor="test", now=tuesday.clock())
    await minute_passes(tuesday, minutes=2 * 24 * 60)
    assert "You can take it over" in rina.text
    await rina.says("/broadcast")
    assert "by Budi Santoso" in await rina.taps("Every week")
    assert "For whom: Biro Umum" in await rina.taps(rina.labels[0])
    assert "It is yours now" in await rina.taps("Take it over")
    await tuesday.turn_to(tuesday.clock.now + timedelta(days=7))
    await tuesday.turn_to(tuesday.clock.now + timedelta(hours=4))
    assert "Rina Hartati" in about(sari, "Rapat")[-1]["text"]


async def test_nobody_steers_the_broadcast_of_another(tuesday: Office) -> None:
    budi, *_ = at_work(tuesday)
    citra = _made_supervisor(tuesday)
    await writes(budi, "Text", NEWS)
    await sends(budi)
    (sent,) = broadcasts(tuesday, budi)
    await citra.says("/broadcast")
    for press in (
        ShowBroadcast(sent.id),
        PauseBroadcast(sent.id),
        ShowRecipients(sent.id, Standing.WAITING, 0),
        AskWords(sent.id, Wording.CORRECTION),
        AskWords(sent.id, Wording.CONTENT),
        PreviewBroadcast(sent.id),
    ):
        shown = await citra.presses(citra.message["message_id"], press.pack())
        assert "not there any more" in shown


def _made_supervisor(office: Office) -> Phone:
    return author(office, CITRA, roles=("supervisor",))
