"""The few statements that SQLite and PostgreSQL spell in their own dialect, built once each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Row


def insert_new(connection: Connection, table: sa.Table, values: Mapping[str, Any]) -> int | None:
    """Inserts a row unless a unique constraint forbids it; the first primary key column, or None."""
    statement = _insert_new(table, tuple(values), connection.dialect.name)
    return connection.execute(statement, dict(values)).scalar()


def id_from_outside(name: str) -> sa.BindParameter[int]:
    """The place for an id that a button carried: it may be larger than PostgreSQL would even compare."""
    return sa.bindparam(name, type_=sa.BigInteger)


def row_of(value: Any) -> dict[str, Any]:
    """The fields of a frozen value by name: `asdict` without its copies of what nobody changes."""
    kind: Any = type(value)
    names, values = _fields_of(kind)
    return dict(zip(names, values(value), strict=True))


@lru_cache(maxsize=64)
def _fields_of(kind: Any) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    names = tuple(field.name for field in fields(kind))
    return names, attrgetter(*names)


def insert_all_new_returning(
    connection: Connection,
    table: sa.Table,
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[sa.ColumnElement[Any]],
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Inserts every row that no unique constraint forbids; these columns of those that were, in any order."""
    if not rows:
        return []
    statement = _insert(table, connection.dialect.name).on_conflict_do_nothing().returning(*columns)
    return connection.execute(statement, list(rows)).all()


def insert_all_new(connection: Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Inserts every row that no unique constraint forbids."""
    if rows:
        statement = _insert(table, connection.dialect.name).on_conflict_do_nothing()
        connection.execute(statement, list(rows))


def upsert(
    connection: Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]], keys: Sequence[str]
) -> None:
    """Inserts rows, or overwrites those with the same keys."""
    if rows:
        statement = _upsert(table, tuple(rows[0]), tuple(keys), connection.dialect.name)
        connection.execute(statement, list(rows))


def add_up(
    connection: Connection,
    table: sa.Table,
    values: Mapping[str, Any],
    *,
    keys: Sequence[str],
    sums: str,
    newest: str,
) -> None:
    """Inserts a row, or adds to the one with the same keys: its sum grows, its newest date moves on."""
    statement = _add_up(table, tuple(values), tuple(keys), sums, newest, connection.dialect.name)
    connection.execute(statement, dict(values))


@lru_cache(maxsize=64)
def _add_up(
    table: sa.Table, columns: tuple[str, ...], keys: tuple[str, ...], sums: str, newest: str, dialect: str
) -> sa.Executable:
    statement = _insert(table, dialect).values({name: sa.bindparam(name) for name in columns})
    here, given = table.c[newest], statement.excluded[newest]
    changed = {
        sums: table.c[sums] + statement.excluded[sums],
        newest: sa.case((here < given, given), else_=here),
    }
    return statement.on_conflict_do_update(index_elements=list(keys), set_=changed)


@lru_cache(maxsize=64)
def _insert_new(table: sa.Table, columns: tuple[str, ...], dialect: str) -> sa.Executable:
    statement = _insert(table, dialect).values({name: sa.bindparam(name) for name in columns})
    return statement.on_conflict_do_nothing().returning(next(iter(table.primary_key.columns)))


@lru_cache(maxsize=64)
def _upsert(table: sa.Table, columns: tuple[str, ...], keys: tuple[str, ...], dialect: str) -> sa.Executable:
    statement = _insert(table, dialect).values({name: sa.bindparam(name) for name in columns})
    changed = {name: statement.excluded[name] for name in columns if name not in keys}
    return statement.on_conflict_do_update(index_elements=list(keys), set_=changed)


def _insert(table: sa.Table, dialect: str) -> sqlite.Insert | postgresql.Insert:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
