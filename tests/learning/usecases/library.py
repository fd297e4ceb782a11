"""A small library of knowledge for tests: an item from a file, who curates it, and what they decide."""

from datetime import date

from content.items import KnowledgeItem
from learning.curation import Decision
from learning.knowledge import Item, ItemState
from learning.people import Actor, Grant, Role
from learning.rules.access import actor_of
from learning.usecases import curation, importing
from learning.usecases.curation import Curated
from tests.learning.usecases.classroom import COURSE
from tests.learning.usecases.workplace import Workplace

LESSON = f"{COURSE}/01"
FRIDGE = KnowledgeItem(id="lemari", title="Lemari pendingin", text="Suhu lemari 2 derajat.", lesson=LESSON)


def actor(work: Workplace, who: int, unit: str | None = None, role: Role = Role.CURATOR) -> Actor:
    """One of the cast with a role over a unit."""
    grant = Grant(role=role, unit=unit, starts_on=date(2026, 1, 1))
    work.look(lambda records: records.roster.add_grant(work.ids[who], grant))
    granted = work.look(lambda records: records.people.grants(work.ids[who]))
    return actor_of(work.person(who), granted, work.clock().date())


def published(work: Workplace, item: KnowledgeItem = FRIDGE, **more: ItemState) -> Item:
    """An item that came from a file."""
    work.do(importing.import_items, [importing.FoundItem(item=item, origin="berkas")], **more)
    found = work.look(lambda records: records.knowledge.by_key(item.id))
    assert found is not None
    return found


def decided(work: Workplace, by: Actor, item: Item, decision: Decision) -> curation.Outcome:
    """What comes of a decision about the version that the curator saw."""
    return work.do(curation.decide, work.world, by, item.id, item.version, decision)


def rewritten(work: Workplace, by: Actor, item: Item, text: str) -> Item:
    """The item after a curator wrote another text."""
    outcome = work.do(curation.keep_change, work.world, by, item.id, item.version, {"text": text})
    assert isinstance(outcome, Curated)
    return outcome.item
