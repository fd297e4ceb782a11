"""Screens about one's own data."""

from bot.buttons.privacy import AskForget, Forget, SendMyData
from bot.buttons.progress import ShowProgress
from bot.screens import File, Key, Screen, paragraphs
from bot.texts import Texts
from learning.people import Person
from learning.usecases.enrol import NOTICE_VERSION


def privacy(person: Person, organisation: str, t: Texts) -> Screen:
    """Who sees what."""
    agreed = person.acknowledged_at
    return Screen(
        text=paragraphs(
            t("<b>Who sees what</b>"),
            t(
                "<b>You</b> see everything I keep about you: /mydata.\n"
                "<b>Your supervisor</b> sees your hours, your courses, whether you are away, your strengths "
                "by topic (from five answers on) and whether a message arrived and was opened, never your "
                "single answers.\n"
                "<b>Curators</b> see what was searched for in vain, without names, and the questions "
                "you yourself hand to an expert, with yours. Your searches lose your name after 30 days.\n"
                "<b>The administrators</b> of {organisation} see the roster, hours and reports, because "
                "counting learning hours is a legal duty (UU 20/2023).\n"
                "<b>Nobody</b> sees your full employee number in chat; yours ends in {number}.\n"
                "<b>Telegram</b> carries the messages and sees what it carries.",
                organisation=organisation,
                number=person.masked_number,
            ),
            t(
                "You read notice {version} on {moment}. Rights under UU 27/2022: a copy at once, "
                "correction through your personnel office, deletion with /forget.",
                version=NOTICE_VERSION,
                moment=t.moment(agreed, person.zone) if agreed else "–",
            ),
        ),
        keys=((Key(t.plain("Copy of my data"), SendMyData()), Key(t.plain("Forget me"), AskForget())),),
    )


def my_data(content: bytes, t: Texts) -> Screen:
    """The copy of everything, as a file."""
    return Screen(
        text=t("This file holds everything I know about you, in a form that programs can read (JSON)."),
        files=(File(name="sela-data.json", content=content),),
    )


def history(content: bytes, year: int, t: Texts) -> Screen:
    """The history for the yearly appraisal, as a file."""
    return Screen(
        text=t("Your learning history, for the yearly appraisal."),
        files=(File(name=f"sela-{year}.xlsx", content=content),),
        keys=((Key(t.plain("My progress"), ShowProgress()),),),
    )


def ask_forget(t: Texts) -> Screen:
    """The first of two steps."""
    return Screen(
        text=t(
            "<b>Forget me?</b>\n"
            "This unlinks your Telegram account and deletes your answers, reviews, chosen windows and "
            "free text. Your learning hours stay, because the organisation must keep them. "
            "To come back you need a new activation link."
        ),
        keys=(
            (Key(t.plain("Yes, forget me"), Forget()), Key(t.plain("No, keep everything"), ShowProgress())),
        ),
    )


def forgotten(t: Texts) -> Screen:
    """The second step is done."""
    return Screen(
        text=t(
            "Done. Your account is unlinked; answers, reviews and free text are deleted. "
            "Your learning hours stay on record, as the law asks. Goodbye, and thank you for learning."
        )
    )
