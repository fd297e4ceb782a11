"""Puts many made-up people into a database at once, with what the tick must read of each."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from content.catalogue import Catalogue
from storage.broadcast_tables import BroadcastRow
from storage.database import database_url, make_engine
from storage.migrate import migrate
from storage.tables import (
    AttemptRow,
    AttentionRow,
    CourseChoiceRow,
    LeaveRow,
    NudgeRow,
    OutboxRow,
    PersonRow,
    PreferenceRow,
    ReviewRow,
    UnitRow,
    table,
)

ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
UNITS = 60
NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
"""Monday, 23 November 2026, 12:00 in Jakarta, when the due ones of every benchmark are due."""

LESSONS_DONE = 20
REVIEWS_KEPT = 40
FIRST_TELEGRAM_ID = 1_000_000


def populate(file: Path, catalogue: Catalogue, *, people: int, due: int, history: bool = True) -> None:
    """Makes the database: active people, of whom the first `due` are in Jakarta and due at NOON.

    The due ones have twenty lessons behind them and forty questions to remember, a few of them due, and
    every second one left the last nudge unanswered. Every tenth person chose windows, every fiftieth was
    on leave, every fifth chose a course. Without `history` the due ones have nothing behind them.
    """
    url = database_url(f"sqlite:///{file}")
    migrate(url)
    engine = make_engine(url)
    with engine.begin() as connection:
        insert(connection, UnitRow, _units())
        insert(connection, PersonRow, [_person(number, due) for number in range(people)])
        insert(connection, AttentionRow, [_attention(number, due) for number in range(people)])
        insert(connection, NudgeRow, [_nudge(number) for number in range(due) if _waits(number, due)])
        insert(connection, OutboxRow, [_message(number) for number in range(due) if _waits(number, due)])
        insert(connection, PreferenceRow, [_preference(number) for number in range(0, people, 10)])
        insert(connection, LeaveRow, [_leave(number) for number in range(0, people, 50)])
        insert(connection, CourseChoiceRow, [_choice(number, catalogue) for number in range(0, people, 5)])
        keys = [key for course in catalogue.lesson_keys.values() for key in course]
        for number in range(due if history else 0):
            insert(connection, AttemptRow, list(_attempts(number, keys)))
            insert(connection, ReviewRow, list(_reviews(number, keys)))
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    engine.dispose()


def insert(connection: Connection, row: Any, rows: Sequence[dict[str, Any]]) -> None:
    """Puts rows into the table of this class, if there are any."""
    if rows:
        connection.execute(sa.insert(table(row)), rows)


def _units() -> list[dict[str, Any]]:
    return [
        {
            "id": number + 1,
            "path": f"Deputi {number % 6}/Direktorat {number}",
            "time_zone": ZONES[number % 3],
            "working_days": "12345",
            "works_on_holidays": False,
            "windows": None,
        }
        for number in range(UNITS)
    ]


def _person(number: int, due: int) -> dict[str, Any]:
    unit = 3 * (number % (UNITS // 3)) + (0 if number < due else number % 3)
    return {
        "id": number + 1,
        "employee_number": f"{number:018}",
        "name": f"Pegawai {number}",
        "unit_id": unit + 1,
        "time_zone": ZONES[unit % 3],
        "language": "id",
        "employment_type": "PNS",
        "state": "active",
        "email": "",
        "telegram_id": FIRST_TELEGRAM_ID + number,
        "acknowledged_at": NOON - timedelta(days=200),
        "notice_version": "2026-11",
        "onboarded_at": NOON - timedelta(days=200),
        "created_at": NOON - timedelta(days=200),
    }


def _attention(number: int, due: int) -> dict[str, Any]:
    later = timedelta(minutes=1 + number % 1440)
    return {
        "person_id": number + 1,
        "next_due_at": NOON if number < due else NOON + later,
        "last_nudge_on": date(2026, 11, 20),
        "nudges_on_day": 1,
        "week": "2026-W47",
        "brought_seconds": 1200,
        "unanswered_in_row": number % 4,
        "lessons_since_review": number % 4,
        "open_nudge_id": number + 1 if _waits(number, due) else None,
        "told_slowing": False,
    }


def _waits(number: int, due: int) -> bool:
    return number < due and number % 2 == 0


def _nudge(number: int) -> dict[str, Any]:
    """Friday's nudge, not answered."""
    return {
        "id": number + 1,
        "person_id": number + 1,
        "kind": "lesson",
        "lesson_key": "course-00/20-lesson",
        "question_keys": [],
        "seconds": 240,
        "window": "lunch",
        "local_on": date(2026, 11, 20),
        "state": "waiting",
        "why": "everyone",
        "is_return": False,
        "slowed": False,
        "created_at": NOON - timedelta(days=3),
        "ends_at": NOON - timedelta(days=3, hours=-1),
    }


