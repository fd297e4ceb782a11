"""A reader says that something in a lesson is wrong, and its owner will read it."""

from datetime import datetime

from learning.people import Person
from learning.ports import Records
from learning.records import MistakeReport
from learning.usecases.sitting import parts_of
from learning.world import World


def report(
    records: Records,
    world: World,
    person: Person,
    attempt_id: int,
    index: int | None,
    reason: str,
    *,
    now: datetime,
) -> bool:
    """Keeps a reader's report for the owner of the lesson; False when it is not theirs to report."""
    attempt = records.study.get(attempt_id, person.id)
    parts = parts_of(records, world, person, attempt) if attempt else []
    if attempt is None:
        return False
    part = parts[index] if index is not None and 0 <= index < len(parts) else None
    records.courses.report_mistake(
        MistakeReport(
            person_id=person.id,
            lesson_key=part.lesson.key if part else attempt.lesson_key,
            question_key=part.key if part else "",
            content_hash=part.question.content_hash if part else attempt.lesson_hash,
            reason=reason,
            reported_at=now,
        )
    )
    return True
