"""Screens of questions to experts: asked, taken, answered."""

from dataclasses import replace
from textwrap import shorten

from bot.buttons.dialogues import StopDialogue
from bot.buttons.experts import (
    CloseQuestion,
    DraftAnswer,
    GiveBackQuestion,
    OnlyAnswer,
    SendAnswer,
    TakeQuestion,
)
from bot.screens import Key, Screen, paragraphs, rows
from bot.texts import Texts
from bot.views.notices import notice
from learning.knowledge import Item
from learning.notices import ExpertQuestion, NoticeKind, Told
from learning.usecases.experts import (
    Answered,
    AnswerTooLong,
    Asked,
    AskedTooMuch,
    Drafted,
    Taken,
    TakenByOther,
)

NAME_LENGTH = 60
"""Characters of a name in the lead of a preview, so that a long answer fits below it."""


def asked(outcome: Asked | AskedTooMuch | None, t: Texts) -> Screen:
    """After a question was handed on."""
    if isinstance(outcome, AskedTooMuch):
        return Screen(text=t("You have asked the experts enough for one day. Please ask again tomorrow."))
    if outcome is None:
        return Screen(text=t("I do not have that question any more. Please write it again."))
    question = t("<i>“{question}”</i>", question=outcome.question.question)
    close = Key(t.plain("Never mind"), CloseQuestion(outcome.question.id))
    if not outcome.is_new:
        text = t("This question is with the experts already. The answer comes to you here.")
    elif outcome.told:
        text = t.count(
            "Your question went to {n} person who looks after the knowledge base. "
            "The answer comes to you here, in your working hours.",
            "Your question went to {n} people who look after the knowledge base. "
            "The answer comes to you here, in your working hours.",
            outcome.told,
        )
    else:
        text = t("Nobody looks after the knowledge base yet. The question is kept; the admins will see it.")
    return Screen(text=paragraphs(text, question), keys=((close,),))


def closed(question: ExpertQuestion | None, t: Texts) -> Screen:
    """After the asker took a question back."""
    if question is None:
        return Screen(text=t("Somebody is answering it already, so the answer will still come."))
    return Screen(text=t("All right, the question is withdrawn."))


def taken(outcome: Taken | TakenByOther | None, t: Texts) -> Screen:
    """After an expert took a question, or wanted to."""
    if outcome is None:
        return Screen(text=t("This question is not for you, or not any more."))
    question = t("<i>“{question}”</i>", question=outcome.question.question)
    if isinstance(outcome, TakenByOther):
        if outcome.question.expert:
            text = t("{name} was first and answers it. Thank you all the same.", name=outcome.question.expert)
        else:
            text = t("The asker needs no answer any more. Thank you all the same.")
        return Screen(text=paragraphs(text, question))
    return Screen(
        text=paragraphs(
            t("The question is yours:"),
            question,
            t("Write the answer as your next message, or send a document with a few words."),
        ),
        keys=rows(Key(t.plain("Leave it to the others"), GiveBackQuestion(outcome.question.id))),
    )


def given_back(question: ExpertQuestion | None, t: Texts) -> Screen:
    """After an expert left a question to the others."""
    if question is None:
        return Screen(text=t("This question is not for you, or not any more."))
    return Screen(
        text=paragraphs(
            t("All right. The question is open to the others again."),
            t("<i>“{question}”</i>", question=question.question),
        )
    )


def drafted(outcome: Drafted | AnswerTooLong | None, t: Texts) -> Screen:
    """An answer as the asker will get it; nothing is sent without a tap."""
    if isinstance(outcome, AnswerTooLong):
        return Screen(text=t("That is too long for one message. Send it shorter, or as a document."))
    if outcome is None:
        return Screen(text=t("This question is not for you, or not any more."))
    question = replace(outcome.question, answer=outcome.text)
    name = shorten(outcome.question.asker, NAME_LENGTH, placeholder=" …")
    file = outcome.file_name[-NAME_LENGTH:]
    return Screen(
        text=paragraphs(
            t("<i>This is what {name} will get. Nothing is sent yet.</i>", name=name),
            notice(Told(kind=NoticeKind.EXPERT_ANSWERED, question=question), t).text,
            t("📄 {file}", file=file) if file else None,
        ),
        keys=rows(
            Key(t.plain("Send"), SendAnswer(outcome.question.id, outcome.check)),
            Key(t.plain("Write it anew"), TakeQuestion(outcome.question.id)),
            Key(t.plain("Never mind"), StopDialogue()),
            width=3,
        ),
    )


def answered(outcome: Answered, t: Texts) -> Screen:
    """After an expert sent an answer; the same after a second tap."""
    question = outcome.question
    thanks = t("Thank you. {name} gets your answer in their working hours.", name=question.asker)
    if question.item_id is not None:
        return Screen(text=thanks)
    return Screen(
        text=paragraphs(
            thanks,
            t("Shall question and answer become an item of the knowledge base, once a curator approves it?"),
        ),
        keys=rows(
            Key(t.plain("Make it an item"), DraftAnswer(question.id)),
            Key(t.plain("No, only the answer"), OnlyAnswer(question.id)),
        ),
    )


def only_answer(t: Texts) -> Screen:
    """After an expert wanted no item of an answer."""
    return Screen(text=t("All right: it stays an answer, and the knowledge base gets no item of it."))


def item_drafted(item: Item | None, t: Texts) -> Screen:
    """After an answer became a draft."""
    if item is None:
        return Screen(text=t("This question is not for you, or not any more."))
    return Screen(
        text=t(
            "“{title}” waits for a curator now (/curate). Nobody finds it before it is approved.",
            title=item.title,
        )
    )


def answer_wanted(t: Texts) -> Screen:
    """When something came that is no answer."""
    return Screen(text=t("Please answer with text, or with a document of at most 20 MB."))
