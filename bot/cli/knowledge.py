"""Commands for knowledge: import, search, list, export, evaluate; other words for words."""

import asyncio
import os
import tempfile
from collections.abc import Collection
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from bot.cli import synonyms
from bot.cli.console import console, errors, fail, plain_ending, read_settings, typist
from bot.cli.knowledge_figures import show_evaluation
from bot.cli.knowledge_shown import show_answer, show_import, show_items
from bot.clock import system_clock
from bot.knowledge_evaluation import Evaluation, KnownQuestion, evaluate, every_key, read_questions
from bot.knowledge_import import FileReport, KnowledgeImport, Wish
from bot.settings import Settings
from bot.wiring import meaning_of, open_database, open_for_trying, plain_sentences
from content.documents.folder import Skipped
from content.documents.guarded import DocumentReader
from content.item_files import NamedFile, named_files
from content.item_lines import line_of
from learning.knowledge import Item, ItemState, Lookup
from learning.ports import Records
from learning.usecases import auditing
from learning.usecases.exporting import published_items
from learning.usecases.importing import Taken
from learning.usecases.lookup import look_up

app = typer.Typer(
    help="Knowledge: what people look up in chat, taken in from your files, tried out and measured.",
    no_args_is_help=True,
)
app.add_typer(synonyms.app, name="synonyms")

SHOWN_PROBLEMS = 50
NOTHING_READ = 2
"""The exit code of an import that could read nothing at all."""

UnitOption = Annotated[str | None, typer.Option(help="As the people of this unit see it; else as everyone")]


class NewAs(StrEnum):
    """What a new item begins as."""

    DRAFTS = "drafts"
    PUBLISHED = "published"


@app.command("import")
def import_(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders; folders with all below them")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, write nothing")] = False,
    new_as: Annotated[NewAs, typer.Option("--as", help="What new items begin as")] = NewAs.PUBLISHED,
    unit: Annotated[str | None, typer.Option(help="Who may see it, with everything below; else all")] = None,
    owner: Annotated[str, typer.Option(help="Who answers for it, where the file does not say")] = "",
    source: Annotated[str, typer.Option(help="What it rests on, where the file does not say")] = "",
) -> None:
    """Take files into the knowledge base: Markdown, text, HTML, PDF, DOCX, PPTX, CSV, XLSX and JSONL.

    A file is taken in whole or not at all. The same files again change nothing; what somebody edited in
    chat stays as it is. Ends with 1 when something was skipped, with 2 when nothing could be read.
    """
    settings = read_settings()
    given = {"unit": unit or "", "owner": owner.strip(), "source": source.strip()}
    wish = Wish(
        defaults={name: value for name, value in given.items() if value},
        state=ItemState.DRAFT if new_as is NewAs.DRAFTS else ItemState.PUBLISHED,
        keep=not dry_run,
        now=system_clock(),
    )
    reports = _import(settings, list(named_files(paths)), wish)
    show_import(reports)
    if not any(report.was_read for report in reports):
        errors.print("[red]✗[/red] Nothing could be read.", highlight=False)
        raise typer.Exit(NOTHING_READ)
    if dry_run:
        console.print("This was a dry run: nothing was written. Run again without [bold]--dry-run[/bold].")
    if any(report.skipped for report in reports):
        raise typer.Exit(1)


@app.command()
def search(
    question: Annotated[str, typer.Argument(help="What somebody would type in chat")],
    unit: UnitOption = None,
    most: Annotated[int, typer.Option(min=1, max=20, help="How many passages to show at most")] = 3,
) -> None:
    """Look a question up as chat would: how well it fits, the passages, and what was repaired in it."""
    settings = read_settings()
    with plain_ending():
        database = open_database(settings)
    _check_unit(settings, unit)
    show_answer(database.transact(look_up, question, unit=unit, most=most))


