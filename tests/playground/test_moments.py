"""What a turned clock waits for: whether anything leaves now, and when the next message may."""

from dataclasses import replace
from datetime import datetime

from learning.broadcasts import Broadcast, BroadcastState, Content, ContentKind, Selection
from learning.ports import Records
from storage.database import Database
from tests.clock import MONDAY_MORNING
from tests.people import BUDI, SARI
from tests.storage.rows import later, outgoing


def test_it_moves_while_a_message_leaves_or_may_leave_and_rests_while_one_waits(
    database: Database, people: dict[int, int]
) -> None:
    assert not is_moving(database, 0)
    put(database, people[SARI], "a", minutes=5)
    assert [is_moving(database, minutes) for minutes in (4.9, 5, 60)] == [False, True, False]
    database.transact(lambda records: records.outbox.claim(later(minutes=5), 1))
    assert is_moving(database, 60)


def test_the_next_moment_is_that_of_the_earliest_message_that_still_waits(
    database: Database, people: dict[int, int]
) -> None:
    assert next_due(database, 0) is None
    for minutes in (7, 3):
        put(database, people[SARI], str(minutes), minutes=minutes)
    moments = [next_due(database, minutes) for minutes in (0, 3, 7)]
    assert moments == [later(minutes=3), later(minutes=7), None]


def test_nothing_of_a_paused_broadcast_moves_until_it_goes_on(
    database: Database, people: dict[int, int]
) -> None:
    sent = database.transact(begun, people[BUDI])
    put(database, people[SARI], "copy", minutes=5, broadcast=sent.id)
    assert (is_moving(database, 5), next_due(database, 0)) == (True, later(minutes=5))
    database.transact(
        lambda records: records.broadcasts.move(sent.id, [BroadcastState.RUNNING], BroadcastState.PAUSED)
    )
    assert (is_moving(database, 5), next_due(database, 0)) == (False, None)


def begun(records: Records, author_id: int) -> Broadcast:
    """A broadcast that runs."""
    draft = Broadcast(
        id=0,
        author_id=author_id,
        author="",
        author_unit="",
        author_zone="Asia/Jakarta",
        content=Content(kind=ContentKind.TEXT, text="Halo"),
        selection=Selection(),
        created_at=MONDAY_MORNING,
    )
    running = replace(records.broadcasts.add(draft), state=BroadcastState.RUNNING, ends_at=later(days=1))
    assert records.broadcasts.confirm(running)
    return running


def put(
    database: Database, person_id: int, key: str, *, minutes: float, broadcast: int | None = None
) -> None:
    """Queues a message for so many minutes after Monday morning."""
    message = outgoing(person_id, key, not_before=later(minutes=minutes), broadcast_id=broadcast)
    database.transact(lambda records: records.outbox.put([message]))


def is_moving(database: Database, minutes: float) -> bool:
    """Whether anything moves so many minutes after Monday morning."""
    return database.transact(lambda records: records.outbox.is_moving(later(minutes=minutes)))


def next_due(database: Database, minutes: float) -> datetime | None:
    """The next moment after so many minutes."""
    return database.transact(lambda records: records.outbox.next_due(later(minutes=minutes)))
