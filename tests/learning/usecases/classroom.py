"""A small catalogue for tests: a course of short lessons, and a lesson with every kind of question."""

from decimal import Decimal
from functools import cache

from content.catalogue import Catalogue
from content.models import (
    Case,
    Choice,
    Course,
    Lesson,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Question,
    Scene,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from learning.rules.grading import scene_after

COURSE, VARIETY, LEADERS = "kelas", "ragam", "pimpinan"
LESSONS = 12
"""Lessons of COURSE, of four minutes each."""

THREE_CARDS = "\n\n".join(f"## Bagian {number}\n\n" + "kata demi kata " * 90 for number in (1, 2, 3))


def lesson_of(
    course: str,
    lesson_id: str,
    *,
    text: str = "Satu gagasan, beberapa kata.",
    minutes: int = 4,
    language: str = "id",
    questions: tuple[Question, ...] | None = None,
) -> Lesson:
    """A lesson, with one question of two options unless others are given."""
    return Lesson(
        course=course,
        id=lesson_id,
        language=language,
        title=f"Pelajaran {lesson_id}",
        minutes=minutes,
        competency="Kerapian",
        text=text,
        questions=(two_options(),) if questions is None else questions,
    )


def two_options(question_id: str = "tanya", right: int = 0) -> SingleChoice:
    """A question with two options."""
    return SingleChoice(
        id=question_id, prompt="Mana?", explanation="Ini.", options=("Ini", "Itu"), right=right
    )


EVERY_KIND: tuple[Question, ...] = (
    SingleChoice(id="satu", prompt="Pilih", explanation="A", options=("A", "B", "C"), right=1),
    MultipleChoice(id="banyak", prompt="Pilih", explanation="A", options=("A", "B", "C"), right=(0, 2)),
    TrueFalse(id="benar", prompt="Benar?", explanation="A", right=False),
    Numeric(id="angka", prompt="Suhu?", explanation="A", right=Decimal(70), tolerance=Decimal(2), unit="°C"),
    ShortText(id="kata", prompt="Kata?", explanation="A", accepted=("kedaluwarsa", "kadaluarsa")),
    Ordering(id="urut", prompt="Urutkan", explanation="A", items=("A", "B", "C")),
    Matching(id="pasang", prompt="Pasangkan", explanation="A", pairs=(("A", "1"), ("B", "2"), ("C", "3"))),
    Case(
        id="kasus",
        prompt="Kasus",
        explanation="A",
        scenes=(
            Scene(
                id="awal",
                text="Telepon",
                choices=(Choice(text="Beri", to="beri"), Choice(text="Tunda", to="tunda")),
            ),
            Scene(id="beri", text="Celaka", ends_well=False),
            Scene(
                id="tunda",
                text="Lalu?",
                choices=(Choice(text="Tutup", to="tutup"), Choice(text="Beri", to="beri")),
            ),
            Scene(id="tutup", text="Tepat", ends_well=True),
        ),
    ),
)


@cache
def classroom() -> Catalogue:
    """Courses for everyone (`kelas`, `ragam`) and one for supervisors (`pimpinan`)."""
    short = [lesson_of(COURSE, f"{number:02}") for number in range(1, LESSONS + 1)]
    variety = lesson_of(VARIETY, "01", text=THREE_CARDS, minutes=5, questions=EVERY_KIND)
    english = lesson_of(VARIETY, "01", text=THREE_CARDS, minutes=5, questions=EVERY_KIND, language="en")
    leading = lesson_of(LEADERS, "01", minutes=3)
    return catalogue_of([*short, variety, english, leading], roles={LEADERS: ("supervisor",)})


def catalogue_of(lessons: list[Lesson], roles: dict[str, tuple[str, ...]] | None = None) -> Catalogue:
    """The catalogue of these lessons, course by course in their order."""
    courses = {}
    for name in dict.fromkeys(lesson.course for lesson in lessons):
        ids = tuple(dict.fromkeys(lesson.id for lesson in lessons if lesson.course == name))
        courses[name] = Course(
            id=name, title={"id": name.title()}, lessons=ids, roles=(roles or {}).get(name, ())
        )
    return Catalogue(
        courses=courses, lessons={(lesson.course, lesson.id, lesson.language): lesson for lesson in lessons}
    )


def right_answer(question: Question) -> str:
    """What a person gives who knows it."""
    match question:
        case SingleChoice():
            return str(question.right)
        case MultipleChoice():
            return ",".join(map(str, question.right))
        case TrueFalse():
            return "1" if question.right else "0"
        case Numeric():
            return str(question.right)
        case ShortText():
            return question.accepted[0]
        case Ordering(items=parts):
            return ",".join(map(str, range(len(parts))))
        case Matching(pairs=pairs):
            return ",".join(map(str, range(len(pairs))))
        case Case():
            return _path_to_end(question, ends_well=True)


def wrong_answer(question: Question) -> str:
    """What a person gives who does not know it."""
    match question:
        case SingleChoice():
            return str((question.right + 1) % len(question.options))
        case MultipleChoice():
            return str(next(index for index in range(len(question.options)) if (index,) != question.right))
        case TrueFalse():
            return "0" if question.right else "1"
        case Numeric():
            return str(question.right + question.tolerance + 1)
        case ShortText():
            return "sesuatu yang lain"
        case Ordering() | Matching():
            return ",".join(reversed(right_answer(question).split(",")))
        case Case():
            return _path_to_end(question, ends_well=False)


def _path_to_end(case: Case, *, ends_well: bool) -> str:
    paths = [str(index) for index in range(len(case.scenes[0].choices))]
    for path in paths:
        scene = scene_after(case, path)
        if scene.ends_well is ends_well:
            return path
        paths += [f"{path},{index}" for index in range(len(scene.choices))]
    raise AssertionError("no such ending")
