"""Knowledge by command line: files taken in, looked up, given out again, and measured."""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, TypeVar

import pytest
from openpyxl import Workbook

from learning.knowledge import ItemState
from learning.usecases.shipped import SHIPPED_FACT
from storage.database import Database, database_url
from tests.bot.commandline import Shell

T = TypeVar("T")

VACCINE = """---
title: Menyimpan vaksin
owner: Tim Distribusi
source: WHO
review_by: 2020-01-31
tags: [vaksin, suhu]
---

Vaksin disimpan pada suhu 2–8 °C.
"""
PARCEL = "# Menolak parsel\n\nParsel dari pihak yang dilayani ditolak, lalu dilaporkan.\n"
QUESTIONS = """Pertanyaan,Jawaban,ID
Berapa lama cuti tahunan?,Dua belas hari kerja.,cuti
Siapa yang menyetujui lembur?,Atasan langsung.,
"""
ITEMS = [
    {"id": "obat/vaksin", "title": "Menyimpan vaksin", "body": "Vaksin disimpan pada suhu dua derajat."},
    {"id": "etik/parsel", "title": "Menolak parsel", "body": "Parsel lebaran ditolak lalu dilaporkan."},
    {"id": "arsip/musnah", "title": "Memusnahkan arsip", "body": "Arsip dimusnahkan dengan berita acara."},
]


def lines(*rows: dict[str, Any]) -> str:
    """Rows as JSONL."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def counted(says: str) -> dict[str, int]:
    """The counts of an import's table."""
    rows = [line.strip("│ ").split("│") for line in says.splitlines() if line.startswith("│")]
    return {name.strip().split(" (")[0]: int(count) for name, count in rows}


@contextmanager
def base() -> Iterator[Database]:
    """The database of the folder."""
    database = Database(database_url("sqlite:///sela.db"))
    yield database
    database.close()


def told(work: Callable[[Any], T]) -> T:
    """What the database says."""
    with base() as database:
        return database.transact(work)


@pytest.fixture
def handbook(shell: Shell) -> Shell:
    """A folder `handbook` with three files in two folders."""
    (shell.folder / "handbook" / "obat").mkdir(parents=True)
    shell.writes("handbook/obat/vaksin.md", VACCINE)
    shell.writes("handbook/parsel.md", PARCEL)
    shell.writes("handbook/tanya.csv", QUESTIONS)
    return shell


@pytest.fixture
def small_base(shell: Shell) -> Shell:
    """Three published items from a collection."""
    shell.writes("items.jsonl", lines(*ITEMS))
    shell.succeeds("knowledge", "import", "items.jsonl")
    return shell


def test_a_folder_comes_in_with_what_its_files_say_and_options_fill_the_rest(handbook: Shell) -> None:
    says = handbook.succeeds("knowledge", "import", "handbook", "--owner", "Biro Umum", "--source", "SOP")
    assert counted(says) == {"added": 4, "changed": 0, "unchanged": 0, "kept": 0, "skipped": 0}
    items = {item.key: item for item in told(lambda records: records.knowledge.all())}
    assert set(items) == {
        "handbook/obat/vaksin", "handbook/parsel", "handbook/tanya#cuti", "handbook/tanya#2",
    }  # fmt: skip
    vaccine, parcel = items["handbook/obat/vaksin"], items["handbook/parsel"]
    assert (vaccine.title, vaccine.owner, vaccine.source) == ("Menyimpan vaksin", "Tim Distribusi", "WHO")
    assert (parcel.title, parcel.owner, parcel.source) == ("Menolak parsel", "Biro Umum", "SOP")
    assert {item.state for item in items.values()} == {ItemState.PUBLISHED}
    assert "Vaksin disimpan" in handbook.succeeds("knowledge", "search", "suhu vaksin")


def test_the_same_folder_again_changes_nothing_and_a_changed_file_changes_its_item_only(
    handbook: Shell,
) -> None:
    handbook.succeeds("knowledge", "import", "handbook")
    again = handbook.succeeds("knowledge", "import", "handbook")
    assert counted(again) == {"added": 0, "changed": 0, "unchanged": 4, "kept": 0, "skipped": 0}
    assert "handbook/" not in again, "what is as before needs no line"
    handbook.writes("handbook/parsel.md", PARCEL + "\nCatat tanggalnya.\n")
    changed = handbook.succeeds("knowledge", "import", "handbook")
    assert counted(changed) == {"added": 0, "changed": 1, "unchanged": 3, "kept": 0, "skipped": 0}
    assert "handbook/parsel.md: 1 changed" in changed
    assert told(lambda records: records.knowledge.by_key("handbook/obat/vaksin").version) == 1


