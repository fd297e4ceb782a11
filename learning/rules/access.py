"""Who may do what: one table, asked at the moment an update comes."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from learning.people import Actor, Grant, Person, PersonState, Role, is_within


class Action(StrEnum):
    """What a person can ask Sela to do in chat."""

    LEARN = "learn"
    SET_OWN_PREFERENCES = "set_own_preferences"
    SEE_OWN_RECORD = "see_own_record"
    LOOK_UP = "look_up"
    CONTRIBUTE = "contribute"
    CURATE = "curate"
    IMPORT = "import"
    BROADCAST = "broadcast"
    STEER_BROADCASTS = "steer_broadcasts"
    SEE_TEAM = "see_team"
    REPORT = "report"
    TELL_SUPERVISORS = "tell_supervisors"
    AUDIT = "audit"
    MANAGE_ROSTER = "manage_roster"


ALLOWED: dict[Action, frozenset[Role]] = {
    Action.LEARN: frozenset({Role.EMPLOYEE}),
    Action.SET_OWN_PREFERENCES: frozenset({Role.EMPLOYEE}),
    Action.SEE_OWN_RECORD: frozenset({Role.EMPLOYEE}),
    Action.LOOK_UP: frozenset({Role.EMPLOYEE}),
    Action.CONTRIBUTE: frozenset({Role.EMPLOYEE}),
    Action.CURATE: frozenset({Role.CURATOR, Role.ADMIN}),
    Action.IMPORT: frozenset({Role.ADMIN}),
    Action.BROADCAST: frozenset({Role.SUPERVISOR, Role.ADMIN}),
    Action.STEER_BROADCASTS: frozenset({Role.ADMIN}),
    Action.SEE_TEAM: frozenset({Role.SUPERVISOR, Role.ADMIN}),
    Action.REPORT: frozenset({Role.SUPERVISOR, Role.ADMIN}),
    Action.TELL_SUPERVISORS: frozenset({Role.ADMIN}),
    Action.AUDIT: frozenset({Role.ADMIN}),
    Action.MANAGE_ROSTER: frozenset({Role.ADMIN}),
}


def may(actor: Actor, action: Action) -> bool:
    """Whether this actor may do this now; someone who left may do nothing."""
    return actor.person.state is PersonState.ACTIVE and bool(actor.roles & ALLOWED[action])


def may_curate(actor: Actor, unit: str | None) -> bool:
    """Whether this actor looks after the knowledge of a unit; None is what everybody sees.

    Admins and curators of the whole organisation look after everything, others after their unit and below.
    """
    if not may(actor, Action.CURATE):
        return False
    scopes = [grant.unit for grant in actor.grants if grant.role is Role.CURATOR]
    return (
        Role.ADMIN in actor.roles
        or None in scopes
        or (unit is not None and any(is_within(unit, scope) for scope in scopes if scope is not None))
    )


def actor_of(person: Person, grants: Iterable[Grant], on: date) -> Actor:
    """The person with the grants in force on this date."""
    return Actor(person=person, grants=tuple(grant for grant in grants if grant.in_force(on)))
