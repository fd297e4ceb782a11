"""Asks the author of a broadcast for words: how to write them, and why what came cannot be taken."""

from markupsafe import Markup

from bot.buttons.broadcast import ShowBroadcast
from bot.buttons.broadcast_draft import DropMedia, ShowDraft
from bot.buttons.dialogues import StopDialogue
from bot.screens import Key, Screen, lines, paragraphs, rows
from bot.texts import Texts
from bot.views.broadcast_words import longest
from learning.broadcasts import Broadcast, ContentKind
from learning.usecases.broadcast_words import Wording

LARGEST_MB = 50


def ask(
    broadcast: Broadcast, wording: Wording, t: Texts, flaw: Markup | None = None, *, left_out: int = 0
) -> Screen:
    """Asks for words; with a flaw, why what came cannot be taken, and asks again.

    `left_out` are people whom a correction does not reach.
    """
    return Screen(
        text=paragraphs(flaw, _question(broadcast, wording, t), _left_out(left_out, t)),
        keys=rows(
            Key(t.plain("Without the file"), DropMedia(broadcast.id))
            if flaw and broadcast.content.media
            else None,
            _back(broadcast, wording, t),
            Key(t.plain("Never mind"), StopDialogue()),
            width=2,
        ),
    )


def _left_out(people: int, t: Texts) -> Markup | None:
    if not people:
        return None
    return t.count(
        "⚠️ {n} person is not one of those you lead any more: the correction does not reach them, "
        "and who does not have it yet does not get it.",
        "⚠️ {n} people are not among those you lead any more: the correction does not reach them, "
        "and who does not have it yet does not get it.",
        people,
    )


def stopped(broadcast_id: int, t: Texts, *, is_correction: bool) -> Screen:
    """The author stopped writing; the draft is kept, and nothing was sent."""
    if is_correction:
        back = Key(t.plain("Back to the broadcast"), ShowBroadcast(broadcast_id))
        return Screen(text=t("Stopped: nothing was corrected."), keys=rows(back))
    return Screen(
        text=t("Stopped: nothing was sent. What you have chosen so far is kept as a draft."),
        keys=rows(Key(t.plain("Back to the draft"), ShowDraft(broadcast_id))),
    )


def file_too_large(t: Texts) -> Markup:
    """A file that Telegram lets no bot send."""
    return t(
        "This file is too large: Telegram lets me send at most {n} MB. "
        "Please send a smaller one, or write where it can be found.",
        n=LARGEST_MB,
    )


def unsupported(t: Texts) -> Markup:
    """A voice, sticker, place or the like."""
    return t("I can send a text, a picture or a document, nothing else. Please send one of these.")


def unseen(t: Texts) -> Markup:
    """Only characters that nobody can see."""
    return t("There is nothing to see in that: it holds only blanks. Please write it in words.")


def no_file_here(t: Texts) -> Markup:
    """A picture or document where only words belong."""
    return t("Only words belong here. A picture or document goes with a broadcast of the kind “text”.")


def _back(broadcast: Broadcast, wording: Wording, t: Texts) -> Key:
    if wording is Wording.CORRECTION:
        return Key(t.plain("Back to the broadcast"), ShowBroadcast(broadcast.id))
    return Key(t.plain("Back to the draft"), ShowDraft(broadcast.id))


def _question(broadcast: Broadcast, wording: Wording, t: Texts) -> Markup:
    most = t.number(longest(broadcast.content))
    date_example = t(
        "Write it like this: <code>Monday 09:00</code>, <code>1 Dec 09:00</code>, <code>tomorrow 10</code>."
    )
    questions = {
        Wording.BESIDE: t("Write a few words to go with it, at most {most} characters.", most=most),
        Wording.SEARCH: t("What is the knowledge item about? Write a few words, and I look it up."),
        Wording.AT: lines(
            t("On which day, at what time? It comes when each person's own clock shows it."), date_example
        ),
        Wording.MOMENT: lines(
            t(
                "On which day, at what time on your own clock ({zone})? "
                "It comes to everybody at the same moment.",
                zone=t.zone(broadcast.author_zone),
            ),
            date_example,
        ),
        Wording.DUE: t("Until which day shall everybody have done it? For example <code>31 December</code>."),
        Wording.URGENT: t(
            "Why is it urgent? Everybody sees the reason, and it is written down in the audit log. "
            "An urgent broadcast leaves at any time but the night, whatever else came that day."
        ),
        Wording.GROUP: t("Under which name shall I keep this selection? At most 40 characters."),
    }
    if wording is Wording.CONTENT:
        return _ask_quiz(t) if broadcast.content.kind is ContentKind.QUIZ else _ask_text(most, t)
    if wording is Wording.CORRECTION:
        return _ask_correction(broadcast, most, t)
    return questions[wording]


def _ask_text(most: str, t: Texts) -> Markup:
    return lines(
        t("Write the message now, at most {most} characters. It is sent exactly as you write it.", most=most),
        t("Or send a picture or a document; what you write beside it comes along."),
    )


def _ask_quiz(t: Texts) -> Markup:
    return lines(
        t(
            "Write the question, then each option on a line of its own. A star marks the right one, "
            "an equals sign the explanation:"
        ),
        t(
            "<pre>When do we lock the archive?\n"
            "At noon\n"
            "* When the last one leaves\n"
            "Never\n"
            "= The last one takes the key to the guard.</pre>"
        ),
        t("Without a star it is a survey: no answer is right or wrong."),
    )


def _ask_correction(broadcast: Broadcast, most: str, t: Texts) -> Markup:
    content = broadcast.content
    lead = (
        t("Write the corrected text, at most {most} characters. It takes the place of this one:", most=most)
        if content.text
        else t("Write the words that shall stand in the message, at most {most} characters.", most=most)
    )
    now = t("<i>{text}</i>", text=content.text[:1500]) if content.text else None
    rest = t("Everybody who has it sees the correction; nobody gets a second message.")
    return paragraphs(lead, now, rest)
