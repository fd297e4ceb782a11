"""What the journeys of curators and contributors have in common."""

from typing import Any

from bot.buttons.curated_item import ShowCurated
from content.items import KnowledgeItem
from learning.curation import Waiting
from learning.knowledge import Item, ItemState
from learning.people import Grant, Role
from learning.usecases import importing
from learning.usecases.lookup import look_up
from tests.clock import MONDAY_MORNING
from tests.journeys.office import Office
from tests.journeys.phone import Phone, settled

PRINTER = KnowledgeItem(
    id="kantor/pencetak",
    title="Mengganti tinta mesin pencetak",
    text="Tinta mesin pencetak diganti oleh petugas lantai dua.",
)
HOW_TO = "Kunci ruang arsip diambil di pos satpam dengan menunjukkan kartu pegawai."


def english(office: Office, telegram_id: int, **changes: Any) -> Phone:
    """The phone of somebody who speaks English with Sela."""
    return settled(office, telegram_id, language="en", **changes)


def curator(office: Office, telegram_id: int, unit: str | None = None) -> Phone:
    """The phone of a curator of this unit, or of everything."""
    phone = english(office, telegram_id)
    grant = Grant(role=Role.CURATOR, unit=unit, starts_on=MONDAY_MORNING.date())
    person = phone.person
    office.database.transact(lambda records: records.roster.add_grant(person.id, grant))
    return phone


def publishes(office: Office, *items: KnowledgeItem, state: ItemState = ItemState.PUBLISHED) -> list[Item]:
    """Puts items into the base as an import does."""
    found = [importing.FoundItem(item=item, origin="test") for item in items]
    office.database.transact(importing.import_items, found, now=office.clock(), state=state)
    kept = office.database.transact(lambda records: records.knowledge.by_keys([item.id for item in items]))
    return [kept[item.id] for item in items]


async def shares(phone: Phone, title: str, text: str = HOW_TO) -> str:
    """Writes a contribution and sends it in; the last screen."""
    await phone.says("/share")
    await phone.says(title)
    await phone.says(text)
    return await phone.taps("Send it in")


def found_by(office: Office, phone: Phone, question: str) -> list[str]:
    """The titles that a question brings this person."""
    person = phone.person
    found = office.database.transact(lambda records: look_up(records, question, unit=person.unit))
    return [hit.passage.title for hit in found.hits]


def item_now(office: Office, item_id: int) -> Item:
    """An item as it is kept."""
    found = office.database.transact(lambda records: records.knowledge.get(item_id))
    assert found is not None
    return found


async def opens(phone: Phone, item: Item) -> str:
    """Opens an item as its curators see it."""
    await phone.says("/curate")
    press = ShowCurated(Waiting.REVIEW, item.id)
    return await phone.presses(phone.message["message_id"], press.pack())
