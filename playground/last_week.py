"""Last week at the made-up office: what Pak Budi sent and asked of his people, before they react to it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from learning.broadcasts import ContentKind, Timing
from learning.notes import NoteKind
from learning.people import Actor, Person
from learning.ports import Records
from learning.rules.access import actor_of
from learning.usecases import assigning, broadcasting, drafting, notes
from learning.world import World
from playground.sample import LEADER

QUIZ = """Tautan masuk dari nomor yang mengaku admin kantor. Apa yang pertama Anda lakukan?
Membukanya untuk memastikan
* Melaporkannya ke tim keamanan informasi
Meneruskannya ke grup kantor
= Jangan dibuka dan jangan diteruskan; laporan Anda melindungi yang lain."""

NEARLY_DUE = "kearsipan", ("Hana Saputra", "Agus Wijaya", "Yosef Mulyani", "Yuni Wijaya")
DUE_LATER = "rantai-dingin", ("Joko Siregar", "Wahyu Wijaya", "Daeng Saputra", "Citra Nugroho")
DAYS_LEFT, MANY_DAYS_LEFT = 2, 25
"""Counted from the day on which the page opens."""

KEEPS_DAYS = 3
"""It is over before the page opens: nobody who joins then gets it."""

PRAISE = "Siti Saputra", "Terima kasih, Bu Siti. Ketekunan Anda belajar setiap pekan menjadi contoh."
QUESTION = "Eko Lestari", "Bagaimana pelajaran minggu ini, Pak Eko? Ada yang bisa saya bantu?"


def begin_last_week(records: Records, world: World, *, opens_on: date, now: datetime) -> None:
    """Sends a quick quiz to all, assigns two courses and writes two notes, as Pak Budi would in chat."""
    people = {person.name: person for person in records.people.everyone()}
    budi = people[LEADER]
    leader = actor_of(budi, records.people.grants(budi.id), budi.local_date(now))
    _send_quiz(records, world, leader, now)
    for (course, names), days in ((NEARLY_DUE, DAYS_LEFT), (DUE_LATER, MANY_DAYS_LEFT)):
        due_on = opens_on + timedelta(days=days)
        _assign(records, world, leader, course, [people[name] for name in names], due_on, now)
    for (name, words), kind in ((PRAISE, NoteKind.PRAISE), (QUESTION, NoteKind.QUESTION)):
        notes.write(records, world, budi, people[name].id, kind, words, now=now)


def _send_quiz(records: Records, world: World, leader: Actor, now: datetime) -> None:
    draft = drafting.begin(records, leader, ContentKind.QUIZ, now=now)
    drafting.write(records, leader, draft.id, QUIZ)
    drafting.time_it(records, leader, draft.id, Timing.NOW, now=now)
    drafting.keep_for(records, leader, draft.id, KEEPS_DAYS)
    broadcasting.preview(records, world, leader, draft.id, now=now)
    sent = broadcasting.confirm(records, world, leader, draft.id, now=now)
    assert isinstance(sent, broadcasting.Confirmed)


def _assign(
    records: Records,
    world: World,
    leader: Actor,
    course: str,
    people: Sequence[Person],
    due_on: date,
    now: datetime,
) -> None:
    for person in people:
        given = assigning.assign(records, world, leader, person.id, course, due_on, now=now)
        assert isinstance(given, assigning.Given)
