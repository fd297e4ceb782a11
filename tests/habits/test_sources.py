"""The house rules that a machine can see in the sources."""

import ast
from itertools import chain
from pathlib import Path

from tests.habits.repository import PACKAGES, ROOT, place, sources

LONGEST = 350
LONGER_WITH_A_REASON = {
    "storage/tables.py": "one list of every table",
}
MAY_READ_THE_CLOCK = {"bot/clock.py", "scheduler/ticker.py", "playground/play.py"}
"""Where time enters: the bot's clock, the ticks, and the start of the playground's own clock."""

CLOCKS = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time"),
}  # fmt: skip


def test_a_file_answers_one_question_in_at_most_350_lines() -> None:
    every = chain.from_iterable(sources(*PACKAGES, suffix=suffix) for suffix in (".py", ".js", ".css"))
    too_long = {place(path) for path in every if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST}
    assert too_long <= set(LONGER_WITH_A_REASON)


def test_a_file_that_became_short_needs_no_excuse() -> None:
    for name in LONGER_WITH_A_REASON:
        assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) > LONGEST, name


def test_time_enters_at_the_edges_only() -> None:
    readings = [
        place(path, node.lineno)
        for path in sources(*PACKAGES)
        if place(path) not in MAY_READ_THE_CLOCK
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Attribute) and (_last_name(node.value), node.attr) in CLOCKS
    ]
    assert readings == []


def test_every_module_begins_with_a_sentence_for_the_reader() -> None:
    silent = [place(path) for path in sources(*PACKAGES, "tests") if not ast.get_docstring(_tree(path))]
    assert silent == []


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
