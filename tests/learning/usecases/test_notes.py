"""Notes between two people: who writes to whom, how many messages a day, replies, and the wish for none."""

import pytest

from learning.notes import Note, NoteKind
from learning.notices import NoticeKind
from learning.people import Actor
from learning.records import LeaveKind, OutboxState
from learning.rules.breaks import Leave
from learning.usecases import deliver, enrol, notes, privacy, replying, telling
from learning.usecases.deliver import NoticeDelivery, Sending
from learning.usecases.notes import Drafted, Impossible, Obstacle, Receiver, TooLong, Written
from tests.learning.usecases.workplace import MONDAY, Workplace, at
from tests.people import BAYU, BUDI, CITRA, RINA, SARI


@pytest.fixture
def office(work: Workplace) -> Workplace:
    """Sari and Citra, Pak Budi who leads them, Bayu elsewhere, and Bu Rina the admin; Monday at nine."""
    for who in (SARI, CITRA, BUDI, BAYU, RINA):
        work.activate(who)
    work.clock.now = at("09:00")
    return work


def actor(work: Workplace, who: int) -> Actor:
    """Somebody with what they may do at this moment."""
    found = work.do(enrol.who_is, who)
    assert found is not None
    return found


def writes(work: Workplace, who: int, to: int, text: str, kind: NoteKind = NoteKind.NOTE) -> Note:
    """A supervisor writes a note and sends it."""
    sender = actor(work, who)
    drafted = work.do(notes.draft, work.world, sender, work.ids[to], kind, text)
    assert isinstance(drafted, Drafted)
    outcome = work.do(notes.send, work.world, sender, work.ids[to], drafted.check)
    assert isinstance(outcome, Written)
    return outcome.note


def leaves(work: Workplace) -> list[NoticeDelivery]:
    """The notices that leave at this moment; all arrive."""
    sent = []
    while claimed := work.do(deliver.claim, work.world, limit=2):
        for delivery in claimed:
            assert isinstance(delivery, NoticeDelivery)
            work.settle(delivery, Sending.SENT, message_id=1000 + delivery.outbox_id)
            sent.append(delivery)
    return sent


def words(delivery: NoticeDelivery) -> list[str]:
    """What the notes of one message say."""
    return [shown.note.text for shown in delivery.told.notes]


def test_a_note_reaches_one_person_with_the_name_of_its_writer(office: Workplace) -> None:
    writes(office, BUDI, SARI, "Terima kasih!")
    assert leaves(office) == []
    office.clock.turn(minutes=2)
    (delivery,) = leaves(office)
    assert delivery.person.id == office.ids[SARI]
    (shown,) = delivery.told.notes
    assert (shown.note.sender, shown.unit, shown.note.text) == (
        "Budi Santoso",
        office.person(BUDI).unit,
        "Terima kasih!",
    )


@pytest.mark.parametrize(("who", "to"), [(BUDI, BAYU), (SARI, CITRA), (BUDI, BUDI)])
def test_nobody_writes_to_whom_they_do_not_lead(office: Workplace, who: int, to: int) -> None:
    sender, receiver = actor(office, who), office.ids[to]
    assert office.do(notes.receiver_of, office.world, sender, receiver) is None
    assert office.do(notes.draft, office.world, sender, receiver, NoteKind.NOTE, "Halo") is None
    assert office.do(notes.send, office.world, sender, receiver, 1) is None


def test_an_id_beyond_everything_is_nobody(office: Workplace) -> None:
    sender = actor(office, BUDI)
    assert office.do(notes.receiver_of, office.world, sender, 10**14) is None
    assert office.do(replying.mute, office.person(SARI), 10**14) is None
    assert office.do(replying.take_back, office.person(SARI), 10**14) is None
    assert office.do(replying.begin_reply, office.person(SARI), note_id=10**14) is None


def test_an_admin_writes_to_anybody(office: Workplace) -> None:
    assert isinstance(
        office.do(notes.receiver_of, office.world, actor(office, RINA), office.ids[BAYU]), Receiver
    )


def test_a_second_tap_on_send_sends_nothing_more(office: Workplace) -> None:
    sender = actor(office, BUDI)
    drafted = office.do(notes.draft, office.world, sender, office.ids[SARI], NoteKind.NOTE, "Sekali saja")
    assert isinstance(drafted, Drafted)
    for _ in range(2):
        outcome = office.do(notes.send, office.world, sender, office.ids[SARI], drafted.check)
        assert isinstance(outcome, Written)
    office.clock.turn(minutes=2)
    assert [words(one) for one in leaves(office)] == [["Sekali saja"]]


def test_other_words_than_those_shown_are_shown_instead_of_sent(office: Workplace) -> None:
    sender = actor(office, BUDI)
    first = office.do(notes.draft, office.world, sender, office.ids[SARI], NoteKind.NOTE, "Satu")
    assert isinstance(first, Drafted)
    office.do(notes.draft, office.world, sender, office.ids[SARI], NoteKind.NOTE, "Dua")
    outcome = office.do(notes.send, office.world, sender, office.ids[SARI], first.check)
    assert isinstance(outcome, Drafted)
    assert outcome.text == "Dua"


