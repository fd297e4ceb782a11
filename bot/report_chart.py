"""The picture of a report: hours per week with the pace line, units ranked, and people by JP of the year."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.charts import (
    AMBER,
    INK,
    LARGE,
    LEFT,
    LINE,
    PALE_TEAL,
    QUIET,
    RIGHT,
    SMALL,
    TEAL,
    TITLE,
    WIDTH,
    bare_axes,
    blank_picture,
    png_of,
    shortened,
    write_name,
)
from bot.texts import Texts
from bot.views.report_words import band_name, days_of, hours, period_name, scope_name, shown_jp
from learning.reports import JpBand, PeriodReport, UnitLine, WeekPoint
from learning.rules.periods import Period

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

HEIGHT = 1620
SMALLER = SMALL - 4
MOST_AT_EACH_END = 4
"""So many units at the top and at the bottom; where no more than both together are, all of them."""

UNITS_LEFT = 0.44
"""The share of the width at which the bars of units begin; their names stand before it."""

LONGEST_UNIT, LONGEST_SCOPE = 30, 52
MONTHS_BETWEEN_LABELS = 2


def report_picture(report: PeriodReport, texts: Texts) -> bytes:
    """A PNG of 1080 by 1620 pixels in the reader's language. It names units and no person."""
    figure = blank_picture(HEIGHT)
    _write_headline(figure, report, texts)
    _draw_weeks(figure, report, texts)
    _draw_units(figure, report.units, texts)
    _draw_bands(figure, report.distribution, texts)
    return png_of(figure)


def ranked(units: Sequence[UnitLine]) -> tuple[list[UnitLine], int]:
    """The units of the picture by time per person, and after how many of them the gap is, 0 without one."""
    found = sorted(
        (one for one in units if one.people),
        key=lambda one: (-each(one), one.path.casefold()),
    )
    if len(found) <= 2 * MOST_AT_EACH_END:
        return found, 0
    return [*found[:MOST_AT_EACH_END], *found[-MOST_AT_EACH_END:]], MOST_AT_EACH_END


def each(one: UnitLine) -> int:
    """Seconds per person of a unit, over all its people."""
    return max(0, one.seconds) // one.people


def _write_headline(figure: "Figure", report: PeriodReport, t: Texts) -> None:
    _write(figure, LEFT, 0.963, period_name(report.period, t), size=TITLE, weight="bold", color=TEAL)
    _write(figure, RIGHT, 0.965, days_of(report.period, t), size=SMALLER, color=QUIET, ha="right")
    about = scope_name(report.unit, report.scope, t)
    if report.course:
        about = f"{about} · {report.course_title}"
    _write(figure, LEFT, 0.939, shortened(about, LONGEST_SCOPE), size=SMALL, color=QUIET)
    learned = t.plain(
        "{n} of {count} people learned", n=t.number(report.totals.learned), count=t.number(report.people)
    )
    jp = t.plain("{hours} h", hours=hours(report.totals.seconds, t))
    big = _write(figure, LEFT, 0.878, jp, size=LARGE, weight="bold", color=INK)
    after = big.get_window_extent().x1 / WIDTH + 0.025
    _write(figure, after, 0.899, f"= {shown_jp(report.totals.jp, t)} JP", size=SMALL, color=QUIET)
    _write(figure, after, 0.877, learned, size=SMALL, color=QUIET)


def _draw_weeks(figure: "Figure", report: PeriodReport, t: Texts) -> None:
    axes = _panel(figure, (LEFT, 0.645, RIGHT - LEFT, 0.165), t.plain("Hours per week"), 0.835)
    weeks = report.weeks
    pace = report.expected_week_seconds / 3600
    highest = max([pace, *(week.seconds / 3600 for week in weeks)], default=0) or 1
    axes.set_xlim(-0.6, max(1, len(weeks)) - 0.4)
    axes.set_ylim(0, highest * 1.08)
    for place, week in enumerate(weeks):
        colour = TEAL if _is_of(report.period, week) else PALE_TEAL
        axes.bar(place, week.seconds / 3600, width=0.74, color=colour, zorder=2)
    if pace:
        axes.axhline(pace, color=AMBER, linewidth=5, zorder=3)
    axes.axhline(0, color=LINE, linewidth=3, zorder=1)
    _label_months(axes, weeks, t)
    _write_pace(figure, report.expected_week_seconds, t)


