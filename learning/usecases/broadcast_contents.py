"""What there is to send: courses, their lessons, and items found by a few words."""

from dataclasses import dataclass
from datetime import datetime

from learning.broadcasts import Broadcast, ContentKind, Results
from learning.knowledge import Item
from learning.people import Actor
from learning.ports import Records
from learning.usecases import broadcasting, drafting
from learning.usecases.carrying import Shown, shown_of
from learning.usecases.drafting import Flaw
from learning.usecases.lookup import look_up
from learning.world import World

MOST_ITEMS = 5
LOOKED_AT = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A broadcast with the title of the lesson, course or item that it sends, empty where there is none."""

    broadcast: Broadcast
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftShown:
    """A draft with what it sends as receivers see it; `flaw` says why it cannot be sent as it is."""

    broadcast: Broadcast
    shown: Shown
    flaw: Flaw | None = None


def listed(records: Records, world: World, broadcast: Broadcast, language: str) -> Listed:
    """A broadcast with the title of what it sends."""
    return Listed(broadcast=broadcast, title=shown_of(records, world, broadcast.content, language).title)


def current(records: Records, world: World, actor: Actor) -> Listed | None:
    """The draft that this author has begun, None where there is none."""
    found = drafting.current(records, actor)
    return listed(records, world, found, actor.person.language) if found else None


def look_at(records: Records, world: World, actor: Actor, broadcast_id: int) -> DraftShown | None:
    """A draft of this author as it stands, None where it is not theirs."""
    found = drafting.draft(records, actor, broadcast_id)
    if found is None:
        return None
    return DraftShown(
        broadcast=found,
        shown=shown_of(records, world, found.content, actor.person.language),
        flaw=drafting.flaw_of(records, world, found),
    )


def sent_page(
    records: Records, world: World, actor: Actor, *, limit: int, offset: int, now: datetime
) -> list[tuple[Listed, Results]]:
    """What this author has sent, newest first, with what became of it."""
    found = broadcasting.mine(records, actor, limit=limit, offset=offset)
    language = actor.person.language
    return [
        (listed(records, world, one, language), broadcasting.results_of(records, world, one, now=now))
        for one in found
    ]


def lesson_key(world: World, course: str, number: int) -> str | None:
    """The key of the lesson at this place of a course, counted from 1; 0 is the course itself. Else None."""
    keys = world.catalogue.lesson_keys.get(course)
    if keys is None or not 0 <= number <= len(keys):
        return None
    return keys[number - 1] if number else course


def take_taught(
    records: Records, world: World, actor: Actor, broadcast_id: int, course: str, number: int
) -> Broadcast | Flaw:
    """Takes the lesson at this place of a course, or the course (0), where that is what the draft sends."""
    found = drafting.draft(records, actor, broadcast_id)
    if found is None:
        return Flaw.NOT_YOURS
    key = lesson_key(world, course, number)
    wanted = ContentKind.LESSON if number else ContentKind.COURSE
    if key is None or found.content.kind is not wanted:
        return Flaw.GONE
    return drafting.choose(records, world, actor, broadcast_id, key)


def take_item(
    records: Records, world: World, actor: Actor, broadcast_id: int, item_id: int
) -> Broadcast | Flaw:
    """Takes a knowledge item, where that is what the draft sends."""
    found = drafting.draft(records, actor, broadcast_id)
    if found is None:
        return Flaw.NOT_YOURS
    if found.content.kind is not ContentKind.ITEM:
        return Flaw.GONE
    return drafting.choose(records, world, actor, broadcast_id, str(item_id))


def found_items(records: Records, actor: Actor, words: str) -> list[Item]:
    """The knowledge items that fit a few words best, of those the author sees."""
    found = look_up(records, words, unit=actor.person.unit, most=LOOKED_AT)
    items = {hit.item.id: hit.item for hit in found.hits if hit.item is not None}
    return list(items.values())[:MOST_ITEMS]
