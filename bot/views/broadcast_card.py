"""A broadcast as its receivers see it."""

from markupsafe import Markup

from bot.buttons.broadcast import AnswerQuiz, OpenBroadcast, SnoozeBroadcast
from bot.buttons.notes import ReplyTo
from bot.screens import Key, Screen, lines, paragraphs, rows
from bot.texts import Texts
from bot.views.nudges import unverified_note
from learning.broadcasts import Broadcast, ContentKind, Quiz, Reaction
from learning.people import Person
from learning.usecases.carrying import BroadcastDelivery, Shown
from learning.usecases.receiving import PutOffCopy


def delivered(delivery: BroadcastDelivery, t: Texts) -> Screen:
    """The copy that is sent."""
    return card(
        delivery.broadcast,
        delivery.shown,
        t,
        reaction=delivery.reaction,
        is_reminder=delivery.is_reminder,
        maybe_twice=delivery.maybe_twice,
    )


def card(
    broadcast: Broadcast,
    shown: Shown,
    t: Texts,
    *,
    reaction: Reaction = Reaction(),  # noqa: B008 - a frozen value
    is_reminder: bool = False,
    maybe_twice: bool = False,
) -> Screen:
    """The message: from whom, the words, what it is about, why it came; and what can be done with it."""
    content = broadcast.content
    again = t("<i>You may have had this message before: the network was down when it left.</i>")
    return Screen(
        text=paragraphs(
            _head(broadcast, t, is_reminder=is_reminder),
            t("{text}", text=content.text) if content.text else None,
            _subject(content.kind, shown, t),
            _due(broadcast, t),
            _quiz(content.quiz, reaction, t) if content.quiz else None,
            _why(broadcast, t),
            again if maybe_twice else None,
        ),
        keys=_keys(broadcast, reaction, t),
        media=content.media,
    )


def _head(broadcast: Broadcast, t: Texts, *, is_reminder: bool) -> Markup:
    sender = t("<b>{name}</b> · {unit}", name=broadcast.author, unit=broadcast.author_unit.rpartition("/")[2])
    lead = t("🔔 A reminder from {sender}", sender=sender) if is_reminder else t("📣 {sender}", sender=sender)
    if not broadcast.is_urgent:
        return lead
    return lines(lead, t("❗ <b>Urgent:</b> {reason}", reason=broadcast.urgent_reason))


def _subject(kind: ContentKind, shown: Shown, t: Texts) -> Markup | None:
    if not shown.title:
        return None
    title = t("<b>{title}</b>", title=shown.title)
    unverified = None if shown.verified else unverified_note(t)
    if kind is ContentKind.LESSON:
        return lines(title, t("Lesson · ±{minutes} min", minutes=shown.minutes), unverified)
    if kind is ContentKind.COURSE:
        place = t.count(
            "Course · {n} lesson · ±{minutes} min",
            "Course · {n} lessons · ±{minutes} min",
            shown.lessons,
            minutes=shown.minutes,
        )
        return lines(title, place)
    summary = t("{summary}", summary=shown.summary) if shown.summary else None
    return lines(title, summary, unverified)


def _due(broadcast: Broadcast, t: Texts) -> Markup | None:
    if broadcast.due_on is None or broadcast.content.kind is not ContentKind.COURSE:
        return None
    return t("🗓 Please finish it by <b>{day}</b>.", day=t.short_day(broadcast.due_on))


def _quiz(quiz: Quiz, reaction: Reaction, t: Texts) -> Markup:
    question = t("<b>{question}</b>", question=quiz.question)
    if reaction.choice is None:
        return question
    given = t("Your answer: {option}", option=quiz.options[reaction.choice])
    return lines(question, given, _verdict(quiz, reaction.choice, t), quiz.explanation or None)


def _verdict(quiz: Quiz, choice: int, t: Texts) -> Markup | None:
    if quiz.right is None:
        return None
    if choice == quiz.right:
        return t("✅ Right.")
    return t("Not quite: <b>{option}</b>.", option=quiz.options[quiz.right])


def _why(broadcast: Broadcast, t: Texts) -> Markup:
    return t(
        "<i>It came to you because {name} chose your unit or role. A reply reaches {name} only.</i>",
        name=broadcast.author,
    )


def _keys(broadcast: Broadcast, reaction: Reaction, t: Texts) -> tuple[tuple[Key, ...], ...]:
    reply = Key(t.plain("Reply"), ReplyTo(broadcast.id, 0))
    later = Key(t.plain("Later"), SnoozeBroadcast(broadcast.id))
    was_put_off = reaction.snoozed_at is not None
    is_settled = reaction.opened_at is not None or was_put_off or broadcast.is_urgent
    below = (reply,) if is_settled else (reply, later)
    return (*_main_keys(broadcast, reaction, t), below)


def _main_keys(broadcast: Broadcast, reaction: Reaction, t: Texts) -> tuple[tuple[Key, ...], ...]:
    content = broadcast.content
    if content.quiz is not None:
        if reaction.choice is not None:
            return ()
        options = enumerate(content.quiz.options)
        return rows(*(Key(option, AnswerQuiz(broadcast.id, place)) for place, option in options))
    if content.kind is ContentKind.TEXT:
        if reaction.opened_at is not None:
            return ()
        return rows(Key(t.plain("✓ I have read it"), OpenBroadcast(broadcast.id)))
    return rows(Key(t.plain("Open"), OpenBroadcast(broadcast.id)))


def put_off(outcome: PutOffCopy, person: Person, t: Texts) -> Screen:
    """The answer to "later"."""
    if outcome.returns_at is None:
        return Screen(text=t("This message does not come again; it stays here for you."))
    moment = t.moment(outcome.returns_at, person.zone)
    return Screen(text=t("All right. It comes back once: {moment}.", moment=moment))


def withdrawn(t: Texts) -> Screen:
    """What is left of a copy that is too old to be deleted."""
    return Screen(text=t("<i>The sender has taken this message back.</i>"))


def gone(t: Texts) -> Screen:
    """The answer to a tap on what is not there any more."""
    return Screen(text=t("What this message led to is not there any more."))
