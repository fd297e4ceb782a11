"""Courses that a supervisor gives to one person until a date."""

from datetime import date, timedelta
from functools import partial

import pytest

from learning.notices import NoticeKind
from learning.records import AttentionState
from learning.usecases import assigning, deliver, privacy
from learning.usecases.assigning import Choices, Given, Plan, TakenBack, WrongDate
from learning.usecases.deliver import Delivery, NoticeDelivery, Sending
from storage.records import SqlRecords
from tests.learning.usecases.classroom import COURSE, LEADERS, LESSONS
from tests.learning.usecases.test_notes import actor
from tests.learning.usecases.workplace import MONDAY, Workplace, at
from tests.people import BAYU, BUDI, CITRA, RINA, SARI

DUE_ON = MONDAY + timedelta(days=18)
"""Friday, 11 December 2026."""


@pytest.fixture
def office(work: Workplace) -> Workplace:
    """Sari and Citra, Pak Budi who leads them, and Bayu elsewhere; Monday at nine."""
    for who in (SARI, CITRA, BUDI, BAYU):
        work.activate(who)
    work.clock.now = at("09:00")
    return work


def gives(work: Workplace, course: str = LEADERS, due_on: date = DUE_ON, to: int = SARI) -> Given:
    """Pak Budi gives a course."""
    outcome = work.do(assigning.assign, work.world, actor(work, BUDI), work.ids[to], course, due_on)
    assert isinstance(outcome, Given)
    return outcome


def leaves(work: Workplace, sending: Sending = Sending.SENT) -> list[NoticeKind | str]:
    """What leaves at this moment, a notice by its kind and a lesson by its key."""
    sent: list[NoticeKind | str] = []
    while claimed := work.do(deliver.claim, work.world, limit=2):
        for delivery in claimed:
            work.settle(delivery, sending)
            if isinstance(delivery, NoticeDelivery):
                sent.append(delivery.told.kind)
            elif isinstance(delivery, Delivery):
                sent.append(delivery.nudge.lesson_key)
    return sent


def office_answers(work: Workplace) -> None:
    """Lets nothing count as unanswered, and no week be full."""
    for who in (SARI, CITRA, BUDI):
        state = work.attention(who)
        fresh = AttentionState(
            person_id=state.person_id,
            next_due_at=state.next_due_at,
            last_nudge_on=state.last_nudge_on,
            nudges_on_day=state.nudges_on_day,
        )
        work.look(partial(_save, fresh))


def _save(state: AttentionState, records: SqlRecords) -> None:
    records.nudges.save_attention([state])


def brings(work: Workplace, day: int, clock_time: str = "12:00") -> list[NoticeKind | str]:
    """What a tick brings so many days after Monday to people who answer what they get."""
    work.tick(at(clock_time, day=day))
    sent = leaves(work)
    office_answers(work)
    return sent


def test_the_person_is_told_by_whom_which_course_and_until_when(office: Workplace) -> None:
    gives(office)
    (delivery,) = office.do(deliver.claim, office.world, limit=2)
    assert isinstance(delivery, NoticeDelivery)
    told = delivery.told.assigned
    assert told is not None
    assert (told.assignment.by, told.title, told.assignment.due_on) == ("Budi Santoso", "Pimpinan", DUE_ON)


def test_the_same_again_changes_nothing_and_another_date_is_told_anew(office: Workplace) -> None:
    gives(office)
    gives(office)
    assert office.outbox() == {"queued": 1}
    gives(office, due_on=DUE_ON + timedelta(days=7))
    assert office.outbox() == {"queued": 1, "cancelled": 1}
    given = office.look(lambda records: records.assignments.of(office.ids[SARI], LEADERS))
    assert given is not None
    assert given.due_on == DUE_ON + timedelta(days=7)


