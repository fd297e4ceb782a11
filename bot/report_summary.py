"""The summary of a report as rows of a spreadsheet: each figure with what it is a share or an average of.

Hours and JP are exact, so that they can be added up; shares, minutes and spread are cut as they are in chat.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bot.spreadsheets import HUNDREDTHS, PERCENT, TENTHS, WHOLE
from bot.texts import Texts
from bot.views.report_words import (
    HUNDREDTH,
    THOUSANDTH,
    band_name,
    cut,
    days_of,
    evenness,
    hours,
    need,
    percent,
    period_name,
    scope_name,
    whole_minutes,
)
from learning.report_lists import YearTable
from learning.reports import Earned, PeriodReport, Totals


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row: what it is called, its value, how that is written, and what stands beside it."""

    label: str = ""
    value: str | int | Decimal | Fraction | None = None
    format: str = "General"
    note: str = ""


def summary_rows(report: PeriodReport, t: Texts, *, target_jp: int) -> list[Row]:
    """The rows of the summary; the first is its title."""
    return [
        Row(label=t.plain("Learning report: {period}", period=period_name(report.period, t))),
        *_about(report, t),
        Row(),
        *_totals(report, t),
        Row(),
        *_year(report, t, target_jp),
        Row(),
        *_taking_part(report, t),
        Row(),
        *_needing(report, t),
        *_rules(report, t),
    ]


def year_rows(table: YearTable, t: Texts) -> list[Row]:
    """The six indicators of a year as agencies publish them; the first row is their title."""
    staff = str(
        t.count(
            "over {n} person on the staff during the year",
            "over {n} people on the staff during the year",
            table.staff,
        ).unescape()
    )
    users = str(t.count("over the one who used it", "over the {n} who used it", table.users).unescape())
    sorts = t.plain(
        "{unscheduled} unscheduled, {events} at events; not persons",
        unscheduled=t.number(table.unscheduled),
        events=t.number(table.at_events),
    )
    modules = t.plain("lessons and other modules that somebody completed")
    return [
        Row(label=t.plain("The year {year} in the ledger", year=table.year)),
        Row(label=t.plain("Events held"), value=table.events, format=WHOLE),
        Row(label=t.plain("Modules"), value=table.modules, format=WHOLE, note=modules),
        Row(label=t.plain("People who used it"), value=table.users, format=WHOLE, note=staff),
        Row(label=t.plain("Share that used it"), value=share_of(table.coverage), format=PERCENT, note=staff),
        Row(label=t.plain("Completions"), value=table.completions, format=WHOLE, note=sorts),
        Row(label=t.plain("Exam participants"), value=table.exam_takers, format=WHOLE),
        Row(label=t.plain("JP recorded"), value=table.jp, format=HUNDREDTHS),
        Row(
            label=t.plain("JP per person of the year's staff"),
            value=table.jp_per_staff,
            format=HUNDREDTHS,
            note=staff,
        ),
        Row(
            label=t.plain("JP per person who used it"),
            value=table.jp_per_user,
            format=HUNDREDTHS,
            note=users,
        ),
    ]


def share_of(share: Fraction | None) -> Decimal | None:
    """A share as a cell: a tenth of a percent is its last digit, cut as in chat."""
    return None if share is None else cut(share, THOUSANDTH)


def spread_of(gini: Fraction | None) -> Decimal | None:
    """A Gini coefficient as a cell, cut as in chat."""
    return None if gini is None else cut(gini, HUNDREDTH)


def _about(report: PeriodReport, t: Texts) -> list[Row]:
    return [
        Row(label=t.plain("Unit"), value=scope_name(report.unit, report.scope, t)),
        *([Row(label=t.plain("Course"), value=report.course_title)] if report.course else []),
        Row(label=t.plain("Period"), value=f"{report.period}", note=days_of(report.period, t)),
        Row(
            label=t.plain("Counted until"),
            value=t.short_date(report.as_of),
            note=t.plain("The period is not over yet.") if report.is_running else "",
        ),
    ]


def _totals(report: PeriodReport, t: Texts) -> list[Row]:
    now, people, learners = report.totals, _over_people(report, t), _over_learners(report, t)
    return [
        Row(label=t.plain("People on the roster"), value=report.people, format=WHOLE),
        Row(
            label=t.plain("People who learned"),
            value=now.learned,
            format=WHOLE,
            note=_before(report.previous.learned, t),
        ),
        Row(
            label=t.plain("Share that learned"),
            value=share_of(report.learned_share),
            format=PERCENT,
            note=people,
        ),
        Row(
            label=t.plain("Hours"),
            value=Fraction(now.seconds, 3600),
            format=HUNDREDTHS,
            note=_before(hours(report.previous.seconds, t), t),
        ),
        Row(
            label=t.plain("Change in hours"),
            value=share_of(report.change),
            format='+0.0%;"−"0.0%;0.0%',
            note=t.plain("once the period is over") if report.is_running else t.plain("on the period before"),
        ),
        Row(label=t.plain("JP recorded"), value=now.jp, format=HUNDREDTHS),
        *_others(report, t),
        Row(label=t.plain("JP per person"), value=report.jp_per_person, format=HUNDREDTHS, note=people),
        Row(
            label=t.plain("JP per learner"),
            value=report.jp_per_learner,
            format=HUNDREDTHS,
            note=learners,
        ),
        *_quality(now, t),
    ]


