"""What remains of a person in the knowledge base after they were forgotten: what others use, unnamed."""

from dataclasses import replace
from datetime import timedelta

from learning.knowledge import Fit, Item, ItemState, Lookup
from learning.usecases import dialogues, documents, experts, knowledge, privacy
from tests.learning.usecases.workplace import Workplace, at
from tests.people import SARI

ASKED = Lookup(question="gaji saya kok kurang", fit=Fit.NOTHING)


def contributed(work: Workplace, key: str, state: ItemState) -> Item:
    item = Item(
        key=key,
        title=f"Catatan {key}",
        text="Isi.",
        author_id=work.ids[SARI],
        state=state,
        changed_at=work.clock(),
    )
    return work.look(lambda records: records.knowledge.add(item, by=work.ids[SARI]))


def test_everything_a_person_asked_and_wrote_is_in_their_copy(sari: Workplace) -> None:
    search = sari.look(lambda records: records.searches.keep(sari.ids[SARI], ASKED, sari.clock()))
    sari.do(experts.ask_expert, sari.world, sari.person(SARI), search)
    contributed(sari, "a", ItemState.IN_REVIEW)
    copy = sari.do(privacy.copy_of_my_data, sari.ids[SARI])
    assert [search["question"] for search in copy["searches"]] == [ASKED.question]
    assert [question["question"] for question in copy["questions_to_experts"]] == [ASKED.question]
    assert [item["title"] for item in copy["contributions"]] == ["Catatan a"]


def test_forgetting_deletes_questions_and_drafts_and_unnames_the_rest(sari: Workplace) -> None:
    me = sari.ids[SARI]
    search = sari.look(lambda records: records.searches.keep(me, ASKED, sari.clock()))
    asked = sari.do(experts.ask_expert, sari.world, sari.person(SARI), search)
    assert isinstance(asked, experts.Asked)
    draft, published = (
        contributed(sari, state, state) for state in (ItemState.IN_REVIEW, ItemState.PUBLISHED)
    )
    sari.do(dialogues.begin, sari.person(SARI), "anything", title="rahasia")
    sari.do(privacy.forget, me)
    assert sari.look(lambda records: records.searches.of_person(me)) == []
    kept = sari.look(lambda records: records.experts.get(asked.question.id))
    assert kept is not None
    assert (kept.question, kept.state) == ("", "closed")
    assert sari.look(lambda records: records.knowledge.get(draft.id)) is None
    stays = sari.look(lambda records: records.knowledge.get(published.id))
    assert stays is not None
    assert stays.author_id is None
    assert sari.look(lambda records: records.dialogues.get(me)) is None


def test_after_thirty_days_a_search_bears_no_name_and_stays_for_the_curators(sari: Workplace) -> None:
    me = sari.ids[SARI]
    sari.look(lambda records: records.searches.keep(me, ASKED, sari.clock()))
    sari.clock.now = at("08:00") + timedelta(days=29)
    assert sari.do(knowledge.forget_searchers) == 0
    sari.clock.now = at("08:00") + timedelta(days=31)
    assert sari.do(knowledge.forget_searchers) == 1
    assert sari.look(lambda records: records.searches.of_person(me)) == []
    assert [one.question for one in sari.look(lambda r: r.curation.unfound())] == [ASKED.question]


def test_a_draft_that_others_found_and_reported_can_be_forgotten_with_its_file_and_name(
    sari: Workplace,
) -> None:
    me, name = sari.ids[SARI], sari.person(SARI).name
    file = sari.do(documents.keep, "rahasia.txt", b"rahasia", "")
    item = contributed(sari, "draft", ItemState.IN_REVIEW)
    item = sari.look(lambda r: r.knowledge.change(replace(item, owner=name, document=file.sha256), by=me))
    kept = contributed(sari, "published", ItemState.PUBLISHED)
    sari.look(lambda r: r.knowledge.change(replace(kept, owner=name, owner_id=me, verified_by=name), by=me))
    sari.look(lambda r: r.curation.report(me, item.id, 1, "wrong", sari.clock()))
    sari.look(lambda r: r.curation.pause(["a/b/c"], item.id, sari.clock()))
    sari.do(privacy.forget, me)
    assert sari.look(lambda r: r.documents.get(file.sha256)) is None
    assert sari.look(lambda r: r.curation.paused()) == frozenset()
    stays = sari.look(lambda r: r.knowledge.get(kept.id))
    assert stays is not None
    assert (stays.owner, stays.owner_id, stays.verified_by) == ("", None, "")
    versions = sari.look(lambda r: r.knowledge.versions(kept.id))
    assert name not in str([version["content"] for version in versions])
