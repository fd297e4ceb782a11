"""Screens on which a broadcast is put together: the draft, and what it sends."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.buttons.broadcast import AskWeekday
from bot.buttons.broadcast_draft import (
    AskWords,
    ChooseContent,
    ChooseLesson,
    DiscardDraft,
    DropMedia,
    DropUrgency,
    DropWords,
    PreviewBroadcast,
    ShowAudience,
    ShowDraft,
    ShowDue,
    ShowKeeps,
    ShowTimes,
    TakeItem,
    TakeTaught,
)
from bot.screens import Key, Screen, lines, on_page, paragraphs, rows, turning
from bot.texts import Texts
from bot.views.broadcast import home_key
from bot.views.broadcast_words import clipped, kinds, when, whom
from content.models import Course, Lesson
from learning.broadcasts import Broadcast, ContentKind, MediaKind, Quiz
from learning.knowledge import Item
from learning.usecases.broadcast_contents import DraftShown
from learning.usecases.broadcast_words import Wording
from learning.usecases.drafting import Flaw

PAGE = 8
SHOWN_TEXT = 600
"""Characters of the author's text on the draft; the preview shows all of it."""


def draft(shown: DraftShown, t: Texts, *, is_admin: bool, note: Markup | None = None) -> Screen:
    """Everything that was chosen so far, each with a button to change it."""
    broadcast = shown.broadcast
    urgent = broadcast.urgent_reason
    is_course = broadcast.content.kind is ContentKind.COURSE
    return Screen(
        text=paragraphs(
            note,
            t("<b>Your broadcast</b>, not sent yet"),
            _what(shown, t),
            lines(
                t("<b>For whom:</b> {whom}", whom=whom(broadcast.selection, t)),
                t("<b>When:</b> {when}", when=when(broadcast, t)),
                t.count(
                    "<b>Waits:</b> {n} day for people who cannot get it yet",
                    "<b>Waits:</b> {n} days for people who cannot get it yet",
                    broadcast.keeps_days,
                ),
                _due(broadcast, t) if is_course else None,
                t("<b>Urgent:</b> {reason}", reason=urgent) if urgent else None,
            ),
        ),
        keys=_keys(shown, t, is_admin=is_admin),
    )


def _what(shown: DraftShown, t: Texts) -> Markup:
    content = shown.broadcast.content
    head = t("<b>What:</b> {kind}", kind=kinds(t)[content.kind])
    title = t("<b>{title}</b>", title=shown.shown.title) if shown.shown.title else None
    if shown.flaw is Flaw.GONE:
        missing = (
            t("Choose which one.") if not content.key else t("It is not there any more: choose another.")
        )
        return lines(head, missing, _words(content.text, t))
    if shown.flaw is not None:
        return lines(head, t("Nothing is written yet."))
    return lines(
        head,
        title,
        _quiz(content.quiz, t) if content.quiz else None,
        _words(content.text, t),
        _media(shown, t),
    )


def _quiz(quiz: Quiz, t: Texts) -> Markup:
    options = (
        t("{mark} {option}", mark="★" if place == quiz.right else "○", option=option)
        for place, option in enumerate(quiz.options)
    )
    explanation = t("<i>{text}</i>", text=quiz.explanation) if quiz.explanation else None
    return lines(t("<b>{question}</b>", question=quiz.question), *options, explanation)


def _words(text: str, t: Texts) -> Markup | None:
    short = text if len(text) <= SHOWN_TEXT else text[:SHOWN_TEXT] + " …"
    return t("<i>{text}</i>", text=short) if text else None


def _media(shown: DraftShown, t: Texts) -> Markup | None:
    media = shown.broadcast.content.media
    if media is None:
        return None
    if media.kind is MediaKind.PICTURE:
        return t("With a picture.")
    return t("With the document {name}.", name=clipped(media.name))


def _due(broadcast: Broadcast, t: Texts) -> Markup:
    if broadcast.due_on is None:
        return t("<b>Due:</b> no date; nobody is reminded")
    return t("<b>Due:</b> {day}; it is assigned to everybody", day=t.short_day(broadcast.due_on))


