"""Who decides what about knowledge, and what follows: lists, versions, and being second."""

from dataclasses import replace
from datetime import date

import pytest

from learning.curation import Decision, Waiting
from learning.knowledge import Item, ItemState
from learning.records import OutboxState
from learning.usecases import curation, knowledge, waiting
from learning.usecases.curation import Curated, Overtaken
from learning.usecases.lookup import look_up
from tests.learning.usecases.library import FRIDGE, actor, decided, published, rewritten
from tests.learning.usecases.workplace import Workplace
from tests.people import BAYU, BUDI, CITRA, EAST, RINA, SARI, UNIT


@pytest.fixture
def office(work: Workplace) -> Workplace:
    """Everybody has joined."""
    for who in (SARI, BAYU, CITRA, BUDI, RINA):
        work.activate(who)
    return work


def finds(work: Workplace, question: str) -> list[str]:
    """The titles that everybody finds."""
    found = work.look(lambda records: look_up(records, question, unit=None))
    return [hit.passage.title for hit in found.hits]


def test_a_draft_from_a_file_is_found_once_it_is_approved_and_no_more_once_retired(office: Workplace) -> None:
    item = published(office, state=ItemState.DRAFT)
    rina = actor(office, RINA)
    assert [entry.id for entry in office.do(waiting.entries, rina, Waiting.REVIEW)] == [item.id]
    assert finds(office, "suhu lemari") == []
    decided(office, rina, item, Decision.APPROVE)
    assert finds(office, "suhu lemari") == [FRIDGE.title]
    decided(office, rina, item, Decision.RETIRE)
    assert finds(office, "suhu lemari") == []
    decided(office, rina, item, Decision.RESTORE)
    assert finds(office, "suhu lemari") == [FRIDGE.title]


def test_verified_by_a_curator_takes_the_mark_of_an_example_away(office: Workplace) -> None:
    item = published(office)
    assert item.verified_by == ""
    outcome = decided(office, actor(office, RINA), item, Decision.VERIFY)
    assert isinstance(outcome, Curated)
    assert outcome.item.verified_by == "Rina Hartati"
    second = decided(office, actor(office, CITRA), item, Decision.VERIFY)
    assert isinstance(second, Overtaken)


@pytest.mark.parametrize("decision", [Decision.APPROVE, Decision.RESTORE])
def test_a_decision_that_was_taken_already_is_not_taken_again(office: Workplace, decision: Decision) -> None:
    item = published(office)
    assert isinstance(decided(office, actor(office, RINA), item, decision), Overtaken)


def test_a_change_of_an_older_version_is_not_kept(office: Workplace) -> None:
    item, rina = published(office), actor(office, RINA)
    rewritten(office, rina, item, "Suhu lemari 3 derajat.")
    late = office.do(
        curation.keep_change, office.world, actor(office, CITRA), item.id, item.version, {"text": "Lain."}
    )
    assert isinstance(late, Overtaken)
    assert late.item.text == "Suhu lemari 3 derajat."


@pytest.mark.parametrize(
    ("unit", "scope", "may"),
    [
        (None, None, True),
        (None, UNIT, False),
        (UNIT, UNIT, True),
        (UNIT, "Sekretariat Utama", True),
        (UNIT, EAST, False),
        (EAST, UNIT, False),
    ],
)
def test_a_curator_looks_after_what_is_for_their_unit(
    office: Workplace, unit: str | None, scope: str | None, may: bool
) -> None:
    item = published(office, FRIDGE.model_copy(update={"unit": unit or ""}))
    citra = actor(office, CITRA, scope)
    assert (office.look(lambda records: curation.look(records, citra, item.id)) is not None) is may
    assert (decided(office, citra, item, Decision.RETIRE) is not None) is may


def test_a_role_that_ended_decides_nothing(office: Workplace) -> None:
    item = published(office)
    citra = replace(actor(office, CITRA), grants=())
    assert decided(office, citra, item, Decision.RETIRE) is None


