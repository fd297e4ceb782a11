"""The picture of a report: hours per week with the pace line, units ranked, and people by JP of the year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.charts import (
    AMBER,
    DEEP_AMBER,
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
    end_of_axis,
    png_of,
    shortened,
    widest,
    write_name,
    write_within,
)
from bot.texts import Texts
from bot.views.report_words import (
    band_name,
    days_of,
    hours,
    period_name,
    scope_name,
    short_duration,
    shown_jp,
)
from learning.reports import JpBand, PeriodReport, UnitLine, WeekPoint
from learning.rules.periods import Period

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

HEIGHT = 1620
SMALLER = SMALL - 4
MOST_AT_EACH_END = 4
"""So many units at the top and at the bottom; where no more than both together are, all of them."""

MOST_ROWS = 2 * MOST_AT_EACH_END + 1
ROWS_HEIGHT, TALLEST_ROW = 0.265, 0.04
"""Shares of the height: of a full list of units, and of one row of a short one."""

WEEKS_TOP, WEEKS_HEIGHT = 0.81, 0.165
BANDS_BOTTOM, BANDS_HEIGHT = 0.055, 0.135
UNITS_LEFT = 0.44
"""The share of the width at which the bars of units begin; their names stand before it."""

LONGEST_UNIT, LONGEST_SCOPE = 30, 52
MONTHS_BETWEEN_LABELS = 2
GAP = 14
"""Pixels between a bar or a line and its label, and between two labels."""

STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5))
MOST_LINES = 4
FEWEST_SECONDS = 360
"""The scale of a week is never finer than a tenth of an hour, as hours are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the panels lie, as shares of the height: what a short list of units leaves, the others take."""

    weeks: float
    units: float
    bands: float
    """The heights."""

    @property
    def weeks_bottom(self) -> float:
        """Where the bars of weeks stand."""
        return WEEKS_TOP - self.weeks

    @property
    def units_top(self) -> float:
        """Where the list of units begins, below the names of months and a title."""
        return self.weeks_bottom - 0.095

    @property
    def units_bottom(self) -> float:
        """Where it ends."""
        return self.units_top - self.units


def layout_for(rows: int) -> Layout:
    """The layout of a picture with so many rows of units."""
    units = min(ROWS_HEIGHT, max(1, rows) * TALLEST_ROW)
    left = (ROWS_HEIGHT - units) / 2
    return Layout(weeks=WEEKS_HEIGHT + left, units=units, bands=BANDS_HEIGHT + left)


def lines_of(highest_seconds: int) -> list[Decimal]:
    """The hours at which a scale up to here has lines: a few round figures, four at most."""
    highest = Decimal(max(highest_seconds, FEWEST_SECONDS)) / 3600
    tens = (Decimal(10) ** power for power in range(-1, 9))
    step = next(step * ten for ten in tens for step in STEPS if step * ten * MOST_LINES >= highest)
    return [step * number for number in range(1, int(highest / step) + 1)]


def report_picture(report: PeriodReport, texts: Texts) -> bytes:
    """A PNG of 1080 by 1620 pixels in the reader's language. It names units and no person."""
    figure = blank_picture(HEIGHT)
    shown, gap_after = ranked(report.units)
    layout = layout_for(MOST_ROWS if gap_after else len(shown))
    _write_headline(figure, report, texts)
    _draw_weeks(figure, report, layout, texts)
    _draw_units(figure, report.units, layout, texts)
    _draw_bands(figure, report.distribution, layout, texts)
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
    return max(0, one.own.seconds) // one.people


def _write_headline(figure: "Figure", report: PeriodReport, t: Texts) -> None:
    days = figure.text(RIGHT, 0.965, days_of(report.period, t), size=SMALLER, color=QUIET, ha="right")
    before = (days.get_window_extent().x0 - GAP) / WIDTH
    name = period_name(report.period, t)
    write_within(figure, LEFT, 0.963, name, size=TITLE, right=before, weight="bold", color=TEAL)
    about = scope_name(report.unit, report.scope, t)
    if report.course:
        about = f"{about} · {report.course_title}"
    write_within(figure, LEFT, 0.939, shortened(about, LONGEST_SCOPE), size=SMALL, color=QUIET)
    told = short_duration(report.totals.seconds, t)
    big = write_within(figure, LEFT, 0.878, told, size=LARGE, right=0.5, weight="bold", color=INK)
    after = big.get_window_extent().x1 / WIDTH + 0.025
    jp = f"= {shown_jp(report.totals.jp, t)} JP"
    write_within(figure, after, 0.899, jp, size=SMALL, color=QUIET)
    learned = t.plain(
        "{n} of {count} people learned", n=t.number(report.totals.learned), count=t.number(report.people)
    )
    write_within(figure, after, 0.877, learned, size=SMALL, color=QUIET)


def _draw_weeks(figure: "Figure", report: PeriodReport, layout: Layout, t: Texts) -> None:
    weeks, pace = report.weeks, report.expected_week_seconds
    highest = max([pace, *(week.seconds for week in weeks)], default=0)
    lines = lines_of(highest)
    labels = [t.number(0), *(t.number(line.normalize()) for line in lines)]
    left = LEFT + (widest(figure, labels, size=SMALLER) + GAP) / WIDTH
    title = t.plain("Hours per week")
    axes = _panel(figure, (left, layout.weeks_bottom, RIGHT - left, layout.weeks), title, WEEKS_TOP + 0.025)
    axes.set_xlim(-0.6, max(1, len(weeks)) - 0.4)
    axes.set_ylim(0, max(highest, FEWEST_SECONDS) / 3600 * 1.08)
    _draw_scale(axes, [0.0, *map(float, lines)], labels)
    for place, week in enumerate(weeks):
        colour = TEAL if _is_of(report.period, week) else PALE_TEAL
        axes.bar(place, week.seconds / 3600, width=0.74, color=colour, zorder=2)
    if pace:
        axes.axhline(pace / 3600, color=AMBER, linewidth=5, zorder=3)
    _label_months(axes, weeks, t)
    _write_pace(figure, pace, t)


