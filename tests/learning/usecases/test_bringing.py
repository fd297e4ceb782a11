"""Who gets what in which break: one nudge a day, within the budget, and never against a person's wish."""

from dataclasses import replace
from datetime import timedelta

from learning.records import Assignment, NudgeState
from learning.rules.breaks import WindowKind
from learning.rules.planning import ItemKind, Why
from learning.usecases import breaks, courses, enrol, study
from learning.usecases.attention import look_again
from learning.usecases.bring import bring_due
from learning.usecases.deliver import Sending, recover
from storage.database import Database
from tests.learning.usecases.classroom import COURSE, LEADERS, catalogue_of, lesson_of, wrong_answer
from tests.learning.usecases.workplace import JAYAPURA, MONDAY, Workplace, at
from tests.people import BAYU, BUDI, CAST, SARI, UNIT

WEEK = range(5)


def nudged_days(work: Workplace, days: range) -> list[int]:
    """On which of these days after Monday a tick each quarter of an hour brought something."""
    found = []
    for day in days:
        for quarter in range(14 * 4):
            moment = at("06:00", day=day) + timedelta(minutes=15 * quarter)
            found += [day] * len(work.bring(moment))
    return found


def noon(day: int) -> str:
    """When lunch begins on that day: on Fridays after the prayer."""
    return "12:45" if (MONDAY + timedelta(days=day)).isoweekday() == 5 else "12:00"


def test_the_earliest_moment_is_that_of_whoever_is_due_first(work: Workplace) -> None:
    assert work.look(lambda records: records.nudges.earliest_due()) is None
    work.activate(SARI)
    work.activate(BAYU)
    assert work.look(lambda records: records.nudges.earliest_due()) == at("12:00", zone=JAYAPURA)


def test_lunch_brings_the_next_lesson_on_the_learners_own_clock(work: Workplace) -> None:
    work.activate(SARI)
    work.activate(BAYU)
    assert work.bring(at("11:59", zone=JAYAPURA)) == []
    (bayus,) = work.bring(at("12:00", zone=JAYAPURA))
    assert bayus.telegram_id == BAYU
    (saris,) = work.bring(at("12:00"))
    assert (saris.telegram_id, saris.title, saris.course_title) == (SARI, "Pelajaran 01", "Kelas")
    assert (saris.lesson_number, saris.lesson_count, saris.verified) == (1, 12, False)
    assert saris.nudge.why is Why.EVERYONE


def test_nobody_is_written_to_before_they_have_joined_to_the_end(work: Workplace) -> None:
    token = work.do(enrol.issue_link, work.ids[SARI], link_days=14)
    work.do(enrol.redeem, token, SARI)
    assert nudged_days(work, range(1)) == []


def test_one_nudge_a_day_and_none_on_the_weekend(sari: Workplace) -> None:
    sari.decide(weekly_minutes=240, unanswered_before_slowing=99)
    assert nudged_days(sari, range(9)) == [0, 1, 2, 3, 4, 7, 8]


def test_a_tick_that_runs_twice_brings_nothing_twice(sari: Workplace) -> None:
    sari.tick(at("12:00"))
    sari.tick(at("12:00"))
    sari.tick(at("12:01"))
    assert sari.outbox() == {"queued": 1}
    assert len(sari.send()) == 1
    assert sari.send() == []


def test_a_restart_in_the_window_brings_nothing_again(sari: Workplace) -> None:
    sari.bring_one(at("12:00"))
    again = Database(sari.database.url)
    after = Workplace(again, sari.world, sari.clock, sari.ids)
    assert after.do(recover) == 0
    assert after.bring(at("12:10")) == []
    after.do(look_again, after.world, after.ids[SARI])
    assert after.bring(at("12:59")) == []
    again.close()


def test_several_windows_still_bring_one_nudge_a_day(sari: Workplace) -> None:
    for kind in (WindowKind.MORNING, WindowKind.AFTERNOON, WindowKind.EVENING):
        sari.do(breaks.switch, sari.world, sari.ids[SARI], kind, on=True)
    assert [nudge.local_on for nudge in map(sari.bring_one, [at("10:00")])] == [MONDAY]
    assert nudged_days(sari, range(1)) == []


