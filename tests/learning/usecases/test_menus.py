"""Whose command menu is set anew: who was given a role or lost one, once, and nobody else."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from learning.people import Grant, Role
from learning.usecases import menus, roster
from tests.learning.usecases.workplace import Workplace, at
from tests.people import BUDI, CAST, RINA, SARI


def owed(work: Workplace) -> Mapping[int, frozenset[Role]]:
    """Whose menu is to be set anew, by account."""
    found = work.do(menus.owed, work.world, limit=100)
    return {one.telegram_id: one.roles for one in found}


def set_anew(work: Workplace) -> None:
    """The menus are set as they are owed."""
    work.do(menus.settle, work.do(menus.owed, work.world, limit=100))


@pytest.fixture
def joined(work: Workplace) -> Workplace:
    """Sari, Budi and Rina use Sela, and their menus show what they may do."""
    for who in (SARI, BUDI, RINA):
        work.activate(who)
    set_anew(work)
    return work


def test_at_first_those_with_a_role_are_owed_their_menu_and_then_nobody(work: Workplace) -> None:
    for who in (SARI, BUDI):
        work.activate(who)
    assert owed(work) == {BUDI: {Role.SUPERVISOR}}, "Rina has not joined yet"
    set_anew(work)
    assert owed(work) == {}
    work.activate(RINA)
    assert owed(work) == {RINA: {Role.ADMIN}}


def test_a_role_for_a_time_shows_from_its_first_day_to_its_last(joined: Workplace) -> None:
    acting = Grant(role=Role.CURATOR, unit=None, starts_on=date(2026, 11, 25), ends_on=date(2026, 11, 26))
    joined.do(roster.grant, CAST[SARI].employee_number, acting, actor="test")
    assert owed(joined) == {}
    joined.clock.now = at("08:00", day=2)
    assert owed(joined) == {SARI: {Role.CURATOR}}
    set_anew(joined)
    joined.clock.now = at("08:00", day=4)
    assert owed(joined) == {SARI: frozenset()}
    set_anew(joined)
    assert owed(joined) == {}


def test_a_roster_file_gives_and_takes_roles(joined: Workplace) -> None:
    listed = [replace(CAST[SARI], roles=("supervisor",)), replace(CAST[BUDI], roles=())]
    joined.do(roster.import_roster, joined.world, listed, actor="test")
    assert owed(joined) == {SARI: {Role.SUPERVISOR}, BUDI: frozenset()}


def test_who_left_or_blocks_sela_is_left_in_peace_and_set_anew_when_they_are_back(joined: Workplace) -> None:
    budi = joined.ids[BUDI]
    joined.look(lambda records: records.people.set_blocked(budi, joined.clock()))
    assert owed(joined) == {}
    joined.do(menus.settle, [])
    joined.look(lambda records: records.people.set_blocked(budi, None))
    assert owed(joined) == {BUDI: {Role.SUPERVISOR}}


def test_so_many_at_a_time_and_no_more(work: Workplace) -> None:
    for who in (BUDI, RINA):
        work.activate(who)
    assert len(work.do(menus.owed, work.world, limit=1)) == 1
