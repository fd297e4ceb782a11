"""Screens of sharing: title, text, preview, and one's own texts."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.buttons.contributing import AskOwn, Contribute, OpenOwn, SendIn, ShowOwn, ShowTo, TakeBack, ThrowAway
from bot.buttons.dialogues import StopDialogue
from bot.screens import Key, Screen, lines, on_page, paragraphs, rows, turning
from bot.texts import Texts
from bot.views.curated_item import shortened, states
from learning.knowledge import Item, ItemState
from learning.usecases.contributing import Asked, TitleTaken, TooLong, TooManyOpen
from learning.usecases.last_steps import Act, LastStep

PREVIEW_LENGTH = 1800
PAGE = 7
LABEL_LENGTH = 45


def begin(t: Texts) -> Screen:
    """What sharing is, and the first thing to write."""
    return Screen(
        text=paragraphs(
            t("<b>Share what you know</b>"),
            t(
                "A text or document that helps colleagues goes to the curators of your unit first. "
                "Once they approve it, colleagues find it, with your name: everybody, or only your unit, "
                "as you choose."
            ),
            t("Write the title as your next message, or send a document."),
        ),
        keys=rows(Key(t.plain("My texts"), ShowOwn(0)), Key(t.plain("Never mind"), StopDialogue()), width=2),
    )


def step(outcome: TitleTaken | TooLong | TooManyOpen | None, t: Texts) -> Screen:
    """What comes next after a message that made no draft."""
    if isinstance(outcome, TitleTaken):
        return Screen(
            text=paragraphs(
                t("<b>{title}</b>", title=outcome.title),
                t("Now write the text as your next message, or send a document."),
            ),
            keys=rows(Key(t.plain("Never mind"), StopDialogue())),
        )
    if isinstance(outcome, TooLong):
        most = t.number(outcome.most)
        return Screen(
            text=t("That is longer than {most} characters. Please send something shorter.", most=most),
            keys=rows(Key(t.plain("Never mind"), StopDialogue())),
        )
    if isinstance(outcome, TooManyOpen):
        return Screen(
            text=t(
                "You have {n} texts that are not finished or reviewed yet. Finish or throw away some first.",
                n=outcome.most,
            ),
            keys=rows(Key(t.plain("My texts"), ShowOwn(0))),
        )
    return gone(t)


def preview(item: Item, last: LastStep | None, t: Texts) -> Screen:
    """A draft as others would read it, with why it is one again, and what can be done about it."""
    shared = t("For your unit: {unit}", unit=item.unit) if item.unit else t("For everybody")
    visibility = (
        Key(t.plain("For everybody"), ShowTo(item.id, False))
        if item.unit
        else Key(t.plain("Only for my unit"), ShowTo(item.id, True))
    )
    return Screen(
        text=paragraphs(
            _why_back(item, last, t) or t("<i>This is how it will look. Nobody else sees it yet.</i>"),
            t("<b>{title}</b>", title=item.title),
            shortened(item.text, PREVIEW_LENGTH),
            shared,
        ),
        keys=(
            (Key(t.plain("Send it in"), SendIn(item.id)),),
            *rows(
                Key(t.plain("Change the title"), AskOwn(item.id, Asked.NEW_TITLE)),
                Key(t.plain("Change the text"), AskOwn(item.id, Asked.NEW_TEXT)),
                Key(t.plain("Add to the text"), AskOwn(item.id, Asked.MORE_TEXT)),
                visibility,
                Key(t.plain("Throw it away"), ThrowAway(item.id, False)),
                Key(t.plain("My texts"), ShowOwn(0)),
                width=2,
            ),
        ),
    )


def ask(item: Item, asked: Asked, t: Texts) -> Screen:
    """Asks for another title or text of a draft."""
    prompts = {
        Asked.NEW_TITLE: t("Write the new title as your next message."),
        Asked.NEW_TEXT: t("Write the whole text anew as your next message, or send a document."),
        Asked.MORE_TEXT: t("Write what is to be added as your next message."),
    }
    return Screen(
        text=paragraphs(t("<b>{title}</b>", title=item.title), prompts.get(asked)),
        keys=rows(Key(t.plain("Back"), OpenOwn(item.id))),
    )


def own(item: Item, last: LastStep | None, t: Texts) -> Screen:
    """Something one has shared, as it stands: a draft is shown to be gone on with."""
    if item.state is ItemState.DRAFT:
        return preview(item, last, t)
    may_take_back = item.state in {ItemState.IN_REVIEW, ItemState.PUBLISHED}
    return Screen(
        text=paragraphs(
            _why_back(item, last, t),
            lines(t("<b>{title}</b>", title=item.title), t("<i>{state}</i>", state=states(t)[item.state])),
            shortened(item.text, PREVIEW_LENGTH),
        ),
        keys=rows(
            Key(t.plain("Take it back"), TakeBack(item.id, False)) if may_take_back else None,
            Key(t.plain("My texts"), ShowOwn(0)),
            width=2,
        ),
    )


def own_list(items: Sequence[Item], page: int, t: Texts) -> Screen:
    """What one has shared, with the state of each."""
    shown, page, pages = on_page(items, page, PAGE)
    keys = [Key(f"{item.title[:LABEL_LENGTH]} · {states(t)[item.state]}", OpenOwn(item.id)) for item in shown]
    return Screen(
        text=paragraphs(
            t("<b>My texts</b>"),
            t("Tap one to read it, go on with it or take it back.")
            if keys
            else t("You have not shared anything yet."),
        ),
        keys=(
            *rows(*keys),
            *turning(page, pages, ShowOwn),
            (Key(t.plain("Share something"), Contribute()),),
        ),
    )


def sent_in(item: Item | None, t: Texts) -> Screen:
    """The curators have it."""
    if item is None:
        return gone(t)
    return Screen(
        text=paragraphs(
            t("<b>{title}</b>", title=item.title),
            t("Thank you. The curators of your unit look at it; I tell you what becomes of it."),
        ),
        keys=rows(
            Key(t.plain("My texts"), ShowOwn(0)), Key(t.plain("Share something"), Contribute()), width=2
        ),
    )


def take_back_question(item: Item, t: Texts) -> Screen:
    """Asks once before others find a text no more."""
    return Screen(
        text=t(
            "Take back “{title}”? Nobody finds it any more; it becomes your draft again.", title=item.title
        ),
        keys=rows(
            Key(t.plain("Yes, take it back"), TakeBack(item.id, True)),
            Key(t.plain("No"), OpenOwn(item.id)),
            width=2,
        ),
    )


def throw_away_question(item: Item, t: Texts) -> Screen:
    """Asks once before a draft is deleted."""
    return Screen(
        text=t("Throw away “{title}”? It cannot be brought back.", title=item.title),
        keys=rows(
            Key(t.plain("Yes, throw it away"), ThrowAway(item.id, True)),
            Key(t.plain("No"), OpenOwn(item.id)),
            width=2,
        ),
    )


def thrown_away(t: Texts) -> Screen:
    """The draft is deleted."""
    return Screen(text=t("Thrown away."), keys=rows(Key(t.plain("My texts"), ShowOwn(0))))


def nothing_written(t: Texts) -> Screen:
    """A picture, a voice or an empty document came where a text was asked for."""
    return Screen(
        text=t("I can take written text or a document (PDF, Word, PowerPoint, Excel, text)."),
        keys=rows(Key(t.plain("Never mind"), StopDialogue())),
    )


def gone(t: Texts) -> Screen:
    """A draft that is none any more, or somebody else's."""
    return Screen(
        text=t("There is nothing to go on with here: it was sent in, thrown away, or is not yours."),
        keys=rows(Key(t.plain("My texts"), ShowOwn(0)), Key(t.plain("Share something"), Contribute())),
    )


def _why_back(item: Item, last: LastStep | None, t: Texts) -> Markup | None:
    """Who took a contribution off its way and when, and what its author can do next."""
    if last is None:
        return t("A curator gave it back: <i>{note}</i>", note=item.note) if item.note else None
    day, name = t.short_date(last.on), last.by or t.plain("A curator")
    if last.act is Act.RETIRED:
        retired = t("{name} retired it on {day}: nobody finds it any more.", name=name, day=day)
        return lines(retired, t("Where it is still needed, ask the curators of your unit."))
    if last.act is Act.TAKEN_BACK:
        taken = t("You took it back on {day}: it is your draft, and nobody else sees it.", day=day)
        return lines(taken, t("Change it and send it in again, or throw it away."))
    returned = t("{name} gave it back on {day}: <i>{note}</i>", name=name, day=day, note=item.note or "–")
    return lines(returned, t("Change it and send it in again, or throw it away."))
