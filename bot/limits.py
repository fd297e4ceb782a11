"""What Telegram allows: so much to one chat, so much in any second, and less after it refused."""

import heapq
import math


class ChatLimit:
    """When each chat may get its next message: 1 a second to people, 20 a minute to groups, a few at once."""

    _SECONDS_APART_FOR_A_PERSON = 1.0
    _SECONDS_APART_FOR_A_GROUP = 3.0
    _CHATS_REMEMBERED = 20_000

    def __init__(self, at_once: int = 3) -> None:
        self._at_once = at_once
        self._due: dict[int, float] = {}

    def __len__(self) -> int:
        """Return how many chats are remembered."""
        return len(self._due)

    def _apart(self, chat: int) -> float:
        return self._SECONDS_APART_FOR_A_PERSON if chat > 0 else self._SECONDS_APART_FOR_A_GROUP

    def ready_at(self, chat: int | None) -> float:
        """Return the moment from which the chat may get a message; no chat may always."""
        if chat is None or chat not in self._due:
            return -math.inf
        return self._due[chat] - (self._at_once - 1) * self._apart(chat)

    def take(self, chat: int | None, now: float) -> None:
        """Note a message to the chat."""
        if chat is None:
            return
        if len(self._due) >= self._CHATS_REMEMBERED:
            self._due = {known: due for known, due in self._due.items() if due > now}
        self._due[chat] = max(self._due.get(chat, now), now) + self._apart(chat)


class Window:
    """Counts the messages the server may still hold against us, by the clock of its own answers.

    The server counts a message somewhere between its departure and its answer, and forgets it one second
    later. So a place is free again one second after the answer, less the shortest round trip seen (once
    enough were seen to trust it): that long the next message and the last answer are surely on their way.
    """

    _SECOND = 1.002
    _ROUND_TRIPS_TO_TRUST = 60

    def __init__(self) -> None:
        self._in_flight = 0
        self._answered: list[float] = []
        self._round_trips = 0
        self._shortest = math.inf

    def free_at(self, now: float, places: int) -> float:
        """Return when one of so many places is free: `now`, later, or infinity until an answer comes."""
        while self._answered and self._answered[0] <= now:
            heapq.heappop(self._answered)
        if self._in_flight + len(self._answered) < places:
            return now
        return self._answered[0] if self._answered else math.inf

    def take(self) -> None:
        """Note a message that leaves."""
        self._in_flight += 1

    def give_back(self) -> None:
        """Note that a message did not leave after all."""
        self._in_flight -= 1

    def ended(self, now: float, round_trip: float | None) -> None:
        """Note the end of a call; `round_trip` in seconds only when the server did what it was asked."""
        if round_trip is not None:
            self._round_trips += 1
            self._shortest = min(self._shortest, round_trip)
        trusted = self._round_trips >= self._ROUND_TRIPS_TO_TRUST
        heapq.heappush(self._answered, now + self._SECOND - (min(self._shortest, 1.0) if trusted else 0.0))
        self._in_flight -= 1


class Throttle:
    """How many messages a second Sela may start: half after a refusal, one more per quiet 20 seconds."""

    _QUIET_SECONDS = 20.0

    def __init__(self, most: int) -> None:
        self.most = most
        self._after_refusal = most
        self._quiet_since = 0.0

    def rate(self, now: float) -> int:
        """Return the messages a second allowed now."""
        regained = int(max(0.0, now - self._quiet_since) / self._QUIET_SECONDS)
        return min(self.most, self._after_refusal + regained)

    def halve(self, now: float) -> None:
        """Slow down to half, but never below one a second."""
        self._after_refusal = max(1, self.rate(now) // 2)

    def quiet_from(self, moment: float) -> None:
        """Count quiet seconds from this moment on."""
        self._quiet_since = max(self._quiet_since, moment)
