"""Putting a broadcast together: what, to whom and when, until it is confirmed or thrown away."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TypeVar
from zlib import crc32
from zoneinfo import ZoneInfo

from learning.broadcasts import (
    Broadcast,
    BroadcastState,
    Content,
    ContentKind,
    Media,
    Selection,
    Timing,
)
from learning.knowledge import Item, ItemState
from learning.people import Actor, Role, is_within
from learning.ports import Records
from learning.rules.audience import is_led, scope_of
from learning.rules.quick_quiz import FlawedQuiz, quiz_of
from learning.rules.visible_text import seen
from learning.world import World

T = TypeVar("T")

LONGEST_TEXT = 3500
"""UTF-16 units: what Telegram counts, less what Sela adds around the author's words."""

LONGEST_CAPTION = 800
LONGEST_WORDS = 500
"""Beside a lesson, course or item."""

KEEPS_DAYS = (1, 3, 14, 30)
"""For how many days a broadcast that could not arrive may wait."""

ROLES = (Role.EMPLOYEE, Role.SUPERVISOR, Role.CURATOR)
"""Roles to choose people by; employees are those who hold no other."""

LONGEST_AHEAD = timedelta(days=180)


class Flaw(StrEnum):
    """Why something cannot be part of a broadcast."""

    NOTHING = "nothing"
    TEXT_TOO_LONG = "text_too_long"
    CAPTION_TOO_LONG = "caption_too_long"
    GONE = "gone"
    HIDDEN = "hidden"
    """An item that not everybody addressed may see."""
    PAST = "past"
    TOO_FAR = "too_far"
    DUE_BEFORE = "due_before"
    """A course is asked for until a day before the broadcast leaves."""
    NOT_YOURS = "not_yours"
    NAME_TOO_LONG = "name_too_long"
    TOO_MANY_GROUPS = "too_many_groups"


def begin(records: Records, actor: Actor, kind: ContentKind, *, key: str = "", now: datetime) -> Broadcast:
    """A new draft of this kind, in place of the one the author had."""
    old = records.broadcasts.draft_of(actor.person.id)
    if old is not None:
        records.broadcasts.discard(old.id)
    person = actor.person
    return records.broadcasts.add(
        Broadcast(
            id=0,
            author_id=person.id,
            author=person.name,
            author_unit=person.unit,
            author_zone=person.time_zone,
            content=Content(kind=kind, key=key),
            selection=Selection(),
            created_at=now,
        )
    )


def draft(records: Records, actor: Actor, broadcast_id: int) -> Broadcast | None:
    """The draft of this id where it is this author's, else None."""
    found = records.broadcasts.get(broadcast_id)
    is_mine = found is not None and found.author_id == actor.person.id and bool(scope_of(actor))
    return found if is_mine and found is not None and found.state is BroadcastState.DRAFT else None


def current(records: Records, actor: Actor) -> Broadcast | None:
    """What the author has begun and not sent, None where there is nothing."""
    return records.broadcasts.draft_of(actor.person.id) if scope_of(actor) else None


def discard(records: Records, actor: Actor, broadcast_id: int) -> bool:
    """Throws a draft away; False where there is none."""
    found = draft(records, actor, broadcast_id)
    if found is not None:
        records.broadcasts.discard(found.id)
    return found is not None


def choose(records: Records, world: World, actor: Actor, broadcast_id: int, key: str) -> Broadcast | Flaw:
    """Takes a lesson, course or item as what is sent."""
    found = draft(records, actor, broadcast_id)
    if found is None:
        return Flaw.NOT_YOURS
    content = replace(found.content, key=key)
    flaw = flaw_of(records, world, replace(found, content=content))
    if flaw is Flaw.GONE or not _may_see(records, actor, content):
        return Flaw.GONE
    return kept(records, replace(found, content=content))


def _may_see(records: Records, actor: Actor, content: Content) -> bool:
    item = item_of(records, content) if content.kind is ContentKind.ITEM else None
    if item is None or item.unit is None:
        return True
    return is_led(actor.person.unit, (item.unit,)) or is_led(item.unit, scope_of(actor))


