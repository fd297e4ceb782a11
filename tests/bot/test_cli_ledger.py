"""The ledger and the hand-over on the command line: import, list, correct, check, batches and replies."""

import csv
import io
import json
import sqlite3

import pytest

from tests.bot.commandline import BAYU, SARI, Shell

RECORDS = f"""nip,tanggal,jenis,judul,menit,bukti,sumber
{SARI},2026-03-02,webinar,Arsip digital,90,SERT-1,Pusdiklat
{BAYU},02/03/2026,klasikal,Pengadaan,240,SERT-2,Pusdiklat
"""


@pytest.fixture
def learned(staffed: Shell) -> Shell:
    """Two people, each with one record from elsewhere."""
    staffed.writes("records.csv", RECORDS)
    staffed.succeeds("ledger", "import", "records.csv")
    return staffed


def figures(says: str) -> list[str]:
    """The lines of a table, without its frame."""
    return [" ".join(line.replace("│", " ").split()) for line in says.splitlines() if "│" in line]


def test_a_dry_run_says_what_an_import_then_does(staffed: Shell) -> None:
    staffed.writes("records.csv", RECORDS)
    says = staffed.succeeds("ledger", "import", "records.csv", "--dry-run")
    assert "new 2" in figures(says)
    assert "minutes: Webinar 90" in figures(says)
    assert "nothing was written" in says
    assert "0 rows" in staffed.succeeds("ledger", "list", SARI)
    assert "Written." in staffed.succeeds("ledger", "import", "records.csv")
    says = staffed.succeeds("ledger", "list", SARI)
    assert "Arsip digital" in says
    assert "1 rows, 90 minutes." in says


def test_the_same_file_again_adds_nothing_and_other_minutes_are_shown_as_a_correction(learned: Shell) -> None:
    assert "in the ledger already 2" in figures(learned.succeeds("ledger", "import", "records.csv"))
    learned.writes("changed.csv", RECORDS.replace(",90,", ",60,"))
    says = learned.succeeds("ledger", "import", "changed.csv", "--dry-run")
    assert "corrections 1" in figures(says)
    assert "row 2: …001, Arsip digital: 90 → 60 min" in says
    learned.succeeds("ledger", "import", "changed.csv")
    assert "2 rows, 60 minutes." in learned.succeeds("ledger", "list", SARI, "--year", "2026")
    assert "0 rows" in learned.succeeds("ledger", "list", SARI, "--year", "2025")


def test_problems_are_named_by_row_and_nothing_is_written(staffed: Shell) -> None:
    staffed.writes("records.csv", RECORDS + f"{SARI[:-1]}3,2026-03-02,webinar,X,90,,P\n")
    says = staffed.fails("ledger", "import", "records.csv")
    assert "row 4, nip: error: nobody on the roster has this number" in says
    assert "the nearest ends in 001 and differs in digit 18" in says
    assert "1 problems in records.csv. Nothing was written" in says
    assert SARI[:-1] not in says
    assert "0 rows" in staffed.succeeds("ledger", "list", SARI)
    says = staffed.succeeds("ledger", "import", "records.csv", "--skip-wrong")
    assert {"new 2", "left out 1"} <= set(figures(says))


def test_a_wrong_cell_keeps_the_file_out_unless_it_is_skipped(staffed: Shell) -> None:
    staffed.writes("records.csv", RECORDS.replace("klasikal", "rapat"))
    assert "is no kind of learning" in staffed.fails("ledger", "import", "records.csv", "--dry-run")
    assert "new 1" in figures(staffed.succeeds("ledger", "import", "records.csv", "--skip-wrong"))
    assert "nobody" not in staffed.fails("ledger", "import", "none.csv")


def test_minutes_are_corrected_with_a_reason(learned: Shell) -> None:
    row = "1"
    assert "--reason" in learned.fails("ledger", "correct", row, "-30")
    assert "counts now (90 minutes)" in learned.fails("ledger", "correct", row, "-91", "--reason", "x")
    assert "no row" in learned.fails("ledger", "correct", "99", "-1", "--reason", "x")
    says = learned.succeeds("ledger", "correct", row, "-30", "--reason", "Pulang lebih awal")
    assert "counts 60 minutes now" in says
    assert "is a correction" in learned.fails("ledger", "correct", "3", "1", "--reason", "x")
    assert "Correction" in learned.succeeds("ledger", "list", SARI)
    assert "Nobody" in learned.fails("ledger", "list", "123")


def test_the_check_and_the_doctor_tell_when_a_sum_is_wrong(learned: Shell) -> None:
    assert "2 rows, 330 minutes." in learned.succeeds("ledger", "check")
    assert "2 rows" in learned.types("doctor").says
    with sqlite3.connect(learned.folder / "sela.db") as connection:
        connection.execute("UPDATE credit_year SET seconds = 1")
    assert "2 sums differ from the ledger" in learned.fails("ledger", "check")
    assert "sela ledger check" in learned.types("doctor").says


