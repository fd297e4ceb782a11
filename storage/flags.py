"""Finds ledger rows that a person should look at, and keeps what was decided about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from learning.flags import Decision, FlaggedCredit
from storage.ledger import CREDIT, entry_of
from storage.people import UNIT, SqlPeople
from storage.report_tables import FlagDecisionRow
from storage.statements import id_from_outside, insert_new
from storage.tables import table

DECISION = table(FlagDecisionRow)
OPEN = CREDIT.c.flagged & ~sa.exists().where(DECISION.c.credit_id == CREDIT.c.id)
CREDITS = sa.select(CREDIT, UNIT.c.path).join(UNIT, UNIT.c.id == CREDIT.c.unit_id)
FLAGGED = CREDITS.where(OPEN)
ONE = FLAGGED.where(CREDIT.c.id == id_from_outside("credit"))


@dataclass(frozen=True, slots=True)
class SqlFlags:
    """Flagged rows over one connection."""

    connection: Connection

    def count(self) -> int:
        """How many rows wait for a decision."""
        query = sa.select(sa.func.count()).select_from(CREDIT).where(OPEN)
        return int(self.connection.execute(query).scalar_one())

    def page(self, *, limit: int, offset: int) -> Sequence[FlaggedCredit]:
        """Rows that wait for a decision, oldest first."""
        query = FLAGGED.order_by(CREDIT.c.id).limit(limit).offset(offset)
        rows = self.connection.execute(query).mappings().all()
        return [self._flagged(row) for row in rows]

    def get(self, credit_id: int) -> FlaggedCredit | None:
        """A row that waits for a decision, or None."""
        row = self.connection.execute(ONE, {"credit": credit_id}).mappings().one_or_none()
        return self._flagged(row) if row else None

    def decided(self, credit_id: int, actor_id: int) -> tuple[FlaggedCredit, Decision] | None:
        """A row on which this person decided, and how; None for any other."""
        theirs = (CREDIT.c.id == id_from_outside("credit")) & (DECISION.c.actor_id == actor_id)
        query = CREDITS.join(DECISION, DECISION.c.credit_id == CREDIT.c.id).where(theirs)
        values = {"credit": credit_id}
        row = self.connection.execute(query.add_columns(DECISION.c.decision), values).mappings().one_or_none()
        return (self._flagged(row), Decision(row["decision"])) if row else None

    def decide(self, credit_id: int, decision: Decision, *, actor_id: int, at: datetime) -> bool:
        """Keeps a decision, the first one only; whether this was it."""
        values = {"credit_id": credit_id, "decision": decision, "actor_id": actor_id, "decided_at": at}
        return insert_new(self.connection, DECISION, values) is not None

    def _flagged(self, row: sa.RowMapping) -> FlaggedCredit:
        person = SqlPeople(self.connection).get(row["person_id"])
        assert person is not None
        entry = entry_of({name: row[name] for name in row if name not in {"path", "decision"}})
        return FlaggedCredit(id=row["id"], entry=entry, person=person, unit=row["path"])
