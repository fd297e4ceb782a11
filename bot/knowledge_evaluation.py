"""Asks lookup questions whose answers are known, and tells how often it was right and how fast."""

import json
import math
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from content.problems import Problem
from learning.knowledge import Lookup
from learning.ports import Records
from learning.rules.retrieval import RANKS, Distance, Figures, Judged, figures_of

DEEP = 30
"""Hits asked for when judging: ten items are left when lessons among them are passed over."""

MEND = '{"question": "…", "items": ["the id of an item"]}, with [] where nothing answers'
Ask = Callable[[str, int], Awaitable[Lookup]]
"""Looks a question up, for at most so many hits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownQuestion:
    """A question with the keys of the items that answer it (none: nothing does), and of what kind it is.

    Where nothing answers, `distance` may say how far it is from what the base is about.
    """

    question: str
    items: frozenset[str]
    kind: str = ""
    distance: Distance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The figures over all questions and of each kind, and how long a lookup as in chat took."""

    figures: Figures
    by_kind: Mapping[str, Figures]
    p50_milliseconds: float
    p95_milliseconds: float
    unknown_items: tuple[str, ...]

    def as_values(self) -> dict[str, Any]:
        """The same for JSON."""
        return {
            **_values_of(self.figures),
            "latency_ms": {"p50": round(self.p50_milliseconds, 2), "p95": round(self.p95_milliseconds, 2)},
            "kinds": {kind: _values_of(figures) for kind, figures in self.by_kind.items()},
            "unknown_items": list(self.unknown_items),
            "misses": [
                {
                    "question": miss.question,
                    "expected": sorted(miss.right),
                    "found": list(miss.found[:3]),
                    "fit": miss.fit.value,
                }
                for miss in self.figures.misses
            ],
        }


def read_questions(file: Path) -> tuple[tuple[KnownQuestion, ...], tuple[Problem, ...]]:
    """The questions of a JSONL file, and every row that is none with its mend."""
    questions: list[KnownQuestion] = []
    problems: list[Problem] = []
    for number, line in _lines(file, problems):
        try:
            questions.append(_question(line))
        except ValueError as error:
            problems.append(Problem(path=file, line=number, message=str(error)))
    if not questions and not problems:
        problems.append(Problem(path=file, line=1, message=f"there is no question; write rows {MEND}"))
    return tuple(questions), tuple(problems)


async def evaluate(
    questions: Sequence[KnownQuestion], ask: Ask, keys: frozenset[str], advance: Callable[[], None]
) -> Evaluation:
    """Asks every question, first timed as chat asks it, then for enough items to judge their ranks.

    `keys` are those of all items; a question may name an item by the end of its key where that is clear.
    """
    by_ending = _by_ending(keys)
    judged: list[tuple[str, Judged]] = []
    milliseconds: list[float] = []
    unknown: set[str] = set()
    for one in questions:
        right = {named if named in keys else by_ending.get(named, named) for named in one.items}
        unknown |= right - keys
        began = perf_counter()
        await ask(one.question, 3)
        milliseconds.append((perf_counter() - began) * 1000)
        judged.append((one.kind, _judged(one, frozenset(right), await ask(one.question, DEEP))))
        advance()
    kinds = sorted({kind for kind, _ in judged if kind})
    return Evaluation(
        figures=figures_of([one for _, one in judged]),
        by_kind={kind: figures_of([one for of, one in judged if of == kind]) for kind in kinds},
        p50_milliseconds=_percentile(milliseconds, 0.50),
        p95_milliseconds=_percentile(milliseconds, 0.95),
        unknown_items=tuple(sorted(unknown)),
    )


def every_key(records: Records) -> frozenset[str]:
    """The keys of all items."""
    return frozenset(key for key, *_ in records.knowledge.contents())


def _judged(known: KnownQuestion, right: frozenset[str], found: Lookup) -> Judged:
    items = tuple(hit.item.key for hit in found.hits if hit.item is not None)[: max(RANKS)]
    coverage = found.hits[0].coverage if found.hits else 0.0
    return Judged(
        question=known.question,
        right=right,
        found=items,
        fit=found.fit,
        coverage=coverage,
        distance=known.distance,
    )


def _lines(file: Path, problems: list[Problem]) -> Iterator[tuple[int, str]]:
    number = 0
    try:
        with file.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield number, line
    except UnicodeDecodeError:
        message = "the file is not UTF-8 from here on; save it as UTF-8"
        problems.append(Problem(path=file, line=number + 1, message=message))
    except OSError as error:
        message = f"the file cannot be opened ({error.strerror}); check its name"
        problems.append(Problem(path=file, line=0, message=message))


def _question(line: str) -> KnownQuestion:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"no JSON ({error.msg} at column {error.colno}); write {MEND}") from error
    except (ValueError, RecursionError) as error:
        raise ValueError(f"the row cannot be read; write {MEND}") from error
    if not isinstance(row, dict):
        raise ValueError(f"the row is no object; write {MEND}")
    question, items = row.get("question"), row.get("items")
    if not isinstance(question, str) or not question.strip():
        raise ValueError("'question' is missing or no text; write what somebody would type")
    if not isinstance(items, list) or not all(isinstance(item, str | int) for item in items):
        raise ValueError("'items' is missing or no list; write the ids of the items that answer, or []")
    kind = row.get("kind")
    named = frozenset(str(item).strip() for item in items)
    return KnownQuestion(
        question=question,
        items=named,
        kind=str(kind).strip() if kind else "",
        distance=_distance(row.get("foreign"), is_answered=bool(named)),
    )


def _distance(written: object, *, is_answered: bool) -> Distance | None:
    if written is None:
        return None
    if is_answered:
        raise ValueError("'foreign' stands beside items that answer; leave one of the two out")
    if not isinstance(written, str) or written not in set(Distance):
        raise ValueError(
            '\'foreign\' is unknown; write "far" for a topic not in the base, "near" for a near miss'
        )
    return Distance(written)


def _by_ending(keys: frozenset[str]) -> dict[str, str]:
    found: dict[str, str | None] = {}
    for key in keys:
        parts = key.split("/")
        for start in range(1, len(parts)):
            ending = "/".join(parts[start:])
            found[ending] = None if ending in found else key
    return {ending: key for ending, key in found.items() if key is not None}


def _percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that so large a share of all does not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)] if values else 0.0


def _values_of(figures: Figures) -> dict[str, Any]:
    return {
        "answerable": figures.answerable,
        "foreign": figures.foreign,
        "success": {str(at): _rounded(share) for at, share in figures.success.items()},
        "mrr": _rounded(figures.mrr),
        "refused_wrongly": _rounded(figures.refused_wrongly),
        "refused_rightly": _rounded(figures.refused_rightly),
        **{f"refused_{at.value}": _rounded(share) for at, share in figures.refused_at.items()},
        "missed": len(figures.misses),
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
