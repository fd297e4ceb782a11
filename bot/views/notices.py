"""What Sela tells somebody by itself about questions and items."""

from textwrap import shorten

from markupsafe import Markup

from bot.callbacks import OpenItem, OpenOwn, SendAnswerDocument, ShowWaiting, TakeQuestion
from bot.screens import Key, Screen, paragraphs, rows
from bot.texts import Texts
from learning.curation import Waiting
from learning.knowledge import Item
from learning.notices import ExpertQuestion, NoticeKind, Told

LONGEST_SHOWN = 200
"""Characters of a question, so that a long answer fits below it."""


def notice(told: Told, t: Texts, *, maybe_twice: bool = False) -> Screen:
    """The screen of a notice; `maybe_twice` says that an earlier copy may have come."""
    if told.kind is NoticeKind.CONTRIBUTION_WAITING:
        screen = _contributions(told, t)
    elif told.question:
        screen = _about_question(told.kind, told.question, t)
    else:
        screen = _about_item(told, t)
    if not maybe_twice:
        return screen
    again = t("<i>You may have had this message before: the network was down when it left.</i>")
    return Screen(text=paragraphs(screen.text, again), keys=screen.keys)


def _about_question(kind: NoticeKind, question: ExpertQuestion, t: Texts) -> Screen:
    asked = t("<i>“{question}”</i>", question=shorten(question.question, LONGEST_SHOWN, placeholder=" …"))
    if kind is NoticeKind.EXPERT_ANSWERED:
        return Screen(
            text=paragraphs(
                t("{name} answers your question:", name=question.expert[:80]),
                asked,
                t("{answer}", answer=question.answer) if question.answer else None,
            ),
            keys=rows(
                Key(t.plain("📄 The document"), SendAnswerDocument(question.id))
                if question.answer_document
                else None
            ),
        )
    if kind is NoticeKind.EXPERT_DELAYED:
        text = t("Nobody has taken your question for two working days. The admins have been told:")
        return Screen(text=paragraphs(text, asked))
    who = t("{name}, {unit}", name=question.asker, unit=question.asker_unit)
    if kind is NoticeKind.EXPERT_OVERDUE:
        lead = t("A question has waited for an expert for more than two working days:")
    else:
        lead = t("Somebody asks what the knowledge base does not answer:")
    return Screen(
        text=paragraphs(lead, asked, who), keys=rows(Key(t.plain("I answer it"), TakeQuestion(question.id)))
    )


def _contributions(told: Told, t: Texts) -> Screen:
    text = t.count(
        "A colleague has sent in a text for the knowledge base. It waits for you (/curate).",
        "Colleagues have sent in {n} texts for the knowledge base. They wait for you (/curate).",
        told.waiting,
    )
    return Screen(text=text, keys=rows(Key(t.plain("Look at it"), ShowWaiting(Waiting.REVIEW, 0))))


def _about_item(told: Told, t: Texts) -> Screen:
    item = told.item
    assert item is not None
    title = t("<b>{title}</b>", title=item.title)
    return Screen(
        text=paragraphs(_lead(told, item, t), title, *_more(told, item, t)), keys=_item_keys(told, item, t)
    )


def _lead(told: Told, item: Item, t: Texts) -> Markup:
    leads = {
        NoticeKind.ITEM_APPROVED: t(
            "Your text is in the knowledge base now, and everybody it is for finds it:"
        ),
        NoticeKind.ITEM_RETURNED: t("A curator gives your text back with a note:"),
        NoticeKind.ITEM_REPORTED: t("A reader says that something is wrong with this item:"),
        NoticeKind.LESSON_TO_CONFIRM: t(
            "This item changed. The questions of its lesson pause until somebody confirms them (/curate):"
        ),
    }
    return leads[told.kind]


def _more(told: Told, item: Item, t: Texts) -> list[Markup]:
    if told.kind is NoticeKind.ITEM_RETURNED and item.note:
        return [t("<i>{note}</i>", note=item.note)]
    names = {
        "wrong": t.plain("Something is wrong"),
        "old": t.plain("Out of date"),
        "unclear": t.plain("Hard to understand"),
    }
    return [t("– {reason}", reason=names.get(reason, reason)) for reason in dict.fromkeys(told.reasons)]


def _item_keys(told: Told, item: Item, t: Texts) -> tuple[tuple[Key, ...], ...]:
    if told.kind is NoticeKind.ITEM_RETURNED:
        return rows(Key(t.plain("Go on with it"), OpenOwn(item.id)))
    return rows(Key(t.plain("Read it all"), OpenItem(item.id, 0)))