def test_an_organisation_may_allow_two_a_day_in_two_windows(sari: Workplace) -> None:
    sari.decide(nudges_per_day=2)
    sari.do(breaks.switch, sari.world, sari.ids[SARI], WindowKind.AFTERNOON, on=True)
    assert nudged_days(sari, range(1)) == [0, 0]


def test_what_nobody_opened_counts_as_unanswered_and_what_was_opened_does_not(sari: Workplace) -> None:
    sari.bring_one(at("12:00"))
    nudge = sari.bring_one(at("12:00", day=1))
    assert sari.attention(SARI).unanswered_in_row == 1
    sari.do(study.open_nudge, sari.world, sari.person(SARI), nudge.id)
    assert sari.attention(SARI).unanswered_in_row == 0
    assert state_of(sari, nudge.id) is NudgeState.ANSWERED
    sari.bring_one(at("12:00", day=2))
    assert sari.attention(SARI).unanswered_in_row == 0


def test_a_new_card_takes_the_place_of_the_unopened_one(sari: Workplace) -> None:
    sari.bring_one(at("12:00"))
    (second,) = sari.bring(at("12:00", day=1))
    assert second.replaces_message_id == 1
    sari.do(study.open_nudge, sari.world, sari.person(SARI), second.nudge.id)
    sari.study(SARI, second.nudge.lesson_key)
    (third,) = sari.bring(at("12:00", day=2))
    assert third.replaces_message_id is None


def test_five_unopened_cards_in_a_row_slow_sela_to_once_a_week_and_it_says_so_once(sari: Workplace) -> None:
    for day in WEEK:
        assert not sari.bring_one(at(noon(day), day=day)).slowed
    assert [sari.bring(at(noon(day), day=day)) for day in (7, 8, 9, 10)] == [[], [], [], []]
    (weekly,) = sari.bring(at("12:45", day=11))
    assert (weekly.nudge.slowed, weekly.told_slowing) == (True, False)
    (weekly,) = sari.bring(at("12:45", day=18))
    assert (weekly.nudge.slowed, weekly.told_slowing) == (True, True)
    assert nudged_days(sari, range(19, 25)) == []


def test_the_note_about_slowing_is_not_lost_with_a_message_that_did_not_leave(sari: Workplace) -> None:
    for day in WEEK:
        sari.bring_one(at(noon(day), day=day))
    sari.bring(at("12:00", day=7))
    sari.tick(at("12:45", day=11))
    (first_try,) = sari.send(Sending.NOT_SENT)
    sari.clock.turn(minutes=5)
    (second_try,) = sari.send()
    assert (first_try.told_slowing, second_try.told_slowing) == (False, False)
    assert sari.attention(SARI).told_slowing


def test_who_comes_back_gets_a_card_every_day_again(sari: Workplace) -> None:
    for day in WEEK:
        sari.bring_one(at(noon(day), day=day))
    (_,) = [*sari.bring(at("12:00", day=7)), *sari.bring(at("12:45", day=11))]
    sari.do(study.learn, sari.world, sari.person(SARI))
    fresh = sari.attention(SARI)
    assert (fresh.unanswered_in_row, fresh.told_slowing) == (0, False)
    assert len(sari.bring(at("12:00", day=14))) == 1
    assert len(sari.bring(at("12:00", day=15))) == 1


def test_a_week_brings_its_budget_and_at_most_one_lesson_more(sari: Workplace) -> None:
    sari.decide(weekly_minutes=10, unanswered_before_slowing=99)
    assert nudged_days(sari, range(7)) == [0, 1, 2]
    assert nudged_days(sari, range(7, 14)) == [7, 8, 9]


def test_what_a_person_learned_by_themself_counts_in_the_week(sari: Workplace) -> None:
    sari.decide(weekly_minutes=8)
    for number in ("01", "02"):
        sari.study(SARI, f"{COURSE}/{number}")
    assert nudged_days(sari, range(5)) == []
    assert nudged_days(sari, range(7, 8)) == [7]


