"""The picture of a person's year: JP so far, month by month, against the line to the target."""

import io
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from bot.texts import Texts
from bot.views.study import pace_word
from learning.rules.targets import Standing, TargetKind
from learning.usecases.progress import Progress

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

WIDTH, HEIGHT = 1080, 1350
DOTS_PER_INCH = 72
"""At 72 dots per inch a point of type is a pixel of the picture."""

TEAL, PALE_TEAL, AMBER, DEEP_AMBER = "#0F5C57", "#9CC3BD", "#E39B26", "#A8650A"
PAPER, CARD, INK, QUIET, LINE = "#FBF7F0", "#F2EADC", "#1D2B2A", "#5E6B69", "#D9D2C5"
HUGE, LARGE, TITLE, TEXT, SMALL = 200, 74, 42, 38, 30
LEFT, RIGHT = 0.07, 0.93
LONGEST_FIGURE = 5
"""Characters of the recorded JP, such as 120,5, that fit the picture at full size."""

NARROWEST_LABEL, WIDEST_LABEL = 8, 16
"""Characters of small type in a line of a tile."""

DASHES = (0, (2, 1.4))
SLACK = 0.98
"""Type is set a little smaller than it measures, as glyphs do not shrink quite evenly."""


def progress_picture(progress: Progress, texts: Texts) -> bytes:
    """A PNG of 1080 by 1350 pixels in the reader's language. It names nobody, as pictures get passed on."""
    figure = blank_picture()
    _write_headline(figure, progress, texts)
    _draw_year(figure, progress, texts)
    _write_tiles(figure, progress, texts)
    return png_of(figure)


def blank_picture(height: int = HEIGHT) -> "Figure":
    """A picture of so many pixels in height with nothing on it yet."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH / DOTS_PER_INCH, height / DOTS_PER_INCH), dpi=DOTS_PER_INCH)
    figure.set_facecolor(PAPER)
    return figure


def png_of(figure: "Figure") -> bytes:
    """A finished picture as PNG."""
    content = io.BytesIO()
    figure.savefig(content, format="png", dpi=DOTS_PER_INCH)
    return content.getvalue()


def bare_axes(figure: "Figure", place: tuple[float, float, float, float]) -> "Axes":
    """Axes at this place of a picture, without frame and marks."""
    axes = figure.add_axes(place)
    axes.set_facecolor("none")
    for side in ("top", "left", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.set_xticks([])
    axes.set_yticks([])
    return axes


def write_name(
    axes: "Axes", at: tuple[float, float], name: str, *, longest: int, size: float, left: float
) -> None:
    """Writes the name of a bar before it, cut until it begins no further left than this pixel."""
    written = axes.text(
        *at, shortened(name, longest), size=size, color=INK, va="center", ha="right", parse_math=False
    )
    for shorter in range(longest - 1, 1, -1):
        if written.get_window_extent().x0 >= left:
            break
        written.set_text(shortened(name, shorter))


def write_within(
    figure: "Figure", x: float, y: float, text: str, *, size: float, right: float = RIGHT, **style: Any
) -> "Text":
    """Writes a line from here on, in type as large as ends before this share of the width."""
    written = figure.text(x, y, text, size=size, parse_math=False, **style)
    room, wide = (right - x) * WIDTH, written.get_window_extent().width
    if wide > room:
        written.set_fontsize(size * SLACK * room / wide)
    return written


def widest(figure: "Figure", words: Iterable[str], **style: Any) -> float:
    """How many pixels the widest of these words takes in this type, 0 without any."""
    written = figure.text(0, 0, "", parse_math=False, **style)
    found = 0.0
    for word in words:
        written.set_text(word)
        found = max(found, float(written.get_window_extent().width))
    written.remove()
    return found


def end_of_axis(axes: "Axes", highest: float, label: float) -> float:
    """Where an axis must end so that a label of so many pixels has room after the longest bar."""
    room = axes.get_window_extent().width
    return highest * room / max(room - label, room / 2)


def shortened(text: str, longest: int) -> str:
    """A text of so many characters at most."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _write_headline(figure: "Figure", progress: Progress, t: Texts) -> None:
    summary = progress.summary
    year = t.plain("Your {year}", year=progress.today.year)
    figure.text(LEFT, 0.945, year, size=TITLE, color=QUIET)
    figure.text(RIGHT, 0.945, t.short_day(progress.today), size=TEXT, color=QUIET, ha="right")
    jp = t.jp(summary.recorded)
    size = HUGE * min(1, LONGEST_FIGURE / len(jp))
    recorded = figure.text(LEFT - 0.01, 0.785, jp, size=size, weight="bold", color=TEAL, va="baseline")
    after = recorded.get_window_extent().x1 / WIDTH + 0.02
    target = f"/ {_round_jp(summary.target.jp, t)} JP"
    write_within(figure, after, 0.785, target, size=LARGE, color=TEAL)
    verdict, colour = _verdict(progress, t), _verdict_colour(progress)
    write_within(figure, LEFT, 0.724, verdict, size=TEXT, weight="bold", color=colour)


