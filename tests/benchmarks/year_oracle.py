"""Judges a simulated year by its own arithmetic of dates and zones; none of Sela's rules is asked."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import holidays

OFFSETS = {"Asia/Jakarta": 7, "Asia/Makassar": 8, "Asia/Jayapura": 9}
RAMADAN = (date(2026, 2, 19), date(2026, 3, 20))
"""As the government set it for 2026."""

HOLIDAYS = frozenset(
    holidays.country_holidays("ID", years=(2025, 2026, 2027), categories=("public", "government"))
)
WEEKLY_SECONDS = 24 * 60
LONGEST_LESSON_SECONDS = 5 * 60
PATIENCE = 5


@dataclass(kw_only=True)
class Judge:
    """What one person was sent, and what of it was not allowed."""

    zone: str
    has_afternoon: bool
    has_evening: bool
    quiet_days: frozenset[date]
    wrongs: list[str] = field(default_factory=list)
    sent: int = 0
    _by_day: Counter[date] = field(default_factory=Counter)
    _by_week: defaultdict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))
    _unanswered: int = 0
    _open_message: int | None = None
    _last_sent_on: date | None = None

    def sees(
        self, now: datetime, *, message: int, replaces: int | None, seconds: int, is_return: bool
    ) -> None:
        """A message of Sela's arrives at this moment; it takes away the message `replaces`."""
        local = (now + timedelta(hours=OFFSETS[self.zone])).replace(tzinfo=None)
        self.sent += 1
        self._check(self._is_open(local), local, "outside every window, or on a quiet day")
        if not is_return:
            self._by_day[local.date()] += 1
            self._check(self._by_day[local.date()] == 1, local, "a second one on a day")
        if self._open_message is not None:
            self._check(replaces == self._open_message, local, "two at once")
            self._unanswered += 1
        if self._unanswered >= PATIENCE:
            since = (local.date() - self._last_sent_on).days if self._last_sent_on else 99
            self._check(since >= 7, local, f"after {self._unanswered} unanswered, {since} days apart")
        elif not is_return:
            week = (now + timedelta(hours=7)).isocalendar()[:2]
            self._by_week[week] += seconds
            most = WEEKLY_SECONDS + LONGEST_LESSON_SECONDS
            self._check(self._by_week[week] <= most, local, f"{self._by_week[week]} s in a week")
        self._open_message = message
        self._last_sent_on = local.date()

    def answers(self) -> None:
        """The person did something with the open message."""
        self._open_message = None
        self._unanswered = 0

    def _is_open(self, local: datetime) -> bool:
        if local.date() in HOLIDAYS or local.date() in self.quiet_days:
            return False
        works = local.isoweekday() <= 5
        open_now = works and self._lunch(local)
        open_now |= works and self.has_afternoon and time(15) <= local.time() < time(15, 15)
        return open_now or (self.has_evening and time(19) <= local.time() < time(20))

    def _lunch(self, local: datetime) -> bool:
        if local.isoweekday() == 5:
            return time(12, 45) <= local.time() < time(13)
        ramadan = RAMADAN[0] <= local.date() <= RAMADAN[1]
        return time(12) <= local.time() < (time(12, 30) if ramadan else time(13))

    def _check(self, holds: bool, local: datetime, wrong: str) -> None:
        if not holds:
            self.wrongs.append(f"{local:%a %Y-%m-%d %H:%M} {self.zone}: {wrong}")
