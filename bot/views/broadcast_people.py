"""The people of a broadcast, each in one state with the reason; and questions asked before it is steered."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.buttons.broadcast import (
    RemindOfBroadcast,
    ShowBroadcast,
    ShowRecipients,
    StopBroadcast,
    WithdrawBroadcast,
)
from bot.screens import Key, Screen, lines, paragraphs, turning
from bot.texts import Texts
from bot.views.broadcast_words import clipped, day_word
from learning.broadcasts import Broadcast, Recipient, Results, Standing

PAGE = 10
NOT_OPENED = (Standing.DELIVERED, Standing.UNCERTAIN)
NOT_THERE_YET = (Standing.WAITING, Standing.HELD, Standing.NOT_ACTIVATED, Standing.BLOCKED)


def standings(t: Texts) -> dict[Standing, str]:
    """What the states are called in which the author sees people."""
    return {
        Standing.COMPLETED: t.plain("Completed"),
        Standing.OPENED: t.plain("Opened"),
        Standing.DELIVERED: t.plain("Not opened"),
        Standing.UNCERTAIN: t.plain("Perhaps delivered"),
        Standing.WAITING: t.plain("Waiting"),
        Standing.HELD: t.plain("Held"),
        Standing.NOT_ACTIVATED: t.plain("Not activated"),
        Standing.BLOCKED: t.plain("Blocked Sela"),
        Standing.EXPIRED: t.plain("Expired"),
        Standing.CANCELLED: t.plain("Cancelled"),
        Standing.FAILED: t.plain("Failed"),
    }


def recipients(
    broadcast: Broadcast,
    standing: Standing,
    found: Sequence[Recipient],
    page: int,
    count: int,
    t: Texts,
    *,
    now: datetime,
) -> Screen:
    """The people of one standing on a page, with the reason and the time; `count` is how many there are."""
    pages = max(1, -(-count // PAGE))
    place = t("Page {n} of {count}", n=page + 1, count=pages) if pages > 1 else None
    return Screen(
        text=paragraphs(
            lines(t("<b>{name}: {n}</b>", name=standings(t)[standing], n=t.number(count)), place),
            *(lines(*_person(one, t, now)) for one in found),
            None if found else t("Nobody is in this state any more."),
        ),
        keys=(
            *turning(page, pages, lambda to: ShowRecipients(broadcast.id, standing, to)),
            (back_key(broadcast.id, t),),
        ),
    )


def _person(one: Recipient, t: Texts, now: datetime) -> list[Markup | None]:
    unit = clipped(one.unit.rpartition("/")[2], 40)
    zone = ZoneInfo(one.time_zone)
    moment = ""
    if one.at is not None:
        local = one.at.astimezone(zone)
        day = day_word(local.date(), now.astimezone(zone).date(), t)
        moment = f"{day} {t.clock(local.time())} {t.zone(one.time_zone)}"
    twice = t.plain("maybe twice") if one.maybe_twice else ""
    details = " · ".join(part for part in (reason(one.reason, t), moment, twice) if part)
    return [
        t("<b>{name}</b>, {unit}", name=clipped(one.name, 50), unit=unit),
        t("{details}", details=details) if details else None,
    ]


def reason(found: str, t: Texts) -> str:
    """Why somebody has it not, or not yet, in words."""
    known = {
        "away": t.plain("on leave, or Sela is paused"),
        "budget": t.plain("had enough for the day"),
        "off_hours": t.plain("outside working hours"),
        "snoozed": t.plain("wants it later"),
        "not activated": t.plain("has not joined yet"),
        "blocked": t.plain("has blocked Sela"),
        "stopped": t.plain("you stopped it"),
        "withdrawn": t.plain("taken back"),
        "left": t.plain("has left the organisation"),
        "gone": t.plain("what it sends is not there any more"),
        "done": t.plain("has done it already"),
        "opened": t.plain("has opened it"),
        "could not be changed": t.plain("this copy could not be changed"),
    }
    return known.get(found, found[:80])


def stop_question(results: Results, t: Texts) -> Screen:
    """Asks once before it is ended for those who have it not yet."""
    id_ = results.broadcast.id
    missing = count(results, *NOT_THERE_YET)
    text = t.count(
        "Stop it for good? {n} person does not have it yet and will not get it. Whoever has it keeps it.",
        "Stop it for good? {n} people do not have it yet and will not get it. Whoever has it keeps it.",
        missing,
    )
    yes = Key(t.plain("Yes, stop it"), StopBroadcast(id_, sure=True))
    return Screen(text=text, keys=((yes, back_key(id_, t)),))


def withdraw_question(broadcast: Broadcast, t: Texts) -> Screen:
    """Asks once before it is taken back, and says what cannot be."""
    yes = Key(t.plain("Yes, take it back"), WithdrawBroadcast(broadcast.id, sure=True))
    return Screen(
        text=t(
            "Take it back from everybody? I delete each copy that is less than 48 hours old. "
            "Older ones Telegram does not let me delete: there I replace the text with a note that you "
            "took it back. Whoever has read it has read it."
        ),
        keys=((yes, back_key(broadcast.id, t)),),
    )


def remind_question(results: Results, t: Texts) -> Screen:
    """Asks once before those who have not opened it are reminded."""
    id_ = results.broadcast.id
    text = t.count(
        "Remind {n} person who has not opened it? It comes once, in their next break, inside what "
        "they may get on a day. There is no second reminder.",
        "Remind {n} people who have not opened it? It comes once, in each one's next break, inside what "
        "they may get on a day. There is no second reminder.",
        count(results, *NOT_OPENED),
    )
    yes = Key(t.plain("Yes, remind them"), RemindOfBroadcast(id_, sure=True))
    return Screen(text=text, keys=((yes, back_key(id_, t)),))


def back_key(broadcast_id: int, t: Texts) -> Key:
    """The way back to the broadcast."""
    return Key(t.plain("Back to the broadcast"), ShowBroadcast(broadcast_id))


def count(results: Results, *wanted: Standing) -> int:
    """How many people are in one of these states."""
    return sum(results.people.get(one, 0) for one in wanted)
