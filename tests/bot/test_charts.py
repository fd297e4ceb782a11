"""The picture of a year: drawn for every standing, quickly, in the size of a phone."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.charts import progress_picture
from bot.texts import texts_for
from learning.people import EmploymentType, Person, PersonState
from learning.rules.targets import expected_by, pace, yearly_target
from learning.usecases.progress import Progress, Summary

TEAL, AMBER, PAPER = (15, 92, 87), (227, 155, 38), (251, 247, 240)


def year(
    jp_by_month: Mapping[int, Fraction],
    today: date,
    *,
    employment_type: EmploymentType = EmploymentType.PNS,
    starts_on: date | None = None,
) -> Progress:
    person = Person(
        id=1,
        employee_number="196804111993031009",
        name="Siti",
        unit_id=1,
        unit="Biro",
        time_zone="Asia/Jakarta",
        language="id",
        employment_type=employment_type,
        state=PersonState.ACTIVE,
        starts_on=starts_on,
    )
    recorded = sum(jp_by_month.values(), Fraction(0))
    target = yearly_target(employment_type, starts_on, today.year, target_jp=20, ceiling_jp=24)
    summary = Summary(
        recorded=recorded,
        target=target,
        pace=pace(recorded, target, today=today, starts_on=starts_on, minutes_per_jp=45),
        week_seconds=1_440,
        streak_days=12,
    )
    expected = expected_by(target, on=today, starts_on=starts_on)
    return Progress(
        person=person,
        today=today,
        summary=summary,
        expected=expected,
        strengths={},
        jp_by_month=jp_by_month,
        lessons_done=37,
    )


def picture(progress: Progress, language: str = "id") -> Image.Image:
    image = Image.open(io.BytesIO(progress_picture(progress, texts_for(language))))
    assert (image.format, image.size) == ("PNG", (1080, 1350))
    return image.convert("RGB")


def share(image: Image.Image, colour: tuple[int, int, int]) -> float:
    return float((np.asarray(image) == colour).all(axis=-1).mean())


YEARS = {
    "behind": year({2: Fraction(1, 2), 8: Fraction(37, 10)}, date(2026, 8, 20)),
    "on pace": year({month: Fraction(2) for month in range(1, 7)}, date(2026, 6, 14)),
    "met": year({month: Fraction(2) for month in range(1, 13)}, date(2026, 12, 31)),
    "empty": year({}, date(2026, 1, 1)),
    "ceiling": year({1: Fraction(4)}, date(2026, 4, 30), employment_type=EmploymentType.PPPK),
    "at the ceiling": year({1: Fraction(25)}, date(2026, 4, 30), employment_type=EmploymentType.PPPK),
    "new this year": year({9: Fraction(2)}, date(2026, 9, 18), starts_on=date(2026, 7, 16)),
    "not begun": year({}, date(2026, 9, 18), starts_on=date(2027, 1, 1)),
}


@cache
def drawn(name: str) -> Image.Image:
    return picture(YEARS[name])


@pytest.mark.parametrize("name", YEARS)
def test_every_standing_has_its_picture(name: str) -> None:
    image = drawn(name)
    assert image.getpixel((5, 5)) == PAPER
    assert share(image, TEAL) > 0.005
    assert share(image, AMBER) > 0.0002


def test_more_learning_shows_as_more_colour() -> None:
    assert share(drawn("met"), TEAL) > share(drawn("empty"), TEAL)


def test_the_same_year_gives_the_same_picture_and_another_in_another_language() -> None:
    first, again, english = (progress_picture(YEARS["behind"], texts_for(to)) for to in ("id", "id", "en"))
    assert first == again
    assert first != english


def test_even_the_longest_figure_stays_inside_the_margins() -> None:
    image = picture(year({1: Fraction(98_765, 10)}, date(2026, 8, 20)))
    margin = image.crop((1060, 0, 1080, 1350))
    assert share(margin, PAPER) == 1


def test_a_long_figure_stays_inside_its_tile() -> None:
    busy = YEARS["behind"]
    image = picture(replace(busy, summary=replace(busy.summary, week_seconds=60 * 12_345 + 36)))
    between = image.crop((370, 1080, 391, 1285))
    assert share(between, PAPER) == 1, "nothing is written between the first tile and the second"


@settings(max_examples=3, deadline=None)
@given(
    months=st.dictionaries(st.integers(1, 12), st.fractions(0, 500), max_size=12),
    today=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    employment_type=st.sampled_from(EmploymentType),
)
def test_any_year_can_be_drawn(
    months: dict[int, Fraction], today: date, employment_type: EmploymentType
) -> None:
    picture(year(months, today, employment_type=employment_type))
