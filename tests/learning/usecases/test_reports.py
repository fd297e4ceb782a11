"""Reports say what the ledger says, of whoever the asker leads, whatever else changes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from learning.records import CreditKind
from learning.reports import Accuracy, Earned, NeedReason
from learning.rules.periods import Period, PeriodKind
from learning.usecases import enrol, reports
from learning.usecases.roster import deactivate, import_roster
from tests.learning.usecases.classroom import COURSE, LESSONS, catalogue_of, lesson_of
from tests.learning.usecases.report_desk import ZONES, actor, add, asked, opened, row
from tests.learning.usecases.workplace import Workplace, at
from tests.people import BAYU, BUDI, CAST, CITRA, EAST, RINA, SARI, UNIT

WEEK_48 = Period(kind=PeriodKind.WEEK, year=2026, number=48)


@pytest.fixture
def office(work: Workplace) -> Workplace:
    """The whole cast but Citra has joined."""
    return opened(work)


@pytest.mark.parametrize("zone", ZONES)
def test_a_minute_before_new_year_belongs_to_the_year_of_the_organisation(
    office: Workplace, zone: str
) -> None:
    """23:59 on somebody's own clock: in Jakarta still 2026, east of it two hours earlier in Jakarta."""
    eve = datetime(2026, 12, 31, 23, 59, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    morning = datetime(2027, 1, 1, 0, 1, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    add(office, row(office, SARI, "eve", eve, zone=zone), row(office, SARI, "morning", morning, zone=zone))
    office.clock.now = datetime(2027, 1, 4, 2, 0, tzinfo=UTC)
    years = [asked(office, year).totals.seconds for year in ("2026", "2027")]
    assert years == ([240, 240] if zone == "Asia/Jakarta" else [480, 0])
    months = [asked(office, text).totals.seconds for text in ("2026-12", "2027-01")]
    assert months == years
    assert asked(office, "2026-W53").totals.seconds == 480
    assert asked(office, "2026-Q4").totals.seconds + asked(office, "2027-Q1").totals.seconds == 480


def test_a_new_rate_or_longer_course_changes_nothing_behind(office: Workplace) -> None:
    office.study(SARI, f"{COURSE}/01")
    before = asked(office, WEEK_48)
    office.decide(minutes_per_jp=60, target_jp=20)
    longer = [lesson_of(COURSE, f"{number:02}", minutes=30) for number in range(1, LESSONS + 1)]
    office.world = replace(office.world, catalogue=catalogue_of(longer))
    after = asked(office, WEEK_48)
    assert after.totals == before.totals
    assert after.totals.jp == Fraction(240, 2700)
    assert [line.jp for line in after.units] == [line.jp for line in before.units]


def test_nobody_is_counted_twice_who_moves_to_another_unit_and_zone(office: Workplace) -> None:
    office.study(SARI, f"{COURSE}/01")
    moved = replace(CAST[SARI], unit=EAST, time_zone="Asia/Jayapura")
    office.do(import_roster, office.world, [moved], actor="test")
    office.study(SARI, f"{COURSE}/02")
    report = asked(office, WEEK_48)
    assert (report.totals.learned, report.totals.seconds) == (1, 480)
    lines = {line.path: line for line in report.units}
    assert (lines[UNIT].learned, lines[UNIT].seconds) == (0, 240)
    assert (lines[EAST].learned, lines[EAST].seconds) == (1, 240)
    assert report.weeks[-1].learned == 1


def test_a_period_that_is_over_does_not_change_when_people_leave_move_or_come_later(
    office: Workplace,
) -> None:
    add(office, row(office, SARI, "a", at("09:00"), seconds=3600))
    add(office, row(office, BAYU, "a", at("09:00"), seconds=1800))
    office.clock.now = at("09:00", day=7)
    before = asked(office, WEEK_48, with_people=True)
    assert (before.people, before.totals.learned) == (5, 2)
    office.do(deactivate, CAST[SARI].employee_number, actor="test")
    starts = replace(CAST[SARI], employee_number="199001012015049999", starts_on=date(2026, 12, 1))
    office.do(import_roster, office.world, [starts], actor="test")
    office.activate(CITRA)
    after = asked(office, WEEK_48, with_people=True)
    assert replace(after, made_at=before.made_at, persons=()) == replace(before, persons=())
    lines = {line.name: line for line in after.persons}
    assert (lines["Sari Dewi"].seconds, lines["Sari Dewi"].is_here) == (3600, False)
    assert not lines["Citra Lestari"].is_activated, "she joined later"


def test_hours_of_whoever_left_stay_and_are_told_beside_the_people(office: Workplace) -> None:
    add(office, row(office, SARI, "a", at("09:00", day=-7), seconds=3600))
    add(office, row(office, BAYU, "a", at("09:00", day=-7), seconds=1800))
    office.do(deactivate, CAST[SARI].employee_number, actor="test")
    week = asked(office, WEEK_48, with_people=True)
    assert (week.people, week.others, week.year_jp) == (4, Earned(), Fraction(2))
    year = asked(office, "2026", with_people=True)
    assert (year.people, year.totals.seconds, year.totals.learned) == (4, 5400, 1)
    assert year.year_jp == year.totals.jp == 2, "one screen has one total"
    assert year.others == year.unlisted == Earned(seconds=3600, jp=Fraction(4, 3))
    assert asked(office, "2026-W47").others == Earned()


def test_an_average_over_people_leaves_out_what_those_earned_who_are_no_longer_counted(
    office: Workplace,
) -> None:
    add(office, row(office, SARI, "a", at("09:00", day=-7), seconds=36_000))
    add(office, row(office, BAYU, "a", at("09:00", day=-7), seconds=2700))
    add(office, row(office, BUDI, "a", at("09:00", day=-7), seconds=2700))
    office.do(deactivate, CAST[SARI].employee_number, actor="test")
    year = asked(office, "2026")
    assert (year.jp_per_person, year.jp_per_learner) == (Fraction(2, 4), Fraction(1))
    unit = asked(office, "2026", unit=UNIT)
    assert (unit.people, unit.jp_per_person, unit.jp_per_learner) == (3, Fraction(1, 3), Fraction(1))
    line = {line.path: line for line in year.units}[UNIT]
    assert (line.seconds, line.own.seconds, line.jp_per_person) == (38_700, 2700, Fraction(1, 3))


def test_who_opened_the_link_and_has_not_finished_joining_is_not_activated_on_any_day(
    office: Workplace,
) -> None:
    token = office.do(enrol.issue_link, office.ids[CITRA], link_days=14)
    assert isinstance(office.do(enrol.redeem, token, CITRA), enrol.Enrolled)
    for period in ("2026-W47", "2026-W48", "2026"):
        report = asked(office, period, unit=UNIT, with_people=True)
        assert not {line.name: line for line in report.persons}["Citra Lestari"].is_activated, period
    (found,) = office.do(reports.never_reached, office.world, actor(office, BUDI))
    assert [one.name for one in found.not_activated] == ["Citra Lestari"]


def test_hours_of_whoever_moved_away_are_told_in_the_unit_in_which_they_were_earned(
    office: Workplace,
) -> None:
    add(office, row(office, SARI, "a", at("09:00"), seconds=3600))
    moved = replace(CAST[SARI], unit=EAST, time_zone="Asia/Jayapura")
    office.do(import_roster, office.world, [moved], actor="test")
    left = asked(office, WEEK_48, unit=UNIT, with_people=True)
    assert (left.people, left.totals.learned, left.year_jp) == (3, 0, Fraction(4, 3))
    assert left.others == left.unlisted == Earned(seconds=3600, jp=Fraction(4, 3))
    joined = asked(office, WEEK_48, unit=EAST, with_people=True)
    assert (joined.people, joined.totals.learned, joined.totals.seconds) == (2, 1, 0)
    assert joined.year_jp == 0
    assert {line.name: line.seconds for line in joined.persons}["Sari Dewi"] == 0
    assert {line.name: line.year_jp for line in joined.persons}["Sari Dewi"] == Fraction(4, 3)
    assert asked(office, WEEK_48).others == Earned()


def test_whoever_was_erased_is_counted_and_is_no_row(office: Workplace) -> None:
    add(office, row(office, SARI, "a", at("09:00"), seconds=3600))
    office.clock.now = at("09:00", day=7)
    office.do(deactivate, CAST[SARI].employee_number, actor="test")
    office.look(lambda records: records.people.erase(office.ids[SARI]))
    report = asked(office, WEEK_48, with_people=True)
    assert (report.people, len(report.persons)) == (5, 4)
    assert (report.others, report.unlisted.seconds) == (Earned(), 3600)


def test_whoever_begins_to_serve_later_is_counted_from_that_day(office: Workplace) -> None:
    starts = replace(CAST[CITRA], starts_on=date(2026, 11, 25))
    office.do(import_roster, office.world, [starts], actor="test")
    assert asked(office, WEEK_48).people == 4
    assert asked(office, "2026-W47").people == 4
    office.clock.now = at("09:00", day=2)
    assert asked(office, WEEK_48).people == 5


def test_the_learner_the_supervisor_and_the_admin_see_the_same_figure(office: Workplace) -> None:
    for number in range(1, 4):
        office.study(SARI, f"{COURSE}/0{number}")
    own = office.look(lambda records: records.ledger.seconds_in_week(office.ids[SARI], 2026, 48))
    by_supervisor = asked(office, WEEK_48, BUDI, with_people=True)
    by_admin = asked(office, WEEK_48, unit=UNIT, with_people=True)
    for report in (by_supervisor, by_admin):
        assert {line.name: line.seconds for line in report.persons}["Sari Dewi"] == own
        assert report.totals.seconds == own
    assert by_supervisor.totals == by_admin.totals
    assert by_supervisor.standings == by_admin.standings


def test_a_supervisor_sees_their_units_with_masked_numbers_and_nothing_else(office: Workplace) -> None:
    report = asked(office, WEEK_48, BUDI, with_people=True)
    assert {line.unit for line in report.persons} == {UNIT}
    assert {line.number for line in report.persons} == {"…001", "…003", "…004", "…005"}
    assert {line.path for line in report.units} == {UNIT}
    assert "199001012015042001" in {line.number for line in asked(office, WEEK_48, with_people=True).persons}
    for who, unit in ((BUDI, EAST), (BUDI, "Sekretariat Utama"), (SARI, None), (SARI, UNIT)):
        found = office.do(reports.report, office.world, actor(office, who), WEEK_48, unit=unit)
        assert found is None
    assert office.do(reports.report, office.world, actor(office, RINA), WEEK_48, unit="Nowhere") is None
    assert office.do(reports.report, office.world, actor(office, RINA), WEEK_48, course="nothing") is None


def test_a_report_drills_from_the_organisation_to_a_unit(office: Workplace) -> None:
    office.study(SARI, f"{COURSE}/01")
    office.study(BAYU, f"{COURSE}/01")
    top = asked(office, WEEK_48)
    assert [(line.path, line.people, line.seconds) for line in top.branches] == [
        (EAST, 1, 240),
        ("Sekretariat Utama", 4, 240),
    ]
    below = asked(office, WEEK_48, unit="Sekretariat Utama")
    assert [(line.path, line.seconds) for line in below.branches] == [(UNIT, 240)]
    assert asked(office, WEEK_48, unit=UNIT).branches == ()


def test_a_course_is_reported_alone_with_who_began_and_who_completed_it(office: Workplace) -> None:
    for number in range(1, LESSONS + 1):
        office.study(SARI, f"{COURSE}/{number:02}")
    office.study(BAYU, f"{COURSE}/01")
    office.study(BAYU, "ragam/01")
    report = asked(office, WEEK_48, course=COURSE)
    assert (report.course_title, report.totals.learned) == ("Kelas", 2)
    assert report.totals.seconds == (LESSONS + 1) * 240
    (line,) = report.courses
    assert (line.lessons, line.started, line.completed) == (LESSONS + 1, 2, 1)
    assert line.first_try == Accuracy(right=LESSONS + 1, answered=LESSONS + 1)
    assert [point.learned for point in report.weeks][-2:] == [0, 2]
    assert asked(office, WEEK_48).courses[0].started is None
    later = office.clock.now + timedelta(days=7)
    office.clock.now = later
    assert asked(office, "2026-W49", course=COURSE).courses == ()


def test_a_correction_belongs_to_the_course_and_the_day_of_what_it_corrects(office: Workplace) -> None:
    office.study(SARI, f"{COURSE}/01")
    (entry,) = office.ledger(SARI)
    back = replace(
        entry,
        kind=CreditKind.CORRECTION,
        source="correction:1:1",
        seconds=-240,
        evidence={"corrects": entry.source},
    )
    add(office, back)
    report = asked(office, WEEK_48)
    assert (report.totals.seconds, report.totals.learned, report.weeks[-1].learned) == (0, 0, 0)
    assert [(line.course, line.seconds) for line in report.courses] == [(COURSE, 0)]
    assert asked(office, WEEK_48, course=COURSE).totals.learned == 0


def test_a_period_is_compared_with_the_one_before_once_it_is_over(office: Workplace) -> None:
    add(office, row(office, SARI, "before", at("09:00", day=-4)), row(office, SARI, "now", at("07:00")))
    add(office, row(office, SARI, "more", at("07:30"), seconds=360), row(office, BAYU, "his", at("07:00")))
    running = asked(office, WEEK_48)
    assert (running.is_running, running.previous.seconds, running.totals.seconds) == (True, 240, 840)
    assert (running.change, running.change_without) == (None, None)
    office.clock.now = at("07:00", day=7)
    report = asked(office, WEEK_48)
    assert (report.change, report.change_without) == (Fraction(600, 240), Fraction(-1, report.people))
    assert asked(office, "2026-W46").change is None


def test_a_unit_needs_help_for_its_first_reason_and_small_ones_are_not_named(office: Workplace) -> None:
    more = [
        replace(CAST[SARI], employee_number=f"19900101201504{number:04}", name=f"Pegawai {number}", unit=EAST)
        for number in range(5000, 5006)
    ]
    office.do(import_roster, office.world, more, actor="test")
    (need,) = asked(office, WEEK_48).needing
    assert (need.line.path, need.reason, need.affected, need.people) == (EAST, NeedReason.NOT_REACHED, 6, 7)
    assert asked(office, WEEK_48, unit=EAST).needing == (), "a unit alone is not one among others"


def test_who_is_never_reached_is_listed_by_unit_for_those_who_lead_it(office: Workplace) -> None:
    office.look(lambda records: records.people.set_blocked(office.ids[SARI], office.clock()))
    (found,) = office.do(reports.never_reached, office.world, actor(office, BUDI))
    assert (found.path, found.people) == (UNIT, 4)
    assert [one.name for one in found.not_activated] == ["Citra Lestari"]
    assert [one.name for one in found.blocked] == ["Sari Dewi"]
    assert office.do(reports.never_reached, office.world, actor(office, BUDI), unit=EAST) == ()
    assert office.do(reports.never_reached, office.world, actor(office, SARI)) == ()


def test_who_is_behind_pace_is_listed_the_furthest_first(office: Workplace) -> None:
    add(office, row(office, SARI, "a", at("07:00"), seconds=3600))
    add(office, row(office, BAYU, "a", at("07:00"), seconds=20 * 45 * 60))
    found = office.do(reports.behind, office.world, actor(office, RINA))
    assert [one.name for one in found] == ["Budi Santoso", "Rina Hartati", "Sari Dewi"]
    assert found[-1].recorded == Fraction(4, 3)
    assert found[-1].expected == 20 * Fraction(327, 365)
    assert office.do(reports.behind, office.world, actor(office, SARI)) == ()


def test_the_first_week_of_a_year_can_begin_in_the_old_one_and_what_has_not_begun_is_no_report(
    office: Workplace,
) -> None:
    add(office, row(office, SARI, "a", datetime(2026, 12, 31, 3, tzinfo=UTC)))
    office.clock.now = datetime(2026, 12, 31, 4, tzinfo=UTC)
    report = asked(office, "2026-W53")
    assert (report.as_of, report.totals.seconds, report.is_running) == (date(2026, 12, 31), 240, True)
    office.clock.now = datetime(2029, 12, 31, 4, tzinfo=UTC)
    assert asked(office, "2030-W01").as_of == date(2030, 1, 1)
    week = Period(kind=PeriodKind.WEEK, year=2030, number=2)
    assert office.do(reports.report, office.world, actor(office, RINA), week) is None