def _verdict(progress: Progress, t: Texts) -> str:
    """Where the person stands; the projection is left out while there is too little to project from."""
    summary = progress.summary
    if not summary.recorded:
        return t.plain("Your first lesson begins the line.")
    word = str(pace_word(summary.pace.standing, t).unescape())
    standing = word[:1].upper() + word[1:]
    if not _has_projection(progress):
        return standing
    return t.plain("{standing}: {jp} JP by 31 December", standing=standing, jp=t.jp(summary.pace.projected))


def _verdict_colour(progress: Progress) -> str:
    needs_care = progress.summary.pace.standing in (Standing.BEHIND, Standing.AT_CEILING)
    return DEEP_AMBER if needs_care and progress.summary.recorded else TEAL


def _has_projection(progress: Progress) -> bool:
    """Whether the year's line says something: begun, not at its end, and not out of a few busy first days."""
    summary = progress.summary
    is_open = summary.pace.standing not in (Standing.MET, Standing.AT_CEILING)
    return is_open and bool(summary.recorded) and summary.pace.projected <= 2 * summary.target.jp


def _draw_year(figure: "Figure", progress: Progress, t: Texts) -> None:
    axes = figure.add_axes((LEFT, 0.27, RIGHT - LEFT, 0.36))
    _style(axes, t)
    highest = [progress.summary.target.jp, progress.summary.recorded, Fraction(1)]
    if _has_projection(progress):
        highest.append(progress.summary.pace.projected)
    axes.set_xlim(0, 12)
    axes.set_ylim(0, float(max(highest)) * 1.02)
    _draw_months(axes, progress)
    _draw_target(axes, progress)
    _draw_today(axes, progress)
    _draw_legend(figure, axes, progress, t)


