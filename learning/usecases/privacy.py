"""A person's own data: a copy of everything, forgetting, and erasing someone who left."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from learning.auditing import own_entry
from learning.broadcasts import Unreached
from learning.people import PersonState
from learning.ports import Records
from learning.records import AuditEntry

END_OF_TIME = datetime.max.replace(tzinfo=UTC)


def copy_of_my_data(records: Records, person_id: int, *, now: datetime) -> dict[str, Any]:
    """Everything Sela holds about a person, ready to be written as JSON; the asking itself is logged."""
    circumstances = records.people.circumstances(person_id)
    facts = records.courses.facts(person_id, now)
    records.journal.audit(own_entry(person_id, "copied_own_data", now=now))
    return {
        "made_at": now,
        "person": asdict(circumstances.person),
        "roles": [asdict(grant) for grant in records.people.grants(person_id)],
        "activation_links": list(records.links.of_person(person_id)),
        "break_windows": circumstances.chosen,
        "leave_and_pauses": [asdict(leave) for leave in circumstances.leaves],
        "courses": {
            "assigned": facts.assigned,
            "chosen": facts.chosen,
            "lessons_begun": facts.started,
            "lessons_done": sorted(facts.done),
        },
        "sittings": list(records.study.attempts_of(person_id)),
        "cards_brought": list(records.nudges.of_person(person_id)),
        "answers": list(records.study.answered_by(person_id)),
        "reviews": [asdict(review) for review in records.reviews.due(person_id, END_OF_TIME)],
        "mistake_reports": [
            asdict(report) for report in records.courses.mistake_reports() if report.person_id == person_id
        ],
        "searches": [asdict(search) for search in records.searches.of_person(person_id)],
        "questions_to_experts": [asdict(question) for question in records.experts.of_asker(person_id)],
        "contributions": [asdict(item) for item in records.knowledge.of_author(person_id)],
        "item_reports": list(records.curation.reports_of(person_id)),
        "courses_assigned": [asdict(one) for one in records.assignments.of_person(person_id)],
        "notes": [asdict(note) for note in records.notes.of_person(person_id)],
        "no_notes_from": list(records.notes.muted_by(person_id)),
        "course_ratings": [asdict(rating) for rating in records.ratings.of_person(person_id)],
        "monday_message": records.people.wants_mondays(person_id),
        "broadcasts_received": list(records.reception.of_person(person_id)),
        "broadcasts_sent": [
            asdict(sent) for sent in records.broadcasts.of_author(person_id, limit=10_000, offset=0)
        ],
        "broadcasts_every_week": [asdict(one) for one in records.broadcasts.series_of([person_id])],
        "saved_audiences": [asdict(group) for group in records.audiences.groups(person_id)],
        "ledger": [asdict(row) for row in records.ledger.rows(person_id)],
        "ledger_words": dict(records.bookings.words_of(person_id)),
        "hand_over": {source: asdict(said) for source, said in records.hand_overs.said_of(person_id).items()},
        "attention": asdict(records.nudges.attention(person_id)),
        "access_log": [asdict(entry) for entry in records.journal.audit_of(person_id)],
    }


def forget(records: Records, person_id: int, *, now: datetime) -> None:
    """Unlinks the account, deletes what the person said, chose and answered; their hours stay."""
    records.outbox.cancel_queued(person_id, now, "forgotten")
    records.reception.lose(person_id, now, Unreached.NOT_ACTIVATED)
    records.nudges.expire_unsent()
    records.people.forget_learning(person_id)
    records.people.unbind(person_id)
    records.journal.audit(own_entry(person_id, "forgot", now=now))


def erase(records: Records, employee_number: str, *, actor: str, now: datetime) -> bool:
    """Removes every identifying byte of someone who left; False where there is no such person who left.

    Totals stay as they are, under a person without name or number.
    """
    person = records.people.by_number(employee_number)
    if person is None or person.state is not PersonState.LEFT:
        return False
    records.people.erase(person.id)
    records.journal.audit(AuditEntry(at=now, actor=actor, action="erased", person_id=person.id))
    return True
