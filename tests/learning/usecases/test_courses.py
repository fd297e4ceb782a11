"""What there is to learn, whose it is and why."""

from learning.records import Assignment
from learning.rules.planning import Why
from learning.usecases import courses, study
from tests.learning.usecases.classroom import COURSE, LEADERS, VARIETY
from tests.learning.usecases.workplace import Workplace
from tests.people import BAYU, BUDI, SARI, UNIT


def overview(work: Workplace, who: int) -> dict[str, Why | None]:
    """Every course a person sees, in order, with why they have it."""
    seen = work.do(courses.overview, work.world, work.person(who))
    return {status.course.id: status.why for status in seen}


def test_the_own_courses_come_first_and_each_says_why(work: Workplace) -> None:
    for who in (SARI, BUDI, BAYU):
        work.activate(who)
    work.do(courses.assign, Assignment(course=VARIETY, unit=UNIT.split("/")[0]), actor="test")
    everyone = {COURSE: Why.EVERYONE, VARIETY: Why.EVERYONE, LEADERS: None}
    assert list(overview(work, BAYU).items()) == list(everyone.items())
    assert list(overview(work, SARI).items()) == [
        (VARIETY, Why.UNIT_OR_ROLE),
        (COURSE, Why.EVERYONE),
        (LEADERS, None),
    ]
    assert list(overview(work, BUDI)) == [VARIETY, LEADERS, COURSE]


def test_a_course_for_a_role_is_assigned_to_whoever_holds_it(work: Workplace) -> None:
    work.activate(BUDI)
    work.do(courses.assign, Assignment(course=COURSE, role="supervisor"), actor="test")
    assert overview(work, BUDI)[COURSE] is Why.UNIT_OR_ROLE
    assert overview(work, SARI)[COURSE] is Why.EVERYONE


def test_a_course_can_be_chosen_and_dropped(work: Workplace) -> None:
    work.activate(SARI)
    for _ in range(2):
        assert work.do(courses.choose, work.world, work.ids[SARI], LEADERS)
    assert overview(work, SARI)[LEADERS] is Why.CHOSEN
    work.look(lambda records: courses.drop(records, work.ids[SARI], LEADERS))
    assert overview(work, SARI)[LEADERS] is None
    assert not work.do(courses.choose, work.world, work.ids[SARI], "tidak-ada")


def test_a_course_is_assigned_once(work: Workplace) -> None:
    for given in (
        Assignment(course=COURSE, person_id=work.ids[SARI]),
        Assignment(course=COURSE, unit=UNIT),
        Assignment(course=COURSE, role="supervisor"),
    ):
        assert work.do(courses.assign, given, actor="test")
        assert not work.do(courses.assign, given, actor="test")


def test_lessons_show_what_was_done_and_begun(work: Workplace) -> None:
    work.activate(SARI)
    work.study(SARI, f"{COURSE}/01")
    work.do(study.begin_lesson, work.world, work.person(SARI), f"{COURSE}/02")
    lessons = work.do(courses.lessons_of, work.world, work.person(SARI), COURSE)
    assert [(status.done, status.begun) for status in lessons[:3]] == [
        (True, False),
        (False, True),
        (False, False),
    ]
    assert work.do(courses.lessons_of, work.world, work.person(SARI), "tidak-ada") == []
    (status, *_) = work.do(courses.overview, work.world, work.person(SARI))
    assert (status.done, status.minutes) == (1, 48)
