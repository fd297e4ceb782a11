"""Sharing with colleagues: whose it is at every step, and that nobody finds it before it is approved."""

from dataclasses import replace
from datetime import date

import pytest

from content.documents.document import ReadDocument
from learning.curation import Decision
from learning.knowledge import Item, ItemState, StoredDocument
from learning.notices import Notice, NoticeKind, Told
from learning.people import Actor, Grant, Person, Role
from learning.rules.access import actor_of
from learning.usecases import contributing, curation, documents, knowledge, telling
from learning.usecases.contributing import (
    LONGEST_TEXT,
    OPEN_AT_ONCE,
    Asked,
    Given,
    TitleTaken,
    TooLong,
    TooManyOpen,
    text_of,
)
from learning.usecases.importing import put_into_index
from learning.usecases.lookup import look_up
from tests.learning.usecases.workplace import Workplace
from tests.people import BAYU, CITRA, EAST, RINA, SARI, UNIT


@pytest.fixture
def office(work: Workplace) -> Workplace:
    """Everybody has joined, and Rina curates everything."""
    for who in (SARI, BAYU, CITRA, RINA):
        work.activate(who)
    grants(work, RINA, None)
    return work


def grants(work: Workplace, who: int, unit: str | None) -> None:
    """Makes one of the cast a curator."""
    grant = Grant(role=Role.CURATOR, unit=unit, starts_on=date(2026, 1, 1))
    work.look(lambda records: records.roster.add_grant(work.ids[who], grant))


def actor(work: Workplace, who: int) -> Actor:
    """One of the cast with what was granted to them."""
    granted = work.look(lambda records: records.people.grants(work.ids[who]))
    return actor_of(work.person(who), granted, work.clock().date())


def says(work: Workplace, who: int, given: Given | str) -> contributing.Step:
    """What comes of a message in the dialogue of a contribution."""
    dialogue = work.look(lambda records: records.dialogues.get(work.ids[who]))
    assert dialogue is not None
    given = Given(text=given) if isinstance(given, str) else given
    return work.do(contributing.take, actor(work, who), dialogue, given)


def draft(work: Workplace, who: int = SARI, title: str = "Kunci arsip", text: str = "Di pos satpam.") -> Item:
    """A draft that was written step by step."""
    work.do(contributing.begin, work.person(who))
    assert isinstance(says(work, who, title), TitleTaken)
    step = says(work, who, text)
    assert isinstance(step, Item)
    return step


def sent_in(work: Workplace, who: int = SARI) -> Item:
    """A draft that waits for a curator."""
    sent = work.do(contributing.send_in, work.world, work.person(who), draft(work, who).id)
    assert sent is not None
    return sent


def approved(work: Workplace, item: Item) -> Item:
    """The item after Rina published it."""
    decision = Decision.APPROVE
    outcome = work.do(curation.decide, work.world, actor(work, RINA), item.id, item.version, decision)
    assert isinstance(outcome, curation.Curated)
    return outcome.item


def finds(work: Workplace, person: Person) -> list[str]:
    """The titles that a person finds."""
    found = work.look(lambda records: look_up(records, "kunci arsip", unit=person.unit))
    return [hit.passage.title for hit in found.hits]


def test_a_draft_has_its_author_and_is_nobody_elses(office: Workplace) -> None:
    item = draft(office)
    assert (item.state, item.author, item.author_unit) == (ItemState.DRAFT, "Sari Dewi", UNIT)
    bayu = office.person(BAYU)
    assert office.look(lambda records: contributing.own_item(records, bayu, item.id)) is None
    assert office.do(contributing.send_in, office.world, bayu, item.id) is None
    assert office.do(contributing.throw_away, bayu, item.id) is None
    assert office.do(contributing.show_to, bayu, item.id, only_my_unit=True) is None
    assert office.do(contributing.ask_again, bayu, item.id, Asked.NEW_TEXT) is None
    rina = actor(office, RINA)
    assert office.look(lambda records: curation.look(records, rina, item.id)) is None, "not even a curator's"


@pytest.mark.parametrize("state", [ItemState.DRAFT, ItemState.IN_REVIEW, ItemState.RETIRED])
def test_what_is_not_published_is_found_and_opened_by_nobody(office: Workplace, state: ItemState) -> None:
    item = approved(office, sent_in(office))
    hidden = replace(item, state=state, shareable=True, document=None)
    office.look(lambda records: put_into_index(records, [records.knowledge.change(hidden)]))
    for who in (SARI, BAYU, RINA):
        person = office.person(who)
        assert finds(office, person) == []
        ask = office.database.transact
        assert ask(knowledge.shareable, person, "kunci arsip") == ()
        assert ask(knowledge.open_item, person, item.id, 1, 0) is None
        assert ask(documents.of_item, person, item.id) is None


