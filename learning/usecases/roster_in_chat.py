"""The roster in chat: people found by name or number, and one of them as an admin sees them."""

import re
from datetime import date, datetime
from enum import StrEnum

from learning.people import Actor, Grant, Person, PersonState, Unit
from learning.ports import Records
from learning.roster import Found, RosterProfile, RosterSize
from learning.rules.access import Action, may
from learning.usecases import dialogues
from learning.world import World

ROSTER = "roster"
"""The dialogue in which an admin's next message names a person, a unit, or dates."""

PAGE = 8
FEWEST_DIGITS = 3
MOST_WORDS = 8


class Asked(StrEnum):
    """What an admin's next message is."""

    PERSON = "person"
    UNIT = "unit"
    LEAVE = "leave"
    UNTIL = "until"


def begin(records: Records, actor: Actor, *, now: datetime) -> None:
    """Lets the admin's next message name somebody."""
    if may(actor, Action.MANAGE_ROSTER):
        dialogues.begin(records, actor.person, ROSTER, now=now, asked=Asked.PERSON.value)


def size(records: Records, actor: Actor) -> RosterSize | None:
    """How large the roster is; None for whom it is not."""
    if not may(actor, Action.MANAGE_ROSTER):
        return None
    people = records.people.everyone()
    return RosterSize(
        people=len(people),
        active=sum(person.state is PersonState.ACTIVE for person in people),
        flagged=records.flags.count(),
    )


def find(records: Records, actor: Actor, text: str) -> Found | None:
    """The people whose name or number somebody wrote; digits are the last of a number."""
    if not may(actor, Action.MANAGE_ROSTER):
        return None
    digits = re.sub(r"[\s.\-…]", "", text)
    is_number = digits.isascii() and digits.isdigit() and len(digits) >= FEWEST_DIGITS
    words = text.split()[:MOST_WORDS]
    if not words:
        return Found(sought="", people=())
    found = records.roster.find(words=words, digits=digits if is_number else "", limit=PAGE + 1)
    return Found(sought=text.strip(), people=tuple(found[:PAGE]), more=len(found) > PAGE)


def profile(
    records: Records, world: World, actor: Actor, person_id: int, *, now: datetime
) -> RosterProfile | None:
    """A person as an admin may see them; None where there is none, or for whom it is not."""
    person = records.people.get(person_id)
    if not may(actor, Action.MANAGE_ROSTER) or person is None or not person.employee_number:
        return None
    today = person.local_date(now)
    return RosterProfile(
        person=person,
        held=tuple(one for one in records.roster.held(person_id) if not _is_over(one.grant, today)),
        leaves=tuple(records.roster.leaves(person_id, today)),
        today=today,
    )


def ask(
    records: Records, actor: Actor, person_id: int, asked: Asked, *, role: str = "", now: datetime
) -> Person | None:
    """Lets the admin's next message be a unit or dates for a person."""
    person = changeable(records, actor, person_id)
    if person is not None:
        dialogues.begin(records, actor.person, ROSTER, now=now, asked=asked.value, whom=person_id, role=role)
    return person


def units_named(records: Records, actor: Actor, text: str) -> list[Unit]:
    """The units in whose path all these words stand, the shortest first."""
    if not may(actor, Action.MANAGE_ROSTER):
        return []
    words = text.casefold().split()
    found = [unit for unit in records.roster.units() if all(word in unit.path.casefold() for word in words)]
    return sorted(found, key=lambda unit: (len(unit.path), unit.path)) if words else []


def stop(records: Records, person: Person) -> None:
    """Lets the admin's next message be a question again, if it was to name somebody or dates."""
    dialogue = records.dialogues.get(person.id)
    if dialogue is not None and dialogue.kind == ROSTER:
        dialogues.end(records, person)


def changeable(records: Records, actor: Actor, person_id: int) -> Person | None:
    """A person whom this admin may change; None for somebody who left, and for whom it is not."""
    person = records.people.get(person_id)
    if not may(actor, Action.MANAGE_ROSTER) or person is None or person.state is PersonState.LEFT:
        return None
    return person


def _is_over(grant: Grant, today: date) -> bool:
    return grant.ends_on is not None and grant.ends_on < today
