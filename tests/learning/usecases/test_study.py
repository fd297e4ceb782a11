"""Going through lessons and reviews: the same screen on every old button, and nothing counted twice."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from content.models import Lesson
from learning.rules.grading import Verdict
from learning.usecases import enrol, mistakes, study
from learning.usecases.steps import AnswerGraded, CardShown, Completed, Gone, NothingDue, QuestionShown, Step
from tests.learning.usecases.classroom import (
    COURSE,
    EVERY_KIND,
    VARIETY,
    catalogue_of,
    lesson_of,
    right_answer,
    two_options,
    wrong_answer,
)
from tests.learning.usecases.workplace import Workplace, at
from tests.people import CITRA, SARI

FIRST, SECOND = f"{COURSE}/01", f"{COURSE}/02"


def begin(work: Workplace, key: str = FIRST, who: int = SARI) -> Step:
    """Picks a lesson."""
    return work.do(study.begin_lesson, work.world, work.person(who), key)


def card(work: Workplace, attempt: int, number: int, who: int = SARI) -> Step:
    """Opens a card."""
    return work.do(study.open_card, work.world, work.person(who), attempt, number)


def give(work: Workplace, attempt: int, index: int, given: str, who: int = SARI) -> Step:
    """Answers a question."""
    return work.do(study.answer, work.world, work.person(who), attempt, index, given)


def attempt_of(step: Step) -> int:
    """The attempt a screen belongs to."""
    assert isinstance(step, CardShown | QuestionShown | AnswerGraded | Completed)
    return step.attempt_id


def teach(work: Workplace, *lessons: Lesson) -> None:
    """Replaces the catalogue."""
    work.world = replace(work.world, catalogue=catalogue_of(list(lessons)))


@pytest.mark.parametrize(("give_it", "right"), [(right_answer, 8), (wrong_answer, 0)])
def test_every_kind_of_question_can_be_answered_to_the_end(
    sari: Workplace, give_it: object, right: int
) -> None:
    end = sari.study(SARI, f"{VARIETY}/01", give=give_it)
    assert (end.right, end.answered, end.credit.seconds) == (right, len(EVERY_KIND), 300)


@pytest.mark.parametrize("question", EVERY_KIND, ids=lambda question: str(question.id))
def test_each_kind_tells_right_from_wrong(sari: Workplace, question: object) -> None:
    index = EVERY_KIND.index(question)
    attempt = attempt_of(begin(sari, f"{VARIETY}/01"))
    for number in (2, 3, 4):
        card(sari, attempt, number)
    graded = give(sari, attempt, index, wrong_answer(EVERY_KIND[index]))
    assert isinstance(graded, AnswerGraded)
    assert (graded.verdict, graded.completed) == (Verdict.WRONG, None)
    again = give(sari, attempt, index, right_answer(EVERY_KIND[index]))
    assert again == graded


def test_half_an_answer_shows_the_question_as_far_as_it_is(sari: Workplace) -> None:
    attempt = attempt_of(begin(sari, f"{VARIETY}/01"))
    for number in (2, 3, 4):
        card(sari, attempt, number)
    for index, given, shown in (
        (5, "1,0", "1,0"),
        (5, "9,9", ""),
        (7, "1", "1"),
        (3, "-", "-"),
        (0, "x", ""),
    ):
        step = give(sari, attempt, index, given)
        assert isinstance(step, QuestionShown)
        assert (step.index, step.given) == (index, shown)
    drafted = sari.do(study.draft, sari.world, sari.person(SARI), attempt, 1, "0")
    assert isinstance(drafted, QuestionShown)
    assert drafted.given == "0"
    give(sari, attempt, 1, "0,2")
    graded = sari.do(study.draft, sari.world, sari.person(SARI), attempt, 1, "0")
    assert isinstance(graded, AnswerGraded)
    assert not sari.ledger(SARI)


def test_written_words_answer_only_what_asks_for_them(sari: Workplace) -> None:
    def write(words: str) -> Step | None:
        return sari.do(study.answer_in_words, sari.world, sari.person(SARI), words)

    assert write("halo") is None
    attempt = attempt_of(begin(sari, f"{VARIETY}/01"))
    assert write("70") is None
    for number in (2, 3, 4):
        card(sari, attempt, number)
    for index in range(3):
        assert write("70") is None
        give(sari, attempt, index, right_answer(EVERY_KIND[index]))
    assert write("tujuh puluh") is None
    in_figures = write("70,5 °C")
    assert isinstance(in_figures, AnswerGraded)
    assert in_figures.verdict is Verdict.RIGHT
    empty = write("!!!")
    assert isinstance(empty, QuestionShown)
    long = write("kedaluwarsa " * 50)
    assert isinstance(long, AnswerGraded)
    assert long.verdict is Verdict.WRONG


def test_answers_before_all_cards_were_opened_do_not_count(sari: Workplace) -> None:
    attempt = attempt_of(begin(sari, f"{VARIETY}/01"))
    assert isinstance(give(sari, attempt, 0, "1"), CardShown)
    assert isinstance(card(sari, attempt, 4), CardShown)
    card(sari, attempt, 2)
    assert isinstance(give(sari, attempt, 0, "1"), CardShown)
    assert isinstance(sari.do(study.go_on, sari.world, sari.person(SARI), attempt), CardShown)
    card(sari, attempt, 3)
    assert isinstance(give(sari, attempt, 0, "1"), AnswerGraded)


def test_cards_can_be_leafed_back_and_never_close_again(sari: Workplace) -> None:
    attempt = attempt_of(begin(sari, f"{VARIETY}/01"))
    card(sari, attempt, 2)
    card(sari, attempt, 3)
    back = card(sari, attempt, 1)
    assert isinstance(back, CardShown)
    assert (back.number, back.count) == (1, 3)
    assert isinstance(card(sari, attempt, 4), QuestionShown)
    assert isinstance(card(sari, attempt, 3), CardShown)
    assert isinstance(sari.do(study.go_on, sari.world, sari.person(SARI), attempt), QuestionShown)


@pytest.mark.parametrize("number", [0, -1, -7, 99])
def test_a_card_that_is_not_there_shows_where_the_person_stands(sari: Workplace, number: int) -> None:
    attempt = attempt_of(begin(sari, f"{VARIETY}/01"))
    step = card(sari, attempt, number)
    assert isinstance(step, CardShown)
    assert step.number == 1


def test_doubled_taps_change_nothing(sari: Workplace) -> None:
    attempt = attempt_of(begin(sari))
    assert attempt_of(begin(sari)) == attempt
    assert card(sari, attempt, 2) == card(sari, attempt, 2)
    first = give(sari, attempt, 0, "0")
    sari.clock.turn(seconds=1)
    second = give(sari, attempt, 0, "1")
    assert isinstance(first, AnswerGraded)
    assert isinstance(second, AnswerGraded)
    assert first.completed is not None
    assert second.completed is not None
    assert first.completed.credit == second.completed.credit
    assert (first.verdict, second.verdict) == (Verdict.RIGHT, Verdict.RIGHT)
    assert [row.seconds for row in sari.ledger(SARI)] == [240]
    assert sari.attention(SARI).lessons_since_review == 1


def test_two_devices_that_finish_at_the_same_moment_make_one_ledger_row(sari: Workplace) -> None:
    """Case 6."""
    attempt = attempt_of(begin(sari))
    card(sari, attempt, 2)
    with ThreadPoolExecutor(2) as devices:
        steps = list(devices.map(lambda given: give(sari, attempt, 0, given), ("0", "1")))
    assert all(isinstance(step, AnswerGraded) for step in steps)
    assert steps[0] == steps[1]
    assert len(sari.ledger(SARI)) == 1


def test_two_devices_that_begin_at_the_same_moment_share_one_attempt(sari: Workplace) -> None:
    with ThreadPoolExecutor(2) as devices:
        steps = list(devices.map(lambda _: begin(sari), range(2)))
    assert attempt_of(steps[0]) == attempt_of(steps[1])


def test_a_finished_lesson_shows_the_same_end_on_every_old_button(sari: Workplace) -> None:
    end = sari.study(SARI, FIRST)
    again = sari.do(study.go_on, sari.world, sari.person(SARI), end.attempt_id)
    assert isinstance(again, Completed)
    assert (again.credit.seconds, again.right) == (end.credit.seconds, end.right)
    assert isinstance(card(sari, end.attempt_id, 1), CardShown)


def test_somebody_elses_attempt_is_gone(sari: Workplace) -> None:
    sari.activate(CITRA)
    attempt = attempt_of(begin(sari))
    citra = sari.person(CITRA)
    for step in (
        card(sari, attempt, 2, who=CITRA),
        give(sari, attempt, 0, "0", who=CITRA),
        sari.do(study.go_on, sari.world, citra, attempt),
        sari.do(study.draft, sari.world, citra, attempt, 0, "0"),
        sari.do(study.go_on, sari.world, citra, 404),
        give(sari, attempt, 9, "0"),
        give(sari, attempt, -1, "0"),
    ):
        assert isinstance(step, Gone)
    assert not sari.do(mistakes.report, sari.world, citra, attempt, None, "old")
    assert not sari.look(lambda records: records.courses.mistake_reports())


def test_somebody_elses_card_is_gone(sari: Workplace) -> None:
    sari.activate(CITRA)
    cards = {delivery.telegram_id: delivery.nudge for delivery in sari.bring(at("12:00"))}
    assert isinstance(sari.do(study.open_nudge, sari.world, sari.person(SARI), cards[CITRA].id), Gone)
    assert isinstance(sari.do(study.open_nudge, sari.world, sari.person(SARI), 404), Gone)


def test_a_card_opened_twice_or_late_leads_to_the_same_lesson(sari: Workplace) -> None:
    nudge = sari.bring_one(at("12:00"))
    sari.clock.now = at("16:00")
    once = sari.do(study.open_nudge, sari.world, sari.person(SARI), nudge.id)
    twice = sari.do(study.open_nudge, sari.world, sari.person(SARI), nudge.id)
    assert attempt_of(once) == attempt_of(twice)
    assert sari.finish(SARI, twice).credit.seconds == 240


def test_a_lesson_edited_in_the_middle_goes_on_with_the_old_text(sari: Workplace) -> None:
    attempt = attempt_of(begin(sari))
    card(sari, attempt, 2)
    edited = lesson_of(COURSE, "01", text="Teks baru.", questions=(two_options("lain", right=1),))
    teach(sari, edited)
    step = sari.do(study.go_on, sari.world, sari.person(SARI), attempt)
    assert isinstance(step, QuestionShown)
    assert step.question.id == "tanya"
    end = sari.finish(SARI, step)
    assert (end.credit.seconds, end.right) == (240, 1)
    again = begin(sari)
    assert isinstance(again, CardShown)
    assert again.markdown == "Teks baru."


def test_a_lesson_taken_away_is_gone_unless_it_was_begun(sari: Workplace) -> None:
    nudge = sari.bring_one(at("12:00"))
    attempt = attempt_of(begin(sari, SECOND))
    teach(sari, lesson_of(COURSE, "03"))
    assert isinstance(begin(sari, FIRST), Gone)
    assert isinstance(sari.do(study.open_nudge, sari.world, sari.person(SARI), nudge.id), Gone)
    end = sari.finish(SARI, sari.do(study.go_on, sari.world, sari.person(SARI), attempt))
    assert end.credit.seconds == 240
    assert end.offer is not None
    assert end.offer.lesson_key == f"{COURSE}/03"


def test_learn_takes_up_what_was_begun_and_else_what_comes_next(sari: Workplace) -> None:
    first = sari.do(study.learn, sari.world, sari.person(SARI))
    assert isinstance(first, CardShown)
    assert first.lesson.key == FIRST
    assert attempt_of(sari.do(study.learn, sari.world, sari.person(SARI))) == first.attempt_id
    sari.finish(SARI, first)
    second = sari.do(study.learn, sari.world, sari.person(SARI))
    assert isinstance(second, CardShown)
    assert second.lesson.key == SECOND


def test_learn_fits_the_minutes_a_person_has(sari: Workplace) -> None:
    nothing = sari.do(study.learn, sari.world, sari.person(SARI), minutes=2)
    assert nothing == NothingDue(minutes=2, shortest_minutes=4)
    assert isinstance(sari.do(study.learn, sari.world, sari.person(SARI), minutes=-3), NothingDue)
    step = sari.do(study.learn, sari.world, sari.person(SARI), minutes=9)
    end = sari.finish(SARI, step)
    assert end.minutes_left == 5
    assert end.offer is not None
    assert end.offer_title == "Pelajaran 02"
    next_one = sari.do(
        study.begin, sari.world, sari.person(SARI), end.offer, seconds_available=end.minutes_left * 60
    )
    end = sari.finish(SARI, next_one)
    assert (end.minutes_left, end.offer) == (1, None)
    assert isinstance(sari.do(study.learn, sari.world, sari.person(SARI), minutes=10_000), CardShown)


def test_who_said_four_minutes_and_used_them_is_offered_nothing_more(sari: Workplace) -> None:
    end = sari.finish(SARI, sari.do(study.learn, sari.world, sari.person(SARI), minutes=4))
    assert (end.credit.seconds, end.offer) == (240, None)


def test_when_everything_is_learned_there_is_nothing_to_do(sari: Workplace) -> None:
    teach(sari, lesson_of(COURSE, "01"))
    end = sari.study(SARI, FIRST)
    assert end.offer is None
    assert sari.do(study.learn, sari.world, sari.person(SARI)) == NothingDue()


def test_a_lesson_without_questions_ends_after_its_last_card(sari: Workplace) -> None:
    teach(sari, lesson_of(COURSE, "01", questions=()))
    first = begin(sari)
    assert isinstance(first, CardShown)
    assert isinstance(sari.do(study.go_on, sari.world, sari.person(SARI), first.attempt_id), CardShown)
    end = card(sari, first.attempt_id, 2)
    assert isinstance(end, Completed)
    assert (end.credit.seconds, end.answered) == (240, 0)


def test_a_mistake_is_reported_to_the_owner_of_what_was_read(sari: Workplace) -> None:
    attempt = attempt_of(begin(sari))
    assert sari.do(mistakes.report, sari.world, sari.person(SARI), attempt, 0, "answer")
    assert sari.do(mistakes.report, sari.world, sari.person(SARI), attempt, None, "old")
    assert sari.do(mistakes.report, sari.world, sari.person(SARI), attempt, 77, "old")
    reports = sari.look(lambda records: records.courses.mistake_reports())
    assert [(report.lesson_key, report.question_key) for report in reports] == [
        (FIRST, ""),
        (FIRST, f"{FIRST}/tanya"),
    ]


def test_a_lesson_begun_before_the_language_changed_can_be_finished(sari: Workplace) -> None:
    attempt = attempt_of(begin(sari, f"{VARIETY}/01"))
    sari.look(lambda records: enrol.choose_language(records, sari.ids[SARI], "en"))
    step = sari.do(study.learn, sari.world, sari.person(SARI))
    assert attempt_of(step) == attempt
    assert isinstance(step, CardShown)
    assert step.lesson.language == "en"
    assert sari.finish(SARI, step).credit.seconds == 300
