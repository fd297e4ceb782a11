"""The knowledge that ships: there from the start, kept up to date, and never against the organisation."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from content.items import KnowledgeItem
from content.shipped_items import shipped_digest, shipped_items
from learning.knowledge import Fit, Item, ItemState
from learning.usecases.importing import FoundItem, import_items, put_into_index
from learning.usecases.lookup import look_up
from learning.usecases.shipped import bring_shipped
from storage.database import Database
from tests.clock import StillClock

VACCINE = KnowledgeItem(id="obat/vaksin", title="Menyimpan vaksin", text="Vaksin disimpan dingin.")
PARCEL = KnowledgeItem(id="etik/parsel", title="Menolak parsel", text="Parsel lebaran ditolak.")


def worded(item: KnowledgeItem, text: str) -> KnowledgeItem:
    """The item with another text."""
    return KnowledgeItem(id=item.id, title=item.title, text=text)


def ship(database: Database, clock: StillClock, digest: str | None, *items: KnowledgeItem) -> int:
    """A start of Sela whose shipped items are these."""
    return database.transact(bring_shipped, digest, lambda: items, now=clock())


def kept(database: Database, key: str) -> Item:
    """An item as it is kept."""
    found: Item | None = database.transact(lambda records: records.knowledge.by_key(key))
    assert found is not None
    return found


def change(database: Database, item: Item, *, by: int | None = None) -> None:
    """Somebody changes an item in chat."""

    def work(records: object) -> None:
        put_into_index(records, [records.knowledge.change(item, by=by)])  # type: ignore[attr-defined, arg-type]

    database.transact(work)


def published(database: Database) -> Sequence[str]:
    """The keys of what can be found."""
    items = database.transact(lambda records: records.knowledge.all(state=ItemState.PUBLISHED))
    return [item.key for item in items]


def test_what_ships_is_there_after_the_first_start_and_nothing_is_done_at_the_next(
    database: Database, clock: StillClock
) -> None:
    assert ship(database, clock, "1", VACCINE, PARCEL) == 2
    assert published(database) == ["etik/parsel", "obat/vaksin"]
    assert database.transact(bring_shipped, "1", lambda: pytest.fail("read again"), now=clock()) == 0


def test_a_new_version_changes_what_changed_and_retires_what_is_gone(
    database: Database, clock: StillClock
) -> None:
    ship(database, clock, "1", VACCINE, PARCEL)
    newer = worded(VACCINE, "Vaksin disimpan pada dua derajat.")
    assert ship(database, clock, "2", newer) == 2
    assert kept(database, "obat/vaksin").text == newer.text
    assert published(database) == ["obat/vaksin"]
    assert database.transact(look_up, "menolak parsel", unit=None).fit is Fit.NOTHING
    assert ship(database, clock, "3", newer, PARCEL) == 1
    assert published(database) == ["etik/parsel", "obat/vaksin"]


def test_what_was_edited_in_chat_is_kept_and_what_was_retired_stays_retired(
    database: Database, clock: StillClock, people: dict[int, int]
) -> None:
    ship(database, clock, "1", VACCINE, PARCEL)
    change(
        database, replace(kept(database, "obat/vaksin"), text="Ikuti label."), by=next(iter(people.values()))
    )
    change(database, replace(kept(database, "etik/parsel"), state=ItemState.RETIRED))
    ship(database, clock, "2", worded(VACCINE, "Lain."), PARCEL)
    assert kept(database, "obat/vaksin").text == "Ikuti label."
    assert published(database) == ["obat/vaksin"]
    ship(database, clock, None)
    assert published(database) == ["obat/vaksin"], "the organisation's own words stay"


def test_an_organisation_that_does_not_want_it_has_none_of_it_and_can_change_its_mind(
    database: Database, clock: StillClock
) -> None:
    assert ship(database, clock, None) == 0
    assert published(database) == []
    ship(database, clock, "1", VACCINE)
    assert ship(database, clock, None) == 1
    assert published(database) == []
    assert ship(database, clock, "1", VACCINE) == 1
    assert database.transact(look_up, "menyimpan vaksin", unit=None).fit is not Fit.NOTHING


def test_a_file_of_the_organisation_under_the_same_key_is_never_overwritten(
    database: Database, clock: StillClock
) -> None:
    own = FoundItem(item=worded(VACCINE, "Aturan kami."), origin="obat/vaksin.md")
    database.transact(import_items, [own], now=clock())
    assert ship(database, clock, "1", VACCINE, PARCEL) == 1
    assert kept(database, "obat/vaksin").text == "Aturan kami."
    ship(database, clock, None)
    assert published(database) == ["obat/vaksin"]


def test_every_shipped_item_can_be_read_and_names_its_owner_source_and_review_date() -> None:
    items = list(shipped_items())
    assert len(items) >= 100
    assert len({item.id for item in items}) == len(items)
    for item in items:
        assert item.owner, item.id
        assert item.source, item.id
        assert item.review_by, item.id
        assert not item.verified_by, item.id
    assert len(shipped_digest()) == 64
