"""A broadcast that asks for a course until a date gives it to whoever gets a copy, and to nobody else."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from learning.auditing import AuditSought
from learning.broadcasts import Broadcast, ContentKind, Timing
from learning.usecases import assigning, broadcasting, drafting, following_up, receiving, rescheduling
from learning.usecases.assigning import Given
from learning.usecases.broadcasting import Confirmed
from learning.usecases.deliver import Sending
from tests.learning.usecases.announcer import actor, carry, copies, draft
from tests.learning.usecases.classroom import LEADERS
from tests.learning.usecases.workplace import MONDAY, Workplace, at
from tests.people import BUDI, CITRA, RINA, SARI

DUE_ON = MONDAY + timedelta(days=18)
AT_THREE: dict[str, Any] = {"timing": Timing.MOMENT, "on": MONDAY, "at": time(15)}
EVERYBODY = {"Sari Dewi": DUE_ON, "Citra Lestari": DUE_ON, "Rina Hartati": DUE_ON}


@pytest.fixture
def office(work: Workplace) -> Workplace:
    """Sari, Citra, Pak Budi and Bu Rina have joined; it is Monday at nine in Jakarta."""
    for who in (SARI, CITRA, BUDI, RINA):
        work.activate(who)
    work.clock.now = at("09:00")
    return work


def asks(office: Workplace, due_on: date = DUE_ON, **when: Any) -> Broadcast:
    """Pak Budi broadcasts a course, to be done until a date."""
    drafted = draft(office, kind=ContentKind.COURSE, key=LEADERS, **when)
    office.do(drafting.due_by, actor(office), drafted.id, due_on)
    return confirms(office, drafted.id)


def confirms(office: Workplace, broadcast_id: int) -> Broadcast:
    """Looks at the preview, and sends it."""
    office.do(broadcasting.preview, office.world, actor(office), broadcast_id)
    outcome = office.do(broadcasting.confirm, office.world, actor(office), broadcast_id)
    assert isinstance(outcome, Confirmed), outcome
    return outcome.results.broadcast


def gives(office: Workplace, by: int, due_on: date, to: int = SARI) -> None:
    """Somebody gives the course to one person."""
    found = office.do(assigning.assign, office.world, actor(office, by), office.ids[to], LEADERS, due_on)
    assert isinstance(found, Given)


def given(office: Workplace) -> dict[str, date | None]:
    """Who has the course and is not done with it, and until when."""
    found = office.look(lambda records: records.assignments.due_before((None,), date(2027, 12, 31)))
    return {one.person: one.due_on for one in found}


def test_whoever_gets_a_copy_has_the_course_until_the_date(office: Workplace) -> None:
    asks(office)
    assert given(office) == {}
    assert {one.broadcast.due_on for one in carry(office)} == {DUE_ON}
    assert given(office) == EVERYBODY


@pytest.mark.parametrize(("sending", "count"), [(Sending.UNCERTAIN, 3), (Sending.UNREACHABLE, 0)])
def test_a_copy_that_may_have_arrived_gives_it_and_one_that_did_not_does_not(
    office: Workplace, sending: Sending, count: int
) -> None:
    asks(office)
    carry(office, sending)
    assert len(given(office)) == count


def test_cancelled_before_its_moment_it_gives_nothing(office: Workplace) -> None:
    sent = asks(office, **AT_THREE)
    office.do(broadcasting.stop, actor(office), sent.id)
    office.clock.now = at("15:01")
    assert carry(office) == []
    assert given(office) == {}


def test_made_a_draft_again_it_gives_nothing_until_it_is_sent_anew(office: Workplace) -> None:
    sent = asks(office, **AT_THREE)
    assert office.do(rescheduling.reopen, actor(office), sent.id) is not None
    confirms(office, sent.id)
    assert given(office) == {}
    office.clock.now = at("15:01")
    carry(office)
    assert given(office) == EVERYBODY


def test_expired_it_gives_nothing(office: Workplace) -> None:
    asks(office)
    office.clock.now = at("09:00", day=17)
    assert carry(office) == []
    assert given(office) == {}


def test_a_date_of_somebody_else_stays_and_the_own_one_is_never_put_off(office: Workplace) -> None:
    earlier, later = DUE_ON - timedelta(days=3), DUE_ON + timedelta(days=3)
    gives(office, RINA, later, to=SARI)
    gives(office, BUDI, earlier, to=CITRA)
    gives(office, BUDI, later, to=RINA)
    asks(office)
    carry(office)
    assert given(office) == {"Sari Dewi": later, "Citra Lestari": earlier, "Rina Hartati": DUE_ON}


def test_taken_back_it_takes_back_what_it_gave_and_nothing_else(office: Workplace) -> None:
    gives(office, RINA, DUE_ON, to=SARI)
    gives(office, BUDI, DUE_ON, to=CITRA)
    office.clock.now = at("09:01")
    sent = asks(office)
    carry(office)
    assert given(office) == EVERYBODY
    office.do(broadcasting.withdraw, actor(office, RINA), sent.id)
    assert given(office) == {"Sari Dewi": DUE_ON, "Citra Lestari": DUE_ON}


def test_what_was_done_by_then_stays_done_when_it_is_taken_back(office: Workplace) -> None:
    sent = asks(office)
    carry(office)
    office.study(SARI, f"{LEADERS}/01")
    office.do(broadcasting.withdraw, actor(office), sent.id)
    kept = office.look(lambda records: records.assignments.of(office.ids[SARI], LEADERS))
    assert kept is not None
    assert kept.completed_at is not None


def test_a_copy_that_was_leaving_when_it_was_taken_back_gives_nothing(office: Workplace) -> None:
    sent = asks(office)
    leaving = copies(office)
    office.do(broadcasting.withdraw, actor(office), sent.id)
    for one in leaving:
        office.settle(one, Sending.SENT, message_id=one.outbox_id)
    assert given(office) == {}


def test_who_has_done_the_course_is_not_asked_to_do_it(office: Workplace) -> None:
    office.study(CITRA, f"{LEADERS}/01")
    sent = asks(office)
    asked = {one.person.name: one.broadcast.due_on for one in carry(office)}
    assert asked == {**EVERYBODY, "Citra Lestari": None}
    assert "Citra Lestari" not in given(office)
    opened = office.do(receiving.open_copy, office.world, office.person(CITRA), sent.id)
    assert isinstance(opened, receiving.Received)
    assert opened.broadcast.due_on is None


def test_a_reminder_after_the_date_does_not_name_it(office: Workplace) -> None:
    sent = asks(office, MONDAY)
    carry(office)
    office.clock.now = at("09:00", day=1)
    office.do(following_up.remind, actor(office), sent.id)
    office.clock.now = at("12:00", day=1)
    reminders = carry(office)
    assert reminders
    assert {one.broadcast.due_on for one in reminders} == {None}


def test_the_audit_log_has_it_once_a_broadcast(office: Workplace) -> None:
    asks(office)
    carry(office)
    log = office.look(lambda records: records.journal.log(AuditSought(), limit=50))
    details = [one.entry.detail for one in log if one.entry.action == "course_assigned"]
    assert details == [f"{LEADERS} people=3"]
