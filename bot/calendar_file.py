"""Reads the organisation's own calendar: holidays added or removed, Ramadans confirmed."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from learning.rules.calendar import Calendar, Overrides

MEND = (
    'write [holidays.add] with lines such as 2026-12-31 = "Name", [holidays] with remove = ["2026-08-17"], '
    'and [ramadan] with lines such as 2026 = ["2026-02-19", "2026-03-20"]'
)


class CalendarBroken(Exception):
    """The calendar file cannot be used; the message names the place and the mend."""


class CalendarSource:
    """The calendar in force; a change of the file is seen at the next look."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._read_at: float | None = None
        self._calendar = Calendar()

    def current(self) -> Calendar:
        """The calendar with the overrides as the file says now; raises CalendarBroken."""
        changed_at = self.file.stat().st_mtime if self.file.is_file() else None
        if changed_at != self._read_at:
            self._calendar = Calendar(read_overrides(self.file) if changed_at is not None else Overrides())
            self._read_at = changed_at
        return self._calendar


def read_overrides(file: Path) -> Overrides:
    """The overrides of a calendar file; raises CalendarBroken naming the entry and the mend."""
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CalendarBroken(f"{file}: cannot be read as TOML: {error}") from error
    try:
        return _overrides(file, tables)
    except (AttributeError, TypeError, ValueError) as error:
        raise CalendarBroken(f"{file}: {MEND}") from error


def _overrides(file: Path, tables: dict[str, Any]) -> Overrides:
    holidays = tables.pop("holidays", {})
    ramadans = tables.pop("ramadan", {})
    for name in tables:
        raise CalendarBroken(
            f"{file}: unknown table [{name}]; use [holidays.add], [holidays] remove, [ramadan]"
        )
    return Overrides(
        added={_date(file, on): str(name) for on, name in holidays.get("add", {}).items()},
        removed=frozenset(_date(file, on) for on in holidays.get("remove", [])),
        ramadans={int(year): _span(file, year, days) for year, days in ramadans.items()},
    )


def _span(file: Path, year: str, days: Any) -> tuple[date, date]:
    if not isinstance(days, list) or len(days) != 2:
        raise CalendarBroken(
            f'{file}: [ramadan] {year} needs a first and a last day: ["2026-02-19", "2026-03-20"]'
        )
    first, last = (_date(file, on) for on in days)
    if not 27 <= (last - first).days <= 30:
        raise CalendarBroken(
            f"{file}: [ramadan] {year} lasts {(last - first).days + 1} days; it has 29 or 30"
        )
    return first, last


def _date(file: Path, text: Any) -> date:
    if isinstance(text, date):
        return text
    try:
        return date.fromisoformat(str(text))
    except ValueError as error:
        raise CalendarBroken(f"{file}: '{text}' is no date; write 2026-12-24") from error
