"""The full-text index over passages: made by hand in the migrations, since no row class can say it."""

SEARCH_INDEX = "passage_index"
"""FTS5 over the terms of `passage` on SQLite; a tsvector with a GIN index on PostgreSQL."""


def is_in_metadata(name: str | None, kind: str, _: object) -> bool:
    """Whether Alembic compares this table with the row classes."""
    return not (kind == "table" and name is not None and name.startswith(SEARCH_INDEX))
