"""Keeps what people looked up and what became of it, and forgets who it was after some weeks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from learning.knowledge import KeptSearch, Lookup
from storage.knowledge import ITEM
from storage.knowledge_tables import SearchRow
from storage.statements import id_from_outside
from storage.tables import table

SEARCH = table(SearchRow)
BY_ID = sa.select(SEARCH).where(SEARCH.c.id == id_from_outside("search"))
KEEP = sa.insert(SEARCH).returning(SEARCH.c.id)


@dataclass(frozen=True, slots=True)
class SqlSearches:
    """Searches over one connection."""

    connection: Connection

    def keep(self, person_id: int, found: Lookup, at: datetime) -> int:
        """Keeps a search with how it ended; its id."""
        best = found.hits[0].passage if found.hits else None
        kept: int = self.connection.execute(
            KEEP,
            {
                "person_id": person_id,
                "question": found.question,
                "fit": found.fit,
                "item_id": best.item_id if best else None,
                "lesson_key": best.lesson_key if best else "",
                "opened": False,
                "settled": False,
                "searched_at": at,
            },
        ).scalar_one()
        return kept

    def get(self, search_id: int, person_id: int) -> KeptSearch | None:
        """A search of this person, or None."""
        row = self.connection.execute(BY_ID, {"search": search_id}).one_or_none()
        if row is None or row.person_id != person_id:
            return None
        return _search_of(row)

    def of_person(self, person_id: int) -> Sequence[KeptSearch]:
        """What a person looked up and that still bears their name, oldest first."""
        query = sa.select(SEARCH).where(SEARCH.c.person_id == person_id).order_by(SEARCH.c.id)
        return [_search_of(row) for row in self.connection.execute(query)]

    def opened(self, search_id: int, item_id: int | None) -> None:
        """Counts that an item was opened from a search, once."""
        this = (SEARCH.c.id == id_from_outside("search")) & SEARCH.c.opened.is_(False)
        first = self.connection.execute(
            sa.update(SEARCH).where(this).values(opened=True), {"search": search_id}
        ).rowcount
        if first and item_id is not None:
            self._count(item_id, opened=ITEM.c.opened + 1)

    def judged(self, search_id: int, item_id: int | None, *, helpful: bool) -> bool:
        """Keeps whether a search helped, once; False when that was said before."""
        this = (SEARCH.c.id == id_from_outside("search")) & SEARCH.c.helpful.is_(None)
        first = self.connection.execute(
            sa.update(SEARCH).where(this).values(helpful=helpful), {"search": search_id}
        ).rowcount
        if first and item_id is not None:
            name = "helpful" if helpful else "unhelpful"
            self._count(item_id, **{name: ITEM.c[name] + 1})
        return bool(first)

    def settle(self, search_ids: Sequence[int]) -> None:
        """Takes searches off the curators' list."""
        self.connection.execute(sa.update(SEARCH).where(SEARCH.c.id.in_(search_ids)).values(settled=True))

    def forget_people(self, before: datetime) -> int:
        """Takes the person out of every search before this moment; how many there were."""
        old = (SEARCH.c.searched_at < before) & SEARCH.c.person_id.is_not(None)
        return self.connection.execute(sa.update(SEARCH).where(old).values(person_id=None)).rowcount

    def since(self, person_id: int, since: datetime) -> int:
        """How many searches a person made since this moment."""
        query = sa.select(sa.func.count()).where(
            SEARCH.c.person_id == person_id, SEARCH.c.searched_at >= since
        )
        return int(self.connection.execute(query).scalar_one())

    def _count(self, item_id: int, **values: sa.ColumnElement[int]) -> None:
        self.connection.execute(sa.update(ITEM).where(ITEM.c.id == item_id).values(**values))


def _search_of(row: Row[*tuple[Any, ...]]) -> KeptSearch:
    return KeptSearch(id=row.id, question=row.question, fit=row.fit, item_id=row.item_id, helpful=row.helpful)
