"""What curators write: another title, owner or date of an item, and other words for a word."""

from datetime import date

import pytest

from learning.curation import Change, Waiting
from learning.knowledge import Item
from learning.notices import Dialogue
from learning.people import Actor
from learning.rules.lookup import Synonym
from learning.usecases import editing, words
from learning.usecases.curation import Curated
from learning.usecases.editing import NotUnderstood, OwnersFound
from tests.learning.usecases.library import actor, published
from tests.learning.usecases.workplace import Workplace
from tests.people import BAYU, BUDI, CITRA, RINA, SARI


@pytest.fixture
def office(work: Workplace) -> Workplace:
    """Everybody has joined."""
    for who in (SARI, BAYU, CITRA, BUDI, RINA):
        work.activate(who)
    return work


def written(work: Workplace, by: Actor, item: Item, change: Change, said: str) -> object:
    """What comes of a message after a change was asked for."""
    work.do(editing.begin, by, item.id, item.version, change, Waiting.REVIEW)
    dialogue = work.look(lambda records: records.dialogues.get(by.person.id))
    assert isinstance(dialogue, Dialogue)
    return work.do(editing.take_words, work.world, by, dialogue, said)


@pytest.mark.parametrize(
    ("change", "said", "field", "kept"),
    [
        (Change.TITLE, " Lemari  es ", "title", "Lemari es"),
        (Change.TAGS, "vaksin; suhu, vaksin", "tags", ("vaksin", "suhu")),
        (Change.TAGS, "-", "tags", ()),
        (Change.SOURCE, "Edaran 4", "source", "Edaran 4"),
        (Change.OWNER, "Tim Gudang", "owner", "Tim Gudang"),
        (Change.REVIEW_BY, "2027-06-30", "review_by", date(2027, 6, 30)),
        (Change.REVIEW_BY, "-", "review_by", None),
    ],
)
def test_what_is_written_changes_the_field(
    office: Workplace, change: Change, said: str, field: str, kept: object
) -> None:
    item, rina = published(office), actor(office, RINA)
    assert isinstance(written(office, rina, item, change, said), Curated)
    now = office.look(lambda records: records.knowledge.get(item.id))
    assert getattr(now, field) == kept
    assert office.look(lambda records: records.dialogues.get(rina.person.id)) is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Change.TITLE, "x" * 201),
        (Change.TITLE, "-"),
        (Change.TEXT, "  "),
        (Change.REVIEW_BY, "besok"),
        (Change.REVIEW_BY, "1/1/2020"),
    ],
)
def test_what_cannot_be_used_is_asked_for_again(office: Workplace, change: Change, said: str) -> None:
    item, rina = published(office), actor(office, RINA)
    assert isinstance(written(office, rina, item, change, said), NotUnderstood)
    assert office.look(lambda records: records.dialogues.get(rina.person.id)) is not None


def test_an_owner_is_found_by_name_or_number_and_may_be_a_team_of_the_same_name(office: Workplace) -> None:
    item, rina = published(office), actor(office, RINA)
    by_number = written(office, rina, item, Change.OWNER, "198803032014022003")
    assert isinstance(by_number, OwnersFound)
    assert [person.name for person in by_number.people] == ["Citra Lestari"]
    by_name = written(office, rina, item, Change.OWNER, "Sari")
    assert isinstance(by_name, OwnersFound)
    office.do(editing.choose_owner, office.world, rina, item.id, item.version, 0)
    now = office.look(lambda records: records.knowledge.get(item.id))
    assert now is not None
    assert (now.owner, now.owner_id) == ("Sari", None)


@pytest.mark.parametrize(
    ("on", "months", "then"),
    [
        (date(2026, 11, 23), 6, date(2027, 5, 23)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2028, 2, 29), 24, date(2030, 2, 28)),
    ],
)
def test_so_many_months_on_is_the_same_day_or_the_last_of_the_month(
    on: date, months: int, then: date
) -> None:
    assert editing.in_months(on, months) == then


@pytest.mark.parametrize(
    ("line", "word", "others"),
    [
        ("hape = ponsel", "hape", ("ponsel",)),
        ("BPOM=Badan Pengawas Obat dan Makanan", "bpom", ("badan pengawas obat dan makanan",)),
        ("hape = ponsel, telepon genggam; hape", "hape", ("ponsel", "telepon genggam")),
    ],
)
def test_a_word_and_its_others_are_read_from_one_line(line: str, word: str, others: tuple[str, ...]) -> None:
    assert words.read_line(line) == words.WordAdded(word=word, others=others)


@pytest.mark.parametrize(
    "line", ["", "hape", "hape =", "hape = hape", "dua kata = satu", "yang = dan", "= x"]
)
def test_a_line_without_one_word_and_another_is_not_understood(line: str) -> None:
    assert words.read_line(line) is None


def test_other_words_are_kept_and_taken_back(office: Workplace) -> None:
    rina = actor(office, RINA)
    office.do(words.add, rina, "hape = ponsel")
    assert office.look(words.added) == {"hape": Synonym(others=("ponsel",))}
    assert office.do(words.remove, rina, "hape") is True
    assert office.do(words.remove, rina, "hape") is False
