"""What waits for a curator: reports on items, and questions of lessons that are paused."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from learning.curation import Listed, Unfound
from learning.knowledge import ItemState
from learning.people import Person, PersonState
from storage.knowledge import AUTHOR, AUTHOR_UNIT, ITEM
from storage.knowledge_tables import ItemReportRow, PausedQuestionRow
from storage.people import PERSON, SELECT_PERSON, UNIT, person_of
from storage.searches import SEARCH
from storage.statements import id_from_outside, insert_all_new, insert_new
from storage.tables import table

REPORT, PAUSED = table(ItemReportRow), table(PausedQuestionRow)

SELECT_LISTED = (
    sa.select(
        ITEM.c.id,
        ITEM.c.title,
        ITEM.c.state,
        sa.func.coalesce(UNIT.c.path, AUTHOR_UNIT.c.path).label("scope"),
        ITEM.c.author_id,
        ITEM.c.review_by,
        ITEM.c.opened,
    )
    .join(UNIT, UNIT.c.id == ITEM.c.unit_id, isouter=True)
    .join(AUTHOR, AUTHOR.c.id == ITEM.c.author_id, isouter=True)
    .join(AUTHOR_UNIT, AUTHOR_UNIT.c.id == AUTHOR.c.unit_id, isouter=True)
)
UNANSWERED = ((SEARCH.c.fit == "nothing") | SEARCH.c.helpful.is_(False)) & SEARCH.c.settled.is_(False)
PAUSED_KEYS = sa.select(PAUSED.c.question_key)


@dataclass(frozen=True, slots=True)
class SqlCuration:
    """Reports and pauses over one connection."""

    connection: Connection

    def report(self, person_id: int, item_id: int, version: int, reason: str, at: datetime) -> bool:
        """Keeps a reader's report; False when the person said the same of this version before."""
        values = {
            "person_id": person_id,
            "item_id": item_id,
            "version": version,
            "reason": reason,
            "settled": False,
            "reported_at": at,
        }
        return insert_new(self.connection, REPORT, values) is not None

    def reports_of(self, person_id: int) -> Sequence[Mapping[str, Any]]:
        """What a person reported, oldest first: item, version, reason and when."""
        columns = (REPORT.c.item_id, REPORT.c.version, REPORT.c.reason, REPORT.c.reported_at)
        query = sa.select(*columns).where(REPORT.c.person_id == person_id).order_by(REPORT.c.id)
        return [dict(row._mapping) for row in self.connection.execute(query)]

    def open_reports(self, item_id: int) -> Sequence[str]:
        """What readers said of an item that no curator settled, oldest first."""
        this = REPORT.c.item_id == id_from_outside("item")
        query = sa.select(REPORT.c.reason).where(this, REPORT.c.settled.is_(False)).order_by(REPORT.c.id)
        return self.connection.execute(query, {"item": item_id}).scalars().all()

    def reported_items(self) -> Sequence[int]:
        """The ids of items with reports that no curator settled, longest waiting first."""
        query = (
            sa.select(REPORT.c.item_id)
            .where(REPORT.c.settled.is_(False))
            .group_by(REPORT.c.item_id)
            .order_by(sa.func.min(REPORT.c.id))
        )
        return self.connection.execute(query).scalars().all()

    def settle_reports(self, item_id: int) -> None:
        """Takes the reports on an item off the list."""
        self.connection.execute(sa.update(REPORT).where(REPORT.c.item_id == item_id).values(settled=True))

    def pause(self, question_keys: Iterable[str], item_id: int, at: datetime) -> None:
        """Pauses questions, or whole lessons by their key, because the item behind them changed."""
        rows = [{"question_key": key, "item_id": item_id, "paused_at": at} for key in question_keys]
        insert_all_new(self.connection, PAUSED, rows)

    def paused(self) -> frozenset[str]:
        """The keys of the questions that are not asked, and of lessons none of whose questions are."""
        return frozenset(self.connection.execute(PAUSED_KEYS).scalars())

    def paused_by(self) -> Sequence[int]:
        """The ids of the items whose questions are paused."""
        query = sa.select(PAUSED.c.item_id).distinct().order_by(PAUSED.c.item_id)
        return self.connection.execute(query).scalars().all()

    def confirm(self, item_id: int) -> int:
        """Asks the questions of an item again; how many there were."""
        return self.connection.execute(sa.delete(PAUSED).where(PAUSED.c.item_id == item_id)).rowcount

    def in_states(self, *states: ItemState) -> Sequence[Listed]:
        """The items in these states, longest unchanged first."""
        query = SELECT_LISTED.where(ITEM.c.state.in_(states)).order_by(ITEM.c.changed_at, ITEM.c.id)
        return self._listed(query)

    def these(self, item_ids: Sequence[int]) -> Sequence[Listed]:
        """These items, in this order."""
        rows = self._listed(SELECT_LISTED.where(ITEM.c.id.in_(item_ids)))
        return sorted(rows, key=lambda listed: item_ids.index(listed.id))

    def overdue(self, on: date) -> Sequence[Listed]:
        """Published items whose review date has passed, longest first."""
        late = SELECT_LISTED.where(ITEM.c.state == ItemState.PUBLISHED, ITEM.c.review_by < on)
        return self._listed(late.order_by(ITEM.c.review_by, ITEM.c.id))

    def most_read(self, review_by: date, limit: int = 50) -> Sequence[Listed]:
        """Published items that people read and that are to be reviewed by this date, most read first."""
        read = SELECT_LISTED.where(
            ITEM.c.state == ItemState.PUBLISHED, ITEM.c.opened > 0, ITEM.c.review_by <= review_by
        )
        return self._listed(read.order_by(ITEM.c.opened.desc(), ITEM.c.id).limit(limit))

    def unfound(self, limit: int = 500) -> Sequence[Unfound]:
        """Searches that found nothing, or not what was meant, and that no curator settled; newest first."""
        query = (
            sa.select(SEARCH.c.id, SEARCH.c.question, UNIT.c.path)
            .join(PERSON, PERSON.c.id == SEARCH.c.person_id, isouter=True)
            .join(UNIT, UNIT.c.id == PERSON.c.unit_id, isouter=True)
            .where(UNANSWERED)
        )
        rows = self.connection.execute(query.order_by(SEARCH.c.id.desc()).limit(limit))
        return [Unfound(id=row.id, question=row.question, unit=row.path) for row in rows]

    def people_called(self, words: str, limit: int = 8) -> Sequence[Person]:
        """People of the roster with all of these words in their name, or with this employee number."""
        named = sa.and_(*(PERSON.c.name.icontains(word, autoescape=True) for word in words.split()))
        query = SELECT_PERSON.where(PERSON.c.state != PersonState.LEFT)
        query = query.where(named | (PERSON.c.employee_number == words.strip()))
        rows = self.connection.execute(query.order_by(PERSON.c.name, PERSON.c.id).limit(limit))
        return [person_of(row) for row in rows]

    def is_paused_by(self, item_id: int) -> bool:
        """Whether questions are paused because of this item."""
        this = sa.select(PAUSED.c.question_key).where(PAUSED.c.item_id == id_from_outside("item")).limit(1)
        return self.connection.execute(this, {"item": item_id}).first() is not None

    def _listed(self, query: sa.Select[Any]) -> Sequence[Listed]:
        return [
            Listed(
                id=row.id,
                title=row.title,
                state=ItemState(row.state),
                scope=row.scope,
                author_id=row.author_id,
                review_by=row.review_by,
                opened=row.opened,
            )
            for row in self.connection.execute(query)
        ]
