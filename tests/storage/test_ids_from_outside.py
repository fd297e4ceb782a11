"""Ids that buttons, links and commands carry may be larger than any there is: then there is no such thing."""

from collections.abc import Callable

import pytest

from bot.callbacks import MOST_NUMBER
from learning.ports import Records
from storage.database import Database

LOOKS: dict[str, Callable[[Records, int], object]] = {
    "a person": lambda records, id_: records.people.get(id_),
    "an item": lambda records, id_: records.knowledge.get(id_),
    "the versions of an item": lambda records, id_: records.knowledge.versions(id_),
    "a question to experts": lambda records, id_: records.experts.get(id_),
    "a search": lambda records, id_: records.searches.get(id_, 1),
    "the reports on an item": lambda records, id_: records.curation.open_reports(id_),
    "whether an item pauses questions": lambda records, id_: records.curation.is_paused_by(id_),
    "what was done to an item": lambda records, id_: records.journal.newest_about(f"item {id_} v1"),
}


@pytest.mark.parametrize("number", [2**31, MOST_NUMBER - 1])
@pytest.mark.parametrize("what", LOOKS)
def test_an_id_larger_than_any_there_is_finds_nothing(database: Database, what: str, number: int) -> None:
    assert not database.transact(lambda records: LOOKS[what](records, number))


@pytest.mark.parametrize("number", [2**31, MOST_NUMBER - 1])
def test_a_question_with_an_id_larger_than_any_is_nobodys_to_give_back(
    database: Database, number: int
) -> None:
    assert not database.transact(lambda records: records.experts.give_back(number))
    assert not database.transact(lambda records: records.experts.close(number))
