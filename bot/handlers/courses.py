"""Courses: what there is, what is done, and which to bring first."""

from bot.buttons.courses import ChooseCourse, ShowCourse, ShowCourses, StartLesson
from bot.turn import Turn
from bot.views import courses as views
from bot.views import study as study_views
from learning.usecases import courses, study


async def show_all(turn: Turn, _: ShowCourses | str) -> None:
    """Every course with what is done of it."""
    statuses = await turn.store.read(courses.overview, turn.world, turn.person, now=turn.now)
    await turn.show(views.courses(statuses, turn.texts))


async def show_one(turn: Turn, press: ShowCourse) -> None:
    """The lessons of a course."""
    await _show(turn, press.course)


async def choose(turn: Turn, press: ChooseCourse) -> None:
    """Brings a course first, or no longer."""
    if press.chosen:
        await turn.store.write(courses.choose, turn.world, turn.person.id, press.course, now=turn.now)
    else:
        await turn.store.write(courses.drop, turn.person.id, press.course)
    await _show(turn, press.course)


async def start_lesson(turn: Turn, press: StartLesson) -> None:
    """Begins a lesson of a course."""
    keys = turn.world.catalogue.lesson_keys.get(press.course, ())
    key = keys[press.number - 1] if 1 <= press.number <= len(keys) else ""
    outcome = await turn.store.write(study.begin_lesson, turn.world, turn.person, key, now=turn.now)
    await turn.show(study_views.step(outcome, turn.texts))


async def _show(turn: Turn, course: str) -> None:
    statuses = await turn.store.read(courses.overview, turn.world, turn.person, now=turn.now)
    status = next((status for status in statuses if status.course.id == course), None)
    if status is None:
        await turn.show(study_views.gone(turn.texts))
        return
    lessons = await turn.store.read(courses.lessons_of, turn.world, turn.person, course, now=turn.now)
    await turn.show(views.course(status, lessons, turn.texts))