def test_an_approved_text_is_found_by_everybody_or_only_by_the_authors_unit(office: Workplace) -> None:
    everybodys = approved(office, sent_in(office))
    assert finds(office, office.person(BAYU)) == ["Kunci arsip"]
    sari = office.person(SARI)
    office.do(contributing.take_back, sari, everybodys.id)
    assert finds(office, office.person(BAYU)) == []
    office.do(contributing.show_to, sari, everybodys.id, only_my_unit=True)
    again = office.do(contributing.send_in, office.world, sari, everybodys.id)
    assert again is not None
    approved(office, again)
    assert finds(office, office.person(BAYU)) == []
    assert finds(office, office.person(CITRA)) == ["Kunci arsip"]


def test_curators_of_the_authors_unit_decide_and_those_of_others_do_not(office: Workplace) -> None:
    item = sent_in(office)
    grants(office, CITRA, UNIT)
    grants(office, BAYU, EAST)
    citra, bayu = actor(office, CITRA), actor(office, BAYU)
    assert office.look(lambda records: curation.look(records, citra, item.id)) is not None
    assert office.look(lambda records: curation.look(records, bayu, item.id)) is None
    outcome = office.do(curation.decide, office.world, bayu, item.id, item.version, Decision.APPROVE)
    assert outcome is None


def test_what_is_approved_cannot_be_changed_or_thrown_away_by_its_author(office: Workplace) -> None:
    item, sari = approved(office, sent_in(office)), office.person(SARI)
    assert office.do(contributing.ask_again, sari, item.id, Asked.NEW_TEXT) is None
    assert office.do(contributing.throw_away, sari, item.id) is None
    assert office.do(contributing.show_to, sari, item.id, only_my_unit=True) is None


def test_a_change_that_comes_after_sending_in_is_not_kept(office: Workplace) -> None:
    item, sari = draft(office), office.person(SARI)
    office.do(contributing.ask_again, sari, item.id, Asked.NEW_TEXT)
    office.do(contributing.send_in, office.world, sari, item.id)
    assert says(office, SARI, "Di tempat lain.") is None
    now = office.look(lambda records: records.knowledge.get(item.id))
    assert now is not None
    assert now.text == "Di pos satpam."


def test_sending_in_twice_is_sending_in_once(office: Workplace) -> None:
    item, sari = sent_in(office), office.person(SARI)
    assert office.do(contributing.send_in, office.world, sari, item.id) == item
    assert sum(office.outbox().values()) == 1


def test_a_draft_thrown_away_takes_its_file_along_unless_something_else_needs_it(office: Workplace) -> None:
    content = b"isi berkas"
    stored = documents.as_stored("a.txt", content, "", now=office.clock())
    ids = []
    for who in (SARI, CITRA):
        office.do(contributing.begin, office.person(who), title="Berkas")
        step = says(office, who, Given(text="Isi", title="Berkas", document=stored))
        assert isinstance(step, Item)
        assert step.document == stored.sha256
        ids.append(step.id)
    for who, item_id, is_kept in ((SARI, ids[0], True), (CITRA, ids[1], False)):
        office.do(contributing.throw_away, office.person(who), item_id)
        kept = office.look(lambda records: records.documents.get(stored.sha256))
        assert isinstance(kept, StoredDocument) is is_kept
    assert office.look(lambda records: records.knowledge.all()) == []


def test_a_title_or_text_that_is_too_long_may_be_sent_again(office: Workplace) -> None:
    office.do(contributing.begin, office.person(SARI))
    assert isinstance(says(office, SARI, "x" * 201), TooLong)
    assert isinstance(says(office, SARI, "Judul"), TitleTaken)
    assert isinstance(says(office, SARI, "x" * (LONGEST_TEXT + 1)), TooLong)
    assert isinstance(says(office, SARI, "Teks"), Item)


def test_nobody_has_more_open_texts_than_anybody_would_review(office: Workplace) -> None:
    for number in range(OPEN_AT_ONCE):
        draft(office, title=f"Judul {number}")
    assert isinstance(office.do(contributing.begin, office.person(SARI)), TooManyOpen)
    assert office.do(contributing.begin, office.person(BAYU)) is None


def test_the_notice_counts_what_this_curator_may_review_and_ends_when_it_is_done(office: Workplace) -> None:
    item = sent_in(office)
    grants(office, CITRA, UNIT)
    told = _told(office, RINA)
    assert told is not None
    assert told.waiting == 1
    assert _told(office, BAYU) is None
    approved(office, item)
    assert _told(office, RINA) is None


def _told(work: Workplace, who: int) -> Told | None:
    notice = Notice(kind=NoticeKind.CONTRIBUTION_WAITING, subject=0)
    return work.do(telling.told_of, work.world, [notice], work.person(who))


def test_rows_of_a_table_stand_below_each_other_under_their_questions() -> None:
    rows = (
        ReadDocument(title="Berapa?", text="Dua.", question=True),
        ReadDocument(title="Di mana?", text="Di sini.", question=True),
    )
    assert text_of(rows) == "## Berapa?\n\nDua.\n\n## Di mana?\n\nDi sini."
    assert text_of((ReadDocument(title="Judul", text="Isi"),)) == "Isi"
