"""Keeps which ledger rows went to the personnel system in which batch, and what it replied."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from learning.handover import HandedRow, HandedState, HandOver, Reply, Said
from learning.records import CreditKind
from storage.bookings import REMARK
from storage.ledger import CREDIT, entry_of
from storage.people import PERSON, UNIT
from storage.report_tables import HandedCreditRow, HandOverRow
from storage.statements import id_from_outside
from storage.tables import table

BATCH, HANDED = table(HandOverRow), table(HandedCreditRow)
CORRECTED = CREDIT.alias("corrected")
DECEMBER = 12


def _counted(state: HandedState) -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(sa.case((HANDED.c.state == state, 1), else_=0)), 0)


BATCHES = (
    sa.select(
        BATCH,
        sa.func.count(HANDED.c.credit_id).label("rows"),
        sa.func.coalesce(sa.func.sum(CREDIT.c.seconds), 0).label("seconds"),
        _counted(HandedState.ACCEPTED).label("accepted"),
        _counted(HandedState.REJECTED).label("rejected"),
    )
    .join(HANDED, HANDED.c.hand_over_id == BATCH.c.id)
    .join(CREDIT, CREDIT.c.id == HANDED.c.credit_id)
    .group_by(BATCH.c.id)
)
ROWS = (
    sa.select(
        CREDIT,
        PERSON.c.employee_number,
        PERSON.c.name,
        UNIT.c.path.label("unit"),
        CORRECTED.c.kind.label("corrected_kind"),
        REMARK.c.words,
        REMARK.c.corrects_id,
        HANDED.c.state,
        HANDED.c.reason,
    )
    .join(HANDED, HANDED.c.credit_id == CREDIT.c.id)
    .join(PERSON, PERSON.c.id == CREDIT.c.person_id)
    .join(UNIT, UNIT.c.id == CREDIT.c.unit_id)
    .outerjoin(REMARK, REMARK.c.credit_id == CREDIT.c.id)
    .outerjoin(CORRECTED, CORRECTED.c.id == REMARK.c.corrects_id)
    .where(HANDED.c.hand_over_id == id_from_outside("batch"))
    .order_by(CREDIT.c.id)
)

FRESH = (
    sa.select(CREDIT.c.id)
    .join(PERSON, PERSON.c.id == CREDIT.c.person_id)
    .where(PERSON.c.employee_number.is_not(None))
    .where(~sa.exists().where(HANDED.c.credit_id == CREDIT.c.id))
)
"""Rows in no batch yet; who was erased has no number to hand over."""


@dataclass(frozen=True, slots=True)
class SqlHandOvers:
    """Batches over one connection."""

    connection: Connection

    def waiting(self) -> tuple[int, int]:
        """How many rows are in no batch yet, and how many seconds they are."""
        seconds = sa.func.coalesce(sa.func.sum(CREDIT.c.seconds), 0)
        query = FRESH.with_only_columns(sa.func.count(CREDIT.c.id), seconds)
        rows, total = self.connection.execute(query).one()
        return int(rows), int(total)

    def make(self, until: date | None, at: datetime) -> HandOver | None:
        """A batch of every row not handed over yet that was learned by then; None where there is none.

        The last day of a year takes its whole year along: the year is the organisation's, the date in a row
        the person's own, and New Year's night belongs to the year it is booked under.
        """
        fresh = FRESH if until is None else FRESH.where(_by(until))
        if self.connection.execute(fresh.limit(1)).first() is None:
            return None
        month = f"{until:%Y-%m}" if until is not None else ""
        batch = sa.insert(BATCH).values(month=month, made_at=at).returning(BATCH.c.id)
        batch_id = self.connection.execute(batch).scalar_one()
        as_rows = fresh.add_columns(
            sa.literal(batch_id), sa.literal(HandedState.HANDED.value), sa.literal("")
        ).order_by(CREDIT.c.id)
        columns = ["credit_id", "hand_over_id", "state", "reason"]
        self.connection.execute(sa.insert(HANDED).from_select(columns, as_rows))
        return self.get(batch_id)

    def get(self, batch_id: int) -> HandOver | None:
        """The batch of this number, or None."""
        query = BATCHES.where(BATCH.c.id == id_from_outside("batch"))
        row = self.connection.execute(query, {"batch": batch_id}).mappings().one_or_none()
        return HandOver(**row) if row else None

    def all(self) -> Sequence[HandOver]:
        """Every batch, newest first."""
        rows = self.connection.execute(BATCHES.order_by(BATCH.c.id.desc())).mappings()
        return [HandOver(**row) for row in rows]

    def rows(self, batch_id: int) -> Sequence[HandedRow]:
        """The rows of a batch in the order of the ledger."""
        return [_row_of(row) for row in self.connection.execute(ROWS, {"batch": batch_id}).mappings()]

    def states(self, batch_id: int) -> Mapping[int, Said]:
        """What was replied to each row of a batch, by its id in the ledger."""
        query = sa.select(HANDED.c.credit_id, HANDED.c.state, HANDED.c.reason)
        query = query.where(HANDED.c.hand_over_id == id_from_outside("batch"))
        rows = self.connection.execute(query, {"batch": batch_id})
        return {credit_id: Said(state=HandedState(state), reason=why) for credit_id, state, why in rows}

    def reply(self, batch_id: int, replies: Sequence[Reply], at: datetime) -> None:
        """Keeps what the personnel system said of rows; the newest reply holds."""
        if not replies:
            return
        statement = sa.update(HANDED).where(HANDED.c.credit_id == sa.bindparam("credit"))
        statement = statement.values(
            state=sa.bindparam("said"), reason=sa.bindparam("why"), replied_at=sa.bindparam("at")
        )
        self.connection.execute(statement, [_said(reply, at) for reply in replies])
        replied = sa.update(BATCH).where(BATCH.c.id == batch_id).values(replied_at=at)
        self.connection.execute(replied)

    def said_of(self, person_id: int) -> Mapping[str, Said]:
        """What was said of the rows of a person that were handed over, by their source."""
        query = (
            sa.select(CREDIT.c.source, HANDED.c.state, HANDED.c.reason)
            .join(HANDED, HANDED.c.credit_id == CREDIT.c.id)
            .where(CREDIT.c.person_id == person_id)
        )
        rows = self.connection.execute(query)
        return {source: Said(state=HandedState(state), reason=reason) for source, state, reason in rows}


def _by(until: date) -> sa.ColumnElement[bool]:
    this_year = CREDIT.c.year == until.year
    if until.month != DECEMBER:
        this_year &= CREDIT.c.local_on <= until
    return (CREDIT.c.year < until.year) | this_year


def _said(reply: Reply, at: datetime) -> dict[str, object]:
    state = HandedState.ACCEPTED if reply.is_accepted else HandedState.REJECTED
    return {"credit": reply.credit_id, "said": state.value, "why": reply.reason, "at": at}


def _row_of(row: sa.RowMapping) -> HandedRow:
    credit = {name: row[name] for name in CREDIT.c.keys()}  # noqa: SIM118 - the keys of columns, not of a dict
    return HandedRow(
        credit_id=row["id"],
        entry=entry_of(credit),
        employee_number=row["employee_number"] or "",
        name=row["name"],
        unit=row["unit"],
        activity=CreditKind(row["corrected_kind"] or row["kind"]),
        words=row["words"] or "",
        corrects_id=row["corrects_id"],
        state=HandedState(row["state"]),
        reason=row["reason"],
    )