def _style(axes: "Axes", t: Texts) -> None:
    axes.set_facecolor("none")
    for side in ("top", "left", "right"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set(color=LINE, linewidth=3)
    axes.set_yticks([])
    axes.set_xticks([month + 0.5 for month in range(12)], [t.month(month + 1) for month in range(12)])
    axes.tick_params(axis="x", length=0, pad=14, labelsize=SMALL, labelcolor=QUIET)


def _draw_months(axes: "Axes", progress: Progress) -> None:
    """Each month stands on what the months before it brought."""
    before = Fraction(0)
    for month in range(1, progress.today.month + 1):
        added = progress.jp_by_month.get(month, Fraction(0))
        axes.bar(month - 0.5, float(before), width=0.68, color=PALE_TEAL, zorder=2)
        axes.bar(month - 0.5, float(added), width=0.68, bottom=float(before), color=TEAL, zorder=2)
        before += added


def _draw_target(axes: "Axes", progress: Progress) -> None:
    target = progress.summary.target
    jp = float(target.jp)
    begins_at, begins_with = (0.0, jp) if target.kind is TargetKind.CEILING else (_begins_at(progress), 0.0)
    axes.plot([begins_at, 12], [begins_with, jp], color=AMBER, linewidth=7, clip_on=False, zorder=4)


def _draw_today(axes: "Axes", progress: Progress) -> None:
    """The point where the person stands, and the line from there to the end of the year."""
    now, recorded = _position(progress.today), float(progress.summary.recorded)
    if _has_projection(progress):
        end = float(progress.summary.pace.projected)
        axes.plot([now, 12], [recorded, end], color=TEAL, lw=6, ls=DASHES, clip_on=False, zorder=5)
    axes.plot(now, recorded, "o", ms=26, color=TEAL, mec=PAPER, mew=5, clip_on=False, zorder=6)


def _draw_legend(figure: "Figure", axes: "Axes", progress: Progress, t: Texts) -> None:
    from matplotlib.lines import Line2D

    jp = _round_jp(progress.summary.target.jp, t)
    is_ceiling = progress.summary.target.kind is TargetKind.CEILING
    label = t.plain("at most {jp} JP", jp=jp) if is_ceiling else t.plain("even pace to {jp} JP", jp=jp)
    keys = [Line2D([], [], color=AMBER, linewidth=7, label=label)]
    if _has_projection(progress):
        going_on = t.plain("if you go on like this")
        keys.append(Line2D([], [], color=TEAL, linewidth=6, linestyle=DASHES, label=going_on))
    figure.legend(
        handles=keys,
        loc="upper left",
        bbox_to_anchor=(LEFT, 0.693),
        ncols=2,
        frameon=False,
        fontsize=SMALL,
        labelcolor=QUIET,
        borderpad=0,
        borderaxespad=0,
        handlelength=1.6,
        handletextpad=0.5,
        columnspacing=1.4,
    )


def _write_tiles(figure: "Figure", progress: Progress, t: Texts) -> None:
    """This week, the streak and the lessons, side by side."""
    summary = progress.summary
    tiles = (
        (t.minutes(summary.week_seconds), t.plain("minutes this week")),
        (t.number(summary.streak_days), t.plain("working days in a row")),
        (t.number(progress.lessons_done), t.plain("lessons done so far")),
    )
    gap = 0.025
    width = (RIGHT - LEFT - 2 * gap) / 3
    for position, (value, label) in enumerate(tiles):
        _write_tile(figure, LEFT + position * (width + gap), width, value, label)


def _write_tile(figure: "Figure", left: float, width: float, value: str, label: str) -> None:
    from matplotlib.patches import FancyBboxPatch
    from matplotlib.transforms import IdentityTransform

    card = FancyBboxPatch(
        (left * WIDTH, 0.045 * HEIGHT),
        width * WIDTH,
        0.155 * HEIGHT,
        boxstyle="round,pad=0,rounding_size=22",
        facecolor=CARD,
        edgecolor="none",
        transform=IdentityTransform(),
    )
    figure.add_artist(card)
    x, right = left + 0.025, left + width - 0.015
    write_within(figure, x, 0.135, value, size=LARGE - 10, right=right, weight="bold", color=INK)
    for number, line in enumerate(_in_two_lines(label)):
        write_within(figure, x, 0.098 - number * 0.027, line, size=SMALL, right=right, color=QUIET)


def _in_two_lines(label: str) -> list[str]:
    """The label as narrow as two lines allow, so that no short word stands alone."""
    widths = range(NARROWEST_LABEL, WIDEST_LABEL)
    return next((lines for lines in (wrap(label, width) for width in widths) if len(lines) < 3), [label])


def _begins_at(progress: Progress) -> float:
    """Where the pace line leaves the ground: on 1 January, or at the start of the employment this year."""
    starts_on = progress.person.starts_on
    if starts_on is None or starts_on.year < progress.today.year:
        return 0.0
    return _position(starts_on) if starts_on.year == progress.today.year else 12.0


def _position(on: date) -> float:
    """Where the end of a date lies on the axis of months, which runs from 0 to 12."""
    return on.month - 1 + on.day / monthrange(on.year, on.month)[1]


def _round_jp(jp: Fraction, t: Texts) -> str:
    return t.number(jp.numerator) if jp.denominator == 1 else t.jp(jp)
