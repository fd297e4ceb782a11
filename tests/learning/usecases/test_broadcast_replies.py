"""The replies to one's own broadcast: counted as they arrive, read at any time, and not sent twice."""

import pytest

from learning.broadcasts import Broadcast
from learning.records import OutboxState
from learning.usecases import broadcast_replies, replying
from tests.learning.usecases.announcer import broadcast, carry, results
from tests.learning.usecases.test_notes import leaves
from tests.learning.usecases.workplace import Workplace, at
from tests.people import BUDI, CITRA, RINA, SARI


@pytest.fixture
def office(work: Workplace) -> Workplace:
    """Sari, Citra, Pak Budi who leads them, and Bu Rina the admin; Monday at nine."""
    for who in (SARI, CITRA, BUDI, RINA):
        work.activate(who)
    work.clock.now = at("09:00")
    return work


def broadcast_with_replies(office: Workplace, count: int) -> Broadcast:
    """Pak Budi's broadcast, to which Sari has replied so often, a message each."""
    sent = broadcast(office).broadcast
    carry(office)
    sari = office.person(SARI)
    for number in range(1, count + 1):
        words = f"Balasan {number}"
        office.do(replying.reply, office.world, sari, broadcast_id=sent.id, text=words)
        office.clock.turn(minutes=2)
        leaves(office)
    return sent


def replies(office: Workplace, sent: Broadcast, who: int = BUDI) -> tuple[int, int]:
    """How many have arrived and how many wait, as somebody sees it."""
    found = results(office, sent.id, who)
    return found.replies, found.replies_waiting


def test_replies_count_as_they_arrive_and_held_ones_apart(office: Workplace) -> None:
    sent = broadcast_with_replies(office, 4)
    assert replies(office, sent) == (2, 2)
    assert replies(office, sent, RINA) == (0, 0)


def test_reading_them_ends_their_waiting(office: Workplace) -> None:
    sent = broadcast_with_replies(office, 4)
    page = office.do(broadcast_replies.read, office.person(BUDI), sent.id, 0)
    assert page is not None
    assert [one.note.text for one in page.replies] == [f"Balasan {number}" for number in (4, 3, 2, 1)]
    assert page.fresh == {page.replies[0].note.id, page.replies[1].note.id}
    assert replies(office, sent) == (4, 0)
    assert OutboxState.QUEUED not in office.outbox()
    again = office.do(broadcast_replies.read, office.person(BUDI), sent.id, 10**9)
    assert again is not None
    assert (again.page, again.fresh) == (0, frozenset())


def test_nobody_but_the_author_reads_them(office: Workplace) -> None:
    sent = broadcast_with_replies(office, 1)
    for who in (SARI, RINA):
        assert office.do(broadcast_replies.read, office.person(who), sent.id, 0) is None
    assert office.do(broadcast_replies.read, office.person(BUDI), 10**6, 0) is None