def test_nobody_is_interrupted_in_the_middle_of_a_lesson(sari: Workplace) -> None:
    sari.clock.now = at("11:55")
    sari.do(study.begin_lesson, sari.world, sari.person(SARI), f"{COURSE}/01")
    assert sari.bring(at("12:00")) == []


def test_a_begun_lesson_comes_first(sari: Workplace) -> None:
    sari.do(study.begin_lesson, sari.world, sari.person(SARI), f"{COURSE}/05")
    assert sari.bring_one(at("12:00")).lesson_key == f"{COURSE}/05"


def test_a_lesson_that_does_not_fit_the_rest_of_the_window_is_not_brought(sari: Workplace) -> None:
    assert sari.bring(at("12:57")) == []
    assert sari.attention(SARI).nudges_on_day == 0


def test_everything_learned_brings_nothing(sari: Workplace) -> None:
    sari.world = replace(sari.world, catalogue=catalogue_of([]))
    assert sari.bring(at("12:00")) == []


def test_a_missed_question_comes_before_the_next_lesson(sari: Workplace) -> None:
    sari.study(SARI, f"{COURSE}/01", give=wrong_answer)
    nudge = sari.bring_one(at("12:00", day=1))
    assert (nudge.kind, nudge.question_keys, nudge.why) == (
        ItemKind.REVIEW,
        (f"{COURSE}/01/tanya",),
        Why.REVIEW,
    )


def test_a_question_that_is_not_taught_any_more_is_not_brought(sari: Workplace) -> None:
    sari.study(SARI, f"{COURSE}/01", give=wrong_answer)
    sari.world = replace(sari.world, catalogue=catalogue_of([lesson_of(COURSE, "02")]))
    assert sari.bring_one(at("12:00", day=1)).lesson_key == f"{COURSE}/02"


def test_after_leave_nobody_faces_a_pile_of_reviews(sari: Workplace) -> None:
    sari.decide(daily_credit_minutes=600, weekly_minutes=600)
    for number in range(1, 13):
        sari.study(SARI, f"{COURSE}/{number:02}", give=wrong_answer)
    sari.study(SARI, "ragam/01", give=wrong_answer)
    nudge = sari.bring_one(at("12:00", day=14))
    assert len(nudge.question_keys) == 9
    due_now = sari.look(lambda r: r.reviews.due(sari.ids[SARI], sari.clock()))
    assert {review.question_key for review in due_now} == set(nudge.question_keys)


def test_an_assigned_course_leads_and_says_why(sari: Workplace) -> None:
    work = sari
    work.activate(BUDI)
    assign_to_unit = Assignment(course="ragam", unit=UNIT)
    assert work.do(courses.assign, assign_to_unit, actor="test")
    assign_to_sari = Assignment(course=LEADERS, person_id=work.ids[SARI])
    assert work.do(courses.assign, assign_to_sari, actor="test")
    cards = {delivery.telegram_id: delivery.nudge for delivery in work.bring(at("12:00"))}
    assert (cards[SARI].lesson_key, cards[SARI].why) == (f"{LEADERS}/01", Why.ASSIGNED)
    assert (cards[BUDI].lesson_key, cards[BUDI].why) == ("ragam/01", Why.UNIT_OR_ROLE)


def test_people_in_many_batches_are_all_looked_at(work: Workplace) -> None:
    for who in CAST:
        work.activate(who)
    work.clock.now = at("12:00")
    looked_at = 0
    while count := work.do(bring_due, work.world, limit=2):
        looked_at += count
    assert looked_at == len(CAST)
    assert work.claim(limit=0) == []
    assert {delivery.telegram_id for delivery in work.send()} == set(CAST) - {BAYU}


def state_of(work: Workplace, nudge_id: int) -> NudgeState:
    """What became of a nudge."""
    nudge = work.look(lambda records: records.nudges.get(nudge_id))
    assert nudge is not None
    return nudge.state
