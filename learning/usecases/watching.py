"""Which broadcasts move, and where their authors watch them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from learning.broadcasts import Pulse, Results
from learning.people import Actor, Person
from learning.ports import Records
from learning.usecases.broadcasting import results_of
from learning.usecases.carrying import shown_of
from learning.world import World

UNSEEN = timedelta(days=2)
"""So long Sela may have been down, and still tell what ended meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A broadcast as it stands, and the message in which its author watches it.

    `title` is that of the lesson, course or item it sends, empty where there is none.
    """

    telegram_id: int
    message_id: int
    author: Person
    results: Results
    title: str = ""


def watched(
    records: Records, world: World, before: Mapping[int, Pulse], *, now: datetime
) -> tuple[Mapping[int, Pulse], list[Watched]]:
    """The pulses of the broadcasts that are watched, and how those stand whose pulse is another than before.

    At the first look `before` is empty: everything is told then, also what ended while nobody looked.
    """
    pulses = records.broadcasts.pulses(now - UNSEEN)
    found = []
    for broadcast_id in sorted(pulses):
        if pulses[broadcast_id] == before.get(broadcast_id):
            continue
        broadcast = records.broadcasts.get(broadcast_id)
        if broadcast is None or broadcast.view_message_id is None:
            continue
        author = records.people.get(broadcast.author_id)
        if author is None or author.telegram_id is None or author.blocked_at is not None:
            continue
        found.append(
            Watched(
                telegram_id=author.telegram_id,
                message_id=broadcast.view_message_id,
                author=author,
                results=results_of(records, world, broadcast, now=now),
                title=shown_of(records, world, broadcast.content, author.language).title,
            )
        )
    return pulses, found


def look_away(records: Records, actor: Actor, message_id: int | None) -> None:
    """Notes that the author's message shows something else now: it is not kept up to date any more."""
    if message_id is not None:
        records.broadcasts.show_no_more(actor.person.id, message_id)
