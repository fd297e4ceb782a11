"""Works reports out row by row, the long way, to compare them with what Sela says."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from learning.people import Person
from learning.records import CreditEntry, CreditKind
from learning.reports import Accuracy, PeriodReport
from learning.rules.periods import Period, PeriodKind, period_of
from learning.rules.targets import Standing, TargetKind, jp_of, pace, yearly_target
from tests.learning.usecases.workplace import Workplace
from tests.people import BAYU, BUDI, CITRA, RINA, SARI

EVERYBODY = (SARI, BAYU, CITRA, BUDI, RINA)


class Oracle:
    """Works a report out from the rows of the ledger, one after the other.

    `left` says when people of the cast left who have.
    """

    def __init__(self, office: Workplace, unit: str | None, left: Mapping[int, date] | None = None) -> None:
        self.office = office
        self.rows = [entry for who in EVERYBODY for entry in office.ledger(who)]
        units = office.look(lambda records: records.roster.units())
        self.units = {one.id for one in units if unit in (None, one.path)}
        self.cast = [office.person(who) for who in EVERYBODY if unit in (None, office.person(who).unit)]
        self.left = {office.ids[who]: on for who, on in (left or {}).items()}
        self.people: list[Person] = []
        self.last_day = date.min

    def there_on(self, on: date) -> list[Person]:
        """Who of these units was on the roster on a day."""
        return [
            one
            for one in self.cast
            if (one.starts_on is None or one.starts_on <= on) and self.left.get(one.id, date.max) > on
        ]

    def is_active(self, person: Person, on: date) -> bool:
        """Whether somebody had joined by the end of a day."""
        if person.onboarded_at is None:
            return False
        return person.onboarded_at.astimezone(self.office.world.policy.zone).date() <= on

    def agrees_with(self, report: PeriodReport) -> None:
        """Compares everything that a report says."""
        today = self.office.clock().astimezone(self.office.world.policy.zone).date()
        self.last_day = min(report.period.ends_on, today)
        self.people = self.there_on(self.last_day)
        here = [entry for entry in self.rows if within(entry, report.period)]
        earned = [entry for entry in here if entry.unit_id in self.units]
        had = self.seconds_of_people(here)
        assert report.people == len(self.people)
        assert report.totals.seconds == sum(entry.seconds for entry in earned)
        assert report.totals.jp == jp(earned)
        assert report.totals.learned == sum(1 for seconds in had.values() if seconds > 0)
        assert report.totals.first_try == accuracy(earned, CreditKind.LESSON)
        assert report.totals.reviews == accuracy(earned, CreditKind.REVIEW)
        before = [entry for entry in self.rows if within(entry, report.period.previous)]
        assert report.previous.seconds == sum(one.seconds for one in before if one.unit_id in self.units)
        assert report.previous.learned == sum(1 for one in self.seconds_of_people(before).values() if one > 0)
        so_far = [entry for entry in self.rows if entry.unit_id in self.units and until(entry, report)]
        assert report.year_jp == jp(so_far)
        self._agrees_on_people(report, earned)
        self._agrees_on_lines(report, earned)
        self._agrees_on_weeks(report)

    def seconds_of_people(self, rows: Iterable[CreditEntry]) -> dict[int, int]:
        """Seconds of everybody in these units, wherever they were earned."""
        found = {person.id: 0 for person in self.people}
        for entry in rows:
            if entry.person_id in found:
                found[entry.person_id] += entry.seconds
        return found

    def _agrees_on_people(self, report: PeriodReport, earned: Sequence[CreditEntry]) -> None:
        standings: dict[Standing, int] = defaultdict(int)
        lines = {line.person_id: line for line in report.persons}
        assert len(lines) == len(self.people)
        for person in self.people:
            own = [entry for entry in self.rows if entry.person_id == person.id]
            of_year = [entry for entry in own if until(entry, report)]
            line = lines[person.id]
            assert line.year_jp == jp(of_year)
            theirs = [entry for entry in earned if entry.person_id == person.id]
            assert (line.seconds, line.jp) == (sum(entry.seconds for entry in theirs), jp(theirs))
            is_active = self.is_active(person, self.last_day)
            assert line.is_activated == is_active
            serves = person.starts_on is None or person.starts_on <= report.as_of
            stands = is_active and serves
            expected = standing(self.office, person, jp(of_year), report.as_of) if stands else None
            assert line.standing == expected
            if expected is not None:
                standings[expected] += 1
        assert report.standings.counts == standings
        assert sum(band.people for band in report.distribution) == len(self.people)
        for band in report.distribution:
            assert band.people == sum(1 for line in lines.values() if in_band(line.year_jp, band))
        others = [entry for entry in earned if entry.person_id not in lines]
        assert (report.others.seconds, report.others.jp) == (sum(one.seconds for one in others), jp(others))
        assert report.not_activated == sum(1 for line in lines.values() if not line.is_activated)

    def _agrees_on_lines(self, report: PeriodReport, earned: Sequence[CreditEntry]) -> None:
        whole = report.totals.seconds
        assert sum(line.seconds for line in report.units) == whole
        assert sum(line.people for line in report.units) == report.people
        self._agrees_on_averages(report, earned)
        assert sum(line.learned for line in report.units) == report.totals.learned
        assert sum(line.seconds for line in report.kinds) == whole
        assert sum(line.seconds for line in report.competencies) == whole
        assert sum((line.jp for line in report.units), Fraction(0)) == report.totals.jp
        assert sum(line.seconds for line in report.persons) + report.others.seconds == whole
        in_rows = sum((line.jp for line in report.persons), Fraction(0))
        assert in_rows + report.others.jp == report.totals.jp
        assert report.unlisted == report.others
        of_course = [entry for entry in earned if "lesson:" in entry.source]
        of_course = [one for one in of_course if one.kind in {CreditKind.LESSON, CreditKind.CORRECTION}]
        assert sum(line.seconds for line in report.courses) == sum(one.seconds for one in of_course)

    def _agrees_on_averages(self, report: PeriodReport, earned: Sequence[CreditEntry]) -> None:
        """What so many people have each is what they earned here, whoever else did."""
        for line in report.units:
            theirs = {one.id for one in self.people if one.unit == line.path}
            own = [entry for entry in earned if entry.person_id in theirs]
            assert (line.people, line.own.seconds) == (len(theirs), sum(one.seconds for one in own))
            assert line.jp_per_person == (jp(own) / len(theirs) if theirs else None)
        in_all = sum((line.own.jp for line in report.units), Fraction(0))
        assert report.jp_per_person == (in_all / report.people if report.people else None)

    def _agrees_on_weeks(self, report: PeriodReport) -> None:
        first = period_of(PeriodKind.WEEK, report.as_of - timedelta(weeks=51))
        assert (report.weeks[0].iso_year, report.weeks[0].iso_week) == (first.year, first.number)
        for point in report.weeks:
            week = [
                entry
                for entry in self.rows
                if (entry.iso_year, entry.iso_week) == (point.iso_year, point.iso_week)
            ]
            assert point.seconds == sum(one.seconds for one in week if one.unit_id in self.units)
        if report.unit is None:
            assert [point.learned for point in report.weeks] == [
                self._learners(point) for point in report.weeks
            ]

    def _learners(self, point: Any) -> int:
        found: dict[int, int] = defaultdict(int)
        for entry in self.rows:
            if (entry.iso_year, entry.iso_week) == (point.iso_year, point.iso_week):
                found[entry.person_id] += entry.seconds
        return sum(1 for seconds in found.values() if seconds > 0)


def within(entry: CreditEntry, period: Period) -> bool:
    """Whether a row is of a period: weeks and years as booked, months of the person's own calendar."""
    if period.kind is PeriodKind.WEEK:
        return (entry.iso_year, entry.iso_week) == (period.year, period.number)
    return entry.year == period.year and month(entry) in period.months


