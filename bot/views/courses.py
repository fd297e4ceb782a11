"""Screens of the courses and their lessons."""

from bot.callbacks import ChooseCourse, ShowCourse, ShowCourses, StartLesson
from bot.screens import Key, Screen, lines, paragraphs, rows
from bot.texts import Texts
from learning.rules.planning import Why
from learning.usecases.courses import CourseStatus, LessonStatus

MOST_SHOWN = 20
"""Courses on one screen: what a message carries."""


def courses(statuses: list[CourseStatus], t: Texts) -> Screen:
    """Every course with what is done of it."""
    hidden = len(statuses) - MOST_SHOWN
    statuses = statuses[:MOST_SHOWN]
    entries = [
        lines(
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
        for status in statuses
    ]
    keys = [Key(status.course.title_in(t.language), ShowCourse(status.course.id)) for status in statuses]
    if not statuses:
        return Screen(text=t("There are no courses yet."))
    more = t("… and {n} more, once these are done.", n=hidden) if hidden > 0 else None
    return Screen(text=paragraphs(t("<b>Courses</b>"), *entries, more), keys=rows(*keys))


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
        keys=(*rows(*keys, width=6), *rows(choice), (Key(t.plain("All courses"), ShowCourses()),)),
    )


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
