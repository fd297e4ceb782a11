"""The courses and their lessons: all of them as long as Telegram carries them, and what was begun first."""

import pytest

from bot.buttons.courses import ShowCourse, StartLesson
from bot.screens import Screen
from bot.texts import texts_for
from bot.views.courses import MOST_BUTTONS, course, courses
from content.markup import utf16_length
from content.models import Course
from learning.rules.planning import Why
from learning.usecases.courses import CourseStatus, LessonStatus
from tests.learning.usecases.classroom import lesson_of

ENGLISH = texts_for("en")
TELEGRAM_TEXT, TELEGRAM_BUTTONS = 4096, 100


def status(number: int, title: str) -> CourseStatus:
    """A course of two lessons with one of them done."""
    taught = Course(id=f"k{number}", title={"en": title}, lessons=("01", "02"))
    return CourseStatus(course=taught, why=Why.EVERYONE, done=1, minutes=8)


def many(count: int, title: str = "Course") -> Screen:
    """The screen of so many courses."""
    return courses([status(number, f"{title} {number}") for number in range(1, count + 1)], ENGLISH)


def opened(screen: Screen) -> list[str]:
    """The ids of the courses that the buttons open."""
    presses = [key.press for row in screen.keys for key in row]
    return [press.course for press in presses if isinstance(press, ShowCourse)]


def test_forty_courses_are_all_there_each_with_its_button() -> None:
    screen = many(40)
    assert opened(screen) == [f"k{number}" for number in range(1, 41)]
    assert "Course 40" in screen.text
    assert "more" not in screen.text


@pytest.mark.parametrize(
    "title", ["A", "Course", "Pengawasan obat dan makanan yang beredar di pasar", "💊" * 30]
)
@pytest.mark.parametrize("count", [1, 60, 89, 90, 91, 200])
def test_no_number_of_courses_and_no_title_is_too_much_for_telegram(count: int, title: str) -> None:
    screen = many(count, title)
    shown = len(opened(screen))
    assert utf16_length(str(screen.text).replace("<b>", "").replace("</b>", "")) <= TELEGRAM_TEXT
    assert 1 <= shown <= MOST_BUTTONS < TELEGRAM_BUTTONS
    assert screen.text.count("1/2") == shown
    hidden = count - shown
    assert (f"{hidden} more" in screen.text or "one more" in screen.text) == (hidden > 0)


def test_without_a_course_it_says_so() -> None:
    assert "no courses yet" in courses([], ENGLISH).text


def test_a_lesson_that_was_begun_is_gone_on_with_by_its_name() -> None:
    lessons = [
        LessonStatus(lesson=lesson_of("k1", "01"), done=True, begun=True),
        LessonStatus(lesson=lesson_of("k1", "02"), done=False, begun=True),
        LessonStatus(lesson=lesson_of("k1", "03"), done=False, begun=False),
    ]
    first, *others = course(status(1, "Course"), lessons, ENGLISH).keys
    assert [(key.label, key.press) for key in first] == [("Go on: Pelajaran 02", StartLesson("k1", 2))]
    assert [key.label for key in others[0]] == ["1", "2", "3"]


def test_a_course_in_which_nothing_is_open_begins_with_its_numbers() -> None:
    lessons = [LessonStatus(lesson=lesson_of("k1", "01"), done=False, begun=False)]
    assert [key.label for key in course(status(1, "Course"), lessons, ENGLISH).keys[0]] == ["1"]
