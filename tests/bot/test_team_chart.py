"""The picture of a team: every size of team is drawn, in the size of a phone."""

import io
from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from PIL import Image

from bot.team_chart import team_picture
from bot.texts import texts_for
from learning.rules.targets import Standing
from learning.team import Bar, TeamChart

TEAL, PALE_TEAL, AMBER, PAPER = (15, 92, 87), (156, 195, 189), (227, 155, 38), (251, 247, 240)

RIGHT = 1010
"""No pixel beyond this one is drawn on."""


def bar(jp: int, name: str = "Sari Dewi", **more: object) -> Bar:
    """A civil servant with so many JP when 18 are the even pace."""
    standing = Standing.MET if jp >= 20 else Standing.ON_PACE if jp >= 18 else Standing.BEHIND
    values: dict[str, object] = {"target": Fraction(20), "expected": Fraction(18), "standing": standing}
    return Bar(name=name, recorded=Fraction(jp), **{**values, **more})  # type: ignore[arg-type]


def chart(*bars: Bar, spread: tuple[int, ...] = ()) -> TeamChart:
    """A picture of these."""
    return TeamChart(
        unit="Deputi/Biro $x$ & <Umum>",
        today=date(2026, 11, 23),
        size=len(bars) or sum(spread),
        elapsed=Fraction(327, 365),
        bars=bars,
        spread=spread,
    )


def drawn(shown: TeamChart, language: str = "id") -> Image.Image:
    image = Image.open(io.BytesIO(team_picture(shown, texts_for(language))))
    assert (image.format, image.size) == ("PNG", (1080, 1350))
    return image.convert("RGB")


def share(image: Image.Image, colour: tuple[int, int, int]) -> float:
    return float((np.asarray(image) == colour).all(axis=-1).mean())


@pytest.mark.parametrize("people", [0, 1, 8, 30])
def test_a_team_of_any_size_fits_the_width_of_a_phone(people: int) -> None:
    names = ["Sari Dewi", "Dr. H. Muhammad Abdurrahman Kusumaningrat, M.Si.", "$x$ & <b>", ""]
    image = drawn(chart(*(bar(number, names[number % 4]) for number in range(people))))
    assert image.getpixel((5, 5)) == PAPER
    assert share(image.crop((1060, 0, 1080, 1350)), PAPER) == 1
    assert share(image.crop((0, 0, 20, 1350)), PAPER) == 1


def test_who_is_behind_is_drawn_paler_and_the_pace_is_marked() -> None:
    ahead, behind = drawn(chart(bar(19))), drawn(chart(bar(5)))
    assert share(ahead, TEAL) > share(behind, TEAL)
    assert share(behind, PALE_TEAL) > share(ahead, PALE_TEAL) == 0
    assert share(behind, AMBER) > 0


def test_a_ceiling_has_no_pace() -> None:
    contract = bar(5, target=Fraction(24), expected=None, standing=Standing.BELOW_CEILING)
    assert share(drawn(chart(contract)), AMBER) == 0


def test_a_large_unit_is_drawn_as_a_spread() -> None:
    image = drawn(chart(spread=(4, 0, 0, 3, 1, 0, 9, 900, 0, 4, 12)))
    assert share(image, TEAL) > 0
    assert share(image, PALE_TEAL) > share(image, TEAL)
    assert share(image.crop((RIGHT, 0, 1080, 1350)), PAPER) == 1


@pytest.mark.parametrize("language", ["id", "en"])
def test_large_figures_stay_inside_the_margin(language: str) -> None:
    alone = drawn(chart(bar(12_345, target=Fraction(20)), bar(1_152)), language)
    many = drawn(chart(spread=(12_345,) * 11), language)
    for image in (alone, many):
        assert share(image.crop((RIGHT, 0, 1080, 1350)), PAPER) == 1


def test_the_same_team_gives_the_same_picture_and_another_in_another_language() -> None:
    first, again, english = (team_picture(chart(bar(7)), texts_for(to)) for to in ("id", "id", "en"))
    assert first == again
    assert first != english
