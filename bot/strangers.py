"""People who are not on the roster: answered politely, and not too often."""

from collections import OrderedDict
from datetime import datetime

STRANGERS_REMEMBERED = 1000
SECONDS_BETWEEN_REFUSALS = 20
LINKS_PER_HOUR = 10


class Strangers:
    """Remembers whom Sela answered lately, so that nobody can make it chatter or guess links."""

    def __init__(self) -> None:
        self._answered_at: OrderedDict[int, datetime] = OrderedDict()
        self._tries: OrderedDict[int, list[datetime]] = OrderedDict()

    def may_be_answered(self, telegram_id: int, now: datetime) -> bool:
        """Whether some time has passed since this stranger was last answered."""
        last = self._answered_at.get(telegram_id)
        if last is not None and (now - last).total_seconds() < SECONDS_BETWEEN_REFUSALS:
            return False
        self._answered_at[telegram_id] = now
        self._answered_at.move_to_end(telegram_id)
        while len(self._answered_at) > STRANGERS_REMEMBERED:
            self._answered_at.popitem(last=False)
        return True

    def may_try_link(self, telegram_id: int, now: datetime) -> bool:
        """Whether this account may try a link: so many an hour, far too few to guess one."""
        return len(self._tries_of(telegram_id, now)) < LINKS_PER_HOUR

    def tried_link(self, telegram_id: int, now: datetime) -> None:
        """Notes a try that was looked at."""
        self._tries[telegram_id] = [*self._tries_of(telegram_id, now), now]
        self._tries.move_to_end(telegram_id)
        while len(self._tries) > STRANGERS_REMEMBERED:
            self._tries.popitem(last=False)

    def _tries_of(self, telegram_id: int, now: datetime) -> list[datetime]:
        return [at for at in self._tries.get(telegram_id, ()) if (now - at).total_seconds() < 3600]
