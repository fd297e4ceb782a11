"""Which broadcasts move, and where their authors watch them."""

from dataclasses import dataclass
from datetime import datetime

from learning.broadcasts import Results
from learning.people import Actor, Person
from learning.ports import Records
from learning.usecases.broadcasting import results_of
from learning.usecases.carrying import shown_of
from learning.world import World


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
    records: Records, world: World, before: frozenset[int] | None, *, now: datetime
) -> tuple[frozenset[int], list[Watched]]:
    """The broadcasts of which something leaves now, and how those stand that moved since the last look.

    `before` are those that moved at the last look, None at the first: then everything that runs is told.
    """
    moving = records.broadcasts.leaving(now)
    looked_at = records.broadcasts.running(now) if before is None else moving | before
    found = []
    for broadcast_id in sorted(looked_at):
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
    return moving, found


def look_away(records: Records, actor: Actor, message_id: int | None) -> None:
    """Notes that the author's message shows something else now: it is not kept up to date any more."""
    if message_id is not None:
        records.broadcasts.show_no_more(actor.person.id, message_id)
