"""Lists of a report: its units, people and courses, who is not reached, and who is behind pace."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from markupsafe import Markup

from bot.buttons.reports import (
    HandBehind,
    OfReport,
    ShowBehind,
    ShowNeverReached,
    ShowReport,
    ShowReportCourses,
    ShowReportPeople,
    ShowReportPerson,
    ShowReportUnits,
)
from bot.buttons.team import WHOLE_TEAM, AskTeamLinks, ShowMembers
from bot.screens import Key, Screen, lines, paragraphs, rows, turning
from bot.texts import Texts
from bot.views.report_words import duration, period_name, shown_jp, whole_minutes
from bot.views.reports import back, headline
from learning.report_lists import PersonBehind, UnreachedUnit
from learning.reports import PeriodReport, PersonLine, UnitLine
from learning.rules.periods import parse
from learning.rules.targets import TargetKind
from learning.team import Group, Order
from learning.usecases.reports_in_chat import HandedOver, ShownReport

PAGE = 8
"""Entries on one screen."""

T = TypeVar("T")

MOST_NAMED = 10
"""So many people at most a supervisor reads by name in a message; the rest are in the list of the team."""


def units(shown: ShownReport, page: int, t: Texts) -> Screen:
    """A page of the units right below the one shown, each with all below it."""
    found = shown.report
    period, course = f"{found.period}", found.course or ""
    every = below(found)
    page, pages, part = paged(every, page)
    numbered = list(enumerate(part, page * PAGE + 1))
    return Screen(
        text=paragraphs(
            headline(found, t),
            t("Each unit with all below it: who learned, time in all, and per person over all its people."),
            lines(*(_unit_line(number, one, t) for number, one in numbered)),
            _place(page, pages, t),
        ),
        keys=(
            *rows(
                *(Key(f"{number}", ShowReport(period, one.unit_id, course)) for number, one in numbered),
                width=4,
            ),
            *turning(page, pages, lambda to: ShowReportUnits(period, shown.unit_id, course, to)),
            back(shown, t),
        ),
    )


def below(found: PeriodReport) -> list[UnitLine]:
    """The steps right below what is shown; a step that is no unit of its own as the units below it."""
    every: list[UnitLine] = []
    for branch in found.branches:
        if branch.unit_id:
            every.append(branch)
        else:
            every.extend(one for one in found.units if one.path.startswith(f"{branch.path}/"))
    return [one for one in every if one.path != found.unit]


def people(shown: ShownReport, page: int, asker_id: int, t: Texts) -> Screen:
    """A page of people with what the period brought them; a number leads to the person."""
    found = shown.report
    page, pages, part = paged(found.persons, page)
    numbered = list(enumerate(part, page * PAGE + 1))
    led = [(number, one) for number, one in numbered if one.person_id != asker_id]
    where = (f"{found.period}", shown.unit_id, found.course or "")
    return Screen(
        text=paragraphs(
            headline(found, t),
            lines(*(_person_line(number, one, t) for number, one in numbered)) or t("Nobody at the moment."),
            _place(page, pages, t),
        ),
        keys=(
            *rows(
                *(Key(f"{number}", ShowReportPerson(*where, one.person_id)) for number, one in led),
                width=4,
            ),
            *turning(page, pages, lambda to: ShowReportPeople(*where, to)),
            back(shown, t),
        ),
    )


def courses(shown: ShownReport, page: int, t: Texts) -> Screen:
    """A page of courses, each leading to the report of that course alone."""
    found = shown.report
    page, pages, part = paged(found.courses, page)
    numbered = list(enumerate(part, page * PAGE + 1))
    said = [
        t(
            "{number}. {title}: {lessons} lessons, {time}",
            number=number,
            title=one.title,
            lessons=t.number(one.lessons),
            time=duration(one.seconds, t),
        )
        for number, one in numbered
    ]
    presses = [(number, ShowReport(f"{found.period}", shown.unit_id, one.course)) for number, one in numbered]
    return Screen(
        text=paragraphs(
            headline(found, t),
            lines(*said) or t("No course in this period."),
            _outside(found, t),
            _place(page, pages, t),
        ),
        keys=(
            *rows(*(Key(f"{number}", press) for number, press in presses), width=4),
            *turning(page, pages, lambda to: ShowReportCourses(f"{found.period}", shown.unit_id, to)),
            back(shown, t),
        ),
    )


def never_reached(found: Sequence[UnreachedUnit], press: ShowNeverReached, t: Texts) -> Screen:
    """A page of units with people whom Sela cannot write to; a number leads to the link sheet of a unit."""
    page, pages, part = paged(found, press.page)
    numbered = list(enumerate(part, page * PAGE + 1))
    sheets = [
        Key(t.plain("🖨 {number}", number=number), AskTeamLinks(one.unit_id))
        for number, one in numbered
        if one.not_activated
    ]
    hint = t("🖨 makes fresh links of a unit, on cards to print and hand out.") if sheets else None
    listed = lines(*(_unreached_line(number, one, t) for number, one in numbered))
    return Screen(
        text=paragraphs(
            t("<b>Not reached</b>"), listed or t("Everybody is reached."), hint, _place(page, pages, t)
        ),
        keys=(
            *rows(*sheets, width=4),
            *turning(page, pages, lambda to: replace(press, page=to)),
            (_to_report(press, t),),
        ),
    )


def behind(
    found: Sequence[PersonBehind], press: ShowBehind, t: Texts, *, can_hand_over: bool = False
) -> Screen:
    """A page of people behind pace, with one tap that hands them to their supervisors."""
    page, pages, part = paged(found, press.page)
    named = lines(*(_behind_line(number, one, t) for number, one in enumerate(part, page * PAGE + 1)))
    hint = t("Their supervisors can be told with one tap: each reads of their own people only.")
    hand = Key(t.plain("Hand to the supervisors"), HandBehind(press.period, press.unit, press.course))
    return Screen(
        text=paragraphs(
            lines(t("<b>Behind pace</b>"), _period(press.period, t)),
            t.count("{n} person", "{n} people", len(found)) if found else None,
            named or t("Nobody at the moment."),
            hint if can_hand_over and found else None,
            _place(page, pages, t),
        ),
        keys=(
            *turning(page, pages, lambda to: replace(press, page=to)),
            *rows(hand if can_hand_over and found else None),
            (_to_report(press, t),),
        ),
    )


def handed(outcome: HandedOver, press: HandBehind, t: Texts) -> Screen:
    """After the people behind pace were handed to their supervisors, or where that was done already."""
    if outcome.told is None:
        said = t("The supervisors have been told today already. Tomorrow you can do it again.")
    elif not outcome.told:
        said = t("None of these people has a supervisor whom Sela can write to.")
    else:
        said = t.count(
            "{n} supervisor is told in working hours who of their people is behind pace.",
            "{n} supervisors are told in working hours who of their people is behind pace.",
            outcome.told,
        )
    listed = Key(t.plain("Back to the list"), ShowBehind(press.period, press.unit, press.course))
    return Screen(
        text=paragraphs(said, _without(outcome, t) if outcome.told != 0 else None),
        keys=rows(listed, _to_report(press, t)),
    )


def told_behind(found: Sequence[PersonBehind], t: Texts) -> Screen:
    """To a supervisor: who of their people is behind pace."""
    more = len(found) - MOST_NAMED
    return Screen(
        text=paragraphs(
            t.count(
                "One of your people is behind the pace of the year. A friendly word may help:",
                "{n} of your people are behind the pace of the year. A friendly word may help:",
                len(found),
            ),
            lines(*(_behind_line(number, one, t) for number, one in enumerate(found[:MOST_NAMED], 1))),
            t.count("… and {n} more person", "… and {n} more people", more) if more > 0 else None,
        ),
        keys=rows(Key(t.plain("Look at them"), ShowMembers(WHOLE_TEAM, Group.BEHIND, Order.NEED))),
    )


def paged(every: Sequence[T], page: int) -> tuple[int, int, Sequence[T]]:
    """The page that is there, how many there are, and what is on it."""
    pages = max(1, -(-len(every) // PAGE))
    page = min(page, pages - 1)
    return page, pages, every[page * PAGE : (page + 1) * PAGE]


def _unit_line(number: int, one: UnitLine, t: Texts) -> Markup:
    return t(
        "{number}. {unit}: {learned} of {people}, {time}, {each} min each",
        number=number,
        unit=one.name,
        learned=t.number(one.learned),
        people=t.number(one.people),
        time=duration(one.seconds, t),
        each=t.minutes(max(0, one.own.seconds) // one.people) if one.people else "–",
    )


def _person_line(number: int, one: PersonLine, t: Texts) -> Markup:
    return t(
        "{number}. {name}, {digits}: {minutes} min, {year} this year",
        number=number,
        name=one.name,
        digits=f"…{one.number[-3:]}",
        minutes=t.number(whole_minutes(one.seconds)),
        year=against_target(one, t),
    )


def against_target(one: PersonLine, t: Texts) -> Markup:
    """JP of the year against the floor to reach, or the ceiling not to pass."""
    values = {"jp": t.jp(one.year_jp), "target": shown_jp(one.target.jp, t)}
    if one.target.kind is TargetKind.CEILING:
        return t("{jp} JP (ceiling {target})", **values)
    return t("{jp} of {target} JP", **values)


def _outside(found: PeriodReport, t: Texts) -> Markup | None:
    """What the courses leave to the time in all: reviews and whatever else belongs to none."""
    outside = found.totals.seconds - sum(one.seconds for one in found.courses)
    if not outside:
        return None
    return t(
        "Reviews and what belongs to no course: {time}. In all {total}.",
        time=duration(outside, t),
        total=duration(found.totals.seconds, t),
    )


def _without(outcome: HandedOver, t: Texts) -> Markup | None:
    """Who has nobody that could be told."""
    if not outcome.without:
        return None
    named, more = outcome.without[:MOST_NAMED], len(outcome.without) - MOST_NAMED
    return lines(
        t.count(
            "{n} person has no supervisor whom Sela can write to:",
            "{n} people have no supervisor whom Sela can write to:",
            len(outcome.without),
        ),
        *(t("– {what}", what=name) for name in named),
        t.count("… and {n} more person", "… and {n} more people", more) if more > 0 else None,
    )


def _period(period: str, t: Texts) -> Markup | None:
    """The period of a list."""
    found = parse(period)
    return t("<i>{period}</i>", period=period_name(found, t)) if found else None


def _to_report(press: OfReport, t: Texts) -> Key:
    return Key(t.plain("Back to the report"), ShowReport(press.period, press.unit, press.course))


def _unreached_line(number: int, one: UnreachedUnit, t: Texts) -> Markup:
    listed, blocked = t.number(len(one.not_activated)), t.number(len(one.blocked))
    values = {"number": number, "unit": one.path, "people": t.number(one.people)}
    if not one.blocked:
        return t("{number}. {unit}: {listed} not activated, of {people}", listed=listed, **values)
    if not one.not_activated:
        return t("{number}. {unit}: {blocked} blocked Sela, of {people}", blocked=blocked, **values)
    return t(
        "{number}. {unit}: {listed} not activated, {blocked} blocked Sela, of {people}",
        listed=listed,
        blocked=blocked,
        **values,
    )


def _behind_line(number: int, one: PersonBehind, t: Texts) -> Markup:
    return t(
        "{number}. {name} ({unit}): {jp} JP, even pace {expected}",
        number=number,
        name=one.name,
        unit=one.unit.rpartition("/")[2],
        jp=t.jp(one.recorded),
        expected=t.jp(one.expected),
    )


def _place(page: int, pages: int, t: Texts) -> Markup | None:
    return t("Page {n} of {count}", n=page + 1, count=pages) if pages > 1 else None
