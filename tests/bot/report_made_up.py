"""A report made up for tests of its picture, its spreadsheet and its screens."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from learning.people import EmploymentType
from learning.reports import (
    Accuracy,
    CompetencyLine,
    CourseLine,
    Earned,
    JpBand,
    KindLine,
    NeedReason,
    Participation,
    PeriodReport,
    PersonLine,
    RatingFigure,
    Standings,
    Totals,
    UnitLine,
    UnitNeed,
    WeekPoint,
)
from learning.rules.periods import Period, PeriodKind
from learning.rules.rating import DIKLAT_5
from learning.rules.targets import Standing, Target, TargetKind

WEEK_47 = Period(kind=PeriodKind.WEEK, year=2026, number=47)
BOUNDS = ((0, 0), (0, 5), (5, 10), (10, 15), (15, 20), (20, None))


def unit(number: int, name: str = "Direktorat", **more: Any) -> UnitLine:
    """A unit of twenty people, of whom as many learned as its number says."""
    values: dict[str, Any] = {
        "people": 20,
        "learned": min(20, number),
        "seconds": number * 3600,
        "jp": Fraction(number),
        "standings": Standings(counts={Standing.ON_PACE: 10, Standing.BEHIND: 5}),
    }
    found = UnitLine(unit_id=number, path=f"Deputi/{name} {number}", **{**values, **more})
    return found if "own" in more else replace(found, own=Earned(seconds=found.seconds, jp=found.jp))


def person(number: int, name: str = "Sari Dewi", **more: Any) -> PersonLine:
    """A civil servant with so many minutes in the period."""
    values: dict[str, Any] = {
        "number": f"{199001012015040000 + number}",
        "unit": "Deputi/Direktorat 1",
        "is_activated": True,
        "is_blocked": False,
        "year_jp": Fraction(37, 3),
        "standing": Standing.BEHIND,
        "seconds": 60 * number,
        "jp": Fraction(number, 45),
        "first_try": Accuracy(right=3, answered=4),
    }
    return PersonLine(
        person_id=number,
        name=name,
        employment_type=EmploymentType.PNS,
        target=Target(kind=TargetKind.FLOOR, jp=Fraction(20)),
        last_on=date(2026, 11, 20),
        **{**values, **more},
    )


def weeks(count: int = 52) -> tuple[WeekPoint, ...]:
    """So many weeks until week 47 of 2026."""
    days = [date(2026, 11, 16) - timedelta(weeks=back) for back in reversed(range(count))]
    return tuple(
        WeekPoint(
            iso_year=on.isocalendar().year,
            iso_week=on.isocalendar().week,
            seconds=3600 * (place % 9) * 40,
            learned=place,
        )
        for place, on in enumerate(days)
    )


def report(**more: Any) -> PeriodReport:
    """The week of the issue: 1,912 of 4,948 people, 412.5 hours, 550 JP."""
    rating = RatingFigure(
        index=Decimal("84.25"),
        count=310,
        band=DIKLAT_5.band_of(Decimal("84.25")),
        since_previous=Decimal("1.2"),
        since_baseline=Decimal("-0.5"),
        baseline=Period(kind=PeriodKind.WEEK, year=2026, number=5),
    )
    values: dict[str, Any] = {
        "period": WEEK_47,
        "unit": None,
        "course": None,
        "course_title": "",
        "scope": (None,),
        "as_of": date(2026, 11, 22),
        "is_running": False,
        "people": 4948,
        "not_activated": 300,
        "blocked": 25,
        "totals": Totals(
            learned=1912,
            seconds=1_485_000,
            jp=Fraction(550),
            first_try=Accuracy(right=9100, answered=12_000),
            reviews=Accuracy(right=4000, answered=4900),
            rating=rating,
        ),
        "previous": Totals(learned=1700, seconds=1_325_892, jp=Fraction(491)),
        "year_jp": Fraction(78_286),
        "standings": Standings(counts={Standing.MET: 600, Standing.ON_PACE: 2000, Standing.BEHIND: 1662}),
        "participation": Participation(people=4948, without_minutes=3036, gini=Fraction(72, 100)),
        "previous_participation": Participation(people=4948, without_minutes=3200, gini=Fraction(3, 4)),
        "distribution": tuple(
            JpBand(from_jp=Fraction(low), below_jp=None if high is None else Fraction(high), people=100 + low)
            for low, high in BOUNDS
        ),
        "weeks": weeks(),
        "expected_week_seconds": 390 * 3600,
        "units": tuple(unit(number) for number in range(1, 31)),
        "branches": (unit(1), unit(2)),
        "courses": (
            CourseLine(course="arsip", title="Arsip", lessons=30, started=4, completed=2, seconds=9000),
        ),
        "competencies": (CompetencyLine(competency="Kerapian", seconds=9000, jp=Fraction(10, 3)),),
        "kinds": (KindLine(kind="lesson", rows=30, seconds=9000, jp=Fraction(10, 3)),),
        "needing": (UnitNeed(line=unit(3), reason=NeedReason.QUIET, affected=17, people=20),),
    }
    made_at = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
    return PeriodReport(made_at=made_at, minutes_per_jp=45, **{**values, **more})
