"""Screens of the courses and their lessons."""

from itertools import accumulate

from markupsafe import Markup

from bot.buttons.courses import ChooseCourse, ShowCourse, ShowCourses, StartLesson
from bot.screens import Key, Screen, lines, paragraphs, rows
from bot.texts import Texts
from content.markup import visible_length
from learning.rules.planning import Why
from learning.usecases.courses import CourseStatus, LessonStatus

MOST_BUTTONS = 90
"""Courses with a button under one message; Telegram takes 100 buttons."""

TEXT_FOR_COURSES = 4096 - 196
"""What Telegram shows of one message, in UTF-16 units, less the title and the line on what does not fit."""


def courses(statuses: list[CourseStatus], t: Texts) -> Screen:
    """Every course with what is done of it, as many as one message carries."""
    if not statuses:
        return Screen(text=t("There are no courses yet."))
    entries = _fitting([_entry(status, t) for status in statuses[:MOST_BUTTONS]])
    shown, hidden = statuses[: len(entries)], len(statuses) - len(entries)
    more = t.count(
        "… and one more course that does not fit into this message.",
        "… and {n} more courses that do not fit into this message.",
        hidden,
    )
    keys = [Key(status.course.title_in(t.language), ShowCourse(status.course.id)) for status in shown]
    return Screen(text=paragraphs(t("<b>Courses</b>"), *entries, more if hidden else None), keys=rows(*keys))


def course(status: CourseStatus, lessons: list[LessonStatus], t: Texts) -> Screen:
    """The lessons of a course."""
    listed = [
        t(
            "{mark} {number}. {title} · {minutes} min",
            mark="✅" if entry.done else "▶" if entry.begun else "○",
            number=number,
            title=entry.lesson.title,
            minutes=entry.lesson.minutes,
        )
        for number, entry in enumerate(lessons, 1)
    ]
    begun = [
        Key(t.plain("Go on: {title}", title=entry.lesson.title), StartLesson(status.course.id, number))
        for number, entry in enumerate(lessons, 1)
        if entry.begun and not entry.done
    ]
    keys = [Key(f"{number}", StartLesson(status.course.id, number)) for number, _ in enumerate(lessons, 1)]
    choice = None
    if status.why in {None, Why.EVERYONE}:
        choice = Key(t.plain("Bring me this course first"), ChooseCourse(status.course.id, True))
    elif status.why is Why.CHOSEN:
        choice = Key(t.plain("No longer first"), ChooseCourse(status.course.id, False))
    description = status.course.description.get(t.language, "")
    return Screen(
        text=paragraphs(
            lines(
                t("<b>{title}</b>", title=status.course.title_in(t.language)), t("{text}", text=description)
            ),
            lines(*listed),
            t("<i>Tap a number to begin.</i>"),
        ),
        keys=(
            *rows(*begun),
            *rows(*keys, width=6),
            *rows(choice),
            (Key(t.plain("All courses"), ShowCourses()),),
        ),
    )


def _entry(status: CourseStatus, t: Texts) -> Markup:
    return lines(
        t("<b>{title}</b>", title=status.course.title_in(t.language)),
        t(
            "{bar} {done}/{count} · ±{minutes} min · {why}",
            bar=_bar(status.done, len(status.course.lessons)),
            done=status.done,
            count=len(status.course.lessons),
            minutes=status.minutes,
            why=_why(status.why, t),
        ),
    )


def _fitting(entries: list[Markup]) -> list[Markup]:
    """The first entries, as many as fit into a message with an empty line between them."""
    lengths = accumulate(visible_length(entry) + 2 for entry in entries)
    return [entry for entry, length in zip(entries, lengths, strict=True) if length <= TEXT_FOR_COURSES]


def _bar(done: int, count: int) -> str:
    filled = round(6 * done / count) if count else 0
    return "▰" * filled + "▱" * (6 - filled)


def _why(why: Why | None, t: Texts) -> str:
    reasons = {
        Why.ASSIGNED: t.plain("assigned to you"),
        Why.UNIT_OR_ROLE: t.plain("for your unit"),
        Why.CHOSEN: t.plain("your choice"),
        Why.EVERYONE: t.plain("for everyone"),
    }
    return reasons.get(why, t.plain("available")) if why else t.plain("available")
