"""The documentation is true: what it names exists, and what it links to is there."""

import re
from datetime import date
from pathlib import Path

import pytest

from bot.calendar_file import read_overrides
from bot.commands import COMMANDS, KEY_OF
from bot.ledger_file import read_activities
from bot.roster_file import read_roster
from bot.settings import Settings
from content.lesson_file import read_lesson
from tests.habits.command_line import named_commands, wrong_commands
from tests.habits.repository import ROOT, documents, place

SETTINGS = {f"SELA_{name.upper()}" for name in Settings.model_fields} | {"SELA_TEST_POSTGRES_URL"}
LINK = re.compile(r"\[[^\]]*\]\((?P<to>[^)\s]+)\)")
HEADING = re.compile(r"^#{1,6}\s+(?P<text>.+?)\s*$", re.MULTILINE)
FENCED = re.compile(r"^ *```(?P<kind>\w*)\n(?P<code>.*?)^ *```", re.MULTILINE | re.DOTALL)
CHAT_COMMAND = re.compile(r"`/(?P<name>[a-z]+)(?: \d+)?`")
NOT_CHAT_COMMANDS = {"data", "newbot"}
TARGET = re.compile(r"\bmake ([a-z]+)\b")

PAGES = pytest.mark.parametrize("page", documents(), ids=place)


@PAGES
def test_every_setting_a_page_names_exists(page: Path) -> None:
    assert set(re.findall(r"SELA_[A-Z_]+[A-Z]", _read(page))) <= SETTINGS


@PAGES
def test_every_command_and_option_a_page_names_exists(page: Path) -> None:
    assert wrong_commands(_read(page)) == []


@PAGES
def test_every_make_target_a_page_names_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", _read(ROOT / "Makefile"), re.MULTILINE))
    code = " ".join(
        re.findall(r"`[^`\n]+`", _read(page)) + [block["code"] for block in FENCED.finditer(_read(page))]
    )
    assert set(TARGET.findall(code)) <= targets


@PAGES
def test_every_chat_command_a_page_names_is_understood(page: Path) -> None:
    named = {found["name"] for found in CHAT_COMMAND.finditer(_read(page))}
    assert named - NOT_CHAT_COMMANDS <= set(KEY_OF)


@PAGES
def test_every_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    for found in LINK.finditer(FENCED.sub("", _read(page))):
        name, _, heading = found["to"].partition("#")
        if name.startswith(("https://", "http://", "mailto:")):
            continue
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), found["to"]
        assert not heading or heading in _anchors(target), found["to"]


@PAGES
def test_a_page_has_one_title_at_its_top(page: Path) -> None:
    text = FENCED.sub("", _read(page))
    assert text.startswith("# ")
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1


def test_the_readme_tells_every_chat_command_in_both_languages() -> None:
    rows = re.findall(r"^\| `/(\w+)` \| `/(\w+)` \|", _read(ROOT / "README.md"), re.MULTILINE)
    assert rows == [command.names for command in COMMANDS]


def test_the_employees_guide_tells_every_command_of_the_menu() -> None:
    told = {found["name"] for found in CHAT_COMMAND.finditer(_read(ROOT / "docs/panduan-pegawai.md"))}
    assert {command.names[0] for command in COMMANDS} - {"mulai"} <= told


def test_the_readme_leads_from_nothing_to_a_running_bot() -> None:
    named = [" ".join(words[1:3]) for words in named_commands(_read(ROOT / "README.md"))]
    for step in ("roster import", "roster links", "run", "doctor"):
        assert any(name.startswith(step) for name in named), step


@pytest.mark.parametrize("name", ["README.md", "docs/panduan-admin.md"])
def test_the_roster_examples_can_be_imported_as_they_stand(name: str, tmp_path: Path) -> None:
    blocks = [block["code"] for block in FENCED.finditer(_dedented(ROOT / name)) if block["kind"] == "csv"]
    assert blocks
    for block in blocks:
        file = tmp_path / "people.csv"
        file.write_text(block, encoding="utf-8")
        reading = read_roster(file, default_language="id")
        assert reading.problems == ()
        assert len(reading.entries) == 3


def test_the_questions_of_the_writing_guide_can_be_read_as_they_stand(tmp_path: Path) -> None:
    page = _read(ROOT / "docs/writing-lessons.md")
    blocks = [block["code"] for block in FENCED.finditer(page) if block["kind"] == "markdown"]
    lesson = blocks[0] + "\n".join(blocks[1:])
    file = tmp_path / "id" / "01-contoh.md"
    file.parent.mkdir()
    file.write_text(lesson, encoding="utf-8")
    reading = read_lesson(file, course="contoh", competency="", owner="")
    assert reading.problems == []
    assert reading.lesson is not None
    assert len({question.kind for question in reading.lesson.questions}) == 8


def test_the_calendar_example_can_be_used_as_it_stands() -> None:
    overrides = read_overrides(ROOT / "calendar.example.toml")
    assert overrides.added
    assert overrides.removed
    assert overrides.ramadans


def test_the_records_of_the_admins_guide_can_be_imported_as_they_stand(tmp_path: Path) -> None:
    blocks = [block["code"] for block in FENCED.finditer(_read(ROOT / "docs/panduan-admin.md"))]
    (records,) = [block for block in blocks if block.startswith("nip,tanggal")]
    file = tmp_path / "records.csv"
    file.write_text(records, encoding="utf-8")
    reading = read_activities(file, today=date(2026, 12, 31))
    assert reading.problems == ()
    assert len(reading.activities) == 2


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _dedented(path: Path) -> str:
    return re.sub(r"^ {3}", "", _read(path), flags=re.MULTILINE)


def _anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, made as the usual Markdown viewers make them."""
    headings = (found["text"].lower() for found in HEADING.finditer(FENCED.sub("", _read(page))))
    return {re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in headings}


def test_a_command_that_does_not_exist_would_be_noticed() -> None:
    assert wrong_commands("`sela roster fly`") == ["sela roster fly: no command 'fly'"]
    assert wrong_commands("   ```sh\n   sela run --fast\n   ```\n") == ["sela run --fast: no option --fast"]
    assert wrong_commands("`docker compose run --rm sela fly`") == ["sela fly: no command 'fly'"]
    assert wrong_commands("`docker compose restart sela now`, `sela.db`, Sela and `sela`") == []
