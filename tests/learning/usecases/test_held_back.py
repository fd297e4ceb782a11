"""What changed after a card was planned keeps it back, and nobody gets two on one day."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from learning.records import LeaveKind, Nudge
from learning.rules.breaks import Leave
from learning.usecases import breaks, enrol, roster, study
from learning.usecases.attention import look_again, look_again_at_all
from tests.learning.usecases.classroom import COURSE, catalogue_of, lesson_of
from tests.learning.usecases.test_bringing import noon, nudged_days
from tests.learning.usecases.workplace import JAYAPURA, MONDAY, Workplace, at
from tests.people import BAYU, CAST, CITRA, SARI


@pytest.mark.parametrize("kind", list(LeaveKind))
def test_nobody_on_leave_or_pause_gets_anything(sari: Workplace, kind: LeaveKind) -> None:
    leave = Leave(starts_on=MONDAY, ends_on=MONDAY + timedelta(days=2))
    sari.look(lambda records: records.people.add_leave(sari.ids[SARI], leave, kind))
    sari.do(look_again, sari.world, sari.ids[SARI])
    assert nudged_days(sari, range(5)) == [3, 4]


def test_leave_that_was_recorded_after_queueing_still_keeps_the_card_back(sari: Workplace) -> None:
    sari.tick(at("12:00"))
    leave = Leave(starts_on=MONDAY, ends_on=MONDAY)
    sari.look(lambda records: records.people.add_leave(sari.ids[SARI], leave, LeaveKind.LEAVE))
    assert sari.send() == []
    assert sari.outbox() == {"expired": 1}
    assert len(sari.bring(at("12:00", day=1))) == 1
    assert sari.attention(SARI).unanswered_in_row == 0


def test_a_pause_takes_back_what_is_queued(sari: Workplace) -> None:
    sari.tick(at("12:00"))
    sari.do(breaks.pause, sari.world, sari.ids[SARI], 2)
    assert sari.send() == []
    assert sari.outbox() == {"cancelled": 1}
    assert nudged_days(sari, range(1, 3)) == [2]
    assert sari.attention(SARI).unanswered_in_row == 0


def test_a_holiday_declared_after_queueing_stops_the_card(sari: Workplace) -> None:
    """Case 19: joint leave is announced at 12:00 on the same day."""
    sari.tick(at("12:00"))
    sari.declare_holiday(MONDAY)
    assert sari.send() == []
    assert sari.outbox() == {"expired": 1}
    assert sari.bring(at("12:30")) == []
    assert sari.bring_one(at("12:00", day=1)).lesson_key == f"{COURSE}/01"
    assert sari.attention(SARI).unanswered_in_row == 0


def test_a_holiday_declared_in_the_morning_moves_everyone_to_the_next_day(sari: Workplace) -> None:
    sari.declare_holiday(MONDAY)
    sari.do(look_again_at_all, sari.world, [sari.ids[SARI]])
    assert nudged_days(sari, range(2)) == [1]


@pytest.mark.parametrize("days", [1, -1])
@pytest.mark.parametrize("turned", ["11:00", "12:30"])
def test_a_clock_that_jumps_by_a_day_and_back_brings_nobody_two_cards_a_day(
    sari: Workplace, days: int, turned: str
) -> None:
    """Case 17."""
    sari.decide(unanswered_before_slowing=99)
    brought = [nudge.local_on for day in (0, 1) for nudge in nudges(sari, at("12:00", day=day))]
    brought += [nudge.local_on for nudge in nudges(sari, at(turned, day=2 + days))]
    brought += [nudge.local_on for nudge in nudges(sari, at("12:05", day=2 + days))]
    for day in (2, 3, 4):
        brought += [nudge.local_on for nudge in nudges(sari, at(noon(day), day=day))]
        brought += [nudge.local_on for nudge in nudges(sari, at("12:50", day=day))]
    assert len(brought) == len(set(brought))
    assert len(brought) >= 4


def test_a_move_from_west_to_east_brings_one_card_that_day(sari: Workplace) -> None:
    """Case 18."""
    sari.bring_one(at("12:00"))
    sari.clock.now = at("12:10")
    sari.do(enrol.choose_time_zone, sari.world, sari.ids[SARI], JAYAPURA)
    assert nudged_days_by_quarter(sari, at("12:10"), hours=20) == []
    assert len(sari.bring(at("12:00", day=1, zone=JAYAPURA))) == 1


def test_a_move_from_east_to_west_brings_one_card_that_day(work: Workplace) -> None:
    work.activate(BAYU)
    work.bring_one(at("12:00", zone=JAYAPURA))
    work.clock.now = at("12:10", zone=JAYAPURA)
    work.do(enrol.choose_time_zone, work.world, work.ids[BAYU], "Asia/Jakarta")
    assert nudged_days_by_quarter(work, at("10:15"), hours=20) == []
    assert len(work.bring(at("12:00", day=1))) == 1


def test_six_hours_without_a_network_over_the_window_bring_one_card_the_next_day(sari: Workplace) -> None:
    """Case 10: what was queued expires; on return there is no flood."""
    sari.activate(CITRA)
    sari.tick(at("12:00"))
    sari.tick(at("16:00"))
    assert sari.outbox() == {"expired": 2}
    assert sari.send() == []
    assert len(sari.bring(at("12:00", day=1))) == 2
    assert sari.attention(SARI).unanswered_in_row == 0


def test_six_hours_without_power_over_the_window_bring_one_card_the_next_day(sari: Workplace) -> None:
    sari.tick(at("11:00"))
    assert sari.bring(at("17:00")) == []
    assert len(sari.bring(at("12:00", day=1))) == 1
    assert sari.attention(SARI).unanswered_in_row == 0


def test_a_person_who_left_or_was_released_after_queueing_gets_nothing(sari: Workplace) -> None:
    sari.activate(CITRA)
    sari.tick(at("12:00"))
    sari.do(roster.deactivate, CAST[SARI].employee_number, actor="admin")
    sari.do(roster.release, CAST[CITRA].employee_number, actor="admin")
    assert sari.send() == []
    assert sari.outbox() == {"cancelled": 2}
    assert nudged_days(sari, range(1, 3)) == []


def test_a_lesson_that_was_opened_before_its_card_left_is_not_brought(sari: Workplace) -> None:
    sari.tick(at("12:00"))
    sari.do(study.learn, sari.world, sari.person(SARI))
    assert sari.send() == []
    assert sari.outbox() == {"expired": 1}


def test_a_lesson_taken_out_of_the_catalogue_after_queueing_is_not_brought(sari: Workplace) -> None:
    sari.tick(at("12:00"))
    sari.world = replace(sari.world, catalogue=catalogue_of([lesson_of(COURSE, "02")]))
    assert sari.send() == []
    assert sari.outbox() == {"expired": 1}


def nudges(work: Workplace, moment: datetime) -> list[Nudge]:
    """What a tick brings."""
    return [delivery.nudge for delivery in work.bring(moment)]


def nudged_days_by_quarter(work: Workplace, start: datetime, hours: int) -> list[date]:
    """The local dates of what ticks bring in these hours."""
    quarters = [start + timedelta(minutes=15 * quarter) for quarter in range(hours * 4)]
    return [delivery.nudge.local_on for moment in quarters for delivery in work.bring(moment)]
