"""The words and figures of reports: what periods and scopes are called, time, JP, shares and changes.

Here alone it is decided how a figure is written, so that one figure reads the same in chat, picture and
spreadsheet: whole minutes, tenths of hours, JP and percent, and all of them cut, never rounded up.
"""

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

from markupsafe import Markup

from bot.texts import Texts
from learning.reports import Accuracy, JpBand, NeedReason, RatingFigure, UnitNeed
from learning.rules.periods import Period, PeriodKind
from learning.rules.targets import truncated

SECONDS_OF_AN_HOUR = 3600
TENTH, HUNDREDTH, THOUSANDTH, WHOLE = Decimal("0.1"), Decimal("0.01"), Decimal("0.001"), Decimal(1)


def period_name(period: Period, t: Texts) -> str:
    """What a period is called: Week 47 of 2026, November 2026, Quarter 4 of 2026, 2026."""
    match period.kind:
        case PeriodKind.WEEK:
            return t.plain("Week {week} of {year}", week=period.number, year=period.year)
        case PeriodKind.MONTH:
            return t.plain("{month} {year}", month=t.month(period.number), year=period.year)
        case PeriodKind.QUARTER:
            return t.plain("Quarter {number} of {year}", number=period.number, year=period.year)
        case PeriodKind.YEAR:
            return f"{period.year}"


def previous_name(period: Period, t: Texts) -> str:
    """What the period before is called beside a change."""
    return {
        PeriodKind.WEEK: t.plain("the week before"),
        PeriodKind.MONTH: t.plain("the month before"),
        PeriodKind.QUARTER: t.plain("the quarter before"),
        PeriodKind.YEAR: t.plain("the year before"),
    }[period.kind]


def days_of(period: Period, t: Texts) -> str:
    """The first and the last day of a period."""
    return t.plain(
        "{first} – {last}", first=t.short_date(period.starts_on), last=t.short_date(period.ends_on)
    )


def scope_name(unit: str | None, scope: Sequence[str | None], t: Texts) -> str:
    """What a report is about: its unit, the whole organisation, or how many units somebody leads."""
    if unit is not None:
        return unit
    if None in scope:
        return t.plain("The whole organisation")
    if len(scope) == 1:
        return str(scope[0])
    return str(t.count("{n} unit", "{n} units", len(scope)).unescape())


def hours(seconds: int, t: Texts) -> str:
    """Seconds as hours, cut to one decimal."""
    return t.number(_plain(truncated(Fraction(seconds, SECONDS_OF_AN_HOUR))))


def whole_minutes(seconds: Fraction | int) -> int:
    """Seconds as whole minutes, as everybody reads their own."""
    return int(seconds / 60)


def duration(seconds: int, t: Texts) -> Markup:
    """Seconds as hours with one decimal, less than an hour as whole minutes."""
    if abs(seconds) < SECONDS_OF_AN_HOUR:
        return t.count("{n} minute", "{n} minutes", whole_minutes(seconds))
    return t("{hours} hours", hours=hours(seconds, t))


def short_duration(seconds: int, t: Texts) -> str:
    """The same where there is little room."""
    if abs(seconds) < SECONDS_OF_AN_HOUR:
        return t.plain("{minutes} min", minutes=t.number(whole_minutes(seconds)))
    return t.plain("{hours} h", hours=hours(seconds, t))


def shown_jp(jp: Fraction, t: Texts) -> str:
    """JP cut to one decimal, without it where they are whole."""
    return t.number(jp.numerator) if jp.denominator == 1 else t.jp(jp)


def percent(share: Fraction, t: Texts) -> str:
    """A share in percent, cut to one decimal, so that 100 % is all of them."""
    return t.number(cut(share * 100, TENTH))


def evenness(gini: Fraction, t: Texts) -> str:
    """A Gini coefficient, cut to two decimals."""
    return t.number(cut(gini, HUNDREDTH))


def signed(number: Decimal, t: Texts) -> str:
    """A number with its sign, and a true minus."""
    sign = "+" if number > 0 else "−" if number < 0 else "±"
    return f"{sign}{t.number(abs(number))}"


def change(share: Fraction, t: Texts) -> str:
    """A change in percent with its sign, cut like the share it is."""
    return signed(cut(share * 100, TENTH), t)


def cut(value: Fraction, to: Decimal) -> Decimal:
    """An exact value as a decimal, cut towards nothing."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return _plain(exact.quantize(to, rounding=ROUND_DOWN))


def rounded(value: Decimal, to: Decimal) -> Decimal:
    """An index or its change, halves rounded up."""
    return _plain(value.quantize(to, rounding=ROUND_HALF_UP))


def accuracy(figure: Accuracy, t: Texts) -> Markup | None:
    """How much of so many answers was right; None without answers."""
    if figure.share is None:
        return None
    share = percent(figure.share, t)
    return t.count("{percent} % of {n} answer", "{percent} % of {n} answers", figure.answered, percent=share)


def rating(figure: RatingFigure, period: Period, t: Texts) -> Markup | None:
    """The index with its band, how many gave stars, and how it moved since when; None where nobody did."""
    if figure.index is None:
        return None
    index = t.number(rounded(figure.index, TENTH))
    counted = t.count("{n} rating", "{n} ratings", figure.count)
    if figure.band is None:
        said = t("{index} of 100, {ratings}", index=index, ratings=counted)
    else:
        band = figure.band.label_in(t.language)
        said = t("{index} of 100 ({band}), {ratings}", index=index, band=band, ratings=counted)
    moved: list[Markup] = []
    if figure.since_previous is not None:
        before = period_name(period.previous, t)
        moved.append(t("{change} on {period}", change=_moved(figure.since_previous, t), period=before))
    if figure.since_baseline is not None and figure.baseline is not None:
        first = period_name(figure.baseline, t)
        by = _moved(figure.since_baseline, t)
        moved.append(t("{change} on {period}, the first one rated", change=by, period=first))
    return Markup("; ").join([said, *moved])


def need(one: UnitNeed, t: Texts) -> Markup:
    """Why a unit needs help, with how many of how many."""
    phrases = {
        NeedReason.NOT_REACHED: t(
            "{n} of {count} not reached", n=_n(one.affected, t), count=_n(one.people, t)
        ),
        NeedReason.QUIET: t("{n} of {count} without minutes", n=_n(one.affected, t), count=_n(one.people, t)),
        NeedReason.BEHIND: t("{n} of {count} behind pace", n=_n(one.affected, t), count=_n(one.people, t)),
    }
    return t("{unit} ({why})", unit=one.line.name, why=phrases[one.reason])


def band_name(band: JpBand, t: Texts) -> str:
    """What a band of JP is called: 0, 5–10, from 20."""
    if band.below_jp is None:
        return t.plain("from {jp} JP", jp=shown_jp(band.from_jp, t))
    if band.below_jp <= band.from_jp:
        return t.plain("none yet")
    if not band.from_jp:
        return t.plain("below {jp} JP", jp=shown_jp(band.below_jp, t))
    return t.plain("{low}–{high} JP", low=shown_jp(band.from_jp, t), high=shown_jp(band.below_jp, t))


def _n(number: int, t: Texts) -> str:
    return t.number(number)


def _moved(by: Decimal, t: Texts) -> str:
    return signed(rounded(by, TENTH), t)


def _plain(number: Decimal) -> Decimal:
    """The number without decimals where they are nothing."""
    return number if number != number.to_integral_value() else number.quantize(WHOLE)
