"""The picture of a team: its people or units by JP against target and even pace, or how people are spread."""

from fractions import Fraction
from typing import TYPE_CHECKING

from bot.charts import (
    AMBER,
    INK,
    LEFT,
    LINE,
    PALE_TEAL,
    QUIET,
    RIGHT,
    SMALL,
    TEAL,
    TEXT,
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
from learning.rules.targets import Standing
from learning.team import Bar, TeamChart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TOP, BOTTOM = 0.85, 0.05
"""Between these shares of the height the bars lie, below the headline and its legend."""

NAMES = 0.30
"""The share of the width that names take."""

LONGEST_NAME = 19
NAME_OVERHANG = 40
"""Pixels by which a wide name may reach into the margin before it is cut shorter."""

FEWEST_ROWS = 8
"""A small team gets bars as thick as those of eight people."""

LARGEST_TYPE, SMALLEST_TYPE = 32, 24
BAR_HEIGHT = 0.62
GAP = 14
"""Pixels between the end of a bar and the figure after it."""

TENTHS = 10


def team_picture(chart: TeamChart, texts: Texts) -> bytes:
    """A PNG of 1080 by 1350 pixels in the reader's language."""
    figure = blank_picture()
    _write_headline(figure, chart, texts)
    if chart.spread:
        _draw_spread(figure, chart, texts)
    else:
        _draw_bars(figure, chart, texts)
    return png_of(figure)


def _write_headline(figure: "Figure", chart: TeamChart, t: Texts) -> None:
    title = t.plain("JP of {year}", year=chart.today.year)
    figure.text(LEFT, 0.945, title, size=TITLE, weight="bold", color=TEAL)
    figure.text(RIGHT, 0.945, t.short_day(chart.today), size=TEXT, color=QUIET, ha="right")
    people = str(t.count("{n} person", "{n} people", chart.size).unescape())
    where = shortened((chart.unit or "").rpartition("/")[2], 2 * LONGEST_NAME)
    write_within(figure, LEFT, 0.908, " · ".join(filter(None, (where, people))), size=SMALL, color=QUIET)


def _draw_bars(figure: "Figure", chart: TeamChart, t: Texts) -> None:
    axes = bare_axes(figure, (LEFT + NAMES, BOTTOM, RIGHT - LEFT - NAMES, TOP - BOTTOM))
    rows = max(FEWEST_ROWS, len(chart.bars))
    size = max(SMALLEST_TYPE, min(LARGEST_TYPE, 30 * LARGEST_TYPE / (2 * rows)))
    highest = max((max(bar.recorded, bar.target) for bar in chart.bars), default=Fraction(1))
    labels = [t.jp(bar.recorded) for bar in chart.bars]
    room = widest(figure, labels, size=size, weight="bold") + GAP
    axes.set_xlim(0, end_of_axis(axes, float(max(highest, Fraction(1))), room))
    axes.set_ylim(rows - 0.4, -0.6)
    for place, bar in enumerate(chart.bars):
        _draw_bar(axes, place, bar, size, t)
    _draw_legend(figure, t, has_pace=any(bar.expected is not None for bar in chart.bars))


def _draw_bar(axes: "Axes", place: int, bar: Bar, size: float, t: Texts) -> None:
    """The way to the target, what of it is done, and a mark where an even pace would be today."""
    recorded, target = float(bar.recorded), float(bar.target)
    axes.barh(place, target, height=BAR_HEIGHT, color=LINE, zorder=1)
    axes.barh(place, recorded, height=BAR_HEIGHT, color=_colour(bar), zorder=2)
    if bar.expected is not None:
        at = float(bar.expected)
        axes.plot([at, at], [place - 0.42, place + 0.42], color=AMBER, linewidth=6, zorder=4)
    gap = GAP * axes.get_xlim()[1] / axes.bbox.width
    after = max(recorded, target) + gap
    axes.text(after, place, t.jp(bar.recorded), size=size, weight="bold", color=INK, va="center")
    before = (-gap, place)
    write_name(axes, before, bar.name, longest=LONGEST_NAME, size=size, left=LEFT * WIDTH - NAME_OVERHANG)


def _colour(bar: Bar) -> str:
    if bar.standing is None:
        is_behind = bar.expected is not None and bar.recorded < bar.expected
    else:
        is_behind = bar.standing is Standing.BEHIND
    return PALE_TEAL if is_behind else TEAL


def _draw_legend(figure: "Figure", t: Texts, *, has_pace: bool) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    keys: list[Artist] = [
        Patch(color=TEAL, label=t.plain("recorded")),
        Patch(color=LINE, label=t.plain("to the target")),
    ]
    if has_pace:
        keys.append(Line2D([], [], color=AMBER, linewidth=6, label=t.plain("even pace today")))
    _write_legend(figure, keys, at=0.892)


def _write_legend(figure: "Figure", keys: "Sequence[Artist]", *, at: float) -> None:
    figure.legend(
        handles=keys,
        loc="upper left",
        bbox_to_anchor=(LEFT, at),
        ncols=3,
        frameon=False,
        fontsize=SMALL - 2,
        labelcolor=QUIET,
        borderpad=0,
        borderaxespad=0,
        handlelength=1.0,
        handletextpad=0.5,
        columnspacing=1.2,
    )


def _draw_spread(figure: "Figure", chart: TeamChart, t: Texts) -> None:
    """How many people stand at which tenth of their target, with a line where the year stands."""
    from matplotlib.lines import Line2D

    axes = bare_axes(figure, (LEFT + 0.2, BOTTOM + 0.03, RIGHT - LEFT - 0.2, TOP - BOTTOM - 0.07))
    highest = max(1, *chart.spread)
    counts = [t.number(count) for count in chart.spread]
    room = widest(figure, counts, size=SMALL, weight="bold") + GAP
    axes.set_xlim(0, end_of_axis(axes, highest, room))
    gap = GAP * axes.get_xlim()[1] / axes.bbox.width
    axes.set_ylim(-0.7, TENTHS + 0.6)
    for tenth, count in enumerate(chart.spread):
        reached = tenth >= TENTHS or chart.elapsed * TENTHS <= tenth
        axes.barh(tenth, count, height=0.74, color=TEAL if reached else PALE_TEAL, zorder=2)
        axes.text(count + gap, tenth, t.number(count), size=SMALL, weight="bold", color=INK, va="center")
        axes.text(-gap, tenth, _tenth(tenth, t), size=SMALL - 2, color=QUIET, va="center", ha="right")
    at = float(chart.elapsed * TENTHS) - 0.5
    axes.plot([0, axes.get_xlim()[1]], [at, at], color=AMBER, linewidth=5, zorder=3, clip_on=False)
    figure.text(LEFT, 0.868, t.plain("How much of the target people have reached"), size=SMALL, color=QUIET)
    elapsed = t.plain("{percent} % of the year has passed", percent=t.number(int(chart.elapsed * 100)))
    _write_legend(figure, [Line2D([], [], color=AMBER, linewidth=5, label=elapsed)], at=0.85)


def _tenth(tenth: int, t: Texts) -> str:
    if tenth >= TENTHS:
        return t.plain("reached")
    return f"{10 * tenth}–{10 * (tenth + 1)} %"
