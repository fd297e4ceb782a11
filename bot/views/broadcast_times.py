"""Screens that ask when a broadcast arrives, how long it waits, and until when a course is asked for."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from markupsafe import Markup

from bot.buttons.broadcast_draft import (
    AskWords,
    KeepFor,
    ShowTimes,
    TakeDue,
    TakeMoment,
    TakeTiming,
)
from bot.callbacks import clock_number, date_number
from bot.screens import Key, Screen, lines, paragraphs, rows
from bot.texts import Texts
from bot.views.broadcast_draft import draft_key
from bot.views.broadcast_words import day_word, when
from learning.broadcasts import Broadcast, Timing
from learning.rules.leaving import NIGHT
from learning.usecases.broadcast_words import Wording
from learning.usecases.drafting import KEEPS_DAYS

DUE_IN_DAYS = (7, 14, 30)


def timings(broadcast: Broadcast, a_day: int, t: Texts) -> Screen:
    """When it arrives: four ways; `a_day` is how many messages a day may reach a person at work."""
    id_ = broadcast.id
    labels = {
        Timing.NEXT_BREAK: t.plain("In each one's next break"),
        Timing.NOW: t.plain("Now, at any time but the night")
        if broadcast.is_urgent
        else t.plain("Now, in working hours"),
        Timing.AT: t.plain("At a time on each one's clock"),
        Timing.MOMENT: t.plain("At one moment for all"),
    }
    keys = [
        Key(f"✓ {label}" if timing is broadcast.timing else label, TakeTiming(id_, timing))
        for timing, label in labels.items()
        if not (broadcast.is_urgent and timing is Timing.NEXT_BREAK)
    ]
    return Screen(
        text=paragraphs(
            t("<b>When?</b>"),
            t("Chosen: {when}.", when=when(broadcast, t)),
            _rule(broadcast, a_day, t),
        ),
        keys=(*rows(*keys), (draft_key(id_, t),)),
    )


def _rule(broadcast: Broadcast, a_day: int, t: Texts) -> Markup:
    """What holds it up, as `learning.rules.leaving` decides it."""
    if broadcast.is_urgent:
        return t(
            "It is urgent: it comes whatever else came that day, also to people on leave, but not between "
            "{evening} and {morning} on each person's own clock.",
            evening=t.clock(NIGHT[0]),
            morning=t.clock(NIGHT[1]),
        )
    return t(
        "In a break it takes the place of that day's lesson; where that has come already, it waits for the "
        "next day. At other times at most {n} messages a day reach a person, lessons and broadcasts of all "
        "supervisors counted together; what is more waits for the next day.",
        n=t.number(a_day),
    )


def moments(
    broadcast: Broadcast, timing: Timing, quick: Sequence[tuple[date, time]], today: date, t: Texts
) -> Screen:
    """Dates and times to choose from, or to write."""
    id_ = broadcast.id
    keys = [
        Key(
            f"{day_word(on, today, t)} {t.clock(at)}",
            TakeMoment(id_, timing, date_number(on), clock_number(at)),
        )
        for on, at in quick
    ]
    wording = Wording.AT if timing is Timing.AT else Wording.MOMENT
    lead = (
        t("At what time on each person's own clock?")
        if timing is Timing.AT
        else t("At what moment, on your own clock ({zone})?", zone=t.zone(broadcast.author_zone))
    )
    return Screen(
        text=lines(lead, t("Tap one, or write it, for example <code>Friday 09:00</code>.")),
        keys=(
            *rows(*keys, width=3),
            (Key(t.plain("Write another time"), AskWords(id_, wording)),),
            (Key(t.plain("When"), ShowTimes(id_)), draft_key(id_, t)),
        ),
    )


def keeps(broadcast: Broadcast, t: Texts) -> Screen:
    """For how many days it may wait."""
    keys = [
        Key(
            ("✓ " if days == broadcast.keeps_days else "") + str(t.count("{n} day", "{n} days", days)),
            KeepFor(broadcast.id, days),
        )
        for days in KEEPS_DAYS
    ]
    return Screen(
        text=t(
            "For how many days may it wait for somebody who is away, has had enough for a day, "
            "or has not joined yet? After that it expires, and you see who did not get it."
        ),
        keys=(*rows(*keys, width=2), (draft_key(broadcast.id, t),)),
    )


def due(broadcast: Broadcast, today: date, t: Texts) -> Screen:
    """Until when a course is asked for."""
    days = [today + timedelta(days=ahead) for ahead in DUE_IN_DAYS]
    id_ = broadcast.id
    return Screen(
        text=t(
            "Until when shall everybody have done this course? With a date it is assigned to them: "
            "two gentle reminders at most, and you see who has not done it. Tap a date, or write one."
        ),
        keys=(
            *rows(*(Key(t.short_day(on), TakeDue(id_, date_number(on))) for on in days), width=2),
            (Key(t.plain("Write another date"), AskWords(id_, Wording.DUE)),),
            *rows(Key(t.plain("No date"), TakeDue(id_, 0)), draft_key(id_, t), width=2),
        ),
    )
