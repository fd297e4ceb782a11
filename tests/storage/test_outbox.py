"""Every message is in exactly one state, and nobody sends what somebody else has taken."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import URL

from learning.records import OutboxState
from storage.database import Database
from storage.records import SqlRecords
from tests.people import BAYU, CAST, SARI
from tests.storage.rows import later, outgoing


def put(database: Database, *messages: Any) -> None:
    """Queues messages."""
    database.transact(lambda records: records.outbox.put(messages))


def claim(database: Database, limit: int = 100, minutes: float = 0) -> list[Any]:
    """Takes messages so many minutes after Monday morning."""
    return list(database.transact(lambda records: records.outbox.claim(later(minutes=minutes), limit)))


def counts(database: Database) -> dict[str, int]:
    """How many messages are in each state."""
    return dict(database.transact(lambda records: records.outbox.counts()))


def test_a_second_message_with_the_same_key_is_not_put_in(database: Database, people: dict[int, int]) -> None:
    put(database, outgoing(people[SARI], "a"), outgoing(people[SARI], "b"))
    put(database, outgoing(people[SARI], "a", priority=0), outgoing(people[SARI], "c"))
    put(database)
    assert counts(database) == {"queued": 3}
    assert [row.priority for row in claim(database)] == [2, 2, 2]


def test_the_urgent_leave_first_then_the_oldest(database: Database, people: dict[int, int]) -> None:
    put(
        database,
        outgoing(people[SARI], "report", priority=4),
        outgoing(people[SARI], "new", not_before=later(minutes=1)),
        outgoing(people[SARI], "old"),
        outgoing(people[BAYU], "urgent", priority=1, not_before=later(minutes=2)),
    )
    order = [row.id for row in claim(database, limit=3, minutes=5)]
    assert order == [4, 3, 2]
    assert [row.id for row in claim(database, minutes=5)] == [1]


def test_nothing_leaves_before_its_time_or_after_its_deadline(
    database: Database, people: dict[int, int]
) -> None:
    put(database, outgoing(people[SARI], "a", not_before=later(minutes=5)))
    assert claim(database, minutes=4.9) == []
    assert claim(database, minutes=60) == []
    assert database.transact(lambda records: records.outbox.expire(later(minutes=60))) == 1
    assert counts(database) == {"expired": 1}


def test_two_processes_on_one_database_never_take_the_same_message(url: URL, people: dict[int, int]) -> None:
    first, second = Database(url), Database(url)
    put(first, *(outgoing(people[SARI], str(number)) for number in range(60)))

    def take(database: Database) -> list[int]:
        return [row.id for _ in range(6) for row in claim(database, limit=3)]

    with ThreadPoolExecutor(4) as threads:
        taken = [row for rows in threads.map(take, (first, second, first, second)) for row in rows]
    taken += [row.id for row in claim(first)]
    assert sorted(taken) == list(range(1, 61))
    assert counts(first) == {"claimed": 60}
    first.close()
    second.close()


def test_what_was_being_sent_when_the_process_ended_is_in_doubt(
    database: Database, people: dict[int, int]
) -> None:
    put(database, outgoing(people[SARI], "a"), outgoing(people[SARI], "b"))
    claim(database, limit=1)
    assert database.transact(lambda records: records.outbox.doubt_claimed(later())) == 1
    assert counts(database) == {"uncertain": 1, "queued": 1}
    assert [row.id for row in claim(database)] == [2]


def test_what_surely_did_not_leave_is_tried_again_later(database: Database, people: dict[int, int]) -> None:
    put(database, outgoing(people[SARI], "a"))
    (row,) = claim(database)
    assert row.attempts == 1
    database.transact(lambda records: records.outbox.requeue(row.id, later(minutes=1)))
    assert claim(database) == []
    (again,) = claim(database, minutes=1)
    assert again.attempts == 2


def test_what_waits_for_a_person_can_be_cancelled_and_nothing_else_is(
    database: Database, people: dict[int, int]
) -> None:
    put(database, outgoing(people[SARI], "a"), outgoing(people[SARI], "b"), outgoing(people[BAYU], "c"))
    claim(database, limit=1)
    cancel = database.transact(lambda r: r.outbox.cancel_queued(people[SARI], later(), "paused"))
    assert cancel == 1
    assert counts(database) == {"claimed": 1, "cancelled": 1, "queued": 1}


def test_history_from_elsewhere_is_settled_from_the_start(database: Database, people: dict[int, int]) -> None:
    known = outgoing(people[SARI], "a")
    database.transact(lambda r: r.outbox.put_settled(known, OutboxState.SENT))
    assert counts(database) == {"sent": 1}
    assert claim(database) == []


def test_a_long_reason_is_cut(database: Database, people: dict[int, int]) -> None:
    put(database, outgoing(people[SARI], "a"))
    (row,) = claim(database)
    database.transact(
        lambda r: r.outbox.settle(row.id, OutboxState.FAILED, later(), reason="x" * 5000, message_id=None)
    )
    assert counts(database) == {"failed": 1}


operations = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.integers(0, 30), st.integers(0, 4)),
        st.tuples(st.just("claim"), st.integers(0, 90), st.integers(0, 5)),
        st.tuples(st.just("settle"), st.sampled_from(["sent", "uncertain", "failed", "unreachable"])),
        st.tuples(st.just("requeue"), st.integers(0, 90)),
        st.tuples(st.just("cancel"), st.integers(1, 5)),
        st.tuples(st.just("expire"), st.integers(0, 90)),
        st.tuples(st.just("crash")),
    ),
    max_size=40,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(operations=operations)
def test_states_always_sum_to_what_was_put(
    backend: str, database: Database, people: dict[int, int], operations: list[tuple[Any, ...]]
) -> None:
    empty = "DELETE FROM outbox" if backend == "sqlite" else "TRUNCATE outbox"
    database.transact(lambda records: records.connection.exec_driver_sql(empty))
    keys: set[str] = set()
    in_flight: list[int] = []
    ended: Counter[str] = Counter()
    for operation, *details in operations:
        if operation == "put":
            keys.add(str(details[0]))
            put(database, outgoing(details[0] % len(CAST) + 1, str(details[0]), priority=details[1]))
        elif operation == "claim":
            in_flight += [row.id for row in claim(database, limit=details[1], minutes=details[0])]
        elif operation == "settle" and in_flight:
            row = in_flight.pop()
            state = OutboxState(details[0])
            ended[state] += 1
            database.transact(_settle, row, state)
        elif operation == "requeue" and in_flight:
            database.transact(_requeue, in_flight.pop(), later(minutes=details[0]))
        elif operation == "cancel":
            ended["cancelled"] += database.transact(_cancel, details[0])
        elif operation == "expire":
            ended["expired"] += database.transact(_expire, later(minutes=details[0]))
        elif operation == "crash":
            doubted = database.transact(lambda r: r.outbox.doubt_claimed(later()))
            assert doubted == len(in_flight)
            ended["uncertain"] += doubted
            in_flight.clear()
        found = counts(database)
        assert sum(found.values()) == len(keys)
        assert found.get("claimed", 0) == len(in_flight)
        assert {state: count for state, count in found.items() if state not in {"queued", "claimed"}} == {
            state: count for state, count in ended.items() if count
        }


def _settle(records: SqlRecords, row: int, state: OutboxState) -> None:
    records.outbox.settle(row, state, later())


def _requeue(records: SqlRecords, row: int, not_before: datetime) -> None:
    records.outbox.requeue(row, not_before)


def _cancel(records: SqlRecords, person_id: int) -> int:
    return records.outbox.cancel_queued(person_id, later(), "paused")


def _expire(records: SqlRecords, now: datetime) -> int:
    return records.outbox.expire(now)
