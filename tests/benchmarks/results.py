"""How a benchmark tells its result: a Markdown table to read and a JSON line to compare."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FOLDER = Path("build/benchmarks")


def show(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print one Markdown table under its title."""
    print(f"\n### {title}\n")
    for cells in (head, ["---"] * len(head), *rows):
        print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def spread_of(values: Sequence[float]) -> str:
    """The least and the most of some figures, to one decimal."""
    return f"{min(values):.1f} – {max(values):.1f}"


def keep(name: str, result: dict[str, Any]) -> None:
    """Add the result as one line to build/benchmarks/<name>.json."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / f"{name}.json").open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(result) + "\n")