def _draw_scale(axes: "Axes", heights: Sequence[float], labels: Sequence[str]) -> None:
    """Light lines behind the bars, each with its hours before it."""
    before = axes.get_xlim()[0] - GAP * (axes.get_xlim()[1] - axes.get_xlim()[0]) / axes.bbox.width
    for height, label in zip(heights, labels, strict=True):
        axes.axhline(height, color=LINE, linewidth=2 if height else 3, zorder=1)
        axes.text(before, height, label, size=SMALLER, color=QUIET, va="center", ha="right")


def _write_pace(figure: "Figure", seconds: int, t: Texts) -> None:
    if not seconds:
        return
    words = t.plain("— {hours} h a week keep the pace", hours=hours(seconds, t))
    figure.text(RIGHT, WEEKS_TOP + 0.026, words, size=SMALLER, color=DEEP_AMBER, ha="right")


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
                low = -GAP * axes.get_ylim()[1] / axes.bbox.height
                axes.text(place - 0.4, low, t.month(month), size=SMALLER, color=QUIET, va="top")
            count += 1
        before = month


def _draw_units(figure: "Figure", units: Sequence[UnitLine], layout: Layout, t: Texts) -> None:
    shown, gap_after = ranked(units)
    title = t.plain("Minutes per person by unit, over all their people")
    place = (UNITS_LEFT, layout.units_bottom, RIGHT - UNITS_LEFT, layout.units)
    axes = _panel(figure, place, title, layout.units_top + 0.018)
    labels = [t.minutes(each(one)) for one in shown]
    highest = max([each(one) for one in shown], default=0) or 1
    room = widest(figure, labels, size=SMALLER, weight="bold") + GAP
    axes.set_xlim(0, end_of_axis(axes, highest, room))
    axes.set_ylim((MOST_ROWS if gap_after else max(1, len(shown))) - 0.4, -0.6)
    for number, one in enumerate(shown):
        _draw_unit(axes, number + (1 if gap_after and number >= gap_after else 0), one, t)
    if gap_after:
        left_out = sum(1 for one in units if one.people) - len(shown)
        words = str(t.count("… {n} more unit …", "… {n} more units …", left_out).unescape())
        axes.text(0, gap_after, words, size=SMALLER, color=QUIET, va="center")
    if not shown:
        axes.text(0, 0, t.plain("There is nobody here yet."), size=SMALL, color=QUIET, va="center")


def _draw_unit(axes: "Axes", place: int, one: UnitLine, t: Texts) -> None:
    seconds = each(one)
    gap = GAP * axes.get_xlim()[1] / axes.bbox.width
    axes.barh(place, seconds, height=0.62, color=TEAL if one.learned else PALE_TEAL, zorder=2)
    axes.plot([0, 0], [place - 0.4, place + 0.4], color=LINE, linewidth=3, zorder=1)
    label = t.minutes(seconds)
    axes.text(seconds + gap, place, label, size=SMALLER, weight="bold", color=INK, va="center")
    write_name(axes, (-gap, place), one.name, longest=LONGEST_UNIT, size=SMALLER, left=LEFT * WIDTH)


def _draw_bands(figure: "Figure", bands: Sequence[JpBand], layout: Layout, t: Texts) -> None:
    title = t.plain("People by JP of this year")
    place = (LEFT, BANDS_BOTTOM, RIGHT - LEFT, layout.bands)
    axes = _panel(figure, place, title, BANDS_BOTTOM + layout.bands + 0.035)
    highest = max([band.people for band in bands], default=0) or 1
    axes.set_xlim(-0.6, max(1, len(bands)) - 0.4)
    axes.set_ylim(0, highest * 1.22)
    gap = GAP / 2 * axes.get_ylim()[1] / axes.bbox.height
    for at, band in enumerate(bands):
        axes.bar(at, band.people, width=0.74, color=TEAL if band.from_jp else PALE_TEAL, zorder=2)
        people = t.number(band.people)
        axes.text(at, band.people + gap, people, size=SMALLER, weight="bold", color=INK, ha="center")
        _write_band(axes, (at, -gap), band_name(band, t).replace(" JP", ""))
    axes.axhline(0, color=LINE, linewidth=3, zorder=1)


def _write_band(axes: "Axes", at: tuple[float, float], name: str) -> None:
    """What a bar is called, in two lines where it would touch its neighbour's name."""
    written = axes.text(*at, name, size=SMALLER, color=QUIET, ha="center", va="top")
    low, high = axes.get_xlim()
    if written.get_window_extent().width > axes.bbox.width / (high - low) - GAP:
        written.set_text("\n".join(name.rsplit(" ", 1)))


def _panel(figure: "Figure", place: tuple[float, float, float, float], title: str, at: float) -> "Axes":
    """An empty panel with its title above it."""
    write_within(figure, LEFT, at, title, size=SMALL, weight="bold", color=INK)
    return bare_axes(figure, place)