def test_a_file_named_alone_is_the_same_item_as_in_its_folder(handbook: Shell) -> None:
    handbook.succeeds("knowledge", "import", "handbook/parsel.md")
    says = handbook.succeeds("knowledge", "import", "handbook", "handbook/parsel.md")
    assert counted(says)["unchanged"] == 1
    assert counted(says)["added"] == 3


def test_a_document_that_says_nothing_of_itself_is_not_read_again_unless_options_change(shell: Shell) -> None:
    shell.writes("catatan.txt", "Kunci ruang rapat ada di resepsionis.\n")
    shell.succeeds("knowledge", "import", "catatan.txt", "--owner", "Biro Umum")
    again = shell.succeeds("knowledge", "import", "catatan.txt", "--owner", "Biro Umum")
    assert counted(again)["unchanged"] == 1
    other = shell.succeeds("knowledge", "import", "catatan.txt", "--owner", "Sekretariat")
    assert counted(other)["changed"] == 1


def test_what_was_edited_in_chat_is_kept_when_its_file_changes(handbook: Shell) -> None:
    handbook.writes("people.csv", "nip,nama,unit kerja\n199001012015042001,Sari Dewi,Biro Umum\n")
    handbook.succeeds("roster", "import", "people.csv", "--apply")
    handbook.succeeds("knowledge", "import", "handbook")

    def edit(records: Any) -> None:
        person = records.people.by_number("199001012015042001")
        item = records.knowledge.by_key("handbook/parsel")
        records.knowledge.change(replace(item, text="Parsel dikembalikan."), by=person.id)

    told(edit)
    handbook.writes("handbook/parsel.md", PARCEL + "\nCatat tanggalnya.\n")
    says = handbook.succeeds("knowledge", "import", "handbook")
    assert counted(says)["kept"] == 1
    assert "handbook/parsel.md: 1 kept" in says
    assert told(lambda records: records.knowledge.by_key("handbook/parsel").text) == "Parsel dikembalikan."


def test_a_dry_run_says_the_same_and_writes_nothing_not_even_a_database(handbook: Shell) -> None:
    says = handbook.succeeds("knowledge", "import", "handbook", "--dry-run")
    assert counted(says)["added"] == 4
    assert "dry run" in says
    assert not handbook.has("sela.db")
    handbook.succeeds("knowledge", "import", "handbook/parsel.md")
    assert counted(handbook.succeeds("knowledge", "import", "handbook", "--dry-run"))["added"] == 3
    assert len(told(lambda records: records.knowledge.all())) == 1


def test_bad_files_are_named_with_their_reason_and_the_good_ones_come_in(handbook: Shell) -> None:
    handbook.writes("handbook/kosong.md", "")
    handbook.writes("handbook/asing.md", "---\nwarna: biru\n---\n\nIsi.\n")
    handbook.writes("handbook/gambar.png", "PNG")
    handbook.writes("handbook/rusak.docx", "bukan arsip")
    handbook.writes("handbook/unit.md", "---\nunit: Balai Antah\n---\n\nIsi unit.\n")
    handbook.writes("handbook/parsel.txt", "Nama yang sama dengan berkas lain.\n")
    handbook.writes("handbook/salinan.md", PARCEL)
    handbook.writes("handbook/tabel.csv", "Pertanyaan,Jawaban\nApa ini?,\n")
    handbook.writes("handbook/baris.jsonl", lines(ITEMS[2]) + "{oops\n")
    ending = handbook.types("knowledge", "import", "handbook")
    assert ending.code == 1
    assert "Traceback" not in ending.says
    assert counted(ending.says) == {"added": 4, "changed": 0, "unchanged": 0, "kept": 0, "skipped": 9}
    expected = {
        "kosong.md": "empty",
        "asing.md": "unknown field 'warna'",
        "gambar.png": "not a known kind",
        "rusak.docx": "the name says DOCX",
        "unit.md": "there is no unit 'Balai Antah'",
        "parsel.txt": "rename one",
        "salinan.md": "says the same as 'handbook/parsel'",
        "tabel.csv": "row 2",
        "baris.jsonl": "line 2",
    }
    for name, reason in expected.items():
        line = next(line for line in ending.says.splitlines() if line.startswith("✗") and name in line)
        assert reason in line
    assert told(lambda records: records.knowledge.by_key("arsip/musnah")) is None, "whole or not at all"


