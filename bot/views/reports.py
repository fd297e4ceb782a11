"""Screens of reports: the facts of a period, and the ways to other periods, units, people and courses."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot.buttons.flagged import ShowFlagged
from bot.buttons.handover import ShowHandOvers
from bot.buttons.rating import ShowSentences
from bot.buttons.reports import (
    ChoosePeriod,
    SendReportPicture,
    SendReportWorkbook,
    ShowBehind,
    ShowNeverReached,
    ShowReport,
    ShowReportCourses,
    ShowReportPeople,
    ShowReportUnits,
    TypePeriod,
)
from bot.screens import File, Key, Screen, lines, paragraphs, rows
from bot.texts import Texts
from bot.views import report_facts as facts
from bot.views.report_words import days_of, period_name, scope_name
from learning.reports import PeriodReport
from learning.rules.periods import Period, PeriodKind, parse, period_of
from learning.rules.rating import SMALLEST_GROUP
from learning.usecases.reports_in_chat import EVERYTHING, ShownReport

MOST_LISTED = 500
"""So many people at most are listed in chat; more are in the spreadsheet, or chosen by unit."""


def report(shown: ShownReport, target_jp: int, t: Texts) -> Screen:
    """The report of a period."""
    found = shown.report
    return Screen(
        text=paragraphs(
            headline(found, t),
            facts.learning(found, t),
            facts.course(found, t),
            lines(facts.quality(found, t), _few_ratings(found, t)),
            facts.standing(found, target_jp, t),
            facts.taking_part(found, t),
            facts.year_table(shown.year_table, t) if shown.year_table else None,
            facts.needing(found, t),
        ),
        keys=_keys(shown, t),
    )


def headline(found: PeriodReport, t: Texts) -> Markup:
    """Which period and which people a report is about."""
    return lines(
        t("<b>{period}</b> ({days})", period=period_name(found.period, t), days=days_of(found.period, t)),
        scope_name(found.unit, found.scope, t),
        found.course_title or None,
        t("<i>It is not over yet.</i>") if found.is_running else None,
    )


def periods(shown: Period, unit_id: int, course: str, today: date, t: Texts) -> Screen:
    """The periods that are near, and any that is written."""
    names = (
        (PeriodKind.WEEK, t.plain("This week"), t.plain("Last week")),
        (PeriodKind.MONTH, t.plain("This month"), t.plain("Last month")),
        (PeriodKind.QUARTER, t.plain("This quarter"), t.plain("Last quarter")),
        (PeriodKind.YEAR, t.plain("This year"), t.plain("Last year")),
    )
    keys = []
    for kind, this, last in names:
        now = period_of(kind, today)
        keys.append(Key(this, ShowReport(f"{now}", unit_id, course)))
        keys.append(Key(last, ShowReport(f"{now.previous}", unit_id, course)))
    return Screen(
        text=t("Which period?"),
        keys=(
            *rows(*keys, width=2),
            (Key(t.plain("Another one"), TypePeriod(unit_id, course)),),
            (Key(t.plain("Back to the report"), ShowReport(f"{shown}", unit_id, course)),),
        ),
    )


def ask_period(t: Texts) -> Screen:
    """Asks for a period in words."""
    return Screen(
        text=t(
            "Write the period as your next message: week 47, November 2026, quarter 3, 2025, "
            "or any day of a week. /cancel leaves it."
        )
    )


def no_period(today: date, t: Texts, *, is_asked: bool) -> Screen:
    """What was written is no period; where Sela asked for one, the next message is taken again."""
    known = t(
        "That is no period that I know. I know weeks, months, quarters and years: <i>week 47</i>, "
        "<i>last week</i>, <i>November 2026</i>, <i>last month</i>, <i>quarter 4</i>, <i>2026</i>, or any "
        "day of a week such as <i>23 November</i>."
    )
    if is_asked:
        return Screen(text=paragraphs(known, t("Write it again, or /cancel.")))
    week = period_of(PeriodKind.WEEK, today)
    return Screen(text=known, keys=rows(Key(t.plain("Choose a period"), ChoosePeriod(f"{week}"))))


def not_begun(asked: Period, unit_id: int, course: str, today: date, t: Texts) -> Screen:
    """A period that lies ahead, and the ways to the one that runs and to others."""
    now = period_of(asked.kind, today)
    return Screen(
        text=lines(
            t("<b>{period}</b> ({days})", period=period_name(asked, t), days=days_of(asked, t)),
            t("That period has not begun yet."),
        ),
        keys=rows(
            Key(period_name(now, t), ShowReport(f"{now}", unit_id, course)),
            Key(t.plain("Choose a period"), ChoosePeriod(f"{now}", unit_id, course)),
        ),
    )


def picture(shown: ShownReport, content: bytes, t: Texts) -> Screen:
    """The picture, and the way back to its facts."""
    found = shown.report
    return Screen(
        text=paragraphs(headline(found, t), facts.learning(found, t)),
        keys=(back(shown, t),),
        files=(picture_file(found, content),),
    )


def spreadsheet(shown: ShownReport, content: bytes, t: Texts) -> Screen:
    """The report as a file, with what is in it."""
    found = shown.report
    counted = t.count("{n} person", "{n} people", len(found.persons))
    masked = None if shown.is_admin else t("Employee numbers are masked in it.")
    return Screen(
        text=paragraphs(
            headline(found, t),
            t("The spreadsheet names {people}. That you took it out is written down.", people=counted),
            masked,
        ),
        keys=(back(shown, t),),
        files=(workbook_file(found, content),),
    )


def picture_file(found: PeriodReport, content: bytes) -> File:
    """The picture as a file."""
    return File(name=f"sela-{found.period}.png", content=content, is_picture=True)


def workbook_file(found: PeriodReport, content: bytes) -> File:
    """The spreadsheet as a file."""
    return File(name=f"sela-{found.period}.xlsx", content=content)


def back(shown: ShownReport, t: Texts) -> tuple[Key, ...]:
    """The way back to the facts."""
    found = shown.report
    press = ShowReport(f"{found.period}", shown.unit_id, found.course or "")
    return (Key(t.plain("Back to the report"), press),)


def report_key(period: str, t: Texts, *, course: str = "") -> Key | None:
    """The way back to a report of the whole organisation; None without a period."""
    if parse(period) is None:
        return None
    return Key(t.plain("Back to the report"), ShowReport(period, EVERYTHING, course))


def _few_ratings(found: PeriodReport, t: Texts) -> Markup | None:
    """Why the report of a course has no rating; only who sees everybody sees those of courses."""
    if not found.course or None not in found.scope or found.totals.rating.index is not None:
        return None
    return t("Rating: fewer than {n} people have rated it in this period", n=SMALLEST_GROUP)


def _keys(shown: ShownReport, t: Texts) -> tuple[tuple[Key, ...], ...]:
    found, unit = shown.report, shown.unit_id
    period, course = f"{found.period}", found.course or ""
    following = found.period.following
    is_past = following.starts_on <= found.as_of or not found.is_running
    return (
        *rows(
            Key("‹", ShowReport(f"{found.period.previous}", unit, course)),
            Key(t.plain("Period"), ChoosePeriod(period, unit, course)),
            Key("›", ShowReport(f"{following}", unit, course)) if is_past else None,
            width=3,
        ),
        *rows(
            Key(t.plain("Picture"), SendReportPicture(period, unit, course)),
            Key(t.plain("Spreadsheet"), SendReportWorkbook(period, unit, course)),
            width=2,
        ),
        *rows(*_narrowing(shown, t), width=2),
        *rows(*_acting(shown, t), width=2),
        *rows(*_widening(shown, t), width=2),
    )


def _narrowing(shown: ShownReport, t: Texts) -> Sequence[Key | None]:
    found, unit = shown.report, shown.unit_id
    period, course = f"{found.period}", found.course or ""
    has_units = any(one.path != found.unit for one in found.branches)
    return (
        Key(t.plain("By unit"), ShowReportUnits(period, unit, course)) if has_units else None,
        Key(t.plain("By person"), ShowReportPeople(period, unit, course))
        if 0 < found.people <= MOST_LISTED
        else None,
        Key(t.plain("By course"), ShowReportCourses(period, unit)) if found.courses and not course else None,
    )


def _acting(shown: ShownReport, t: Texts) -> Sequence[Key | None]:
    found, unit = shown.report, shown.unit_id
    period, course = f"{found.period}", found.course or ""
    missed, behind = found.not_activated + found.blocked, found.standings.behind
    counted = t.plain("Not reached ({n})", n=t.number(missed))
    # The list is today's, since links are made from it: only a period that runs counts the same people.
    not_reached = counted if found.is_running else t.plain("Not reached now")
    is_all = shown.is_admin and unit == EVERYTHING and not course
    return (
        Key(not_reached, ShowNeverReached(period, unit, course)) if missed else None,
        Key(t.plain("Behind pace ({n})", n=t.number(behind)), ShowBehind(period, unit, course))
        if behind
        else None,
        Key(t.plain("Sentences ({n})", n=t.number(shown.sentences)), ShowSentences(course, 0, period))
        if shown.sentences
        else None,
        Key(t.plain("To look at"), ShowFlagged(0, period)) if is_all else None,
        Key(t.plain("Hand-over"), ShowHandOvers(period)) if is_all else None,
    )


def _widening(shown: ShownReport, t: Texts) -> Sequence[Key | None]:
    found, unit = shown.report, shown.unit_id
    period, course = f"{found.period}", found.course or ""
    whole = t.plain("The whole organisation") if shown.is_admin else t.plain("Everyone I lead")
    return (
        Key(t.plain("All courses"), ShowReport(period, unit)) if course else None,
        Key(t.plain("One unit up"), ShowReport(period, shown.above_id, course))
        if shown.above_id != EVERYTHING
        else None,
        Key(whole, ShowReport(period, EVERYTHING, course)) if unit != EVERYTHING else None,
    )