def _keys(shown: DraftShown, t: Texts, *, is_admin: bool) -> tuple[tuple[Key, ...], ...]:
    broadcast = shown.broadcast
    id_, content = broadcast.id, broadcast.content
    may_recur = shown.flaw is None and not broadcast.is_urgent
    urgent = (
        Key(t.plain("Not urgent"), DropUrgency(id_))
        if broadcast.is_urgent
        else Key(t.plain("Urgent …"), AskWords(id_, Wording.URGENT))
    )
    return (
        *rows(*_content_keys(broadcast, t), width=2),
        (Key(t.plain("For whom"), ShowAudience(id_, 0)), Key(t.plain("When"), ShowTimes(id_))),
        *rows(
            Key(t.plain("How long it waits"), ShowKeeps(id_)),
            Key(t.plain("Due date"), ShowDue(id_)) if content.kind is ContentKind.COURSE else None,
            urgent if is_admin else None,
            width=2,
        ),
        *rows(Key(t.plain("👁 Preview"), PreviewBroadcast(id_)) if shown.flaw is None else None),
        *rows(
            Key(t.plain("Every week"), AskWeekday(id_)) if may_recur else None,
            Key(t.plain("Throw away"), DiscardDraft(id_, sure=False)),
            width=2,
        ),
        (home_key(t),),
    )


def _content_keys(broadcast: Broadcast, t: Texts) -> list[Key]:
    id_, content = broadcast.id, broadcast.content
    if content.kind in {ContentKind.TEXT, ContentKind.QUIZ}:
        is_written = bool(content.text or content.media or content.quiz)
        again = t.plain("Write it again") if is_written else t.plain("Write it")
        keys = [Key(again, AskWords(id_, Wording.CONTENT))]
        if content.media is not None:
            keys.append(Key(t.plain("Without the file"), DropMedia(id_)))
        return keys
    first = AskWords(id_, Wording.SEARCH) if content.kind is ContentKind.ITEM else ChooseContent(id_, 0)
    keys = [Key(t.plain("Choose another") if content.key else t.plain("Choose"), first)]
    if content.text:
        keys.append(Key(t.plain("Without words"), DropWords(id_)))
    else:
        keys.append(Key(t.plain("Words beside it"), AskWords(id_, Wording.BESIDE)))
    return keys


def courses(broadcast: Broadcast, found: Sequence[Course], page: int, t: Texts) -> Screen:
    """Courses to send, or to choose a lesson of."""
    is_lesson = broadcast.content.kind is ContentKind.LESSON
    shown, page, pages = on_page(found, page, PAGE)
    keys = [
        Key(
            clipped(one.title_in(t.language)),
            ChooseLesson(broadcast.id, one.id, 0) if is_lesson else TakeTaught(broadcast.id, one.id, 0),
        )
        for one in shown
    ]
    lead = t("Of which course is the lesson?") if is_lesson else t("Which course?")
    return Screen(
        text=lead if shown else t("There are no courses yet."),
        keys=(
            *rows(*keys),
            *turning(page, pages, lambda to: ChooseContent(broadcast.id, to)),
            (draft_key(broadcast.id, t),),
        ),
    )


def lessons(
    broadcast: Broadcast, course: Course, found: Sequence[tuple[int, Lesson]], page: int, t: Texts
) -> Screen:
    """The lessons of a course to send, each with its place in the course."""
    shown, page, pages = on_page(found, page, PAGE)
    keys = [
        Key(
            f"{number}. {clipped(one.title)}",
            TakeTaught(broadcast.id, course.id, number),
        )
        for number, one in shown
    ]
    other = Key(t.plain("Other courses"), ChooseContent(broadcast.id, 0))
    return Screen(
        text=lines(t("<b>{title}</b>", title=course.title_in(t.language)), t("Which lesson?")),
        keys=(
            *rows(*keys),
            *turning(page, pages, lambda to: ChooseLesson(broadcast.id, course.id, to)),
            (other, draft_key(broadcast.id, t)),
        ),
    )


def items(broadcast: Broadcast, found: Sequence[Item], t: Texts) -> Screen:
    """Knowledge items that fit what was written."""
    keys = [Key(clipped(one.title), TakeItem(broadcast.id, one.id)) for one in found]
    again = t("Tap one to send it, or write other words.")
    nothing = t("I found no item for that. Please write other words.")
    return Screen(
        text=again if found else nothing,
        keys=(*rows(*keys), (draft_key(broadcast.id, t),)),
    )


def discard_question(broadcast: Broadcast, t: Texts) -> Screen:
    """Asks once before a draft is thrown away."""
    return Screen(
        text=t("Throw this draft away? Nothing of it is kept."),
        keys=rows(
            Key(t.plain("Yes, throw it away"), DiscardDraft(broadcast.id, sure=True)),
            draft_key(broadcast.id, t),
        ),
    )


def discarded(t: Texts) -> Screen:
    """The draft is gone."""
    return Screen(text=t("Thrown away. Nobody got anything."), keys=((home_key(t),),))


def draft_key(broadcast_id: int, t: Texts) -> Key:
    """The way back to the draft."""
    return Key(t.plain("Back to the draft"), ShowDraft(broadcast_id))
