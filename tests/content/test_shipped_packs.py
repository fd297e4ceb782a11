"""The courses that ship are as clean as the linter asks of everybody's."""

from content.catalogue import SHIPPED_PACKS, load_catalogue
from content.checks import check_courses


def test_shipped_courses_have_no_error_and_no_warning() -> None:
    assert [str(problem) for problem in check_courses([SHIPPED_PACKS])] == []


def test_shipped_courses_load_with_every_lesson_in_both_languages() -> None:
    catalogue = load_catalogue([SHIPPED_PACKS])
    assert catalogue.courses
    for course in catalogue.courses.values():
        for lesson in course.lessons:
            assert {(course.id, lesson, language) for language in ("id", "en")} <= catalogue.lessons.keys()


def test_no_shipped_lesson_claims_a_verification_that_never_happened() -> None:
    assert {lesson.verified_by for lesson in load_catalogue([SHIPPED_PACKS]).lessons.values()} == {""}
