"""A made-up catalogue of short lessons, as large as a year needs."""

from content.catalogue import Catalogue
from content.models import Course, Lesson, SingleChoice

COURSES = 12
LESSONS_IN_A_COURSE = 22
MINUTES = (4, 3, 5)
SECTION = "Cuci tangan dengan sabun sebelum menyentuh makanan, dan sesudahnya. " * 20
TEXT = "\n\n".join(f"## Bagian {number}\n\n{SECTION}" for number in (1, 2))


def made_up_catalogue(text: str = TEXT) -> Catalogue:
    """264 lessons of 3 to 5 minutes with two cards and three questions each, in twelve open courses."""
    courses = [_course(number) for number in range(COURSES)]
    lessons = [
        _lesson(course.id, lesson, text) for course in courses for lesson in range(LESSONS_IN_A_COURSE)
    ]
    return Catalogue(
        courses={course.id: course for course in courses},
        lessons={(lesson.course, lesson.id, lesson.language): lesson for lesson in lessons},
    )


def _course(number: int) -> Course:
    return Course(
        id=f"course-{number:02}",
        title={"id": f"Kursus {number}"},
        competency=f"Kompetensi {number}",
        lessons=tuple(f"{lesson:02}-lesson" for lesson in range(LESSONS_IN_A_COURSE)),
    )


def _lesson(course: str, number: int, text: str) -> Lesson:
    return Lesson(
        course=course,
        id=f"{number:02}-lesson",
        language="id",
        title=f"Pelajaran {number}",
        minutes=MINUTES[number % len(MINUTES)],
        competency=f"Kompetensi {course}",
        source="made up",
        text=text,
        questions=tuple(
            SingleChoice(
                id=f"q{question}",
                prompt=f"Pertanyaan {question} dari pelajaran {number} di {course}?",
                explanation="Begitulah aturannya.",
                options=("Pertama", "Kedua", "Ketiga"),
                right=question % 3,
            )
            for question in (1, 2, 3)
        ),
    )