def test_taken_back_and_given_again_is_told_again(office: Workplace) -> None:
    gives(office)
    outcome = office.do(assigning.take_back, office.world, actor(office, BUDI), office.ids[SARI], LEADERS)
    assert isinstance(outcome, TakenBack)
    assert leaves(office) == []
    office.clock.turn(minutes=1)
    gives(office)
    assert leaves(office) == [NoticeKind.COURSE_ASSIGNED]


def test_a_foreign_person_gets_no_course(office: Workplace) -> None:
    for who, to in ((BUDI, BAYU), (SARI, CITRA)):
        given = (office.world, actor(office, who), office.ids[to])
        assert office.do(assigning.choices, *given) is None
        assert office.do(assigning.assign, *given, COURSE, DUE_ON) is None
        assert office.do(assigning.take_back, *given, COURSE) is None
    assert office.outbox() == {}


@pytest.mark.parametrize(
    ("due_on", "is_past"),
    [(MONDAY - timedelta(days=1), True), (date(2020, 1, 1), True), (date(2036, 1, 1), False)],
)
def test_a_date_must_not_have_passed_nor_be_too_far(office: Workplace, due_on: date, is_past: bool) -> None:
    outcome = office.do(assigning.assign, office.world, actor(office, BUDI), office.ids[SARI], COURSE, due_on)
    assert isinstance(outcome, WrongDate)
    assert outcome.is_past is is_past


def test_a_finished_course_is_not_offered_and_a_given_one_comes_first(office: Workplace) -> None:
    gives(office, "ragam")
    office.study(SARI, f"{LEADERS}/01")
    found = office.do(assigning.choices, office.world, actor(office, BUDI), office.ids[SARI])
    assert isinstance(found, Choices)
    assert [choice.course.id for choice in found.courses] == ["ragam", COURSE]


def test_the_given_course_comes_before_every_other(office: Workplace) -> None:
    gives(office, "ragam")
    leaves(office)
    assert "ragam/01" in brings(office, 0)


def test_the_last_lesson_completes_the_course_and_both_hear_of_it(office: Workplace) -> None:
    gives(office)
    leaves(office)
    completed = office.study(SARI, f"{LEADERS}/01")
    assert completed.finished is not None
    assert completed.finished.assignment.by == "Budi Santoso"
    (delivery,) = office.do(deliver.claim, office.world, limit=2)
    assert isinstance(delivery, NoticeDelivery)
    assert delivery.person.id == office.ids[BUDI]
    assert [(one.person, one.title) for one in delivery.told.finished] == [("Sari Dewi", "Pimpinan")]


def test_a_lesson_of_a_course_that_is_not_over_tells_nobody(office: Workplace) -> None:
    gives(office, COURSE)
    leaves(office)
    completed = office.study(SARI, f"{COURSE}/01")
    assert completed.finished is None
    assert leaves(office) == []


def test_a_supervisor_who_no_longer_leads_the_person_does_not_hear_of_them(office: Workplace) -> None:
    gives(office)
    leaves(office)
    office.study(SARI, f"{LEADERS}/01")
    path = office.person(BUDI).unit
    unit = office.look(lambda records: records.roster.unit(path))
    assert unit is not None
    office.look(lambda records: records.roster.set_grants(office.ids[BUDI], (), unit, MONDAY))
    assert leaves(office) == []


def test_two_reminders_take_the_place_of_the_days_lesson_and_then_they_stop(office: Workplace) -> None:
    gives(office, COURSE)
    leaves(office)
    reminded = []
    for day in range(0, 30):
        sent = brings(office, day, "12:45")
        if NoticeKind.ASSIGNMENT_REMINDER in sent:
            reminded.append(MONDAY + timedelta(days=day))
            assert sent.count(NoticeKind.ASSIGNMENT_REMINDER) == 1
            sari = [one for one in sent if isinstance(one, str) and one.startswith(COURSE)]
            assert len(sari) <= 2
    assert reminded == [date(2026, 12, 4), date(2026, 12, 10)]
    due = office.look(lambda records: records.assignments.due_before((None,), MONDAY + timedelta(days=30)))
    assert [(one.person, one.reminders) for one in due] == [("Sari Dewi", 2)]


