"""Whether a question of a lesson pauses, since the item behind it changed."""

from collections.abc import Collection


def is_paused(question_key: str, paused: Collection[str]) -> bool:
    """Whether the question `course/lesson/question` is paused, by itself or with its whole lesson."""
    return bool(paused) and (question_key in paused or question_key.rpartition("/")[0] in paused)
