"""Screens of courses that a supervisor gives to one person until a date, and what both are told."""

from datetime import date, timedelta
from textwrap import shorten

from markupsafe import Markup

from bot.buttons.courses import StartLesson
from bot.buttons.dialogues import StopDialogue
from bot.buttons.notes import (
    AskNote,
    AskUntil,
    AssignUntil,
    ChooseAssigned,
    TakeBackAssignment,
    TypeUntil,
)
from bot.buttons.team import ShowMember
from bot.callbacks import date_number
from bot.screens import Key, Screen, on_page, paragraphs, rows, turning
from bot.texts import Texts
from bot.views.written_days import no_day
from learning.assignments import AssignedProgress
from learning.notes import NoteKind
from learning.notices import NoticeKind, Told
from learning.rules.written_dates import NoDay, months_after
from learning.usecases.assigning import Choice, Choices, Given, Plan, TakenBack, WrongDate

PAGE = 8
LABEL_LENGTH, NAME_LENGTH = 40, 60
MOST_NAMED = 10


def choose(found: Choices, page: int, t: Texts) -> Screen:
    """A page of the courses that a person has not finished."""
    person = found.person
    back = Key(t.plain("Back"), ShowMember(person.id))
    if not found.courses:
        text = t("{name} has finished every course there is.", name=person.name)
        return Screen(text=text, keys=rows(back))
    shown, page, pages = on_page(found.courses, page, PAGE)
    keys = [Key(_label(choice, t), AskUntil(person.id, choice.course.id)) for choice in shown]
    numbers = t("Page {page} of {pages}", page=page + 1, pages=pages) if pages > 1 else None
    return Screen(
        text=paragraphs(t("Which course shall <b>{name}</b> do?", name=person.name), numbers),
        keys=(*rows(*keys), *turning(page, pages, lambda to: ChooseAssigned(person.id, to)), (back,)),
    )


def ask_until(plan: Plan, t: Texts) -> Screen:
    """Asks until when the course shall be done."""
    dates = (
        (t.plain("2 weeks"), plan.today + timedelta(days=14)),
        (t.plain("1 month"), months_after(plan.today, 1)),
        (t.plain("3 months"), months_after(plan.today, 3)),
    )
    keys = [
        Key(t.plain("{span}: {day}", span=span, day=t.short_date(on)), _until(plan, on, sure=False))
        for span, on in dates
    ]
    person, course = plan.person.id, plan.choice.course.id
    take_back = Key(t.plain("Take the course back"), TakeBackAssignment(person, course))
    return Screen(
        text=paragraphs(_course(plan, t), _had(plan.choice, t), t("Until when? Tap a date, or write one.")),
        keys=(
            *rows(*keys),
            (Key(t.plain("Another date"), TypeUntil(person, course)),),
            *rows(take_back if plan.choice.assigned else None),
            (Key(t.plain("Back"), ChooseAssigned(person, 0)),),
        ),
    )


def type_date(plan: Plan, t: Texts) -> Screen:
    """Asks for a date in words."""
    example = months_after(plan.today, 2)
    return Screen(
        text=paragraphs(
            _course(plan, t),
            t(
                "Write the date as your next message, for example {number} or {words}.",
                number=example.strftime("%d-%m-%Y"),
                words=t.short_date(example),
            ),
        ),
        keys=rows(Key(t.plain("Never mind"), StopDialogue())),
    )


def no_date(found: NoDay, t: Texts) -> Screen:
    """What was written is no date; the next message is taken again."""
    return Screen(
        text=no_day(found, t),
        keys=rows(Key(t.plain("Never mind"), StopDialogue())),
    )


def wrong_date(found: WrongDate, t: Texts) -> Screen:
    """The date is not possible."""
    day = t.day(found.on)
    text = (
        t("{day} has passed already. Please take a later date, with its year if it is far ahead.", day=day)
        if found.is_past
        else t("{day} is more than two years ahead. Please take an earlier date.", day=day)
    )
    plan = found.plan
    return Screen(
        text=text, keys=rows(Key(t.plain("Another date"), AskUntil(plan.person.id, plan.choice.course.id)))
    )


def ask_sure(plan: Plan, t: Texts) -> Screen:
    """Shows what will be, before it is."""
    assert plan.due_on is not None
    person, course = plan.person.id, plan.choice.course.id
    return Screen(
        text=paragraphs(
            _course(plan, t),
            t("Until <b>{day}</b>.", day=t.day(plan.due_on)),
            _told(plan, t),
        ),
        keys=(
            (
                Key(t.plain("Assign it"), _until(plan, plan.due_on, sure=True)),
                Key(t.plain("Another date"), AskUntil(person, course)),
            ),
            (Key(t.plain("Back"), ChooseAssigned(person, 0)),),
        ),
    )


def given(outcome: Given, t: Texts) -> Screen:
    """The course is the person's."""
    plan = outcome.plan
    assert plan.due_on is not None
    text = t(
        "“{title}” is to be done by {name} until {day}.",
        title=plan.choice.course.title_in(t.language),
        name=plan.person.name,
        day=t.day(plan.due_on),
    )
    unseen = t("{name} cannot be reached yet and sees it after joining.", name=plan.person.name)
    return Screen(
        text=paragraphs(text, None if outcome.told else unseen),
        keys=rows(Key(t.plain("Back"), ShowMember(plan.person.id))),
    )


