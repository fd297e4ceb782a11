"""The picture of a report: every size of organisation is drawn, in the width of a phone."""

import io
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from bot.report_chart import lines_of, ranked, report_picture
from bot.texts import texts_for
from learning.reports import PeriodReport
from tests.bot.report_made_up import report, unit, weeks

TEAL, PALE_TEAL, AMBER, PAPER = (15, 92, 87), (156, 195, 189), (227, 155, 38), (251, 247, 240)
LINE = (217, 210, 197)
LEFT, RIGHT = 70, 1010
"""Between these pixels lies everything that is drawn, with a little for the swing of a letter."""

LONG = "Pusat Pengembangan Sumber Daya Manusia Pengawasan Obat dan Makanan $x$ & <b>"


def drawn(shown: PeriodReport, language: str = "id") -> Image.Image:
    image = Image.open(io.BytesIO(report_picture(shown, texts_for(language))))
    assert (image.format, image.size) == ("PNG", (1080, 1620))
    return image.convert("RGB")


def share(image: Image.Image, colour: tuple[int, int, int]) -> float:
    return float((np.asarray(image) == colour).all(axis=-1).mean())


def lines_with_ink(image: Image.Image) -> list[int]:
    """The rows of pixels in which there is anything, but for the light lines."""
    pixels = np.asarray(image)
    quiet = (pixels == PAPER).all(axis=-1) | (pixels == LINE).all(axis=-1)
    return [int(row) for row in np.flatnonzero(~quiet.all(axis=1))]


@pytest.mark.parametrize("count", [0, 1, 8, 9, 77])
@pytest.mark.parametrize("language", ["id", "en"])
def test_any_number_of_units_fits_between_the_margins(count: int, language: str) -> None:
    units = tuple(unit(number, LONG) for number in range(count))
    image = drawn(report(units=units, unit=f"Deputi/{LONG}"), language)
    assert share(image.crop((RIGHT, 0, 1080, 1620)), PAPER) == 1
    assert share(image.crop((0, 0, LEFT, 1620)), PAPER) == 1


@pytest.mark.parametrize("minutes", [Decimal("1152.6"), Decimal("12345.6")])
@pytest.mark.parametrize("language", ["id", "en"])
def test_large_figures_stay_between_the_margins_too(minutes: Decimal, language: str) -> None:
    seconds = int(minutes * 60)
    totals = replace(report().totals, seconds=123_456_789, jp=Fraction(123_456_78, 10), learned=104_948)
    busy = replace(
        report(units=(unit(1, LONG, seconds=20 * seconds), unit(2))),
        totals=totals,
        people=104_948,
        expected_week_seconds=123_456_780,
    )
    image = drawn(busy, language)
    assert share(image.crop((RIGHT, 0, 1080, 1620)), PAPER) == 1
    assert share(image.crop((0, 0, LEFT, 1620)), PAPER) == 1


@pytest.mark.parametrize("count", [1, 2, 4, 8, 9, 106])
def test_few_units_leave_no_hole_in_the_picture(count: int) -> None:
    rows = lines_with_ink(drawn(report(units=tuple(unit(number) for number in range(1, count + 1)))))
    widest = max(after - before for before, after in pairwise(rows))
    assert widest < 100, "no more than what lies between a title and its bars"
    assert rows[-1] < 1620 - 10


@pytest.mark.parametrize(
    ("seconds", "hours"),
    [
        (0, ["0.1"]),
        (2500, ["0.2", "0.4", "0.6"]),
        (3600 * 4, ["1", "2", "3", "4"]),
        (3600 * 27, ["10", "20"]),
        (3600 * 390, ["100", "200", "300"]),
        (3600 * 12_345, ["5000", "10000"]),
    ],
)
def test_the_hours_of_a_week_can_be_read_at_a_few_round_figures(seconds: int, hours: list[str]) -> None:
    assert lines_of(seconds) == [Decimal(hour) for hour in hours]


def test_the_weeks_have_a_scale_even_where_nothing_keeps_a_pace() -> None:
    shown = drawn(report(units=(), expected_week_seconds=0))
    lines = (np.asarray(shown) == LINE).all(axis=-1).mean(axis=1) > 0.1
    assert np.count_nonzero(lines[1:] & ~lines[:-1]) >= 3, "the ground and two lines or more"


def test_the_weeks_of_the_period_stand_out_and_the_pace_is_a_line() -> None:
    shown = report(units=())
    assert share(drawn(shown), AMBER) > 0
    quiet = replace(shown, expected_week_seconds=0, weeks=weeks(3))
    assert share(drawn(quiet), AMBER) == 0
    assert share(drawn(quiet), TEAL) > 0


def test_an_organisation_without_anything_is_drawn_too() -> None:
    empty = report(units=(), weeks=(), distribution=(), people=0, expected_week_seconds=0)
    assert share(drawn(empty), PALE_TEAL) == 0


def test_the_best_and_the_last_units_are_shown_with_how_many_lie_between() -> None:
    units = [unit(number) for number in range(1, 31)] + [unit(99, people=0)]
    shown, gap_after = ranked(units)
    assert [one.unit_id for one in shown] == [30, 29, 28, 27, 4, 3, 2, 1]
    assert gap_after == 4
    assert ranked(units[:8])[1] == 0


def test_the_same_report_gives_the_same_picture_and_another_in_another_language() -> None:
    first, again, english = (report_picture(report(), texts_for(to)) for to in ("id", "id", "en"))
    assert first == again
    assert first != english
