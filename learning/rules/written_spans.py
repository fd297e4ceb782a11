"""Reads from when until when, as people write it: 21-12-2026 – 31-12-2026, 21 Des sampai 3 Jan."""

import re
from datetime import date, timedelta
from enum import StrEnum

from learning.rules.breaks import Leave
from learning.rules.written_dates import written_date

BETWEEN = re.compile(
    r"\s*(?:–|—|\bs\s*[./]?\s*d\b\.?|\bsampai(?: dengan)?\b|\bhingga\b|\buntil\b|\bto\b|\s-\s)\s*"
)
LONGEST = timedelta(days=366)


class SpanWrong(StrEnum):
    """What is wrong with what somebody wrote."""

    NO_FIRST_DAY = "no_first_day"
    NO_LAST_DAY = "no_last_day"
    ENDS_FIRST = "ends_first"
    IS_OVER = "is_over"
    TOO_LONG = "too_long"


def written_span(text: str, today: date) -> Leave | SpanWrong:
    """The days that somebody wrote, both included; one date alone is one day. Else what is wrong with it."""
    first_words, *rest = BETWEEN.split(" ".join(text.casefold().split()), maxsplit=1)
    first = written_date(first_words, today - timedelta(days=1))
    if first is None:
        return SpanWrong.NO_FIRST_DAY
    last = written_date(rest[0], first - timedelta(days=1)) if rest else first
    return SpanWrong.NO_LAST_DAY if last is None else checked_span(first, last, today)


def checked_span(first: date, last: date, today: date) -> Leave | SpanWrong:
    """These days, or what is wrong with them."""
    if last < first:
        return SpanWrong.ENDS_FIRST
    if last < today:
        return SpanWrong.IS_OVER
    if last - first > LONGEST:
        return SpanWrong.TOO_LONG
    return Leave(starts_on=first, ends_on=last)
