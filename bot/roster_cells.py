"""Reads one cell of a roster: what it says, or what is wrong with it and how to mend it."""

import re
import unicodedata
from datetime import date, datetime
from functools import cache
from zoneinfo import available_timezones

from bot.spreadsheets import without_guard
from bot.texts import LANGUAGES, ZONE_LABELS
from learning.people import EmploymentType, Role

LONGEST_TEXT = 200
LONGEST_EMAIL = 254
FIRST_YEAR, LAST_YEAR = 1940, 2100
EXCEL_DAYS = range(14_000, 80_000)
"""The numbers by which a spreadsheet counts the days of 1938 to 2119."""

EMAIL = re.compile(r"^[^@\s<>\"',;:]+@[^@\s.<>\"',;:]+(\.[^@\s.<>\"',;:]+)+$")
DAY_MONTH_YEAR = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")
FORCED_TEXT = re.compile(r'^="(.*)"$', re.DOTALL)
SPREADSHEET_ERROR = re.compile(r"^#(N/A|REF!|NAME\?|VALUE!|DIV/0!|NULL!|NUM!)$")
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Unicode categories of characters without a picture; the ones that turn the direction are among them."""

EMPLOYMENT_WORDS = {
    "pns": EmploymentType.PNS,
    "pppk": EmploymentType.PPPK,
    "other": EmploymentType.OTHER,
    "lainnya": EmploymentType.OTHER,
}
ROLE_WORDS = {
    "employee": Role.EMPLOYEE,
    "pegawai": Role.EMPLOYEE,
    "supervisor": Role.SUPERVISOR,
    "atasan": Role.SUPERVISOR,
    "curator": Role.CURATOR,
    "kurator": Role.CURATOR,
    "admin": Role.ADMIN,
}


class CellWrong(Exception):
    """What is wrong with a cell and how to mend it, as the reader is told."""


def text_of(cell: object) -> str:
    """What the cell shows, without space around it; raises CellWrong for a spreadsheet's error value."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell).strip()
    forced = FORCED_TEXT.match(text)
    text = forced.group(1).strip() if forced else without_guard(text)
    if SPREADSHEET_ERROR.match(text):
        raise CellWrong(f"the cell shows the error {text}: enter the value itself")
    return text


def read_name(cell: object) -> str:
    """A person's name, with single spaces."""
    name = _visible(cell)
    if not any(character.isalpha() for character in name):
        raise CellWrong("there is no letter in the name: enter the name")
    return name


def read_unit(cell: object) -> str:
    """The path of a unit from the top, without space around its parts."""
    parts = [part.strip() for part in _visible(cell).split("/")]
    if not all(parts):
        raise CellWrong("a part of the unit is empty: write names with one / between them")
    return "/".join(parts)


def read_time_zone(cell: object) -> str:
    """A time zone by its name or as WIB, WITA, WIT."""
    text = text_of(cell)
    zone = _zones().get(text.casefold())
    if zone is None:
        raise CellWrong(f"{quoted(text)} is no time zone: write WIB, WITA, WIT or a name like Asia/Jakarta")
    return zone


def read_language(cell: object) -> str:
    """A language that Sela speaks."""
    text = text_of(cell).casefold()
    if text not in LANGUAGES:
        raise CellWrong(f"{quoted(text)} is no language of Sela: write {' or '.join(LANGUAGES)}")
    return text


def read_employment_type(cell: object) -> EmploymentType:
    """PNS, PPPK or other, in any case."""
    text = text_of(cell)
    found = EMPLOYMENT_WORDS.get(text.casefold())
    if found is None:
        raise CellWrong(f"{quoted(text)} is no employment type: write PNS, PPPK or other")
    return found


def read_roles(cell: object) -> tuple[str, ...]:
    """Roles separated by | or ; or a comma, each once."""
    words = [word.strip() for word in re.split(r"[|;,]", text_of(cell))]
    for word in words:
        if word and word.casefold() not in ROLE_WORDS:
            known = ", ".join(Role)
            raise CellWrong(f"{quoted(word)} is no role: write {known}, with | between several")
    return tuple(dict.fromkeys(ROLE_WORDS[word.casefold()].value for word in words if word))


def read_date(cell: object) -> date:
    """A date as 2026-01-31, as 31/01/2026 or as the spreadsheet keeps it."""
    on = _date(cell)
    if on is None or not FIRST_YEAR <= on.year <= LAST_YEAR:
        raise CellWrong(f"{quoted(text_of(cell))} is no date of employment: write 2026-01-31 or 31/01/2026")
    return on


def read_email(cell: object) -> str:
    """An address in the shape of one."""
    text = text_of(cell)
    if len(text) > LONGEST_EMAIL or not text.isprintable() or not EMAIL.match(text):
        raise CellWrong(f"{quoted(text)} is no e-mail address: write name@example.go.id, or nothing")
    return text


def read_words(cell: object) -> str:
    """A line of text, with single spaces."""
    return _visible(cell)


def quoted(text: str) -> str:
    """A wrong value as it may be shown: short, on one line, nothing invisible."""
    shown = "".join(character if character.isprintable() else "?" for character in text)
    return f"'{shown[:40]}…'" if len(shown) > 40 else f"'{shown}'"


def _visible(cell: object) -> str:
    text = text_of(cell)
    if any(unicodedata.category(character) in INVISIBLE for character in text):
        raise CellWrong("there are invisible or direction-changing characters: type the text again")
    if len(text) > LONGEST_TEXT:
        raise CellWrong(f"the text is longer than {LONGEST_TEXT} characters: shorten it")
    return " ".join(unicodedata.normalize("NFC", text).split())


def _date(cell: object) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float):
        return _counted_date(cell)
    text = text_of(cell).removesuffix(" 00:00:00")
    turned = DAY_MONTH_YEAR.match(text)
    try:
        if turned:
            return date(int(turned[3]), int(turned[2]), int(turned[1]))
        return date.fromisoformat(text) if len(text) == len("2026-01-31") else None
    except ValueError:
        return None


def _counted_date(days: int | float) -> date | None:
    if days not in EXCEL_DAYS:
        return None
    return date.fromordinal(date(1899, 12, 30).toordinal() + int(days))


@cache
def _zones() -> dict[str, str]:
    names = {name.casefold(): name for name in available_timezones()}
    # The label names its main zone, which comes first.
    return names | {label.casefold(): name for name, label in reversed(ZONE_LABELS.items())}
