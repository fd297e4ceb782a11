"""Rows to put into the records."""

from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from learning.records import CreditEntry, CreditKind, Outgoing
from storage.sum_checks import sums_of_ledger
from tests.clock import MONDAY_MORNING


def credit(person_id: int, **more: Any) -> CreditEntry:
    """A ledger row of four minutes on Monday."""
    values: dict[str, Any] = {
        "person_id": person_id,
        "unit_id": 1,
        "kind": CreditKind.LESSON,
        "source": "lesson:kelas/01:2026",
        "title": "Pelajaran 01",
        "competency": "Kerapian",
        "seconds": 240,
        "minutes_per_jp": 45,
        "credited_at": MONDAY_MORNING,
        "year": 2026,
        "iso_year": 2026,
        "iso_week": 48,
        "local_on": date(2026, 11, 23),
        "rule_version": "2026-1",
        "evidence": {"attempt": 1},
    }
    return CreditEntry(**{**values, **more})


def outgoing(person_id: int, key: str, **more: Any) -> Outgoing:
    """A message that may leave from Monday morning on, for an hour."""
    values: dict[str, Any] = {
        "dedupe_key": key,
        "person_id": person_id,
        "kind": "nudge",
        "priority": 2,
        "created_at": MONDAY_MORNING,
        "not_before": MONDAY_MORNING,
        "deadline": later(minutes=60),
    }
    return Outgoing(**{**values, **more})


def later(**by: float) -> datetime:
    """A moment so much after Monday morning."""
    return MONDAY_MORNING + timedelta(**by)


def fill_sums(connection: Connection) -> None:
    """Makes the sums of weeks and years from ledger rows that were put in beside the ledger's own way."""
    for name, ledger in sums_of_ledger(connection.dialect.name).items():
        connection.execute(sa.text(f"DELETE FROM {name}"))
        connection.execute(sa.text(f"INSERT INTO {name} {ledger}"))