@app.command("list")
def list_(
    state: Annotated[ItemState | None, typer.Option(help="Only items of this state")] = None,
    unit: Annotated[str | None, typer.Option(help="Only items of this unit and what is below it")] = None,
    late: Annotated[bool, typer.Option("--late", help="Only those whose review date has passed")] = False,
) -> None:
    """Show the items by key, with their owner and review date."""
    settings = read_settings()
    with plain_ending():
        database = open_database(settings)
    today = system_clock().astimezone(settings.zone).date()

    def wanted(records: Records) -> list[Item]:
        items = records.knowledge.all(state=state, unit=unit)
        passed = {item.id for item in records.knowledge.review_passed(today)} if late else set()
        return [item for item in items if not late or item.id in passed]

    _check_unit(settings, unit)
    show_items(database.transact(wanted), today)


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="Where to write the items, such as knowledge.jsonl")],
) -> None:
    """Write all published items as JSONL, one item a line; `sela knowledge import` reads it again."""
    with plain_ending():
        database = open_database(read_settings())
    items = database.transact(published_items)
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        beside.write_text("".join(f"{line_of(item)}\n" for item in items), encoding="utf-8")
        beside.replace(file)
    except OSError as error:
        beside.unlink(missing_ok=True)
        fail(f"{escape(str(file))} cannot be written ({error.strerror}). Choose another place.")
    database.transact(
        auditing.note,
        actor=typist(),
        action="knowledge_exported",
        detail=f"{len(items)} items",
        now=system_clock(),
    )
    console.print(f"Wrote {file}; items: {len(items)}", highlight=False, markup=False)


@app.command("evaluate")
def evaluate_(
    file: Annotated[Path, typer.Argument(help='JSONL with rows {"question": "…", "items": ["…"]}')],
    unit: UnitOption = None,
    misses: Annotated[int, typer.Option(min=0, help="How many misses to show")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON")] = False,
) -> None:
    """Measure lookup on questions whose answers are known: ranks, refusals, misses, and speed."""
    questions, problems = read_questions(file)
    for problem in problems[:SHOWN_PROBLEMS]:
        errors.print(str(problem), highlight=False, markup=False)
    if problems:
        fail(f"{len(problems)} problems in {escape(str(file))}; mend them and run again.")
    settings = read_settings()
    with plain_ending():
        _check_unit(settings, unit)
        found = asyncio.run(_evaluate(settings, questions, unit))
    if as_json:
        console.print_json(data=found.as_values())
    else:
        show_evaluation(found, misses)


def _import(settings: Settings, files: list[NamedFile | Skipped], wish: Wish) -> list[FileReport]:
    """Does the very same work for a dry run, which leaves no trace."""
    with tempfile.TemporaryDirectory() as folder, plain_ending(), plain_sentences(), _progress() as progress:
        if wish.keep:
            database = open_database(settings, create=True)
        else:
            database = open_for_trying(settings, Path(folder))
        unit = wish.defaults.get("unit")
        if unit and database.transact(lambda records: records.roster.unit(unit)) is None:
            fail(f"There is no unit '{escape(unit)}'. See `sela roster list`.")
        sizes = sum(file.path.stat().st_size for file in files if isinstance(file, NamedFile))
        task = progress.add_task("Importing", total=sizes)
        try:
            with DocumentReader() as reader:
                run = KnowledgeImport(database, reader, wish, lambda done: progress.advance(task, done))
                for file in files:
                    run.take(file)
                run.finish()
            if wish.keep:
                taken = _taken_in(run.reports.values())
                note = {"actor": typist(), "action": "files_imported", "detail": taken}
                database.transact(auditing.note, **note, now=wish.now)
        finally:
            database.close()
    return list(run.reports.values())


def _taken_in(reports: Collection[FileReport]) -> str:
    news = sum(report.taken[Taken.ADDED] + report.taken[Taken.CHANGED] for report in reports)
    return f"{news} items of {len(reports)} files"


async def _evaluate(settings: Settings, questions: tuple[KnownQuestion, ...], unit: str | None) -> Evaluation:
    """Asks as chat would: by meaning too where the settings say so, once every passage has its vector."""
    database = open_database(settings)
    meaning = meaning_of(settings, database)

    async def ask(question: str, most: int) -> Lookup:
        near = await meaning.nearest(question) if meaning else None
        return await database.read(look_up, question, unit=unit, most=most, meaning=near)

    try:
        with _progress() as progress:
            if meaning is not None:
                learning = progress.add_task("Reading the meaning of passages", total=None)
                while await meaning.embed_some():
                    progress.advance(learning)
                progress.remove_task(learning)
            task = progress.add_task("Asking", total=len(questions))
            keys = await database.read(every_key)
            return await evaluate(questions, ask, keys, lambda: progress.advance(task))
    finally:
        if meaning is not None:
            await meaning.close()
        database.close()


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    return Progress(*columns, console=errors, transient=True)


def _check_unit(settings: Settings, unit: str | None) -> None:
    if unit is None:
        return
    database = open_database(settings)
    if database.transact(lambda records: records.roster.unit(unit)) is None:
        fail(f"There is no unit '{escape(unit)}'. See `sela roster list`.")