def month(entry: CreditEntry) -> int:
    """The month of a row on the person's calendar, held within its year."""
    first, last = date(entry.year, 1, 1), date(entry.year, 12, 31)
    return min(max(entry.local_on, first), last).month


def until(entry: CreditEntry, report: PeriodReport) -> bool:
    """Whether a row is of the year of a report and not after it."""
    period = report.period
    if entry.year != period.year:
        return False
    if report.is_running or period.kind is PeriodKind.YEAR:
        return True
    if period.kind is PeriodKind.WEEK:
        return (entry.iso_year, entry.iso_week) <= (period.year, period.number)
    return month(entry) <= period.months[-1]


def jp(rows: Iterable[CreditEntry]) -> Fraction:
    """The JP of rows, each at its own rate."""
    return sum((jp_of(entry.seconds, entry.minutes_per_jp) for entry in rows), Fraction(0))


def accuracy(rows: Iterable[CreditEntry], kind: CreditKind) -> Accuracy:
    """Right and all answers of rows of a kind."""
    those = [entry.evidence for entry in rows if entry.kind is kind]
    return Accuracy(right=sum(one["right"] for one in those), answered=sum(one["questions"] for one in those))


def in_band(recorded: Fraction, band: Any) -> bool:
    """Whether somebody with so many JP is counted in a band."""
    if band.below_jp == 0:
        return recorded <= 0
    return recorded > 0 and band.from_jp <= recorded and (band.below_jp is None or recorded < band.below_jp)


def standing(office: Workplace, person: Person, recorded: Fraction, on: date) -> Standing:
    """How somebody who joined stands, as their own screen says it."""
    policy = office.world.policy
    target = yearly_target(
        person.employment_type,
        person.starts_on,
        on.year,
        target_jp=policy.target_jp,
        ceiling_jp=policy.ceiling_jp,
    )
    assert target.kind is TargetKind.FLOOR
    return pace(recorded, target, today=on, starts_on=person.starts_on, minutes_per_jp=45).standing
