"""Whom a selection names by role, and in which standing its author sees whoever did not get it in time."""

import pytest

from learning.broadcasts import Broadcast, Preview, Recipient, Standing
from learning.people import Role
from learning.records import LeaveKind
from learning.rules.breaks import Leave
from learning.usecases import broadcasting, drafting
from learning.usecases.drafting import Flaw
from tests.learning.usecases.announcer import act, actor, broadcast, carry, draft, standings
from tests.learning.usecases.workplace import MONDAY, Workplace, at
from tests.people import BUDI, CITRA, RINA, SARI


@pytest.fixture
def office(work: Workplace) -> Workplace:
    """Sari, Pak Budi and Bu Rina have joined; it is Monday at nine in Jakarta."""
    for who in (SARI, BUDI, RINA):
        work.activate(who)
    work.clock.now = at("09:00")
    return work


def chosen(office: Workplace, *roles: Role) -> int:
    """How many people Bu Rina addresses with these roles ticked."""
    drafted = draft(office, by=RINA)
    for role in roles:
        assert isinstance(act(office, drafting.select, drafted.id, role=role, by=RINA), Broadcast)
    found = office.do(broadcasting.preview, office.world, actor(office, RINA), drafted.id)
    assert isinstance(found, Preview)
    return found.size


def test_employees_are_those_without_another_role(office: Workplace) -> None:
    assert chosen(office, Role.EMPLOYEE) == 3
    assert chosen(office, Role.SUPERVISOR) == 1
    assert chosen(office, Role.EMPLOYEE, Role.SUPERVISOR) == 4


def test_admins_cannot_be_chosen_by_a_forged_button(office: Workplace) -> None:
    drafted = draft(office)
    assert act(office, drafting.select, drafted.id, role=Role.ADMIN) is Flaw.NOT_YOURS


def test_who_did_not_join_until_the_end_has_it_expired(office: Workplace) -> None:
    sent = broadcast(office).broadcast
    carry(office)
    assert standings(office, sent.id)[Standing.NOT_ACTIVATED] == 1
    office.clock.turn(days=15)
    assert standings(office, sent.id) == {Standing.DELIVERED: 2, Standing.EXPIRED: 1}
    (citra,) = recipients(office, sent, Standing.EXPIRED)
    assert (citra.person_id, citra.reason) == (office.ids[CITRA], "not activated")


def recipients(office: Workplace, sent: Broadcast, standing: Standing) -> list[Recipient]:
    """The people in one standing."""
    found = office.do(broadcasting.recipients, office.world, actor(office), sent.id, standing, limit=9)
    assert found is not None
    return found


def test_who_is_away_until_after_the_end_is_shown_as_not_getting_it(office: Workplace) -> None:
    leave = Leave(starts_on=MONDAY, ends_on=MONDAY.replace(day=30))
    office.look(lambda records: records.people.add_leave(office.ids[SARI], leave, LeaveKind.LEAVE))
    drafted = draft(office)
    act(office, drafting.keep_for, drafted.id, 3)
    author = actor(office)
    office.do(broadcasting.preview, office.world, author, drafted.id)
    office.do(broadcasting.confirm, office.world, author, drafted.id)
    (sari,) = recipients(office, drafted, Standing.HELD)
    sent = office.look(lambda records: records.broadcasts.get(drafted.id))
    assert sent is not None
    assert (sari.is_too_late, sari.at) == (True, sent.ends_at)
