"""A supervisor writes to one person, who replies, or wants no more of it."""

from datetime import timedelta
from typing import Any

import pytest

from bot.buttons.notes import AskNote, MuteSender, ReplyTo, SendNote, TakeBackNote
from bot.buttons.team import ShowMember
from bot.callbacks import Button
from learning.broadcasts import Broadcast, BroadcastState, Content, ContentKind, Selection
from learning.notes import Note, NoteKind
from learning.records import Outgoing
from tests.journeys.curators import english
from tests.journeys.office import Office
from tests.journeys.phone import Phone, settled
from tests.people import BAYU, BUDI, CITRA, SARI
from tests.playground.test_telegram_journeys import PNG

STALE = "That button is from an older version"
PRAISE, NOTE, QUESTION = NoteKind.PRAISE, NoteKind.NOTE, NoteKind.QUESTION


async def presses(phone: Phone, button: Button) -> str:
    """Presses a button that may or may not be on the screen; a message there must be."""
    if not phone.messages:
        await phone.says("/help")
    return await phone.presses(phone.message["message_id"], button.pack())


async def replies(phone: Phone, message: dict[str, Any], words: str) -> str:
    """Answers a message by Telegram's own reply."""
    written = phone.office.api.say(phone.id, words, reply_to=message["message_id"])["message_id"]
    await phone.office.api.until(lambda: bool(phone.message["message_id"] > written))
    await phone.office.settled()
    return phone.text


async def time_passes(office: Office, minutes: int = 2) -> None:
    """Lets what is on its way leave."""
    await office.turn_to(office.clock.now + timedelta(minutes=minutes))


def notes_of(office: Office, phone: Phone) -> list[Note]:
    """Every note that somebody wrote or received."""
    person = phone.person
    return list(office.database.transact(lambda records: records.notes.of_person(person.id)))


async def wrote(office: Office, budi: Phone, sari: Phone, words: str = "How was the course?") -> None:
    """Pak Budi writes to Sari in his own words, and she has it."""
    await presses(budi, AskNote(sari.person.id, NOTE))
    await budi.says(words)
    await budi.taps("Send")
    await time_passes(office)


async def test_well_done_in_three_taps_reaches_one_person_with_the_supervisors_name(office: Office) -> None:
    budi, sari, citra = (english(office, who) for who in (BUDI, SARI, CITRA))
    await presses(budi, ShowMember(sari.person.id))
    text = await budi.taps("Well done")
    assert "1. Well done, Sari Dewi" in text
    assert "3." in text
    text = await budi.taps("2")
    assert "Nothing is sent yet" in text
    assert "Thank you, Sari Dewi" in text
    assert "On its way" in await budi.taps("Send")
    assert not sari.messages
    await time_passes(office)
    assert "Budi Santoso" in sari.text
    assert "Thank you, Sari Dewi, for making time to learn" in sari.text
    assert sari.labels == ["Reply", "No more notes from Budi Santoso"]
    assert not citra.messages


async def test_praise_names_what_the_person_did_lately(office: Office) -> None:
    budi, sari = english(office, BUDI), settled(office, SARI)
    await sari.says("/belajar")
    await office.finish(SARI)
    person, since = sari.person, office.clock.now - timedelta(days=1)
    (key,) = office.database.transact(lambda records: records.notes.lessons_since(person.id, since))
    lesson = office.world().catalogue.lesson(key, "id")
    assert lesson is not None
    assert f"“{lesson.title}”" in await presses(budi, AskNote(person.id, PRAISE))
    assert f"“{lesson.title}”" in await presses(budi, AskNote(person.id, QUESTION))


async def test_own_words_are_shown_before_they_go_and_can_be_written_anew(office: Office) -> None:
    budi, sari = english(office, BUDI), english(office, SARI)
    await presses(budi, AskNote(sari.person.id, NOTE))
    assert "Nothing is sent yet" in await budi.says("Frist words")
    await budi.taps("Write it anew")
    text = await budi.says("First <b>words</b> & {braces} %s")
    assert "First <b>words</b> & {braces} %s" in text
    await budi.taps("Send")
    await time_passes(office)
    assert "First <b>words</b> & {braces} %s" in sari.text
    assert [note.text for note in notes_of(office, sari)] == ["First <b>words</b> & {braces} %s"]


