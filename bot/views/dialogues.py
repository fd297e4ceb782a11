"""Screens for what somebody was about to write: stopped, put aside, and how to go on."""

from textwrap import shorten

from markupsafe import Markup

from bot.buttons.contributing import Contribute, OpenOwn, ShowOwn
from bot.buttons.curated_item import ShowCurated
from bot.buttons.curation import ShowWords
from bot.buttons.dialogues import ResumeDialogue
from bot.buttons.experts import GiveBackQuestion, TakeQuestion
from bot.buttons.progress import ShowProgress
from bot.screens import Key, Screen, paragraphs, rows
from bot.texts import Texts
from bot.views import broadcast_asking
from bot.views.curation import stop_key
from learning.curation import Change, Waiting
from learning.notices import ExpertQuestion
from learning.usecases.assigning import DATING
from learning.usecases.broadcast_words import BROADCASTING, Wording, subject
from learning.usecases.contributing import CONTRIBUTING, OFFERED
from learning.usecases.dialogues import subject_of
from learning.usecases.editing import CURATING
from learning.usecases.experts import ANSWERING
from learning.usecases.notes import NOTING
from learning.usecases.replying import REPLYING
from learning.usecases.unfinished import Unfinished
from learning.usecases.words import ADDING_WORDS

TITLE_LENGTH = 100


def stopped(left: Unfinished | None, t: Texts) -> Screen:
    """What was ended, what became of it, and where one can go on."""
    if left is None:
        return Screen(
            text=t("There is nothing to stop: nothing was being written."),
            keys=rows(Key(t.plain("My progress"), ShowProgress())),
        )
    shown = {ANSWERING: _answer_stopped, CURATING: _change_stopped, CONTRIBUTING: _contribution_stopped}
    if left.dialogue.kind in shown:
        return shown[left.dialogue.kind](left, t)
    if left.dialogue.kind == ADDING_WORDS:
        words = Key(t.plain("Other words"), ShowWords(0))
        return Screen(text=t("Stopped: no word was added."), keys=rows(words))
    if left.dialogue.kind == OFFERED:
        name = str(left.dialogue.payload.get("name", ""))
        return Screen(text=t("All right: “{name}” is neither shared nor kept.", name=name))
    if left.dialogue.kind == BROADCASTING:
        broadcast, wording = subject(left.dialogue)
        return broadcast_asking.stopped(broadcast, t, is_correction=wording is Wording.CORRECTION)
    nothing = {
        NOTING: t("Stopped: no note was sent."),
        REPLYING: t("Stopped: no reply was sent."),
        DATING: t("Stopped: no course was assigned."),
    }
    otherwise = t("Stopped: what you were writing was not taken.")
    return Screen(text=nothing.get(left.dialogue.kind, otherwise))


def put_aside(left: Unfinished, t: Texts) -> Screen:
    """One line on what waits while a command is answered."""
    go_on = ResumeDialogue(left.dialogue.kind, subject_of(left.dialogue))
    return Screen(text=_waits(left, t), keys=rows(Key(t.plain("Go on with it"), go_on)))


def go_on(t: Texts) -> Screen:
    """The next message is taken again for what was put aside."""
    return Screen(text=t("Go on: write it as your next message."), keys=rows(stop_key(t)))


def nothing_to_resume(t: Texts) -> Screen:
    """Something newer took the place of what was put aside, or too much time passed."""
    return Screen(
        text=t("That was put aside too long ago, or something newer took its place."),
        keys=rows(Key(t.plain("My texts"), ShowOwn(0)), Key(t.plain("Share something"), Contribute())),
    )


def _waits(left: Unfinished, t: Texts) -> Markup:
    if left.question is not None and "text" in left.dialogue.payload:
        return t("Put aside, not sent: your answer to “{question}”.", question=_short(left.question))
    if left.question is not None:
        return t("Put aside: “{question}” waits for your answer.", question=_short(left.question))
    if left.dialogue.kind == NOTING:
        return t("Put aside, not sent: your note.")
    if left.dialogue.kind == CURATING:
        return t("Put aside: your change of “{title}”.", title=_title(left))
    if left.dialogue.kind == CONTRIBUTING:
        return t("Put aside: your contribution “{title}”.", title=_title(left))
    return t("Put aside: what you were about to write.")


def _answer_stopped(left: Unfinished, t: Texts) -> Screen:
    unsent = t("Your answer was not sent.") if "text" in left.dialogue.payload else None
    if left.question is None:
        gone = t("Stopped. The question is not yours any more, so there is nothing left to do.")
        return Screen(text=paragraphs(unsent, gone))
    return Screen(
        text=paragraphs(
            unsent or t("You stopped answering."),
            t("<i>“{question}”</i>", question=_short(left.question)),
            t("The question is still yours: nobody else can answer it until you leave it to the others."),
        ),
        keys=rows(
            Key(t.plain("Answer it after all"), TakeQuestion(left.question.id)),
            Key(t.plain("Leave it to the others"), GiveBackQuestion(left.question.id)),
        ),
    )


def _change_stopped(left: Unfinished, t: Texts) -> Screen:
    if left.item is None:
        return Screen(text=t("Stopped. Nothing was changed."))
    payload = left.dialogue.payload
    note = payload["change"] == Change.NOTE.value
    text = (
        t("Stopped: “{title}” was not given back.", title=_title(left))
        if note
        else t("Stopped: “{title}” stays as it was.", title=_title(left))
    )
    back = Key(t.plain("Back"), ShowCurated(Waiting(str(payload["waiting"])), left.item.id))
    return Screen(text=text, keys=rows(back))


def _contribution_stopped(left: Unfinished, t: Texts) -> Screen:
    if left.item is not None:
        text = t("Stopped: “{title}” stays as it was.", title=_title(left))
        return Screen(text=text, keys=rows(Key(t.plain("Back"), OpenOwn(left.item.id))))
    title = _title(left)
    return Screen(
        text=t("Stopped: nothing is kept of “{title}”.", title=title)
        if title
        else t("Stopped: nothing was shared."),
        keys=rows(
            Key(t.plain("Share something"), Contribute()), Key(t.plain("My texts"), ShowOwn(0)), width=2
        ),
    )


def _title(left: Unfinished) -> str:
    title = left.item.title if left.item is not None else str(left.dialogue.payload.get("title", ""))
    return shorten(title, TITLE_LENGTH, placeholder=" …")


def _short(question: ExpertQuestion) -> str:
    return shorten(question.question, TITLE_LENGTH, placeholder=" …")