def write(records: Records, actor: Actor, broadcast_id: int, text: str) -> Broadcast | Flaw | FlawedQuiz:
    """Takes the author's words: the text, the lines of a quiz, or a few words beside what is sent."""
    found = draft(records, actor, broadcast_id)
    if found is None:
        return Flaw.NOT_YOURS
    content = found.content
    if content.kind is ContentKind.QUIZ:
        quiz = quiz_of(text)
        if isinstance(quiz, FlawedQuiz):
            return quiz
        return kept(records, replace(found, content=replace(content, quiz=quiz)))
    content = replace(content, text=seen(text))
    flaw = length_flaw(content)
    return flaw or kept(records, replace(found, content=content))


def attach(
    records: Records, actor: Actor, broadcast_id: int, media: Media | None, text: str | None = None
) -> Broadcast | Flaw:
    """Takes a picture or document, or takes it away; with it came these words, if any."""
    found = draft(records, actor, broadcast_id)
    if found is None or found.content.kind is not ContentKind.TEXT:
        return Flaw.NOT_YOURS
    words = found.content.text if text is None else seen(text)
    content = replace(found.content, media=media, text=words)
    flaw = length_flaw(content)
    return flaw or kept(records, replace(found, content=content))


def select(
    records: Records,
    actor: Actor,
    broadcast_id: int,
    *,
    unit_id: int | None = None,
    role: Role | None = None,
    not_done: bool = False,
    everyone: bool = False,
) -> Broadcast | Flaw:
    """Ticks a unit, a role or "has not done this yet" on or off; `everyone` unticks all of it."""
    found = draft(records, actor, broadcast_id)
    if found is None or role not in {None, *ROLES}:
        return Flaw.NOT_YOURS
    selection = Selection() if everyone else found.selection
    if unit_id is not None:
        path = next((path for id_, path, _ in units(records, actor) if id_ == unit_id), None)
        if path is None:
            return Flaw.NOT_YOURS
        selection = replace(selection, units=_switched(selection.units, path))
    if role is not None:
        selection = replace(selection, roles=_switched(selection.roles, role))
    if not_done:
        selection = replace(selection, not_done=not selection.not_done)
    return kept(records, replace(found, selection=selection))


def units(records: Records, actor: Actor) -> list[tuple[int, str, int]]:
    """The units this actor may address: id, path, and how many people are in them and below."""
    found = records.audiences.units(scope_of(actor))
    return [
        (id_, path, sum(people for _, other, people in found if is_within(other, path)))
        for id_, path, _ in found
    ]


def time_it(
    records: Records,
    actor: Actor,
    broadcast_id: int,
    timing: Timing,
    *,
    on: date | None = None,
    at: time | None = None,
    now: datetime,
) -> Broadcast | Flaw:
    """Says when it arrives; a date and a time that have passed, or are far ahead, are refused."""
    found = draft(records, actor, broadcast_id)
    if found is None:
        return Flaw.NOT_YOURS
    changed = replace(found, timing=timing, on=on, at=at)
    if timing in {Timing.AT, Timing.MOMENT}:
        flaw = _flaw_of_time(changed, now) or flaw_of_due(changed, now)
        if flaw is not None:
            return flaw
    return kept(records, changed)


def _flaw_of_time(broadcast: Broadcast, now: datetime) -> Flaw | None:
    """On the author's clock; what has passed there may be ahead elsewhere, but nobody means that."""
    if broadcast.on is None or broadcast.at is None:
        return Flaw.PAST
    moment = datetime.combine(broadcast.on, broadcast.at, tzinfo=ZoneInfo(broadcast.author_zone))
    if moment <= now:
        return Flaw.PAST
    return Flaw.TOO_FAR if moment > now + LONGEST_AHEAD else None


def flaw_of_due(broadcast: Broadcast, now: datetime) -> Flaw | None:
    """Whether a course is asked for until a day before the broadcast leaves, by its author's calendar."""
    leaves_on = broadcast.on if broadcast.moment else now.astimezone(ZoneInfo(broadcast.author_zone)).date()
    if broadcast.due_on is None or leaves_on is None:
        return None
    return Flaw.DUE_BEFORE if broadcast.due_on < leaves_on else None


def keep_for(records: Records, actor: Actor, broadcast_id: int, days: int) -> Broadcast | Flaw:
    """Says for how many days it may wait for people who cannot get it yet."""
    found = draft(records, actor, broadcast_id)
    if found is None or days not in KEEPS_DAYS:
        return Flaw.NOT_YOURS
    return kept(records, replace(found, keeps_days=days))