async def test_never_mind_and_a_command_send_nothing(office: Office) -> None:
    budi, sari = english(office, BUDI), english(office, SARI)
    await presses(budi, AskNote(sari.person.id, NOTE))
    await budi.says("Not after all")
    assert "no note was sent" in await budi.taps("Never mind")
    await presses(budi, AskNote(sari.person.id, NOTE))
    await budi.says("Later perhaps")
    await budi.says("/progress")
    assert any("Put aside, not sent: your note." in str(one.get("text")) for one in budi.messages)
    aside = next(one for one in budi.messages if "Put aside" in str(one.get("text")))
    await budi.taps_in(aside, "Go on with it")
    assert "Later perhaps" in budi.now(aside)["text"]
    assert notes_of(office, sari) == []


async def test_too_many_characters_are_named_and_the_words_can_be_shortened(office: Office) -> None:
    budi, sari = english(office, BUDI), english(office, SARI)
    await presses(budi, AskNote(sari.person.id, NOTE))
    assert "7 characters too long: 500 fit" in await budi.says("x" * 507)
    assert "Nothing is sent yet" in await budi.says("x" * 500)
    await budi.taps("Send")
    await time_passes(office)
    assert "x" * 500 in sari.text


async def test_a_double_tap_sends_one_note(office: Office) -> None:
    budi, sari = english(office, BUDI), english(office, SARI)
    await presses(budi, AskNote(sari.person.id, NOTE))
    await budi.says("Only once")
    preview = budi.message
    for _ in range(3):
        await budi.taps_in(preview, "Send")
    await time_passes(office)
    assert len(notes_of(office, sari)) == 1
    assert len(sari.messages) == 1


async def test_a_note_is_taken_back_before_it_leaves(office: Office) -> None:
    budi, sari = english(office, BUDI), english(office, SARI)
    await presses(budi, AskNote(sari.person.id, NOTE))
    await budi.says("Wrong person")
    await budi.taps("Send")
    assert "nobody gets it" in await budi.taps("Take it back")
    await time_passes(office)
    assert not sari.messages
    await wrote(office, budi, sari)
    (newest, *_) = [note for note in notes_of(office, sari) if note.text]
    assert "It has left already" in await presses(budi, TakeBackNote(newest.id))


async def test_a_reply_by_button_and_by_telegrams_own_reply_reaches_the_writer_only(office: Office) -> None:
    budi, sari, citra = (english(office, who) for who in (BUDI, SARI, CITRA))
    await wrote(office, budi, sari)
    note = sari.message
    assert "Only Budi Santoso gets it" in await sari.taps("Reply")
    text = await sari.says("Very useful, thank you.")
    assert "to nobody else" in text
    await time_passes(office)
    assert "Sari Dewi" in budi.text
    assert "to “How was the course?”" in budi.text
    assert "Very useful, thank you." in budi.text
    assert "Your reply goes to Budi Santoso" in await replies(sari, note, "One more thing.")
    await time_passes(office)
    assert "One more thing." in budi.text
    assert not citra.messages


async def test_a_reply_can_be_taken_back_while_it_has_not_left(office: Office) -> None:
    budi, sari = english(office, BUDI), english(office, SARI)
    await wrote(office, budi, sari)
    await sari.taps("Reply")
    await sari.says("In anger")
    before = len(budi.messages)
    assert "nobody gets it" in await sari.taps("Take it back")
    await time_passes(office)
    assert len(budi.messages) == before


@pytest.mark.parametrize("words", ["stop notes", "Stop catatan."])
async def test_stop_notes_as_a_reply_ends_the_notes_of_this_writer(office: Office, words: str) -> None:
    budi, sari = english(office, BUDI), english(office, SARI)
    await wrote(office, budi, sari)
    note = sari.message
    assert "no more notes from Budi Santoso" in await replies(sari, note, words)
    assert "Sari Dewi does not take notes." in await presses(budi, AskNote(sari.person.id, NOTE))
    assert "come to you again" in await sari.taps("Take them again")
    assert "Write to Sari Dewi" in await presses(budi, AskNote(sari.person.id, NOTE))


async def test_stop_notes_works_by_button_in_a_reply_and_alone(office: Office) -> None:
    budi, sari = english(office, BUDI), english(office, SARI)
    await wrote(office, budi, sari)
    assert "no more notes" in await sari.taps("No more notes")
    await sari.taps("Take them again")
    note = notes_of(office, sari)[0]
    await presses(sari, ReplyTo(0, note.id))
    assert "no more notes" in await sari.says("stop notes")
    await sari.taps("Take them again")
    assert "no more notes" in await sari.says("Stop notes")


