"""Frozen pieces of content, their hashes, and the way a course and a case are asked for a part."""

import pytest
from pydantic import ValidationError

from content.models import Case, Course, Lesson, Scene, TrueFalse


def lesson(**changes: object) -> Lesson:
    fields: dict[str, object] = {
        "course": "pangan", "id": "01", "language": "id", "title": "A", "minutes": 3,
        "competency": "Pangan", "text": "Teks.",
    }  # fmt: skip
    return Lesson.model_validate({**fields, **changes})


def test_the_same_content_has_the_same_hash_and_any_change_another() -> None:
    assert lesson().content_hash == lesson().content_hash
    assert len(lesson().content_hash) == 32
    assert lesson(text="Teks!").content_hash != lesson().content_hash


def test_a_lesson_is_equal_to_itself_after_it_was_hashed() -> None:
    hashed = lesson()
    _ = hashed.content_hash
    assert hashed == lesson()


def test_content_cannot_be_changed_after_reading() -> None:
    with pytest.raises(ValidationError):
        lesson().title = "B"  # type: ignore[misc]


def test_where_a_course_lies_does_not_change_its_hash() -> None:
    here = Course.model_validate({"id": "a", "title": {"id": "A"}, "folder": "/here"})
    there = Course.model_validate({"id": "a", "title": {"id": "A"}, "folder": "/there"})
    assert here.content_hash == there.content_hash


def test_a_course_without_the_readers_language_shows_the_title_it_has() -> None:
    course = Course(id="a", title={"id": "Pangan", "en": "Food"})
    assert [course.title_in(language) for language in ("en", "id", "jv")] == ["Food", "Pangan", "Pangan"]


def test_a_course_needs_a_title() -> None:
    with pytest.raises(ValidationError):
        Course(id="a", title={})


def test_a_scene_that_is_not_there_is_a_key_error() -> None:
    case = Case(id="k", prompt="Kasus", explanation="", scenes=(Scene(id="start", text="x"),))
    assert case.scene("start").text == "x"
    with pytest.raises(KeyError):
        case.scene("lain")


def test_a_question_comes_back_from_json_as_its_own_kind() -> None:
    original = lesson(questions=(TrueFalse(id="q", prompt="?", explanation="!", right=True),))
    assert Lesson.model_validate_json(original.model_dump_json()) == original
