"""Keeps the audit log and a few facts about the running system."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from learning.records import AuditEntry
from storage.statements import upsert
from storage.tables import AuditRow, StateRow, table

AUDIT, STATE = table(AuditRow), table(StateRow)


@dataclass(frozen=True, slots=True)
class SqlJournal:
    """Audit rows and facts over one connection."""

    connection: Connection

    def audit(self, entry: AuditEntry) -> None:
        """Appends an entry."""
        self.connection.execute(sa.insert(AUDIT).values(**asdict(entry)))

    def audit_of(self, person_id: int) -> Sequence[AuditEntry]:
        """What was done to this person's record, oldest first."""
        query = sa.select(AUDIT).where(AUDIT.c.person_id == person_id).order_by(AUDIT.c.id)
        rows = self.connection.execute(query).mappings()
        return [AuditEntry(**{name: row[name] for name in row if name != "id"}) for row in rows]

    def set_fact(self, key: str, value: str, at: datetime) -> None:
        """Keeps a fact in place of the one before."""
        upsert(self.connection, STATE, [{"key": key, "value": value, "updated_at": at}], keys=["key"])

    def fact(self, key: str) -> tuple[str, datetime] | None:
        """A fact and when it was set, or None."""
        row = self.connection.execute(sa.select(STATE).where(STATE.c.key == key)).one_or_none()
        return (row.value, row.updated_at) if row else None
