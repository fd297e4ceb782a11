"""`.env.example` says everything about the settings, and nothing that is not so."""

import re
from pathlib import Path

from pydantic import SecretStr

from bot.settings import Settings
from tests.habits.repository import ROOT

ENTRY = re.compile(r"^# (?P<description>.+)\n(?:# )?SELA_(?P<name>[A-Z_]+)=(?P<value>.*)$", re.MULTILINE)
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")


def test_every_setting_stands_in_the_example_in_the_order_of_the_settings() -> None:
    named = [entry["name"].lower() for entry in ENTRY.finditer(EXAMPLE)]
    assert named == list(Settings.model_fields)


def test_the_example_describes_each_setting_in_the_words_of_the_settings() -> None:
    described = {entry["name"].lower(): entry["description"] for entry in ENTRY.finditer(EXAMPLE)}
    assert described == {name: field.description for name, field in Settings.model_fields.items()}


def test_the_values_of_the_example_are_the_defaults(tmp_path: Path) -> None:
    uncommented = re.sub(r"^# (?=SELA_)", "", EXAMPLE, flags=re.MULTILINE)
    file = tmp_path / "all.env"
    file.write_text(uncommented, encoding="utf-8")
    read = Settings(_env_file=file)
    for name, field in Settings.model_fields.items():
        value = getattr(read, name)
        if name == "content_dirs":
            value = [ROOT / folder for folder in value]
        assert value == field.default, name


def test_a_copied_example_holds_nothing_but_an_empty_token(tmp_path: Path) -> None:
    set_lines = [line for line in EXAMPLE.splitlines() if line and not line.startswith("#")]
    assert set_lines == ["SELA_TELEGRAM_TOKEN="]
    assert Settings(_env_file=ROOT / ".env.example").telegram_token == SecretStr("")
