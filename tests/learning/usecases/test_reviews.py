"""A missed question comes back until it is known, and each return counts once."""

from itertools import pairwise

from learning.records import CreditKind
from learning.usecases import study
from learning.usecases.steps import CardShown, Gone, NothingDue, QuestionShown
from tests.learning.usecases.classroom import COURSE, lesson_of, wrong_answer
from tests.learning.usecases.test_study import FIRST, SECOND, attempt_of, begin, card, give, teach
from tests.learning.usecases.workplace import Workplace, at
from tests.people import SARI


def test_a_missed_question_comes_back_on_later_days_until_it_is_known(sari: Workplace) -> None:
    sari.study(SARI, FIRST, give=wrong_answer)
    due_days = []
    for day in range(1, 60):
        sari.clock.now = at("12:00", day=day)
        due = sari.look(lambda records: records.reviews.due(sari.ids[SARI], sari.clock()))
        if due:
            due_days.append(day)
            step = sari.do(study.learn, sari.world, sari.person(SARI), minutes=1)
            assert isinstance(step, QuestionShown)
            sari.finish(SARI, step)
    assert due_days[0] == 1
    gaps = [after - before for before, after in pairwise(due_days)]
    assert gaps == sorted(gaps)
    assert gaps[-1] >= 5


def test_a_review_is_worth_half_a_minute_for_each_question(sari: Workplace) -> None:
    for key in (FIRST, SECOND):
        sari.study(SARI, key, give=wrong_answer)
    nudge = sari.bring_one(at("12:00", day=2))
    end = sari.finish(SARI, sari.do(study.open_nudge, sari.world, sari.person(SARI), nudge.id))
    assert (end.lesson, end.credit.seconds, end.answered) == (None, 60, 2)
    row = sari.ledger(SARI)[-1]
    assert (row.kind, row.seconds, row.competency) == (CreditKind.REVIEW, 60, "Kerapian")
    assert sari.attention(SARI).lessons_since_review == 0


def test_a_finished_review_card_opened_again_earns_nothing_more(sari: Workplace) -> None:
    sari.study(SARI, FIRST, give=wrong_answer)
    nudge = sari.bring_one(at("12:00", day=1))
    for _ in range(3):
        step = sari.do(study.open_nudge, sari.world, sari.person(SARI), nudge.id)
        if isinstance(step, QuestionShown):
            sari.finish(SARI, step)
    assert [row.seconds for row in sari.ledger(SARI)] == [240, 30]


def test_the_same_reviews_are_never_in_two_sittings_at_once(sari: Workplace) -> None:
    sari.study(SARI, FIRST, give=wrong_answer)
    sari.clock.now = at("12:00", day=1)
    sitting = sari.do(study.learn, sari.world, sari.person(SARI), minutes=1)
    begin(sari, SECOND)
    sari.clock.turn(minutes=1)
    again = sari.do(study.learn, sari.world, sari.person(SARI), minutes=1)
    assert attempt_of(again) == attempt_of(sitting)


def test_a_review_whose_questions_are_gone_makes_room_for_the_next_lesson(sari: Workplace) -> None:
    sari.study(SARI, FIRST, give=wrong_answer)
    sari.clock.now = at("12:00", day=1)
    sitting = attempt_of(sari.do(study.learn, sari.world, sari.person(SARI), minutes=1))
    teach(sari, lesson_of(COURSE, "03"))
    step = sari.do(study.learn, sari.world, sari.person(SARI))
    assert isinstance(step, CardShown)
    assert step.lesson.key == f"{COURSE}/03"
    assert isinstance(sari.do(study.go_on, sari.world, sari.person(SARI), sitting), NothingDue)
    assert isinstance(give(sari, sitting, 0, "0"), Gone)
    assert isinstance(card(sari, sitting, 1), Gone)


def test_a_review_goes_on_without_the_questions_that_are_gone(sari: Workplace) -> None:
    for key in (FIRST, SECOND):
        sari.study(SARI, key, give=wrong_answer)
    sari.clock.now = at("12:00", day=1)
    step = sari.do(study.learn, sari.world, sari.person(SARI), minutes=1)
    assert isinstance(step, QuestionShown)
    assert step.count == 2
    teach(sari, lesson_of(COURSE, "02"))
    end = sari.finish(SARI, sari.do(study.go_on, sari.world, sari.person(SARI), step.attempt_id))
    assert (end.answered, end.credit.seconds) == (1, 30)
