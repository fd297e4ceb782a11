"""Commands for other words: what else says a word, so that a question finds its passage however it is put."""

import re
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from bot.cli.console import console, fail, plain_ending, read_settings, typist
from bot.clock import system_clock
from bot.wiring import open_database
from content.synonyms import shipped_synonyms
from learning.rules.lookup import Synonym
from learning.rules.terms import content_words, words_of
from learning.usecases import words

app = typer.Typer(
    help="Other words for a word, beside those that ship: abbreviations, spoken and house words.",
    no_args_is_help=True,
)


@app.command("list")
def list_() -> None:
    """Show what was set here; it comes before what ships."""
    with plain_ending():
        database = open_database(read_settings())
    known = database.transact(lambda records: records.knowledge.all_synonyms())
    table = Table("word", "other words", "")
    for word, synonym in known.items():
        others = ", ".join(synonym.others)
        how = "in its place" if synonym.replaces else "as well" if others else "none: what ships is not used"
        table.add_row(Text(word), Text(others), how)
    if known:
        console.print(table)
    console.print(f"{len(known)} words set here, {len(shipped_synonyms())} ship with Sela.", highlight=False)


@app.command("set")
def set_(
    word: Annotated[str, typer.Argument(help="The word that people type")],
    others: Annotated[str, typer.Argument(help="What else says it, with commas between: 'ponsel, telepon'")],
    replaces: Annotated[
        bool, typer.Option("--replaces", help="Look for the others only, not for the word itself")
    ] = False,
) -> None:
    """Say what else a word is called; takes the place of what was said of it before."""
    plain = _plain(word)
    phrases = tuple(dict.fromkeys(" ".join(words_of(part)) for part in re.split(r"[,;]", others)))
    useful = tuple(phrase for phrase in phrases if content_words(phrase.split()) and phrase != plain)
    if not useful:
        fail(f"'{escape(others)}' holds no other word to look for; write one or more with commas between.")
    _keep(plain, Synonym(others=useful, replaces=replaces))
    how = "Instead of" if replaces else "Besides"
    console.print(f"{how} '{plain}' Sela now looks for: {', '.join(useful)}.", highlight=False, markup=False)


@app.command()
def remove(word: Annotated[str, typer.Argument(help="The word that shall have no other words")]) -> None:
    """Let a word stand for itself alone, also where other words for it ship."""
    plain = _plain(word)
    with plain_ending():
        database = open_database(read_settings())
    known = database.transact(lambda records: records.knowledge.synonyms([plain]))
    if plain not in known and plain not in shipped_synonyms():
        fail(f"'{plain}' has no other words; nothing was changed.")
    _keep(plain, Synonym(others=()))
    console.print(f"'{plain}' now stands for itself alone.", highlight=False, markup=False)


def _plain(word: str) -> str:
    """The word as questions are read; one that is never looked for, or several, end the command."""
    words = words_of(word)
    if len(words) != 1:
        fail(f"'{escape(word)}' is not one word; other words are kept for single words.")
    if not content_words(words):
        fail(f"'{words[0]}' stands in almost every question and is never looked for.")
    return words[0]


def _keep(word: str, synonym: Synonym) -> None:
    with plain_ending():
        database = open_database(read_settings())
    now = system_clock()
    database.transact(words.keep, word, synonym, actor=typist(), now=now)
