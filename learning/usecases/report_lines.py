"""The lines of a report: weeks, courses, competencies, kinds of activity, people."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from learning.people import EmploymentType, masked
from learning.ports import Records
from learning.records import CreditKind
from learning.report_ports import PeriodSum, PersonSum, RosterLine, Staff, Units
from learning.reports import (
    CompetencyLine,
    CourseLine,
    KindLine,
    PersonLine,
    RatingFigure,
    WeekPoint,
)
from learning.rules.periods import Period, PeriodKind, period_of
from learning.rules.reporting import Yardstick, YearSeconds, accuracy_of, exact_jp, jp_of_sums
from learning.usecases.report_ratings import NO_RATING, moments_of
from learning.world import World

WEEKS = 52


def weeks_until(records: Records, on: date, units: Units, course: str | None) -> tuple[WeekPoint, ...]:
    """The weeks until the one of a day, oldest first, also those in which nobody learned."""
    mondays = [on - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
    weeks = [period_of(PeriodKind.WEEK, monday) for monday in mondays]
    found = records.reports.weeks(weeks[0], weeks[-1], units, course=course)
    points = ((week, found.get((week.year, week.number), (0, 0))) for week in weeks)
    return tuple(
        WeekPoint(iso_year=week.year, iso_week=week.number, seconds=seconds, learned=people)
        for week, (seconds, people) in points
    )


def course_lines(
    world: World,
    sums: Sequence[PeriodSum],
    ratings: Mapping[str, RatingFigure],
    steps: Mapping[str, tuple[int, int]] | None,
    language: str,
) -> tuple[CourseLine, ...]:
    """The courses in which somebody learned in the period, the most minutes first; `steps` as found below."""
    courses = world.catalogue.courses
    lines = []
    for course, those in _grouped(sums, lambda one: one.course).items():
        if not course:
            continue
        started, completed = (None, None) if steps is None else steps.get(course, (0, 0))
        lines.append(
            CourseLine(
                course=course,
                title=courses[course].title_in(language) if course in courses else course,
                lessons=sum(one.credits for one in those if one.kind == CreditKind.LESSON),
                started=started,
                completed=completed,
                seconds=sum(one.seconds for one in those),
                jp=jp_of_sums(those),
                first_try=accuracy_of(those, CreditKind.LESSON),
                rating=ratings.get(course, NO_RATING),
            )
        )
    return tuple(sorted(lines, key=lambda line: (-line.seconds, line.title.casefold())))


def course_steps(
    records: Records, world: World, period: Period, staff: Staff, course: str | None
) -> dict[str, tuple[int, int]]:
    """How many people began and how many completed each course in the period, or this one."""
    lessons = {id_: keys for id_, keys in world.catalogue.lesson_keys.items() if course in {None, id_}}
    since, until = moments_of(period, world)
    lesson_keys = [key for keys in lessons.values() for key in keys]
    began: Counter[str] = Counter()
    completed: Counter[str] = Counter()
    for steps in records.reports.course_steps(period, staff, lesson_keys, since, until):
        began[steps.course] += steps.began
        if steps.lessons == len(lessons[steps.course]):
            completed[steps.course] += steps.went_on
    return {id_: (began[id_], completed[id_]) for id_ in lessons}


def competency_lines(sums: Sequence[PeriodSum]) -> tuple[CompetencyLine, ...]:
    """The competencies, the most minutes first; what has none is under an empty name."""
    lines = [
        CompetencyLine(
            competency=competency,
            seconds=sum(one.seconds for one in those),
            jp=jp_of_sums(those),
            first_try=accuracy_of(those, CreditKind.LESSON),
            reviews=accuracy_of(those, CreditKind.REVIEW),
        )
        for competency, those in _grouped(sums, lambda one: one.competency).items()
    ]
    return tuple(sorted(lines, key=lambda line: (-line.seconds, line.competency.casefold())))


def kind_lines(sums: Sequence[PeriodSum]) -> tuple[KindLine, ...]:
    """The kinds of activity, the most minutes first."""
    lines = [
        KindLine(
            kind=kind,
            rows=sum(one.credits for one in those),
            seconds=sum(one.seconds for one in those),
            jp=jp_of_sums(those),
        )
        for kind, those in _grouped(sums, lambda one: one.kind).items()
    ]
    return tuple(sorted(lines, key=lambda line: (-line.seconds, line.kind)))


def person_lines(
    records: Records,
    yardstick: Yardstick,
    period: Period,
    staff: Staff,
    course: str | None,
    roster: Sequence[RosterLine],
    year: YearSeconds,
    paths: Mapping[int, str],
    *,
    has_full_numbers: bool,
) -> tuple[PersonLine, ...]:
    """Everyone of the roster, by unit and name; who was erased since is a number no more and no row."""
    names = {line.person_id: line for line in records.reports.names(staff)}
    last_on = records.reports.learned_on(period.year, staff)
    by_person: defaultdict[int, list[PersonSum]] = defaultdict(list)
    for one in records.reports.of_people(period, staff, course=course):
        by_person[one.person_id].append(one)
    lines = []
    for line in roster:
        if (named := names.get(line.person_id)) is None:
            continue
        those = by_person.get(line.person_id, [])
        number = named.employee_number
        lines.append(
            PersonLine(
                person_id=line.person_id,
                number=number if has_full_numbers else masked(number),
                name=named.name,
                unit=paths[line.unit_id],
                employment_type=EmploymentType(line.employment_type),
                is_activated=line.is_active,
                is_blocked=line.is_active and line.is_blocked,
                is_here=named.is_here,
                seconds=sum(one.seconds for one in those),
                jp=jp_of_sums(those),
                year_jp=exact_jp(year.by_rate(line.person_id)),
                target=yardstick.target(line),
                standing=yardstick.place(line, year)[0],
                first_try=accuracy_of(those, CreditKind.LESSON),
                reviews=accuracy_of(those, CreditKind.REVIEW),
                last_on=last_on.get(line.person_id),
            )
        )
    return tuple(sorted(lines, key=lambda line: (line.unit, line.name.casefold(), line.person_id)))


def _grouped(sums: Sequence[PeriodSum], by: Callable[[PeriodSum], str]) -> dict[str, list[PeriodSum]]:
    found: defaultdict[str, list[PeriodSum]] = defaultdict(list)
    for one in sums:
        found[by(one)].append(one)
    return dict(found)
