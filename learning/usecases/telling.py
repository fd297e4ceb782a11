"""What a notice says when it leaves: looked up then, together with others of its kind that wait."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from textwrap import shorten

from learning.broadcasts import Broadcast, BroadcastState, SeriesState
from learning.knowledge import Item, ItemState
from learning.notes import Note, ShownNote
from learning.notices import ABOUT_QUESTIONS, TOGETHER, Notice, NoticeKind, QuestionState, Told
from learning.people import Person
from learning.ports import Records
from learning.records import Circumstances, Claimed, OutboxState
from learning.rules.access import actor_of, may_curate
from learning.usecases import assigning, mondays, reports_in_chat, steered
from learning.usecases.carrying import shown_of
from learning.usecases.notices import MANNERS, moment_for
from learning.world import World

ROOM = 3200
"""Characters of notes in one message, so that what stands around them fits as well."""

AROUND = 200
"""Characters of names, unit and what is answered around each note."""

FIRST_WORDS = 60
LAST_DAY = datetime.max.replace(tzinfo=UTC)


def told_of(
    records: Records, world: World, notices: Sequence[Notice], person: Person, *, now: datetime
) -> Told | None:
    """Notices of one kind with what they are about as it is now, None where nobody needs them any more."""
    first = notices[0]
    kind = first.kind
    if kind is NoticeKind.NOTE:
        notes = [_shown(records, world, one, person) for one in notices]
        wanted = tuple(note for note in notes if note is not None)
        return Told(kind=kind, notes=wanted) if wanted else None
    if kind in {NoticeKind.COURSE_ASSIGNED, NoticeKind.ASSIGNMENT_REMINDER}:
        assigned = assigning.to_tell(records, world, first, person, now=now)
        return Told(kind=kind, assigned=assigned) if assigned else None
    if kind is NoticeKind.COURSE_DONE:
        found = [assigning.finished_by(records, world, one, person, now=now) for one in notices]
        finished = tuple(one for one in found if one is not None)
        return Told(kind=kind, finished=finished) if finished else None
    if kind is NoticeKind.MONDAY:
        week = mondays.week_of(records, world, person, now=now)
        return Told(kind=kind, week=week) if week else None
    if kind is NoticeKind.PEOPLE_BEHIND:
        behind = reports_in_chat.behind_of(records, world, person, first.subject, now=now)
        return Told(kind=kind, behind=behind) if behind else None
    if kind is NoticeKind.CREDIT_CORRECTED:
        correction = records.bookings.correction(first.subject)
        is_theirs = correction is not None and correction.row.entry.person_id == person.id
        return Told(kind=kind, correction=correction) if is_theirs else None
    if kind is NoticeKind.CONTRIBUTION_WAITING:
        waiting = _contributions_for(records, person, person.local_date(now))
        return Told(kind=kind, waiting=waiting) if waiting else None
    if kind is NoticeKind.BROADCAST_PAUSED:
        broadcast = records.broadcasts.get(first.subject)
        is_paused = broadcast is not None and broadcast.state is BroadcastState.PAUSED
        return Told(kind=kind, broadcast=broadcast) if is_paused else None
    if kind is NoticeKind.BROADCAST_HELD_UP:
        return _held_up(records, world, first, person, now)
    if kind in {NoticeKind.SERIES_RESTS, NoticeKind.SERIES_ENDED}:
        series = records.broadcasts.series(first.subject)
        is_so = series is not None and (series.state is SeriesState.RESTING) == (
            kind is NoticeKind.SERIES_RESTS
        )
        is_own = series is not None and series.author_id == person.id
        return Told(kind=kind, series=series, is_own=is_own) if is_so else None
    if kind in ABOUT_QUESTIONS:
        question = records.experts.get(first.subject)
        if question is None or not _still_true(kind, question.state):
            return None
        return Told(kind=kind, question=question)
    return _of_item(records, first)


def _held_up(records: Records, world: World, notice: Notice, person: Person, now: datetime) -> Told | None:
    found = steered.held_up(records, notice.subject, now=now)
    if found is None:
        return None
    return Told(
        kind=notice.kind,
        broadcast=found.broadcast,
        by=found.by,
        words=first_words(records, world, found.broadcast, person.language),
        was_cancelled=found.was_cancelled,
    )


def moment_of(
    records: Records, world: World, circumstances: Circumstances, kind: NoticeKind, now: datetime
) -> datetime | None:
    """When a notice of this kind may reach the person: now, or later; None within the horizon.

    Where enough messages of the kind have left today it waits for the next working day, and with it all
    others of the kind.
    """
    manner = MANNERS[kind]
    moment = moment_for(circumstances, world, now, way=manner.way)
    if manner.a_day is None or moment is None or moment > now:
        return moment
    midnight = _midnight(circumstances.person, now)
    if records.notices.left_since(circumstances.person.id, kind, midnight, now) < manner.a_day:
        return moment
    later = moment_for(circumstances, world, midnight + timedelta(days=1), way=manner.way)
    if later is not None:
        records.notices.put_off(circumstances.person.id, kind, later)
    return later


def together(
    records: Records,
    world: World,
    claimed: Claimed,
    batch: Sequence[Claimed],
    person: Person,
    told: Told,
    *,
    now: datetime,
) -> tuple[tuple[int, ...], Told]:
    """What else of its kind leaves in the message of a notice, and all that the message then says.

    `batch` are the messages claimed with it. What nobody needs any more ends here; notes that do not fit
    wait, and the last message of a day says how many.
    """
    a_day = MANNERS[told.kind].a_day
    if a_day is None or claimed.notice is None:
        return (), told
    waiting = records.notices.waiting(person.id, told.kind, now)
    others = {**_of_kind(batch, claimed, told.kind), **waiting}
    room = ROOM - sum(size_of(shown.note) for shown in told.notes)
    taken = _fitting(records, world, others, person, room, now)
    records.notices.take_along(taken, now)
    whole = told_of(records, world, [claimed.notice, *taken.values()], person, now=now) or told
    is_last = records.notices.left_since(person.id, told.kind, _midnight(person, now), now) + 1 >= a_day
    left = records.notices.count_waiting(person.id, told.kind) if is_last else 0
    return tuple(taken), replace(whole, more=left)


def _fitting(
    records: Records, world: World, waiting: Mapping[int, Notice], person: Person, room: int, now: datetime
) -> dict[int, Notice]:
    """The first notices, by their place in the outbox, whose notes fit into so many characters.

    What nobody needs any more ends here.
    """
    found: dict[int, Notice] = {}
    for outbox_id, notice in sorted(waiting.items()):
        told = told_of(records, world, [notice], person, now=now)
        if told is None:
            records.outbox.settle(outbox_id, OutboxState.CANCELLED, now, reason="nobody needs it any more")
            continue
        room -= sum(size_of(shown.note) for shown in told.notes)
        if room < 0:
            break
        found[outbox_id] = notice
    return found


def size_of(note: Note) -> int:
    """About how many characters a note takes up in a message."""
    return len(note.text) + AROUND


def read_on(records: Records, world: World, person: Person, *, now: datetime) -> Told:
    """The next notes that wait for a person who asks for them, and how many wait after these."""
    waiting = records.notices.waiting(person.id, NoticeKind.NOTE, LAST_DAY)
    taken = _fitting(records, world, waiting, person, ROOM, now)
    for outbox_id in taken:
        records.outbox.settle(outbox_id, OutboxState.SENT, now, reason=TOGETHER)
    told = told_of(records, world, list(taken.values()), person, now=now) if taken else None
    more = records.notices.count_waiting(person.id, NoticeKind.NOTE)
    return replace(told or Told(kind=NoticeKind.NOTE), more=more)


def has_left(records: Records, told: Told, person: Person, *, now: datetime) -> None:
    """Counts a reminder that has left, or may have."""
    if told.kind is NoticeKind.ASSIGNMENT_REMINDER and told.assigned is not None:
        records.assignments.reminded(told.assigned.assignment.id, person.local_date(now))


def first_words(records: Records, world: World, broadcast: Broadcast, language: str) -> str:
    """The first words by which somebody knows a broadcast again."""
    content = broadcast.content
    asked = content.quiz.question if content.quiz else ""
    words = content.text or asked or shown_of(records, world, content, language).title
    return shorten(words, FIRST_WORDS, placeholder=" …")


def _of_kind(batch: Sequence[Claimed], claimed: Claimed, kind: NoticeKind) -> dict[int, Notice]:
    """The notices of this kind that were claimed at once for the same person, but for this one."""
    return {
        one.id: one.notice
        for one in batch
        if one.id > claimed.id
        and one.person_id == claimed.person_id
        and one.notice is not None
        and one.notice.kind is kind
    }


def _midnight(person: Person, now: datetime) -> datetime:
    """When the person's day began."""
    return datetime.combine(person.local_date(now), time(0), tzinfo=person.zone).astimezone(UTC)