def _others(report: PeriodReport, t: Texts) -> list[Row]:
    """What people earned here who are not among those counted, where it is anything."""
    if report.others == Earned():
        return []
    label = t.plain("of these by people who are no longer here")
    spent = t.plain("{hours} hours", hours=hours(report.others.seconds, t))
    return [Row(label=label, value=report.others.jp, format=HUNDREDTHS, note=spent)]


def _quality(totals: Totals, t: Texts) -> list[Row]:
    rows = [
        Row(
            label=t.plain("Right at the first try"),
            value=share_of(totals.first_try.share),
            format=PERCENT,
            note=_answers(totals.first_try.answered, t),
        ),
        Row(
            label=t.plain("Right in reviews"),
            value=share_of(totals.reviews.share),
            format=PERCENT,
            note=_answers(totals.reviews.answered, t),
        ),
    ]
    rating = totals.rating
    counted = str(t.count("{n} rating", "{n} ratings", rating.count).unescape())
    band = rating.band.label_in(t.language) if rating.band else None
    note = ", ".join(filter(None, (band, counted)))
    return [*rows, Row(label=t.plain("Rating (0 to 100)"), value=rating.index, format=TENTHS, note=note)]


def _year(report: PeriodReport, t: Texts, target_jp: int) -> list[Row]:
    standings = report.standings
    share = Fraction(standings.on_pace, standings.paced) if standings.paced else None
    paced = str(
        t.count(
            "of {n} activated person with a target",
            "of {n} activated people with a target",
            standings.paced,
        ).unescape()
    )
    rows = [
        Row(label=t.plain("JP recorded this year"), value=report.year_jp, format=HUNDREDTHS),
        Row(
            label=t.plain("On pace to {target} JP", target=t.number(target_jp)),
            value=standings.on_pace,
            format=WHOLE,
            note=paced,
        ),
        Row(label=t.plain("Share on pace"), value=share_of(share), format=PERCENT, note=paced),
        Row(label=t.plain("Behind pace"), value=standings.behind, format=WHOLE, note=paced),
    ]
    bands = [
        Row(label=t.plain("People with JP: {band}", band=band_name(one, t)), value=one.people, format=WHOLE)
        for one in report.distribution
    ]
    return [*rows, *bands]


def _taking_part(report: PeriodReport, t: Texts) -> list[Row]:
    now, before = report.participation, report.previous_participation
    people = _over_people(report, t)
    gini = "" if before.gini is None else _before(evenness(before.gini, t), t)
    share = "" if before.share_without is None else _before(f"{percent(before.share_without, t)} %", t)
    return [
        Row(label=t.plain("Not activated"), value=report.not_activated, format=WHOLE),
        Row(label=t.plain("Blocked Sela"), value=report.blocked, format=WHOLE),
        Row(
            label=t.plain("Share without minutes"),
            value=share_of(now.share_without),
            format=PERCENT,
            note=", ".join(filter(None, (people, share))),
        ),
        Row(
            label=t.plain("Median minutes"),
            value=whole_minutes(now.median_seconds),
            format=WHOLE,
            note=people,
        ),
        Row(
            label=t.plain("Spread (Gini)"),
            value=spread_of(now.gini),
            format="0.00",
            note=", ".join(filter(None, (t.plain("0 is even, 1 is one person alone"), gini))),
        ),
    ]


def _needing(report: PeriodReport, t: Texts) -> list[Row]:
    return [
        Row(label=t.plain("Needs you"), value=None, note=str(need(one, t).unescape()))
        for one in report.needing
    ]


def _rules(report: PeriodReport, t: Texts) -> list[Row]:
    return [
        Row(note=t.plain("1 JP = {minutes} minutes.", minutes=t.number(report.minutes_per_jp))),
        Row(
            note=t.plain(
                "People are those on the roster at the end of the period, where they are now or were last; "
                "hours and JP are counted in the unit where they were earned, at the rate that held then."
            )
        ),
        Row(
            note=t.plain(
                "JP are recorded here; they count officially once the personnel system confirms them."
            )
        ),
    ]


def _over_people(report: PeriodReport, t: Texts) -> str:
    return str(t.count("over one person", "over all {n} people", report.people).unescape())


def _over_learners(report: PeriodReport, t: Texts) -> str:
    learned = report.totals.learned
    return str(t.count("over the one who learned", "over the {n} who learned", learned).unescape())


def _answers(count: int, t: Texts) -> str:
    return str(t.count("of {n} answer", "of {n} answers", count).unescape())


def _before(value: int | str, t: Texts) -> str:
    return t.plain("before: {value}", value=value if isinstance(value, str) else t.number(value))
