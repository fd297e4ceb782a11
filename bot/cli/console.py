"""How the command line speaks: tables, one plain sentence when something is wrong, exit codes."""

import getpass
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn

import typer
from pydantic import ValidationError
from pydantic_settings import SettingsError
from rich.console import Console

from bot.headed_table import TableProblem
from bot.settings import Settings
from bot.wiring import CannotStart

console = Console()
errors = Console(stderr=True, soft_wrap=True)

SHOWN_PROBLEMS = 50
PROBLEM = 1
"""The exit code when something was found wrong; 2 is a wrong use of the command."""


def fail(sentence: str) -> NoReturn:
    """Says what is wrong and ends the command."""
    errors.print(f"[red]✗[/red] {sentence}", highlight=False)
    raise typer.Exit(PROBLEM)


def show_problems(problems: Sequence[TableProblem]) -> int:
    """Names what is wrong with a file, the first of many; how many of them are errors."""
    for problem in problems[:SHOWN_PROBLEMS]:
        errors.print(str(problem), highlight=False, markup=False)
    if len(problems) > SHOWN_PROBLEMS:
        errors.print(f"… and {len(problems) - SHOWN_PROBLEMS} more.")
    return sum(problem.is_error for problem in problems)


def typist() -> str:
    """Who types, as the audit log names them."""
    return f"command line: {getpass.getuser()}"


@contextmanager
def plain_ending() -> Iterator[None]:
    """Ends a command that cannot start with its one sentence."""
    try:
        yield
    except CannotStart as error:
        fail(str(error))


def read_settings() -> Settings:
    """The settings; a wrong one ends the command naming the variable and the mend."""
    try:
        return Settings()
    except ValidationError as error:
        details = [
            f"SELA_{'_'.join(str(part) for part in detail['loc']).upper()}: {detail['msg']}"
            for detail in error.errors()
        ]
        fail("A setting is wrong. " + "; ".join(details) + ". See .env.example.")
    except SettingsError as error:
        field = str(error).partition('field "')[2].partition('"')[0]
        example = '["one", "two"]'
        fail(f"A setting is wrong. SELA_{field.upper()}: write a list such as {example}. See .env.example.")