async def test_whoever_never_got_a_note_may_search_for_these_words(office: Office) -> None:
    sari = english(office, SARI)
    assert "no more notes" not in await sari.says("stop notes")


async def test_a_foreign_person_cannot_be_written_to_by_a_forged_button(office: Office) -> None:
    budi, sari, bayu = (english(office, who) for who in (BUDI, SARI, BAYU))
    foreign = bayu.person.id
    for kind in NoteKind:
        assert STALE in await presses(budi, AskNote(foreign, kind))
    assert STALE in await presses(budi, SendNote(foreign, 1))
    assert STALE in await presses(sari, AskNote(budi.person.id, NOTE))
    await wrote(office, budi, sari)
    note = notes_of(office, sari)[0]
    assert STALE in await presses(bayu, MuteSender(note.id))
    assert STALE in await presses(bayu, ReplyTo(0, note.id))
    assert STALE in await presses(bayu, TakeBackNote(note.id))
    assert notes_of(office, bayu) == []


async def test_a_supervisor_who_lost_the_role_cannot_send_what_they_wrote(office: Office) -> None:
    budi, sari = english(office, BUDI), english(office, SARI)
    await presses(budi, AskNote(sari.person.id, NOTE))
    await budi.says("Too late")
    preview, person = budi.message, budi.person
    path, today = person.unit, office.clock().date()

    def demote(records: Any) -> None:
        records.roster.set_grants(person.id, (), records.roster.unit(path), today)

    office.database.transact(demote)
    await budi.taps_in(preview, "Send")
    await time_passes(office)
    assert not sari.messages


async def test_a_picture_or_nothing_is_no_note(office: Office) -> None:
    budi, sari = english(office, BUDI), english(office, SARI)
    await presses(budi, AskNote(sari.person.id, NOTE))
    office.api.send_document(BUDI, "a.txt", b"x", "text/plain", caption="see this")
    await office.sees(BUDI, "Please write it in words")
    refused = budi.message
    office.api.send_photo(BUDI, PNG, caption="see this as well")
    await office.api.until(lambda: bool(budi.message["message_id"] > refused["message_id"] + 1))
    assert "Please write it in words" in budi.text
    assert notes_of(office, sari) == []


async def test_a_reply_to_a_broadcast_goes_to_its_author_and_says_which(office: Office) -> None:
    budi, sari, citra = (english(office, who) for who in (BUDI, SARI, CITRA))
    number = await broadcast(office, budi, sari, "Please read the new hygiene rules by Friday.")
    copy = sari.message
    await presses(sari, ReplyTo(number, 0))
    await sari.says("Done!")
    await time_passes(office)
    assert "to your broadcast “Please read the new hygiene rules by Friday.”" in budi.text
    assert "Done!" in budi.text
    assert "Your reply goes to Budi Santoso" in await replies(sari, copy, "One question, though.")
    await time_passes(office)
    assert "One question, though." in budi.text
    assert STALE in await presses(citra, ReplyTo(number, 0))


async def broadcast(office: Office, author: Phone, receiver: Phone, text: str) -> int:
    """Somebody's broadcast of a text to one person, who has it."""
    now, writer, reader = office.clock(), author.person, receiver.person
    draft = Broadcast(
        id=0,
        author_id=writer.id,
        author=writer.name,
        author_unit=writer.unit,
        author_zone=writer.time_zone,
        content=Content(kind=ContentKind.TEXT, text=text),
        selection=Selection(),
        state=BroadcastState.RUNNING,
        size=1,
        created_at=now,
        confirmed_at=now,
        ends_at=now + timedelta(days=1),
    )

    def put(records: Any) -> int:
        kept = records.broadcasts.add(draft)
        copy = Outgoing(
            dedupe_key=f"broadcast:{kept.id}:{reader.id}",
            person_id=reader.id,
            kind="broadcast",
            priority=3,
            created_at=now,
            not_before=now,
            deadline=now + timedelta(days=1),
            broadcast_id=kept.id,
        )
        records.outbox.put([copy])
        return int(kept.id)

    number = office.database.transact(put)
    await office.turn_to(now.replace(hour=5, minute=10))
    return number