def test_an_import_that_can_read_nothing_ends_with_2(shell: Shell) -> None:
    assert shell.types("knowledge", "import", "nowhere").code == 2
    (shell.folder / "empty").mkdir()
    assert shell.types("knowledge", "import", "empty").code == 2


def test_only_so_many_lines_are_shown(shell: Shell) -> None:
    (shell.folder / "many").mkdir()
    for number in range(45):
        shell.writes(f"many/{number:02}.xyz", "?")
    says = shell.types("knowledge", "import", "many").says
    assert says.count("✗ many") == 40
    assert "… and 5 more" in says


def test_the_same_content_under_another_name_in_the_base_is_skipped(small_base: Shell) -> None:
    small_base.writes("copy.jsonl", lines({**ITEMS[0], "id": "lain/vaksin"}))
    ending = small_base.types("knowledge", "import", "copy.jsonl")
    assert ending.code == 1
    assert "says the same as 'obat/vaksin'" in ending.says
    other_question = {**ITEMS[0], "id": "lain/suhu", "title": "Suhu vaksin"}
    small_base.writes("other.jsonl", lines(other_question))
    assert counted(small_base.succeeds("knowledge", "import", "other.jsonl"))["added"] == 1


def test_drafts_and_items_of_a_unit_are_found_by_nobody_and_by_the_unit_only(staffed: Shell) -> None:
    staffed.writes("draft.jsonl", lines(ITEMS[0]))
    staffed.writes("unit.jsonl", lines(ITEMS[1]))
    staffed.succeeds("knowledge", "import", "draft.jsonl", "--as", "drafts")
    assert "Nothing fits" in staffed.succeeds("knowledge", "search", "suhu vaksin")
    staffed.succeeds("knowledge", "import", "unit.jsonl", "--unit", "Balai Jayapura")
    assert "ditolak" not in staffed.succeeds("knowledge", "search", "menolak parsel")
    assert "ditolak" in staffed.succeeds("knowledge", "search", "menolak parsel", "--unit", "Balai Jayapura")
    for words in (("import", "draft.jsonl"), ("search", "parsel"), ("list",)):
        assert "There is no unit" in staffed.fails("knowledge", *words, "--unit", "Nowhere")


def test_the_original_file_is_kept_for_chat_and_only_where_an_item_came_of_it(handbook: Shell) -> None:
    handbook.writes("handbook/salinan.md", PARCEL)
    handbook.types("knowledge", "import", "handbook")
    sha256 = hashlib.sha256(VACCINE.encode()).hexdigest()
    kept = told(lambda records: records.documents.get(sha256))
    assert (kept.name, kept.content.decode()) == ("vaksin.md", VACCINE)
    told(lambda records: records.documents.set_telegram_file_id(sha256, "abc"))
    handbook.types("knowledge", "import", "handbook")
    assert told(lambda records: records.documents.get(sha256)).telegram_file_id == "abc"
    assert told(lambda records: records.documents.get("0" * 64)) is None


def test_search_shows_where_the_passage_stands_and_who_vouches_for_it(shell: Shell) -> None:
    long = "# Gudang\n\n" + "Rak diperiksa. " * 40 + "\f## Lemari dingin\n\n" + "Termometer dibaca. " * 90
    row = {"id": "sop", "title": "Penyimpanan", "body": long, "source": "SOP 7", "owner": "Tim [Gudang]"}
    shell.writes("sop.jsonl", lines({**row, "review_by": "2030-01-31"}))
    shell.succeeds("knowledge", "import", "sop.jsonl")
    says = shell.succeeds("knowledge", "search", "membaca termometr lemari dingin", "--most", "1")
    assert "Found" in says
    assert "'termometr' was read as 'termometer'" in says
    for part in ("1. Penyimpanan", "Gudang › Lemari dingin › page 2", "SOP 7", "Tim [Gudang]", "2030-01-31"):
        assert part in says
    assert "score" in says
    assert "% of the question" in says


def test_the_list_can_be_of_one_state_or_of_those_whose_review_is_late(handbook: Shell) -> None:
    handbook.succeeds("knowledge", "import", "handbook")
    assert "Items: 4" in handbook.succeeds("knowledge", "list")
    assert "no such item" in handbook.succeeds("knowledge", "list", "--state", "draft")
    late = handbook.succeeds("knowledge", "list", "--late")
    assert "handbook/obat/vaksin" in late
    assert "Items: 1" in late


