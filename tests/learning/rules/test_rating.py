"""The satisfaction index, and its bands with open and closed ends."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bands_file import BandsBroken, read_bands, shipped_bands
from learning.rules.rating import DIKLAT_5, BandTable, index_from, index_of

DIKLAT, IKM = "diklat-5", "ikm-4"
SOURCE = [Decimal("79.20"), Decimal("82.30"), Decimal("85.10")]


def label(index: str, table: str = DIKLAT) -> str:
    """The Indonesian name of the band in which an index lies."""
    return read_bands(table).band_of(Decimal(index)).label_in("id")


def written(tmp_path: Path, text: str) -> str:
    """The path of a file of bands."""
    file = tmp_path / "pita.toml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_an_index_goes_from_nothing_to_a_hundred() -> None:
    assert index_of([1, 1]) == 0
    assert index_of([5]) == 100
    assert index_of([3]) == 50
    assert index_of([4, 5]) == Decimal("87.5")
    assert index_of([]) is None


@given(st.lists(st.integers(1, 5), min_size=1, max_size=200))
def test_an_index_is_that_of_the_mean(stars: list[int]) -> None:
    index = index_of(stars)
    assert index is not None
    mean = Decimal(sum(stars)) / len(stars)
    assert abs(index - (mean - 1) / 4 * 100) < Decimal("1e-20")
    assert index == index_from(sum(stars), len(stars))
    assert 0 <= index <= 100


@pytest.mark.parametrize(
    ("index", "band"),
    [
        ("100", "sangat memuaskan"),
        ("90.01", "sangat memuaskan"),
        ("90.00", "memuaskan"),
        ("85.10", "memuaskan"),
        ("82.30", "memuaskan"),
        ("80.01", "memuaskan"),
        ("80.00", "sedang"),
        ("79.20", "sedang"),
        ("76.605", "sedang"),
        ("70.01", "sedang"),
        ("70.00", "kurang"),
        ("60.01", "kurang"),
        ("60", "sangat kurang"),
        ("0", "sangat kurang"),
    ],
)
def test_a_band_begins_just_above_its_lower_end(index: str, band: str) -> None:
    assert label(index) == band


@pytest.mark.parametrize(
    ("index", "grade"),
    [
        ("88.31", "A"),
        ("88.3000001", "A"),
        ("88.30", "B"),
        ("76.61", "B"),
        ("76.605", "B"),
        ("76.60", "C"),
        ("65", "C"),
        ("64.999", "D"),
        ("25", "D"),
    ],
)
def test_no_index_falls_between_two_bands_of_the_other_table(index: str, grade: str) -> None:
    assert label(index, IKM).startswith(grade)


def test_a_band_is_that_of_the_exact_index_and_not_of_the_printed_one() -> None:
    assert label("80.001") == "memuaskan"
    assert label("79.999") == "sedang"


def test_the_published_indexes_lie_in_the_published_bands() -> None:
    assert [label(str(index)) for index in SOURCE] == ["sedang", "memuaskan", "memuaskan"]


def test_the_other_table_would_not_reproduce_the_source() -> None:
    assert len({label(str(index), IKM) for index in SOURCE}) == 1


def test_what_ships_can_be_read_and_the_default_says_the_same_as_its_file() -> None:
    assert shipped_bands() == (DIKLAT, IKM)
    assert read_bands(DIKLAT) == DIKLAT_5
    for name in shipped_bands():
        assert {band.label_in("en") for band in read_bands(name).bands} != set()


def test_an_organisation_writes_bands_of_its_own(tmp_path: Path) -> None:
    good = '[[band]]\nfrom = 50.5\nid = "baik"\nen = "good"\n'
    bad = '[[band]]\nid = "buruk"\nen = "bad"\n'
    table: BandTable = read_bands(written(tmp_path, good + bad))
    assert table.name == "pita"
    assert table.band_of(Decimal("50.5")).label_in("id") == "baik"
    assert table.band_of(Decimal("50.49")).label_in("en") == "bad"


LAST = '[[band]]\nid = "x"\nen = "x"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "write one"),
        ("band = 3", "write one"),
        ("[x]\n", "write one"),
        ("[[band]\n", "cannot be read as TOML"),
        ('[[band]]\nabove = 5\nid = "x"\nen = "x"\n', "the last band takes all"),
        ('[[band]]\nabove = 5\nfrom = 5\nid = "x"\nen = "x"\n' + LAST, "not both"),
        ('[[band]]\nabove = 5\nid = "x"\n' + LAST, "both languages"),
        ('[[band]]\nabove = "a"\nid = "x"\nen = "x"\n' + LAST, "is no number"),
        ('[[band]]\nabove = true\nid = "x"\nen = "x"\n' + LAST, "is no number"),
        ('[[band]]\nabove = nan\nid = "x"\nen = "x"\n' + LAST, "is no number"),
        ('[[band]]\nabove = 101\nid = "x"\nen = "x"\n' + LAST, "between 0 and 100"),
        ('[[band]]\nover = 5\nid = "x"\nen = "x"\n' + LAST, "unknown 'over'"),
        (LAST + LAST, "only the last band"),
        (
            '[[band]]\nabove = 5\nid = "x"\nen = "x"\n[[band]]\nfrom = 5\nid = "x"\nen = "x"\n' + LAST,
            "must begin below",
        ),
    ],
)
def test_bands_that_cannot_be_used_are_refused_with_the_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BandsBroken, match=said):
        read_bands(written(tmp_path, text))


@pytest.mark.parametrize("name", ["diklat5", "", "nirgends.toml"])
def test_a_table_that_is_not_there_is_refused(name: str) -> None:
    with pytest.raises(BandsBroken):
        read_bands(name)
