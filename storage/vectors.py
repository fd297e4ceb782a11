"""Keeps what passages mean to a model: vectors beside the passages, gone when these go."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from learning.knowledge import Candidate, PassageText
from storage.knowledge_tables import PassageVectorRow
from storage.search_index import PASSAGE, SHOWN, TEXTS, passage_of
from storage.statements import upsert
from storage.tables import table

VECTOR = table(PassageVectorRow)

BY_THIS_MODEL = VECTOR.c.model == sa.bindparam("model")
HAS_VECTOR = sa.exists().where((VECTOR.c.passage_id == PASSAGE.c.id) & BY_THIS_MODEL)
WITHOUT_VECTOR = sa.select(*SHOWN).where(~HAS_VECTOR).order_by(PASSAGE.c.id).limit(sa.bindparam("most"))
COUNT = sa.select(sa.func.count()).select_from(VECTOR).where(BY_THIS_MODEL)
AFTER = (
    sa.select(VECTOR.c.passage_id, VECTOR.c.vector)
    .where(BY_THIS_MODEL & (VECTOR.c.passage_id > sa.bindparam("after")))
    .order_by(VECTOR.c.passage_id)
    .limit(sa.bindparam("most"))
)
VISIBLE = (
    sa.select(
        PASSAGE.c.id,
        PASSAGE.c.item_id,
        PASSAGE.c.lesson_key,
        PASSAGE.c.title_terms,
        PASSAGE.c.tag_terms,
        PASSAGE.c.text_terms,
    )
    .join(VECTOR, VECTOR.c.passage_id == PASSAGE.c.id)
    .where(PASSAGE.c.id.in_(sa.bindparam("passages", expanding=True)))
    .where(PASSAGE.c.unit_id.is_(None) | PASSAGE.c.unit_id.in_(sa.bindparam("units", expanding=True)))
)


@dataclass(frozen=True, slots=True)
class SqlVectors:
    """Vectors over one connection; one of each passage, as bytes that only its maker reads."""

    connection: Connection

    def missing(self, model: str, limit: int) -> Sequence[PassageText]:
        """The first passages that have no vector of this model, not more than `limit`."""
        rows = self.connection.execute(WITHOUT_VECTOR, {"model": model, "most": limit})
        return [passage_of(row) for row in rows]

    def put(self, model: str, vectors: Sequence[tuple[PassageText, bytes]]) -> Sequence[int]:
        """Keeps the vectors of those passages that still are what the vector was made of; the ids of these.

        A passage may have been changed meanwhile, and SQLite gives the id of one that is gone to another.
        """
        now = self.connection.execute(TEXTS, {"passages": [made.passage_id for made, _ in vectors]})
        same = {row.id: passage_of(row) for row in now}
        kept = [(made.passage_id, vector) for made, vector in vectors if same.get(made.passage_id) == made]
        rows = [{"passage_id": id_, "model": model, "vector": vector} for id_, vector in kept]
        upsert(self.connection, VECTOR, rows, keys=["passage_id"])
        return [id_ for id_, _ in kept]

    def count(self, model: str) -> int:
        """How many passages have a vector of this model."""
        return self.connection.execute(COUNT, {"model": model}).scalar_one()

    def after(self, model: str, passage_id: int, limit: int) -> Sequence[tuple[int, bytes]]:
        """The next vectors of this model in the order of the passages' ids, not more than `limit`."""
        page = {"model": model, "after": passage_id, "most": limit}
        return [(id_, vector) for id_, vector in self.connection.execute(AFTER, page)]

    def candidates(self, passage_ids: Iterable[int], units: Iterable[int]) -> Sequence[Candidate]:
        """Those of these passages that have a vector and may be seen by the units, or by everyone."""
        asked = {"passages": list(passage_ids), "units": list(units)}
        return [
            Candidate(
                passage_id=row.id,
                item_id=row.item_id,
                lesson_key=row.lesson_key,
                title_terms=row.title_terms,
                tag_terms=row.tag_terms,
                text_terms=row.text_terms,
            )
            for row in self.connection.execute(VISIBLE, asked)
        ]
