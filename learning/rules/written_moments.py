"""Reads a date and a time as people write them: "Senin 09.00", "1 Des 09:00", "besok 10"."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from learning.rules.written_dates import written_date

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "senin sen monday mon",
            "selasa sel tuesday tue",
            "rabu rab wednesday wed",
            "kamis kam thursday thu",
            "jumat jum'at jum friday fri",
            "sabtu sab saturday sat",
            "minggu min ahad sunday sun",
        ),
        1,
    )
    for name in names.split()
}
DAYS_AHEAD = {"hari-ini": 0, "today": 0, "besok": 1, "tomorrow": 1, "lusa": 2}
NEVER_MIND = frozenset({"hari", "tanggal", "tgl", "jam", "pukul", "pkl", "pada", "at", "on"})

CLOCK = re.compile(r"(\d{1,2})[.:](\d{2})")
HOUR = re.compile(r"\d{1,2}")


class MomentFlaw(StrEnum):
    """Why what was written names no moment."""

    UNCLEAR = "unclear"
    NO_TIME = "no_time"
    NO_SUCH_DAY = "no_such_day"
    NO_SUCH_TIME = "no_such_time"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenMoment:
    """A date and a time of the day, on the clock of whoever wrote them."""

    on: date
    at: time


def moment_of(words: str, now: datetime, own_zone: str = "") -> WrittenMoment | MomentFlaw:
    """The moment that words name, seen from `now` on the writer's clock: the next one that they fit.

    A time alone is today's, or tomorrow's where it has passed; a date without a year is the next such date.
    The name of the writer's own clock, such as WIB, may be written beside it, no other.
    """
    said = words.casefold().replace("hari ini", "hari-ini").replace(",", " ")
    pieces = [piece for piece in said.split() if piece not in NEVER_MIND and piece != own_zone.casefold()]
    day, clock = _parted(pieces)
    if clock is None:
        return MomentFlaw.NO_TIME if _day(day, now.date(), today_is_over=False) else MomentFlaw.UNCLEAR
    hour, minute = clock
    if hour > 23 or minute > 59:
        return MomentFlaw.NO_SUCH_TIME
    at = time(hour, minute)
    has_passed = at <= now.time()
    on = _day(day, now.date(), today_is_over=has_passed) if day else now.date() + timedelta(days=has_passed)
    if on is None:
        return MomentFlaw.NO_SUCH_DAY if day[0].isdecimal() else MomentFlaw.UNCLEAR
    return WrittenMoment(on=on, at=at)


def _parted(pieces: list[str]) -> tuple[str, tuple[int, int] | None]:
    """The words for the day, and hour and minute; a number alone is an hour after a day, or by itself."""
    for place in reversed(range(len(pieces))):
        if found := CLOCK.fullmatch(pieces[place]):
            return " ".join(pieces[:place] + pieces[place + 1 :]), (int(found[1]), int(found[2]))
    *before, last = pieces or [""]
    day = " ".join(before)
    if HOUR.fullmatch(last) and (not day or _day(day, date(2000, 1, 1), today_is_over=False)):
        return day, (int(last), 0)
    return " ".join(pieces), None


def _day(words: str, today: date, *, today_is_over: bool) -> date | None:
    """The date that words name, today among them unless it is over; None where they name none."""
    if words in DAYS_AHEAD:
        return today + timedelta(days=DAYS_AHEAD[words])
    if words in WEEKDAYS:
        days = (WEEKDAYS[words] - today.isoweekday()) % 7
        return today + timedelta(days=7 if days == 0 and today_is_over else days)
    found = written_date(words, today - timedelta(days=1))
    return written_date(words, today) if found == today and today_is_over else found
