"""The picture of a report: every size of organisation is drawn, in the width of a phone."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from bot.report_chart import ranked, report_picture
from bot.texts import texts_for
from learning.reports import PeriodReport
from tests.bot.report_made_up import report, unit, weeks

TEAL, PALE_TEAL, AMBER, PAPER = (15, 92, 87), (156, 195, 189), (227, 155, 38), (251, 247, 240)
LONG = "Pusat Pengembangan Sumber Daya Manusia Pengawasan Obat dan Makanan $x$ & <b>"


def drawn(shown: PeriodReport, language: str = "id") -> Image.Image:
    image = Image.open(io.BytesIO(report_picture(shown, texts_for(language))))
    assert (image.format, image.size) == ("PNG", (1080, 1620))
    return image.convert("RGB")


def share(image: Image.Image, colour: tuple[int, int, int]) -> float:
    return float((np.asarray(image) == colour).all(axis=-1).mean())


@pytest.mark.parametrize("count", [0, 1, 8, 9, 77])
@pytest.mark.parametrize("language", ["id", "en"])
def test_any_number_of_units_fits_the_width_of_a_phone(count: int, language: str) -> None:
    units = tuple(unit(number, LONG) for number in range(count))
    image = drawn(report(units=units, unit=f"Deputi/{LONG}"), language)
    assert share(image.crop((1060, 0, 1080, 1620)), PAPER) == 1
    assert share(image.crop((0, 0, 20, 1620)), PAPER) == 1


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