def _write_pace(figure: "Figure", seconds: int, t: Texts) -> None:
    if not seconds:
        return
    words = t.plain("— {hours} h a week keep the pace", hours=hours(seconds, t))
    _write(figure, RIGHT, 0.836, words, size=SMALLER, color="#A8650A", ha="right")


def _is_of(period: Period, week: WeekPoint) -> bool:
    """Whether a week's Thursday lies in the period."""
    return period.holds(date.fromisocalendar(week.iso_year, week.iso_week, 4))


def _label_months(axes: "Axes", weeks: Sequence[WeekPoint], t: Texts) -> None:
    """The name of every other month under the first week whose Thursday lies in it."""
    before = None
    count = 0
    for place, week in enumerate(weeks):
        month = date.fromisocalendar(week.iso_year, week.iso_week, 4).month
        if before is not None and month != before:
            if count % MONTHS_BETWEEN_LABELS == 0 and place < len(weeks) - 2:
                low = -0.05 * axes.get_ylim()[1]
                axes.text(place - 0.4, low, t.month(month), size=SMALLER, color=QUIET, va="top")
            count += 1
        before = month


def _draw_units(figure: "Figure", units: Sequence[UnitLine], t: Texts) -> None:
    shown, gap_after = ranked(units)
    title = t.plain("Minutes per person by unit, over all their people")
    axes = _panel(figure, (UNITS_LEFT, 0.285, RIGHT - UNITS_LEFT, 0.265), title, 0.568)
    rows = 2 * MOST_AT_EACH_END + 1
    highest = max([each(one) for one in shown], default=0) or 1
    axes.set_xlim(0, highest * 1.24)
    axes.set_ylim(rows - 0.4, -0.6)
    for number, one in enumerate(shown):
        place = number + (1 if gap_after and number >= gap_after else 0)
        _draw_unit(axes, place, one, highest, t)
    if gap_after:
        left_out = sum(1 for one in units if one.people) - len(shown)
        words = str(t.count("… {n} more unit …", "… {n} more units …", left_out).unescape())
        axes.text(0, gap_after, words, size=SMALLER, color=QUIET, va="center")
    if not shown:
        axes.text(0, 0, t.plain("There is nobody here yet."), size=SMALL, color=QUIET, va="center")


def _draw_unit(axes: "Axes", place: int, one: UnitLine, highest: int, t: Texts) -> None:
    seconds = each(one)
    axes.barh(place, seconds, height=0.62, color=TEAL if one.learned else PALE_TEAL, zorder=2)
    axes.plot([0, 0], [place - 0.4, place + 0.4], color=LINE, linewidth=3, zorder=1)
    axes.text(
        seconds + highest * 0.02,
        place,
        t.minutes(seconds),
        size=SMALLER,
        weight="bold",
        color=INK,
        va="center",
    )
    before = (-highest * 0.03, place)
    write_name(axes, before, one.name, longest=LONGEST_UNIT, size=SMALLER, left=LEFT * WIDTH)


def _draw_bands(figure: "Figure", bands: Sequence[JpBand], t: Texts) -> None:
    title = t.plain("People by JP of this year")
    axes = _panel(figure, (LEFT, 0.055, RIGHT - LEFT, 0.135), title, 0.225)
    highest = max([band.people for band in bands], default=0) or 1
    axes.set_xlim(-0.6, max(1, len(bands)) - 0.4)
    axes.set_ylim(0, highest * 1.22)
    for place, band in enumerate(bands):
        axes.bar(place, band.people, width=0.74, color=TEAL if band.from_jp else PALE_TEAL, zorder=2)
        axes.text(
            place,
            band.people + highest * 0.03,
            t.number(band.people),
            size=SMALLER,
            weight="bold",
            color=INK,
            ha="center",
        )
        label = band_name(band, t).replace(" JP", "")
        axes.text(place, -highest * 0.05, label, size=SMALLER, color=QUIET, ha="center", va="top")
    axes.axhline(0, color=LINE, linewidth=3, zorder=1)


def _panel(figure: "Figure", place: tuple[float, float, float, float], title: str, at: float) -> "Axes":
    """An empty panel with its title above it."""
    _write(figure, LEFT, at, title, size=SMALL, weight="bold", color=INK)
    return bare_axes(figure, place)


def _write(figure: "Figure", x: float, y: float, text: str, **style: Any) -> "Text":
    return figure.text(x, y, text, parse_math=False, **style)
