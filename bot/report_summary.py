"""The summary of a report as rows of a spreadsheet: each figure with what it is a share or an average of."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bot.spreadsheets import HUNDREDTHS, PERCENT, TENTHS, WHOLE, hundredths_of
from bot.texts import Texts
from bot.views.report_words import band_name, days_of, need, percent, period_name, scope_name
from learning.reports import PeriodReport, Totals


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row: what it is called, its value, how that is written, and what stands beside it."""

    label: str = ""
    value: str | int | float | Decimal | None = None
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
            value=_float(report.learned_share),
            format=PERCENT,
            note=people,
        ),
        Row(
            label=t.plain("Hours"),
            value=_cut(Fraction(now.seconds, 3600)),
            format=HUNDREDTHS,
            note=_before(_cut(Fraction(report.previous.seconds, 3600)), t),
        ),
        Row(
            label=t.plain("Change in hours"),
            value=_float(report.change),
            format="+0.0%;-0.0%;0.0%",
            note=t.plain("once the period is over") if report.is_running else t.plain("on the period before"),
        ),
        Row(label=t.plain("JP recorded"), value=_cut(now.jp), format=HUNDREDTHS),
        Row(label=t.plain("JP per person"), value=_cut(report.jp_per_person), format=HUNDREDTHS, note=people),
        Row(
            label=t.plain("JP per learner"),
            value=_cut(report.jp_per_learner),
            format=HUNDREDTHS,
            note=learners,
        ),
        *_quality(now, t),
    ]


def _quality(totals: Totals, t: Texts) -> list[Row]:
    rows = [
        Row(
            label=t.plain("Right at the first try"),
            value=_float(totals.first_try.share),
            format=PERCENT,
            note=_answers(totals.first_try.answered, t),
        ),
        Row(
            label=t.plain("Right in reviews"),
            value=_float(totals.reviews.share),
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
    paced = t.plain("of {n} activated people with a target", n=t.number(standings.paced))
    rows = [
        Row(label=t.plain("JP recorded this year"), value=_cut(report.year_jp), format=HUNDREDTHS),
        Row(
            label=t.plain("On pace to {target} JP", target=t.number(target_jp)),
            value=standings.on_pace,
            format=WHOLE,
            note=paced,
        ),
        Row(label=t.plain("Share on pace"), value=_float(share), format=PERCENT, note=paced),
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
    gini = "" if before.gini is None else _before(_cut(before.gini), t)
    share = "" if before.share_without is None else _before(f"{percent(before.share_without, t)} %", t)
    return [
        Row(label=t.plain("Not activated"), value=report.not_activated, format=WHOLE),
        Row(label=t.plain("Blocked Sela"), value=report.blocked, format=WHOLE),
        Row(
            label=t.plain("Share without minutes"),
            value=_float(now.share_without),
            format=PERCENT,
            note=", ".join(filter(None, (people, share))),
        ),
        Row(
            label=t.plain("Median minutes"),
            value=_cut(now.median_seconds / 60),
            format=TENTHS,
            note=people,
        ),
        Row(
            label=t.plain("Spread (Gini)"),
            value=_cut(now.gini),
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
                "People are counted where they are now; hours and JP in the unit where they were earned, "
                "at the rate that held then."
            )
        ),
        Row(
            note=t.plain(
                "JP are recorded here; they count officially once the personnel system confirms them."
            )
        ),
    ]


def _over_people(report: PeriodReport, t: Texts) -> str:
    return t.plain("over all {n} people", n=t.number(report.people))


def _over_learners(report: PeriodReport, t: Texts) -> str:
    return t.plain("over the {n} who learned", n=t.number(report.totals.learned))


def _answers(count: int, t: Texts) -> str:
    return str(t.count("of {n} answer", "of {n} answers", count).unescape())


def _before(value: int | Decimal | str | None, t: Texts) -> str:
    if value is None:
        return ""
    return t.plain("before: {value}", value=value if isinstance(value, str) else t.number(value))


def _float(share: Fraction | None) -> float | None:
    return None if share is None else float(share)


def _cut(exact: Fraction | None) -> Decimal | None:
    return None if exact is None else hundredths_of(exact)
