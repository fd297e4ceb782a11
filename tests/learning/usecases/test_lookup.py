"""A question is answered by what is written, however it is put, and by nothing that one may not see."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning.knowledge import Fit, Item, ItemState, Lookup
from learning.ports import Records
from learning.rules.indexing import indexed_passages
from learning.rules.lookup import Synonym
from learning.usecases.importing import put_into_index
from learning.usecases.lookup import look_up
from storage.database import Database
from tests.clock import StillClock
from tests.people import EAST, UNIT

ON_ONE_DATABASE = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
WRITTEN = (
    ("vaksin", "Menyimpan vaksin", "Vaksin disimpan pada suhu 2–8 °C. Catat suhunya dua kali sehari."),
    ("arsip", "Memusnahkan arsip", "Arsip dimusnahkan setelah disetujui. Buat berita acara pemusnahan."),
    ("hadiah", "Melaporkan hadiah", "Hadiah dari rekanan ditolak atau dilaporkan dalam 30 hari kerja."),
    ("data", "Hak subjek data", "Menurut UU 27/2022 warga boleh meminta datanya dihapus."),
    ("sandi", "Membuat kata sandi", "Kata sandi yang panjang lebih aman daripada yang rumit."),
)


def published(key: str, title: str, text: str, *, unit: str | None = None, lesson: str = "") -> Item:
    """An item as a file would bring it."""
    return Item(key=key, title=title, text=text, unit=unit, lesson_key=lesson, changed_at=StillClock().now)


def put_in(records: Records, items: Sequence[Item]) -> list[Item]:
    """Keeps the items and lets lookup find them."""
    kept = [records.knowledge.add(item) for item in items]
    put_into_index(records, kept)
    return kept


@pytest.fixture
def base(database: Database) -> Database:
    """A small knowledge base for everyone."""
    database.transact(put_in, [published(*written) for written in WRITTEN])
    return database


def ask(database: Database, question: str, *, unit: str | None = None, repair: bool = True) -> Lookup:
    """What lookup says."""
    return database.transact(look_up, question, unit=unit, repair=repair)


def keys(found: Lookup) -> list[str]:
    """The items found, best first; lessons by their own key."""
    return [hit.item.key if hit.item else hit.passage.lesson_key for hit in found.hits]


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("penyimpanan vaksin", "vaksin"),
        ("VAKSIN disimpan di suhu berapa?", "vaksin"),
        ("vaksni disimpn suhu brp", "vaksin"),
        ("gmn cara musnahin arsip", "arsip"),
        ("nyatet suhu vaksin", "vaksin"),
        ("lapor hadiah rekanan", "hadiah"),
        ("UU 27/2022", "data"),
        ("2–8 °C", "vaksin"),
        ('"kata sandi" AND (aman OR rumit)*', "sandi"),
        ("title_terms:arsip NEAR(musnah)", "arsip"),
        ("sandi 🔐 aman???", "sandi"),
    ],
)
def test_a_question_finds_its_item_however_it_is_put(base: Database, question: str, key: str) -> None:
    found = ask(base, question)
    assert keys(found)[0] == key
    assert found.fit is not Fit.NOTHING


@pytest.mark.parametrize(
    "question",
    [
        "",
        "   ",
        "?",
        "a",
        "🙂🙂",
        "yang itu apa ya",
        "AND OR NOT",
        '"',
        "***",
        "'; DROP TABLE passage; --",
        "\x00\x00",
        "مرحبا كيف الحال",
        "שלום עולם",
        "東京 天気",
        "resep rendang padang",
        "x" * 4096,
    ],
)
def test_what_asks_nothing_or_something_foreign_gets_nothing(base: Database, question: str) -> None:
    found = ask(base, question)
    assert found.fit is Fit.NOTHING
    assert found.question == question


def test_a_very_long_question_is_answered_by_its_beginning(base: Database) -> None:
    found = ask(base, ("suhu vaksin disimpan " * 300)[:4096])
    assert keys(found)[0] == "vaksin"


@ON_ONE_DATABASE
@given(question=st.one_of(st.text(max_size=80), st.text("\"*():^+-~{}[]\\'%_|&!<> vaksinAND", max_size=60)))
def test_no_text_is_ever_too_much(base: Database, question: str) -> None:
    found = ask(base, question)
    assert len(found.hits) <= 3


def test_misspelt_words_are_said_and_only_repaired_on_request(base: Database) -> None:
    assert ask(base, "arsp musnah").repaired == (("arsp", "arsip"),)
    assert ask(base, "arsp musnah", repair=False).repaired == ()


def test_a_word_that_stands_in_another_form_is_not_repaired(base: Database) -> None:
    assert ask(base, "penghapusan catatan").repaired == ()


def test_curators_words_find_what_other_words_say(base: Database, people: dict[int, int]) -> None:
    admin = min(people.values())
    assert ask(base, "srikandi aman").fit is not Fit.FOUND
    base.transact(
        lambda records: records.knowledge.set_synonym(
            "srikandi", Synonym(others=("kata sandi",)), by=admin, at=StillClock().now
        )
    )
    assert keys(ask(base, "srikandi aman"))[0] == "sandi"


def test_an_item_that_is_changed_or_retired_is_found_as_it_is_now(base: Database) -> None:
    def change(records: Records) -> None:
        item = records.knowledge.by_key("vaksin")
        assert item is not None
        put_into_index(records, [records.knowledge.change(replace(item, text="Insulin dibawa bepergian."))])

    def retire(records: Records) -> None:
        item = records.knowledge.by_key("arsip")
        assert item is not None
        put_into_index(records, [records.knowledge.change(replace(item, state=ItemState.RETIRED))])

    base.transact(change)
    base.transact(retire)
    assert keys(ask(base, "insulin bepergian"))[0] == "vaksin"
    assert ask(base, "suhu dicatat dua kali").fit is Fit.NOTHING
    assert "arsip" not in keys(ask(base, "pemusnahan arsip"))


@pytest.mark.usefixtures("people")
def test_what_is_for_another_unit_is_never_found_even_where_it_crowds_out_the_rest(base: Database) -> None:
    theirs = [
        published(f"timur{n}", "Suhu vaksin di timur", "Suhu vaksin disimpan.", unit=EAST) for n in range(300)
    ]
    base.transact(put_in, theirs)
    for unit in (None, UNIT):
        assert keys(ask(base, "suhu vaksin disimpan", unit=unit)) == ["vaksin"]
    assert keys(ask(base, "suhu vaksin disimpan", unit=EAST))[0].startswith("timur")


@pytest.mark.usefixtures("people")
def test_what_is_for_a_unit_is_found_by_the_units_below_it(base: Database) -> None:
    base.transact(put_in, [published("biro", "Parkir biro", "Parkir di halaman.", unit="Sekretariat Utama")])
    assert keys(ask(base, "parkir halaman", unit=UNIT)) == ["biro"]
    assert keys(ask(base, "parkir halaman", unit=EAST)) == []


def test_a_lesson_is_found_and_gives_way_to_an_item_that_names_it(base: Database) -> None:
    lesson = indexed_passages(
        title="Menera timbangan", text="Timbangan ditera setahun sekali.", language="id"
    )
    base.transact(lambda records: records.search_index.put_lessons({"timbangan": lesson}))
    assert keys(ask(base, "tera timbangan")) == ["timbangan"]
    item = published("tera", "Tera", "Timbangan ditera di kantor metrologi.", lesson="timbangan")
    base.transact(put_in, [item])
    assert keys(ask(base, "tera timbangan")) == ["tera"]