def test_what_is_exported_comes_back_the_same(handbook: Shell) -> None:
    two_pages = {"id": "dua", "title": "Dua", "body": "\fHalaman dua.", "tags": ["a, b", "c"]}
    handbook.writes("more.jsonl", lines(*ITEMS, two_pages))
    handbook.succeeds("knowledge", "import", "handbook", "more.jsonl")
    assert "items: 8" in handbook.succeeds("knowledge", "export", "all.jsonl")
    same = handbook.succeeds("knowledge", "import", "all.jsonl")
    assert counted(same) == {"added": 0, "changed": 0, "unchanged": 8, "kept": 0, "skipped": 0}
    elsewhere = {"SELA_DATABASE_URL": "sqlite:///other.db"}
    there = handbook.succeeds("knowledge", "import", "all.jsonl", **elsewhere)
    assert counted(there)["added"] == 8
    handbook.succeeds("knowledge", "export", "again.jsonl", **elsewhere)
    assert handbook.reads("again.jsonl") == handbook.reads("all.jsonl")
    assert "cannot be written" in handbook.fails("knowledge", "export", "nowhere/all.jsonl")


def test_the_figures_of_an_evaluation_are_those_counted_by_hand(small_base: Shell) -> None:
    rows: list[dict[str, Any]] = [
        {"question": "menyimpan vaksin", "items": ["obat/vaksin"], "kind": "plain"},
        {"question": "menolak parsel", "items": ["parsel"], "kind": "plain"},
        {"question": "memusnahkan arsip", "items": ["obat/vaksin"], "kind": "wrong"},
        {"question": "skor sepak bola semalam", "items": [], "kind": "foreign", "foreign": "far"},
    ]
    small_base.writes("questions.jsonl", lines(*rows))
    found = json.loads(small_base.succeeds("knowledge", "evaluate", "questions.jsonl", "--json"))
    assert (found["answerable"], found["foreign"]) == (3, 1)
    assert found["success"] == {"1": 0.6667, "3": 0.6667, "5": 0.6667, "10": 0.6667}
    assert found["mrr"] == 0.6667
    assert (found["refused_wrongly"], found["refused_rightly"]) == (0.0, 1.0)
    assert (found["refused_far"], found["refused_near"]) == (1.0, None)
    assert found["kinds"]["plain"]["success"]["1"] == 1.0
    assert found["kinds"]["wrong"]["mrr"] == 0.0
    assert found["misses"] == [
        {
            "question": "memusnahkan arsip",
            "expected": ["obat/vaksin"],
            "found": ["arsip/musnah"],
            "fit": "found",
        }
    ]
    assert 0 < found["latency_ms"]["p50"] <= found["latency_ms"]["p95"]
    says = small_base.succeeds("knowledge", "evaluate", "questions.jsonl")
    for part in ("66.7%", "0.667", "Misses: 1", "memusnahkan arsip", "p95", "of 1 on foreign topics 100.0%"):
        assert part in says
    assert "Misses: 1" not in small_base.succeeds("knowledge", "evaluate", "questions.jsonl", "--misses", "0")


def test_bad_rows_of_questions_are_named_by_line_and_nothing_is_measured(small_base: Shell) -> None:
    good = lines({"question": "vaksin", "items": ["obat/vaksin"]})
    small_base.writes(
        "bad.jsonl",
        good
        + '{"question": ""}\n[1]\n{"question": "a", "items": "b"}\nnot json\n'
        + '{"question": "a", "items": [], "foreign": "afar"}\n'
        + '{"question": "a", "items": ["obat/vaksin"], "foreign": "near"}\n',
    )
    says = small_base.fails("knowledge", "evaluate", "bad.jsonl")
    for number in (2, 3, 4, 5, 6, 7):
        assert f"bad.jsonl:{number}: error: " in says
    assert "6 problems" in says
    assert "there is no question" in small_base.fails(
        "knowledge", "evaluate", small_base.writes("e.jsonl", "")
    )
    assert "check its name" in small_base.fails("knowledge", "evaluate", "nowhere.jsonl")
    gone = small_base.writes("gone.jsonl", lines({"question": "vaksin", "items": ["obat/hilang"]}))
    assert "obat/hilang" in small_base.succeeds("knowledge", "evaluate", gone)


