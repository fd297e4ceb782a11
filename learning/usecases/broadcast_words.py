"""Words that the author of a broadcast is asked for: which, about which broadcast, and what they said."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from learning.broadcasts import Broadcast, BroadcastState, ContentKind, Timing
from learning.notices import Dialogue
from learning.people import Actor, Role
from learning.ports import Records
from learning.rules.written_dates import NoDay, written_day
from learning.rules.written_moments import MomentFlaw, moment_of
from learning.usecases import dialogues
from learning.usecases.broadcasting import sent
from learning.usecases.drafting import LONGEST_AHEAD, Flaw, draft, due_by, time_it

BROADCASTING = "broadcasting"
"""The kind of the dialogue in which somebody writes a part of a broadcast."""


class Wording(StrEnum):
    """What somebody is writing; the values travel in buttons."""

    CONTENT = "content"
    """The text, with or without a picture or document, or the lines of a quiz."""
    BESIDE = "beside"
    """A few words beside a lesson, course or item."""
    SEARCH = "search"
    """What the item to send is about."""
    AT = "at"
    MOMENT = "moment"
    DUE = "due"
    URGENT = "urgent"
    GROUP = "group"
    CORRECTION = "correct"


def ask(
    records: Records, actor: Actor, broadcast_id: int, wording: Wording, *, now: datetime
) -> Broadcast | None:
    """Takes the next message as this part of a broadcast; None where it is not there to be written."""
    found = _written_about(records, actor, broadcast_id, wording)
    if found is not None:
        dialogues.begin(
            records, actor.person, BROADCASTING, now=now, broadcast=found.id, wording=wording.value
        )
    return found


def subject(dialogue: Dialogue) -> tuple[int, Wording]:
    """The broadcast that a dialogue is about, and what is written."""
    return int(dialogue.payload["broadcast"]), Wording(str(dialogue.payload["wording"]))


def say_when(
    records: Records,
    actor: Actor,
    broadcast_id: int,
    timing: Timing,
    words: str,
    own_zone: str,
    *,
    now: datetime,
) -> Broadcast | Flaw | MomentFlaw:
    """Takes a written date and time on the author's clock; `own_zone` is what that clock is called."""
    local = now.astimezone(ZoneInfo(actor.person.time_zone))
    moment = moment_of(words, local, own_zone)
    if isinstance(moment, MomentFlaw):
        return moment
    return time_it(records, actor, broadcast_id, timing, on=moment.on, at=moment.at, now=now)


def say_due(
    records: Records, actor: Actor, broadcast_id: int, words: str, *, now: datetime
) -> Broadcast | Flaw | NoDay:
    """Takes a written date until which a course is asked for."""
    on = written_day(words, actor.person.local_date(now))
    return on if isinstance(on, NoDay) else take_due(records, actor, broadcast_id, on, now=now)


def take_due(
    records: Records, actor: Actor, broadcast_id: int, on: date | None, *, now: datetime
) -> Broadcast | Flaw:
    """Asks for a course until a date, which may be today, and not too far ahead."""
    today = actor.person.local_date(now)
    if on is not None and on < today:
        return Flaw.PAST
    if on is not None and on > today + LONGEST_AHEAD:
        return Flaw.TOO_FAR
    return due_by(records, actor, broadcast_id, on, now=now)


def quick_times(actor: Actor, now: datetime) -> list[tuple[date, time]]:
    """Dates and times on the author's clock to choose from: today, tomorrow and the next Monday."""
    local = now.astimezone(ZoneInfo(actor.person.time_zone))
    today = local.date()
    monday = today + timedelta(days=7 - today.weekday())
    days = dict.fromkeys((today, today + timedelta(days=1), monday))
    times = (time(9), time(12), time(15))
    return [(on, at) for on in days for at in times if datetime.combine(on, at, local.tzinfo) > local]


def _written_about(records: Records, actor: Actor, broadcast_id: int, wording: Wording) -> Broadcast | None:
    if wording is Wording.CORRECTION:
        found = sent(records, actor, broadcast_id)
        return found if found is not None and found.state is not BroadcastState.WITHDRAWN else None
    found = draft(records, actor, broadcast_id)
    if found is None or not _fits(found, actor, wording):
        return None
    return found


def _fits(found: Broadcast, actor: Actor, wording: Wording) -> bool:
    kind = found.content.kind
    match wording:
        case Wording.CONTENT:
            return kind in {ContentKind.TEXT, ContentKind.QUIZ}
        case Wording.BESIDE:
            return kind not in {ContentKind.TEXT, ContentKind.QUIZ}
        case Wording.SEARCH:
            return kind is ContentKind.ITEM
        case Wording.DUE:
            return kind is ContentKind.COURSE
        case Wording.URGENT:
            return Role.ADMIN in actor.roles
        case _:
            return True
