"""Polls and quizzes: what they ask, who voted, and what Telegram refuses."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Poll:
    """One poll with its votes; `base` holds the fields that never change."""

    base: Json
    option_texts: Sequence[Json]
    chat_id: int
    message_id: int
    close_date: int | None = None
    closed: bool = False
    votes: dict[int, tuple[int, ...]] = field(default_factory=dict)
    in_message: Json = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The poll id."""
        return str(self.base["id"])

    def option_ids(self, chosen: Sequence[int]) -> list[str]:
        """The persistent ids of the options at these places."""
        return [str(self.option_texts[place]["persistent_id"]) for place in chosen]

    def is_open(self, now: int) -> bool:
        """Whether one can still vote at this Unix time."""
        return not self.closed and (self.close_date is None or now < self.close_date)

    def as_update(self) -> Json:
        """The `Poll` object with today's counts."""
        counts = [0] * len(self.option_texts)
        for chosen in self.votes.values():
            for place in chosen:
                counts[place] += 1
        options = [
            {**text, "voter_count": count} for text, count in zip(self.option_texts, counts, strict=True)
        ]
        return {
            **self.base,
            "options": options,
            "total_voter_count": len(self.votes),
            "is_closed": self.closed,
        }

    def as_content(self) -> Json:
        """The `Poll` object inside its message, which alone carries the description."""
        return {**self.as_update(), **self.in_message}


class Polls:
    """Every poll by its id and by its message."""

    def __init__(self) -> None:
        self._by_message: dict[tuple[int, int], Poll] = {}
        self._numbers = itertools.count(5_192_000_000_000_000_001)

    def next_id(self) -> str:
        """A fresh poll id."""
        return str(next(self._numbers))

    def add(self, poll: Poll) -> None:
        """Makes the poll known."""
        self._by_message[poll.chat_id, poll.message_id] = poll

    def in_message(self, chat_id: int, message_id: int) -> Poll | None:
        """The poll that was sent in this message."""
        return self._by_message.get((chat_id, message_id))
