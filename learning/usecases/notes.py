"""Notes from a supervisor to one person: ready sentences or own words, looked at before they are sent."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from learning.notes import GRACE, Note, NoteKind
from learning.notices import Notice, NoticeKind
from learning.people import Actor, Person, PersonState
from learning.ports import Records
from learning.records import AuditEntry
from learning.usecases import dialogues
from learning.usecases.notices import notify
from learning.usecases.team import led_person
from learning.world import World

NOTING = "note"
"""The dialogue in which the next message is a note."""

LONGEST = 500
LATELY = timedelta(days=14)
SAME_AGAIN = timedelta(minutes=10)
"""The same words to the same person within so long are one note, sent twice by mistake."""


class Obstacle(StrEnum):
    """Why a note cannot reach a person."""

    NOT_ACTIVATED = "not_activated"
    BLOCKED = "blocked"
    TAKES_NONE = "takes_none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Impossible:
    """This person cannot be written to now."""

    name: str
    obstacle: Obstacle


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """Somebody to write to, with what they did lately: the newest lesson and a finished course, by title."""

    person: Person
    lesson: str = ""
    course: str = ""
    lessons: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TooLong:
    """The words are longer than a note may be, by so many characters; the dialogue goes on."""

    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A note as it would be sent; nobody has it yet."""

    receiver: Person
    sender: Person
    kind: NoteKind
    text: str
    written_at: datetime

    @property
    def check(self) -> int:
        """A number that other words would not have."""
        return zlib.crc32(self.text.encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The note is on its way."""

    note: Note


def receiver_of(
    records: Records, world: World, actor: Actor, person_id: int, *, now: datetime
) -> Receiver | Impossible | None:
    """Somebody whom this actor leads and may write to; None where they do not lead them."""
    person = led_person(records, actor, person_id)
    if person is None:
        return None
    obstacle = obstacle_to(records, person, actor.person.id)
    if obstacle is not None:
        return Impossible(name=person.name, obstacle=obstacle)
    keys = records.notes.lessons_since(person.id, now - LATELY)
    lesson = world.catalogue.lesson(keys[0], person.language) if keys else None
    return Receiver(
        person=person,
        lesson=lesson.title if lesson else "",
        course=_finished_course(records, world, person, keys, now),
        lessons=len(keys),
    )


def begin(
    records: Records, world: World, actor: Actor, person_id: int, kind: NoteKind, *, now: datetime
) -> Receiver | Impossible | None:
    """Lets the actor's next message be the words to this person."""
    found = receiver_of(records, world, actor, person_id, now=now)
    if isinstance(found, Receiver):
        dialogues.begin(records, actor.person, NOTING, now=now, to=person_id, about=kind.value)
    return found


def draft(
    records: Records, world: World, actor: Actor, person_id: int, kind: NoteKind, text: str, *, now: datetime
) -> Drafted | TooLong | Impossible | None:
    """Keeps the words to be looked at before they go."""
    text = text.strip()
    if len(text) > LONGEST:
        return TooLong(by=len(text) - LONGEST)
    found = receiver_of(records, world, actor, person_id, now=now)
    if not isinstance(found, Receiver):
        return found
    dialogues.begin(records, actor.person, NOTING, now=now, to=person_id, about=kind.value, text=text)
    return Drafted(receiver=found.person, sender=actor.person, kind=kind, text=text, written_at=now)


def send(
    records: Records, world: World, actor: Actor, person_id: int, check: int, *, now: datetime
) -> Written | Drafted | Receiver | Impossible | None:
    """Sends the words that were shown, once; other words than those are shown instead of sent.

    Without any words the note is to be written anew.
    """
    found = receiver_of(records, world, actor, person_id, now=now)
    if not isinstance(found, Receiver):
        return found
    drafted = drafted_to(records, actor, found.person, now=now)
    if drafted is not None and drafted.check != check:
        return drafted
    if drafted is not None and records.dialogues.end(actor.person.id):
        return write(records, world, actor.person, person_id, drafted.kind, drafted.text, now=now)
    before = records.notes.newest(actor.person.id, person_id)
    is_same = before is not None and zlib.crc32(before.text.encode()) == check
    return Written(note=before) if before is not None and is_same else found


def drafted_to(records: Records, actor: Actor, receiver: Person, *, now: datetime) -> Drafted | None:
    """The words that the actor has written to somebody and not sent, or None."""
    dialogue = dialogues.unfinished(records, actor.person, now=now)
    if dialogue is None or dialogue.kind != NOTING or dialogue.payload.get("to") != receiver.id:
        return None
    if "text" not in dialogue.payload:
        return None
    kind, text = NoteKind(str(dialogue.payload["about"])), str(dialogue.payload["text"])
    return Drafted(receiver=receiver, sender=actor.person, kind=kind, text=text, written_at=dialogue.begun_at)


def write(
    records: Records,
    world: World,
    sender: Person,
    receiver_id: int,
    kind: NoteKind,
    text: str,
    *,
    broadcast_id: int | None = None,
    answers_id: int | None = None,
    is_logged: bool = True,
    now: datetime,
) -> Written:
    """Keeps a note and puts it into the outbox, unless it is the last one again."""
    last = records.notes.newest(sender.id, receiver_id)
    these = (text, broadcast_id, answers_id)
    is_same = last is not None and (last.text, last.broadcast_id, last.answers_id) == these
    if last is not None and is_same and now - last.written_at < SAME_AGAIN:
        return Written(note=last)
    note = records.notes.add(
        sender_id=sender.id,
        receiver_id=receiver_id,
        kind=kind,
        text=text,
        broadcast_id=broadcast_id,
        answers_id=answers_id,
        at=now,
    )
    notice = Notice(kind=NoticeKind.NOTE, subject=note.id)
    notify(records, world, [receiver_id], notice, now=now, wanted=now + GRACE)
    if is_logged:
        log(records, sender, "note_written", note, now)
    return Written(note=note)


def log(records: Records, sender: Person, action: str, note: Note, now: datetime) -> None:
    """Writes into the audit log what was done, never the words."""
    records.journal.audit(
        AuditEntry(
            at=now,
            actor=sender.name,
            actor_id=sender.id,
            action=action,
            person_id=note.receiver_id,
            detail=note.kind.value,
        )
    )


def obstacle_to(records: Records, person: Person, sender_id: int) -> Obstacle | None:
    """Why a note of this sender cannot reach a person now, or None."""
    if person.state is not PersonState.ACTIVE or person.telegram_id is None or person.onboarded_at is None:
        return Obstacle.NOT_ACTIVATED
    if person.blocked_at is not None:
        return Obstacle.BLOCKED
    return Obstacle.TAKES_NONE if records.notes.is_muted(person.id, sender_id) else None


def _finished_course(
    records: Records, world: World, person: Person, keys: Sequence[str], now: datetime
) -> str:
    """The title of a course of which the last lesson was done lately, or nothing."""
    if not keys:
        return ""
    done = records.courses.facts(person.id, now).done
    for course in dict.fromkeys(key.partition("/")[0] for key in keys):
        lessons = world.catalogue.lesson_keys.get(course, ())
        if lessons and set(lessons) <= done:
            return world.catalogue.courses[course].title_in(person.language)
    return ""
