"""What a receiver does with a broadcast: opens it, answers its quiz, has it later."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from learning.broadcasts import Broadcast, BroadcastState, ContentKind, Reaction
from learning.people import Person
from learning.ports import Records
from learning.rules.breaks import next_opening
from learning.rules.schedules import schedule_of
from learning.usecases import courses
from learning.usecases.carrying import Shown, asking_of, shown_of
from learning.usecases.drafting import Flaw, flaw_of, is_hidden
from learning.world import World

LATER_WITHOUT_BREAK = timedelta(days=1)
KEEPS_LATER = timedelta(days=7)
"""A copy that was put off waits for so long from then on, whatever was left of its own time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A broadcast as this person has it now; `is_new` is False where they had done the same before.

    `lesson_key` is what opening it begins, empty where it begins nothing.
    """

    broadcast: Broadcast
    shown: Shown
    reaction: Reaction
    is_new: bool = True
    lesson_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PutOffCopy:
    """It comes again once at this moment; None where it comes no more."""

    returns_at: datetime | None


def open_copy(
    records: Records, world: World, person: Person, broadcast_id: int, *, now: datetime
) -> Received | Flaw | None:
    """Notes that the person opened their copy; None where they have none, or it was taken back."""
    broadcast = _received(records, person, broadcast_id)
    if broadcast is None:
        return None
    if flaw_of(records, world, broadcast) is Flaw.GONE or is_hidden(
        records, broadcast.content, [person.unit]
    ):
        return Flaw.GONE
    is_new = records.reception.open(broadcast_id, person.id, now)
    return Received(
        broadcast=asking_of(records, world, broadcast, person),
        shown=shown_of(records, world, broadcast.content, person.language),
        reaction=records.reception.reaction(broadcast_id, person.id),
        is_new=is_new,
        lesson_key=_lesson_key(records, world, person, broadcast, now),
    )


def answer_quiz(
    records: Records, world: World, person: Person, broadcast_id: int, choice: int, *, now: datetime
) -> Received | None:
    """Keeps the first answer to the quiz; None where there is none to give."""
    broadcast = _received(records, person, broadcast_id)
    quiz = broadcast.content.quiz if broadcast is not None else None
    if broadcast is None or quiz is None or not 0 <= choice < len(quiz.options):
        return None
    is_new = records.reception.choose(broadcast_id, person.id, choice, now)
    return Received(
        broadcast=broadcast,
        shown=shown_of(records, world, broadcast.content, person.language),
        reaction=records.reception.reaction(broadcast_id, person.id),
        is_new=is_new,
    )


def snooze(
    records: Records, world: World, person: Person, broadcast_id: int, *, now: datetime
) -> PutOffCopy | None:
    """Brings the copy again in the person's next break, once; None where they have none.

    Of a broadcast that was stopped nothing leaves any more, and what is urgent does not wait: the copy stays.
    """
    broadcast = _received(records, person, broadcast_id)
    if broadcast is None:
        return None
    if broadcast.state is BroadcastState.STOPPED or broadcast.is_urgent:
        return PutOffCopy(returns_at=None)
    schedule = schedule_of(records.people.circumstances(person.id), world.policy.windows)
    opening = next_opening(schedule, world.calendar, now)
    until = opening.starts_at if opening else now + LATER_WITHOUT_BREAK
    if not records.reception.snooze(broadcast_id, person.id, until, now, keeps_until=until + KEEPS_LATER):
        return PutOffCopy(returns_at=None)
    return PutOffCopy(returns_at=until)


def _received(records: Records, person: Person, broadcast_id: int) -> Broadcast | None:
    broadcast = records.broadcasts.get(broadcast_id)
    if broadcast is None or broadcast.state in {BroadcastState.DRAFT, BroadcastState.WITHDRAWN}:
        return None
    return broadcast if records.reception.has_been_sent(broadcast_id, person.id) else None


def _lesson_key(records: Records, world: World, person: Person, broadcast: Broadcast, now: datetime) -> str:
    content = broadcast.content
    if content.kind is ContentKind.LESSON:
        return content.key
    if content.kind is not ContentKind.COURSE:
        return ""
    lessons = courses.lessons_of(records, world, person, content.key, now=now)
    following = next((one for one in lessons if not one.done), lessons[0] if lessons else None)
    return following.lesson.key if following else ""
