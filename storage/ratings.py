"""Keeps how people rated courses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from learning.ratings import Rating, StarSum
from learning.rules.planning import ItemKind
from storage.people import UNIT
from storage.report_tables import RatingRow
from storage.statements import upsert
from storage.study import ATTEMPT
from storage.tables import table

RATING = table(RatingRow)
KEYS = ("person_id", "course", "rated_on")
OF_PERSON = sa.select(RATING).where(RATING.c.person_id == sa.bindparam("person"))
NEWEST = (
    OF_PERSON.where(RATING.c.course == sa.bindparam("course")).order_by(RATING.c.rated_on.desc()).limit(1)
)
DONE_BEFORE = (
    sa.select(ATTEMPT.c.lesson_key)
    .where(ATTEMPT.c.person_id == sa.bindparam("person"), ATTEMPT.c.kind == ItemKind.LESSON)
    .where(ATTEMPT.c.completed_at < sa.bindparam("before"))
    .where(ATTEMPT.c.lesson_key.in_(sa.bindparam("keys", expanding=True)))
    .distinct()
)
IN_PERIOD = (RATING.c.rated_at >= sa.bindparam("since")) & (RATING.c.rated_at < sa.bindparam("until"))
BY_COURSE = (
    sa.select(
        RATING.c.course,
        sa.func.sum(RATING.c.stars),
        sa.func.count(),
        sa.func.count(RATING.c.person_id.distinct()),
    )
    .where(IN_PERIOD)
    .group_by(RATING.c.course)
)
RATERS = sa.select(sa.func.count(RATING.c.person_id.distinct())).where(
    IN_PERIOD, RATING.c.course.in_(sa.bindparam("courses", expanding=True))
)
_PLACE = sa.func.row_number().over(partition_by=RATING.c.person_id, order_by=RATING.c.id)
PLACED = sa.select(RATING.c.unit_id, RATING.c.stars, _PLACE.label("place")).where(IN_PERIOD).subquery()
"""Everybody's ratings of a period in their order: a person is counted at the first one only, so that sums of
units never hold more people than there are."""
BY_UNIT = (
    sa.select(
        UNIT.c.path,
        sa.func.sum(PLACED.c.stars),
        sa.func.count(),
        sa.func.sum(sa.case((PLACED.c.place == 1, 1), else_=0)),
    )
    .join(PLACED, PLACED.c.unit_id == UNIT.c.id)
    .group_by(UNIT.c.path)
)


@dataclass(frozen=True, slots=True)
class SqlRatings:
    """Ratings over one connection."""

    connection: Connection

    def done_before(self, person_id: int, lesson_keys: Sequence[str], before: datetime) -> frozenset[str]:
        """Those of these lessons that the person had done before a moment."""
        given = {"person": person_id, "before": before, "keys": list(lesson_keys)}
        return frozenset(self.connection.execute(DONE_BEFORE, given).scalars())

    def newest(self, person_id: int, course: str) -> Rating | None:
        """What the person last gave a course, or None."""
        row = self.connection.execute(NEWEST, {"person": person_id, "course": course}).one_or_none()
        return _rating(row) if row else None

    def give(self, *, person_id: int, unit_id: int, course: str, on: date, at: datetime, stars: int) -> None:
        """Keeps the stars of a day, in place of those given before on that day; a sentence stays."""
        theirs = (RATING.c.person_id == person_id) & (RATING.c.course == course) & (RATING.c.rated_on == on)
        if not self.connection.execute(sa.update(RATING).where(theirs).values(stars=stars)).rowcount:
            values = {"person_id": person_id, "unit_id": unit_id, "course": course, "rated_on": on}
            upsert(
                self.connection, RATING, [{**values, "rated_at": at, "stars": stars, "sentence": ""}], KEYS
            )

    def write(self, person_id: int, course: str, on: date, sentence: str) -> bool:
        """Keeps a sentence beside the stars of a day; False where there are none."""
        theirs = (RATING.c.person_id == person_id) & (RATING.c.course == course) & (RATING.c.rated_on == on)
        return self.connection.execute(sa.update(RATING).where(theirs).values(sentence=sentence)).rowcount > 0

    def of_person(self, person_id: int) -> Sequence[Rating]:
        """Everything a person rated, oldest first."""
        rows = self.connection.execute(OF_PERSON.order_by(RATING.c.id), {"person": person_id})
        return [_rating(row) for row in rows]

    def of_course(self, course: str) -> Sequence[Rating]:
        """The newest rating of each person for a course, by what they wrote: no order tells whose it is."""
        later = RATING.alias("later")
        is_newest = ~sa.exists().where(
            later.c.person_id == RATING.c.person_id,
            later.c.course == RATING.c.course,
            later.c.rated_on > RATING.c.rated_on,
        )
        query = sa.select(RATING).where(RATING.c.course == course, is_newest)
        rows = self.connection.execute(query.order_by(RATING.c.sentence, RATING.c.stars))
        return [_rating(row) for row in rows]

    def sums_by_course(self, since: datetime, until: datetime) -> Mapping[str, StarSum]:
        """Stars, ratings and raters from a moment to another (excluded), by course."""
        return self._sums(BY_COURSE, since, until)

    def sums_by_unit(self, since: datetime, until: datetime) -> Mapping[str, StarSum]:
        """The same by the path of the unit in which people were when they rated."""
        return self._sums(BY_UNIT, since, until)

    def raters(self, courses: Sequence[str], since: datetime, until: datetime) -> int:
        """How many people rated any of these courses, from a moment to another (excluded)."""
        given = {"courses": list(courses), "since": since, "until": until}
        return int(self.connection.execute(RATERS, given).scalar_one())

    def _sums(self, query: sa.Select[Any], since: datetime, until: datetime) -> Mapping[str, StarSum]:
        rows = self.connection.execute(query, {"since": since, "until": until})
        return {name: StarSum(*map(int, sums)) for name, *sums in rows}


def _rating(row: Row[*tuple[Any, ...]]) -> Rating:
    kept = row._mapping
    return Rating(**{name: kept[name] for name in Rating.__slots__})
