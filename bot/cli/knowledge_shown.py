"""How the command line shows knowledge: what an import did, what lookup answers, and lists of items."""

from collections.abc import Mapping, Sequence
from datetime import date

from rich.table import Table
from rich.text import Text

from bot.cli.console import console
from bot.knowledge_import import FileReport
from learning.knowledge import Fit, Hit, Item, Lookup
from learning.rules.terms import WORD, content_words, roots_of, words_of
from learning.usecases.importing import Taken

MOST_LINES = 40
FITS = {
    Fit.FOUND: "Found: this answers the question.",
    Fit.MAYBE: "Maybe: chat asks whether this was meant.",
    Fit.NOTHING: "Nothing fits: chat offers to ask an expert.",
}
ROWS = {
    Taken.ADDED: "added",
    Taken.CHANGED: "changed",
    Taken.UNCHANGED: "unchanged",
    Taken.KEPT: "kept (edited in chat)",
}


def show_import(reports: Sequence[FileReport]) -> None:
    """Counts of items, then a line for each file that is not as before, the most important first."""
    table = Table("", "items")
    for taken, name in ROWS.items():
        table.add_row(name, str(sum(report.taken[taken] for report in reports)))
    table.add_row("skipped", str(sum(len(report.skipped) for report in reports)))
    console.print(table)
    lines = [line for report in sorted(reports, key=_importance) if (line := _line(report))]
    for line in lines[:MOST_LINES]:
        console.print(line, highlight=False, soft_wrap=True)
    if len(lines) > MOST_LINES:
        console.print(f"… and {len(lines) - MOST_LINES} more", highlight=False)


def show_answer(answer: Lookup) -> None:
    """How well it fits, what was repaired, and each passage with its words in bold."""
    console.print(FITS[answer.fit], style="bold", highlight=False)
    for written, meant in answer.repaired:
        console.print(f"'{written}' was read as '{meant}'.", highlight=False, markup=False)
    if answer.fit is Fit.NOTHING and answer.hits:
        console.print("The nearest, which chat does not show:", highlight=False)
    for number, hit in enumerate(answer.hits, 1):
        console.print()
        console.print(Text(f"{number}. {hit.passage.title}", style="bold cyan"))
        if where := _where(hit):
            console.print(Text(where, style="cyan"))
        console.print(_standing(hit), style="dim", highlight=False, markup=False)
        console.print(in_bold(hit.passage.text.replace("\f", "\n"), answer.terms))


def show_items(items: Sequence[Item], today: date) -> None:
    """A table of items; review dates that have passed in red."""
    if not items:
        console.print("There is no such item.")
        return
    table = Table("key", "title", "state", "unit", "owner")
    table.add_column("review by", no_wrap=True)
    for item in items:
        due = Text(f"{item.review_by or ''}")
        if item.review_by and item.review_by < today:
            due.stylize("red")
        cells = (item.key, item.title, item.state.value, item.unit or "everyone", item.owner)
        table.add_row(*(Text(cell) for cell in cells), due)
    console.print(table)
    console.print(f"Items: {len(items)}", highlight=False)


def in_bold(text: str, terms: frozenset[str]) -> Text:
    """The text with every word in bold that stands for one of these terms."""
    shown = Text(text)
    for word in WORD.finditer(text):
        if any(not terms.isdisjoint(roots_of(part)) for part in content_words(words_of(word[0]))):
            shown.stylize("bold yellow", *word.span())
    return shown


def _importance(report: FileReport) -> tuple[bool, bool, bool, bool, str]:
    taken = report.taken
    return (
        report.was_read,
        not report.skipped,
        not (taken[Taken.KEPT] or report.notes),
        not taken[Taken.CHANGED],
        report.origin,
    )


def _line(report: FileReport) -> Text | None:
    """What is to say of a file; nothing where all is as it was."""
    said = _counted(report.taken)
    if set(said) <= {Taken.UNCHANGED} and not report.skipped and not report.notes:
        return None
    parts = [f"{count} {ROWS.get(taken, taken.value)}" for taken, count in said.items()]
    reasons = report.skipped[:3]
    if len(report.skipped) > len(reasons):
        reasons.append(f"and {len(report.skipped) - len(reasons)} more like this")
    if report.skipped:
        parts.append(f"skipped: {'; '.join(reasons)}")
    sign, style = ("✗", "red") if report.skipped else ("✓", "green")
    return Text.assemble((f"{sign} ", style), f"{report.origin}: ", "; ".join([*parts, *report.notes]))


def _counted(taken: Mapping[Taken, int]) -> dict[Taken, int]:
    return {kind: taken[kind] for kind in (*ROWS, Taken.UNIT_UNKNOWN) if taken.get(kind)}


def _where(hit: Hit) -> str:
    passage = hit.passage
    return " › ".join([*passage.path, *([f"page {passage.page}"] if passage.page else [])])


def _standing(hit: Hit) -> str:
    item = hit.item
    parts = [item.key if item else f"lesson {hit.passage.lesson_key}"]
    if item is not None:
        parts += [f"source: {item.source}"] if item.source else []
        parts += [f"owner: {item.owner}"] if item.owner else []
        parts += [f"review by {item.review_by}"] if item.review_by else []
    parts += [f"score {hit.score:.2f}", f"holds {hit.coverage:.0%} of the question"]
    return " · ".join(parts)
