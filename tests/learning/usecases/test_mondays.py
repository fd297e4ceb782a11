"""The Monday message: planned once a week, at eight on each supervisor's own clock."""

from datetime import timedelta

import pytest

from learning.mondays import SuggestionKind, TeamWeek
from learning.people import Grant, Role
from learning.records import LeaveKind
from learning.rules.breaks import Leave
from learning.usecases import assigning, deliver, mondays
from learning.usecases.deliver import NoticeDelivery, Sending
from tests.learning.usecases.classroom import COURSE, LEADERS
from tests.learning.usecases.test_notes import actor
from tests.learning.usecases.workplace import JAYAPURA, MONDAY, Workplace, at
from tests.people import BAYU, BUDI, CITRA, EAST, SARI


@pytest.fixture
def office(work: Workplace) -> Workplace:
    """Sari and Citra, Pak Budi who leads them; the Sunday before the second Monday, at noon."""
    for who in (SARI, CITRA, BUDI):
        work.activate(who)
    return work


def plans(work: Workplace, clock_time: str, day: int) -> int:
    """How many messages a tick at this moment puts into the outbox."""
    work.clock.now = at(clock_time, day=day)
    return work.do(mondays.plan_mondays, work.world)


def weeks(work: Workplace, clock_time: str, day: int) -> list[TeamWeek]:
    """The messages that leave at this moment, all of which arrive."""
    work.clock.now = at(clock_time, day=day)
    work.do(deliver.expire_late)
    found = []
    for delivery in work.do(deliver.claim, work.world, limit=20):
        work.settle(delivery, Sending.SENT)
        if isinstance(delivery, NoticeDelivery) and delivery.told.week is not None:
            found.append(delivery.told.week)
    return found


def test_it_is_planned_from_sunday_noon_on_and_once(office: Workplace) -> None:
    assert plans(office, "11:59", day=6) == 0
    assert plans(office, "12:00", day=6) == 1
    assert plans(office, "12:01", day=6) == 0
    assert plans(office, "08:00", day=7) == 0
    assert office.outbox() == {"queued": 1}


def test_it_leaves_on_monday_at_eight_on_the_own_clock(office: Workplace) -> None:
    office.activate(BAYU)
    grant = Grant(role=Role.SUPERVISOR, unit=EAST, starts_on=MONDAY)
    office.look(lambda records: records.roster.add_grant(office.ids[BAYU], grant))
    plans(office, "12:00", day=6)
    office.clock.now = at("08:00", day=7, zone=JAYAPURA) - timedelta(seconds=1)
    assert office.do(deliver.claim, office.world, limit=5) == []
    office.clock.now = at("08:00", day=7, zone=JAYAPURA)
    assert office.do(deliver.claim, office.world, limit=5) == []
    assert office.outbox() == {"cancelled": 1, "queued": 1}
    assert weeks(office, "07:59", day=7) == []
    assert len(weeks(office, "08:00", day=7)) == 1


def test_after_a_holiday_it_comes_on_the_next_working_day(office: Workplace) -> None:
    office.declare_holiday(MONDAY + timedelta(days=7))
    plans(office, "12:00", day=6)
    assert weeks(office, "08:00", day=7) == []
    assert len(weeks(office, "08:00", day=8)) == 1


def test_leave_holds_it_and_a_whole_week_of_leave_ends_it(office: Workplace) -> None:
    leave = Leave(starts_on=MONDAY + timedelta(days=7), ends_on=MONDAY + timedelta(days=9))
    office.look(lambda records: records.people.add_leave(office.ids[BUDI], leave, LeaveKind.LEAVE))
    plans(office, "12:00", day=6)
    assert weeks(office, "08:00", day=9) == []
    assert len(weeks(office, "08:00", day=10)) == 1
    whole = Leave(starts_on=MONDAY + timedelta(days=14), ends_on=MONDAY + timedelta(days=20))
    office.look(lambda records: records.people.add_leave(office.ids[BUDI], whole, LeaveKind.LEAVE))
    plans(office, "12:00", day=13)
    assert weeks(office, "08:00", day=21) == []
    assert office.outbox() == {"sent": 1, "expired": 1}


def test_after_a_stop_over_monday_it_still_comes_until_friday(office: Workplace) -> None:
    assert plans(office, "10:00", day=9) == 1
    assert len(weeks(office, "10:00", day=9)) == 1
    assert plans(office, "15:00", day=12) == 0
    assert plans(office, "10:00", day=19) == 0


def test_it_says_how_last_week_was(office: Workplace) -> None:
    office.clock.now = at("09:00", day=1)
    office.study(SARI, f"{COURSE}/01")
    plans(office, "12:00", day=6)
    office.clock.now = at("07:00", day=7)
    office.study(CITRA, f"{COURSE}/01")
    (week,) = weeks(office, "08:00", day=7)
    assert (week.learned, week.seconds) == (1, 240)
    assert week.people >= 2


def test_it_suggests_at_most_two_things_that_help(office: Workplace) -> None:
    office.clock.now = at("09:00", day=1)
    budi, sari = actor(office, BUDI), office.ids[SARI]
    due_on = MONDAY + timedelta(days=10)
    office.do(assigning.assign, office.world, budi, sari, COURSE, due_on)
    office.study(CITRA, f"{LEADERS}/01")
    plans(office, "12:00", day=6)
    (week,) = weeks(office, "08:00", day=7)
    found = [(one.kind, one.person, one.title) for one in week.suggestions]
    assert found[0] == (SuggestionKind.DUE, "Sari Dewi", "Kelas")
    assert len(found) == 2


def test_who_finished_a_course_last_week_is_named(office: Workplace) -> None:
    office.activate(BAYU)
    office.clock.now = at("09:00", day=1)
    office.study(CITRA, f"{LEADERS}/01")
    office.study(SARI, f"{COURSE}/01")
    plans(office, "12:00", day=6)
    (week,) = weeks(office, "08:00", day=7)
    praised = [one for one in week.suggestions if one.kind is SuggestionKind.CONGRATULATE]
    assert [(one.person, one.title) for one in praised] == [("Citra Lestari", "Pimpinan")]


def test_one_tap_switches_it_off_also_where_it_waits_already(office: Workplace) -> None:
    plans(office, "12:00", day=6)
    office.look(lambda records: mondays.switch(records, office.ids[BUDI], on=False))
    assert weeks(office, "08:00", day=7) == []
    assert plans(office, "12:00", day=13) == 0
    office.look(lambda records: mondays.switch(records, office.ids[BUDI], on=True))
    assert plans(office, "12:00", day=20) == 1


def test_whoever_leads_nobody_any_more_gets_none(office: Workplace) -> None:
    plans(office, "12:00", day=6)
    path = office.person(BUDI).unit
    unit = office.look(lambda records: records.roster.unit(path))
    assert unit is not None
    today = MONDAY + timedelta(days=6)
    office.look(lambda records: records.roster.set_grants(office.ids[BUDI], (), unit, today))
    assert weeks(office, "08:00", day=7) == []
