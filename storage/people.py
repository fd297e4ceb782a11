"""Reads and changes people: who they are, their grants, windows, leave, and how they are forgotten."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from learning.people import EmploymentType, Grant, Person, PersonState, Role
from learning.records import Circumstances, LeaveKind
from learning.rules.breaks import Leave
from storage.forgetting import forget_traces, forget_words_on_hours
from storage.statements import id_from_outside, upsert
from storage.tables import (
    AnswerRow,
    AssignmentRow,
    AttemptRow,
    AttentionRow,
    AuditRow,
    CourseChoiceRow,
    GrantRow,
    LeaveRow,
    LinkRow,
    MistakeReportRow,
    PersonRow,
    PreferenceRow,
    ReviewRow,
    UnitRow,
    table,
)

PERSON, UNIT, GRANT = table(PersonRow), table(UnitRow), table(GrantRow)
LEAVE, PREFERENCE, ATTENTION = table(LeaveRow), table(PreferenceRow), table(AttentionRow)

PERSON_COLUMNS = (
    PERSON.c.id,
    PERSON.c.employee_number,
    PERSON.c.name,
    PERSON.c.unit_id,
    UNIT.c.path.label("unit"),
    PERSON.c.time_zone,
    PERSON.c.language,
    PERSON.c.employment_type,
    PERSON.c.state,
    PERSON.c.starts_on,
    PERSON.c.email,
    PERSON.c.telegram_id,
    PERSON.c.acknowledged_at,
    PERSON.c.onboarded_at,
    PERSON.c.blocked_at,
)
SELECT_PERSON = sa.select(*PERSON_COLUMNS).join(UNIT, UNIT.c.id == PERSON.c.unit_id)

# What every tap asks is built once here: building a statement costs five times what running it does.
PEOPLE: sa.BindParameter[Any] = sa.bindparam("people", expanding=True)
BY_ID = SELECT_PERSON.where(PERSON.c.id == id_from_outside("value"))
BY_TELEGRAM_ID = SELECT_PERSON.where(PERSON.c.telegram_id == sa.bindparam("value"))
BY_NUMBER = SELECT_PERSON.where(PERSON.c.employee_number == sa.bindparam("value"))
GRANTS = (
    sa.select(GRANT, UNIT.c.path)
    .join(UNIT, UNIT.c.id == GRANT.c.unit_id, isouter=True)
    .where(GRANT.c.person_id.in_(PEOPLE))
)
LEAVES = sa.select(LEAVE).where(LEAVE.c.person_id.in_(PEOPLE))
CIRCUMSTANCES = (
    sa.select(
        *PERSON_COLUMNS,
        UNIT.c.working_days,
        UNIT.c.works_on_holidays,
        UNIT.c.windows.label("unit_windows"),
        PREFERENCE.c.windows.label("chosen"),
    )
    .join(UNIT, UNIT.c.id == PERSON.c.unit_id)
    .join(PREFERENCE, PREFERENCE.c.person_id == PERSON.c.id, isouter=True)
    .where(PERSON.c.id.in_(PEOPLE))
)


def person_of(row: Row[*tuple[Any, ...]]) -> Person:
    """The person in the columns of PERSON_COLUMNS."""
    return Person(
        id=row.id,
        employee_number=row.employee_number or "",
        name=row.name,
        unit_id=row.unit_id,
        unit=row.unit,
        time_zone=row.time_zone,
        language=row.language,
        employment_type=EmploymentType(row.employment_type),
        state=PersonState(row.state),
        starts_on=row.starts_on,
        email=row.email,
        telegram_id=row.telegram_id,
        acknowledged_at=row.acknowledged_at,
        onboarded_at=row.onboarded_at,
        blocked_at=row.blocked_at,
    )


@dataclass(frozen=True, slots=True)
class SqlPeople:
    """People over one connection."""

    connection: Connection

    def get(self, person_id: int) -> Person | None:
        """The person of this id, or None."""
        return self._one(BY_ID, person_id)

    def by_telegram_id(self, telegram_id: int) -> Person | None:
        """The person bound to this Telegram account, or None."""
        return self._one(BY_TELEGRAM_ID, telegram_id)

    def by_number(self, employee_number: str) -> Person | None:
        """The person with this employee number, or None."""
        return self._one(BY_NUMBER, employee_number)

    def everyone(self, unit: str | None = None) -> Sequence[Person]:
        """Everyone still on the roster, in a unit and below it where one is named, by unit and name."""
        query = SELECT_PERSON.where(PERSON.c.state != PersonState.LEFT)
        if unit is not None:
            query = query.where((UNIT.c.path == unit) | UNIT.c.path.startswith(f"{unit}/", autoescape=True))
        rows = self.connection.execute(query.order_by(UNIT.c.path, PERSON.c.name, PERSON.c.id))
        return [person_of(row) for row in rows]

    def _one(self, query: sa.Select[Any], value: int | str) -> Person | None:
        row = self.connection.execute(query, {"value": value}).one_or_none()
        return person_of(row) if row else None

    def grants(self, person_id: int) -> tuple[Grant, ...]:
        """Every grant of the person, in force or not."""
        return self.grants_of([person_id]).get(person_id, ())

    def grants_of(self, person_ids: Sequence[int]) -> dict[int, tuple[Grant, ...]]:
        """The grants of each of these people who have any."""
        found: dict[int, tuple[Grant, ...]] = {}
        for row in self.connection.execute(GRANTS, {"people": person_ids}):
            grant = Grant(role=Role(row.role), unit=row.path, starts_on=row.starts_on, ends_on=row.ends_on)
            found[row.person_id] = (*found.get(row.person_id, ()), grant)
        return found

    def holders(self, role: Role, on: date) -> Sequence[tuple[int, str | None]]:
        """Who holds a role on a date and can be written to, with the unit it is over, by person."""
        in_force = (GRANT.c.starts_on <= on) & (GRANT.c.ends_on.is_(None) | (GRANT.c.ends_on >= on))
        query = (
            sa.select(GRANT.c.person_id, UNIT.c.path)
            .join(PERSON, PERSON.c.id == GRANT.c.person_id)
            .join(UNIT, UNIT.c.id == GRANT.c.unit_id, isouter=True)
            .where(GRANT.c.role == role, in_force)
            .where(PERSON.c.state == PersonState.ACTIVE, PERSON.c.blocked_at.is_(None))
            .order_by(GRANT.c.person_id)
        )
        return self.connection.execute(query).all()

    def bind(self, person_id: int, telegram_id: int) -> None:
        """Binds a Telegram account to the person, who is active from now on."""
        self._set(person_id, telegram_id=telegram_id, state=PersonState.ACTIVE, blocked_at=None)

    def unbind(self, person_id: int) -> None:
        """Takes the Telegram account away, so that a new link can be used; nothing is sent until then."""
        self._set(
            person_id,
            telegram_id=None,
            state=PersonState.LISTED,
            acknowledged_at=None,
            onboarded_at=None,
            blocked_at=None,
        )
        self._never_due(person_id)

    def acknowledge(self, person_id: int, notice_version: str, at: datetime) -> None:
        """Records that the person has read this version of the privacy notice."""
        self._set(person_id, acknowledged_at=at, notice_version=notice_version)

    def finish_onboarding(self, person_id: int, at: datetime) -> None:
        """Records that language, zone and windows are confirmed."""
        self._set(person_id, onboarded_at=at)

    def set_language(self, person_id: int, language: str) -> None:
        """Sets the language Sela speaks with the person."""
        self._set(person_id, language=language)

    def set_time_zone(self, person_id: int, time_zone: str) -> None:
        """Sets the person's own clock."""
        self._set(person_id, time_zone=time_zone)

    def set_blocked(self, person_id: int, at: datetime | None) -> None:
        """Records since when the person cannot be reached, or that they can again."""
        self._set(person_id, blocked_at=at)
        if at is not None:
            self._never_due(person_id)

    def _set(self, person_id: int, **values: Any) -> None:
        self.connection.execute(sa.update(PERSON).where(PERSON.c.id == person_id).values(**values))

    def _never_due(self, person_id: int) -> None:
        self.connection.execute(
            sa.update(ATTENTION).where(ATTENTION.c.person_id == person_id).values(next_due_at=None)
        )

    def circumstances(self, person_id: int) -> Circumstances:
        """What decides this person's schedule; raises KeyError where there is no such person."""
        return self.circumstances_of([person_id])[person_id]

    def circumstances_of(self, person_ids: Sequence[int]) -> dict[int, Circumstances]:
        """The same for many people in three queries."""
        leaves = leaves_by_person(self.connection.execute(LEAVES, {"people": person_ids}))
        return {
            row.id: Circumstances(
                person=person_of(row),
                working_days=frozenset(map(int, row.working_days)),
                works_on_holidays=row.works_on_holidays,
                unit_windows=row.unit_windows or {},
                chosen=row.chosen or {},
                leaves=leaves.get(row.id, ()),
            )
            for row in self.connection.execute(CIRCUMSTANCES, {"people": person_ids}).all()
        }

    def choose_windows(self, person_id: int, chosen: Mapping[str, Any]) -> None:
        """Keeps the windows the person chose."""
        upsert(
            self.connection,
            PREFERENCE,
            [{"person_id": person_id, "windows": dict(chosen)}],
            keys=["person_id"],
        )

    def wants_mondays(self, person_id: int) -> bool:
        """Whether the person takes the Monday message; everybody does until they switch it off."""
        query = sa.select(PREFERENCE.c.mondays).where(PREFERENCE.c.person_id == person_id)
        return bool(self.connection.execute(query).scalar() is not False)

    def set_mondays(self, person_id: int, *, on: bool) -> None:
        """Switches the Monday message of a person."""
        values = {"person_id": person_id, "mondays": on}
        if not self.connection.execute(
            sa.update(PREFERENCE).where(PREFERENCE.c.person_id == person_id).values(mondays=on)
        ).rowcount:
            self.connection.execute(sa.insert(PREFERENCE).values({**values, "windows": {}}))

    def add_leave(self, person_id: int, leave: Leave, kind: LeaveKind) -> None:
        """Adds leave or a pause."""
        values = {"starts_on": leave.starts_on, "ends_on": leave.ends_on, "kind": kind}
        self.connection.execute(sa.insert(LEAVE).values(person_id=person_id, **values))

    def end_pauses(self, person_id: int, on: date) -> int:
        """Ends every pause from this date on; how many there were. Leave stays."""
        pauses = (LEAVE.c.person_id == person_id) & (LEAVE.c.kind == LeaveKind.PAUSE)
        gone = self.connection.execute(sa.delete(LEAVE).where(pauses, LEAVE.c.starts_on >= on)).rowcount
        running = pauses & ((LEAVE.c.ends_on >= on) | LEAVE.c.ends_on.is_(None))
        yesterday = on - timedelta(days=1)
        ended = self.connection.execute(sa.update(LEAVE).where(running).values(ends_on=yesterday)).rowcount
        return gone + ended

    def leave_organisation(self, person_id: int, on: date) -> None:
        """Deactivates a person at once; what they learned stays."""
        self._set(person_id, state=PersonState.LEFT, left_on=on, telegram_id=None)
        self._never_due(person_id)
        for gone in (GRANT, table(LinkRow)):
            self.connection.execute(sa.delete(gone).where(gone.c.person_id == person_id))

    def forget_learning(self, person_id: int) -> None:
        """Deletes answers, reviews, choices, pauses, reports and what was asked; the ledger stays."""
        for forgotten in _tables(AnswerRow, ReviewRow, PreferenceRow, CourseChoiceRow, MistakeReportRow):
            self.connection.execute(sa.delete(forgotten).where(forgotten.c.person_id == person_id))
        pauses = (LEAVE.c.person_id == person_id) & (LEAVE.c.kind == LeaveKind.PAUSE)
        self.connection.execute(sa.delete(LEAVE).where(pauses))
        forget_traces(self.connection, person_id)

    def erase(self, person_id: int) -> None:
        """Removes every identifying byte of someone who left; the hours stay without a name."""
        self.forget_learning(person_id)
        forget_words_on_hours(self.connection, person_id)
        for forgotten in _tables(LinkRow, LeaveRow, GrantRow, AssignmentRow):
            self.connection.execute(sa.delete(forgotten).where(forgotten.c.person_id == person_id))
        attempt, audit = table(AttemptRow), table(AuditRow)
        self.connection.execute(
            sa.update(attempt).where(attempt.c.person_id == person_id).values(question_keys=[])
        )
        self.connection.execute(sa.update(audit).where(audit.c.person_id == person_id).values(detail=""))
        self.connection.execute(sa.update(audit).where(audit.c.actor_id == person_id).values(actor=""))
        self._set(person_id, employee_number=None, name="", email="", telegram_id=None, starts_on=None)


def leaves_by_person(rows: Iterable[Row[*tuple[Any, ...]]]) -> dict[int, tuple[Leave, ...]]:
    """The leaves in these rows, by person."""
    found: dict[int, tuple[Leave, ...]] = {}
    for row in rows:
        leave = Leave(starts_on=row.starts_on, ends_on=row.ends_on)
        found[row.person_id] = (*found.get(row.person_id, ()), leave)
    return found


def _tables(*rows: Any) -> Iterable[sa.Table]:
    return map(table, rows)
