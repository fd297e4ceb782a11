"""The `sela` commands that a text names, and whether they exist as they are written."""

import re
import shlex
from collections.abc import Iterator
from typing import Any

import typer.main
from typer.core import TyperGroup

from bot.cli.app import app

ROOT_COMMAND = typer.main.get_command(app)
CODE = re.compile(
    r"^ *```(?:sh|ini)\n(?P<block>.*?)^ *```|(?<!`)`(?P<span>[^`\n]+)`(?!`)", re.MULTILINE | re.DOTALL
)


def wrong_commands(text: str) -> list[str]:
    """Each `sela …` in the code of a text that the command line would not understand, and why."""
    return [f"{' '.join(words)}: {why}" for words in named_commands(text) if (why := _flaw(words[1:]))]


def named_commands(text: str) -> Iterator[list[str]]:
    """Each command in the code of a text, as words from `sela` on; a mention of the bare word is none."""
    for code in CODE.finditer(text):
        for line in (code["block"] or code["span"]).splitlines():
            for part in re.split(r"&&|;", line):
                words = _words(part)
                if words:
                    yield words


def _words(line: str) -> list[str]:
    words = shlex.split(line.replace("ExecStart=", ""), comments=True)
    places = [at for at, word in enumerate(words) if word == "sela" or word.endswith("/sela")]
    if not places or places[-1] + 1 >= len(words):
        return []
    names_the_container = words[0] == "docker" and not {"run", "exec"} & set(words)
    is_command = re.fullmatch(r"[a-z]+", words[places[-1] + 1])
    return words[places[-1] :] if is_command and not names_the_container else []


def _flaw(words: list[str]) -> str:
    command: Any = ROOT_COMMAND
    while isinstance(command, TyperGroup) and words:
        if words[0] not in command.commands:
            return f"no command '{words[0]}'"
        command, words = command.commands[words[0]], words[1:]
    options = {
        option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)
    }
    unknown = [word for word in words if word.startswith("--") and word not in options]
    return f"no option {', '.join(unknown)}" if unknown else ""
