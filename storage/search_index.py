"""Finds passages by their terms: the index, how rare each term is, and how words are spelt."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from learning.knowledge import Candidate, IndexedPassage, PassageText
from learning.rules.lookup import Wanted
from learning.rules.spelling import forms_of
from storage.knowledge_tables import IndexTermRow, IndexWordRow, PassageRow, SpellingRow
from storage.statements import insert_all_new
from storage.tables import table

PASSAGE, TERM = table(PassageRow), table(IndexTermRow)
WORD, SPELLING = table(IndexWordRow), table(SpellingRow)

EVERY_PASSAGE = ""
"""The term that stands in every passage: its count is their number."""

LAST_PLACE = 16_383
"""The highest place of a term in a text that PostgreSQL keeps."""

CANDIDATES = 30
FEW = 5

ON_SQLITE = sa.text(
    "SELECT p.id, p.item_id, p.lesson_key, p.title_terms, p.tag_terms, p.text_terms, p.unit_id FROM "
    "(SELECT rowid AS id, bm25(passage_index, 4.0, 2.0, 1.0) AS rank FROM passage_index "
    "WHERE passage_index MATCH :asked ORDER BY rank LIMIT :most) f "
    "JOIN passage p ON p.id = f.id ORDER BY f.rank"
)
ON_SQLITE_WITHIN = sa.text(
    "SELECT p.id, p.item_id, p.lesson_key, p.title_terms, p.tag_terms, p.text_terms, p.unit_id "
    "FROM passage_index f JOIN passage p ON p.id = f.rowid "
    "WHERE passage_index MATCH :asked AND (p.unit_id IS NULL OR p.unit_id IN :units) "
    "ORDER BY bm25(passage_index, 4.0, 2.0, 1.0) LIMIT :most"
).bindparams(sa.bindparam("units", expanding=True))
ON_POSTGRES = sa.text(
    "SELECT p.id, p.item_id, p.lesson_key, p.title_terms, p.tag_terms, p.text_terms, p.unit_id "
    "FROM passage_index f JOIN passage p ON p.id = f.passage_id "
    "WHERE f.terms @@ CAST(:asked AS tsquery) AND (p.unit_id IS NULL OR p.unit_id IN :units) "
    "ORDER BY ts_rank('{0.1, 0.25, 0.5, 1.0}', f.terms, CAST(:asked AS tsquery), 1) DESC, p.id LIMIT :most"
).bindparams(sa.bindparam("units", expanding=True))
PUT_IN_POSTGRES = sa.text(
    "INSERT INTO passage_index (passage_id, terms) VALUES (:id, CAST(:terms AS tsvector))"
)
ADD_TERMS = sa.text(
    "INSERT INTO index_term (term, passages) VALUES (:name, :by) "
    "ON CONFLICT (term) DO UPDATE SET passages = index_term.passages + excluded.passages"
)
ADD_WORDS = sa.text(
    "INSERT INTO index_word (word, passages) VALUES (:name, :by) "
    "ON CONFLICT (word) DO UPDATE SET passages = index_word.passages + excluded.passages"
)
COUNTS = sa.select(TERM.c.term, TERM.c.passages).where(
    TERM.c.term.in_(sa.bindparam("terms", expanding=True)), TERM.c.passages > 0
)
EVER_KNOWN = sa.select(WORD.c.word).where(WORD.c.word.in_(sa.bindparam("words", expanding=True)))
SPELT_LIKE = (
    sa.select(SPELLING.c.form, WORD.c.word, WORD.c.passages)
    .join(WORD, WORD.c.word == SPELLING.c.word)
    .where(SPELLING.c.form.in_(sa.bindparam("forms", expanding=True)), WORD.c.passages > 0)
)
SHOWN = (
    PASSAGE.c.id,
    PASSAGE.c.item_id,
    PASSAGE.c.lesson_key,
    PASSAGE.c.title,
    PASSAGE.c.path,
    PASSAGE.c.page,
    PASSAGE.c.text,
    PASSAGE.c.language,
)
TEXTS = sa.select(*SHOWN).where(PASSAGE.c.id.in_(sa.bindparam("passages", expanding=True)))


def passage_of(row: Row[*tuple[Any, ...]]) -> PassageText:
    """The passage in the columns of SHOWN."""
    return PassageText(
        passage_id=row.id,
        item_id=row.item_id,
        lesson_key=row.lesson_key,
        title=row.title,
        path=tuple(row.path),
        page=row.page,
        text=row.text,
        language=row.language,
    )


@dataclass(frozen=True, slots=True)
class SqlSearchIndex:
    """The index over one connection."""

    connection: Connection

    def candidates(self, wanted: Sequence[Wanted], units: Iterable[int]) -> Sequence[Candidate]:
        """The passages that hold all that is wanted, or much of it where few hold all; visible to the units.

        The fast way looks at the index alone; only where passages of other units crowd out the rest are
        they left out while ranking.
        """
        seen = [*units, 0]
        found = self._matching(wanted, "AND", seen) if len(wanted) > 1 else []
        if len(found) < FEW:
            known = {row[0] for row in found}
            rare = [one for one in wanted if not one.is_common]
            found = [*found, *(row for row in self._matching(rare, "OR", seen) if row[0] not in known)]
        return [
            Candidate(
                passage_id=id_,
                item_id=item_id,
                lesson_key=lesson_key,
                title_terms=title_terms,
                tag_terms=tag_terms,
                text_terms=text_terms,
            )
            for id_, item_id, lesson_key, title_terms, tag_terms, text_terms, _ in found
        ]

    def _matching(self, wanted: Sequence[Wanted], how: str, units: Sequence[int]) -> Sequence[Any]:
        if self.connection.dialect.name == "postgresql":
            asked = _postgres_query(wanted, how)
            return self.connection.execute(
                ON_POSTGRES, {"asked": asked, "units": units, "most": CANDIDATES}
            ).all()
        asked = match_query(wanted, how)
        rows = self.connection.execute(ON_SQLITE, {"asked": asked, "most": CANDIDATES}).all()
        visible = [row for row in rows if row[-1] is None or row[-1] in units]
        if len(visible) == len(rows) or len(rows) < CANDIDATES:
            return visible
        within = {"asked": asked, "units": units, "most": CANDIDATES}
        return self.connection.execute(ON_SQLITE_WITHIN, within).all()

    def passages_with(self, terms: Iterable[str]) -> tuple[Mapping[str, int], int]:
        """In how many passages each term stands, and how many passages there are."""
        counts = dict(self.connection.execute(COUNTS, {"terms": [*terms, EVERY_PASSAGE]}).all())
        return counts, counts.get(EVERY_PASSAGE, 0)

    def spelt_like(self, word: str) -> Mapping[str, int]:
        """The words of the index that may be meant by this one, with the number of their passages."""
        rows = self.connection.execute(SPELT_LIKE, {"forms": list(forms_of(word))})
        return {found: passages for _, found, passages in rows}

    def texts(self, passage_ids: Sequence[int]) -> Mapping[int, PassageText]:
        """What is shown of these passages."""
        rows = self.connection.execute(TEXTS, {"passages": list(passage_ids)})
        return {row.id: passage_of(row) for row in rows}

    def put_items(self, items: Sequence[tuple[int, int | None, Sequence[IndexedPassage]]]) -> None:
        """Puts the passages of items, each with its id and the unit that may see it, in place of the old."""
        self._take_out(PASSAGE.c.item_id, [item_id for item_id, _, _ in items])
        self._put_in(
            [
                {
                    "item_id": item_id,
                    "lesson_key": "",
                    "unit_id": unit,
                    "number": number,
                    "passage": passage,
                }
                for item_id, unit, passages in items
                for number, passage in enumerate(passages, 1)
            ]
        )

    def put_lessons(self, lessons: Mapping[str, Sequence[IndexedPassage]]) -> None:
        """Puts the passages of lessons, by lesson key, in place of those of all lessons before."""
        before = sa.select(PASSAGE.c.lesson_key).where(PASSAGE.c.lesson_key != "").distinct()
        self._take_out(PASSAGE.c.lesson_key, list(self.connection.execute(before).scalars()))
        self._put_in(
            [
                {"item_id": None, "lesson_key": key, "unit_id": None, "number": number, "passage": passage}
                for key, passages in lessons.items()
                for number, passage in enumerate(passages, 1)
            ]
        )

    def take_out(self, item_id: int) -> None:
        """Takes an item out of the index."""
        self._take_out(PASSAGE.c.item_id, [item_id])

    def _take_out(self, column: sa.ColumnElement[Any], values: Sequence[Any]) -> None:
        for start in range(0, len(values), 500):
            those = column.in_(values[start : start + 500])
            rows = self.connection.execute(
                sa.select(
                    PASSAGE.c.id,
                    PASSAGE.c.title_terms,
                    PASSAGE.c.tag_terms,
                    PASSAGE.c.text_terms,
                    PASSAGE.c.words,
                ).where(those)
            ).all()
            if not rows:
                continue
            if self.connection.dialect.name == "sqlite":
                self.connection.exec_driver_sql(
                    "INSERT INTO passage_index (passage_index, rowid, title_terms, tag_terms, text_terms) "
                    "VALUES ('delete', ?, ?, ?, ?)",
                    [tuple(row[:4]) for row in rows],
                )
            self.connection.execute(sa.delete(PASSAGE).where(those))
            self._count([(_distinct(" ".join(row[1:4])), frozenset(row.words.split())) for row in rows], -1)

    def _put_in(self, entries: Sequence[dict[str, Any]]) -> None:
        if not entries:
            return
        rows = [_passage_row(entry) for entry in entries]
        ids = (
            self.connection.execute(
                sa.insert(PASSAGE).returning(PASSAGE.c.id, sort_by_parameter_order=True), rows
            )
            .scalars()
            .all()
        )
        self._index(ids, rows)
        self._count(
            [
                (
                    _distinct(f"{row['title_terms']} {row['tag_terms']} {row['text_terms']}"),
                    frozenset(row["words"].split()),
                )
                for row in rows
            ],
            1,
        )

    def _index(self, ids: Sequence[int], rows: Sequence[Mapping[str, Any]]) -> None:
        if self.connection.dialect.name == "sqlite":
            self.connection.exec_driver_sql(
                "INSERT INTO passage_index (rowid, title_terms, tag_terms, text_terms) VALUES (?, ?, ?, ?)",
                [
                    (id_, row["title_terms"], row["tag_terms"], row["text_terms"])
                    for id_, row in zip(ids, rows, strict=True)
                ],
            )
            return
        self.connection.execute(
            PUT_IN_POSTGRES, [{"id": id_, "terms": _vector(row)} for id_, row in zip(ids, rows, strict=True)]
        )

    def _count(self, passages: Sequence[tuple[frozenset[str], frozenset[str]]], change: int) -> None:
        """Keeps the numbers of passages that hold each term and word, and the spellings of new words."""
        terms: Counter[str] = Counter({EVERY_PASSAGE: len(passages)})
        words: Counter[str] = Counter()
        for terms_of_one, words_of_one in passages:
            terms.update(terms_of_one)
            words.update(words_of_one)
        if change > 0:
            self._spell(words)
        _add(self.connection, ADD_TERMS, terms, change)
        _add(self.connection, ADD_WORDS, words, change)

    def _spell(self, words: Iterable[str]) -> None:
        """Keeps how words are spelt that the index did not know before."""
        every = sorted(words)
        known: set[str] = set()
        for start in range(0, len(every), 500):
            some = self.connection.execute(EVER_KNOWN, {"words": every[start : start + 500]})
            known.update(some.scalars())
        forms = [
            {"form": form, "word": word} for word in every if word not in known for form in forms_of(word)
        ]
        for start in range(0, len(forms), 20_000):
            insert_all_new(self.connection, SPELLING, forms[start : start + 20_000])


def _add(connection: Connection, addition: sa.TextClause, counts: Mapping[str, int], change: int) -> None:
    """Adds to what is counted; in order, so that two who add at once do not wait for one another forever."""
    values = [{"name": name, "by": change * count} for name, count in sorted(counts.items())]
    if values:
        connection.execute(addition, values)


def _passage_row(entry: dict[str, Any]) -> dict[str, Any]:
    passage: IndexedPassage = entry["passage"]
    return {
        "item_id": entry["item_id"],
        "lesson_key": entry["lesson_key"],
        "unit_id": entry["unit_id"],
        "language": passage.language,
        "number": entry["number"],
        "title": passage.title,
        "path": list(passage.path),
        "page": passage.page,
        "text": passage.text,
        "words": " ".join(sorted(passage.words)),
        "title_terms": " ".join(passage.title_terms),
        "tag_terms": " ".join(passage.tag_terms),
        "text_terms": " ".join(passage.text_terms),
    }


def _vector(row: Mapping[str, Any]) -> str:
    """The terms of a passage as a tsvector, which PostgreSQL would cut into words by rules of its own."""
    terms = [
        (term, weight)
        for column, weight in (("title_terms", "A"), ("tag_terms", "B"), ("text_terms", "D"))
        for term in row[column].split()
    ]
    return " ".join(
        f"'{term}':{min(place, LAST_PLACE)}{weight}" for place, (term, weight) in enumerate(terms, 1)
    )


def _distinct(terms: str) -> frozenset[str]:
    return frozenset(terms.split())


def match_query(wanted: Sequence[Wanted], how: str) -> str:
    """The question for FTS5: every term in quotes, so that operators and column names are words."""
    groups = (
        " OR ".join("(" + " AND ".join(f'"{term}"' for term in phrase) + ")" for phrase in one.phrases)
        for one in wanted
    )
    return f" {how} ".join(f"({group})" for group in groups)


def _postgres_query(wanted: Sequence[Wanted], how: str) -> str:
    """The same as a tsquery; terms are letters and digits only, quoted all the same."""
    groups = (
        " | ".join("(" + " & ".join(f"'{term}'" for term in phrase) + ")" for phrase in one.phrases)
        for one in wanted
    )
    sign = " & " if how == "AND" else " | "
    return sign.join(f"({group})" for group in groups)
