"""Whom an author may address, and whom a selection names: decided by their scope at this moment."""

import hashlib
from collections.abc import Collection, Iterable, Sequence

from learning.broadcasts import Addressee, Selection, Unreached
from learning.people import Actor, PersonState, Role, is_within

WHOLE: tuple[str | None, ...] = (None,)


def scope_of(actor: Actor) -> tuple[str | None, ...]:
    """The units, each with all below it, whose people this actor leads; None is the whole organisation."""
    if Role.ADMIN in actor.roles:
        return WHOLE
    units = dict.fromkeys(grant.unit for grant in actor.grants if grant.role is Role.SUPERVISOR)
    if None in units:
        return WHOLE
    return tuple(
        unit
        for unit in units
        if unit is not None and not any(is_below(unit, other) for other in units if other is not None)
    )


def is_below(unit: str, other: str) -> bool:
    """Whether a unit lies below another."""
    return unit != other and is_within(unit, other)


def is_led(unit: str, scope: Iterable[str | None]) -> bool:
    """Whether a unit lies in this scope."""
    return any(one is None or is_within(unit, one) for one in scope)


def audience(
    people: Iterable[Addressee],
    selection: Selection,
    scope: Sequence[str | None],
    *,
    holders: Collection[int],
    done: Collection[int],
    author_id: int,
) -> list[Addressee]:
    """The people whom a selection names within a scope, without the author.

    `holders` hold one of the selected roles, `done` have done before what is sent.
    """
    return [
        one
        for one in people
        if one.person_id != author_id
        and is_led(one.unit, scope)
        and (not selection.units or is_led(one.unit, selection.units))
        and (not selection.roles or one.person_id in holders)
        and not (selection.not_done and one.person_id in done)
    ]


def unreached_by(state: str, *, has_joined: bool, has_blocked: bool) -> Unreached | None:
    """Why nothing can be sent to somebody now; who has joined has bound an account and read what Sela is."""
    if state != PersonState.ACTIVE or not has_joined:
        return Unreached.NOT_ACTIVATED
    return Unreached.BLOCKED if has_blocked else None


def digest_of(person_ids: Iterable[int]) -> str:
    """A name for an audience: the same people have the same one."""
    text = ",".join(map(str, sorted(person_ids)))
    return hashlib.sha256(text.encode()).hexdigest()[:24]
