"""Help, free text, and what to say when something went wrong."""

from bot.buttons.breaks import ShowBreaks
from bot.buttons.courses import ShowCourses
from bot.buttons.progress import ShowProgress
from bot.buttons.study import AskMinutes, Learn
from bot.screens import Key, Screen, lines, paragraphs, rows
from bot.texts import Texts


def home_keys(t: Texts) -> tuple[tuple[Key, ...], ...]:
    """The four doors that are always open."""
    return rows(
        Key(t.plain("Learn now"), Learn(0)),
        Key(t.plain("I have a few minutes"), AskMinutes()),
        Key(t.plain("My progress"), ShowProgress()),
        Key(t.plain("Courses"), ShowCourses()),
        Key(t.plain("My breaks"), ShowBreaks()),
        width=2,
    )


def help_(t: Texts, *, curates: bool = False, leads: bool = False) -> Screen:
    """What one can do."""
    return Screen(
        text=paragraphs(
            t("<b>What you can do</b>"),
            lines(
                t(
                    "/learn – what is next; /learn 3 fits your three minutes\n"
                    "/courses – what there is and what you have done\n"
                    "/search – or just write your question: I look it up\n"
                    "/progress – JP, pace, streak, your history as a file\n"
                    "/breaks – when I may come; /pause keeps me quiet\n"
                    "/language – Indonesian or English\n"
                    "/privacy – who sees what; /mydata and /forget"
                ),
                t("/share – share what you know with colleagues"),
                t("/curate – what waits for you as a curator") if curates else None,
                t("/broadcast – send a lesson or message to your people") if leads else None,
                t("/team – how your people are learning") if leads else None,
                t("/report – who learned how much, with a spreadsheet") if leads else None,
            ),
            t("Everything works with one thumb: the buttons below, or the menu beside the text field."),
        ),
        keys=home_keys(t),
    )


def free_text(t: Texts) -> Screen:
    """A kind answer to words that are no command."""
    return Screen(
        text=t(
            "I can read text and documents. Write a question and I look it up; "
            "these are the other things I can do right away:"
        ),
        keys=home_keys(t),
    )


def stale(t: Texts) -> Screen:
    """A button from an older version."""
    return Screen(text=t("That button is from an older version. Here is a fresh screen:"), keys=home_keys(t))


def leads_no_more(t: Texts) -> Screen:
    """A button for who leads people, in the chat of somebody who does not any more."""
    return Screen(
        text=t(
            "You do not lead this unit any more; nothing was sent or changed. An admin can go on with it."
        ),
        keys=home_keys(t),
    )


def not_for_you(t: Texts) -> Screen:
    """A command that only others may use."""
    return Screen(
        text=t("That command is only for people who look after it. What you can do:"), keys=home_keys(t)
    )


def small_talk(t: Texts) -> Screen:
    """A greeting or thanks."""
    return Screen(
        text=t("Glad to help. Write a question whenever you have one, or go on here:"), keys=home_keys(t)
    )


def went_wrong(t: Texts) -> Screen:
    """Something failed that should not have."""
    return Screen(
        text=t("Something went wrong on my side. What you did so far is kept; please try again in a moment."),
        keys=home_keys(t),
    )


def languages(t: Texts, chosen: Key, other: Key) -> Screen:
    """Asks for the language."""
    return Screen(text=t("Which language shall I speak?"), keys=((chosen, other),))
