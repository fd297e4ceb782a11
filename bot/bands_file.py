"""Reads the bands by which a satisfaction index is named: a table that ships, or the organisation's own."""

import tomllib
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from bot.texts import LANGUAGES
from learning.rules.rating import Band, BandTable

SHIPPED = Path(__file__).parent / "bands"
ENDS = ("above", "from")


class BandsBroken(ValueError):
    """The bands cannot be used; the message names the place and the mend."""


def read_bands(name: str) -> BandTable:
    """The bands of this name, or of the TOML file at this path; raises BandsBroken."""
    if name in shipped_bands():
        return _read(SHIPPED / f"{name}.toml", name)
    file = Path(name)
    if file.suffix != ".toml":
        raise BandsBroken(
            f"'{name}' is no table of bands; write {' or '.join(shipped_bands())}, or a path to a TOML file"
        )
    return _read(file, file.stem)


@cache
def shipped_bands() -> tuple[str, ...]:
    """The names of the tables that ship."""
    return tuple(sorted(file.stem for file in SHIPPED.glob("*.toml")))


def _read(file: Path, name: str) -> BandTable:
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BandsBroken(f"{file}: cannot be read as TOML: {error}") from error
    written = tables.pop("band", None)
    if tables or not isinstance(written, list) or not written:
        raise BandsBroken(f"{file}: write one [[band]] for each band, from the highest to the lowest")
    bands = tuple(_band(file, number, values) for number, values in enumerate(written, start=1))
    _check_order(file, bands)
    return BandTable(name=name, bands=bands)


def _band(file: Path, number: int, values: dict[str, Any]) -> Band:
    place = f"{file}: band {number}"
    for key in values:
        if key not in (*ENDS, *LANGUAGES):
            raise BandsBroken(f"{place}: unknown '{key}'; use above or from, id and en")
    label = {language: values.get(language) for language in LANGUAGES}
    if not all(isinstance(said, str) and said.strip() for said in label.values()):
        raise BandsBroken(f'{place}: name it in both languages, such as id = "memuaskan" en = "satisfying"')
    ends = [end for end in ENDS if end in values]
    if len(ends) > 1:
        raise BandsBroken(f"{place}: write above (not included) or from (included), not both")
    starts = _number(place, values[ends[0]]) if ends else None
    return Band(
        label={key: str(said) for key, said in label.items()}, starts=starts, is_open=ends == ["above"]
    )


def _number(place: str, value: object) -> Decimal:
    try:
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise InvalidOperation
        number = Decimal(value)
        if not number.is_finite():
            raise InvalidOperation
    except InvalidOperation as error:
        raise BandsBroken(f"{place}: '{value}' is no number; write one from 0 to 100") from error
    if not 0 <= number <= 100:
        raise BandsBroken(f"{place}: {number} does not lie between 0 and 100")
    return number


def _check_order(file: Path, bands: tuple[Band, ...]) -> None:
    if bands[-1].starts is not None:
        raise BandsBroken(f"{file}: the last band takes all that is left; leave out its above or from")
    starts = [band.starts for band in bands[:-1]]
    for number, (higher, lower) in enumerate(pairwise(starts), start=2):
        if higher is None or lower is None or lower >= higher:
            raise BandsBroken(f"{file}: band {number} must begin below band {number - 1}")
    if None in starts:
        raise BandsBroken(f"{file}: only the last band may be without above or from")