def test_lists_hold_what_is_overdue_and_what_is_read_most(office: Workplace) -> None:
    late = published(office, FRIDGE.model_copy(update={"review_by": date(2026, 11, 1)}))
    soon = FRIDGE.model_copy(update={"id": "segera", "title": "Segera", "review_by": date(2026, 12, 10)})
    item = published(office, soon)
    rina = actor(office, RINA)
    assert [one.id for one in office.do(waiting.entries, rina, Waiting.OVERDUE)] == [late.id]
    assert office.do(waiting.entries, rina, Waiting.STALE) == []
    sari = office.person(SARI)
    found = office.look(lambda records: look_up(records, "segera", unit=None))
    search = office.do(knowledge.keep, sari, found).search_id or 0
    office.look(lambda records: knowledge.open_item(records, sari, item.id, 1, search))
    (entry,) = office.do(waiting.entries, rina, Waiting.STALE)
    assert (entry.id, entry.often) == (item.id, 1)


def test_searches_in_vain_are_grouped_by_their_terms_most_frequent_first(office: Workplace) -> None:
    asked = ["siapa juara karaoke", "parkir sepeda di mana", "di mana parkir sepeda?", "parkir SEPEDA"]
    for question in asked:
        found = office.database.transact(look_up, question, unit=None)
        office.do(knowledge.keep, office.person(SARI), found)
    rina = actor(office, RINA)
    entries = office.do(waiting.entries, rina, Waiting.UNFOUND)
    assert [(one.label, one.often) for one in entries] == [("parkir SEPEDA", 3), ("siapa juara karaoke", 1)]
    assert office.do(waiting.entries, actor(office, BAYU, EAST), Waiting.UNFOUND) == []
    assert len(office.do(waiting.entries, actor(office, CITRA, UNIT), Waiting.UNFOUND)) == 2
    assert office.do(waiting.settle_unfound, rina, entries[0].id) is not None
    assert office.do(waiting.settle_unfound, rina, entries[0].id) is None
    assert len(office.do(waiting.entries, rina, Waiting.UNFOUND)) == 1


def test_every_list_can_be_counted_when_there_is_nothing(office: Workplace) -> None:
    counts = office.do(waiting.counts, actor(office, RINA))
    assert counts == dict.fromkeys(Waiting, 0)


def test_old_versions_are_named_with_who_wrote_them_and_come_back(office: Workplace) -> None:
    item, rina = published(office), actor(office, RINA)
    rewritten(office, rina, item, "Lain.")
    found = office.look(lambda records: curation.versions(records, rina, item.id))
    assert found is not None
    assert [(one.number, one.by) for one in found] == [(2, "Rina Hartati"), (1, "")]
    office.do(curation.restore_version, office.world, rina, item.id, 2, 1)
    now = office.look(lambda records: records.knowledge.get(item.id))
    assert now is not None
    assert (now.text, now.version) == (FRIDGE.text, 3)


def test_a_returned_text_is_no_news_once_it_was_sent_in_again(office: Workplace) -> None:
    rina, sari = actor(office, RINA), office.person(SARI)
    draft = Item(key="chat/1", title="Judul", text="Teks", author_id=sari.id, changed_at=office.clock())
    item = office.look(
        lambda records: records.knowledge.add(replace(draft, state=ItemState.IN_REVIEW), by=sari.id)
    )
    office.do(curation.give_back, office.world, rina, item.id, item.version, "Tambahkan jam.")
    again = office.look(lambda records: records.knowledge.get(item.id))
    assert again is not None
    assert (again.state, again.note) == (ItemState.DRAFT, "Tambahkan jam.")
    resent = replace(again, state=ItemState.IN_REVIEW, note="")
    office.look(lambda records: records.knowledge.change(resent, is_new_version=False))
    office.send()
    assert office.outbox() == {OutboxState.CANCELLED: 1}
