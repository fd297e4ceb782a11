"""Why somebody does not have a broadcast, or not yet, in the reader's words."""

from bot.texts import Texts
from bot.views.broadcast_words import clipped

LONGEST = 60


def reason(found: str, t: Texts) -> str:
    """What is on record as the reason, in words; empty where there is none."""
    kind, colon, said = found.partition(": ")
    known = {**_of_people(t), **_of_the_broadcast(t), **_of_the_network(t)}
    for key in (found, kind):
        if key in known:
            return known[key]
    if colon:
        return t.plain("Telegram refused it: {what}", what=clipped(said, LONGEST))
    return t.plain("Sela failed over it: {what}", what=clipped(found, LONGEST)) if found else ""


def _of_people(t: Texts) -> dict[str, str]:
    return {
        "away": t.plain("on leave, or Sela is paused"),
        "budget": t.plain("had enough for the day"),
        "off_hours": t.plain("outside working hours"),
        "day_off": t.plain("weekend or holiday"),
        "night": t.plain("at night nothing leaves"),
        "snoozed": t.plain("wants it later"),
        "not activated": t.plain("has not joined yet"),
        "blocked": t.plain("has blocked Sela"),
        "left": t.plain("has left the organisation"),
        "done": t.plain("has done it already"),
        "opened": t.plain("has opened it"),
        "no longer led": t.plain("is led by somebody else now: the correction did not go there"),
    }


def _of_the_broadcast(t: Texts) -> dict[str, str]:
    return {
        "stopped": t.plain("it was stopped"),
        "withdrawn": t.plain("taken back"),
        "gone": t.plain("what it sends is not there any more"),
        "over": t.plain("its time was over before it could leave"),
        "could not be changed": t.plain("this copy could not be changed"),
    }


def _of_the_network(t: Texts) -> dict[str, str]:
    """Faults on the way by the names under which they are recorded, whatever is recorded after them."""
    unanswered = t.plain("Telegram did not answer: it may have arrived")
    return {
        "NotSent": t.plain("there was no connection to Telegram"),
        "InvalidToken": t.plain("Telegram does not let Sela in: its token is wrong"),
        "RetryAfter": t.plain("Telegram asked Sela to wait"),
        "NetworkError": t.plain("Telegram had a fault of its own"),
        "TimedOut": unanswered,
        "AnswerLost": unanswered,
        "GarbledAnswer": unanswered,
        "stopped before its turn came": t.plain("Sela was restarted"),
        "stopped while sending": t.plain("Sela was restarted while it left: it may have arrived"),
    }
