"""Reports say what the ledger says, of whoever the asker leads, whatever else changes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from learning.records import CreditKind
from learning.reports import Accuracy, NeedReason
from learning.rules.periods import Period, PeriodKind
from learning.rules.rating import DIKLAT_5
from learning.usecases import reports
from learning.usecases.report_ratings import Scale
from learning.usecases.roster import import_roster
from tests.learning.usecases.classroom import COURSE, LESSONS, catalogue_of, lesson_of
from tests.learning.usecases.report_desk import ZONES, actor, add, asked, opened, row
from tests.learning.usecases.workplace import Workplace, at
from tests.people import BAYU, BUDI, CAST, EAST, RINA, SARI, UNIT

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


def test_the_published_indexes_move_as_published_and_against_the_baseline() -> None:
    """The stars of 79.20, 82.30 and 85.10 in three periods, of which the first is the baseline."""
    stars = [(521, 125), (1073, 250), (1101, 250)]
    scale = Scale(DIKLAT_5, Period(kind=PeriodKind.YEAR, year=2021))
    first = Scale(DIKLAT_5).figure(stars[0])
    second, third = (scale.figure(stars[at], stars[at - 1], stars[0]) for at in (1, 2))
    moved = (first, second, third)
    assert [one.index for one in moved] == [Decimal("79.20"), Decimal("82.30"), Decimal("85.10")]
    assert [one.since_previous for one in moved] == [None, Decimal("3.10"), Decimal("2.80")]
    assert [one.since_baseline for one in moved] == [None, Decimal("3.10"), Decimal("5.90")]
    assert [one.band.label_in("id") for one in moved if one.band] == ["sedang", "memuaskan", "memuaskan"]
    assert scale.figure(stars[2], base=stars[0]).since_previous is None


def test_ratings_stand_beside_the_hours_with_what_they_are_compared_to(office: Workplace) -> None:
    """One rating of five, then of three, then of four stars: 100, 50 and 75."""
    unit_id = office.person(SARI).unit_id
    for month_, stars in ((9, 5), (10, 3), (11, 4)):
        moment = datetime(2026, month_, 20, 3, tzinfo=UTC)
        office.look(
            lambda records, moment=moment, stars=stars: records.ratings.give(  # type: ignore[misc]
                person_id=office.ids[SARI],
                unit_id=unit_id,
                course=COURSE,
                on=moment.date(),
                at=moment,
                stars=stars,
            )
        )
    first, second, third = (asked(office, f"2026-{number:02}").totals.rating for number in (9, 10, 11))
    assert [one.index for one in (first, second, third)] == [100, 50, 75]
    assert [one.since_previous for one in (first, second, third)] == [None, -50, 25]
    assert [one.since_baseline for one in (first, second, third)] == [None, -50, -25]
    assert first.baseline is None
    assert (str(third.baseline), third.count) == ("2026-09", 1)
    assert third.band is not None
    assert third.band.label_in("id") == "sedang"
    november = asked(office, "2026-11")
    assert november.previous.rating.index == 50
    assert {line.path: line.rating.index for line in november.branches}["Sekretariat Utama"] == 75
    assert asked(office, "2026-11", unit=EAST).totals.rating.index is None
    assert asked(office, "2026-11", course=COURSE).totals.rating.index == 75


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