def test_more_than_five_hundred_characters_do_not_fit(office: Workplace) -> None:
    outcome = office.do(
        notes.draft, office.world, actor(office, BUDI), office.ids[SARI], NoteKind.NOTE, "a" * 512
    )
    assert outcome == TooLong(by=12)


def test_whoever_has_not_joined_or_has_blocked_sela_cannot_be_written_to(work: Workplace) -> None:
    work.activate(BUDI)
    sender, receiver = actor(work, BUDI), work.ids[SARI]
    refused = work.do(notes.receiver_of, work.world, sender, receiver)
    assert isinstance(refused, Impossible)
    assert refused.obstacle is Obstacle.NOT_ACTIVATED
    work.activate(SARI)
    work.look(lambda records: records.people.set_blocked(receiver, work.clock()))
    refused = work.do(notes.receiver_of, work.world, sender, receiver)
    assert isinstance(refused, Impossible)
    assert refused.obstacle is Obstacle.BLOCKED


def test_two_note_messages_a_day_and_what_comes_later_joins_the_next(office: Workplace) -> None:
    for text in ("Satu", "Dua"):
        writes(office, BUDI, SARI, text)
        office.clock.turn(minutes=5)
        assert [words(one) for one in leaves(office)] == [[text]]
    for text in ("Tiga", "Empat", "Lima"):
        writes(office, BUDI, SARI, text)
        office.clock.turn(minutes=5)
        assert leaves(office) == []
    office.clock.now = at("08:00", day=1)
    assert [words(one) for one in leaves(office)] == [["Tiga", "Empat", "Lima"]]
    assert office.outbox() == {"sent": 5}


def test_notes_of_two_writers_leave_together_and_count_as_one_message(office: Workplace) -> None:
    writes(office, BUDI, SARI, "Dari Budi")
    writes(office, RINA, SARI, "Dari Rina")
    office.clock.turn(minutes=5)
    assert [words(one) for one in leaves(office)] == [["Dari Budi", "Dari Rina"]]
    writes(office, RINA, SARI, "Lagi")
    office.clock.turn(minutes=5)
    assert [words(one) for one in leaves(office)] == [["Lagi"]]


def test_what_left_together_ends_together(office: Workplace) -> None:
    for text in ("Satu", "Dua", "Tiga"):
        writes(office, BUDI, SARI, text)
    office.clock.turn(minutes=5)
    (delivery,) = office.do(deliver.claim, office.world, limit=2)
    office.settle(delivery, Sending.NO_CONNECTION)
    assert office.outbox() == {"queued": 3}
    office.clock.turn(minutes=1)
    (again,) = leaves(office)
    assert words(again) == ["Satu", "Dua", "Tiga"]


def test_after_a_crash_the_notes_of_one_message_leave_once_more(office: Workplace) -> None:
    for text in ("Satu", "Dua"):
        writes(office, BUDI, SARI, text)
    office.clock.turn(minutes=5)
    office.do(deliver.claim, office.world, limit=2)
    office.do(deliver.recover)
    (again,) = leaves(office)
    assert words(again) == ["Satu", "Dua"]
    assert again.maybe_twice


def test_more_notes_than_fit_into_a_message_can_be_read_on(office: Workplace) -> None:
    for number in range(20):
        writes(office, BUDI, SARI, f"{number} " + "panjang " * 50)
    office.clock.turn(minutes=5)
    first, second = leaves(office)
    assert first.told.more == 0
    assert second.told.more == 20 - len(first.told.notes) - len(second.told.notes) > 0
    seen = len(first.told.notes) + len(second.told.notes)
    while seen < 20:
        told = office.do(telling.read_on, office.world, office.person(SARI))
        seen += len(told.notes)
        assert told.more == 20 - seen
    assert office.do(telling.read_on, office.world, office.person(SARI)).notes == ()


def test_a_note_waits_for_working_hours_and_for_the_end_of_leave(office: Workplace) -> None:
    away = Leave(starts_on=MONDAY, ends_on=MONDAY.replace(day=24))
    office.look(lambda records: records.people.add_leave(office.ids[SARI], away, LeaveKind.LEAVE))
    writes(office, BUDI, SARI, "Sampai jumpa")
    office.clock.now = at("10:00", day=1)
    assert leaves(office) == []
    office.clock.now = at("07:59", day=2)
    assert leaves(office) == []
    office.clock.now = at("08:00", day=2)
    assert [words(one) for one in leaves(office)] == [["Sampai jumpa"]]


def test_a_pause_of_sela_does_not_lose_a_note(office: Workplace) -> None:
    from learning.usecases import breaks

    writes(office, BUDI, SARI, "Istirahatlah")
    office.do(breaks.pause, office.world, office.ids[SARI], 1)
    office.clock.turn(minutes=5)
    assert leaves(office) == []
    office.clock.now = at("08:00", day=1)
    assert [words(one) for one in leaves(office)] == [["Istirahatlah"]]


