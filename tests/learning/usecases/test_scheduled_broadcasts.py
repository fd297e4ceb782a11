"""A broadcast whose moment lies ahead can be given another moment, or be cancelled, until a copy leaves."""

from datetime import date, time
from typing import Any

import pytest

from learning.broadcasts import Broadcast, Results, Standing, Timing
from learning.usecases import broadcasting, drafting, rescheduling, steering
from learning.usecases.broadcasting import Confirmed
from learning.usecases.drafting import check_of
from tests.learning.usecases.announcer import act, actor, broadcast, carry, draft, results
from tests.learning.usecases.workplace import Workplace, at
from tests.people import BUDI, CITRA, RINA, SARI

TODAY = date(2026, 11, 23)
AT_THREE: dict[str, Any] = {"timing": Timing.MOMENT, "on": TODAY, "at": time(15)}


@pytest.fixture
def office(work: Workplace) -> Workplace:
    """Sari, Citra, Pak Budi and Bu Rina have joined; it is Monday at nine in Jakarta."""
    for who in (SARI, CITRA, BUDI, RINA):
        work.activate(who)
    work.clock.now = at("09:00")
    return work


def reopen(office: Workplace, broadcast_id: int, by: int = BUDI) -> Broadcast | None:
    """Makes a draft again of what is scheduled."""
    return office.do(rescheduling.reopen, actor(office, by), broadcast_id)


@pytest.mark.parametrize("timing", [Timing.MOMENT, Timing.AT])
def test_it_lies_ahead_until_its_moment(office: Workplace, timing: Timing) -> None:
    scheduled = broadcast(office, **{**AT_THREE, "timing": timing})
    assert scheduled.is_ahead(office.clock())
    office.clock.now = at("15:00")
    assert not results(office, scheduled.broadcast.id).is_ahead(office.clock())


def test_what_leaves_now_or_in_the_next_break_is_not_scheduled(office: Workplace) -> None:
    for timing in (Timing.NOW, Timing.NEXT_BREAK):
        assert not broadcast(office, timing=timing).is_ahead(office.clock())


def test_reopened_it_is_a_draft_with_everything_and_nothing_of_it_leaves(office: Workplace) -> None:
    before = broadcast(office, "Rapat pukul tiga.", **AT_THREE).broadcast
    drafted = reopen(office, before.id)
    assert drafted is not None
    assert drafted == act(office, drafting.current)
    assert (drafted.content, drafted.selection, drafted.on, drafted.at) == (
        before.content,
        before.selection,
        TODAY,
        time(15),
    )
    office.clock.now = at("15:15")
    assert carry(office) == []
    assert act(office, broadcasting.mine, limit=9) == []


def test_confirmed_anew_it_reaches_everybody_once_at_its_new_time(office: Workplace) -> None:
    before = broadcast(office, **AT_THREE).broadcast
    drafted = reopen(office, before.id)
    assert drafted is not None
    author = actor(office)
    office.do(drafting.time_it, author, drafted.id, Timing.MOMENT, on=TODAY, at=time(15, 30))
    office.do(broadcasting.preview, office.world, author, drafted.id)
    assert isinstance(office.do(broadcasting.confirm, office.world, author, drafted.id), Confirmed)
    office.clock.now = at("15:15")
    assert carry(office) == []
    office.clock.now = at("15:30")
    assert len(carry(office)) == 3


def test_the_old_preview_does_not_send_what_was_reopened(office: Workplace) -> None:
    before = broadcast(office, **AT_THREE).broadcast
    drafted = reopen(office, before.id)
    assert drafted is not None
    assert check_of(drafted) != check_of(before)
    assert not isinstance(office.do(broadcasting.confirm, office.world, actor(office), drafted.id), Confirmed)


def test_another_draft_gives_way_to_it(office: Workplace) -> None:
    before = broadcast(office, **AT_THREE).broadcast
    other = draft(office, "Yang lain.")
    reopen(office, before.id)
    found = act(office, drafting.current)
    assert found is not None
    assert found.id == before.id
    assert office.look(lambda records: records.broadcasts.get(other.id)) is None


def test_once_a_copy_has_left_it_cannot_be_reopened(office: Workplace) -> None:
    sent = broadcast(office, **AT_THREE).broadcast
    office.clock.now = at("15:00")
    assert len(carry(office, limit=1)) == 1
    assert reopen(office, sent.id) is None
    assert results(office, sent.id).people[Standing.DELIVERED] == 1


def test_only_its_author_reopens_it_and_an_admin_may_cancel_it(office: Workplace) -> None:
    sent = broadcast(office, **AT_THREE).broadcast
    assert reopen(office, sent.id, by=RINA) is None
    assert reopen(office, sent.id, by=SARI) is None
    assert office.do(broadcasting.stop, actor(office, RINA), sent.id) == 3
    assert results(office, sent.id).people == {Standing.CANCELLED: 3}


def test_admins_see_what_everybody_has_under_way_until_nobody_waits(office: Workplace) -> None:
    ahead = broadcast(office, "Nanti.", **AT_THREE).broadcast
    running = broadcast(office, "Sekarang.").broadcast
    stopped = broadcast(office, "Batal.").broadcast
    office.do(broadcasting.stop, actor(office), stopped.id)
    assert under_way(office) == [running.id, ahead.id]
    assert under_way(office, limit=1, offset=1) == [ahead.id]
    carry(office)
    assert under_way(office) == [ahead.id]


def under_way(office: Workplace, limit: int = 9, offset: int = 0) -> list[int]:
    """The broadcasts that Bu Rina may steer."""
    found = office.do(steering.under_way, office.world, actor(office, RINA), limit=limit, offset=offset)
    return [one.about.broadcast.id for one in found if isinstance(one.about, Results)]
