"""Reads learning that happened elsewhere out of a CSV or XLSX file, and says of every flaw where it is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path
from typing import Any

from bot.employee_number import read_employee_number
from bot.headed_table import Columns, HeadedRow, TableProblem, read_headed
from bot.roster_cells import CellWrong, quoted, read_date, read_words, text_of
from learning.activities import WORDS, kind_named, kinds_like
from learning.records import CreditKind
from learning.usecases.ledger_import import Activity, Flaw, Refused

REQUIRED = ("employee_number", "date", "kind", "title", "minutes", "source")
HEADERS = {
    "nip": "employee_number",
    "nomor pegawai": "employee_number",
    "tanggal": "date",
    "jenis": "kind",
    "judul": "title",
    "nama kegiatan": "title",
    "kegiatan": "title",
    "menit": "minutes",
    "durasi": "minutes",
    "bukti": "evidence",
    "sumber": "source",
    "penyelenggara": "source",
    "kompetensi": "competency",
}
FIRST_YEAR = 2000
MOST_MINUTES = 24 * 60
MINUTES_MEND = "write the minutes as a number, such as 90"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerReading:
    """The activities of a file whose rows are right, every problem in order of rows, and its own headers."""

    activities: tuple[Activity, ...]
    problems: tuple[TableProblem, ...]
    headers: Mapping[str, str] = field(default_factory=dict)


def read_activities(path: Path, *, today: date) -> LedgerReading:
    """The activities in this file; a bad file gives problems, never an exception."""
    reading = read_headed(path, _columns(today))
    return LedgerReading(
        activities=tuple(map(_activity, reading.rows)), problems=reading.problems, headers=reading.headers
    )


def problems_of(refused: Iterable[Refused], headers: Mapping[str, str]) -> tuple[TableProblem, ...]:
    """What is wrong with activities that fit no person or no earlier row, in the order of their rows."""
    found = (_problem(one, headers) for one in refused)
    return tuple(sorted(found, key=lambda problem: problem.row))


def read_kind(cell: object) -> CreditKind:
    """A kind of activity by one of its names, English or Indonesian."""
    text = text_of(cell)
    kind = kind_named(text)
    if kind is not None:
        return kind
    near = kinds_like(text)
    if near:
        raise CellWrong(f"{quoted(text)} is no kind of learning: did you mean {' or '.join(near)}?")
    known = ", ".join(words[0] for words in WORDS.values())
    raise CellWrong(f"{quoted(text)} is no kind of learning: write one of {known}")


def read_minutes(cell: object) -> int:
    """Minutes as whole seconds; a half minute may be written with point or comma."""
    if isinstance(cell, bool | time | timedelta | date):
        raise CellWrong(f"a spreadsheet has taken the minutes for a time: {MINUTES_MEND}")
    text = text_of(cell)
    try:
        minutes = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise CellWrong(f"{quoted(text)} is no number of minutes: {MINUTES_MEND}") from None
    if not minutes.is_finite() or minutes <= 0:
        raise CellWrong("the minutes are not more than 0: write how long it took, or delete the row")
    if minutes > MOST_MINUTES:
        raise CellWrong("more than 24 hours on one day: write one row for each day")
    seconds = minutes * 60
    if seconds != int(seconds):
        raise CellWrong(f"{quoted(text)} is no whole number of seconds: round it to half minutes")
    return int(seconds)


def _columns(today: date) -> Columns:
    readers: dict[str, Callable[[object], Any]] = {
        "employee_number": read_employee_number,
        "date": partial(_read_day, today=today),
        "kind": read_kind,
        "title": read_words,
        "minutes": read_minutes,
        "evidence": read_words,
        "source": read_words,
        "competency": read_words,
    }
    return Columns(noun="a learning record", readers=readers, headers=HEADERS, required=REQUIRED)


def _read_day(cell: object, *, today: date) -> date:
    try:
        on = read_date(cell)
    except CellWrong:
        shown = cell.isoformat() if isinstance(cell, date | datetime) else text_of(cell)
        raise CellWrong(f"{quoted(shown)} is no date: write 2026-01-31 or 31/01/2026") from None
    if on > today:
        raise CellWrong("the date lies in the future: record learning once it has happened")
    if on.year < FIRST_YEAR:
        raise CellWrong(f"the date lies before {FIRST_YEAR}: compare day, month and year")
    return on


def _activity(read: HeadedRow) -> Activity:
    values = read.values
    return Activity(
        row=read.row,
        employee_number=values["employee_number"],
        on=values["date"],
        kind=values["kind"],
        title=values["title"],
        seconds=values["minutes"],
        evidence=values["evidence"],
        origin=values["source"],
        competency=values["competency"],
    )


def _problem(refused: Refused, headers: Mapping[str, str]) -> TableProblem:
    columns = {Flaw.NOBODY: "employee_number", Flaw.NAMES_THE_PERSON: "title"}
    column = columns.get(refused.flaw, "minutes")
    return TableProblem(row=refused.row, column=headers.get(column, column), message=_message(refused))


def _message(refused: Refused) -> str:
    if refused.flaw is Flaw.NAMES_THE_PERSON:
        return "title, source or competency names the person: put names into evidence, which can be erased"
    if refused.flaw is Flaw.TWICE_WITH_OTHER_MINUTES:
        return f"row {refused.other_row} says the same activity took other minutes: keep one of the two rows"
    if refused.flaw is Flaw.BELOW_ZERO:
        return "corrections by hand have taken off more than that: see `sela ledger list`"
    if refused.near:
        near = f"the nearest ends in {refused.near[1:]} and differs in digit {refused.digit}"
        return f"nobody on the roster has this number: {near}"
    return "nobody on the roster has this number: import the roster first, or correct the number"
