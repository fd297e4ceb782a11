"""Keeps the audit log and a few facts about the running system."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from learning.auditing import AuditLine, AuditSought
from learning.records import AuditEntry
from storage.statements import upsert
from storage.tables import AuditRow, PersonRow, StateRow, UnitRow, table

AUDIT, STATE = table(AuditRow), table(StateRow)
PERSON, UNIT = table(PersonRow), table(UnitRow)
ACTING, NAMED = PERSON.alias("acting"), PERSON.alias("named")

ENTRY_COLUMNS = tuple(AUDIT.c[field.name] for field in fields(AuditEntry))
LOG = (
    sa.select(
        AUDIT.c.id,
        *ENTRY_COLUMNS,
        ACTING.c.name.label("actor_name"),
        PERSON.c.name.label("person_name"),
        UNIT.c.path.label("person_unit"),
    )
    .join(ACTING, ACTING.c.id == AUDIT.c.actor_id, isouter=True)
    .join(PERSON, PERSON.c.id == AUDIT.c.person_id, isouter=True)
    .join(UNIT, UNIT.c.id == PERSON.c.unit_id, isouter=True)
)


@dataclass(frozen=True, slots=True)
class SqlJournal:
    """Audit rows and facts over one connection."""

    connection: Connection

    def audit(self, entry: AuditEntry) -> None:
        """Appends an entry."""
        self.connection.execute(sa.insert(AUDIT).values(**asdict(entry)))

    def audit_of(self, person_id: int) -> Sequence[AuditEntry]:
        """What was done to this person's record, and what they did, oldest first."""
        theirs = (AUDIT.c.person_id == person_id) | (AUDIT.c.actor_id == person_id)
        query = sa.select(AUDIT).where(theirs).order_by(AUDIT.c.id)
        rows = self.connection.execute(query).mappings()
        return [_entry_of(row) for row in rows]

    def newest_about(self, detail: str) -> AuditEntry | None:
        """The newest entry with this detail, or None."""
        query = sa.select(AUDIT).where(AUDIT.c.detail == detail).order_by(AUDIT.c.id.desc()).limit(1)
        row = self.connection.execute(query).mappings().one_or_none()
        return _entry_of(row) if row else None

    def log(self, sought: AuditSought, *, limit: int) -> Sequence[AuditLine]:
        """The newest entries of those sought, newest first; the oldest of those newer than one asked about.

        Those of some actions are found action by action, so that neither rare nor frequent ones take long.
        """
        upwards = sought.newer_than is not None
        chosen = _chosen(sought, limit) if sought.actions is not None else None
        query = LOG.where(*_conditions(sought) if chosen is None else [AUDIT.c.id.in_(chosen)])
        order = AUDIT.c.id if upwards else AUDIT.c.id.desc()
        rows = self.connection.execute(query.order_by(order).limit(limit)).mappings().all()
        return [_line_of(row) for row in (reversed(rows) if upwards else rows)]

    def set_fact(self, key: str, value: str, at: datetime) -> None:
        """Keeps a fact in place of the one before."""
        upsert(self.connection, STATE, [{"key": key, "value": value, "updated_at": at}], keys=["key"])

    def fact(self, key: str) -> tuple[str, datetime] | None:
        """A fact and when it was set, or None."""
        row = self.connection.execute(sa.select(STATE).where(STATE.c.key == key)).one_or_none()
        return (row.value, row.updated_at) if row else None


def _chosen(sought: AuditSought, limit: int) -> sa.Select[tuple[int]]:
    """The ids of the first entries of each action."""
    order = AUDIT.c.id if sought.newer_than is not None else AUDIT.c.id.desc()
    of_each = [
        sa.select(AUDIT.c.id)
        .where(AUDIT.c.action == action, *_conditions(sought))
        .order_by(order)
        .limit(limit)
        for action in sorted(sought.actions or ())
    ]
    every = sa.union_all(*(sa.select(one.subquery().c.id) for one in of_each)).subquery()
    return sa.select(every.c.id)


def _conditions(sought: AuditSought) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if sought.older_than is not None:
        conditions.append(AUDIT.c.id < sa.literal(sought.older_than, sa.BigInteger))
    if sought.newer_than is not None:
        conditions.append(AUDIT.c.id > sa.literal(sought.newer_than, sa.BigInteger))
    if sought.since is not None:
        conditions.append(AUDIT.c.at >= sought.since)
    if sought.action:
        conditions.append(AUDIT.c.action.icontains(sought.action, autoescape=True))
    if sought.actor:
        named = sa.select(NAMED.c.id).where(NAMED.c.name.icontains(sought.actor, autoescape=True))
        said = AUDIT.c.actor.icontains(sought.actor, autoescape=True)
        conditions.append(said | AUDIT.c.actor_id.in_(named))
    return conditions


def _line_of(row: RowMapping) -> AuditLine:
    return AuditLine(
        id=row["id"],
        entry=_entry_of(row),
        actor_name=row["actor_name"] or "",
        person_name=row["person_name"] or "",
        person_unit=row["person_unit"] or "",
    )


def _entry_of(row: RowMapping) -> AuditEntry:
    return AuditEntry(**{column.name: row[column.name] for column in ENTRY_COLUMNS})
