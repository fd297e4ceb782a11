"""How people rated what they learned (level 1): an index of 0 to 100, and its band."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

FEWEST, MOST = 1, 5
"""Stars that can be given."""

SMALLEST_GROUP = 5
"""Stars and sentences are shown of so many people or more, so that none can be told by who was there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A named part of the scale; it begins at `starts`, which belongs to it unless the end is open.

    `starts` is None for the lowest band. `label` is the name by language.
    """

    label: dict[str, str]
    starts: Decimal | None = None
    is_open: bool = False

    def holds(self, index: Decimal) -> bool:
        """Whether an index lies at or above the lower end of the band."""
        if self.starts is None:
            return True
        return index > self.starts if self.is_open else index >= self.starts

    def label_in(self, language: str) -> str:
        """The name in this language, else in any."""
        return self.label.get(language) or next(iter(self.label.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class BandTable:
    """The bands of a scale from the highest to the lowest, so that no index falls between two."""

    name: str
    bands: tuple[Band, ...]

    def band_of(self, index: Decimal) -> Band:
        """The band in which an index lies; it is compared as it is, before any rounding."""
        return next(band for band in self.bands if band.holds(index))


def index_of(stars: Iterable[int]) -> Decimal | None:
    """The index of these ratings, None without any."""
    given = tuple(stars)
    return index_from(sum(given), len(given))


def index_from(total: int, count: int) -> Decimal | None:
    """The index of `count` ratings with so many stars in all: (mean - 1) / 4 * 100, None without any."""
    if not count:
        return None
    return Decimal((total - count * FEWEST) * 100) / Decimal(count * (MOST - FEWEST))


DIKLAT_5 = BandTable(
    name="diklat-5",
    bands=(
        Band(label={"id": "sangat memuaskan", "en": "very satisfying"}, starts=Decimal(90), is_open=True),
        Band(label={"id": "memuaskan", "en": "satisfying"}, starts=Decimal(80), is_open=True),
        Band(label={"id": "sedang", "en": "fair"}, starts=Decimal(70), is_open=True),
        Band(label={"id": "kurang", "en": "poor"}, starts=Decimal(60), is_open=True),
        Band(label={"id": "sangat kurang", "en": "very poor"}),
    ),
)
"""What holds where an organisation decided nothing; bands/diklat-5.toml says the same."""