def test_other_words_are_set_used_listed_and_taken_away(small_base: Shell) -> None:
    assert "Nothing fits" in small_base.succeeds("knowledge", "search", "gipot")
    assert "parsel" in small_base.succeeds("knowledge", "synonyms", "set", "Gipot", "parsel; kado")
    assert "Menolak parsel" in small_base.succeeds("knowledge", "search", "gipot")
    listed = small_base.succeeds("knowledge", "synonyms", "list")
    assert "parsel, kado" in listed
    assert "as well" in listed
    small_base.succeeds("knowledge", "synonyms", "set", "gipot", "parsel", "--replaces")
    assert "in its place" in small_base.succeeds("knowledge", "synonyms", "list")
    small_base.succeeds("knowledge", "synonyms", "remove", "gipot")
    assert "Nothing fits" in small_base.succeeds("knowledge", "search", "gipot")


def test_a_shipped_word_can_be_left_to_stand_for_itself(small_base: Shell) -> None:
    assert "Menolak parsel" in small_base.succeeds("knowledge", "search", "bingkisan")
    small_base.succeeds("knowledge", "synonyms", "remove", "bingkisan")
    assert "Nothing fits" in small_base.succeeds("knowledge", "search", "bingkisan")


@pytest.mark.parametrize(
    "words",
    [
        ("set", "dua kata", "parsel"),
        ("set", "yang", "parsel"),
        ("set", "kado", ","),
        ("set", "kado", "[/x]"),
        ("remove", "gipot"),
    ],
    ids=" ".join,
)
def test_other_words_that_could_never_help_are_refused(small_base: Shell, words: tuple[str, ...]) -> None:
    small_base.fails("knowledge", "synonyms", *words)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('{"id": "a", "body": "x", "tags": 5}', "tags: write a list"),
        ('{"id": "a", "body": "x\\u0000"}', "no letter"),
        ('{"id": "a", "body": "x\\ud800"}', "no letter"),
        ("[" * 5000 + "]" * 5000, "nested too deep"),
        ('{"id": "a", "body": "x"}\n{"id": "a", "body": "y"}', "the same id 'a'"),
        ('{"id": "a", "body": "x", "review_by": "soon"}', "review_by"),
        ('{"id": "", "body": "x"}', "needs 'id' and 'body'"),
        ("", "holds no item"),
    ],
)
def test_a_collection_with_a_bad_row_is_named_and_left_out(shell: Shell, row: str, reason: str) -> None:
    ending = shell.types("knowledge", "import", shell.writes("items.jsonl", row))
    assert ending.code == 2
    assert reason in ending.says


def test_ids_of_a_collection_may_be_numbers(shell: Shell) -> None:
    shell.writes("items.jsonl", lines({"id": 0, "body": "Nol."}, {"id": 1, "body": "Satu."}))
    shell.succeeds("knowledge", "import", "items.jsonl")
    assert [item.key for item in told(lambda records: records.knowledge.all())] == ["0", "1"]


def test_migrate_brings_the_shipped_knowledge_once_and_takes_it_out_when_it_is_not_wanted(
    shell: Shell,
) -> None:
    assert "shipped knowledge" in shell.succeeds("migrate")
    assert "shipped knowledge" not in shell.succeeds("migrate")
    published = told(lambda records: records.knowledge.all(state=ItemState.PUBLISHED))
    assert len(published) >= 100
    assert told(lambda records: records.journal.fact(SHIPPED_FACT)) is not None
    assert "Found" in shell.succeeds("knowledge", "search", "menyimpan vaksin")
    shell.succeeds("migrate", SELA_SHIPPED_KNOWLEDGE="false")
    assert told(lambda records: records.knowledge.all(state=ItemState.PUBLISHED)) == []
    shell.succeeds("migrate")
    assert len(told(lambda records: records.knowledge.all(state=ItemState.PUBLISHED))) == len(published)


def test_every_kind_of_office_file_comes_in_and_odd_file_names_do_no_harm(shell: Shell) -> None:
    folder = shell.folder / "odd"
    folder.mkdir()
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["pertanyaan", "jawaban"], ["Berapa tarif lembur?", 20000]):
        sheet.append(row)
    book.save(folder / "tarif.xlsx")
    shell.writes("odd/laman.html", "<html><body><h1>Laman</h1><p>Portal dibuka pagi.</p></body></html>")
    shell.writes("odd/[kurung] dua.txt", "Kurung siku aman.\n")
    (folder / os.fsdecode(b"aneh-\xff.txt")).write_text("Nama berkas aneh.\n")
    (folder / os.fsdecode(b"aneh-\xff.zip")).write_text("?")
    ending = shell.types("knowledge", "import", "odd")
    assert (ending.code, counted(ending.says)["added"]) == (1, 4)
    keys = {item.key for item in told(lambda records: records.knowledge.all())}
    assert keys == {"odd/tarif#1", "odd/laman", "odd/[kurung] dua", "odd/aneh-?"}
