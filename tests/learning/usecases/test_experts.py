"""A question to an expert: it reaches the right people at the right time, once, and nobody else."""

from datetime import date, timedelta

import pytest

from learning.knowledge import Fit, Lookup
from learning.notices import NoticeKind, QuestionState
from learning.people import Actor, Grant, Role
from learning.records import LeaveKind
from learning.rules.access import actor_of
from learning.rules.breaks import Leave
from learning.usecases import deliver, documents, experts
from learning.usecases.deliver import NoticeDelivery, Sending
from tests.learning.usecases.workplace import MONDAY, Workplace, at
from tests.people import BAYU, BUDI, CAST, CITRA, EAST, RINA, SARI

NOTHING = Lookup(question="di mana kunci gudang", fit=Fit.NOTHING)


@pytest.fixture
def office(work: Workplace) -> Workplace:
    """Everybody has joined; it is Monday, ten in the morning."""
    for who in CAST:
        work.activate(who)
    work.clock.now = at("10:00")
    return work


def grant(office: Workplace, who: int, role: Role, unit: str | None = None) -> None:
    given = Grant(role=role, unit=unit, starts_on=date(2020, 1, 1))
    office.look(lambda records: records.roster.add_grant(office.ids[who], given))


def actor(office: Workplace, who: int) -> Actor:
    grants = office.look(lambda records: records.people.grants(office.ids[who]))
    return actor_of(office.person(who), grants, MONDAY)


def search_of(office: Workplace, who: int, found: Lookup = NOTHING) -> int:
    return office.look(lambda records: records.searches.keep(office.ids[who], found, office.clock.now))


def asked(office: Workplace, who: int = SARI) -> experts.Asked:
    outcome = office.do(experts.ask_expert, office.world, office.person(who), search_of(office, who))
    assert isinstance(outcome, experts.Asked)
    return outcome


def told(office: Workplace, sending: Sending = Sending.SENT) -> list[tuple[int, NoticeKind]]:
    """Who is told what now, by place in the cast."""
    who = {person_id: telegram_id for telegram_id, person_id in office.ids.items()}
    claimed = office.do(deliver.claim, office.world, limit=100)
    found = []
    for delivery in claimed:
        assert isinstance(delivery, NoticeDelivery)
        found.append((who[delivery.person.id], delivery.told.kind))
        office.do(deliver.settle, delivery, sending, message_id=1 if sending is Sending.SENT else None)
    return found


def test_curators_of_the_askers_unit_and_of_everything_are_asked_and_no_others(
    office: Workplace,
) -> None:
    grant(office, CITRA, Role.CURATOR)
    grant(office, BUDI, Role.CURATOR, office.person(SARI).unit)
    grant(office, RINA, Role.CURATOR, EAST)
    assert asked(office).told == 2
    assert sorted(who for who, _ in told(office)) == [CITRA, BUDI]


def test_without_a_curator_the_admins_are_asked(office: Workplace) -> None:
    asked(office)
    assert told(office) == [(RINA, NoticeKind.EXPERT_ASKED)]


def test_the_same_question_is_asked_once_however_often_the_button_is_tapped(office: Workplace) -> None:
    first, second = asked(office), asked(office)
    assert first.question.id == second.question.id
    assert not second.is_new
    assert len(told(office)) == 1


def test_nobody_asks_more_than_five_questions_a_day(office: Workplace) -> None:
    for number in range(experts.QUESTIONS_A_DAY):
        search = search_of(office, SARI, Lookup(question=f"pertanyaan {number}", fit=Fit.NOTHING))
        assert isinstance(
            office.do(experts.ask_expert, office.world, office.person(SARI), search), experts.Asked
        )
    outcome = office.do(experts.ask_expert, office.world, office.person(SARI), search_of(office, SARI))
    assert outcome == experts.AskedTooMuch()


def test_somebody_elses_search_asks_nothing(office: Workplace) -> None:
    search = search_of(office, BAYU)
    assert office.do(experts.ask_expert, office.world, office.person(SARI), search) is None


def test_a_question_in_the_evening_waits_for_the_curators_morning(office: Workplace) -> None:
    office.clock.now = at("19:00")
    asked(office)
    assert told(office) == []
    office.clock.now = at("08:00", day=1)
    assert told(office) == [(RINA, NoticeKind.EXPERT_ASKED)]


def test_leave_granted_after_it_was_queued_holds_a_notice_back(office: Workplace) -> None:
    asked(office)
    leave = Leave(starts_on=MONDAY, ends_on=MONDAY + timedelta(days=1))
    office.look(lambda records: records.people.add_leave(office.ids[RINA], leave, LeaveKind.LEAVE))
    assert told(office) == []
    office.clock.now = at("08:00", day=2)
    assert told(office) == [(RINA, NoticeKind.EXPERT_ASKED)]


def test_a_question_answered_meanwhile_troubles_nobody_else(office: Workplace) -> None:
    grant(office, CITRA, Role.CURATOR)
    grant(office, BUDI, Role.CURATOR)
    question = asked(office).question
    assert isinstance(office.do(experts.take, actor(office, CITRA), question.id), experts.Taken)
    assert told(office) == []
    assert office.outbox() == {"cancelled": 2}


