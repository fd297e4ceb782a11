"""Keeps courses that were given to single people: by whom, until when, reminded and completed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Row

from learning.assignments import AssignedCourse, DueCourse
from learning.broadcasts import Broadcast
from learning.people import PersonState
from learning.rules.planning import ItemKind
from learning.rules.reminding import DAYS_AHEAD, MOST_REMINDERS
from storage.audiences import within
from storage.courses import ASSIGNMENT
from storage.outbox import IS_COPY, OUTBOX
from storage.people import PEOPLE, PERSON, UNIT
from storage.statements import id_from_outside
from storage.study import ATTEMPT

MOST_LESSONS = 300
"""Lessons of a week that are looked through for somebody who finished a course."""

GIVER, GIVERS_UNIT = PERSON.alias("giver"), UNIT.alias("givers_unit")
SELECT_ASSIGNED = (
    sa.select(
        ASSIGNMENT,
        PERSON.c.name.label("person"),
        UNIT.c.path.label("unit"),
        ASSIGNMENT.c.assigned_by.label("by_id"),
        sa.func.coalesce(GIVER.c.name, "").label("by"),
        sa.func.coalesce(GIVERS_UNIT.c.path, "").label("by_unit"),
    )
    .join(PERSON, PERSON.c.id == ASSIGNMENT.c.person_id)
    .join(UNIT, UNIT.c.id == PERSON.c.unit_id)
    .join(GIVER, GIVER.c.id == ASSIGNMENT.c.assigned_by, isouter=True)
    .join(GIVERS_UNIT, GIVERS_UNIT.c.id == GIVER.c.unit_id, isouter=True)
)
BY_ID = SELECT_ASSIGNED.where(ASSIGNMENT.c.id == id_from_outside("assignment"))
OF_PERSON = SELECT_ASSIGNED.where(ASSIGNMENT.c.person_id == id_from_outside("person"))
OF_COURSE = OF_PERSON.where(ASSIGNMENT.c.course == sa.bindparam("course"))
TO_REMIND = (
    sa.select(
        ASSIGNMENT.c.id,
        ASSIGNMENT.c.person_id,
        ASSIGNMENT.c.assigned_at,
        ASSIGNMENT.c.due_on,
        ASSIGNMENT.c.reminders,
        ASSIGNMENT.c.reminded_on,
        PERSON.c.time_zone,
    )
    .join(PERSON, PERSON.c.id == ASSIGNMENT.c.person_id)
    .where(ASSIGNMENT.c.person_id.in_(PEOPLE), ASSIGNMENT.c.completed_at.is_(None))
    .where(ASSIGNMENT.c.due_on.between(sa.bindparam("since"), sa.bindparam("until")))
    .where(ASSIGNMENT.c.reminders < MOST_REMINDERS)
    .order_by(ASSIGNMENT.c.due_on, ASSIGNMENT.c.id)
)


@dataclass(frozen=True, slots=True)
class SqlAssignments:
    """Courses of single people over one connection."""

    connection: Connection

    def give(self, course: str, person_id: int, *, by_id: int, due_on: date, at: datetime) -> bool:
        """Gives a course to a person until a date; False where they have it until that date already."""
        before = self.of(person_id, course)
        if before is not None and before.due_on == due_on:
            return False
        values = {"course": course, "assigned_by": by_id, "due_on": due_on, "assigned_at": at}
        self.connection.execute(self._upsert(), {**values, "person_id": person_id})
        return True

    def _upsert(self) -> sqlite.Insert | postgresql.Insert:
        is_server = self.connection.dialect.name == "postgresql"
        statement = (postgresql.insert if is_server else sqlite.insert)(ASSIGNMENT)
        given = statement.excluded
        return statement.on_conflict_do_update(
            index_elements=["course", "person_id"],
            index_where=sa.text("person_id IS NOT NULL"),
            set_={
                "assigned_by": given.assigned_by,
                "due_on": given.due_on,
                "assigned_at": given.assigned_at,
                "reminders": 0,
                "reminded_on": None,
            },
        )

    def get(self, assignment_id: int) -> AssignedCourse | None:
        """The assignment of this id to a person, or None."""
        return self._one(BY_ID, {"assignment": assignment_id})

    def of(self, person_id: int, course: str) -> AssignedCourse | None:
        """The assignment of a course to a person, or None."""
        return self._one(OF_COURSE, {"person": person_id, "course": course})

    def _one(self, query: sa.Select[Any], given: Mapping[str, Any]) -> AssignedCourse | None:
        row = self.connection.execute(query, given).one_or_none()
        return _assigned_of(row) if row else None

    def of_person(self, person_id: int) -> Sequence[AssignedCourse]:
        """The courses given to a person, oldest first."""
        rows = self.connection.execute(OF_PERSON.order_by(ASSIGNMENT.c.id), {"person": person_id})
        return [_assigned_of(row) for row in rows]

    def take_back(self, person_id: int, course: str) -> bool:
        """Takes a course away again; False where the person has not got it."""
        this = (ASSIGNMENT.c.person_id == person_id) & (ASSIGNMENT.c.course == course)
        return self.connection.execute(sa.delete(ASSIGNMENT).where(this)).rowcount > 0

    def take_back_of(self, broadcast: Broadcast) -> int:
        """Takes away the open courses that a broadcast gave with its copies; how many."""
        copies = sa.select(OUTBOX.c.person_id).where(OUTBOX.c.broadcast_id == broadcast.id, IS_COPY)
        these = (
            (ASSIGNMENT.c.course == broadcast.content.key)
            & (ASSIGNMENT.c.assigned_by == broadcast.author_id)
            & (ASSIGNMENT.c.due_on == broadcast.due_on)
            & (ASSIGNMENT.c.assigned_at >= broadcast.confirmed_at)
            & ASSIGNMENT.c.person_id.in_(copies)
            & ASSIGNMENT.c.completed_at.is_(None)
        )
        return self.connection.execute(sa.delete(ASSIGNMENT).where(these)).rowcount

    def complete(self, assignment_id: int, at: datetime) -> None:
        """Records when the last lesson was done."""
        self._change(assignment_id, completed_at=at)

    def reminded(self, assignment_id: int, on: date) -> None:
        """Counts a reminder, once a day."""
        others = ASSIGNMENT.c.reminded_on.is_(None) | (ASSIGNMENT.c.reminded_on != on)
        self._change(assignment_id, others, reminded_on=on, reminders=ASSIGNMENT.c.reminders + 1)

    def _change(self, assignment_id: int, *conditions: sa.ColumnElement[bool], **values: Any) -> None:
        this = sa.update(ASSIGNMENT).where(ASSIGNMENT.c.id == assignment_id, *conditions)
        self.connection.execute(this.values(**values))

    def to_remind(self, person_ids: Sequence[int], today: date) -> Mapping[int, Sequence[DueCourse]]:
        """By person, the open courses whose date is so near that a reminder may be due, nearest first."""
        found: defaultdict[int, list[DueCourse]] = defaultdict(list)
        span = {"since": today - timedelta(days=1), "until": today + timedelta(days=DAYS_AHEAD)}
        for row in self.connection.execute(TO_REMIND, {"people": person_ids, **span}):
            zone = ZoneInfo(row.time_zone)
            found[row.person_id].append(
                DueCourse(
                    id=row.id,
                    person_id=row.person_id,
                    assigned_on=row.assigned_at.astimezone(zone).date(),
                    due_on=row.due_on,
                    reminders=row.reminders,
                    reminded_on=row.reminded_on,
                )
            )
        return found

    def due_before(self, scope: Sequence[str | None], until: date) -> Sequence[AssignedCourse]:
        """The open courses of a scope whose date has passed or comes until then, longest overdue first."""
        query = self._in(scope).where(ASSIGNMENT.c.completed_at.is_(None), ASSIGNMENT.c.due_on <= until)
        rows = self.connection.execute(query.order_by(ASSIGNMENT.c.due_on, ASSIGNMENT.c.id))
        return [_assigned_of(row) for row in rows]

    def open_by_date(
        self,
        scope: Sequence[str | None],
        courses: Sequence[str],
        *,
        without: int,
        limit: int,
        offset: int,
    ) -> Sequence[AssignedCourse]:
        """The open ones of these courses with a date, of all in a scope but one, longest overdue first."""
        query = SELECT_ASSIGNED.where(_open(scope, courses, without))
        by_date = query.order_by(ASSIGNMENT.c.due_on, ASSIGNMENT.c.id)
        return [_assigned_of(row) for row in self.connection.execute(by_date.limit(limit).offset(offset))]

    def count_open(
        self,
        scope: Sequence[str | None],
        courses: Sequence[str],
        *,
        without: int,
        before: date | None = None,
    ) -> int:
        """How many of those there are, or with a date before this one."""
        query = (
            sa.select(sa.func.count(ASSIGNMENT.c.id))
            .join(PERSON, PERSON.c.id == ASSIGNMENT.c.person_id)
            .join(UNIT, UNIT.c.id == PERSON.c.unit_id)
            .where(_open(scope, courses, without))
        )
        late = query if before is None else query.where(ASSIGNMENT.c.due_on < before)
        return int(self.connection.execute(late).scalar_one())

    def lately_learned(
        self, scope: Sequence[str | None], since: datetime, until: datetime
    ) -> Sequence[tuple[int, str, str]]:
        """Who of a scope completed which lesson in this time: id, name and lesson, the newest first."""
        query = (
            sa.select(PERSON.c.id, PERSON.c.name, ATTEMPT.c.lesson_key)
            .join(PERSON, PERSON.c.id == ATTEMPT.c.person_id)
            .join(UNIT, UNIT.c.id == PERSON.c.unit_id)
            .where(PERSON.c.state == PersonState.ACTIVE, ATTEMPT.c.kind == ItemKind.LESSON)
            .where(ATTEMPT.c.completed_at >= since, ATTEMPT.c.completed_at < until)
            .order_by(ATTEMPT.c.completed_at.desc())
            .limit(MOST_LESSONS)
        )
        rows = self.connection.execute(query if None in scope else query.where(within(scope)))
        return [(person_id, name, key) for person_id, name, key in rows]

    def _in(self, scope: Sequence[str | None]) -> sa.Select[Any]:
        query = SELECT_ASSIGNED.where(PERSON.c.state != PersonState.LEFT)
        return query if None in scope else query.where(within(scope))


def _open(scope: Sequence[str | None], courses: Sequence[str], without: int) -> sa.ColumnElement[bool]:
    """Open courses with a date of people on the roster: those of a scope, but not of one person."""
    led = sa.true() if None in scope else within(scope)
    is_open = ASSIGNMENT.c.completed_at.is_(None) & ASSIGNMENT.c.due_on.is_not(None)
    theirs = (PERSON.c.state != PersonState.LEFT) & (PERSON.c.id != without)
    return led & is_open & theirs & ASSIGNMENT.c.course.in_(courses)


def _assigned_of(row: Row[*tuple[Any, ...]]) -> AssignedCourse:
    kept = row._mapping
    return AssignedCourse(**{name: kept[name] for name in AssignedCourse.__slots__})
