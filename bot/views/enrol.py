"""Screens of joining: the link, the privacy notice, language, clock and windows."""

from bot.buttons.courses import ShowCourses
from bot.buttons.enrol import Acknowledge, EnrolDone, EnrolLanguage, EnrolWindow, EnrolZone
from bot.buttons.general import ShowHelp
from bot.buttons.study import Learn
from bot.screens import Key, Screen, paragraphs, rows
from bot.texts import Texts
from bot.views.breaks import ZONES, window_label
from learning.people import Person
from learning.usecases.breaks import Breaks
from learning.usecases.enrol import LinkRefused, Refusal

LANGUAGE_NAMES = {"id": "Bahasa Indonesia", "en": "English"}


def notice(person: Person, organisation: str, t: Texts) -> Screen:
    """Greets the person and shows the privacy notice."""
    return Screen(
        text=paragraphs(
            t("<b>Hello, {name}.</b> I am Sela. I bring short lessons into your breaks.", name=person.name),
            t(
                "<b>Before we start</b>\n"
                "• {organisation} keeps your completed lessons, answers and learning minutes here, because "
                "counting learning hours is its legal duty.\n"
                "• Your supervisor sees hours, courses and strengths by topic, never single answers.\n"
                "• Your employee number ({number}) is shown by its last three digits only.\n"
                "• You decide when messages come, and you can pause, copy or delete your data at any time: "
                "/privacy, /mydata, /forget.",
                organisation=organisation,
                number=person.masked_number,
            ),
        ),
        keys=((Key(t.plain("I have read this"), Acknowledge()),),),
    )


def language(t: Texts) -> Screen:
    """Asks for the language."""
    keys = [Key(name, EnrolLanguage(code)) for code, name in LANGUAGE_NAMES.items()]
    return Screen(text=t("<b>1/3</b> Which language shall I speak?"), keys=(tuple(keys),))


def zone(person: Person, t: Texts) -> Screen:
    """Asks for the clock."""
    keys = [
        Key(("✓ " if name == person.time_zone else "") + f"{t.zone(name)} · {place}", EnrolZone(name))
        for name, place in ZONES.items()
    ]
    if person.time_zone not in ZONES:
        keys.append(Key(f"✓ {t.zone(person.time_zone)}", EnrolZone("")))
    return Screen(text=t("<b>2/3</b> Which time zone are you in?"), keys=rows(*keys))


def windows(breaks: Breaks, t: Texts) -> Screen:
    """Asks for the break windows, and whether another time would suit better."""
    keys = [
        Key(window_label(status, t), EnrolWindow(status.kind, not status.is_on)) for status in breaks.windows
    ]
    return Screen(
        text=paragraphs(
            t("<b>3/3</b> When may I come? One card a day at most, never on holidays or leave."),
            t(
                "Lunch is on. Many people learn more easily on the way to work, in the evening or at the "
                "weekend: those are your own time, so only you can switch them on."
            ),
        ),
        keys=(*rows(*keys), (Key(t.plain("Done"), EnrolDone()),)),
    )


def welcome(person: Person, breaks: Breaks, t: Texts) -> Screen:
    """You are in."""
    if breaks.next_opening is not None:
        first = t(
            "Your first lesson comes on <b>{moment}</b>.",
            moment=t.moment(breaks.next_opening.starts_at, person.zone),
        )
    else:
        first = t("No window is open, so nothing comes by itself. /breaks changes that.")
    return Screen(
        text=paragraphs(t("<b>You are all set.</b>"), first, t("If you have a moment, start right now.")),
        keys=(
            (Key(t.plain("Learn now"), Learn(0)),),
            (Key(t.plain("Courses"), ShowCourses()), Key(t.plain("What can I do?"), ShowHelp())),
        ),
    )


def refused(refusal: LinkRefused, t: Texts) -> Screen:
    """Why a link does not work, and what to do."""
    phrases = {
        Refusal.UNKNOWN: t("This link is not known. Ask your personnel office for a new one."),
        Refusal.USED: t("This link has been used already. Ask your personnel office for a new one."),
        Refusal.EXPIRED: t("This link has expired. Ask your personnel office for a new one."),
        Refusal.TOO_MANY: t("Too many links were tried from this account. Please wait an hour."),
        Refusal.LEFT: t("This link is not valid any more. Ask your personnel office."),
        Refusal.ACCOUNT_TAKEN: t(
            "This Telegram account belongs to somebody else on the roster. "
            "Use your own account, or ask your personnel office to release it."
        ),
        Refusal.PERSON_TAKEN: t(
            "This person has joined from another Telegram account. If that was you, "
            "ask your personnel office to release the old account."
        ),
    }
    return Screen(text=phrases[refusal.reason])


def somebody_tried(t: Texts) -> Screen:
    """Warns the account that is bound already."""
    return Screen(
        text=t(
            "Somebody tried to use an activation link of yours from another Telegram account. "
            "It was refused. If it was not you, please tell your personnel office."
        )
    )


def stranger(organisation: str, t: Texts) -> Screen:
    """What somebody without a link reads."""
    return Screen(
        text=t(
            "Hello! I am Sela, the learning companion of {organisation}. To join you need your personal "
            "activation link or QR code. Ask your personnel office or your supervisor for it.",
            organisation=organisation,
        )
    )
