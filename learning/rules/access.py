"""Who may do what: one table, asked at the moment an update comes."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from learning.people import Actor, Grant, Person, PersonState, Role


class Action(StrEnum):
    """What a person can ask Sela to do in chat."""

    LEARN = "learn"
    SET_OWN_PREFERENCES = "set_own_preferences"
    SEE_OWN_RECORD = "see_own_record"


ALLOWED: dict[Action, frozenset[Role]] = {
    Action.LEARN: frozenset({Role.EMPLOYEE}),
    Action.SET_OWN_PREFERENCES: frozenset({Role.EMPLOYEE}),
    Action.SEE_OWN_RECORD: frozenset({Role.EMPLOYEE}),
}


def may(actor: Actor, action: Action) -> bool:
    """Whether this actor may do this now; someone who left may do nothing."""
    return actor.person.state is PersonState.ACTIVE and bool(actor.roles & ALLOWED[action])


def actor_of(person: Person, grants: Iterable[Grant], on: date) -> Actor:
    """The person with the grants in force on this date."""
    return Actor(person=person, grants=tuple(grant for grant in grants if grant.in_force(on)))
