"""What became of each message: what may have arrived is never sent again, what did not is not forgotten."""

from datetime import timedelta
from itertools import pairwise

import pytest

from learning.records import NudgeState, OutboxState
from learning.usecases import enrol
from learning.usecases.deliver import TRIES, Sending, recover
from tests.learning.usecases.workplace import Workplace, at
from tests.people import BUDI, CITRA, RINA, SARI


@pytest.fixture
def four(work: Workplace) -> Workplace:
    """A place of work where four people in Jakarta wait for their lunch."""
    for who in (SARI, CITRA, BUDI, RINA):
        work.activate(who)
    work.tick(at("12:00"))
    return work


def test_what_arrived_is_sent_and_a_streak_counts_the_day(four: Workplace) -> None:
    four.send()
    assert four.outbox() == {"sent": 4}
    brought = four.look(lambda r: r.nudges.brought_on(four.ids[SARI], at("12:00").date()))
    assert brought == {at("12:00").date()}


def test_an_uncertain_message_is_never_sent_again(four: Workplace) -> None:
    four.send(Sending.UNCERTAIN)
    assert four.outbox() == {"uncertain": 4}
    assert four.bring(at("12:30")) == []
    assert len(four.bring(at("12:00", day=1))) == 4
    assert four.attention(SARI).unanswered_in_row == 1


def test_what_was_claimed_at_a_crash_is_uncertain_and_the_rest_goes_on(four: Workplace) -> None:
    claimed = four.claim(limit=3)
    assert four.do(recover) == 3
    assert four.outbox() == {"uncertain": 3, "queued": 1}
    (rest,) = four.send()
    assert rest.outbox_id not in {delivery.outbox_id for delivery in claimed}
    assert four.do(recover) == 0


def test_a_message_that_never_leaves_fails_after_five_tries_and_the_others_do_not_wait(
    four: Workplace,
) -> None:
    poison, tries = None, 0
    for _ in range(60):
        for delivery in four.claim(limit=1):
            poison = poison or delivery.outbox_id
            is_poison = delivery.outbox_id == poison
            tries += is_poison
            reason = "the text cannot be sent" if is_poison else ""
            four.settle(delivery, Sending.NOT_SENT if is_poison else Sending.SENT, reason=reason)
        if four.outbox().get("queued", 0) == 1:
            assert four.outbox()["sent"] == 3
        four.clock.turn(seconds=30)
    assert tries == TRIES == 5
    assert four.outbox() == {"sent": 3, "failed": 1}
    assert four.attention(SARI).unanswered_in_row == 0


def test_tries_stop_with_the_window(four: Workplace) -> None:
    four.tick(at("12:59"))
    four.send(Sending.NOT_SENT)
    four.tick(at("13:00"))
    assert four.send() == []
    assert four.outbox() == {"expired": 4}


def test_without_a_connection_a_message_waits_for_as_long_as_its_break_lasts(four: Workplace) -> None:
    """Nothing speaks against the message itself, so a short outage costs nobody the card of the day."""
    for _ in range(20):
        four.send(Sending.NO_CONNECTION)
        four.clock.turn(minutes=2)
    assert four.outbox() == {"queued": 4}
    assert [delivery.attempts for delivery in four.send()] == [1] * 4
    assert four.outbox() == {"sent": 4}


def test_each_try_waits_longer_than_the_one_before(four: Workplace) -> None:
    tried_at = []
    for _ in range(60):
        if four.send(Sending.NOT_SENT):
            tried_at.append(four.clock())
        four.clock.turn(seconds=1)
    waits = [after - before for before, after in pairwise(tried_at)]
    assert waits == [timedelta(seconds=seconds) for seconds in (2, 4, 8, 16)]


def test_a_refused_message_fails_at_once_and_is_not_held_against_anybody(four: Workplace) -> None:
    four.send(Sending.REFUSED)
    assert four.outbox() == {"failed": 4}
    assert len(four.bring(at("12:00", day=1))) == 4
    assert four.attention(SARI).unanswered_in_row == 0


def test_who_cannot_be_reached_is_not_written_to_until_they_come_back(four: Workplace) -> None:
    """Case 11."""
    four.send(Sending.UNREACHABLE)
    assert four.outbox() == {"unreachable": 4}
    assert four.person(SARI).blocked_at == at("12:00")
    assert four.bring(at("12:00", day=1)) == []
    four.clock.now = at("12:30", day=1)
    four.do(enrol.reachable_again, four.world, four.ids[SARI])
    assert four.person(SARI).blocked_at is None
    (card,) = four.bring(at("12:00", day=2))
    assert card.telegram_id == SARI
    assert four.attention(SARI).unanswered_in_row == 0


def test_who_blocked_sela_after_queueing_is_not_written_to(four: Workplace) -> None:
    four.look(lambda records: records.people.set_blocked(four.ids[SARI], four.clock()))
    assert SARI not in {delivery.telegram_id for delivery in four.send()}
    assert four.outbox() == {"sent": 3, "expired": 1}


def test_every_message_ends_in_one_state_and_the_states_sum_to_all(four: Workplace) -> None:
    for delivery, sending in zip(
        four.claim(),
        (Sending.SENT, Sending.UNCERTAIN, Sending.UNREACHABLE, Sending.REFUSED),
        strict=True,
    ):
        four.settle(delivery, sending, reason="because")
    assert four.outbox() == {"sent": 1, "uncertain": 1, "unreachable": 1, "failed": 1}
    assert set(four.outbox()) <= {state.value for state in OutboxState}


def test_a_nudge_of_a_failed_message_is_over(four: Workplace) -> None:
    (first, *_) = four.send(Sending.REFUSED)
    nudge = four.look(lambda records: records.nudges.get(first.nudge.id))
    assert nudge is not None
    assert nudge.state is NudgeState.EXPIRED
