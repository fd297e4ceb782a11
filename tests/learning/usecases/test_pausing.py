"""Questions pause when the text behind them changes: nobody is asked them until somebody confirms."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from content.items import KnowledgeItem
from learning.curation import Decision, Waiting
from learning.notices import NoticeKind
from learning.rules.planning import ItemKind
from learning.usecases import curation, study, waiting
from learning.usecases.steps import AnswerGraded, CardShown, Completed, NothingDue, QuestionShown
from tests.learning.usecases.classroom import VARIETY, wrong_answer
from tests.learning.usecases.library import FRIDGE, LESSON, actor, decided, published, rewritten
from tests.learning.usecases.workplace import Workplace, at
from tests.people import BAYU, BUDI, CITRA, RINA, SARI


@pytest.fixture
def office(work: Workplace) -> Workplace:
    """Everybody has joined."""
    for who in (SARI, BAYU, CITRA, BUDI, RINA):
        work.activate(who)
    return work


def notices(work: Workplace) -> list[str]:
    """The kinds of the notices that were ever queued."""
    rows = work.look(
        lambda records: records.connection.execute(sa.text("SELECT dedupe_key FROM outbox ORDER BY id"))
    )
    return [str(key).partition(":")[0] for (key,) in rows]


@contextmanager
def queries(work: Workplace) -> Iterator[list[str]]:
    """The statements that are run meanwhile."""
    run: list[str] = []

    def note(*arguments: object) -> None:
        run.append(str(arguments[2]))

    engine = work.look(lambda records: records.connection.engine)
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield run
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


def test_a_changed_text_pauses_the_whole_lesson_and_tells_who_must_confirm(office: Workplace) -> None:
    item, rina = published(office), actor(office, RINA)
    actor(office, CITRA)
    changed = rewritten(office, rina, item, "Suhu lemari 8 derajat.")
    assert office.look(lambda records: records.curation.paused()) == {LESSON}
    assert notices(office).count(NoticeKind.LESSON_TO_CONFIRM) == 1, "not to whoever changed it"
    assert [one.id for one in office.do(waiting.entries, rina, Waiting.PAUSED)] == [item.id]
    decided(office, rina, changed, Decision.CONFIRM)
    assert office.look(lambda records: records.curation.paused()) == frozenset()


def test_only_named_questions_pause_where_an_item_names_them(office: Workplace) -> None:
    named = FRIDGE.model_copy(update={"questions": (f"{VARIETY}/01/satu",)})
    item = published(office, named)
    rewritten(office, actor(office, RINA), item, "Lain.")
    assert office.look(lambda records: records.curation.paused()) == {f"{VARIETY}/01/satu"}


def test_a_new_title_alone_pauses_nothing(office: Workplace) -> None:
    item, rina = published(office), actor(office, RINA)
    office.do(curation.keep_change, office.world, rina, item.id, item.version, {"title": "Lemari es"})
    assert office.look(lambda records: records.curation.paused()) == frozenset()


def test_a_file_that_says_something_else_pauses_the_questions_as_well(office: Workplace) -> None:
    published(office)
    actor(office, RINA)
    published(office, KnowledgeItem(**{**FRIDGE.model_dump(), "text": "Suhu lemari 9 derajat."}))
    assert office.look(lambda records: records.curation.paused()) == {LESSON}
    assert NoticeKind.LESSON_TO_CONFIRM in notices(office)


def test_paused_questions_are_not_brought_for_review_until_they_are_confirmed(office: Workplace) -> None:
    item, rina = published(office), actor(office, RINA)
    office.study(SARI, LESSON, give=wrong_answer)
    changed = rewritten(office, rina, item, "Lain.")
    friday = at("12:05", day=4)
    assert all(delivery.nudge.kind is ItemKind.LESSON for delivery in office.bring(friday))
    office.clock.now = at("12:30", day=4)
    decided(office, rina, changed, Decision.CONFIRM)
    kinds = set()
    for day in range(7, 12):
        kinds |= {delivery.nudge.kind for delivery in office.bring(at("12:05", day=day))}
    assert ItemKind.REVIEW in kinds


def test_a_lesson_leaves_its_paused_questions_out_and_still_counts(office: Workplace) -> None:
    item = published(office)
    rewritten(office, actor(office, RINA), item, "Lain.")
    step = office.do(study.begin_lesson, office.world, office.person(SARI), LESSON)
    assert isinstance(step, CardShown)
    office.clock.turn(minutes=4)
    done = office.do(study.open_card, office.world, office.person(SARI), step.attempt_id, 2)
    assert isinstance(done, Completed)
    assert done.answered == 0
    assert done.credit.seconds == 240


def test_a_question_that_pauses_in_mid_lesson_is_skipped_and_the_others_keep_their_place(
    office: Workplace,
) -> None:
    named = FRIDGE.model_copy(update={"questions": (f"{VARIETY}/01/banyak",)})
    item = published(office, named)
    sari = office.person(SARI)
    step = office.do(study.begin_lesson, office.world, sari, f"{VARIETY}/01")
    while isinstance(step, CardShown):
        step = office.do(study.open_card, office.world, sari, step.attempt_id, step.number + 1)
    assert isinstance(step, QuestionShown)
    rewritten(office, actor(office, RINA), item, "Lain.")
    graded = office.do(study.answer, office.world, sari, step.attempt_id, 0, "1")
    assert isinstance(graded, AnswerGraded)
    after = office.do(study.go_on, office.world, sari, step.attempt_id)
    assert isinstance(after, QuestionShown)
    assert (after.index, after.question.id) == (2, "benar")
    skipped = office.do(study.answer, office.world, sari, step.attempt_id, 1, "0,2")
    assert isinstance(skipped, QuestionShown)
    assert skipped.index == 2


def test_a_nudge_whose_questions_all_pause_finds_nothing_due(office: Workplace) -> None:
    item, rina = published(office), actor(office, RINA)
    office.study(SARI, LESSON, give=wrong_answer)
    brought = [
        delivery.nudge
        for day in range(1, 5)
        for delivery in office.bring(at("12:05", day=day))
        if delivery.nudge.kind is ItemKind.REVIEW and delivery.nudge.person_id == office.ids[SARI]
    ]
    assert brought
    rewritten(office, rina, item, "Lain.")
    opened = office.do(study.open_nudge, office.world, office.person(SARI), brought[-1].id)
    assert isinstance(opened, NothingDue)


def test_a_tick_asks_once_what_is_paused_however_many_are_due(office: Workplace) -> None:
    with queries(office) as run:
        office.tick(at("12:05"))
    assert sum("paused_question" in statement for statement in run) == 1
