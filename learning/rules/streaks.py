"""The streak: working days in a row on which Sela brought something and the person learned."""

from collections.abc import Set
from datetime import date, timedelta


def streak(*, learned_on: Set[date], brought_on: Set[date], today: date) -> int:
    """How many days in a row the person learned; a day without anything brought breaks nothing.

    Holidays, leave and days off have nothing brought, so they do not count against anyone. Today
    counts once the person learned and does not break the streak before it is over.
    """
    first = min(learned_on, default=today)
    days, on = 0, today
    while on >= first:
        if on in learned_on:
            days += 1
        elif on in brought_on and on != today:
            break
        on -= timedelta(days=1)
    return days
