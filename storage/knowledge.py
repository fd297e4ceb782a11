"""Keeps knowledge items with all their versions, and what curators say of words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from learning.knowledge import Item, ItemState, Tip
from learning.rules.lookup import Synonym
from learning.rules.planning import ItemKind
from learning.rules.usefulness import Use
from storage.forgetting import forget_item
from storage.knowledge_tables import (
    DocumentRow,
    ExpertQuestionRow,
    ItemReportRow,
    ItemRow,
    ItemVersionRow,
    PausedQuestionRow,
    SearchRow,
    SynonymRow,
)
from storage.people import PERSON, UNIT
from storage.statements import id_from_outside, upsert
from storage.study import ATTEMPT
from storage.tables import table

ITEM, VERSION, SYNONYM = table(ItemRow), table(ItemVersionRow), table(SynonymRow)
DOCUMENT, QUESTION, SEARCH = table(DocumentRow), table(ExpertQuestionRow), table(SearchRow)
REPORT, PAUSED = table(ItemReportRow), table(PausedQuestionRow)

NOT_IN_THE_ROW = {"id", "unit", "author", "author_unit"}
AUTHOR, AUTHOR_UNIT = PERSON.alias("author"), UNIT.alias("author_unit")
SELECT_ITEM = (
    sa.select(
        ITEM,
        UNIT.c.path.label("unit"),
        sa.func.coalesce(AUTHOR.c.name, "").label("author"),
        AUTHOR_UNIT.c.path.label("author_unit"),
    )
    .join(UNIT, UNIT.c.id == ITEM.c.unit_id, isouter=True)
    .join(AUTHOR, AUTHOR.c.id == ITEM.c.author_id, isouter=True)
    .join(AUTHOR_UNIT, AUTHOR_UNIT.c.id == AUTHOR.c.unit_id, isouter=True)
)
BY_ID = SELECT_ITEM.where(ITEM.c.id == id_from_outside("item"))
BY_IDS = SELECT_ITEM.where(ITEM.c.id.in_(sa.bindparam("items", expanding=True)))
VERSIONS = sa.select(VERSION).where(VERSION.c.item_id == id_from_outside("item")).order_by(VERSION.c.version)
BY_KEY = SELECT_ITEM.where(ITEM.c.key == sa.bindparam("key"))
BY_KEYS = SELECT_ITEM.where(ITEM.c.key.in_(sa.bindparam("keys", expanding=True)))
PUBLISHED = ITEM.c.state == ItemState.PUBLISHED
OF_UNITS = ITEM.c.unit_id.in_(sa.bindparam("units", expanding=True))
LAST_LESSON = (
    sa.select(ATTEMPT.c.lesson_key)
    .where(ATTEMPT.c.person_id == sa.bindparam("person"), ATTEMPT.c.kind == ItemKind.LESSON)
    .where(ATTEMPT.c.completed_at.is_not(None))
    .order_by(ATTEMPT.c.completed_at.desc())
    .limit(1)
    .scalar_subquery()
)
MOST_TIPS = 5
TIPS_OF_LESSON = (
    sa.select(ITEM.c.id, ITEM.c.title)
    .where(PUBLISHED, ITEM.c.lesson_key == LAST_LESSON, ITEM.c.lesson_key != "")
    .where(ITEM.c.unit_id.is_(None) | OF_UNITS)
    .order_by(ITEM.c.id.desc())
    .limit(MOST_TIPS)
)
TIPS_OF_UNIT = (
    sa.select(ITEM.c.id, ITEM.c.title).where(PUBLISHED, OF_UNITS).order_by(ITEM.c.id.desc()).limit(MOST_TIPS)
)
USE_OF = sa.select(ITEM.c.id, ITEM.c.opened, ITEM.c.helpful, ITEM.c.unhelpful).where(
    ITEM.c.id.in_(sa.bindparam("items", expanding=True))
)
UNITS_AT = sa.select(UNIT.c.id).where(UNIT.c.path.in_(sa.bindparam("paths", expanding=True)))
SYNONYMS_OF = sa.select(SYNONYM).where(SYNONYM.c.word.in_(sa.bindparam("words", expanding=True)))


@dataclass(frozen=True, slots=True)
class SqlKnowledge:
    """Items over one connection."""

    connection: Connection

    def get(self, item_id: int) -> Item | None:
        """The item of this id, or None."""
        row = self.connection.execute(BY_ID, {"item": item_id}).one_or_none()
        return _item_of(row) if row else None

    def by_key(self, key: str) -> Item | None:
        """The item of this key, or None."""
        row = self.connection.execute(BY_KEY, {"key": key}).one_or_none()
        return _item_of(row) if row else None

    def items(self, item_ids: Iterable[int]) -> Mapping[int, Item]:
        """These items by id."""
        rows = self.connection.execute(BY_IDS, {"items": list(item_ids)})
        return {row.id: _item_of(row) for row in rows}

    def all(self, *, state: ItemState | None = None, unit: str | None = None) -> Sequence[Item]:
        """Every item by key, of one state where it is named, of one unit and below where one is."""
        query = SELECT_ITEM.order_by(ITEM.c.key)
        if state is not None:
            query = query.where(ITEM.c.state == state)
        if unit is not None:
            query = query.where((UNIT.c.path == unit) | UNIT.c.path.startswith(f"{unit}/", autoescape=True))
        return [_item_of(row) for row in self.connection.execute(query)]

    def by_keys(self, keys: Sequence[str]) -> Mapping[str, Item]:
        """These items by key."""
        rows = self.connection.execute(BY_KEYS, {"keys": list(keys)})
        return {row.key: _item_of(row) for row in rows}

    def contents(self) -> Iterator[tuple[str, str | None, str, str]]:
        """Key, unit, title and text of every item, one after another."""
        query = sa.select(ITEM.c.key, UNIT.c.path, ITEM.c.title, ITEM.c.text)
        rows = self.connection.execute(query.join(UNIT, UNIT.c.id == ITEM.c.unit_id, isouter=True))
        yield from rows.yield_per(500)

    def was_edited(self, item_id: int) -> bool:
        """Whether a person changed the item in chat since it was read from its file."""
        edited = (VERSION.c.item_id == item_id) & VERSION.c.changed_by.is_not(None)
        return self.connection.execute(sa.select(VERSION.c.id).where(edited).limit(1)).first() is not None

    def unit_id(self, path: str | None) -> int | None:
        """The id of a unit, None for everyone."""
        if path is None:
            return None
        found: int = self.connection.execute(sa.select(UNIT.c.id).where(UNIT.c.path == path)).scalar_one()
        return found

    def add(self, item: Item, *, by: int | None = None) -> Item:
        """Keeps a new item as its first version; the item with its id."""
        values = self._values(item)
        item_id = self.connection.execute(sa.insert(ITEM).returning(ITEM.c.id), values).scalar_one()
        added = replace(item, id=item_id)
        self._keep_version(added, by)
        return added

    def change(self, item: Item, *, by: int | None = None, is_new_version: bool = True) -> Item:
        """Keeps an item as it is now, as a new version unless only its state changed; the item as kept."""
        if is_new_version:
            item = replace(item, version=item.version + 1)
        self.connection.execute(sa.update(ITEM).where(ITEM.c.id == item.id).values(**self._values(item)))
        if is_new_version:
            self._keep_version(item, by)
        return item

    def versions(self, item_id: int) -> Sequence[Mapping[str, Any]]:
        """Every version of an item, oldest first: number, content, who changed it and when."""
        rows = self.connection.execute(VERSIONS, {"item": item_id})
        return [dict(row._mapping) for row in rows]

    def units_over(self, unit: str) -> Sequence[int]:
        """The ids of a unit and of all above it: items of these are visible to its people."""
        parts = unit.split("/")
        paths = ["/".join(parts[: count + 1]) for count in range(len(parts))]
        return self.connection.execute(UNITS_AT, {"paths": paths}).scalars().all()

    def synonyms(self, words: Sequence[str]) -> Mapping[str, Synonym]:
        """What curators say of these words."""
        rows = self.connection.execute(SYNONYMS_OF, {"words": list(words)})
        return {row.word: Synonym(others=tuple(row.others), replaces=row.replaces) for row in rows}

    def all_synonyms(self) -> Mapping[str, Synonym]:
        """Every word curators said something of, by word."""
        rows = self.connection.execute(sa.select(SYNONYM).order_by(SYNONYM.c.word))
        return {row.word: Synonym(others=tuple(row.others), replaces=row.replaces) for row in rows}

    def set_synonym(self, word: str, synonym: Synonym, *, by: int | None, at: datetime) -> None:
        """Keeps what a curator says of a word in place of what was said before."""
        values = {
            "word": word,
            "others": list(synonym.others),
            "replaces": synonym.replaces,
            "changed_by": by,
            "changed_at": at,
        }
        upsert(self.connection, SYNONYM, [values], keys=["word"])

    def tips_for(self, person_id: int, units: Sequence[int]) -> Sequence[Tip]:
        """Items that go with the lesson a person did last, else those of their own unit; newest first."""
        for tips in (TIPS_OF_LESSON, TIPS_OF_UNIT):
            rows = self.connection.execute(tips, {"person": person_id, "units": [*units, 0]}).all()
            if rows:
                return [Tip(item_id=item_id, title=title) for item_id, title in rows]
        return []

    def use_of(self, item_ids: Iterable[int]) -> Mapping[int, Use]:
        """What readers made of these items."""
        rows = self.connection.execute(USE_OF, {"items": list(item_ids)})
        return {row.id: Use(opened=row.opened, helpful=row.helpful, unhelpful=row.unhelpful) for row in rows}

    def review_passed(self, on: date) -> Sequence[Item]:
        """Published items whose review date has passed, longest first."""
        late = SELECT_ITEM.where(ITEM.c.state == ItemState.PUBLISHED, ITEM.c.review_by < on)
        return [_item_of(row) for row in self.connection.execute(late.order_by(ITEM.c.review_by, ITEM.c.id))]

    def of_author(self, person_id: int) -> Sequence[Item]:
        """What a person wrote in chat, newest first."""
        query = SELECT_ITEM.where(ITEM.c.author_id == person_id).order_by(ITEM.c.id.desc())
        return [_item_of(row) for row in self.connection.execute(query)]

    def discard(self, item_id: int) -> None:
        """Deletes an item that its author throws away, with its file where nothing else needs it."""
        forget_item(self.connection, item_id)

    def remove_synonym(self, word: str) -> bool:
        """Takes back what a curator said of a word, so that the shipped list holds again."""
        return self.connection.execute(sa.delete(SYNONYM).where(SYNONYM.c.word == word)).rowcount > 0

    def _values(self, item: Item) -> dict[str, Any]:
        values = {name: value for name, value in asdict(item).items() if name not in NOT_IN_THE_ROW}
        return {
            **values,
            "unit_id": self.unit_id(item.unit),
            "tags": list(item.tags),
            "question_keys": list(item.question_keys),
        }

    def _keep_version(self, item: Item, by: int | None) -> None:
        content = {
            "title": item.title,
            "summary": item.summary,
            "text": item.text,
            "tags": list(item.tags),
            "language": item.language,
            "source": item.source,
            "owner": item.owner,
            "unit": item.unit,
            "review_by": item.review_by.isoformat() if item.review_by else None,
            "verified_by": item.verified_by,
        }
        self.connection.execute(
            sa.insert(VERSION).values(
                item_id=item.id,
                version=item.version,
                content=content,
                changed_by=by,
                changed_at=item.changed_at,
            )
        )


def _item_of(row: Row[*tuple[Any, ...]]) -> Item:
    return Item(
        id=row.id,
        key=row.key,
        title=row.title,
        summary=row.summary,
        text=row.text,
        tags=tuple(row.tags),
        language=row.language,
        source=row.source,
        owner=row.owner,
        owner_id=row.owner_id,
        author_id=row.author_id,
        author=row.author,
        author_unit=row.author_unit,
        unit=row.unit,
        shareable=row.shareable,
        review_by=row.review_by,
        state=ItemState(row.state),
        verified_by=row.verified_by,
        lesson_key=row.lesson_key,
        question_keys=tuple(row.question_keys),
        origin=row.origin,
        origin_hash=row.origin_hash,
        document=row.document,
        note=row.note,
        version=row.version,
        changed_at=row.changed_at,
    )