def test_the_answer_comes_once_to_the_asker_alone(office: Workplace) -> None:
    question = asked(office).question
    told(office)
    rina = actor(office, RINA)
    office.do(experts.take, rina, question.id)
    first = office.do(experts.answer, office.world, rina, question.id, "Di laci.")
    second = office.do(experts.answer, office.world, rina, question.id, "Di laci.")
    assert isinstance(first, experts.Answered)
    assert second is None
    assert told(office) == [(SARI, NoticeKind.EXPERT_ANSWERED)]


def test_an_answer_in_doubt_leaves_once_more_and_then_never_again(office: Workplace) -> None:
    asked(office)
    assert len(told(office, Sending.UNCERTAIN)) == 1
    office.clock.turn(minutes=2)
    assert len(told(office, Sending.UNCERTAIN)) == 1
    office.clock.turn(minutes=2)
    assert told(office) == []
    assert office.outbox() == {"uncertain": 1}


def test_whoever_is_no_curator_of_the_unit_takes_nothing(office: Workplace) -> None:
    grant(office, BUDI, Role.CURATOR, EAST)
    question = asked(office).question
    assert office.do(experts.take, actor(office, BUDI), question.id) is None
    assert office.do(experts.take, actor(office, CITRA), question.id) is None
    kept = office.look(lambda records: records.experts.get(question.id))
    assert kept is not None
    assert kept.state is QuestionState.OPEN


def test_a_question_given_back_is_open_to_the_others(office: Workplace) -> None:
    grant(office, CITRA, Role.CURATOR)
    question = asked(office).question
    office.do(experts.take, actor(office, CITRA), question.id)
    rina, citra = actor(office, RINA), actor(office, CITRA)
    assert office.do(experts.give_back, rina, question.id) is None
    assert office.do(experts.give_back, citra, question.id) is not None
    assert isinstance(office.do(experts.take, actor(office, RINA), question.id), experts.Taken)


def test_an_answer_becomes_one_item_that_waits_for_a_curator(office: Workplace) -> None:
    question = asked(office).question
    rina = actor(office, RINA)
    office.do(experts.take, rina, question.id)
    office.do(experts.answer, office.world, rina, question.id, "Di laci.")
    first = office.do(experts.draft_of, rina, question.id)
    second = office.do(experts.draft_of, rina, question.id)
    assert first is not None
    assert second is not None
    assert first.id == second.id
    assert first.state == "in_review"


def test_nobody_but_asker_and_expert_gets_the_file_of_an_answer(office: Workplace) -> None:
    question = asked(office).question
    rina = actor(office, RINA)
    office.do(experts.take, rina, question.id)
    file = office.do(documents.keep, "kunci.txt", b"laci", "")
    office.do(experts.answer, office.world, rina, question.id, "", document=file.sha256)
    for who, gets_it in ((SARI, True), (RINA, True), (BAYU, False)):
        person = office.person(who)
        found = office.database.transact(documents.of_answer, person, question.id)
        assert (found is not None) is gets_it


def test_a_question_that_waits_two_working_days_reaches_the_admins_once(office: Workplace) -> None:
    grant(office, CITRA, Role.CURATOR)
    asked(office)
    assert told(office) == [(CITRA, NoticeKind.EXPERT_ASKED)]
    office.clock.now = at("10:00", day=2)
    assert office.do(experts.escalate, office.world) == 0
    office.clock.now = at("10:00", day=3)
    assert office.do(experts.escalate, office.world) == 1
    assert office.do(experts.escalate, office.world) == 0
    assert sorted(told(office)) == [(SARI, NoticeKind.EXPERT_DELAYED), (RINA, NoticeKind.EXPERT_OVERDUE)]


def test_an_answer_outlasts_a_long_outage_of_telegram(office: Workplace) -> None:
    question = asked(office).question
    told(office)
    rina = actor(office, RINA)
    office.do(experts.take, rina, question.id)
    office.do(experts.answer, office.world, rina, question.id, "Di laci.")
    for _ in range(20):
        assert len(told(office, Sending.NOT_SENT)) == 1
        office.clock.turn(seconds=31)
    assert told(office) == [(SARI, NoticeKind.EXPERT_ANSWERED)]


def test_a_question_that_its_expert_forgot_opens_again(office: Workplace) -> None:
    question = asked(office).question
    office.do(experts.take, actor(office, RINA), question.id)
    office.clock.now = at("10:00", day=1)
    office.do(experts.escalate, office.world)
    kept = office.look(lambda records: records.experts.get(question.id))
    assert kept is not None
    assert kept.state is QuestionState.TAKEN
    office.clock.now = at("10:00", day=3)
    office.do(experts.escalate, office.world)
    kept = office.look(lambda records: records.experts.get(question.id))
    assert kept is not None
    assert kept.state is QuestionState.OPEN


def test_an_answer_too_long_for_a_message_is_not_cut_in_silence(office: Workplace) -> None:
    question = asked(office).question
    rina = actor(office, RINA)
    office.do(experts.take, rina, question.id)
    outcome = office.do(experts.answer, office.world, rina, question.id, "a" * 3501)
    assert outcome == experts.AnswerTooLong()
    assert office.look(lambda records: records.dialogues.get(office.ids[RINA])) is not None
