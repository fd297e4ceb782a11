"""Reads a date and a time as people write them: "Senin 09.00", "1 Des 09:00", "besok 10"."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from learning.rules.written_dates import WEEKDAYS, NoDay, written_day

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
    """The moment that words name, seen from `now` on the writer's clock.

    A time alone is today's, or tomorrow's where it has passed; a weekday is the next on which it has not.
    A date without a year is the nearest such date: what somebody wrote too late comes back as past.
    The name of the writer's own clock, such as WIB, may be written beside it, no other.
    """
    said = words.casefold().replace("hari ini", "today").replace(",", " ")
    pieces = [piece for piece in said.split() if piece not in NEVER_MIND and piece != own_zone.casefold()]
    day, clock = _parted(pieces)
    if clock is None:
        on = _day(day, now.date(), today_is_over=False)
        if isinstance(on, date):
            return MomentFlaw.NO_TIME
        return MomentFlaw.NO_SUCH_DAY if on is NoDay.NO_SUCH_DAY else MomentFlaw.UNCLEAR
    hour, minute = clock
    if hour > 23 or minute > 59:
        return MomentFlaw.NO_SUCH_TIME
    at = time(hour, minute)
    has_passed = at <= now.time()
    on = _day(day, now.date(), today_is_over=has_passed) if day else now.date() + timedelta(days=has_passed)
    if isinstance(on, date):
        return WrittenMoment(on=on, at=at)
    return MomentFlaw.NO_SUCH_DAY if on is NoDay.NO_SUCH_DAY else MomentFlaw.UNCLEAR


def _parted(pieces: list[str]) -> tuple[str, tuple[int, int] | None]:
    """The words for the day, and hour and minute; a number alone is an hour after a day, or by itself."""
    for place in reversed(range(len(pieces))):
        if found := CLOCK.fullmatch(pieces[place]):
            return " ".join(pieces[:place] + pieces[place + 1 :]), (int(found[1]), int(found[2]))
    *before, last = pieces or [""]
    day = " ".join(before)
    is_day = not day or isinstance(_day(day, date(2000, 1, 1), today_is_over=False), date)
    if HOUR.fullmatch(last) and is_day:
        return day, (int(last), 0)
    return " ".join(pieces), None


def _day(words: str, today: date, *, today_is_over: bool) -> date | NoDay:
    """The day that words name; a weekday may be today unless that is over."""
    if words in WEEKDAYS and WEEKDAYS[words] == today.isoweekday() and not today_is_over:
        return today
    return written_day(words, today)