def test_a_note_can_be_taken_back_until_it_leaves(office: Workplace) -> None:
    note = writes(office, BUDI, SARI, "Salah kirim")
    assert office.do(replying.take_back, office.person(SARI), note.id) is None
    assert office.do(replying.take_back, office.person(BUDI), note.id) is True
    assert office.do(replying.take_back, office.person(BUDI), note.id) is True
    office.clock.turn(minutes=5)
    assert leaves(office) == []
    late = writes(office, BUDI, SARI, "Sudah terkirim")
    office.clock.turn(minutes=5)
    leaves(office)
    assert office.do(replying.take_back, office.person(BUDI), late.id) is False


def test_a_reply_goes_back_to_the_writer_and_says_what_it_answers(office: Workplace) -> None:
    note = writes(office, BUDI, SARI, "Bagaimana pelatihannya?", NoteKind.QUESTION)
    office.clock.turn(minutes=5)
    leaves(office)
    sari = office.person(SARI)
    outcome = office.do(replying.reply, office.world, sari, note_id=note.id, text="Sangat berguna.")
    assert isinstance(outcome, Written)
    office.clock.turn(minutes=5)
    (delivery,) = leaves(office)
    (shown,) = delivery.told.notes
    assert delivery.person.id == office.ids[BUDI]
    assert (shown.note.kind, shown.note.text, shown.about) == (
        NoteKind.REPLY,
        "Sangat berguna.",
        "Bagaimana pelatihannya?",
    )


def test_nobody_replies_to_a_note_that_was_not_written_to_them(office: Workplace) -> None:
    note = writes(office, BUDI, SARI, "Hanya untuk Sari")
    citra = office.person(CITRA)
    assert office.do(replying.begin_reply, citra, note_id=note.id) is None
    assert office.do(replying.reply, office.world, citra, note_id=note.id, text="Saya juga") is None
    assert office.do(replying.mute, citra, note.id) is None


def test_whoever_wants_no_notes_gets_none_and_the_sender_reads_a_neutral_sentence(office: Workplace) -> None:
    note = writes(office, BUDI, SARI, "Satu")
    office.clock.turn(minutes=5)
    leaves(office)
    writes(office, BUDI, SARI, "Dua")
    office.do(replying.mute, office.person(SARI), note.id)
    office.clock.turn(minutes=5)
    assert leaves(office) == []
    refused = office.do(notes.receiver_of, office.world, actor(office, BUDI), office.ids[SARI])
    assert refused == Impossible(name="Sari Dewi", obstacle=Obstacle.TAKES_NONE)
    assert isinstance(
        office.do(notes.receiver_of, office.world, actor(office, RINA), office.ids[SARI]), Receiver
    )
    sari = office.person(SARI)
    office.look(lambda records: replying.unmute(records, sari, note.id))
    writes(office, BUDI, SARI, "Tiga")
    office.clock.turn(minutes=5)
    assert [words(one) for one in leaves(office)] == [["Tiga"]]


def test_what_somebody_did_lately_is_known_to_those_who_lead_them(office: Workplace) -> None:
    office.study(SARI, "pimpinan/01")
    found = office.do(notes.receiver_of, office.world, actor(office, BUDI), office.ids[SARI])
    assert isinstance(found, Receiver)
    assert (found.lesson, found.course, found.lessons) == ("Pelajaran 01", "Pimpinan", 1)


def test_the_audit_log_says_who_wrote_to_whom_and_never_the_words(office: Workplace) -> None:
    writes(office, BUDI, SARI, "Rahasia kita", NoteKind.PRAISE)
    entry = office.look(lambda records: records.journal.audit_of(office.ids[SARI]))[-1]
    assert (entry.actor_id, entry.action, entry.detail) == (office.ids[BUDI], "note_written", "praise")


def test_a_copy_of_my_data_holds_my_notes_and_forgetting_empties_them(office: Workplace) -> None:
    note = writes(office, BUDI, SARI, "Catatan pribadi")
    office.do(replying.mute, office.person(SARI), note.id)
    copy = office.do(privacy.copy_of_my_data, office.ids[SARI])
    assert [one["text"] for one in copy["notes"]] == ["Catatan pribadi"]
    assert [one["sender"] for one in copy["no_notes_from"]] == ["Budi Santoso"]
    office.do(privacy.forget, office.ids[SARI])
    kept = office.look(lambda records: records.notes.of_person(office.ids[BUDI]))
    assert [one.text for one in kept] == [""]
    assert not office.look(lambda records: records.notes.is_muted(office.ids[SARI], office.ids[BUDI]))


def test_a_note_whose_writer_asked_to_be_forgotten_does_not_leave(office: Workplace) -> None:
    writes(office, BUDI, SARI, "Sebelum pergi")
    office.do(privacy.forget, office.ids[BUDI])
    office.clock.turn(minutes=5)
    assert leaves(office) == []
    assert office.outbox() == {OutboxState.CANCELLED: 1}


def test_every_kind_of_notice_has_its_manner() -> None:
    from learning.usecases.notices import MANNERS

    assert set(MANNERS) == set(NoticeKind)
