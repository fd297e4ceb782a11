"""The index counts what it holds, whatever was put in and taken out, and shows nobody what is not theirs."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning.knowledge import IndexedPassage, Item
from learning.rules.indexing import indexed_passages
from learning.rules.lookup import Wanted, wanted_of
from learning.rules.spelling import forms_of
from storage.database import Database
from storage.records import SqlRecords
from storage.search_index import CANDIDATES, SPELLING, TERM, WORD
from storage.tables import metadata
from tests.clock import StillClock
from tests.people import EAST, UNIT

TEXTS = (
    "Vaksin disimpan pada suhu dua derajat.",
    "Arsip disimpan di lemari.",
    "Suhu dicatat; suhu lemari juga.",
    "Vaksin dan arsip.",
    "2–8 °C, UU 27/2022, مرحبا, 東京, ß İstanbul ﬁ",
)
STEPS = st.lists(
    st.tuples(st.sampled_from(("put", "take out", "lessons")), st.integers(0, 3), st.integers(0, 4)),
    max_size=8,
)


@dataclass(frozen=True)
class Counts:
    """What the index says of how many passages hold what, and which words it can spell."""

    terms: dict[str, int]
    words: dict[str, int]


def passages(*numbers: int) -> tuple[IndexedPassage, ...]:
    """A passage of each of these texts."""
    return tuple(
        passage
        for number in numbers
        for passage in indexed_passages(title="", text=TEXTS[number], language="id")
    )


def wanted(text: str) -> Sequence[Wanted]:
    """What a question of these words asks for."""
    return wanted_of(text.split(), {}, {})


@pytest.fixture
def items(database: Database) -> list[int]:
    """The ids of four items."""

    def add(records: SqlRecords) -> list[int]:
        return [
            records.knowledge.add(Item(key=f"item{n}", title="", text="", changed_at=StillClock().now)).id
            for n in range(4)
        ]

    added: list[int] = act(database, add)
    return added


def act(database: Database, work: Callable[[SqlRecords], Any]) -> Any:
    """Does something in one transaction."""
    return database.transact(work)


def counted(records: SqlRecords) -> Counts:
    """What the tables of the index count, without what stands nowhere any more."""
    by_term = records.connection.execute(sa.select(TERM.c.term, TERM.c.passages)).all()
    by_word = records.connection.execute(sa.select(WORD.c.word, WORD.c.passages)).all()
    assert all(count >= 0 for _, count in [*by_term, *by_word])
    return Counts(
        terms={term: count for term, count in by_term if count},
        words={word: count for word, count in by_word if count},
    )


def counted_anew(records: SqlRecords) -> Counts:
    """The same from the passages themselves."""
    passage = metadata.tables["passage"]
    columns = (passage.c.title_terms, passage.c.tag_terms, passage.c.text_terms, passage.c.words)
    rows = records.connection.execute(sa.select(*columns)).all()
    terms = Counter(term for row in rows for term in {*" ".join(row[:3]).split(), ""})
    return Counts(terms=dict(terms), words=dict(Counter(word for row in rows for word in row[3].split())))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_after_anything_put_in_and_taken_out_the_counts_are_as_if_counted_anew(
    database: Database, items: list[int], steps: list[tuple[str, int, int]]
) -> None:
    def work(records: SqlRecords) -> None:
        index = records.search_index
        for step, item, text in steps:
            if step == "put":
                index.put_items([(items[item], None, passages(text, (text + item) % 5))])
            elif step == "take out":
                index.take_out(items[item])
            else:
                index.put_lessons({f"lesson{item}": passages(text)})
        assert counted(records) == counted_anew(records)
        for term in counted(records).terms:
            held = (
                index.candidates([Wanted(word=term, phrases=((term,),), shares=(1.0,))], ()) if term else ()
            )
            assert len(held) == (counted(records).terms[term] if term else 0)

    act(database, work)


def test_every_word_of_the_index_can_be_spelt(database: Database, items: list[int]) -> None:
    def work(records: SqlRecords) -> None:
        records.search_index.put_items([(items[0], None, passages(0, 1)), (items[1], None, passages(1, 4))])
        rows = records.connection.execute(sa.select(SPELLING.c.form, SPELLING.c.word))
        spelt = {tuple(row) for row in rows}
        assert spelt == {(form, word) for word in counted(records).words for form in forms_of(word)}

    act(database, work)


def test_words_that_stand_nowhere_any_more_are_no_repair(database: Database, items: list[int]) -> None:
    def work(records: SqlRecords) -> None:
        index = records.search_index
        index.put_items([(items[0], None, passages(0))])
        assert index.spelt_like("vakisn") == {"vaksin": 1}
        index.take_out(items[0])
        assert index.spelt_like("vakisn") == {}
        assert index.passages_with(["vaksin"]) == ({}, 0)

    act(database, work)


def test_passages_with_all_of_it_come_and_with_some_of_it_where_few_have_all(
    database: Database, items: list[int]
) -> None:
    def work(records: SqlRecords) -> list[int | None]:
        index = records.search_index
        index.put_items([(item, None, passages(number)) for number, item in enumerate(items)])
        return [candidate.item_id for candidate in index.candidates(wanted("vaksin suhu"), ())]

    found = act(database, work)
    assert found[0] == items[0]
    assert set(found) == {items[0], items[2], items[3]}


def test_a_phrase_counts_only_where_all_of_it_stands(database: Database, items: list[int]) -> None:
    def work(records: SqlRecords) -> list[int | None]:
        index = records.search_index
        index.put_items([(item, None, passages(number)) for number, item in enumerate(items)])
        phrase = Wanted(word="kulkas", phrases=(("lemar", "arsip"),), shares=(1.0,))
        return [candidate.item_id for candidate in index.candidates([phrase], ())]

    assert act(database, work) == [items[1]]


@pytest.mark.parametrize("word", ["2", "8", "27", "2022", "مرحبا", "東京", "ss", "istanbul", "fi"])
def test_numbers_and_other_scripts_are_found(database: Database, items: list[int], word: str) -> None:
    def work(records: SqlRecords) -> list[int | None]:
        records.search_index.put_items([(items[0], None, passages(4)), (items[1], None, passages(1))])
        return [candidate.item_id for candidate in records.search_index.candidates(wanted(word), ())]

    assert act(database, work) == [items[0]]


def test_passages_of_other_units_never_come_however_many_there_are(
    database: Database, people: dict[int, int]
) -> None:
    assert people

    def work(records: SqlRecords) -> tuple[list[int | None], int]:
        def item(key: str, unit: str | None) -> tuple[int, int | None, Sequence[IndexedPassage]]:
            added = records.knowledge.add(
                Item(key=key, title="", text="", unit=unit, changed_at=StillClock().now)
            )
            return added.id, records.knowledge.unit_id(unit), passages(0)

        mine, common = item("mine", UNIT), item("common", None)
        others = [item(f"east{n}", EAST) for n in range(CANDIDATES * 3)]
        records.search_index.put_items([*others, mine, common])
        units = records.knowledge.units_over(UNIT)
        found = records.search_index.candidates(wanted("vaksin suhu"), units)
        alone = records.search_index.candidates(wanted("vaksin"), ())
        assert [candidate.item_id for candidate in alone] == [common[0]]
        assert {candidate.item_id for candidate in found} == {mine[0], common[0]}
        east = records.search_index.candidates(wanted("vaksin"), records.knowledge.units_over(EAST))
        return [candidate.item_id for candidate in found], len(east)

    assert act(database, work)[1] == CANDIDATES


def test_lessons_replace_one_another_and_leave_items_alone(database: Database, items: list[int]) -> None:
    def work(records: SqlRecords) -> list[str]:
        index = records.search_index
        index.put_items([(items[0], None, passages(0))])
        index.put_lessons({"one": passages(0), "two": passages(3)})
        index.put_lessons({"two": passages(0)})
        return sorted(candidate.lesson_key for candidate in index.candidates(wanted("vaksin"), ()))

    assert act(database, work) == ["", "two"]


def test_what_is_shown_of_a_passage_is_what_was_put_in(database: Database, items: list[int]) -> None:
    def work(records: SqlRecords) -> None:
        text = "# Suhu\n" + "Vaksin disimpan dingin. " * 80
        records.search_index.put_items(
            [(items[0], None, indexed_passages(title="Vaksin", text=text, language="id"))]
        )
        found = records.search_index.candidates(wanted("vaksin"), ())
        shown = records.search_index.texts([candidate.passage_id for candidate in found])
        assert {passage.path for passage in shown.values()} == {("Suhu",)}
        assert {(passage.title, passage.item_id) for passage in shown.values()} == {("Vaksin", items[0])}

    act(database, work)
