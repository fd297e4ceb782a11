"""Ratings stand beside the hours of a report, and never tell what a single person thinks."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from learning.ratings import StarSum
from learning.rules.periods import Period, PeriodKind
from learning.rules.rating import DIKLAT_5
from learning.usecases.report_ratings import NO_RATING, PeriodRatings, Scale
from learning.usecases.roster import import_roster
from tests.learning.usecases.classroom import COURSE
from tests.learning.usecases.report_desk import asked, opened
from tests.learning.usecases.workplace import Workplace
from tests.people import BAYU, BUDI, CAST, CITRA, EAST, RINA, SARI, UNIT

FIVE = (SARI, BAYU, CITRA, BUDI, RINA)


@pytest.fixture
def office(work: Workplace) -> Workplace:
    """The whole cast but Citra has joined."""
    return opened(work)


def rate(
    office: Workplace, who: int, stars: int, *, month: int = 11, course: str = COURSE, unit: str = UNIT
) -> None:
    """Rates a course on the twentieth of a month, in this unit."""
    moment = datetime(2026, month, 20, 3, tzinfo=UTC)
    ids = {one.path: one.id for one in office.look(lambda records: records.roster.units())}
    office.look(
        lambda records: records.ratings.give(
            person_id=office.ids[who],
            unit_id=ids[unit],
            course=course,
            on=moment.date(),
            at=moment,
            stars=stars,
        )
    )


def test_the_published_indexes_move_as_published_and_against_the_baseline() -> None:
    """The stars of 79.20, 82.30 and 85.10 in three periods, of which the first is the baseline."""
    stars = [StarSum(521, 125, 125), StarSum(1073, 250, 250), StarSum(1101, 250, 250)]
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
    """Five people give five stars each, then three, then four: 100, 50 and 75."""
    for month, stars in ((9, 5), (10, 3), (11, 4)):
        for who in FIVE:
            rate(office, who, stars, month=month)
    first, second, third = (asked(office, f"2026-{number:02}").totals.rating for number in (9, 10, 11))
    assert [one.index for one in (first, second, third)] == [100, 50, 75]
    assert [one.since_previous for one in (first, second, third)] == [None, -50, 25]
    assert [one.since_baseline for one in (first, second, third)] == [None, -50, -25]
    assert first.baseline is None
    assert (str(third.baseline), third.count) == ("2026-09", 5)
    assert third.band is not None
    assert third.band.label_in("id") == "sedang"
    november = asked(office, "2026-11")
    assert november.previous.rating.index == 50
    assert {line.path: line.rating.index for line in november.branches}["Sekretariat Utama"] == 75
    assert asked(office, "2026-11", unit=EAST).totals.rating.index is None
    assert asked(office, "2026-11", course=COURSE).totals.rating.index == 75


def test_fewer_than_five_people_give_no_figure_anywhere_however_many_courses_they_rated(
    office: Workplace,
) -> None:
    for who in FIVE[:4]:
        rate(office, who, 5)
        rate(office, who, 1, course="ragam")
    report = asked(office, "2026-11", with_people=True)
    of_course = asked(office, "2026-11", course=COURSE)
    found = {one.rating for one in (*report.units, *report.branches)}
    found |= {one.rating for one in report.courses} | {report.totals.rating, of_course.totals.rating}
    assert found == {NO_RATING}
    rate(office, RINA, 5)
    assert asked(office, "2026-11", course=COURSE).totals.rating.index == 100
    assert asked(office, "2026-11", course="ragam").totals.rating == NO_RATING


def test_a_total_is_not_shown_that_less_the_course_beside_it_would_tell_of_a_few(office: Workplace) -> None:
    for who in FIVE:
        rate(office, who, 5, month=10)
        rate(office, who, 5)
    rate(office, SARI, 1, course="ragam", month=10)
    rate(office, SARI, 1, course="mandiri", month=10)
    october, november = asked(office, "2026-10"), asked(office, "2026-11")
    assert october.totals.rating == NO_RATING
    assert (november.totals.rating.index, november.totals.rating.since_previous) == (Decimal(100), None)
    assert november.previous.rating == NO_RATING
    for who in FIVE[1:]:
        rate(office, who, 3, course="mandiri", month=10)
    assert asked(office, "2026-10").totals.rating == NO_RATING, "one person is left in the other course"
    for who in FIVE[1:]:
        rate(office, who, 3, course="ragam", month=10)
    assert asked(office, "2026-10").totals.rating.count == 15


def test_courses_too_small_each_are_in_the_total_where_five_people_rated_them_together(
    office: Workplace,
) -> None:
    for who in FIVE:
        rate(office, who, 5)
        rate(office, who, 3, course="ragam" if who in FIVE[:2] else "mandiri")
    assert asked(office, "2026-11").totals.rating.count == 10


def test_a_total_is_not_shown_that_less_the_units_beside_it_would_tell_of_a_few(office: Workplace) -> None:
    for who in FIVE:
        rate(office, who, 5)
    office.do(import_roster, office.world, [replace(CAST[SARI], unit=f"{UNIT}/Arsip")], actor="test")
    rate(office, SARI, 1, course="ragam", unit=f"{UNIT}/Arsip")
    report = asked(office, "2026-11")
    assert {line.path: line.rating.index for line in report.branches}["Sekretariat Utama"] is None
    assert report.totals.rating == NO_RATING
    assert asked(office, "2026-11", unit=UNIT).totals.rating == NO_RATING


def test_units_too_small_each_are_in_the_figure_of_all_where_five_people_rated_there() -> None:
    few, many = StarSum(15, 3, 3), StarSum(50, 10, 10)
    safe = PeriodRatings(scale=Scale(DIKLAT_5), sums={"A/x": few, "A/y": few, "B": many})
    assert [safe.branch(path).count for path in ("A", "B", "A/x")] == [6, 10, 0]
    told = PeriodRatings(scale=Scale(DIKLAT_5), sums={"A/x": few, "A/y": many, "B": many})
    assert [told.branch(path).count for path in ("A", "A/y", "B")] == [0, 10, 10]


def test_who_rated_in_two_units_is_one_person_in_both_together(office: Workplace) -> None:
    for who in FIVE[:4]:
        rate(office, who, 5)
    rate(office, SARI, 3, course="ragam", unit=EAST)
    assert asked(office, "2026-11").totals.rating == NO_RATING


def test_a_figure_is_held_against_another_only_where_five_people_made_that_too(office: Workplace) -> None:
    for who in FIVE[:4]:
        rate(office, who, 5, month=10)
    for who in FIVE:
        rate(office, who, 4)
    found = asked(office, "2026-11")
    assert found.totals.rating.index == 75
    assert (found.totals.rating.since_previous, found.totals.rating.since_baseline) == (None, None)
    assert (found.totals.rating.baseline, found.previous.rating) == (None, NO_RATING)
