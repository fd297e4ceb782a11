"""Fresh activation links for people of a team who have not activated yet, made by who leads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from learning.people import Actor, Person
from learning.ports import Records
from learning.usecases.roster import PersonLink, fresh_links
from learning.usecases.team import led_person, scope_in
from learning.world import World

MOST_ON_A_SHEET = 200
"""People on one sheet, so that it is made in a moment; a larger team makes its links unit by unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksMade:
    """The links made just now; `already` counts people who got one since it was asked for."""

    links: tuple[PersonLink, ...]
    already: int = 0


def waiting_for_links(records: Records, actor: Actor, *, unit: str | None = None) -> list[Person]:
    """The people whom the actor leads and who have not activated, of everything or of one unit of it."""
    return [
        person
        for root in scope_in(actor, unit)
        for person in records.people.everyone(root)
        if person.telegram_id is None and person.id != actor.person.id
    ]


def make(
    records: Records,
    world: World,
    actor: Actor,
    *,
    unit: str | None = None,
    asked_at: datetime,
    now: datetime,
) -> LinksMade:
    """Links for all of them, once: a second tap on the same question makes none.

    Earlier unused links of these people stop working. Nothing is made for more than a sheet carries.
    """
    people = waiting_for_links(records, actor, unit=unit)
    if len(people) > MOST_ON_A_SHEET:
        return LinksMade(links=())
    return _make(records, world, actor, people, asked_at=asked_at, now=now)


def make_one(
    records: Records, world: World, actor: Actor, person_id: int, *, asked_at: datetime, now: datetime
) -> LinksMade | None:
    """A link for one person, once; None for somebody the actor does not lead, or who has activated."""
    person = led_person(records, actor, person_id)
    if person is None or person.telegram_id is not None:
        return None
    return _make(records, world, actor, [person], asked_at=asked_at, now=now)


def _make(
    records: Records,
    world: World,
    actor: Actor,
    people: Sequence[Person],
    *,
    asked_at: datetime,
    now: datetime,
) -> LinksMade:
    made = records.team.links_made_since([person.id for person in people], asked_at)
    links = fresh_links(
        records,
        [person for person in people if person.id not in made],
        link_days=world.policy.link_days,
        actor=actor.person.name,
        actor_id=actor.person.id,
        now=now,
    )
    return LinksMade(links=tuple(links), already=len(made))
