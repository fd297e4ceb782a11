"""How the command line shows how good lookup is."""

from rich.table import Table
from rich.text import Text

from bot.cli.console import console
from bot.knowledge_evaluation import Evaluation
from learning.rules.retrieval import RANKS, Distance, Figures, Judged

SHOWN_UNKNOWN = 5
NAMED = {Distance.FAR: "on foreign topics", Distance.NEAR: "near misses"}


def show_evaluation(found: Evaluation, misses: int) -> None:
    """The figures of each kind and over all, how fast it was, and the first misses.

    `@3` is the share of questions with a right item among the first three.
    """
    figures = found.figures
    table = Table("", "questions", *(f"@{rank}" for rank in RANKS), "MRR", "nothing fits")
    for kind, of_kind in found.by_kind.items():
        table.add_row(Text(kind), *_cells(of_kind))
    table.add_section()
    table.add_row("all", *_cells(figures))
    console.print(table)
    console.print(
        f"Of {figures.answerable} questions with an answer {_share(figures.refused_wrongly)} were told that "
        f"nothing fits; of {figures.foreign} without one {_share(figures.refused_rightly)}{_at(figures)}.",
        highlight=False,
        soft_wrap=True,
    )
    console.print(
        f"A lookup took {found.p50_milliseconds:.1f} ms (p50), {found.p95_milliseconds:.1f} ms (p95).",
        highlight=False,
    )
    if found.unknown_items:
        named = ", ".join(found.unknown_items[:SHOWN_UNKNOWN])
        named += ", …" if len(found.unknown_items) > SHOWN_UNKNOWN else ""
        console.print(
            f"{len(found.unknown_items)} named items are not in the base and count as misses: {named}",
            highlight=False,
            markup=False,
        )
    _show_misses(figures.misses, misses)


def _show_misses(misses: tuple[Judged, ...], most: int) -> None:
    if not misses or not most:
        return
    table = Table("question", "expected", "found first", title=f"Misses: {len(misses)}", title_justify="left")
    for miss in misses[:most]:
        expected = ", ".join(sorted(miss.right)) or "nothing"
        first = miss.found[0] if miss.found else "nothing"
        place = f" (expected at {miss.rank})" if miss.rank else ""
        table.add_row(Text(miss.question), Text(expected), Text(f"{first}{place}"))
    console.print(table)
    if len(misses) > most:
        console.print(f"… and {len(misses) - most} more", highlight=False)


def _cells(figures: Figures) -> list[str]:
    refused = [figures.refused_wrongly, figures.refused_rightly]
    return [
        str(figures.answerable + figures.foreign),
        *(_share(figures.success.get(rank)) for rank in RANKS),
        "–" if figures.mrr is None else f"{figures.mrr:.3f}",
        " / ".join(_share(share) for share in refused if share is not None),
    ]


def _at(figures: Figures) -> str:
    """The share refused at each distance, where questions say theirs."""
    parts = [
        f"of {count} {NAMED[distance]} {_share(figures.refused_at[distance])}"
        for distance, count in figures.foreign_at.items()
        if count
    ]
    return f" ({', '.join(parts)})" if parts else ""


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"
