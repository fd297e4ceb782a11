"""The audit log on the command line: who did what, narrowed, and in forms that programs read."""

import csv
import io
import json
import sqlite3

from tests.bot.commandline import BAYU, SARI, Shell


def test_what_was_done_on_the_command_line_is_shown_newest_first(staffed: Shell) -> None:
    staffed.succeeds("roster", "grant", SARI, "curator")
    staffed.succeeds("roster", "release", BAYU)
    says = staffed.succeeds("audit")
    assert says.index("released") < says.index("granted") < says.index("roster_imported")
    assert "Sari Dewi" in says
    assert "command line: " in says
    assert SARI not in says


def test_it_is_narrowed_by_action_actor_day_and_number(staffed: Shell) -> None:
    staffed.succeeds("roster", "grant", SARI, "curator")
    assert "roster_imported" not in staffed.succeeds("audit", "--action", "grant")
    assert "no such entry" in staffed.succeeds("audit", "--actor", "Nobody At All")
    assert "no such entry" in staffed.succeeds("audit", "--since", "2999-01-01")
    assert "granted" in staffed.succeeds("audit", "--since", "2020-01-01", "--actor", "COMMAND")
    says = staffed.succeeds("audit", "--limit", "1")
    assert "granted" in says
    assert "roster_imported" not in says
    assert "--limit" in says
    assert staffed.types("audit", "--since", "yesterday").code == 2
    assert staffed.types("audit", "--limit", "0").code == 2


def test_csv_runs_nothing_and_json_is_json(staffed: Shell) -> None:
    with sqlite3.connect(staffed.folder / "sela.db") as connection:
        connection.execute("UPDATE person SET name = '=cmd()' WHERE name = 'Sari Dewi'")
    staffed.succeeds("roster", "grant", SARI, "curator")
    found = list(csv.DictReader(io.StringIO(staffed.succeeds("audit", "--format", "csv"))))
    assert [row["action"] for row in found] == ["granted", "roster_imported"]
    assert found[0]["whom"] == "'=cmd()"
    values = json.loads(staffed.succeeds("audit", "--format", "json", "--action", "granted"))
    assert values[0]["whom"] == "=cmd()"
    assert set(values[0]) == {"when", "who", "action", "whom", "unit", "detail"}


def test_backups_imports_and_other_words_are_written_down(staffed: Shell) -> None:
    staffed.writes("a.md", "# Kunci gudang\n\nKunci gudang ada di pos satpam, ambil dengan kartu pegawai.\n")
    staffed.succeeds("knowledge", "import", "a.md")
    staffed.succeeds("knowledge", "import", "a.md", "--dry-run")
    staffed.succeeds("knowledge", "export", "out.jsonl")
    staffed.succeeds("knowledge", "synonyms", "set", "hape", "ponsel")
    staffed.succeeds("course", "assign", "kearsipan", "--person", SARI)
    staffed.succeeds("backup", "copy.db")
    values = json.loads(staffed.succeeds("audit", "--format", "json"))
    assert [value["action"] for value in values] == [
        "backed_up",
        "course_assigned",
        "word_added",
        "knowledge_exported",
        "files_imported",
        "roster_imported",
    ]
    staffed.succeeds("restore", "copy.db", "--yes")
    after = json.loads(staffed.succeeds("audit", "--format", "json"))
    assert [value["action"] for value in after][:2] == ["restored", "course_assigned"]
