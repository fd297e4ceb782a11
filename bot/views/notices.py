"""What Sela tells somebody by itself besides lessons and broadcasts."""

from textwrap import shorten

from markupsafe import Markup

from bot.buttons.broadcast import ShowBroadcast, ShowOneSeries
from bot.buttons.contributing import OpenOwn
from bot.buttons.curation import ShowWaiting
from bot.buttons.experts import SendAnswerDocument, TakeQuestion
from bot.buttons.knowledge import OpenItem
from bot.screens import Key, Screen, paragraphs, rows
from bot.texts import Texts
from bot.views import assigning, corrections
from bot.views.mondays import week
from bot.views.notes import received
from bot.views.report_lists import told_behind
from learning.broadcasts import Broadcast, BroadcastState, Series
from learning.curation import Waiting
from learning.knowledge import Item
from learning.notices import ExpertQuestion, NoticeKind, Told

LONGEST_SHOWN = 200
"""Characters of a question, so that a long answer fits below it."""


def notice(told: Told, t: Texts, *, maybe_twice: bool = False) -> Screen:
    """The screen of a notice; `maybe_twice` says that an earlier copy may have come."""
    if told.kind is NoticeKind.CONTRIBUTION_WAITING:
        screen = _contributions(told, t)
    elif told.notes:
        screen = received(told, t)
    elif told.assigned:
        screen = assigning.told(told, t)
    elif told.finished:
        screen = assigning.finished(told, t)
    elif told.correction:
        screen = corrections.corrected(told.correction, t)
    elif told.week:
        screen = week(told.week, t, told.report)
    elif told.behind:
        screen = told_behind(told.behind, t)
    elif told.broadcast and told.kind is NoticeKind.BROADCAST_HELD_UP:
        screen = _held_up(told, told.broadcast, t)
    elif told.broadcast:
        screen = _broadcast_paused(told.broadcast, t)
    elif told.series:
        screen = _about_series(told.kind, told.series, t, is_own=told.is_own)
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


def _broadcast_paused(broadcast: Broadcast, t: Texts) -> Screen:
    text = t(
        "Your broadcast rests: too many copies could not be delivered for a reason that Sela does not know. "
        "Whoever has it keeps it; look at it before you let it go on."
    )
    return Screen(text=text, keys=rows(Key(t.plain("Look at it"), ShowBroadcast(broadcast.id))))


def _held_up(told: Told, broadcast: Broadcast, t: Texts) -> Screen:
    named = {"name": told.by, "words": told.words}
    if told.was_cancelled:
        text = t("{name} cancelled your broadcast “{words}”: nobody got it.", **named)
    elif broadcast.state is BroadcastState.STOPPED:
        text = t("{name} stopped your broadcast “{words}”. Whoever has it keeps it.", **named)
    elif broadcast.state is BroadcastState.PAUSED:
        text = t("{name} paused your broadcast “{words}”. Nothing more of it leaves for now.", **named)
    else:
        text = t("{name} took back your broadcast “{words}”.", **named)
    return Screen(text=text, keys=rows(Key(t.plain("Look at it"), ShowBroadcast(broadcast.id))))


def _about_series(kind: NoticeKind, series: Series, t: Texts, *, is_own: bool) -> Screen:
    if kind is NoticeKind.SERIES_ENDED:
        return Screen(text=t("Your weekly broadcast has brought its last lesson, and has ended."))
    if series.reason == "gone":
        text = t("A weekly broadcast rests: what it sends is not there any more.")
    elif series.reason == "nobody":
        text = t(
            "Your weekly broadcast rests: nobody is among those it is for any more. Nobody got anything."
        )
    elif is_own:
        text = t(
            "Your weekly broadcast rests: you do not lead all of these people any more. Nobody got anything. "
            "Whoever leads them can take it over."
        )
    else:
        text = t(
            "A weekly broadcast of {name} rests, since {name} does not lead these people any more. "
            "You can take it over.",
            name=series.author,
        )
    return Screen(text=text, keys=rows(Key(t.plain("Look at it"), ShowOneSeries(series.id))))


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
            "Your text is in the knowledge base now, and everybody in {unit} finds it:", unit=item.unit
        )
        if item.unit
        else t("Your text is in the knowledge base now, and everybody finds it:"),
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
