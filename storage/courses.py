"""Which courses were given to whom, what people chose and did, and which mistakes they reported."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from learning.records import Assignment, LearnerFacts, MistakeReport
from learning.rules.planning import ItemKind
from storage.people import PEOPLE, UNIT, SqlPeople
from storage.reviews import SqlReviews
from storage.statements import insert_new
from storage.study import ATTEMPT
from storage.tables import AssignmentRow, CourseChoiceRow, MistakeReportRow, table

ASSIGNMENT, CHOICE, REPORT = table(AssignmentRow), table(CourseChoiceRow), table(MistakeReportRow)

LESSONS_OF = (ATTEMPT.c.person_id.in_(PEOPLE), ATTEMPT.c.kind == ItemKind.LESSON)
DONE = (
    sa.select(ATTEMPT.c.person_id, sa.func.aggregate_strings(ATTEMPT.c.lesson_key, "\n"))
    .where(*LESSONS_OF, ATTEMPT.c.completed_at.is_not(None))
    .group_by(ATTEMPT.c.person_id)
)
BEGUN = (
    sa.select(ATTEMPT.c.person_id, ATTEMPT.c.lesson_key, ATTEMPT.c.touched_at)
    .where(*LESSONS_OF, ATTEMPT.c.completed_at.is_(None))
    .order_by(ATTEMPT.c.touched_at.desc())
)
ASSIGNED = (
    sa.select(ASSIGNMENT.c.person_id, ASSIGNMENT.c.course)
    .where(ASSIGNMENT.c.person_id.in_(PEOPLE))
    .order_by(ASSIGNMENT.c.id)
)
CHOSEN = (
    sa.select(CHOICE.c.person_id, CHOICE.c.course)
    .where(CHOICE.c.person_id.in_(PEOPLE))
    .order_by(CHOICE.c.chosen_at)
)
SHARED = (
    sa.select(ASSIGNMENT.c.course, UNIT.c.path, ASSIGNMENT.c.role)
    .join(UNIT, UNIT.c.id == ASSIGNMENT.c.unit_id, isouter=True)
    .where(ASSIGNMENT.c.person_id.is_(None))
    .order_by(ASSIGNMENT.c.id)
)


@dataclass(frozen=True, slots=True)
class SqlCourses:
    """Assignments, choices and facts for planning over one connection."""

    connection: Connection

    def assign(self, assignment: Assignment, at: datetime) -> bool:
        """Gives a course to a person, unit or role; False when they have it already."""
        unit_id = None
        if assignment.unit is not None:
            query = sa.select(UNIT.c.id).where(UNIT.c.path == assignment.unit)
            unit_id = self.connection.execute(query).scalar_one()
        same = (
            (ASSIGNMENT.c.course == assignment.course)
            & ASSIGNMENT.c.person_id.is_not_distinct_from(assignment.person_id)
            & ASSIGNMENT.c.unit_id.is_not_distinct_from(unit_id)
            & ASSIGNMENT.c.role.is_not_distinct_from(assignment.role)
        )
        if self.connection.execute(sa.select(ASSIGNMENT.c.id).where(same)).first():
            return False
        self.connection.execute(
            sa.insert(ASSIGNMENT).values(
                course=assignment.course,
                person_id=assignment.person_id,
                unit_id=unit_id,
                role=assignment.role,
                assigned_at=at,
            )
        )
        return True

    def choose(self, person_id: int, course: str, at: datetime) -> None:
        """Adds a course that the person chose."""
        insert_new(self.connection, CHOICE, {"person_id": person_id, "course": course, "chosen_at": at})

    def drop(self, person_id: int, course: str) -> None:
        """Takes a chosen course away again."""
        mine = (CHOICE.c.person_id == person_id) & (CHOICE.c.course == course)
        self.connection.execute(sa.delete(CHOICE).where(mine))

    def shared_assignments(self) -> tuple[Assignment, ...]:
        """Every assignment to a unit or role, oldest first."""
        rows = self.connection.execute(SHARED)
        return tuple(Assignment(course=course, unit=path, role=role) for course, path, role in rows)

    def facts(self, person_id: int, due_before: datetime) -> LearnerFacts:
        """What planning needs of one person."""
        return self.facts_of([person_id], due_before)[person_id]

    def facts_of(self, person_ids: Sequence[int], due_before: datetime) -> dict[int, LearnerFacts]:
        """The same for many people, in six queries."""
        grants = SqlPeople(self.connection).grants_of(person_ids)
        due = SqlReviews(self.connection).due_of(person_ids, due_before)
        assigned = self._by_person(ASSIGNED, person_ids)
        chosen = self._by_person(CHOSEN, person_ids)
        done = self._done_of(person_ids)
        started: dict[int, list[str]] = {}
        touched: dict[int, datetime] = {}
        for person_id, key, touched_at in self._begun_of(person_ids):
            started.setdefault(person_id, []).append(key)
            touched.setdefault(person_id, touched_at)
        return {
            person_id: LearnerFacts(
                grants=grants.get(person_id, ()),
                assigned=tuple(assigned.get(person_id, ())),
                chosen=tuple(chosen.get(person_id, ())),
                done=done.get(person_id, frozenset()),
                started=tuple(started.get(person_id, ())),
                due=due.get(person_id, ()),
                last_touched_at=touched.get(person_id),
            )
            for person_id in person_ids
        }

    def _done_of(self, person_ids: Sequence[int]) -> dict[int, frozenset[str]]:
        """The lessons each did: one row a person, since a row a lesson made a busy tick a tenth longer."""
        rows = self.connection.execute(DONE, {"people": person_ids})
        return {person_id: frozenset(keys.split("\n")) for person_id, keys in rows}

    def _begun_of(self, person_ids: Sequence[int]) -> sa.CursorResult[int, str, datetime]:
        """Person, lesson and last touch of what is begun and not completed, newest first."""
        return self.connection.execute(BEGUN, {"people": person_ids})

    def _by_person(self, query: sa.Select[int, str], person_ids: Sequence[int]) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for person_id, name in self.connection.execute(query, {"people": person_ids}):
            found.setdefault(person_id, []).append(name)
        return found

    def report_mistake(self, report: MistakeReport) -> bool:
        """Keeps a report; False when the person said the same before."""
        return insert_new(self.connection, REPORT, asdict(report)) is not None

    def mistake_reports(self) -> Sequence[MistakeReport]:
        """Every report, newest first."""
        rows = self.connection.execute(sa.select(REPORT).order_by(REPORT.c.id.desc())).mappings()
        return [MistakeReport(**{name: row[name] for name in row if name != "id"}) for row in rows]