def due_by(
    records: Records, actor: Actor, broadcast_id: int, on: date | None, *, now: datetime
) -> Broadcast | Flaw:
    """Asks for a course until a date, not before the broadcast leaves; None asks for nothing."""
    found = draft(records, actor, broadcast_id)
    if found is None or found.content.kind is not ContentKind.COURSE:
        return Flaw.NOT_YOURS
    changed = replace(found, due_on=on)
    return flaw_of_due(changed, now) or kept(records, changed)


def make_urgent(records: Records, actor: Actor, broadcast_id: int, reason: str) -> Broadcast | Flaw:
    """Lets it leave windows and budgets for a reason that all see; admins only. Empty takes it back."""
    found = draft(records, actor, broadcast_id)
    if found is None or Role.ADMIN not in actor.roles:
        return Flaw.NOT_YOURS
    reason = seen(reason)
    timing = Timing.NOW if reason and found.timing is Timing.NEXT_BREAK else found.timing
    return kept(records, replace(found, urgent_reason=reason[:200], timing=timing))


def flaw_of(records: Records, world: World, broadcast: Broadcast) -> Flaw | None:
    """What is wrong with a broadcast as it stands now, None where it may be sent."""
    content = broadcast.content
    if content.kind is ContentKind.LESSON:
        return None if world.catalogue.lesson(content.key, "id") else Flaw.GONE
    if content.kind is ContentKind.COURSE:
        return None if content.key in world.catalogue.courses else Flaw.GONE
    if content.kind is ContentKind.ITEM:
        item = item_of(records, content)
        return None if item is not None and item.state is ItemState.PUBLISHED else Flaw.GONE
    if content.kind is ContentKind.QUIZ:
        return None if content.quiz is not None else Flaw.NOTHING
    return length_flaw(content)


def length_flaw(content: Content) -> Flaw | None:
    """Whether the author's words fit, by what Telegram counts."""
    length = len(content.text.encode("utf-16-le")) // 2
    if content.kind is ContentKind.TEXT and not length and content.media is None:
        return Flaw.NOTHING
    if content.kind is not ContentKind.TEXT:
        return Flaw.TEXT_TOO_LONG if length > LONGEST_WORDS else None
    if content.media is not None:
        return Flaw.CAPTION_TOO_LONG if length > LONGEST_CAPTION else None
    return Flaw.TEXT_TOO_LONG if length > LONGEST_TEXT else None


def flaw_for(
    records: Records, world: World, broadcast: Broadcast, units: Iterable[str], *, now: datetime
) -> Flaw | None:
    """What is wrong with sending a draft to people of these units now, None where it may be sent."""
    flaw = flaw_of(records, world, broadcast)
    if flaw is None and broadcast.timing in {Timing.AT, Timing.MOMENT}:
        flaw = _flaw_of_time(broadcast, now)
    flaw = flaw or flaw_of_due(broadcast, now)
    if flaw is None and is_hidden(records, broadcast.content, units):
        return Flaw.HIDDEN
    return flaw


def is_hidden(records: Records, content: Content, units: Iterable[str]) -> bool:
    """Whether it is an item that people of one of these units may not see."""
    item = item_of(records, content) if content.kind is ContentKind.ITEM else None
    return item is not None and item.unit is not None and not all(is_led(one, (item.unit,)) for one in units)


def check_of(broadcast: Broadcast) -> int:
    """A number that tells this draft, with the audience its preview counted, from any other."""
    parts = (
        broadcast.content,
        broadcast.selection,
        broadcast.timing,
        broadcast.on,
        broadcast.at,
        broadcast.keeps_days,
        broadcast.due_on,
        broadcast.urgent_reason,
        broadcast.digest,
    )
    return crc32(repr(parts).encode())


def item_of(records: Records, content: Content) -> Item | None:
    """The knowledge item that is sent, None where it is gone."""
    return records.knowledge.get(int(content.key)) if content.key.isdecimal() else None


def _switched(ticked: tuple[T, ...], one: T) -> tuple[T, ...]:
    return tuple(other for other in ticked if other != one) if one in ticked else (*ticked, one)


def kept(records: Records, broadcast: Broadcast) -> Broadcast:
    """Keeps the draft; what the preview showed before holds no more."""
    changed = replace(broadcast, digest="", size=0)
    records.broadcasts.keep(changed)
    return changed
