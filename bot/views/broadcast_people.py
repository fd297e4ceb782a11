"""The people of a broadcast, each in one state with the reason; and questions asked before it is steered."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.buttons.broadcast import (
    RemindOfBroadcast,
    ReopenBroadcast,
    ShowBroadcast,
    ShowRecipients,
    StopBroadcast,
    WithdrawBroadcast,
)
from bot.screens import Key, Screen, lines, paragraphs, turning
from bot.texts import Texts
from bot.views.broadcast_reasons import reason
from bot.views.broadcast_words import clipped, day_word
from learning.broadcasts import NOT_THERE_YET, Broadcast, ContentKind, Recipient, Results, Standing
from learning.usecases.following_up import Reach

PAGE = 10
NOT_OPENED = (Standing.DELIVERED, Standing.UNCERTAIN)


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


def standing_name(standing: Standing, broadcast: Broadcast, t: Texts) -> str:
    """What a state is called: who has done a quiz has answered it."""
    if standing is Standing.COMPLETED and broadcast.content.kind is ContentKind.QUIZ:
        return t.plain("Answered")
    return standings(t)[standing]


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
            lines(
                t("<b>{name}: {n}</b>", name=standing_name(standing, broadcast, t), n=t.number(count)), place
            ),
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
        if one.is_too_late:
            moment = t.plain("does not get it: it ends {day}", day=day)
    twice = t.plain("maybe twice") if one.maybe_twice else ""
    details = " · ".join(part for part in (reason(one.reason, t), moment, twice) if part)
    return [
        t("<b>{name}</b>, {unit}", name=clipped(one.name, 50), unit=unit),
        t("{details}", details=details) if details else None,
    ]


def stop_question(results: Results, now: datetime, t: Texts) -> Screen:
    """Asks once before it is ended for those who have it not yet."""
    id_ = results.broadcast.id
    missing = count(results, *NOT_THERE_YET)
    if results.is_ahead(now):
        yes = Key(t.plain("Yes, cancel it"), StopBroadcast(id_, sure=True))
        text = t("Cancel it? It has not left yet, and nobody gets it then.")
        return Screen(text=text, keys=((yes, back_key(id_, t)),))
    text = t.count(
        "Stop it for good? {n} person does not have it yet and will not get it. Whoever has it keeps it.",
        "Stop it for good? {n} people do not have it yet and will not get it. Whoever has it keeps it.",
        missing,
    )
    yes = Key(t.plain("Yes, stop it"), StopBroadcast(id_, sure=True))
    return Screen(text=text, keys=((yes, back_key(id_, t)),))


def reopen_question(broadcast: Broadcast, t: Texts, *, has_draft: bool) -> Screen:
    """Asks once before what is scheduled becomes a draft again."""
    other = t("Your other draft is thrown away then.") if has_draft else None
    return Screen(
        text=paragraphs(
            t(
                "Change the time? It becomes a draft again, with everything you chose. "
                "Nobody gets it until you have seen the preview and sent it anew."
            ),
            other,
        ),
        keys=(
            (Key(t.plain("Yes, change it"), ReopenBroadcast(broadcast.id, sure=True)),),
            (back_key(broadcast.id, t),),
        ),
    )


def withdraw_question(broadcast: Broadcast, t: Texts) -> Screen:
    """Asks once before it is taken back, and says what cannot be."""
    yes = Key(t.plain("Yes, take it back"), WithdrawBroadcast(broadcast.id, sure=True))
    return Screen(
        text=t(
            "Take it back from everybody? I delete each copy that is less than 48 hours old. "
            "Older ones Telegram does not let me delete: there I put a note that you took it back in the "
            "place of the text, and an empty picture in the place of a picture or document. "
            "Whoever has read it has read it."
        ),
        keys=((yes, back_key(broadcast.id, t)),),
    )


def remind_question(broadcast_id: int, reach: Reach, t: Texts) -> Screen:
    """Asks once before those who have not opened it are reminded; says how many are out of reach."""
    left_out = t.count(
        "{n} person who has not opened it is led by somebody else now, and is not reminded.",
        "{n} people who have not opened it are led by somebody else now, and are not reminded.",
        reach.left_out,
    )
    if not reach.people:
        nobody = t("There is nobody to remind among the people you lead now.")
        text = paragraphs(nobody, left_out if reach.left_out else None)
        return Screen(text=text, keys=((back_key(broadcast_id, t),),))
    question = t.count(
        "Remind {n} person who has not opened it? It comes once, in their next break, inside what "
        "they may get on a day. There is no second reminder.",
        "Remind {n} people who have not opened it? It comes once, in each one's next break, inside what "
        "they may get on a day. There is no second reminder.",
        reach.people,
    )
    yes = Key(t.plain("Yes, remind them"), RemindOfBroadcast(broadcast_id, sure=True))
    return Screen(
        text=paragraphs(question, left_out if reach.left_out else None),
        keys=((yes, back_key(broadcast_id, t)),),
    )


def back_key(broadcast_id: int, t: Texts) -> Key:
    """The way back to the broadcast."""
    return Key(t.plain("Back to the broadcast"), ShowBroadcast(broadcast_id))


def count(results: Results, *wanted: Standing) -> int:
    """How many people are in one of these states."""
    return sum(results.people.get(one, 0) for one in wanted)
