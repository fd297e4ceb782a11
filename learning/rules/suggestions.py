"""What a supervisor could usefully do this week: at most two things, the most useful first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from learning.assignments import AssignedCourse
from learning.mondays import Suggestion, SuggestionKind

MOST_SUGGESTIONS = 2
NEARLY_DAYS = 7
"""A date so many days ahead deserves a word now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finisher:
    """Somebody who finished a course last week, by its title."""

    person_id: int
    person: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck:
    """Somebody who has not learned for a while."""

    person_id: int
    person: str


def suggestions(
    *,
    due: Sequence[AssignedCourse],
    titles: dict[str, str],
    not_activated: int,
    finished: Sequence[Finisher],
    stuck: Sequence[Stuck],
    today: date,
) -> tuple[Suggestion, ...]:
    """At most two useful actions: what is due, links, praise, a kind word; each about one thing.

    `due` are open courses with a date, `titles` their names by course id; what is far ahead is left out.
    """
    near = [
        one
        for one in due
        if one.due_on is not None
        and one.due_on <= today + timedelta(days=NEARLY_DAYS)
        and one.course in titles
    ]
    found = [
        *(_about_due(near, titles, today) if near else ()),
        *([Suggestion(kind=SuggestionKind.ACTIVATE, people=not_activated)] if not_activated else ()),
        *(
            Suggestion(
                kind=SuggestionKind.CONGRATULATE,
                person_id=one.person_id,
                person=one.person,
                title=one.title,
                people=len(finished),
            )
            for one in finished[:1]
        ),
        *(
            Suggestion(
                kind=SuggestionKind.STUCK, person_id=one.person_id, person=one.person, people=len(stuck)
            )
            for one in stuck[:1]
        ),
    ]
    return tuple(found[:MOST_SUGGESTIONS])


def _about_due(near: Sequence[AssignedCourse], titles: dict[str, str], today: date) -> list[Suggestion]:
    """The course whose date is nearest or longest past; `people` are all whom such a date concerns."""
    first = min(near, key=lambda one: (one.due_on or date.max, one.id))
    return [
        Suggestion(
            kind=SuggestionKind.DUE,
            person_id=first.person_id,
            person=first.person,
            title=titles[first.course],
            due_on=first.due_on,
            is_late=first.due_on is not None and first.due_on < today,
            people=len({one.person_id for one in near}),
        )
    ]
