"""The records of an office as they lie on disk: read, compared, and put back, past every rule."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from storage.tables import metadata
from tests.journeys.office import Office


def number_in(office: Office, query: str) -> int:
    """The one number that a query finds."""
    with closing(sqlite3.connect(database_file(office))) as records:
        ((number,),) = records.execute(query)
    return int(number)


def database_file(office: Office) -> Path:
    """Where the records of an office lie."""
    return Path(office.settings.database_url.removeprefix("sqlite:///"))


NOT_LOOKED_AT = ("inbox", "system_state", "knowledge_search", "passage", "passage_vector")
"""What any message or look-up leaves behind, or what is only an index of something else."""


def records_of(office: Office) -> dict[str, frozenset[tuple[Any, ...]]]:
    """Every row of every table but those of the inbox and the index."""
    with closing(sqlite3.connect(database_file(office))) as records:
        return {
            table.name: frozenset(records.execute(f"SELECT * FROM {table.name}"))
            for table in metadata.sorted_tables
            if table.name not in NOT_LOOKED_AT and not table.name.startswith("index_")
        }


def changed(
    before: Mapping[str, frozenset[tuple[Any, ...]]], after: Mapping[str, frozenset[tuple[Any, ...]]]
) -> dict[str, frozenset[tuple[Any, ...]]]:
    """The rows that came, went or changed, by table."""
    return {table: rows ^ after[table] for table, rows in before.items() if rows != after[table]}


def copy_records(from_: Path, to: Path) -> None:
    """Makes one file of records what another is."""
    with closing(sqlite3.connect(from_)) as kept, closing(sqlite3.connect(to)) as changing:
        kept.backup(changing)
