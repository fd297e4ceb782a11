"""The `sela` command run in a folder of its own, with what it printed and how it ended."""

from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner

from bot.cli.app import app

SARI, BAYU = "199001012015042001", "199102022016031002"
HEADER = "employee_number,name,unit,time_zone,language,employment_type,roles,starts_on,email"
ROSTER = f"""{HEADER}
{SARI},Sari Dewi,Sekretariat Utama/Biro Umum,Asia/Jakarta,id,PNS,,2015-04-01,sari@contoh.go.id
{BAYU},Bayu Pratama,Balai Jayapura,Asia/Jayapura,en,PNS,supervisor,2016-03-01,
"""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a command ended: its exit code, and what it said on both streams."""

    code: int
    says: str


@dataclass(frozen=True, slots=True)
class Shell:
    """A folder in which commands are typed."""

    folder: Path

    def types(self, *words: str, answers: str = "", **environment: str) -> Ending:
        """Runs `sela` with these words; `answers` is what is typed when it asks."""
        wide = {"COLUMNS": "220", "NO_COLOR": "1", **environment}
        result = CliRunner().invoke(app, list(words), input=answers, env=wide)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ending(result.exit_code, result.output)

    def succeeds(self, *words: str, answers: str = "", **environment: str) -> str:
        """Runs a command that must end well; what it said."""
        ending = self.types(*words, answers=answers, **environment)
        assert ending.code == 0, ending.says
        return ending.says

    def fails(self, *words: str, answers: str = "", **environment: str) -> str:
        """Runs a command that must end with code 1 and a plain sentence; what it said."""
        ending = self.types(*words, answers=answers, **environment)
        assert ending.code == 1, ending.says
        assert "Traceback" not in ending.says
        return ending.says

    def writes(self, name: str, text: str) -> str:
        """Writes a file; its name."""
        (self.folder / name).write_text(text, encoding="utf-8")
        return name

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""
        return (self.folder / name).exists()

    def reads(self, name: str) -> str:
        """The text of a file."""
        return (self.folder / name).read_text(encoding="utf-8-sig")