def taken_back(outcome: TakenBack, t: Texts) -> Screen:
    """The course is not given any more."""
    plan = outcome.plan
    text = t(
        "“{title}” is no longer assigned to {name}. What was learned stays.",
        title=plan.choice.course.title_in(t.language),
        name=plan.person.name,
    )
    return Screen(text=text, keys=rows(Key(t.plain("Back"), ShowMember(plan.person.id))))


def told(notice: Told, t: Texts) -> Screen:
    """What a learner is told of a course that somebody gave them."""
    progress = notice.assigned
    assert progress is not None
    is_reminder = notice.kind is NoticeKind.ASSIGNMENT_REMINDER
    key = Key(
        t.plain("Go on") if progress.done else t.plain("Start"),
        StartLesson(progress.assignment.course, progress.next_lesson),
    )
    text = _reminder(progress, t) if is_reminder else _assigned(progress, t)
    return Screen(text=text, keys=rows(key))


def finished(notice: Told, t: Texts) -> Screen:
    """What whoever gave a course is told when it is done."""
    if len(notice.finished) == 1:
        one = notice.finished[0]
        return Screen(
            text=t(
                "🎉 <b>{name}</b> has finished “{title}”, which you assigned.",
                name=one.person,
                title=one.title,
            ),
            keys=rows(
                Key(t.plain("👏 Well done"), AskNote(one.person_id, NoteKind.PRAISE)),
                Key(t.plain("💬 Ask how it went"), AskNote(one.person_id, NoteKind.QUESTION)),
                width=2,
            ),
        )
    named = notice.finished[:MOST_NAMED]
    more = len(notice.finished) - len(named)
    keys = {one.person_id: Key(_short(one.person, LABEL_LENGTH), ShowMember(one.person_id)) for one in named}
    return Screen(
        text=paragraphs(
            t("🎉 Finished, of what you assigned:"),
            Markup("\n").join(t("• {name}: “{title}”", name=one.person, title=one.title) for one in named),
            t.count("… and {n} more", "… and {n} more", more) if more else None,
        ),
        keys=rows(*keys.values()),
    )


def learned(progress: AssignedProgress, t: Texts) -> Markup:
    """The line on a learner's last screen when a course that was given to them is done."""
    if not progress.assignment.by:
        return t("🎉 You have finished the course “{title}”.", title=progress.title)
    return t(
        "🎉 You have finished the course “{title}”. {name}, who assigned it, hears of it.",
        title=progress.title,
        name=progress.assignment.by,
    )


def _assigned(progress: AssignedProgress, t: Texts) -> Markup:
    assignment = progress.assignment
    until = (
        t("Please finish it by <b>{day}</b>.", day=t.day(assignment.due_on)) if assignment.due_on else None
    )
    lessons = t.count("{n} lesson", "{n} lessons", progress.count - progress.done)
    return paragraphs(
        t(
            "📚 <b>{name}</b> ({unit}) assigns a course to you:",
            name=_short(assignment.by, NAME_LENGTH),
            unit=assignment.by_unit,
        ),
        t("<b>{title}</b> · {lessons}", title=progress.title, lessons=lessons),
        until,
        t("<i>Its lessons come first in your breaks from now on.</i>"),
    )


def _reminder(progress: AssignedProgress, t: Texts) -> Markup:
    assignment = progress.assignment
    assert assignment.due_on is not None
    return paragraphs(
        t(
            "📚 A reminder: <b>{title}</b>, assigned by {name}, is due on {day}.",
            title=progress.title,
            name=_short(assignment.by, NAME_LENGTH),
            day=t.day(assignment.due_on),
        ),
        t("{done} of {count} lessons are done.", done=progress.done, count=progress.count),
    )


def _course(plan: Plan, t: Texts) -> Markup:
    choice = plan.choice
    return t(
        "<b>{title}</b> for {name} ({done} of {count} lessons done)",
        title=choice.course.title_in(t.language),
        name=plan.person.name,
        done=choice.done,
        count=len(choice.course.lessons),
    )


def _told(plan: Plan, t: Texts) -> Markup:
    if plan.due_on == plan.today:
        return t(
            "That is today: {name} is told in their working hours, with your name; there is no time for a "
            "reminder.",
            name=plan.person.name,
        )
    return t(
        "{name} is told in their working hours, with your name, and is reminded twice at most: "
        "a week before and on the last working day before.",
        name=plan.person.name,
    )


def _had(choice: Choice, t: Texts) -> Markup | None:
    if choice.assigned is None:
        return None
    by, due_on = choice.assigned.by, choice.assigned.due_on
    if due_on is None:
        return t("It is assigned already, without a date.")
    if not by:
        return t("It is assigned already, until {day}.", day=t.day(due_on))
    return t("{name} assigned it, until {day}.", name=by, day=t.day(due_on))


def _label(choice: Choice, t: Texts) -> str:
    title = _short(choice.course.title_in(t.language), LABEL_LENGTH)
    due_on = choice.assigned.due_on if choice.assigned else None
    if due_on is not None:
        return t.plain("{title} (until {day})", title=title, day=t.short_date(due_on))
    return title


def _until(plan: Plan, on: date, *, sure: bool) -> AssignUntil:
    return AssignUntil(plan.person.id, plan.choice.course.id, date_number(on), sure)


def _short(text: str, length: int) -> str:
    return shorten(text, length, placeholder=" …")