def test_a_reminder_waits_for_the_next_day_when_a_lesson_came_already(office: Workplace) -> None:
    gives(office, COURSE)
    leaves(office)
    friday = 11
    state = office.attention(SARI)
    used = AttentionState(
        person_id=state.person_id,
        next_due_at=at("12:45", day=friday),
        last_nudge_on=MONDAY + timedelta(days=friday),
        nudges_on_day=1,
    )
    office.look(lambda records: records.nudges.save_attention([used]))
    office.clock.now = at("12:45", day=friday)
    assert NoticeKind.ASSIGNMENT_REMINDER not in brings(office, friday, "12:45")
    assert NoticeKind.ASSIGNMENT_REMINDER in brings(office, 14)


def test_on_the_day_of_a_reminder_no_lesson_comes(office: Workplace) -> None:
    gives(office, COURSE)
    leaves(office)
    office.tick(at("12:45", day=11))
    office.clock.now = at("12:45", day=11)
    claimed = office.do(deliver.claim, office.world, limit=20)
    of_sari = [one for one in claimed if one.person.id == office.ids[SARI]]
    assert [type(one) for one in of_sari] == [NoticeDelivery]
    assert office.attention(SARI).nudges_on_day == 1


def test_a_reminder_that_could_not_leave_in_its_break_comes_on_another_day(office: Workplace) -> None:
    gives(office, COURSE)
    leaves(office)
    office.tick(at("12:45", day=11))
    office.tick(at("13:30", day=11))
    given = office.look(lambda records: records.assignments.of(office.ids[SARI], COURSE))
    assert given is not None
    assert given.reminders == 0
    assert NoticeKind.ASSIGNMENT_REMINDER in brings(office, 14)


def test_a_done_course_is_not_reminded_of(office: Workplace) -> None:
    gives(office)
    leaves(office)
    office.study(SARI, f"{LEADERS}/01")
    leaves(office)
    for day in range(1, 20):
        assert NoticeKind.ASSIGNMENT_REMINDER not in brings(office, day)


def test_the_last_screen_says_the_same_when_it_is_asked_for_again(office: Workplace) -> None:
    gives(office)
    first = office.study(SARI, f"{LEADERS}/01")
    again = office.study(SARI, f"{LEADERS}/01")
    assert first.finished is not None
    assert again.finished is None


def test_somebody_not_activated_may_be_given_a_course_without_a_message(work: Workplace) -> None:
    work.activate(BUDI)
    outcome = gives(work)
    assert outcome.told is False
    assert work.outbox() == {}


def test_what_was_done_is_in_the_audit_log_and_in_the_persons_own_copy(office: Workplace) -> None:
    gives(office)
    office.do(assigning.take_back, office.world, actor(office, BUDI), office.ids[SARI], LEADERS)
    log = office.look(lambda records: records.journal.audit_of(office.ids[SARI]))
    assert [entry.action for entry in log][-2:] == ["course_assigned", "assignment_taken_back"]
    assert {entry.actor_id for entry in log[-2:]} == {office.ids[BUDI]}
    gives(office)
    copy = office.do(privacy.copy_of_my_data, office.ids[SARI])
    assert [one["course"] for one in copy["courses_assigned"]] == [LEADERS]


def test_a_plan_shows_how_far_the_person_is(office: Workplace) -> None:
    office.study(SARI, f"{COURSE}/01")
    found = office.do(assigning.plan, office.world, actor(office, BUDI), office.ids[SARI], COURSE)
    assert isinstance(found, Plan)
    assert (found.choice.done, len(found.choice.course.lessons)) == (1, LESSONS)


def test_an_admin_may_give_a_course_to_anybody(office: Workplace) -> None:
    office.activate(RINA)
    outcome = office.do(assigning.assign, office.world, actor(office, RINA), office.ids[BAYU], COURSE, DUE_ON)
    assert isinstance(outcome, Given)
