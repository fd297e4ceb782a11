"""What the Monday message suggests."""

from datetime import UTC, date, datetime

from learning.assignments import AssignedCourse
from learning.mondays import SuggestionKind
from learning.rules.suggestions import Finisher, Stuck, suggestions

TODAY = date(2026, 11, 23)
TITLES = {"kelas": "Kelas"}


def due(number: int, due_on: date, course: str = "kelas") -> AssignedCourse:
    """A course given to a person of this number."""
    return AssignedCourse(
        id=number,
        course=course,
        person_id=number,
        person=f"Orang {number}",
        unit="Biro",
        due_on=due_on,
        assigned_at=datetime(2026, 11, 1, tzinfo=UTC),
    )


FINISHED = [Finisher(person_id=8, person="Sari", title="Ragam")]
STUCK = [Stuck(person_id=9, person="Bayu")]


def kinds(**given: object) -> list[SuggestionKind]:
    """The kinds of what is suggested."""
    nothing = {"due": [], "titles": TITLES, "not_activated": 0, "finished": [], "stuck": [], "today": TODAY}
    return [one.kind for one in suggestions(**(nothing | given))]  # type: ignore[arg-type]


def test_with_nothing_to_do_nothing_is_suggested() -> None:
    assert kinds() == []


def test_at_most_two_things_are_suggested_the_most_useful_first() -> None:
    everything = {"due": [due(1, TODAY)], "not_activated": 3, "finished": FINISHED, "stuck": STUCK}
    assert kinds(**everything) == [SuggestionKind.DUE, SuggestionKind.ACTIVATE]
    assert kinds(finished=FINISHED, stuck=STUCK) == [SuggestionKind.CONGRATULATE, SuggestionKind.STUCK]


def test_the_longest_overdue_is_named_and_the_others_are_counted() -> None:
    found = suggestions(
        due=[due(1, date(2026, 11, 27)), due(2, date(2026, 11, 16)), due(3, date(2027, 1, 1))],
        titles=TITLES,
        not_activated=0,
        finished=[],
        stuck=[],
        today=TODAY,
    )
    assert [(one.person_id, one.people, one.title) for one in found] == [(2, 2, "Kelas")]


def test_a_date_far_ahead_and_a_course_that_is_gone_are_left_out() -> None:
    assert kinds(due=[due(1, date(2027, 1, 1)), due(2, TODAY, course="hilang")]) == []


def test_a_date_that_has_passed_is_called_late_and_today_is_not() -> None:
    nothing = {"titles": TITLES, "not_activated": 0, "finished": [], "stuck": [], "today": TODAY}
    for due_on, is_late in ((date(2026, 11, 22), True), (TODAY, False)):
        (one,) = suggestions(due=[due(1, due_on)], **nothing)  # type: ignore[arg-type]
        assert one.is_late is is_late
