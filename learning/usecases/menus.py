"""Whose command menu no longer shows what they may do: a role was given, taken away, began or ended."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from learning.people import Person, PersonState, Role
from learning.ports import Records
from learning.world import World

PUBLISHED = "menus_published"
"""The fact that holds the roles in each person's menu; who has none is not in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuOwed:
    """Somebody whose menu is to be set anew, to these roles."""

    person_id: int
    telegram_id: int
    language: str
    roles: frozenset[Role]


def owed(records: Records, world: World, *, now: datetime, limit: int) -> list[MenuOwed]:
    """The first of those who use Sela and whose menu shows other roles than they hold today."""
    published, held = _published(records), _held(records, world, now)
    found: list[MenuOwed] = []
    for person_id in sorted(published.keys() | held.keys()):
        roles = held.get(person_id, frozenset())
        if roles == published.get(person_id, frozenset()):
            continue
        person = records.people.get(person_id)
        telegram_id = _reached_by(person)
        if person is not None and telegram_id is not None:
            found.append(
                MenuOwed(person_id=person_id, telegram_id=telegram_id, language=person.language, roles=roles)
            )
        if len(found) == limit:
            break
    return found


def settle(records: Records, set_anew: Collection[MenuOwed], *, now: datetime) -> None:
    """Remembers which roles are in the menus from now on, and forgets people who cannot be reached."""
    published = {**_published(records), **{one.person_id: one.roles for one in set_anew}}
    kept = {
        f"{person_id}": sorted(roles)
        for person_id, roles in published.items()
        if roles and _reached_by(records.people.get(person_id)) is not None
    }
    records.journal.set_fact(PUBLISHED, json.dumps(kept), now)


def _published(records: Records) -> Mapping[int, frozenset[Role]]:
    fact = records.journal.fact(PUBLISHED)
    roles_of = json.loads(fact[0]) if fact else {}
    return {int(person_id): frozenset(map(Role, roles)) for person_id, roles in roles_of.items()}


def _held(records: Records, world: World, now: datetime) -> Mapping[int, frozenset[Role]]:
    """The roles of today, on the calendar of the organisation, of everybody who has any beside learning."""
    today = now.astimezone(world.policy.zone).date()
    held: dict[int, frozenset[Role]] = {}
    for role in Role:
        for person_id, _ in records.people.holders(role, today) if role is not Role.EMPLOYEE else ():
            held[person_id] = held.get(person_id, frozenset()) | {role}
    return held


def _reached_by(person: Person | None) -> int | None:
    if person is None or person.state is not PersonState.ACTIVE or person.blocked_at is not None:
        return None
    return person.telegram_id