def _shown(records: Records, world: World, notice: Notice, person: Person) -> ShownNote | None:
    """The note, unless it was taken back or the person takes none from its writer any more."""
    note = records.notes.get(notice.subject)
    if note is None or note.receiver_id != person.id or not note.text:
        return None
    sender = records.people.get(note.sender_id)
    if sender is None or records.notes.is_muted(person.id, note.sender_id):
        return None
    return ShownNote(note=note, unit=sender.unit, about=_about(records, world, note, person))


def _about(records: Records, world: World, note: Note, person: Person) -> str:
    """The first words of what a reply answers."""
    if note.broadcast_id is not None:
        broadcast = records.broadcasts.get(note.broadcast_id)
        return first_words(records, world, broadcast, person.language) if broadcast else ""
    answered = records.notes.get(note.answers_id) if note.answers_id is not None else None
    return shorten(answered.text, FIRST_WORDS, placeholder=" …") if answered else ""


def _of_item(records: Records, notice: Notice) -> Told | None:
    item = records.knowledge.get(notice.subject)
    if item is None or not _still_about(records, notice.kind, item):
        return None
    reasons = records.curation.open_reports(item.id) if notice.kind is NoticeKind.ITEM_REPORTED else ()
    if notice.kind is NoticeKind.ITEM_REPORTED and not reasons:
        return None
    return Told(kind=notice.kind, item=item, reasons=tuple(reasons))


def _contributions_for(records: Records, person: Person, today: date) -> int:
    actor = actor_of(person, records.people.grants(person.id), today)
    waiting = records.curation.in_states(ItemState.IN_REVIEW)
    return sum(may_curate(actor, one.scope) and one.author_id != person.id for one in waiting)


def _still_about(records: Records, kind: NoticeKind, item: Item) -> bool:
    """Whether the item is still in the state that the notice tells of."""
    if kind is NoticeKind.ITEM_APPROVED:
        return item.state is ItemState.PUBLISHED
    if kind is NoticeKind.ITEM_RETURNED:
        return item.state is ItemState.DRAFT
    return kind is not NoticeKind.LESSON_TO_CONFIRM or records.curation.is_paused_by(item.id)


def _still_true(kind: NoticeKind, state: QuestionState) -> bool:
    if kind is NoticeKind.EXPERT_ANSWERED:
        return state is QuestionState.ANSWERED
    return state is QuestionState.OPEN
