"""What lookup must not fall below on the development questions, over the knowledge and lessons that ship."""

from pathlib import Path

import pytest

from bot.knowledge_evaluation import evaluate, every_key, read_questions
from content.catalogue import SHIPPED_PACKS, load_catalogue
from content.shipped_items import shipped_digest, shipped_items
from learning.knowledge import Lookup
from learning.rules.retrieval import Distance
from learning.usecases.importing import index_lessons
from learning.usecases.lookup import look_up
from learning.usecases.shipped import bring_shipped
from storage.database import Database
from tests.clock import StillClock

QUESTIONS = Path(__file__).parents[2] / "evaluation" / "questions_development.jsonl"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_most_questions_find_their_item_and_most_foreign_ones_are_told_that_nothing_fits(
    database: Database, clock: StillClock
) -> None:
    database.transact(index_lessons, load_catalogue([SHIPPED_PACKS]), now=clock())
    database.transact(bring_shipped, shipped_digest(), shipped_items, now=clock())
    questions, problems = read_questions(QUESTIONS)

    async def ask(question: str, most: int) -> Lookup:
        return database.transact(look_up, question, unit=None, most=most)

    found = await evaluate(questions, ask, database.transact(every_key), lambda: None)
    figures = found.figures
    assert not problems
    assert not found.unknown_items
    assert figures.foreign_at[Distance.FAR] > 250
    assert figures.success[1] >= 0.80
    assert figures.success[5] >= 0.943
    assert figures.refused_wrongly is not None
    assert figures.refused_wrongly <= 0.05
    far = figures.refused_at[Distance.FAR]
    assert far is not None
    assert far >= 0.91
