"""Button presses and inline queries that wait for the bot's answer."""

import itertools
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from playground.telegram.errors import bad_request

Json = dict[str, Any]

CALLBACK_SECONDS = 150
INLINE_SECONDS = 30
REMEMBERED = 20_000
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass(slots=True)
class _Query:
    user_id: int
    asked_at: int
    answer: Json | None = None


class Queries:
    """The newest 20,000 queries of each kind, by their id."""

    def __init__(self) -> None:
        self._callbacks: OrderedDict[str, _Query] = OrderedDict()
        self._inlines: OrderedDict[str, _Query] = OrderedDict()
        self._numbers = itertools.count(4_382_310_000_000_001)

    def ask_callback(self, user_id: int, now: int) -> str:
        """A fresh callback query id."""
        return self._ask(self._callbacks, user_id, now)

    def ask_inline(self, user_id: int, now: int) -> str:
        """A fresh inline query id."""
        return self._ask(self._inlines, user_id, now)

    def answer_callback(self, query_id: str, answer: Json, now: int) -> int:
        """Keeps the answer; returns whose press it was. Refused when unknown, answered or over 150 s old."""
        return _answer(self._callbacks.get(query_id), answer, now, CALLBACK_SECONDS)

    def answer_inline(self, query_id: str, answer: Json, now: int) -> int:
        """Keeps the answer; returns who asked. Refused when unknown, answered or over 30 s old."""
        return _answer(self._inlines.get(query_id), answer, now, INLINE_SECONDS)

    def callback_answer(self, query_id: str) -> Json | None:
        """The answer to a press, None while there is none."""
        query = self._callbacks.get(query_id)
        return query.answer if query else None

    def inline_answer(self, query_id: str) -> Json | None:
        """The answer to an inline query, None while there is none."""
        query = self._inlines.get(query_id)
        return query.answer if query else None

    def inline_answer_for(self, query_id: str, user_id: int) -> Json | None:
        """The answer to an inline query of this person, None while there is none."""
        query = self._inlines.get(query_id)
        return query.answer if query and query.user_id == user_id else None

    def _ask(self, queries: OrderedDict[str, _Query], user_id: int, now: int) -> str:
        query_id = str(next(self._numbers))
        queries[query_id] = _Query(user_id, now)
        if len(queries) > REMEMBERED:
            queries.popitem(last=False)
        return query_id


def _answer(query: _Query | None, answer: Json, now: int, lifetime: int) -> int:
    if query is None or query.answer is not None or now - query.asked_at > lifetime:
        raise bad_request(TOO_OLD)
    query.answer = answer
    return query.user_id