def test_a_batch_goes_out_its_reply_comes_back_and_both_are_written_down(learned: Shell) -> None:
    assert "Nothing waits" in learned.fails("handover", "make", "--month", "2026-02", "-o", "early.csv")
    says = learned.succeeds("handover", "make", "--month", "2026-03", "--output", "batch.csv")
    assert "Wrote batch.csv: batch 1, 2 rows, 330 minutes." in says
    found = list(csv.DictReader(io.StringIO(learned.reads("batch.csv"))))
    assert [row["nip"] for row in found] == [SARI, BAYU]
    assert "Nothing waits" in learned.fails("handover", "make", "-o", "again.csv")
    learned.succeeds("handover", "write", "1", "--output", "again.csv")
    assert learned.reads("again.csv") == learned.reads("batch.csv")
    learned.writes(
        "reply.csv",
        f"reference,status,reason\n{found[0]['referensi']},diterima,\n"
        f"{found[1]['referensi']},ditolak,Sertifikat belum ada\n",
    )
    assert "1 rows acknowledged, 1 rejected" in learned.succeeds(
        "handover", "reply", "1", "reply.csv", "--dry-run"
    )
    assert "Batch 1: 2 rows" in learned.succeeds("handover", "show", "1")
    says = learned.succeeds("handover", "reply", "1", "reply.csv")
    assert "1 rows acknowledged, 1 rejected, 0 known before; 0 of 2 without a reply." in says
    assert "0 rows acknowledged, 0 rejected, 2 known" in learned.succeeds(
        "handover", "reply", "1", "reply.csv"
    )
    learned.writes("turned.csv", f"referensi,keputusan\n{found[1]['referensi']},diakui\n")
    assert "1 of them were answered otherwise before: SELA-2 (rejected → acknowledged)." in learned.succeeds(
        "handover", "reply", "1", "turned.csv", "--dry-run"
    )
    learned.writes("wrong.csv", "referensi,keputusan\nSELA-1,mungkin\nSELA-99,diakui\n")
    says = learned.fails("handover", "reply", "1", "wrong.csv")
    assert "row 2, keputusan: error: 'mungkin' is no answer" in says
    assert "row 3, referensi: error: this batch has no such row" in says
    says = learned.succeeds("handover", "show", "1")
    assert "Sertifikat belum ada" in says
    assert BAYU not in says
    assert "1 2026-03 2 330 1 1 0" in " ".join(
        " ".join(line.split()[:1] + line.split()[2:])
        for line in figures(learned.succeeds("handover", "list"))
    )
    done = json.loads(learned.succeeds("audit", "--format", "json"))
    assert [one["action"] for one in done][:4] == [
        "hand_over_replied",
        "hand_over_written",
        "hand_over_made",
        "ledger_imported",
    ]


def test_a_batch_that_cannot_be_written_was_not_handed_over(learned: Shell) -> None:
    assert "cannot be written" in learned.fails("handover", "make", "-o", "no/such/folder/batch.xlsx")
    assert "Nothing was handed over yet" in learned.succeeds("handover", "list")
    assert "Nothing waits" in learned.fails("handover", "make", "--month", "2020-01", "-o", "none.csv")
    assert not learned.has("none.csv")
    assert "--format" in learned.fails("handover", "make", "-o", "batch.txt")
    learned.succeeds("handover", "make", "-o", "batch.txt", "--format", "json")
    assert len(json.loads(learned.reads("batch.txt"))) == 2


def test_a_reply_or_mapping_file_with_a_flaw_changes_nothing(learned: Shell) -> None:
    learned.succeeds("handover", "make", "-o", "batch.xlsx")
    learned.writes("reply.csv", "reference,status\nSELA-1,accepted\nSELA-77,accepted\n")
    assert "row 3, reference: error: this batch has no such row" in learned.fails(
        "handover", "reply", "1", "reply.csv"
    )
    assert "2 without a reply" in learned.succeeds("handover", "show", "1")
    learned.writes("bad.csv", "reference,status\nSELA-1,perhaps\n")
    assert "is no answer" in learned.fails("handover", "reply", "1", "bad.csv")
    learned.writes("good.csv", "reference,status\nSELA-1,accepted\n")
    for words in (("reply", "9", "good.csv"), ("show", "9"), ("write", "9", "-o", "x.csv")):
        assert "There is no batch 9" in learned.fails("handover", *words)
    learned.writes("layout.toml", "columns = 3")
    assert "The batch is kept" in learned.fails("handover", "write", "1", "-o", "no/such/x.csv")
    says = learned.fails("handover", "write", "1", "-o", "x.csv", "--layout", "layout.toml")
    assert "The mapping file cannot be used" in says
