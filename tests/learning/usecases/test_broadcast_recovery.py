"""After a crash a copy in the air leaves once more, before all others, whatever happened to it earlier."""

from datetime import timedelta

import pytest

from learning.usecases import deliver
from learning.usecases.deliver import Sending
from tests.learning.usecases.announcer import broadcast, carry, copies, results
from tests.learning.usecases.workplace import Workplace, at
from tests.people import BUDI, CITRA, RINA, SARI


@pytest.fixture
def office(work: Workplace) -> Workplace:
    """Sari, Citra, Pak Budi and Bu Rina have joined; it is Monday at nine in Jakarta."""
    for who in (SARI, CITRA, BUDI, RINA):
        work.activate(who)
    work.clock.now = at("09:00")
    return work


def test_what_was_in_the_air_at_a_crash_leaves_before_the_others(office: Workplace) -> None:
    broadcast(office)
    (flying,) = copies(office, limit=1)
    office.clock.turn(minutes=1)
    assert office.do(deliver.recover) == 1
    (first,) = copies(office, limit=1)
    assert (first.outbox_id, first.maybe_twice) == (flying.outbox_id, True)


def test_a_copy_that_telegram_had_refused_for_now_leaves_once_more_after_a_crash_too(
    office: Workplace,
) -> None:
    sent = broadcast(office).broadcast
    (refused,) = copies(office, limit=1)
    office.settle(refused, Sending.NOT_SENT, message_id=None, reason="NetworkError")
    office.clock.now += timedelta(minutes=1)
    carry(office, limit=2)
    (flying,) = copies(office, limit=1)
    assert (flying.outbox_id, flying.attempts) == (refused.outbox_id, 2)
    office.do(deliver.recover)
    (again,) = carry(office)
    assert (again.outbox_id, again.maybe_twice) == (refused.outbox_id, True)
    assert results(office, sent.id).maybe_twice == 1
