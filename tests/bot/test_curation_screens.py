"""Screens of curation and sharing fit into a message and its buttons, whatever an item holds."""

import pytest

from bot.callbacks import MOST_BYTES
from bot.screens import Screen
from bot.texts import LANGUAGES, texts_for
from bot.views import contributing, curated_item, curation, item_changes, sent_files
from content.items import KnowledgeItem
from content.markup import visible_length
from learning.curation import Decision, Waiting
from learning.knowledge import Item, ItemState
from learning.rules.lookup import Synonym
from learning.usecases.curation import Curated
from learning.usecases.importing import Taken
from learning.usecases.last_steps import Act, LastStep
from learning.usecases.waiting import Entry
from tests.clock import MONDAY_MORNING

LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
MOST_ID = 10**9
LONG = "Kata & <tanda> " * 40


def longest_item(state: ItemState, **more: object) -> Item:
    """An item with everything in it as long as chat lets it be."""
    values = {
        "id": MOST_ID,
        "key": "chat/1",
        "title": LONG[:200],
        "text": "**Kalimat** yang <panjang> & lurus. " * 2000,
        "tags": tuple(f"{number:02} {LONG}"[:40] for number in range(20)),
        "source": LONG[:500],
        "owner": LONG[:500],
        "author_id": 1,
        "author": "Nama yang panjang sekali",
        "unit": "Sekretariat Utama/Biro Umum",
        "state": state,
        "note": LONG[:600],
        "version": 999,
        "changed_at": MONDAY_MORNING,
        "document": "0" * 64,
    }
    return Item(**{**values, **more})  # type: ignore[arg-type]


def fits(screen: Screen) -> bool:
    """Whether Telegram takes the screen."""
    packed = [key.press.pack() for row in screen.keys for key in row]
    labels = [key.label for row in screen.keys for key in row]
    return (
        visible_length(screen.text) <= 4096
        and all(len(data.encode()) <= MOST_BYTES for data in packed)
        and all(0 < len(label) <= 64 for label in labels)
    )


@LANGUAGE
@pytest.mark.parametrize("state", list(ItemState))
@pytest.mark.parametrize("waiting", list(Waiting))
def test_the_longest_item_fits(language: str, state: ItemState, waiting: Waiting) -> None:
    t = texts_for(language)
    curated = Curated(item=longest_item(state), reports=("wrong",) * 9 + ("old",), is_paused=True)
    following = Entry(id=MOST_ID, label=LONG)
    assert fits(curated_item.item(curated, waiting, t))
    assert fits(curated_item.overtaken(curated, waiting, t))
    assert fits(item_changes.changes(curated, waiting, t))
    assert fits(curated_item.retire_question(curated.item, waiting, t))
    for decision in Decision:
        assert fits(curated_item.decided(curated, decision, waiting, following, t))


@LANGUAGE
def test_the_longest_contribution_fits(language: str) -> None:
    t = texts_for(language)
    item = longest_item(ItemState.DRAFT)
    assert fits(contributing.preview(item, None, t))
    for act in Act:
        last = LastStep(act=act, by=LONG[:200], on=MONDAY_MORNING.date())
        assert fits(contributing.preview(item, last, t))
        assert fits(curated_item.item(Curated(item=item, last=last), Waiting.REVIEW, t))
        assert fits(curated_item.taken_back(last, t))
    assert fits(contributing.own_list([item] * 20, 1, t))
    assert fits(contributing.own(longest_item(ItemState.PUBLISHED), None, t))


@LANGUAGE
def test_long_lists_come_in_pages_and_a_page_that_is_gone_shows_the_last(language: str) -> None:
    t = texts_for(language)
    entries = [Entry(id=number, label=LONG, often=number) for number in range(30)]
    first = curation.waiting_list(Waiting.UNFOUND, entries, 0, t)
    last = curation.waiting_list(Waiting.UNFOUND, entries, 99, t)
    assert fits(first)
    assert fits(last)
    assert [key.label for key in first.keys[-2]] == ["›"]
    assert [key.label for key in last.keys[-2]] == ["‹"]


@LANGUAGE
def test_the_longest_words_fit(language: str) -> None:
    t = texts_for(language)
    synonym = Synonym(others=("k" * 80,) * 10)
    assert fits(curation.words({f"{number:032}": synonym for number in range(9)}, 0, t))


@LANGUAGE
def test_what_a_large_table_would_bring_fits(language: str) -> None:
    t = texts_for(language)
    items = [KnowledgeItem(id=str(number), title=LONG[:200], text="x") for number in range(500)]
    foreseen = dict(zip((item.id for item in items), [*Taken] * 100, strict=True))
    assert fits(sent_files.import_preview("a" * 120, items, foreseen, t))
