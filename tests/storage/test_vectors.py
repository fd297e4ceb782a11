"""A vector stays with the passage it was made of, and with no other."""

from collections.abc import Sequence
from dataclasses import replace

from learning.knowledge import PassageText
from storage.database import Database
from storage.records import SqlRecords
from tests.people import EAST, UNIT
from tests.shelf import passage_ids, put_items

MODEL = "a model"


def missing(database: Database, model: str = MODEL, limit: int = 10) -> Sequence[PassageText]:
    """The passages without a vector."""
    return database.transact(lambda records: records.vectors.missing(model, limit))


def put(database: Database, *made: tuple[PassageText, bytes], model: str = MODEL) -> Sequence[int]:
    """Keeps vectors; the ids of passages whose vector was kept."""
    return database.transact(lambda records: records.vectors.put(model, made))


def after(database: Database, passage_id: int, limit: int, model: str = MODEL) -> Sequence[tuple[int, bytes]]:
    """The next vectors."""
    return database.transact(lambda records: records.vectors.after(model, passage_id, limit))


def kept(database: Database, model: str = MODEL) -> dict[int, bytes]:
    """Every vector of a model."""
    return dict(after(database, 0, 1000, model))


def embed_all(database: Database) -> None:
    """Gives every passage a vector."""
    put(database, *((passage, b"\x01") for passage in missing(database, limit=1000)))


def test_a_passage_is_missing_until_it_has_a_vector_of_the_model_in_use(database: Database) -> None:
    put_items(database, {"Arsip": "Simpan arsip di rak.", "Surat": "Catat surat di agenda."})
    first, second = missing(database)
    assert (first.title, first.text) == ("Arsip", "Simpan arsip di rak.")
    put(database, (first, b"\x01\x02"))
    assert missing(database) == [second]
    assert missing(database, "another model", limit=1) == [first]
    put(database, (first, b"\x03"), model="another model")
    assert missing(database) == [first, second]
    assert kept(database) == {}
    assert kept(database, "another model") == {first.passage_id: b"\x03"}


def test_a_changed_item_loses_the_vectors_of_its_old_text(database: Database) -> None:
    put_items(database, {"Arsip": "Simpan arsip di rak.", "Surat": "Catat surat di agenda."})
    embed_all(database)
    assert missing(database) == []
    put_items(database, {"Surat": "Catat surat di buku."})
    assert [passage.text for passage in missing(database)] == ["Catat surat di buku."]
    assert len(kept(database)) == 1


def test_a_vector_of_a_text_that_changed_meanwhile_is_not_kept(database: Database) -> None:
    put_items(database, {"Arsip": "Simpan arsip di rak."})
    (old,) = missing(database)
    put_items(database, {"Arsip": "Simpan arsip di lemari."})
    (new,) = missing(database)
    assert put(database, (old, b"\x01"), (replace(old, passage_id=new.passage_id), b"\x02")) == []
    assert put(database, (new, b"\x03")) == [new.passage_id]
    assert put(database) == []


def test_all_vectors_are_read_in_pages(database: Database) -> None:
    put_items(database, {f"Arsip {number}": f"Rak nomor {number}." for number in range(5)})
    embed_all(database)
    pages, last = [], 0
    while page := after(database, last, 2):
        pages.append(len(page))
        last = page[-1][0]
    assert pages == [2, 2, 1]
    assert database.transact(lambda records: records.vectors.count(MODEL)) == 5


def test_a_passage_of_another_unit_is_no_candidate(database: Database, people: dict[int, int]) -> None:
    put_items(database, {"Arsip": "Simpan arsip di rak."})
    put_items(database, {"Kapal": "Kapal berlabuh di dermaga."}, unit=EAST)
    embed_all(database)
    ids = passage_ids(database)

    def seen_by(unit: str | None) -> set[int]:
        def look(records: SqlRecords) -> set[int]:
            units = records.knowledge.units_over(unit) if unit else ()
            return {one.passage_id for one in records.vectors.candidates(ids.values(), units)}

        return database.transact(look)

    assert seen_by(None) == seen_by(UNIT) == {ids["Arsip"]}
    assert seen_by(EAST) == set(ids.values())


def test_a_passage_without_a_vector_is_no_candidate_even_under_an_id_that_had_one(database: Database) -> None:
    put_items(database, {"Arsip": "Simpan arsip di rak."})
    embed_all(database)
    ids = list(passage_ids(database).values())
    assert database.transact(lambda records: records.vectors.candidates(ids, ()))
    put_items(database, {"Arsip": "Simpan arsip di lemari."})
    every = [*ids, *passage_ids(database).values()]
    assert database.transact(lambda records: records.vectors.candidates(every, ())) == []
