"""Puts knowledge items of a few words into a database, and finds their passages again."""

from collections.abc import Mapping

import sqlalchemy as sa

from content.items import KnowledgeItem
from learning.usecases.importing import FoundItem, import_items
from storage.database import Database
from storage.records import SqlRecords
from storage.tables import metadata
from tests.clock import MONDAY_MORNING


def put_items(database: Database, texts: Mapping[str, str], *, unit: str = "") -> None:
    """Takes in one item for each text, by its title."""
    found = [
        FoundItem(
            item=KnowledgeItem(id=title, title=title, text=text, source="SOP", owner="Arsip", unit=unit),
            origin=f"{title}.md",
        )
        for title, text in texts.items()
    ]
    database.transact(import_items, found, now=MONDAY_MORNING)


def passage_ids(database: Database) -> dict[str, int]:
    """The passage of each item, by the item's title."""
    return database.transact(_passage_ids)


def _passage_ids(records: SqlRecords) -> dict[str, int]:
    passage = metadata.tables["passage"]
    rows = records.connection.execute(sa.select(passage.c.title, passage.c.id).order_by(passage.c.id))
    return {row.title: row.id for row in rows}