def _message(number: int) -> dict[str, Any]:
    friday = NOON - timedelta(days=3)
    return {
        "dedupe_key": f"nudge:{number + 1}:2026-11-20:lunch",
        "person_id": number + 1,
        "nudge_id": number + 1,
        "kind": "nudge",
        "priority": 2,
        "state": "sent",
        "reason": "",
        "created_at": friday,
        "not_before": friday,
        "deadline": friday + timedelta(hours=1),
        "attempts": 1,
        "message_id": 500 + number,
    }


def _preference(number: int) -> dict[str, Any]:
    chosen = {"lunch": {"on": True, "starts": "12:00", "ends": "13:00"}, "afternoon": {"on": True}}
    return {"person_id": number + 1, "windows": chosen}


def _leave(number: int) -> dict[str, Any]:
    return {
        "person_id": number + 1,
        "kind": "leave",
        "starts_on": date(2026, 8, 3),
        "ends_on": date(2026, 8, 7),
    }


def _choice(number: int, catalogue: Catalogue) -> dict[str, Any]:
    course = list(catalogue.courses)[number % len(catalogue.courses)]
    return {"person_id": number + 1, "course": course, "chosen_at": NOON - timedelta(days=100)}


def _attempts(number: int, keys: Sequence[str]) -> Iterator[dict[str, Any]]:
    for place, key in enumerate(keys[:LESSONS_DONE]):
        at = NOON - timedelta(days=150 - 5 * place)
        yield {
            "person_id": number + 1,
            "kind": "lesson",
            "lesson_key": key,
            "lesson_hash": "0" * 32,
            "question_keys": [],
            "planned_seconds": 240,
            "seconds_left": 0,
            "cards_opened": 1,
            "started_at": at,
            "touched_at": at,
            "completed_at": at + timedelta(minutes=4),
        }


def _reviews(number: int, keys: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Forty memories, of which four are due."""
    for place in range(REVIEWS_KEPT):
        yield {
            "person_id": number + 1,
            "question_key": f"{keys[place % LESSONS_DONE]}/q{1 + place // LESSONS_DONE}",
            "competency": "Kompetensi",
            "stability": 10.0,
            "difficulty": 5.0,
            "lapses": place % 7 == 0,
            "last_review_at": NOON - timedelta(days=30),
            "due_at": NOON + timedelta(days=5 * place - 15, hours=-1),
        }


def broadcast_beside(file: Path, people: int, due: int) -> None:
    """Adds a broadcast to everybody that runs: the due ones and every second other got it on Friday."""
    engine = make_engine(database_url(f"sqlite:///{file}"))
    with engine.begin() as connection:
        insert(connection, BroadcastRow, [broadcast(1, people)])
        copies = [copy(1, number, sent=number < due or number % 2 == 0) for number in range(people)]
        insert(connection, OutboxRow, copies)
    engine.dispose()


def broadcast(author_id: int, size: int, days: int = 3) -> dict[str, Any]:
    """A broadcast of a text, confirmed so many days ago, that may wait for two weeks."""
    confirmed_at = NOON - timedelta(days=days)
    return {
        "author_id": author_id,
        "content": {"kind": "text", "text": "Rapat pindah ke lantai dua."},
        "selection": {},
        "timing": "now",
        "keeps_days": 14,
        "state": "running",
        "size": size,
        "digest": "0" * 24,
        "created_at": confirmed_at,
        "confirmed_at": confirmed_at,
        "ends_at": confirmed_at + timedelta(days=14),
        "urgent_reason": "",
        "reason": "",
        "revision": 0,
        "served": 0,
    }


def copy(broadcast_id: int, number: int, *, sent: bool, days: int = 3) -> dict[str, Any]:
    """One person's copy of such a broadcast; what was not sent then waits until tomorrow."""
    confirmed_at = NOON - timedelta(days=days)
    return {
        "dedupe_key": f"broadcast:{broadcast_id}:{number + 1}",
        "person_id": number + 1,
        "broadcast_id": broadcast_id,
        "kind": "broadcast",
        "priority": 3,
        "state": "sent" if sent else "queued",
        "reason": "" if sent else "budget",
        "created_at": confirmed_at,
        "not_before": confirmed_at if sent else NOON + timedelta(days=1),
        "deadline": confirmed_at + timedelta(days=14),
        "claimed_at": confirmed_at if sent else None,
        "settled_at": confirmed_at + timedelta(seconds=1) if sent else None,
        "attempts": int(sent),
        "message_id": 9_000 + number if sent else None,
    }


def make_due_again(connection: Connection, due: int) -> None:
    """Takes back what a tick wrote, so that the same people are due once more."""
    outbox, nudge = table(OutboxRow), table(NudgeRow)
    connection.execute(sa.delete(outbox).where(outbox.c.created_at >= NOON))
    connection.execute(sa.delete(nudge).where(nudge.c.created_at >= NOON))
    connection.execute(sa.update(nudge).values(state="waiting"))
    connection.execute(sa.delete(table(AttentionRow)).where(table(AttentionRow).c.person_id <= due))
    insert(connection, AttentionRow, [_attention(number, due) for number in range(due)])
